#include "ui/scene/words.h"
#include "ui/views/map/numbers.h"
#include "ui/views/map/rows.h"
#include "ui/views/map/view.h"

#include <algorithm>

namespace gauge::ui::map {
namespace {

QString directionText(const SweepPlan& plan, std::size_t direction)
{
    if (plan.path != SweepPath::Both)
        return QLatin1String(pathName(plan.path));
    return direction == 0 ? words("up") : words("down");
}

/// A cell of one seed; not computed: empty.
QStringList rowOf(const View& view, std::size_t cell)
{
    const SweepMap& map = *view.map;
    const CellPlace p = cellPlace(map.plan, cell);
    QStringList row{QString::fromStdString(map.plan.axes[0].words[p.first])};
    if (view.plane())
        row << QString::fromStdString(map.plan.axes[1].words[p.second]);
    row << directionText(map.plan, p.direction);
    if (view.seeds())
        row << QString::number(map.plan.seeds[p.seed]);
    const CellValue mean = cellValue(map, view.measure, p.first, p.second, p.direction);
    const auto at = static_cast<std::size_t>(std::find(map.plan.measures.begin(), map.plan.measures.end(), view.measure) -
                                             map.plan.measures.begin());
    const double value = view.seeds() ? map.table.values[at][cell] : mean.mean;
    row << (map.known[cell] != 0 ? exactNumber(value) : QString());
    return row;
}

/// Points of the branch, along it, where it has the measure.
void addBranch(QList<QStringList>& rows, const Scene& scene, const View& view)
{
    const SweptBranch* branch = scene.map.branch.get();
    if (!branch)
        return;
    const std::vector<double> values = branchValues(*branch, view.measure);
    for (std::size_t k = 0; k < values.size(); ++k) {
        const SweptPoint& point = branch->points[k];
        QStringList row;
        for (const Axis& axis : view.map->plan.axes)
            row << (axis.row == branch->row ? exactNumber(point.value)
                                            : QString::fromStdString(parameterText(scene.snapshot->request, *axis.row)));
        row << (point.fold ? words("fold") : point.stable ? words("stable") : words("unstable"));
        if (view.seeds())
            row << QString();
        rows << (row << exactNumber(values[k]));
    }
}

}  // namespace

QList<QStringList> table(const Scene& scene)
{
    const View view = viewOf(scene);
    const SweepPlan& plan = view.map->plan;
    QStringList head;
    for (const Axis& axis : plan.axes)
        head << rowTitle(*axis.row);
    head << words("path");
    if (view.seeds())
        head << words("seed");
    head << measureTitle(view.measure);
    QList<QStringList> rows{head};
    const std::size_t step = view.seeds() ? 1 : plan.seedCount();  // what all seeds make is one number
    for (std::size_t cell = 0; cell < plan.cells(); cell += step)
        rows << rowOf(view, cell);
    addBranch(rows, scene, view);
    return rows;
}

}  // namespace gauge::ui::map
