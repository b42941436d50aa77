#include "tests/support/read_back.h"

#include "core/pipeline/engine.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"
#include "ui/views/all_views.h"

namespace gauge::ui::test {
namespace {

constexpr const char* kSentence = "the cat sat on the mat while the dog slept near the fire";

RunInput typed(const char* text, std::initializer_list<std::pair<const char*, const char*>> words = {})
{
    RunInput input;
    input.text = text;
    input.parameters.evolve.layers = 2;
    for (const auto& [name, value] : words)
        gauge::test::say(input.parameters, name, value);
    return input;
}

RunInput loaded(const NpzArrays& arrays, std::initializer_list<std::pair<const char*, const char*>> words = {})
{
    RunInput input = typed("", words);
    input.state = std::make_shared<const State>(stateFromArrays(arrays, "read back"));
    input.parameters.evolve.layers = 0;
    return input;
}

/// Tokens of one belief under different names.
NpzArrays alike(Index n)
{
    NpzArrays arrays = gauge::test::randomArrays(gauge::test::Group::None, n, 3);
    for (const char* name : {"mu", "sigma"}) {
        std::vector<double>& numbers = arrays.at(name).numbers;
        const std::size_t one = numbers.size() / static_cast<std::size_t>(n);
        for (std::size_t k = one; k < numbers.size(); ++k)
            numbers[k] = numbers[k % one];
    }
    return arrays;
}

}  // namespace

const std::vector<Kind>& kindsOfState()
{
    static const std::vector<Kind> kinds{
        {"Sentence", [] { return typed(kSentence); }},
        {"OneToken", [] { return typed("cat"); }},
        {"NegativeEnergies", [] { return typed(kSentence, {{"score", "dot-product"}}); }},
        {"ZeroEnergies", [] { return loaded(alike(5)); }},
        {"Masked", [] { return typed(kSentence, {{"mask", "causal"}}); }},
        {"SummedHeads", [] { return typed(kSentence, {{"head-attention", "summed"}}); }},
        {"SmallKappa", [] { return typed(kSentence, {{"kappa", "0.3"}}); }},
        {"Scales", [] { return typed(kSentence, {{"scales", "3"}, {"threshold", "0.5"}, {"threshold-growth", "2"}}); }},
        {"NoFrames", [] { return loaded(gauge::test::randomArrays(gauge::test::Group::None, 9, 3)); }},
        {"Research", [] { return loaded(gauge::test::categorisedArrays({1, 2}, 40, 4)); }},
        {"N129", [] { return loaded(gauge::test::categorisedArrays({1}, 129, 4)); }},
    };
    return kinds;
}

std::shared_ptr<const Snapshot> snapshotOf(const RunInput& input)
{
    return Engine(processorBackends()).run(input, {});
}

QByteArray figure(const char* view, const ViewOptions& options, const std::shared_ptr<const Snapshot>& snapshot,
                  const QString& suffix, const FigureLook& look)
{
    FigureSpec spec;
    spec.session.run = snapshot->input;
    spec.panels.push_back({findView(QLatin1String(view)), options, {}});
    spec.look = look;
    return renderFigure(spec, {snapshot, nullptr}, suffix);
}

ViewOptions with(const char* view, std::initializer_list<std::pair<const char*, int>> controls)
{
    ViewOptions options;
    const ViewKind& kind = *findView(QLatin1String(view));
    for (const auto& [name, value] : controls)
        controlOf(kind, QLatin1String(name))->place.set(options, value);
    return options;
}

std::string faultOf(const std::function<void()>& read)
{
    try {
        read();
    } catch (const std::exception& e) {
        return e.what();
    }
    return {};
}

}  // namespace gauge::ui::test
