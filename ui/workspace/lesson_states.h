// The states of a lesson one after the other, and what each looks like in a window.
#pragma once

#include "core/lesson/stage.h"
#include "ui/workspace/document.h"

#include <QStringList>

namespace gauge::ui {

/// A state among those of a step: what it begins with, what an answer brings, or one of those that show.
struct Moment {
    enum class Part { State, Then, Show };

    std::size_t step = 0;
    Part part = Part::State;
    std::size_t shown = 0;  // which, of those that show

    bool operator==(const Moment&) const = default;
};

/// States from the first step's to this one, those that are set on the way to it alone.
std::vector<const lesson::Patch*> statesUpTo(const lesson::Lesson& lesson, const Moment& moment);
/// Without the last.
std::vector<const lesson::Patch*> statesBefore(const lesson::Lesson& lesson, const Moment& moment);

/// What is open after them; empty: nothing was said of it.
QStringList viewsAfter(const std::vector<const lesson::Patch*>& states);

/// The panels' looks after them: those that no state says anything of look as they do at first.
std::map<QString, ViewOptions> looksAfter(const std::vector<const lesson::Patch*>& states, const Document& now);

/// What they set, as a document in place of `now`, whose threads and backend it keeps.
Document documentAfter(const std::vector<const lesson::Patch*>& states, const lesson::Situation& situation,
                       const Document& now);

}  // namespace gauge::ui
