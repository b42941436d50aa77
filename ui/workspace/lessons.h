// The lessons of the program, and how far somebody came in each.
#pragma once

#include "core/lesson/stage.h"

#include <QString>
#include <vector>

namespace gauge::ui {

/// A lesson with what it reads beside it.
struct CourseLesson {
    QString key;  // its file's name without the suffix: progress is kept by it; empty: none is
    lesson::Lesson lesson;
    lesson::FileReader files;
};

/// From resources/lessons, compiled in, in their order.
const std::vector<CourseLesson>& course();

/// The file of one of them, by its key, as it was written.
std::string courseBytes(const QString& key);

/// By key, number ("3") or title, in any case; or a file. Throws Error naming what there is.
CourseLesson lessonNamed(const QString& nameOrFile);

/// One that stands in a file. Throws Error, also for a view, an option or a formula that this window does not know.
CourseLesson lessonInFile(const QString& path);

/// What a window cannot show of it: views, options and formulas that are none, a light on something that is not open.
std::vector<lesson::FieldFault> visibleFaults(const lesson::Lesson& lesson);

struct Progress {
    int reached = 0;  // the furthest step that was on show, from 0
    bool finished = false;

    bool operator==(const Progress&) const = default;
};

/// Kept in the settings' file; without one nothing is.
Progress progressIn(const QString& settings, const QString& key);
void keepProgress(const QString& settings, const QString& key, const Progress& progress);

}  // namespace gauge::ui
