// A measure over one or two parameters, with cuts through the point where the run stands.
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"
#include "ui/views/map/view.h"

#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

QString measuresText(const SweepMap& map)
{
    QStringList names;
    for (const Measure measure : map.plan.measures)
        names << words(measureLabel(measure));
    return names.join(QStringLiteral(", "));
}

/// As many of its words as there is room for.
void paintCaption(QPainter& painter, const Picture& p)
{
    painter.setFont(p.scene.style.textFont(0.92));
    painter.setPen(p.scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    QStringList words = captionOf(p.scene, p.view);
    const auto line = [&] { return words.join(QStringLiteral(" · ")); };
    while (words.size() > 1 && metrics.horizontalAdvance(line()) > p.layout.caption.width())
        words.removeLast();
    drawFitted(painter, p.layout.caption, Qt::AlignHCenter | Qt::AlignVCenter, line());
}

/// A map is of the present run: A has none of its own.
bool ofOther(const Scene& scene)
{
    return scene.side == Side::A;
}

}  // namespace

QString refusal(const Scene& scene)
{
    const MapState& state = scene.map;
    if (scene.side == Side::Difference)
        return {};
    if (ofOther(scene))
        return words("A map is of the present state: see B.");
    if (!state.failure.isEmpty() && !(state.map && state.running))
        return words("No map: %1").arg(state.failure);
    if (!state.map)
        return state.running ? words("Computing the first cells… %1 %").arg(100 * state.fraction, 0, 'f', 0)
                             : withHint(scene.style, words("No map was computed."),
                                        words(" It fills while it is seen: choose two parameters above."));
    const Measure measure = allMeasures()[static_cast<std::size_t>(optionsOf(scene).measure)];
    if (!measures(*state.map, measure))
        return state.running
                   ? words("Computing… %1 %").arg(100 * state.fraction, 0, 'f', 0)
                   : words("%1 was not measured here; there is %2.").arg(measureTitle(measure), measuresText(*state.map));
    return {};
}

Picture pictureOf(const QRectF& area, const Scene& scene)
{
    const View view = viewOf(scene);
    return {scene, view, layoutOf(area, scene, view), crossOf(view, scene.snapshot->request)};
}

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Picture p = pictureOf(area, scene);
    const Range range = colourRange(p.view);
    if (p.view.plane())
        paintCells(painter, p, range);
    paintCuts(painter, p);
    if (p.view.plane() && optionsOf(scene).contours != 0)
        paintContours(painter, p, range);
    paintCross(painter, p);
    paintHead(painter, p, range);
    paintAxes(painter, p);
    if (!p.layout.keys.isNull())
        paintKeys(painter, p.layout.keys, scene, p.view, false);
    if (!p.layout.keysLine.isNull())
        paintKeys(painter, p.layout.keysLine, scene, p.view, true);
    paintCaption(painter, p);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    paintRefusal(painter, area, scene, words("There is one map, of the present state: no difference."));
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    return refusal(scene).isEmpty() ? layoutOf(area, scene, viewOf(scene)).plot() : QRectF();
}

}  // namespace gauge::ui::map
