#include "ui/views/map_options.h"

#include "core/error.h"

#include "ui/views/map/options.h"

#include <algorithm>

namespace gauge::ui::map {
namespace {

constexpr int kLinear = 1;
constexpr int kLogarithmic = 2;

struct Span {
    double from = 0;
    double to = 0;
    int scale = 0;
};

/// Of words there is none: all of them are its places.
Span spanOf(const Axis& axis)
{
    if (axis.row->kind != ParameterInfo::Kind::Real && axis.row->kind != ParameterInfo::Kind::Whole)
        return {};
    const auto [least, greatest] = std::minmax_element(axis.values.begin(), axis.values.end());
    return {*least, *greatest, axis.logarithmic ? kLogarithmic : kLinear};
}

}  // namespace

ViewOptions sweptOptions(const SweepPlan& plan, const ViewOptions& before)
{
    ViewOptions options = before;
    auto& own = options.of<Options>();
    const Span x = spanOf(plan.axes[0]);
    const Span y = plan.axes.size() > 1 ? spanOf(plan.axes[1]) : Span{};
    own.x = plan.axes[0].row->name;
    own.y = plan.axes.size() > 1 ? plan.axes[1].row->name : "";
    std::tie(own.xFrom, own.xTo, own.xScale) = std::tuple(x.from, x.to, x.scale);
    std::tie(own.yFrom, own.yTo, own.yScale) = std::tuple(y.from, y.to, y.scale);
    own.path = static_cast<int>(plan.path);
    own.side = plan.path == SweepPath::Both ? own.side : static_cast<int>(Up);
    own.seeds = static_cast<int>(plan.seedCount());
    const auto& all = allMeasures();
    if (std::find(plan.measures.begin(), plan.measures.end(), all[static_cast<std::size_t>(own.measure)]) ==
        plan.measures.end())
        own.measure = static_cast<int>(std::find(all.begin(), all.end(), plan.measures.front()) - all.begin());
    return options;
}

Measure measureOf(const ViewOptions& options)
{
    return allMeasures()[static_cast<std::size_t>(options.of<Options>().measure)];
}

void requireSwept(const SweepPlan& plan, const ViewOptions& asked)
{
    const ViewOptions stored = sweptOptions(plan, {});
    const auto& has = stored.of<Options>();
    const auto of = [](const Options& o) {
        return std::tuple(o.x, o.y, o.xFrom, o.xTo, o.yFrom, o.yTo, o.xScale, o.yScale, o.path, o.seeds, o.until);
    };
    if (of(asked.of<Options>()) != of(has))
        fail("--option: a stored sweep keeps its axes, path, seeds and layers ({}{}{}, path {}); expected other options, "
             "such as measure, found one of these",
             has.x, has.y.empty() ? "" : " and ", has.y, pathName(plan.path));
}

}  // namespace gauge::ui::map
