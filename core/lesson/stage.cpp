#include "core/lesson/stage.h"

#include "core/error.h"
#include "core/gaussian/recorded_files.h"
#include "core/learn/trained_text.h"
#include "core/learn/watched_config.h"
#include "core/pipeline/applicable.h"
#include "core/pipeline/course.h"
#include "core/pipeline/learned_parameters.h"

#include <filesystem>

namespace gauge::lesson {

namespace {

/// The text by the words of a model, whose layers come with it.
void read(Situation& now, std::shared_ptr<const learn::TrainedModel> model)
{
    now.input.parameters = learnedParameters(*model, now.input.parameters);
    now.input.model = std::move(model);
    now.input.earlier.clear();  // those were of other words
}

/// The layers up to the one on show stay as they were run; those above it have the parameters to come. Throws Error.
void goOn(RunInput& input, const Snapshot& shown)
{
    if (shown.layer == 0)
        fail("onward: expected a layer above 0 to go on from, found layer 0 on show");
    input.earlier = legsTo(input, shown.layer);
}

/// Throws Error.
void requireLayersAbove(const RunInput& input)
{
    if (input.earlier.empty() || input.parameters.evolve.layers > input.earlier.back().until)
        return;
    fail("layers: expected more than {}, the layer from which the run goes on, found {}", input.earlier.back().until,
         input.parameters.evolve.layers);
}

void train(Situation& now, int updates, const RunControl& control)
{
    if (now.input.text.empty())
        fail("train: expected a text to read with what is learned, found a file");
    const auto training = learn::makeTraining(learn::configToWatch(true, updates));
    Trained trained;
    while (!training->done()) {
        control.check();
        const learn::UpdateReport report = training->step({control.stop, {}});
        trained.loss = report.loss;
        if (trained.updates++ == 0)
            trained.firstLoss = report.loss;
    }
    now.trained = trained;
    read(now, std::make_shared<const learn::TrainedModel>(training->model()));
}

}  // namespace

FileReader besideLesson(const Lesson& lesson)
{
    return [folder = std::filesystem::path(lesson.path).parent_path()](const std::string& name) {
        const std::filesystem::path file(name);
        if (file.is_absolute() || file.has_parent_path() || name.empty() || name == "." || name == "..")
            fail("file: expected the name of a file beside the lesson, found '{}'", name);
        return std::make_shared<const State>(readStates({(folder / file).string()}));
    };
}

RunInput patched(RunInput input, const Patch& patch)
{
    const std::map<std::string, std::string> useless = inapplicable(input);
    for (const auto& [name, value] : patch.parameters) {
        if (const auto why = useless.find(name); why != useless.end())
            fail("{}: expected a parameter that means something here, found one that does not. {}", name, why->second);
        setParameter(input.parameters, parameterInfo(name), value);
    }
    if (patch.layer)
        input.layer = *patch.layer;
    return input;
}

Looking lookingAt(const Snapshot& run, const Patch& patch, const Looking& otherwise)
{
    Looking looking = patch.anew() ? Looking{} : otherwise;
    if (patch.lock) {
        looking = {};
        for (const std::string& label : *patch.lock)
            looking.locked.push_back(underLabel("lock", [&] { return placeOf(run, label); }));
    }
    if (patch.pair) {
        looking = {};
        looking.receiver = underLabel("pair", [&] { return placeOf(run, patch.pair->first); });
        looking.sender = underLabel("pair", [&] { return placeOf(run, patch.pair->second); });
        looking.locked = {looking.receiver, looking.sender};
    }
    return looking;
}

Stage::Stage(BackendFactory backends, FileReader files, StageWork work)
    : backends_(std::move(backends)), files_(std::move(files)), work_(work), engine_(backends_)
{
}

void Stage::setSource(Situation& now, const Patch& patch) const
{
    now = {};
    now.input.text = patch.text.value_or(std::string());
    if (patch.model) {
        now.input.model = learn::modelFrom(*patch.model);
        now.input.parameters = learnedParameters(*now.input.model, {});
    }
    if (patch.file)
        now.input.state = files_(*patch.file);
}

Situation Stage::set(const Situation& before, const Patch& patch, const RunControl& control)
{
    Situation now = before;
    if (patch.anew())
        setSource(now, patch);
    else if (patch.pin)
        now.pinned = *patch.pin ? now.run : nullptr;
    const std::shared_ptr<const State> measured = now.run ? now.run->state : nullptr;
    if (patch.onward == true && now.run)
        goOn(now.input, *now.run);
    else if (patch.onward == false)
        now.input.earlier.clear();
    now.input = patched(now.input, patch);
    requireLayersAbove(now.input);
    if (patch.anew())
        now.defaults = now.input.parameters;
    if (patch.train > 0) {
        now.train = patch.train;
        if (work_.train)
            train(now, patch.train, control);
        else if (const auto model = learned_.find(patch.train); model != learned_.end())
            read(now, model->second);
    }
    now.run = engine_.run(now.input, control);
    if (patch.layer && *patch.layer > now.run->layers)
        fail("layer: expected one from 0 to {}, found {}", now.run->layers, *patch.layer);
    now.looking = lookingAt(*now.run, patch, now.looking);
    if (patch.anew() && patch.pin.value_or(false))
        now.pinned = now.run;
    if (now.run->state != measured)
        now.cost.reset();
    if (patch.measure) {
        now.measured = true;
        if (work_.measure)
            measure(now, control);
    }
    return now;
}

void Stage::measure(Situation& now, const RunControl& control) const
{
    MethodsOptions how;
    how.rounds = 3;
    how.single = false;
    now.cost = std::make_shared<const CostReport>(
        measureCosts(*now.run->state, now.run->request, backends_, how, {control.stop, {}}, [](const CostReport&) {}));
}

Situation Stage::begin(const Lesson& lesson, std::size_t step, const RunControl& control)
{
    std::vector<const Patch*> patches;
    for (std::size_t k = 0; k <= step; ++k)
        for (const Patch* patch : {&lesson.steps[k].state, &lesson.steps[k].then})
            if (!patch->empty() && (k < step || patch == &lesson.steps[k].state))
                patches.push_back(patch);
    return after(patches, control);
}

Situation Stage::after(const std::vector<const Patch*>& patches, const RunControl& control)
{
    std::size_t first = patches.size();
    while (first > 0 && !patches[first - 1]->anew())
        --first;
    Situation now;
    for (std::size_t k = std::max<std::size_t>(first, 1) - 1; k < patches.size(); ++k)
        now = set(now, *patches[k], control);
    return now;
}

Scene Stage::scene(const Situation& now, const std::shared_ptr<const Snapshot>& before, const RunControl& control)
{
    Scene scene;
    scene.now = now.run;
    scene.before = before;
    scene.pinned = now.pinned;
    scene.looking = now.looking;
    scene.cost = now.cost;
    scene.trained = now.trained;
    scene.stop = control.stop;
    scene.run = [this, control](const RunInput& input) { return engine_.run(input, control); };
    return scene;
}

}  // namespace gauge::lesson
