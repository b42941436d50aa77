#include "core/sweep/plan.h"

#include "core/error.h"
#include "core/pipeline/session.h"
#include "core/version.h"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <set>
#include <zlib.h>

namespace gauge {
namespace {

constexpr std::array<const char*, 4> kPaths{"cold", "up", "down", "both"};
constexpr std::size_t kMostCells = 100'000'000;

bool reads(const Stage& stage, const Axis& axis)
{
    const auto& names = stage.reads();
    return std::find(names.begin(), names.end(), axis.row->name) != names.end();
}

bool varies(const SweepPlan& plan, std::string_view row)
{
    return std::any_of(plan.axes.begin(), plan.axes.end(), [&](const Axis& a) { return row == a.row->name; });
}

/// Whether the run itself, not only what is read of its end, depends on the axis.
bool movesRun(const SweepPlan& plan, const Axis& axis)
{
    const StageTable& table = stages();
    const bool groups =
        plan.base.condensed || plan.base.metaPrior > 0 || varies(plan, "condensed") || varies(plan, "meta-prior");
    return std::string_view(axis.row->name) == "layers" || reads(table.embed, axis) || reads(table.absorb, axis) ||
           reads(table.start, axis) || reads(table.layers, axis) || (groups && reads(table.groupLayers, axis));
}

bool isRandom(const Parameters& p)
{
    return p.start.noise > 0 || p.attention.connection.source == ConnectionSource::Random;
}

/// Something random somewhere along the axes.
bool anyRandom(const SweepPlan& plan)
{
    bool random = isRandom(plan.base);
    for (const Axis& axis : plan.axes) {
        for (std::size_t k = 0; k < axis.size(); ++k) {
            Parameters p = plan.base;
            setAt(p, axis, k);
            random = random || isRandom(p);
        }
    }
    return random;
}

void requireAxes(const SweepPlan& plan)
{
    if (plan.axes.empty() || plan.axes.size() > 2)
        fail("--vary: expected one or two parameters, found {}", plan.axes.size());
    if (plan.axes.size() == 2 && plan.axes[0].row == plan.axes[1].row)
        fail("--vary: expected two different parameters, found {} twice", plan.axes[0].row->name);
    for (const Axis& axis : plan.axes) {
        if (!plan.source.state && !plan.source.model)
            continue;
        if (reads(stages().embed, axis))
            fail("--vary {}: belongs to the built-in words of a --text, found {}", axis.row->name,
                 plan.source.state ? "a file" : "a trained model");
    }
    if (plan.path != SweepPath::Cold && reads(stages().absorb, plan.axes[0]))
        fail(
            "--path {}: beliefs are carried in their own frames, found absorb-frames on the first axis, which changes them",
            pathName(plan.path));
    double cells = 1;
    for (const std::size_t count : {plan.axes[0].size(), plan.columns(), plan.directions(), plan.seedCount()})
        cells *= static_cast<double>(count);
    if (cells > static_cast<double>(kMostCells))
        fail("--vary: expected at most {} cells, found {:.0f}", kMostCells, cells);
}

void requireSeeds(const SweepPlan& plan)
{
    if (plan.seeds.empty())
        return;
    if (varies(plan, "seed"))
        fail("--seeds: the seed is an axis already (--vary seed); choose one of them");
    if (!anyRandom(plan))
        fail("--seeds: nothing here is random: expected --start-noise above 0 or --connection random=EPS, found neither");
}

/// Refused where the first reason found holds at every place of both axes; where it holds at some, those cells have no number.
void requireMeasures(const SweepPlan& plan)
{
    for (const Measure measure : plan.measures) {
        std::string why;
        bool somewhere = false;
        for (std::size_t i = 0; i < plan.axes[0].size() && !somewhere; ++i) {
            for (std::size_t j = 0; j < plan.columns() && !somewhere; ++j) {
                const std::string refusal =
                    measureRefusal(measure, {cellParameters(plan, {.first = i, .second = j})}, !plan.seeds.empty());
                somewhere = refusal.empty();
                if (why.empty())
                    why = refusal;
            }
        }
        if (!somewhere)
            throw Error(why);
    }
}

/// A sum over everything the source holds: two sources of one sum are taken for one.
std::string sumOf(const NpzArrays& arrays)
{
    uLong sum = crc32(0, nullptr, 0);
    double bytes = 0;
    const auto add = [&](const std::string& text) {
        sum = crc32_z(sum, reinterpret_cast<const Bytef*>(text.data()), text.size());
        bytes += static_cast<double>(text.size());
    };
    for (const auto& [name, array] : arrays) {
        add(name);
        if (array.problem.empty())
            add(encodeNpy(array));
    }
    return fmt::format("{:08x} {:.0f}", sum, bytes);
}

std::vector<std::size_t> oneOrAll(bool one, std::size_t at, std::size_t count)
{
    std::vector<std::size_t> places;
    if (one)
        return {at};
    places.reserve(count);
    for (std::size_t k = 0; k < count; ++k)
        places.push_back(k);
    return places;
}

SweepUnit::Step stepOf(const SweepPlan& plan, const std::vector<std::size_t>& firsts,
                       const std::vector<std::size_t>& seconds, std::size_t direction, std::size_t seed)
{
    SweepUnit::Step step{{firsts.front(), seconds.front(), direction, seed}, {}};
    for (const std::size_t first : firsts)
        for (const std::size_t second : seconds)
            step.cells.push_back(cellNumber(plan, {first, second, direction, seed}));
    return step;
}

SweepUnit chain(const SweepPlan& plan, const std::vector<std::size_t>& seconds, std::size_t direction, std::size_t seed)
{
    std::vector<std::size_t> order = plan.axes[0].rising();
    if (plan.path == SweepPath::Down || direction == 1)
        std::reverse(order.begin(), order.end());
    SweepUnit unit;
    unit.steps.reserve(order.size());
    for (const std::size_t first : order)
        unit.steps.push_back(stepOf(plan, {first}, seconds, direction, seed));
    return unit;
}

}  // namespace

const char* pathName(SweepPath path)
{
    return kPaths[static_cast<std::size_t>(path)];
}

SweepPath pathFrom(const std::string& name)
{
    for (std::size_t k = 0; k < kPaths.size(); ++k)
        if (name == kPaths[k])
            return static_cast<SweepPath>(k);
    fail("--path: expected {}, found '{}'", fmt::join(kPaths, ", "), name);
}

std::size_t cellNumber(const SweepPlan& plan, const CellPlace& p)
{
    return ((p.first * plan.columns() + p.second) * plan.directions() + p.direction) * plan.seedCount() + p.seed;
}

CellPlace cellPlace(const SweepPlan& plan, std::size_t cell)
{
    CellPlace p;
    p.seed = cell % plan.seedCount();
    cell /= plan.seedCount();
    p.direction = cell % plan.directions();
    cell /= plan.directions();
    p.second = cell % plan.columns();
    p.first = cell / plan.columns();
    return p;
}

Parameters cellParameters(const SweepPlan& plan, const CellPlace& place)
{
    Parameters p = plan.base;
    setAt(p, plan.axes[0], place.first);
    if (plan.axes.size() > 1)
        setAt(p, plan.axes[1], place.second);
    if (!plan.seeds.empty())
        p.start.seed = plan.seeds[place.seed];
    return p;
}

SweepPlan checked(SweepPlan plan)
{
    requireAxes(plan);
    requireSeeds(plan);
    std::set<Measure> known;
    std::erase_if(plan.measures, [&](Measure m) { return !known.insert(m).second; });
    if (plan.measures.empty())
        plan.measures = usualMeasures({plan.base}, !plan.seeds.empty());
    if (known.contains(Measure::Susceptibility) && !known.contains(Measure::Order))
        plan.measures.push_back(Measure::Order);  // what it is made of
    std::sort(plan.measures.begin(), plan.measures.end());
    requireMeasures(plan);
    plan.base.threads = 0;  // changes no number, and is no part of what was swept
    return plan;
}

std::vector<SweepUnit> unitsOf(const SweepPlan& plan)
{
    const bool firstMoves = movesRun(plan, plan.axes[0]);
    const bool secondMoves = plan.axes.size() > 1 && movesRun(plan, plan.axes[1]);
    const bool cold = plan.path == SweepPath::Cold;
    const std::size_t firsts = cold && firstMoves ? plan.axes[0].size() : 1;
    const std::size_t seconds = secondMoves ? plan.columns() : 1;
    std::vector<SweepUnit> units;
    units.reserve(firsts * seconds * plan.directions() * plan.seedCount());
    for (std::size_t first = 0; first < firsts; ++first) {
        for (std::size_t second = 0; second < seconds; ++second) {
            const auto across = oneOrAll(secondMoves, second, plan.columns());
            for (std::size_t direction = 0; direction < plan.directions(); ++direction) {
                for (std::size_t seed = 0; seed < plan.seedCount(); ++seed) {
                    if (cold)
                        units.push_back(
                            {{stepOf(plan, oneOrAll(firstMoves, first, plan.axes[0].size()), across, direction, seed)}});
                    else
                        units.push_back(chain(plan, across, direction, seed));
                }
            }
        }
    }
    return units;
}

bool variesState(const SweepPlan& plan)
{
    return std::any_of(plan.axes.begin(), plan.axes.end(), [&](const Axis& axis) {
        return reads(stages().embed, axis) || reads(stages().absorb, axis) ||
               (!plan.source.state && std::string_view(axis.row->name) == "connection");  // links want generators
    });
}

bool variesStart(const SweepPlan& plan)
{
    return variesState(plan) || !plan.seeds.empty() ||
           std::any_of(plan.axes.begin(), plan.axes.end(), [&](const Axis& axis) { return reads(stages().start, axis); });
}

nlohmann::ordered_json planJson(const SweepPlan& plan)
{
    nlohmann::ordered_json json{{"program", GAUGESCOPE_VERSION}};
    if (plan.source.state)
        json["input"] = sumOf(plan.source.state->arrays);
    else
        json["text"] = plan.source.text;
    if (plan.source.model)
        json["model"] = plan.source.model->origin;
    json["parameters"] = parametersJson(plan.base);
    for (const Axis& axis : plan.axes) {
        json["axes"].push_back(axis.row->name);
        json["values"].push_back(axis.words);
    }
    json["path"] = pathName(plan.path);
    for (const Measure measure : plan.measures)
        json["measures"].push_back(measureName(measure));
    json["seeds"] = plan.seeds;
    return json;
}

}  // namespace gauge
