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

/// Plays every step: its state is set, its numbers are numbers, its claims hold, the right answer is right and no other one, its check is false until `show` was
/// performed. Throws Cancelled.
std::vector<Fault> faultsOf(const Lesson& lesson, const BackendFactory& backends, const FileReader& files,
                            const RunControl& control = {});

}  // namespace gauge::lesson
