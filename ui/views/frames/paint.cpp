// Gauge frames: triads, φ in its ball, relative angles of all pairs, or one ellipse carried along Ω.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/frames/pictures.h"
#include "ui/views/frames/ribbons.h"
#include "ui/views/frames/triads.h"
#include "ui/views/frames/view.h"

#include <algorithm>

namespace gauge::ui::frames {

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    switch (optionsOf(scene).picture) {
    case Ball: paintBall(painter, area, scene); return;
    case Angles: paintAngles(painter, area, scene); return;
    case Carry: paintCarry(painter, area, scene); return;
    default: break;
    }
    const Snapshot& s = *scene.snapshot;
    paintRibbons(painter, area, scene);
    paintTriads(painter, area, scene, [&](const QPointF& centre, double radius, Index i) {
        if (optionsOf(scene).trails && static_cast<std::size_t>(s.layer) < s.triadsBefore.size() + 1)
            for (std::size_t layer = 0; layer < static_cast<std::size_t>(s.layer) && layer < s.triadsBefore.size(); ++layer)
                if (const Index place = placeAt(s, layer, i); place >= 0)
                    paintTriad(painter, centre, radius, s.triadsBefore[layer][static_cast<std::size_t>(place)], scene,
                               true);
        paintTriad(painter, centre, radius, triadOf(scene, i), scene);
    });
    paintRibbonAngles(painter, area, scene);
    const QString ribbons = ribbonCaption(scene);
    paintAxisLegend(painter, area, scene,
                    !ribbons.isEmpty() ? ribbons
                    : optionsOf(scene).trails && s.triadsBefore.empty()
                        ? withHint(scene.style, words("frames stay"), words(": raise the frame step η to turn them"))
                        : groupCaption(scene));
}

/// How far each frame turned from A to B.
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene a = scene;
    a.snapshot = scene.reference;
    double most = 0;
    paintTriads(painter, area, scene, [&](const QPointF& centre, double radius, Index i) {
        const Triad from = triadOf(a, i);
        const Triad to = triadOf(scene, i);
        most = std::max(most, turnBetween(from, to));
        paintTriad(painter, centre, radius, turnOf(from, to), scene);
    });
    paintAxisLegend(painter, area, scene, words("U_B U_A⁻¹: turned by at most %1 rad").arg(shortNumber(most)));
}

}  // namespace gauge::ui::frames
