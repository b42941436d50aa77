// Whether a lesson keeps what it promises, found out by playing it.
#pragma once

#include "core/lesson/stage.h"

namespace gauge::lesson {

/// A step that does not, and why: all that is wrong with it, in a line.
struct Fault {
    std::size_t step = 0;  // from 0
    std::string words;
};

/// Throw Error where a step does not keep what it says, on what is on show: claims when it begins, answers after `then`, and its check before anything was done.
void requireClaims(const Step& step, const Scene& scene);
void requireAnswers(const Step& step, const Scene& scene);
void requireUndone(const Step& step, const Scene& scene);

/// A step as it was played.
struct PlayedStep {
    std::vector<FieldFault> faults;                           // of a step whose number is not said
    std::map<std::string, std::vector<std::string>> numbers;  // of its texts, by their fields
    std::shared_ptr<const Snapshot> begun;                    // what it begins with; null: its state cannot be set
    bool passedOver = false;  // what it measures or trains is left to the window, and what depends on it was not asked
    bool goesOn = true;       // others can go on from its states
};

/// Plays a step that goes on from `base`, which its own states then are: its state is set, its numbers are numbers, its claims hold, the right answer is right and
/// no other one, its check is false until `show` was performed. Throws Cancelled.
PlayedStep play(const Step& step, Stage& stage, Situation& base, const RunControl& control);

/// Plays every step.
std::vector<Fault> faultsOf(const Lesson& lesson, const BackendFactory& backends, const FileReader& files,
                            const RunControl& control = {});

}  // namespace gauge::lesson
