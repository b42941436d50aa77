#include "ui/figure/figure_map.h"

#include "core/error.h"
#include "core/parallel.h"
#include "core/sweep/stored.h"
#include "ui/views/map_options.h"

#include <algorithm>

namespace gauge::ui {
namespace {

using nlohmann::json;

constexpr const char* kKnown = "known";
constexpr const char* kPoints = "branch.points";      // value, eigenvalue, stable, fold
constexpr const char* kMeasures = "branch.measures";  // a column a measure
constexpr Index kOfPoint = 4;

/// The same cells with one measure, and what that is made of.
SweepMap ofMeasure(const SweepMap& map, Measure measure)
{
    SweepMap one = map;
    one.plan.measures.clear();
    one.table.values.clear();
    for (std::size_t m = 0; m < map.plan.measures.size(); ++m) {
        const Measure has = map.plan.measures[m];
        if (has != measure && !(measure == Measure::Susceptibility && has == Measure::Order))
            continue;
        one.plan.measures.push_back(has);
        one.table.values.push_back(map.table.values[m]);
    }
    return one;
}

void addBranch(MapParts& parts, const SweptBranch& branch, const std::string& prefix)
{
    std::vector<double> points;
    std::vector<double> measures;
    for (const SweptPoint& p : branch.points) {
        points.insert(points.end(), {p.value, p.eigenvalue, p.stable ? 1.0 : 0.0, p.fold ? 1.0 : 0.0});
        measures.insert(measures.end(), p.measures.begin(), p.measures.end());
    }
    const auto count = static_cast<Index>(branch.points.size());
    parts.arrays[prefix + kPoints] = numbersArray({count, kOfPoint}, std::move(points));
    parts.arrays[prefix + kMeasures] =
        numbersArray({count, static_cast<Index>(branch.measures.size())}, std::move(measures));
    json names = json::array();
    for (const Measure measure : branch.measures)
        names.push_back(measureName(measure));
    parts.json["branch"] = {{"parameter", branch.row->name},
                            {"measures", names},
                            {"start", branch.start},
                            {"first", branch.first},
                            {"last", branch.last}};
}

const NpyArray& numbersOf(const NpzArrays& arrays, const std::string& name, Index count)
{
    const auto found = arrays.find(name);
    if (found == arrays.end() || found->second.numbers.size() != static_cast<std::size_t>(count))
        fail("panels.map: expected an array {} of {} numbers, found {}", name, count,
             found == arrays.end() ? "none" : found->second.shapeName());
    return found->second;
}

template <class Value>
Value valueIn(const json& from, const char* key)
{
    try {
        return from.at(key).get<Value>();
    } catch (const json::exception&) {
        fail("panels.map: expected a {} of its own kind, found {}", key, from.contains(key) ? from.at(key).dump() : "none");
    }
}

std::shared_ptr<const SweptBranch> branchFrom(const json& from, const NpzArrays& arrays)
{
    auto branch = std::make_shared<SweptBranch>();
    branch->row = &parameterInfo(valueIn<std::string>(from, "parameter"));
    for (const auto& name : valueIn<std::vector<std::string>>(from, "measures"))
        branch->measures.push_back(measureFrom(name));
    branch->start = valueIn<std::size_t>(from, "start");
    branch->first = valueIn<std::string>(from, "first");
    branch->last = valueIn<std::string>(from, "last");
    const auto found = arrays.find(kPoints);
    const Index count = found == arrays.end() || found->second.shape.empty() ? 0 : found->second.shape.front();
    const auto columns = static_cast<Index>(branch->measures.size());
    const double* point = numbersOf(arrays, kPoints, count * kOfPoint).numbers.data();
    const double* measure = numbersOf(arrays, kMeasures, count * columns).numbers.data();
    for (Index k = 0; k < count; ++k, point += kOfPoint, measure += columns)
        branch->points.push_back({point[0], {measure, measure + columns}, point[1], point[2] != 0, point[3] != 0});
    return branch;
}

}  // namespace

void computeMaps(FigureSpec& spec, const BackendFactory& backends)
{
    const ThreadLimit threads(spec.session.run.parameters.threads);
    for (FigurePanel& panel : spec.panels) {
        if (!panel.kind->mapped)
            continue;
        if (!panel.map.map) {
            MapWish wish = map::wishOf(panel.options, spec.session.run);
            wish.levels = 1;
            fillMap(wish, backends, [&](std::shared_ptr<const SweepMap> found) { panel.map.map = std::move(found); }, {},
                    {});
        }
        const auto branch = panel.map.branch ? std::nullopt : map::branchWishOf(panel.options, spec.session.run);
        try {
            if (branch)
                panel.map.branch = std::make_shared<const SweptBranch>(branchThrough(*branch, backends, {}));
        } catch (const Error& e) {
            panel.map.branchFailure = QString::fromUtf8(e.what());
        }
    }
}

MapParts mapParts(const FigurePanel& panel, const std::string& prefix)
{
    const Measure measure = map::measureOf(panel.options);
    const SweepMap one = ofMeasure(*panel.map.map, measure);
    MapParts parts;
    for (auto& [name, array] : sweepArrays(one.plan, one.table, *one.state, {}))
        parts.arrays[prefix + name] = std::move(array);
    parts.arrays[prefix + kKnown] =
        numbersArray({static_cast<Index>(one.known.size())}, {one.known.begin(), one.known.end()});
    json logarithmic = json::array();
    for (const Axis& axis : one.plan.axes)
        logarithmic.push_back(axis.logarithmic);
    parts.json = {{"arrays", prefix},           {"logarithmic", std::move(logarithmic)},
                  {"stored", panel.map.stored}, {"failed", one.failed},
                  {"failure", one.failure},     {"branch-failure", panel.map.branchFailure.toStdString()}};
    if (panel.map.branch)
        addBranch(parts, *panel.map.branch, prefix);
    return parts;
}

MapState mapFrom(const json& from, const NpzArrays& all, const std::shared_ptr<const learn::TrainedModel>& model)
{
    const auto prefix = valueIn<std::string>(from, "arrays");
    NpzArrays arrays;
    for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at)
        arrays[at->first.substr(prefix.size())] = at->second;
    const StoredSweep sweep = sweepFrom(arrays, [&](const std::string&) { return model; });
    auto map = std::make_shared<SweepMap>(*mapOf(sweep));
    const auto logarithmic = valueIn<std::vector<bool>>(from, "logarithmic");
    for (std::size_t k = 0; k < std::min(logarithmic.size(), map->plan.axes.size()); ++k)
        map->plan.axes[k].logarithmic = logarithmic[k];
    const auto cells = static_cast<Index>(map->plan.cells());
    const std::vector<double>& known = numbersOf(arrays, kKnown, cells).numbers;
    std::transform(known.begin(), known.end(), map->known.begin(), [](double k) { return k != 0 ? 1 : 0; });
    map->done = static_cast<std::size_t>(std::count(map->known.begin(), map->known.end(), 1));
    map->failed = valueIn<std::size_t>(from, "failed");
    map->failure = valueIn<std::string>(from, "failure");
    MapState state;
    state.map = std::move(map);
    state.stored = valueIn<bool>(from, "stored");
    state.branchFailure = QString::fromStdString(valueIn<std::string>(from, "branch-failure"));
    if (from.contains("branch"))
        state.branch = branchFrom(from["branch"], arrays);
    return state;
}

}  // namespace gauge::ui
