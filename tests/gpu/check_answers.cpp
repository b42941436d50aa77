// What a device answers, beside the processor in double.
#include "tests/conformance/answers.h"
#include "tests/gpu/check_steps.h"
#include "tests/gpu/device_answers.h"
#include "tests/gpu/device_options.h"
#include "tests/support/random_state.h"

#include <cmath>
#include <fmt/format.h>

namespace gauge::test {
namespace {

using Kind = Mask::Kind;

/// The largest error among matrices, and where it is.
struct Worst {
    double error = 0;
    double largest = 0;
    std::string where = "–";

    void look(double found, double expected, std::size_t head, Index i, Index j)
    {
        largest = std::max(largest, std::abs(expected));
        const double e = std::abs(found - expected);
        if (e > error || (std::isnan(e) && !std::isnan(error))) {
            error = e;
            where = fmt::format("{}:{},{}", head, i, j);
        }
    }
    double relative() const { return error / std::max(largest, 1e-300); }
};

template <class M>
void look(const M& found, const M& expected, std::size_t head, Worst& worst)
{
    for (Index i = 0; i < expected.rows(); ++i)
        for (Index j = 0; j < expected.cols(); ++j)
            worst.look(found(i, j), expected(i, j), head, i, j);
}

void errorRow(const Checked& device, const Ensemble& ensemble, const AttentionResult& exact, double spread,
              const CheckedPrecision& precision, Report& report)
{
    AttentionOptions options;
    options.precision = precision.value;
    const AttentionResult r = attendOnce(*device.backend, ensemble, options, {.meanOnly = true}, {});
    const AttentionResult lean =
        attendOnce(*device.backend, ensemble, options, {.energy = false, .attention = false, .meanOnly = true}, {});
    Worst energy;
    Worst attention;
    Worst mean;
    Worst leanMean;
    for (std::size_t h = 0; h < exact.energy.size(); ++h) {
        look(r.energy[h], exact.energy[h], h, energy);
        look(r.attention[h], exact.attention[h], h, attention);
        look(r.message.heads[h].mean, exact.message.heads[h].mean, h, mean);
        look(lean.message.heads[h].mean, exact.message.heads[h].mean, h, leanMean);
    }
    report.say(
        fmt::format("{:>7} {:>6} | {:9.2e} {:9.2e} at {:<12} | {:9.2e} at {:<12} | {:9.2e} at {:<12} | {:9.2e} at {}",
                    precisionName(precision.value), spread, energy.relative(), energy.error, energy.where, attention.error,
                    attention.where, mean.relative(), mean.where, leanMean.relative(), leanMean.where));
    if (!(energy.relative() <= precision.energies))
        report.fail(fmt::format(
            "energies, N = {}, spread {}, {}: expected within {:.0e} of the largest, found {:.1e} at {}", ensemble.tokens(),
            spread, precisionName(precision.value), precision.energies, energy.relative(), energy.where));
    if (!std::isfinite(attention.error + mean.error + leanMean.error))
        report.fail(fmt::format("attention or means, N = {}, spread {}, {}: expected finite numbers, found others",
                                ensemble.tokens(), spread, precisionName(precision.value)));
}

struct AnswerCase {
    Group group = Group::Irreps;
    const char* groupName = "irreps";
    Index tokens = 1;
    std::string options;
    Parameters parameters;
};

/// One question in every precision; `more`: streamed and by layers too.
void compare(const Checked& device, const AnswerCase& c, bool more, Report& report)
{
    const State state = randomState(c.group, c.tokens, 5);
    Answers answers(state, c.parameters);
    const auto tell = [&](const char* stage, const std::string& precision, const auto& ask) {
        const std::string what = fmt::format("{}, N = {}, {}, {}, {}", stage, c.tokens, c.groupName, c.options, precision);
        try {
            const Differences found = ask();
            if (found.count > 0)
                report.fail(fmt::format("{}: {} entries differ", what, found.count), found.first);
        } catch (const std::exception& e) {
            report.fail(what + ": " + e.what());
        }
    };
    for (const CheckedPrecision& p : checkedPrecisions()) {
        AttentionOptions asked = c.parameters.attention;
        asked.precision = p.value;
        if (device.backend->refuses(asked))
            continue;
        tell("attention", precisionName(p.value), [&] { return answers.attention(*device.backend, p.value, p.tolerance); });
        if (more)
            tell("stream", precisionName(p.value), [&] { return answers.stream(*device.backend, p.value, p.tolerance); });
    }
    if (more && c.parameters.attention.score != Score::DotProduct && c.tokens <= 300)
        tell("layers", "double", [&] { return answers.layers(*device.backend, Precision::Double, 1e-8); });
}

AnswerCase answerCase(Index tokens, const OptionCase& option)
{
    AnswerCase c;
    c.tokens = tokens;
    c.options = option.name;
    option.set(c.parameters.attention);
    c.parameters.evolve.layers = 3;
    c.parameters.evolve.steps = 2;
    return c;
}

const std::vector<OptionCase>& masks()
{
    static const std::vector<OptionCase> all{
        {"full", [](AttentionOptions& o) { o.mask = {}; }},
        {"full, no self", [](AttentionOptions& o) { o.mask = {Kind::Full, 0, false}; }},
        {"causal", [](AttentionOptions& o) { o.mask = {Kind::Causal}; }},
        {"causal, no self", [](AttentionOptions& o) { o.mask = {Kind::Causal, 0, false}; }},
        {"window 70", [](AttentionOptions& o) { o.mask = {Kind::Window, 70}; }},
        {"causal window 5, no self", [](AttentionOptions& o) { o.mask = {Kind::CausalWindow, 5, false}; }},
    };
    return all;
}

/// Options that meet every mask: of products, as many tokens as there may be.
std::vector<OptionCase> unmasked()
{
    std::vector<OptionCase> few;
    for (const OptionCase& c : deviceOptions())
        for (const char* name :
             {"as it opens", "diagonal Jeffreys", "summed heads, warm", "square root of the dimension, ALiBi"})
            if (std::string(c.name) == name)
                few.push_back(c);
    return few;
}

}  // namespace

const std::vector<CheckedPrecision>& checkedPrecisions()
{
    static const std::vector<CheckedPrecision> all{{Precision::Double, 1e-11, 1e-9},
                                                   {Precision::Single, 2e-6, 2e-3},
                                                   {Precision::Half, 1e-2, 0.1},
                                                   {Precision::Tf32, 1e-2, 0.1},
                                                   {Precision::Bf16, 1e-2, 0.2}};
    return all;
}

void checkErrors(const Checked& device, Report& report)
{
    const Index n = device.host ? 40 : 300;
    report.say(fmt::format("N = {}, heads 1+3+5+7; where: head:receiver,sender", n));
    report.say(
        "precision spread | energies: of the largest, nats | attention | means, of the largest | means without matrices");
    for (const double spread : {1.0, 5.0, 20.0}) {
        State state = randomState(Group::Irreps, n, 5);
        for (GaussianBlock& block : state.belief.heads)
            block.mean *= spread;
        const Ensemble ensemble = makeEnsemble(state, AttentionOptions{});
        const AttentionResult exact = attendOnce(*makeCpuBackend(), ensemble, {}, {.meanOnly = true}, {});
        for (const CheckedPrecision& precision : checkedPrecisions()) {
            AttentionOptions asked;
            asked.precision = precision.value;
            if (device.backend->refuses(asked))
                continue;
            if (!report.hasTime(0.5, fmt::format("{} at spread {}", precisionName(precision.value), spread)))
                return;
            try {
                errorRow(device, ensemble, exact, spread, precision, report);
            } catch (const std::exception& e) {
                report.fail(fmt::format("spread {}, {}: {}", spread, precisionName(precision.value), e.what()));
            }
        }
    }
}

void checkAnswers(const Checked& device, Report& report)
{
    const std::vector<Index> sizes = device.host ? std::vector<Index>{1, 9} : std::vector<Index>{1, 63, 64, 65, 300, 2048};
    int compared = 0;
    for (const Index n : sizes) {
        const bool large = n > 300;  // one head, so that the processor keeps up
        std::vector<AnswerCase> cases;
        for (const OptionCase& option : unmasked())
            for (const OptionCase& mask : masks()) {
                if (large && answerCase(n, option).parameters.attention.summedHeads)
                    continue;
                AnswerCase c = answerCase(n, option);
                mask.set(c.parameters.attention);
                c.options += std::string(", ") + mask.name;
                if (large) {
                    c.group = Group::Spin1;
                    c.groupName = "spin 1";
                }
                cases.push_back(c);
            }
        if (!large)
            for (const OptionCase& option : deviceOptions())
                cases.push_back(answerCase(n, option));
        for (std::size_t k = 0; k < cases.size(); ++k) {
            if (!report.hasTime(large ? 2 : 0.2,
                                fmt::format("{} of {} cases of N = {}", cases.size() - k, cases.size(), n)))
                return;
            compare(device, cases[k], true, report);
            ++compared;
        }
    }
    report.say(fmt::format("{} cases, each in every precision that the device takes", compared));
}

void checkTouch(const Checked& device, Report& report)
{
    for (const Index n : {1, 65})
        for (const OptionCase& option : deviceOptions()) {
            const std::string name = option.name;
            if (name != "as it opens" && name != "Jeffreys, window" && name != "diagonal, causal window, no self" &&
                name != "summed heads, warm" && name != "pairwise, causal" && name != "diagonal-projected")
                continue;
            if (!report.hasTime(0.5, fmt::format("N = {}, {}", n, name)))
                return;
            compare(device, answerCase(n, option), true, report);
        }
}

void checkConformance(const Checked& device, const std::string& folder, Report& report)
{
    const std::vector<ConformanceCase> cases = conformanceCases(folder);
    std::size_t right = 0;
    for (const ConformanceCase& c : cases) {
        if (!report.hasTime(0.2, c.name))
            return;
        try {
            const std::vector<std::string> faults =
                conformanceFaults(folder, c, conformanceRun(folder, c, [&](BackendChoice) { return device.make(); }));
            if (faults.empty())
                ++right;
            else
                report.fail(fmt::format("{} ({})", c.name, fmt::join(c.options, " ")), faults);
        } catch (const std::exception& e) {
            report.fail(c.name + ": " + e.what());
        }
    }
    report.say(fmt::format("{} of {} cases right", right, cases.size()));
}

}  // namespace gauge::test
