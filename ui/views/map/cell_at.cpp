#include "ui/views/map_options.h"

#include "ui/views/map/layout.h"

namespace gauge::ui::map {
namespace {

CellPlace cellOf(const View& view, std::size_t column, std::size_t row)
{
    return {view.x.order[column], view.plane() ? view.y.order[row] : 0, view.direction, 0};
}

bool hasMeasure(const Scene& scene)
{
    const Measure measure = allMeasures()[static_cast<std::size_t>(optionsOf(scene).measure)];
    return scene.map.map && measures(*scene.map.map, measure);
}

}  // namespace

std::optional<CellPlace> cellAt(const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (!hasMeasure(scene))
        return std::nullopt;
    const View view = viewOf(scene);
    const Layout layout = layoutOf(area, scene, view);
    const QRectF& plot = layout.plot();
    if (!plot.contains(at))
        return std::nullopt;
    const std::size_t column = view.x.placeAt((at.x() - plot.left()) / plot.width());
    const std::size_t row = view.plane() ? view.y.placeAt((plot.bottom() - at.y()) / plot.height()) : 0;
    return cellOf(view, column, row);
}

std::optional<CellPlace> presentCell(const Scene& scene)
{
    if (!hasMeasure(scene) || !scene.snapshot)
        return std::nullopt;
    const View view = viewOf(scene);
    const Cross cross = crossOf(view, scene.snapshot->request);
    return cellOf(view, cross.column, cross.row);
}

}  // namespace gauge::ui::map
