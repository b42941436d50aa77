// What a device answers, beside the processor in double.
#include "app/bench/shape.h"
#include "tests/conformance/answers.h"
#include "tests/gpu/check_steps.h"
#include "tests/gpu/device_answers.h"
#include "tests/gpu/device_options.h"
#include "tests/gpu/head_links.h"
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
    State state;
    std::string name;
    Parameters parameters;
};

/// What is asked of a case: everything, unless said otherwise.
struct Asked {
    std::vector<Precision> precisions{Precision::Double, Precision::Single, Precision::Half, Precision::Tf32,
                                      Precision::Bf16};
    bool stream = true;
    bool layers = true;
    std::shared_ptr<const Backend> exact = makeCpuBackend();  // whose answers in double are expected
};

void compare(const Checked& device, const AnswerCase& c, const Asked& asked, Report& report)
{
    Answers answers(c.state, c.parameters, asked.exact);
    const auto tell = [&](const char* stage, const std::string& precision, const auto& ask) {
        const std::string what = fmt::format("{}, {}, {}", stage, c.name, precision);
        try {
            const Differences found = ask();
            if (found.count > 0)
                report.fail(fmt::format("{}: {} entries differ", what, found.count), found.first);
        } catch (const std::exception& e) {
            report.fail(what + ": " + e.what());
        }
    };
    for (const CheckedPrecision& p : checkedPrecisions()) {
        AttentionOptions options = c.parameters.attention;
        options.precision = p.value;
        if (device.backend->refuses(options) || std::count(asked.precisions.begin(), asked.precisions.end(), p.value) == 0)
            continue;
        tell("attention", precisionName(p.value), [&] { return answers.attention(*device.backend, p.value, p.tolerance); });
        if (asked.stream)
            tell("stream", precisionName(p.value), [&] { return answers.stream(*device.backend, p.value, p.tolerance); });
    }
    if (asked.layers && c.parameters.attention.score != Score::DotProduct)
        tell("layers", "double", [&] { return answers.layers(*device.backend, Precision::Double, 1e-8); });
}

AnswerCase answerCase(State state, const OptionCase& option)
{
    AnswerCase c;
    c.state = std::move(state);
    c.name = fmt::format("N = {}, heads {}, {}", c.state.tokenCount(), fmt::join(c.state.heads, "+"), option.name);
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

double toleranceOf(Precision precision)
{
    for (const CheckedPrecision& p : checkedPrecisions())
        if (p.value == precision)
            return p.tolerance;
    throw std::logic_error("expected a precision that is checked, found another");
}

const OptionCase& optionNamed(const std::string& name, const std::vector<OptionCase>& all = deviceOptions())
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const OptionCase& c) { return c.name == name; });
    if (found == all.end())
        throw std::logic_error("expected options of a device, found none named " + name);
    return *found;
}

/// Options that meet every mask: of products, as many tokens as there may be.
constexpr const char* kUnmasked[] = {"as it opens", "diagonal Jeffreys", "summed heads, warm",
                                     "square root of the dimension, ALiBi"};

AnswerCase maskedCase(const State& state, const char* option, const OptionCase& mask)
{
    AnswerCase c = answerCase(state, optionNamed(option));
    c.name += std::string(", ") + mask.name;
    mask.set(c.parameters.attention);
    return c;
}

/// Along a link a head, in turn near 1 and far from it: every option; where a tile ends the first alone, with every kind of link.
void addLinked(const State& state, bool few, std::vector<AnswerCase>& cases)
{
    const std::vector<HeadLinkCase>& links = headLinkCases();
    const std::vector<OptionCase>& options = headLinkOptions();
    for (std::size_t k = 0; k < (few ? links.size() : options.size()); ++k) {
        const HeadLinkCase& kind = links[k % links.size()];
        cases.push_back(answerCase(withHeadLinks(state, kind), options[few ? 0 : k]));
        cases.back().name += fmt::format(", {}", kind.name);
    }
}

/// Every mask with those, and every option; where a tile ends (63 and 64 tokens) the masks alone. Links of heads beside them.
std::vector<AnswerCase> casesOf(Index tokens)
{
    const State state = randomState(Group::Irreps, tokens, 5);
    const bool few = tokens == 63 || tokens == 64;
    std::vector<AnswerCase> cases;
    for (const char* name : kUnmasked)
        for (const OptionCase& mask : masks())
            if (!few || name == kUnmasked[0])
                cases.push_back(maskedCase(state, name, mask));
    for (const OptionCase& option : deviceOptions())
        if (!few)
            cases.push_back(answerCase(state, option));
    addLinked(state, few, cases);
    return cases;
}

/// Of one head, so that the processor keeps up: it is asked twice, then the device in double stands in for it.
void checkManyTiles(const Checked& device, Report& report)
{
    using enum Precision;
    const State state = randomState(Group::Spin1, 2048, 5);
    const auto check = [&](const AnswerCase& c, const Asked& asked) {
        if (report.hasTime(2, c.name))
            compare(device, c, asked, report);
    };
    check(answerCase(state, optionNamed("as it opens")), {{Double, Single}, true, false});
    check(answerCase(state, optionNamed("pairwise, causal")), {{Double}, false, false});
    check(answerCase(withHeadLinks(state, headLinkCases()[1]), headLinkOptions().front()),
          {{Single}, true, false, device.backend});
    constexpr Precision turns[] = {Single, Half, Tf32, Bf16};  // each mask meets all
    for (std::size_t o = 0; o < std::size(kUnmasked); ++o)
        for (std::size_t m = 0; m < masks().size(); ++m)
            check(maskedCase(state, kUnmasked[o], masks()[m]), {{turns[(o + m) % 4]}, true, false, device.backend});
}

State shapedState(const bench::Shape& shape)
{
    State state = bench::randomState(shape);
    state.frames = framesFromPhi(state.phi, state.exponential);
    return state;
}

/// So many heads that blocks of the first pass are tall: their means alone.
void touchTall(const Checked& device, Report& report)
{
    const Ensemble ensemble = makeEnsemble(shapedState({.n = 65, .k = 264, .heads = Heads(264, 1)}), AttentionOptions{});
    const Wanted means{.energy = false, .attention = false, .meanOnly = true};
    const AttentionResult exact = attendOnce(*makeCpuBackend(), ensemble, {}, means, {});
    AttentionOptions options;
    options.precision = Precision::Single;
    const AttentionResult found = attendOnce(*device.backend, ensemble, options, means, {});
    Worst worst;
    for (std::size_t h = 0; h < exact.message.heads.size(); ++h)
        look(found.message.heads[h].mean, exact.message.heads[h].mean, h, worst);
    if (!(worst.relative() <= toleranceOf(Precision::Single)))
        report.fail(fmt::format("means of {} heads, N = {}: expected within {:.0e} of the largest, found {:.1e} at {}",
                                exact.message.heads.size(), ensemble.tokens(), toleranceOf(Precision::Single),
                                worst.relative(), worst.where));
}

}  // namespace

const std::vector<CheckedPrecision>& checkedPrecisions()
{
    static const std::vector<CheckedPrecision> all{{Precision::Double, 2e-15, 1e-9},
                                                   {Precision::Single, 6e-7, 2e-3},
                                                   {Precision::Half, 1.5e-5, 0.03},
                                                   {Precision::Tf32, 1e-3, 0.1},
                                                   {Precision::Bf16, 6e-3, 0.2}};
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
    const std::vector<Index> sizes = device.host ? std::vector<Index>{1, 9} : std::vector<Index>{1, 63, 64, 65, 300};
    int compared = 0;
    for (const Index n : sizes) {
        const std::vector<AnswerCase> cases = casesOf(n);
        for (std::size_t k = 0; k < cases.size(); ++k) {
            if (!report.hasTime(0.2, fmt::format("{} of {} cases of N = {}", cases.size() - k, cases.size(), n)))
                return;
            // Layers of what is formed pair by pair would keep the processor for most of the time there is.
            compare(device, cases[k], {.layers = n < 300 || cases[k].parameters.attention.energiesFactor()}, report);
            ++compared;
        }
    }
    report.say(fmt::format("{} cases, each in every precision that the device takes", compared));
    if (!device.host)
        checkManyTiles(device, report);
}

void checkTouch(const Checked& device, Report& report)
{
    using enum Precision;
    const auto touch = [&](State state, const char* option, const Asked& asked) {
        const AnswerCase c = answerCase(std::move(state), optionNamed(option));
        if (report.hasTime(0.5, c.name))
            compare(device, c, asked, report);
    };
    const auto headOf = [](Index dim) { return shapedState({.n = 9, .k = dim, .heads = {dim}}); };
    const State irreps = randomState(Group::Irreps, 65, 5);
    const State spin = randomState(Group::Spin1, 65, 5);
    const State planes = randomState(Group::So2Planes, 9, 5);
    touch(randomState(Group::Spin1, 1, 5), "as it opens", {{Single}, true, false});
    touch(irreps, "as it opens", {{Single}, true, false});
    touch(spin, "Jeffreys, window", {{Half, Bf16}, false, false});
    touch(spin, "causal, no self", {{Tf32}, false, false});
    touch(planes, "summed heads, warm", {{Double, Single}, true, true});
    touch(planes, "square root of the dimension, ALiBi", {{Single}, false, true});
    touch(spin, "as it opens", {{Double}, true, true});
    touch(headOf(9), "diagonal, causal window, no self", {{Double}, false, true});
    touch(headOf(9), "reverse KL, causal", {{Double}, false, true});
    touch(headOf(17), "Jeffreys, window", {{}, false, true});
    touch(randomState(Group::Spin1, 9, 5), "pairwise, causal", {{Double, Single}, true, false});
    touch(planes, "diagonal-projected", {{Double}, false, false});
    const auto touchLinked = [&](const State& state, const char* option, const Asked& asked) {
        AnswerCase c = answerCase(withHeadLinks(state, headLinkCases()[1]), optionNamed(option, headLinkOptions()));
        if (report.hasTime(0.5, c.name))
            compare(device, c, asked, report);
    };
    touchLinked(spin, "links of heads, Jeffreys, window", {{Double, Single, Bf16}, false, true});
    touchLinked(planes, "links of heads, diagonal Jeffreys", {{Double, Half}, true, true});
    touchTall(device, report);
}

void checkConformance(const Checked& device, const std::string& folder, Report& report)
{
    const std::vector<ConformanceCase> cases = conformanceCases(folder);
    std::size_t right = 0;
    std::size_t refused = 0;
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
            // Links by pairs are not a device's to follow: it must say so.
            if (std::string(e.what()).find("links by pairs are followed on the processor") != std::string::npos)
                ++refused;
            else
                report.fail(c.name + ": " + e.what());
        }
    }
    report.say(fmt::format("{} of {} cases right, {} refused in words", right, cases.size(), refused));
}

}  // namespace gauge::test
