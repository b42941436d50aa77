#include "ui/views/map_options.h"

#include "core/error.h"
#include "ui/views/map/options.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::map {
namespace {

constexpr double kStill = 1e-9;       // nats
constexpr int kMostLayers = 2000;     // until beliefs stand still
constexpr long long kMostWhole = 49;  // values of a whole number along an axis
constexpr int kBranchPoints = 400;

struct Chosen {
    double from, to;
    int scale;
};

MapAxis axisOf(const std::string& name, const Chosen& chosen)
{
    const ParameterInfo& row = parameterInfo(name);
    MapAxis axis = usualAxis(row);
    if (row.kind != ParameterInfo::Kind::Real && row.kind != ParameterInfo::Kind::Whole)
        return axis;
    const bool usual = chosen.from == 0 && chosen.to == 0;
    if (!usual && !(chosen.from < chosen.to))
        fail("map: expected of {} ends that rise, found {} and {}", name, chosen.from, chosen.to);
    if (row.kind == ParameterInfo::Kind::Real) {
        if (!usual)
            std::tie(axis.from, axis.to) = std::pair(chosen.from, chosen.to);
        axis.logarithmic = chosen.scale == 0 ? axis.logarithmic && axis.from > 0 : chosen.scale == 2;
        return axis;
    }
    const auto from = std::llround(usual ? row.sliderLeast : chosen.from);
    const auto to = std::llround(usual ? row.sliderGreatest : chosen.to);
    axis.words.clear();
    const long long step = (to - from) / kMostWhole + 1;
    for (long long value = from; value <= to; value += step)
        axis.words.push_back(fmt::format("{}", value));
    return axis;
}

void setFirst(Parameters& parameters, const MapAxis& axis)
{
    setParameter(parameters, *axis.row, axis.words.empty() ? fmt::format("{}", axis.from) : axis.words.front());
}

/// Whether a row of the table is along an axis.
bool varied(const Options& o, std::string_view row)
{
    return o.x == row || o.y == row;
}

}  // namespace

MapWish wishOf(const ViewOptions& options, const RunInput& run)
{
    const auto& o = options.of<Options>();
    if (o.x == o.y)
        fail("map: expected two different parameters, found {} twice", o.x);
    MapWish wish;
    wish.axes.push_back(axisOf(o.x, {o.xFrom, o.xTo, o.xScale}));
    if (!o.y.empty())
        wish.axes.push_back(axisOf(o.y, {o.yFrom, o.yTo, o.yScale}));
    SweepPlan& plan = wish.plan;
    plan.source = {run.state, run.state ? std::string() : run.text, run.state ? nullptr : run.model};
    plan.base = run.parameters;
    for (const MapAxis& axis : wish.axes)
        setFirst(plan.base, axis);
    if (o.until != 0 && !varied(o, "until"))
        plan.base.evolve.until = kStill;
    if (o.until != 0 && !varied(o, "layers"))
        plan.base.evolve.layers = kMostLayers;
    plan.path = static_cast<SweepPath>(o.path);
    if (o.seeds > 1)
        for (int k = 0; k < o.seeds; ++k)
            plan.seeds.push_back(run.parameters.start.seed + k);
    const Measure shown = allMeasures()[static_cast<std::size_t>(o.measure)];
    plan.measures = usualMeasures({plan.base}, !plan.seeds.empty());
    if (std::find(plan.measures.begin(), plan.measures.end(), shown) == plan.measures.end())
        plan.measures.push_back(shown);
    return wish;
}

std::optional<BranchWish> branchWishOf(const ViewOptions& options, const RunInput& run)
{
    const auto& o = options.of<Options>();
    if (o.branch == 0)
        return std::nullopt;
    const bool numbers = parameterInfo(o.x).kind == ParameterInfo::Kind::Real;
    if (!numbers && (o.y.empty() || parameterInfo(o.y).kind != ParameterInfo::Kind::Real))
        return std::nullopt;
    const MapAxis axis = numbers ? axisOf(o.x, {o.xFrom, o.xTo, o.xScale}) : axisOf(o.y, {o.yFrom, o.yTo, o.yScale});
    BranchWish wish;
    wish.source = {run.state, run.state ? std::string() : run.text, run.state ? nullptr : run.model};
    wish.base = run.parameters;
    wish.row = axis.row;
    wish.from = axis.from;
    wish.to = axis.to;
    wish.logarithmic = axis.logarithmic;
    wish.mostPoints = kBranchPoints;
    return wish;
}

}  // namespace gauge::ui::map
