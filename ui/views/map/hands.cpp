// The cross that is dragged, the labels that are dropped on axes, and the buttons.
#include "ui/scene/words.h"
#include "ui/views/map/pictures.h"
#include "ui/views/map/rows.h"
#include "ui/views/map/view.h"

#include <algorithm>

namespace gauge::ui::map {
namespace {

bool grabs(const QRectF& area, const Scene& scene, const QPointF& at)
{
    return layoutOf(area, scene, viewOf(scene)).plot().contains(at);
}

RowTexts draggedTo(const QRectF& area, const Scene& scene, const QPointF& to)
{
    const View view = viewOf(scene);
    const QRectF plot = layoutOf(area, scene, view).plot();
    const auto share = [](double part) { return std::clamp(part, 0.0, 1.0); };
    RowTexts rows{{view.x.axis->row->name, textAt(view.x, share((to.x() - plot.left()) / plot.width()))}};
    if (view.plane())
        rows.emplace_back(view.y.axis->row->name, textAt(view.y, share((plot.bottom() - to.y()) / plot.height())));
    return rows;
}

/// The next cell's own value along an axis; from beyond its ends the last.
std::string steppedTo(const Ruler& ruler, const std::optional<double>& share, std::size_t at, int by)
{
    const auto last = static_cast<int>(ruler.size()) - 1;
    const bool beyond = share && !Cross::within(share);
    return ruler.word(static_cast<std::size_t>(std::clamp(static_cast<int>(at) + (beyond ? 0 : by), 0, last)));
}

RowTexts step(const Scene& scene, int rows, int columns)
{
    if (!refusal(scene).isEmpty())
        return {};
    const View view = viewOf(scene);
    const Cross cross = crossOf(view, scene.snapshot->request);
    RowTexts texts;
    if (columns != 0)
        texts.emplace_back(view.x.axis->row->name, steppedTo(view.x, cross.x, cross.column, columns));
    if (rows != 0 && view.plane())
        texts.emplace_back(view.y.axis->row->name, steppedTo(view.y, cross.y, cross.row, -rows));
    return texts;
}

bool shown(const Scene& scene)
{
    return scene.snapshot && refusal(scene).isEmpty();
}

bool hasCell(const Scene& scene)
{
    if (!shown(scene))
        return false;
    const View view = viewOf(scene);
    return crossOf(view, scene.snapshot->request).onMap(view.plane());
}

/// Nearer to the foot than to the left side.
bool ofX(const QRectF& area, const QPointF& at)
{
    return (area.bottom() - at.y()) / area.height() < (at.x() - area.left()) / area.width();
}

template <auto Member>
void toggle(ViewOptions& options, const Scene&)
{
    options.of<Options>().*Member = options.of<Options>().*Member == 0 ? 1 : 0;
}

template <auto Member, int Value>
bool isPlane(const Scene& scene)
{
    return shown(scene) && scene.map.map->plan.axes.size() > 1 && optionsOf(scene).*Member == Value;
}

template <int Value>
bool branchIs(const Scene& scene)
{
    return scene.snapshot && optionsOf(scene).branch == Value;
}

}  // namespace

PointHandle point()
{
    return {.grabs = grabs, .at = draggedTo, .step = step};
}

bool drop(ViewOptions& options, const QRectF& area, const Scene&, const QPointF& at, const std::string& row)
{
    const std::vector<const char*>& rows = mapRows();
    if (std::find(rows.begin(), rows.end(), row) == rows.end() || !area.contains(at))
        return false;
    Options next = options.of<Options>();
    const bool onX = ofX(area, at);
    std::string& here = onX ? next.x : next.y;
    std::string& there = onX ? next.y : next.x;
    if (here == row)
        return true;
    if (there == row) {  // the axes change places
        std::swap(next.x, next.y);
        std::swap(next.xFrom, next.yFrom);
        std::swap(next.xTo, next.yTo);
        std::swap(next.xScale, next.yScale);
        if (next.x.empty())
            return false;
    } else {
        here = row;
        (onX ? next.xFrom : next.yFrom) = (onX ? next.xTo : next.yTo) = 0;
        (onX ? next.xScale : next.yScale) = 0;
    }
    options.of<Options>() = next;
    return true;
}

/// The margin of the axis.
QRectF dropArea(const QRectF& area, const Scene& scene, const QPointF& at)
{
    constexpr double kShare = 0.16;  // where there are no axes yet
    QRectF inner = area.adjusted(kShare * area.width(), 0, 0, -kShare * area.height());
    if (shown(scene)) {
        const Layout l = layoutOf(area, scene, viewOf(scene));
        inner = QRectF(l.plot().left(), area.top(), area.right() - l.plot().left(),
                       (l.below.isNull() ? l.cells : l.below).bottom() - area.top());
    }
    return ofX(area, at) ? QRectF(inner.left(), inner.bottom(), inner.width(), area.bottom() - inner.bottom())
                         : QRectF(area.left(), area.top(), inner.left() - area.left(), inner.height());
}

std::vector<ViewAction> actions()
{
    return {
        {"branch", QT_TRANSLATE_NOOP("views", "branch"),
         QT_TRANSLATE_NOOP("views",
                           "Follows the stationary state through the present point along the first axis: stable solid, "
                           "unstable dashed, folds marked, in the cut."),
         branchIs<0>, toggle<&Options::branch>},
        {"no-branch", QT_TRANSLATE_NOOP("views", "no branch"),
         QT_TRANSLATE_NOOP("views", "Leaves the branch of stationary states out."), branchIs<1>, toggle<&Options::branch>},
        {"contours", QT_TRANSLATE_NOOP("views", "contours"),
         QT_TRANSLATE_NOOP("views", "Draws lines along which the measure has one value."), isPlane<&Options::contours, 0>,
         toggle<&Options::contours>},
        {"no-contours", QT_TRANSLATE_NOOP("views", "no contours"),
         QT_TRANSLATE_NOOP("views", "Leaves the lines of one value out."), isPlane<&Options::contours, 1>,
         toggle<&Options::contours>},
        {"cuts", QT_TRANSLATE_NOOP("views", "cuts"),
         QT_TRANSLATE_NOOP("views", "Draws the cuts through the cross along both axes."), isPlane<&Options::cuts, 0>,
         toggle<&Options::cuts>},
        {"no-cuts", QT_TRANSLATE_NOOP("views", "no cuts"),
         QT_TRANSLATE_NOOP("views", "Leaves the cuts out: the map has all the room."), isPlane<&Options::cuts, 1>,
         toggle<&Options::cuts>},
        {"open-cell", QT_TRANSLATE_NOOP("views", "open this cell"),
         QT_TRANSLATE_NOOP("views", "Opens the state that the run of the cell under the cross ends in."), hasCell},
        {"save-sweep", QT_TRANSLATE_NOOP("views", "save sweep…"),
         QT_TRANSLATE_NOOP("views",
                           "Writes the map's numbers and what makes any cell again: a file of `gaugescope-cli sweep`."),
         shown},
    };
}

}  // namespace gauge::ui::map
