// What is wrong with a draft, found aside while it is typed: read, looked at and played; a step that has not changed is not played again.
#pragma once

#include "core/lesson/check.h"
#include "core/lesson/draft.h"
#include "ui/background.h"
#include "ui/workspace/lesson_files.h"

namespace gauge::ui {

struct CheckJob {
    std::shared_ptr<const lesson::Draft> draft;
    std::shared_ptr<LessonFiles> files;
};

struct CheckedDraft {
    std::shared_ptr<const lesson::Draft> draft;  // that it is about
    lesson::Lesson lesson;                       // as far as it can be read
    std::vector<lesson::FieldFault> faults;
    std::size_t unplayable =
        0;  // how many of them, the first ones, keep their steps from being played: what cannot be read or shown
    std::vector<lesson::PlayedStep> steps;
};

/// Of a draft that changes: newer ones replace it.
using DraftCheck = Background<CheckJob, CheckedDraft>;

std::unique_ptr<DraftCheck> makeDraftCheck(const BackendFactory& backends, DraftCheck::Told told);

/// The same at once, from nothing.
CheckedDraft checkedDraft(const CheckJob& job, const BackendFactory& backends, const RunControl& control = {});

}  // namespace gauge::ui
