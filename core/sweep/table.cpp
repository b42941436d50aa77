#include "core/sweep/table.h"

#include "core/pipeline/parameter_row.h"
#include "core/pipeline/session.h"

#include <algorithm>
#include <cmath>
#include <fmt/ranges.h>
#include <limits>
#include <map>
#include <set>

namespace gauge {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::vector<Index> cellShape(const SweepPlan& plan, bool seeds)
{
    std::vector<Index> shape{static_cast<Index>(plan.axes[0].size())};
    if (plan.axes.size() > 1)
        shape.push_back(static_cast<Index>(plan.axes[1].size()));
    if (plan.path == SweepPath::Both)
        shape.push_back(2);
    if (seeds && !plan.seeds.empty())
        shape.push_back(static_cast<Index>(plan.seeds.size()));
    return shape;
}

std::size_t placeOf(const std::vector<Measure>& measures, Measure measure)
{
    return static_cast<std::size_t>(std::find(measures.begin(), measures.end(), measure) - measures.begin());
}

NpyArray axisArray(const Axis& axis)
{
    if (axis.choices())
        return textArray(axis.words);
    return numbersArray({static_cast<Index>(axis.size())}, axis.values);
}

NpyArray oneText(std::string text)
{
    NpyArray array = textArray({std::move(text)});
    array.shape = {};
    return array;
}

NpyArray wholeNumbers(const std::vector<double>& values)
{
    NpyArray array = numbersArray({static_cast<Index>(values.size())}, values);
    array.kind = 'i';
    return array;
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

const char* directionName(const SweepPlan& plan, const CellPlace& place)
{
    if (plan.path != SweepPath::Both)
        return pathName(plan.path);
    return place.direction == 0 ? "up" : "down";
}

std::string numberText(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

bool sameArray(const NpyArray& a, const NpyArray& b)
{
    return a.shape == b.shape && a.kind == b.kind && a.itemBytes == b.itemBytes && encodeNpy(a) == encodeNpy(b);
}

/// Numbers that hold what either part has.
void join(NpyArray& into, const NpyArray& from)
{
    for (std::size_t k = 0; k < into.numbers.size(); ++k)
        if (std::isnan(into.numbers[k]))
            into.numbers[k] = from.numbers[k];
}

std::set<std::string> measureNames()
{
    std::set<std::string> names;
    for (const Measure measure : allMeasures())
        names.insert(measureName(measure));
    return names;
}

const NpyArray& arrayIn(const NpzArrays& arrays, const std::string& name, const std::string& file)
{
    const auto found = arrays.find(name);
    if (found == arrays.end())
        fail("{}: expected a part of a sweep, found no array {}", file, name);
    return found->second;
}

Shard shardOf(const NpzArrays& arrays, const std::string& file)
{
    const NpyArray& a = arrayIn(arrays, "shard", file);
    if (a.numbers.size() != 2 || !(a.numbers[0] >= 1) || !(a.numbers[0] <= a.numbers[1]))
        fail("{}: shard: expected two numbers K <= M, found {}", file, a.shapeName());
    return {static_cast<std::size_t>(a.numbers[0]), static_cast<std::size_t>(a.numbers[1])};
}

/// Of the whole's Ψ, as one run makes it.
void fillSusceptibility(NpzArrays& arrays)
{
    const auto found = arrays.find("susceptibility");
    if (found == arrays.end())
        return;
    const std::vector<double>& order = arrays.at("order").numbers;
    const auto seeds = static_cast<std::ptrdiff_t>(arrays.at("seeds").numbers.size());
    const Index tokens = arrays.at("input.mu").shape.front();
    std::vector<double>& out = found->second.numbers;
    for (std::size_t k = 0; k < out.size(); ++k) {
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(k) * seeds;
        out[k] = susceptibility({first, first + seeds}, tokens);
    }
}

/// In the order in which one run writes them: the first part's.
NamedArrays inOrder(NpzArrays arrays, const std::vector<std::string>& order)
{
    NamedArrays named;
    for (const std::string& name : order)
        if (const auto found = arrays.find(name); found != arrays.end())
            named.emplace_back(name, std::move(found->second));
    return named;
}

}  // namespace

SweepTable::SweepTable(const SweepPlan& plan) : values(plan.measures.size(), std::vector<double>(plan.cells(), kNone)) {}

void SweepTable::set(std::size_t cell, const std::vector<double>& of)
{
    for (std::size_t m = 0; m < values.size(); ++m)
        values[m][cell] = of[m];
}

std::vector<double> susceptibilities(const SweepPlan& plan, const SweepTable& table, Index tokens)
{
    if (placeOf(plan.measures, Measure::Susceptibility) == plan.measures.size())
        return {};
    const std::vector<double>& order = table.values[placeOf(plan.measures, Measure::Order)];
    const auto seeds = static_cast<std::ptrdiff_t>(plan.seedCount());
    std::vector<double> out;
    for (auto first = order.begin(); first != order.end(); first += seeds)
        out.push_back(susceptibility({first, first + seeds}, tokens));
    return out;
}

Shard shardFrom(const std::string& text)
{
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos) {
        const auto part = numberIn<std::size_t>(std::string_view(text).substr(0, slash));
        const auto parts = numberIn<std::size_t>(std::string_view(text).substr(slash + 1));
        const Shard shard{part.value_or(0), parts.value_or(0)};
        if (shard.part >= 1 && shard.part <= shard.parts)
            return shard;
    }
    fail("--shard: expected K/M, the K-th of M parts with 1 <= K <= M, found '{}'", text);
}

NamedArrays sweepArrays(const SweepPlan& plan, const SweepTable& table, const State& state, const Shard& shard)
{
    NamedArrays out;
    for (std::size_t a = 0; a < plan.axes.size(); ++a)
        out.emplace_back(fmt::format("axis_{}", a), axisArray(plan.axes[a]));
    std::map<std::string, std::size_t>
        byName;  // the order does not depend on that of --measure, and parts can be put together again
    for (std::size_t m = 0; m < plan.measures.size(); ++m)
        byName[measureName(plan.measures[m])] = m;
    for (const auto& [name, m] : byName) {
        const bool overSeeds = plan.measures[m] == Measure::Susceptibility;
        out.emplace_back(name,
                         numbersArray(cellShape(plan, !overSeeds),
                                      overSeeds ? susceptibilities(plan, table, state.tokenCount()) : table.values[m]));
    }
    std::vector<std::string> names;
    names.reserve(plan.axes.size());
    for (const Axis& axis : plan.axes)
        names.emplace_back(axis.row->name);
    out.emplace_back("axes", textArray(names));
    out.emplace_back("path", oneText(pathName(plan.path)));
    if (!plan.seeds.empty())
        out.emplace_back("seeds", wholeNumbers({plan.seeds.begin(), plan.seeds.end()}));
    out.emplace_back("parameters", oneText(parametersJson(plan.base).dump()));
    if (!plan.source.state) {
        out.emplace_back("text", oneText(plan.source.text));
        if (plan.source.model)
            out.emplace_back("model", oneText(plan.source.model->origin));
    }
    if (!shard.whole())
        out.emplace_back("shard", wholeNumbers({static_cast<double>(shard.part), static_cast<double>(shard.parts)}));
    const NpzArrays& held = plan.source.state ? plan.source.state->arrays : state.arrays;
    for (const auto& [name, array] : held)
        out.emplace_back("input." + name, array);
    return out;
}

std::string sweepCsv(const SweepPlan& plan, const SweepTable& table, Index tokens)
{
    const std::vector<double> overSeeds = susceptibilities(plan, table, tokens);
    std::string out;
    const auto line = [&](std::vector<std::string> fields) {
        for (std::string& field : fields)
            field = csvField(field);
        out += fmt::format("{}\r\n", fmt::join(fields, ","));
    };
    std::vector<std::string> head;
    head.reserve(plan.axes.size() + 2 + plan.measures.size());
    for (const Axis& axis : plan.axes)
        head.emplace_back(axis.row->name);
    head.insert(head.end(), {"path", "seed"});
    for (const Measure measure : plan.measures)
        head.emplace_back(measureName(measure));
    line(head);
    for (std::size_t cell = 0; cell < plan.cells(); ++cell) {
        const CellPlace p = cellPlace(plan, cell);
        std::vector<std::string> fields{plan.axes[0].words[p.first]};
        if (plan.axes.size() > 1)
            fields.push_back(plan.axes[1].words[p.second]);
        fields.emplace_back(directionName(plan, p));
        fields.push_back(fmt::format("{}", cellParameters(plan, p).start.seed));
        for (std::size_t m = 0; m < plan.measures.size(); ++m)
            fields.push_back(numberText(plan.measures[m] == Measure::Susceptibility ? overSeeds[cell / plan.seedCount()]
                                                                                    : table.values[m][cell]));
        line(fields);
    }
    return out;
}

NamedArrays mergedSweep(const std::vector<std::pair<std::string, NpzArrays>>& parts)
{
    if (parts.empty())
        fail("--merge: expected parts of a sweep, found none");
    const std::set<std::string> measures = measureNames();
    NpzArrays whole = parts.front().second;
    const std::size_t count = shardOf(whole, parts.front().first).parts;
    std::set<std::size_t> there;
    for (const auto& [file, arrays] : parts) {
        const Shard shard = shardOf(arrays, file);
        if (shard.parts != count)
            fail("{}: expected a part of {}, found one of {}", file, count, shard.parts);
        if (!there.insert(shard.part).second)
            fail("{}: expected every part once, found part {} again", file, shard.part);
        if (arrays.size() != whole.size())
            fail("{}: expected the arrays of {}, found others", file, parts.front().first);
        for (auto& [name, array] : whole) {
            const NpyArray& other = arrayIn(arrays, name, file);
            if (measures.contains(name) && other.shape == array.shape)
                join(array, other);
            else if (name != "shard" && !sameArray(array, other))
                fail("{}: expected a part of the sweep that {} is of, found another {}", file, parts.front().first, name);
        }
    }
    for (std::size_t part = 1; part <= count; ++part)
        if (!there.contains(part))
            fail("--merge: expected all {} parts, found no part {}", count, part);
    whole.erase("shard");
    fillSusceptibility(whole);
    std::vector<std::string> order{"axis_0", "axis_1"};
    for (const auto& [name, array] : whole)
        if (measures.contains(name))
            order.push_back(name);
    for (const char* name : {"axes", "path", "seeds", "parameters", "text", "model"})
        order.emplace_back(name);
    for (const auto& [name, array] : whole)
        if (name.starts_with("input."))
            order.push_back(name);
    return inOrder(std::move(whole), order);
}

}  // namespace gauge
