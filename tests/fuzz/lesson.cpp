// Lessons: their JSON, their texts and expressions, asked of a small run.
#include "core/lesson/stage.h"
#include "tests/fuzz/target.h"

using namespace gauge;

namespace {

/// Of two layers, for questions about any of them.
struct Small {
    Engine engine{processorBackends()};
    lesson::Scene scene;

    Small()
    {
        RunInput input;
        input.text = "the cat and the dog a b c";
        input.parameters.evolve.layers = 1;
        scene.now = engine.run(input, {});
        scene.pinned = scene.now;
        scene.run = [this](const RunInput& other) { return engine.run(other, {}); };
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    static const Small small;
    lesson::Lesson read;
    if (!fuzz::accepts([&] { read = lesson::lessonFrom({reinterpret_cast<const char*>(data), size}, "lesson"); }))
        return 0;
    for (const lesson::Step& step : read.steps) {
        lesson::tooLong(step);
        for (const lesson::Expression& claim : step.claims)
            fuzz::accepts([&] { lesson::evaluate(claim, small.scene); });
        if (step.check)
            fuzz::accepts([&] { lesson::holds(*step.check, small.scene); });
        fuzz::accepts([&] { lesson::plainText(step.text, small.scene); });
        fuzz::accepts([&] { lesson::plainText(step.takeAway, small.scene); });
        fuzz::accepts([&] { lesson::lookingAt(*small.scene.now, step.state, {}); });
    }
    return 0;
}
