// A lesson played without a window: what each state makes of what is on show.
#pragma once

#include "core/lesson/lesson.h"
#include "core/pipeline/engine.h"

namespace gauge::lesson {

/// Where a lesson stands: what runs, and what else expressions may ask about.
struct Situation {
    RunInput input;
    Parameters defaults;  // those it began with: what a reset returns to
    Looking looking;
    std::shared_ptr<const Snapshot> run;
    std::shared_ptr<const Snapshot> pinned;
    std::shared_ptr<const CostReport> cost;
    std::optional<Trained> trained;
    bool measured = false;  // asked for since it began anew
    int train = 0;          // updates asked for since then
};

/// Reads a belief file that stands beside the lesson. Throws Error.
using FileReader = std::function<std::shared_ptr<const State>(const std::string& name)>;

/// From the folder of the lesson's path. Names that lead out of it are refused.
FileReader besideLesson(const Lesson& lesson);

/// What a stage does itself: measuring and training take seconds, and a window does them before everybody's eyes.
struct StageWork {
    bool measure = true;
    bool train = true;
};

/// Trained models by their updates.
using Learned = std::map<int, std::shared_ptr<const learn::TrainedModel>>;

/// Not thread-safe: one owner, one state at a time.
class Stage {
public:
    Stage(BackendFactory backends, FileReader files, StageWork work = {});

    /// What was learned elsewhere, by updates: a state that trains so long takes it where this stage does not train itself.
    void setLearned(Learned models) { learned_ = std::move(models); }

    /// Whether something was to be measured or trained since it began anew that this stage leaves to a window.
    bool leavesOut(const Situation& now) const
    {
        return (now.measured && !work_.measure) || (now.train > 0 && !work_.train);
    }

    /// What is on show after a state was set. Throws Error in words, and Cancelled.
    Situation set(const Situation& before, const Patch& patch, const RunControl& control);

    /// What a step begins with, from nothing: the states since the last one that began anew.
    Situation begin(const Lesson& lesson, std::size_t step, const RunControl& control);

    /// What states set one after the other, from nothing: those since the last one that began anew.
    Situation after(const std::vector<const Patch*>& patches, const RunControl& control);

    /// What expressions are asked about; `before` as Scene::before.
    Scene scene(const Situation& now, const std::shared_ptr<const Snapshot>& before, const RunControl& control);

private:
    void setSource(Situation& now, const Patch& patch) const;
    void measure(Situation& now, const RunControl& control) const;

    BackendFactory backends_;
    FileReader files_;
    StageWork work_;
    Learned learned_;
    Engine engine_;
};

/// The run that a state's parameters, source aside, make of this one. Throws Error for one that means nothing there.
RunInput patched(RunInput input, const Patch& patch);

/// What is locked under a state, by the labels of its tokens. Throws Error.
Looking lookingAt(const Snapshot& run, const Patch& patch, const Looking& otherwise);

}  // namespace gauge::lesson
