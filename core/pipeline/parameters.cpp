#include "core/pipeline/parameters.h"

#include "core/attention/state_ensemble.h"
#include "core/pipeline/parameter_row.h"

#include <cmath>
#include <fmt/ranges.h>

namespace gauge {
namespace {

void requireNumber(const ParameterInfo& info, double value)
{
    const bool low = info.open ? !(value > info.least) : !(value >= info.least);
    if (!std::isfinite(value) || low || value > info.greatest) {
        if (std::isinf(info.greatest) && std::isinf(info.least))
            fail("--{}: expected a finite number, found {}", info.name, value);
        if (std::isinf(info.greatest))
            fail("--{}: expected a finite number {} {}, found {}", info.name, info.open ? ">" : ">=", info.least, value);
        fail("--{}: expected a number in {}{}, {}], found {}", info.name, info.open ? "(" : "[", info.least, info.greatest,
             value);
    }
}

/// A choice is checked by its own words: those of a value that cannot be are refused.
void requireRow(const Parameters& p, const ParameterInfo& info)
{
    if (info.kind == ParameterInfo::Kind::Real || info.kind == ParameterInfo::Kind::Whole)
        requireNumber(info, info.number(p));
    if (info.kind != ParameterInfo::Kind::Choice)
        return;
    Parameters again;
    info.parse(again, info.text(p));
}

}  // namespace

void refuseWord(const char* name, const std::vector<std::string>& choices, const std::string& text)
{
    fail("--{}: expected {}, found '{}'", name, fmt::join(choices, ", "), text);
}

const ParameterInfo& parameterInfo(std::string_view name)
{
    for (const ParameterInfo& info : parameterTable())
        if (name == info.name)
            return info;
    fail("unknown parameter '{}'", name);
}

std::string parameterText(const Parameters& p, const ParameterInfo& info)
{
    return info.text(p);
}

void setParameter(Parameters& p, const ParameterInfo& info, const std::string& text)
{
    Parameters changed = p;
    info.parse(changed, text);
    requireRow(changed, info);
    p = std::move(changed);
}

std::string rangeText(const ParameterInfo& info)
{
    if (info.kind == ParameterInfo::Kind::Flag)
        return "on or off";
    if (info.kind == ParameterInfo::Kind::Choice)
        return fmt::format("{}", fmt::join(info.choices, ", "));
    const std::string low = std::isinf(info.least) ? "any" : fmt::format("{} {}", info.open ? ">" : "≥", info.least);
    return std::isinf(info.greatest) ? low : fmt::format("{}, ≤ {}", low, info.greatest);
}

std::string parameterManual()
{
    std::string page = "# Parameters\n\nWritten by `gaugescope-cli manual` from the one table in "
                       "`core/pipeline/parameter_table.cpp`.\n";
    std::string section;
    const Parameters defaults;
    for (const ParameterInfo& info : parameterTable()) {
        if (section != info.section) {
            section = info.section;
            page += fmt::format(
                "\n## {}\n\n| option | symbol | default | values | unit | what it does |\n|---|---|---|---|---|---|\n",
                section);
        }
        page += fmt::format("| `--{}` | {} | {} | {} | {} | {} |\n", info.name, info.symbol, parameterText(defaults, info),
                            rangeText(info), info.unit, info.help);
    }
    return page;
}

Request resolve(const Parameters& p)
{
    for (const ParameterInfo& info : parameterTable())
        requireRow(p, info);
    if (p.consensus.pooling == Pooling::Product && p.consensus.weights != PoolingWeights::Multiplicity)
        fail("--pooling-weights: product takes plain sums and has no weights, found '{}'",
             parameterText(p, parameterInfo("pooling-weights")));
    if (p.evolve.alpha + p.evolve.lambda <= 0)
        fail("--alpha and --lambda: expected at least one above 0, found both 0");
    if (const std::string refusal = connectionRefusal(p.attention); !refusal.empty())
        throw Error(refusal);
    const double steps = static_cast<double>(p.evolve.layers) * p.evolve.steps;
    if (steps > 1e6)
        fail("--layers and --steps: expected at most 1000000 steps in all, found {}", steps);
    if (p.condensed && p.metaPrior > 0)
        fail("--condensed and --meta-prior: a group that moves as one belief has no members to pull; choose one of them");
    return {p};
}

}  // namespace gauge
