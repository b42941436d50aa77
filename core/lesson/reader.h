// A lesson from its JSON, as it was parsed.
#pragma once

#include "core/lesson/lesson.h"

#include <nlohmann/json.hpp>

namespace gauge::lesson {

constexpr std::size_t kLargestLesson = 1 << 20;  // bytes of a file
constexpr std::size_t kMostSteps = 60;
constexpr std::size_t kMostAnswers = 4;
constexpr std::size_t kMostShown = 12;
constexpr const char* kLessonFormat = "gaugescope-lesson";

/// Throws Error for the first fault; or, with a list for them, tells of the first of every field and reads what can be read.
Lesson lessonOf(const nlohmann::json& object, std::vector<FieldFault>* faults = nullptr);

}  // namespace gauge::lesson
