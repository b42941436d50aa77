// What does not come home: the map of an anchor, all triangles, the frustrated mode, or a walk.
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"
#include "ui/views/holonomy/view.h"

namespace gauge::ui::holonomy {

QString refusal(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (scene.side == Side::Difference)
        return {};
    if (s.connection.flat())
        return withHint(scene.style, words("Flat: frames are a choice of coordinates here, and every loop closes."),
                        words(" Choose a connection, or “bend” above."));
    if (s.tokens() < 3)
        return words("A loop takes three tokens; there are %1.").arg(s.tokens());
    return optionsOf(scene).picture == Frustrated ? modeRefusal(s, headOf(scene)) : QString();
}

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    switch (optionsOf(scene).picture) {
    case Loops: paintLoops(painter, area, scene); break;
    case Frustrated: paintMode(painter, area, scene); break;
    case Walk: paintWalk(painter, area, scene); break;
    default: paintMap(painter, area, scene);
    }
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    paintRefusal(painter, area, scene, words("No difference of this picture: compare A and B side by side."));
}

Reach reach(const Scene& scene)
{
    Reach reach;
    if (!refusal(scene).isEmpty())
        return reach;
    Scene alone = scene;
    alone.reference = nullptr;
    alone.reach = {};
    if (optionsOf(scene).picture == Map)
        reach.push_back({0, greatestOf(alone)});
    Extent wilson;
    for (const HeadHolonomy& head : scene.snapshot->holonomy->heads)
        for (const double w : head.wilson)
            wilson.take(w);
    if (optionsOf(scene).picture == Loops)
        reach.push_back(wilson);
    return reach;
}

}  // namespace gauge::ui::holonomy
