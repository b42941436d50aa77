// What is on show, as a state of a lesson.
#pragma once

#include "ui/scene/view_control.h"
#include "ui/workspace/lesson_files.h"
#include "ui/workspace/lesson_states.h"

namespace gauge::ui {

struct Present {
    Document document;
    std::shared_ptr<const Snapshot> snapshot;
    QStringList views;  // that are open, in their order
};

/// A state, and what of the window no state can say, a line each.
struct TakenState {
    lesson::Patch patch;
    QStringList leftOut;
};

/// What a state has to say, after those before it, so that this is on show: nothing of what stands already. One of another source begins anew. Throws Error where it
/// cannot be said: nothing runs, or a model of one's own reads the text.
TakenState takenFrom(const Present& present, const std::vector<const lesson::Patch*>& before, LessonFiles& files);

/// The value of a view's control as setOption takes it.
std::string optionText(const ViewControl& control, const ViewOptions& options);

}  // namespace gauge::ui
