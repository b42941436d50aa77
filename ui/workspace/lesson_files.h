// The belief files of a lesson at the author's desk: those beside it, and states that were taken and are not written yet.
#pragma once

#include "core/lesson/stage.h"

#include <map>
#include <mutex>
#include <QString>

namespace gauge::ui {

/// May be asked from any thread.
class LessonFiles {
public:
    /// `beside`: reads those that are there already; none for a lesson that lies nowhere.
    explicit LessonFiles(lesson::FileReader beside = {}) : beside_(std::move(beside)) {}

    /// Each is read once: one name, one state. Throws Error.
    std::shared_ptr<const State> at(const std::string& name);
    /// The name under which a state is known, or will be beside the lesson.
    std::string nameOf(const std::shared_ptr<const State>& state);
    /// Writes these into a folder, as .npz files that equal states give equal bytes of. Throws Error where another file has the name already.
    void write(const std::vector<std::string>& names, const QString& folder);

private:
    std::mutex mutex_;
    lesson::FileReader beside_;
    std::map<std::string, std::shared_ptr<const State>> states_;
};

/// The files that a lesson's states name.
std::vector<std::string> filesNamedIn(const lesson::Lesson& lesson);

}  // namespace gauge::ui
