#include "core/sweep/stored.h"

#include "core/error.h"
#include "core/pipeline/session.h"

namespace gauge {
namespace {

const NpyArray& needed(const NpzArrays& arrays, const std::string& name)
{
    const auto found = arrays.find(name);
    if (found == arrays.end())
        fail("{}: expected an array of a sweep, found none", name);
    return found->second;
}

const std::string& oneText(const NpzArrays& arrays, const std::string& name)
{
    const NpyArray& a = needed(arrays, name);
    if (a.kind != 'U' || a.text.size() != 1)
        fail("{}: expected one text, found {} {}", name, a.shapeName(), a.typeName());
    return a.text.front();
}

Parameters baseFrom(const NpzArrays& arrays)
{
    nlohmann::json unknown = nlohmann::json::object();
    try {
        Parameters base = parametersFromJson(nlohmann::json::parse(oneText(arrays, "parameters")), unknown);
        if (!unknown.empty())
            fail("parameters: expected names of parameters, found {}", unknown.begin().key());
        return base;
    } catch (const nlohmann::json::exception&) {
        fail("parameters: expected JSON, found something else");
    }
}

Axis axisOf(const std::string& name, const NpyArray& a)
{
    const ParameterInfo& row = parameterInfo(name);
    if (a.shape.size() != 1 || a.shape[0] < 1)
        fail("axis of {}: expected a list of values, found {}", name, a.shapeName());
    std::vector<std::string> words = a.text;
    for (const double value : a.numbers) {
        if (row.kind == ParameterInfo::Kind::Flag)
            words.emplace_back(value != 0 ? "true" : "false");
        else
            words.push_back(fmt::format("{}", value));
    }
    Axis axis = listAxis(row, std::move(words));
    if (!axis.choices() && axis.size() > 2 && axis.values.front() > 0 && axis.values.back() > 0 &&
        row.kind == ParameterInfo::Kind::Real)
        axis.logarithmic = numberAxis(row, axis.values.front(), axis.values.back(), axis.size(), true).words == axis.words;
    return axis;
}

SweepPlan planFrom(const NpzArrays& arrays, const ModelByOrigin& model)
{
    SweepPlan plan;
    plan.base = baseFrom(arrays);
    plan.path = pathFrom(oneText(arrays, "path"));
    const NpyArray& names = needed(arrays, "axes");
    if (names.kind != 'U' || names.text.empty() || names.text.size() > 2)
        fail("axes: expected one or two names, found {}", names.shapeName());
    for (std::size_t k = 0; k < names.text.size(); ++k)
        plan.axes.push_back(axisOf(names.text[k], needed(arrays, fmt::format("axis_{}", k))));
    if (const auto seeds = arrays.find("seeds"); seeds != arrays.end())
        for (const double seed : seeds->second.numbers)
            plan.seeds.push_back(static_cast<int>(seed));
    for (const Measure measure : allMeasures())
        if (arrays.contains(measureName(measure)))
            plan.measures.push_back(measure);
    if (plan.measures.empty())
        fail("measures: expected at least one of a sweep, found none");
    if (arrays.contains("text")) {
        plan.source.text = oneText(arrays, "text");
        if (arrays.contains("model"))
            plan.source.model = model(oneText(arrays, "model"));
    }
    return plan;
}

/// The state under input., as it was loaded.
std::shared_ptr<const State> inputOf(const NpzArrays& arrays)
{
    NpzArrays input;
    for (const auto& [name, array] : arrays)
        if (name.starts_with("input."))
            input[name.substr(6)] = array;
    return std::make_shared<const State>(stateFromArrays(std::move(input), "sweep"));
}

void fillTable(const NpzArrays& arrays, StoredSweep& sweep)
{
    for (std::size_t m = 0; m < sweep.plan.measures.size(); ++m) {
        const std::string name = measureName(sweep.plan.measures[m]);
        const std::vector<double>& numbers = needed(arrays, name).numbers;
        const bool overSeeds = sweep.plan.measures[m] == Measure::Susceptibility;
        const std::size_t expected = sweep.plan.cells() / (overSeeds ? sweep.plan.seedCount() : 1);
        if (numbers.size() != expected)
            fail("{}: expected {} numbers, one a cell of the axes, found {}", name, expected, numbers.size());
        (overSeeds ? sweep.susceptibility : sweep.table.values[m]) = numbers;
    }
}

}  // namespace

bool holdsSweep(const NpzArrays& arrays)
{
    return arrays.contains("axes") && arrays.contains("axis_0") && arrays.contains("path") && arrays.contains("parameters");
}

StoredSweep sweepFrom(const NpzArrays& arrays, const ModelByOrigin& model)
{
    SweepPlan plan = planFrom(arrays, model);
    StoredSweep sweep{plan, SweepTable(plan), {}, inputOf(arrays), {}};
    if (plan.source.text.empty())
        sweep.plan.source.state = sweep.state;
    if (const auto shard = arrays.find("shard"); shard != arrays.end() && shard->second.numbers.size() == 2)
        sweep.shard = {static_cast<std::size_t>(shard->second.numbers[0]),
                       static_cast<std::size_t>(shard->second.numbers[1])};
    fillTable(arrays, sweep);
    return sweep;
}

StoredSweep readSweep(const std::string& path, const ModelByOrigin& model)
{
    const NpzArrays arrays = readNpz(path);
    try {
        return sweepFrom(arrays, model);
    } catch (const Error& e) {
        fail("{}: {}", path, e.what());
    }
}

}  // namespace gauge
