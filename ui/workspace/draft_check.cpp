#include "ui/workspace/draft_check.h"

#include "ui/workspace/lesson_states.h"
#include "ui/workspace/lessons.h"

#include <algorithm>

namespace gauge::ui {
namespace {

using PlayedBefore = std::map<std::string, lesson::PlayedStep>;  // by what they were played from

bool hasFault(const std::vector<lesson::FieldFault>& faults, std::size_t step, const std::string& field)
{
    return std::any_of(faults.begin(), faults.end(), [&](const lesson::FieldFault& f) {
        return f.step == static_cast<int>(step) && (f.field == field || f.field.starts_with(field + " "));
    });
}

/// Everything that the play of a step depends on.
std::string keyOf(const lesson::Draft& draft, const lesson::Lesson& lesson, std::size_t step)
{
    std::size_t first = step;
    while (first > 0 && !lesson.steps[first].state.anew())
        --first;
    std::string key;
    for (std::size_t k = first; k < step; ++k)
        for (const char* part : {"state", "then"})
            key += partOf(draft, static_cast<int>(k), part).dump() + '\n';
    return key + draft.lesson["steps"][step].dump();
}

class Checking {
public:
    Checking(const CheckJob& job, const BackendFactory& backends, PlayedBefore& before, const RunControl& control)
        : job_(job), before_(before), control_(control),
          stage_(backends, [files = job.files](const std::string& name) { return files->at(name); },
                 {.measure = false, .train = false})
    {
    }

    CheckedDraft check()
    {
        lesson::DraftReading reading = readingOf(*job_.draft);
        checked_.draft = job_.draft;
        checked_.lesson = std::move(reading.lesson);
        checked_.faults = std::move(reading.faults);
        for (lesson::FieldFault& fault : visibleFaults(checked_.lesson))
            add(std::move(fault));
        checked_.unplayable = checked_.faults.size();
        for (std::size_t k = 0; k < checked_.lesson.steps.size(); ++k) {
            control_.check();
            checked_.steps.push_back(played(k));
            for (lesson::FieldFault fault : checked_.steps.back().faults) {
                fault.step = static_cast<int>(k);
                add(std::move(fault));
            }
        }
        before_ = std::move(after_);
        return std::move(checked_);
    }

private:
    /// One for each field.
    void add(lesson::FieldFault fault)
    {
        const bool told = std::any_of(checked_.faults.begin(), checked_.faults.end(), [&](const lesson::FieldFault& f) {
            return f.step == fault.step && f.field == fault.field;
        });
        if (!told)
            checked_.faults.push_back(std::move(fault));
    }

    lesson::PlayedStep played(std::size_t k)
    {
        const lesson::Lesson& lesson = checked_.lesson;
        if (hasFault(checked_.faults, k, "state")) {
            lost_ = k;
            return {};
        }
        if (lesson.steps[k].state.anew())
            lost_.reset();
        if (lost_) {
            lesson::PlayedStep stranded;
            stranded.faults = {
                {-1, "state", fmt::format("expected it to go on from step {}, whose states cannot be set", *lost_ + 1)}};
            return stranded;
        }
        const std::string key = keyOf(*job_.draft, lesson, k);
        const auto known = before_.find(key);
        lesson::PlayedStep step = known != before_.end() ? known->second : playedNow(k);
        if (!step.goesOn || hasFault(checked_.faults, k, "then"))
            lost_ = k;
        after_[key] = step;
        return step;
    }

    lesson::PlayedStep playedNow(std::size_t k)
    {
        const lesson::Lesson& lesson = checked_.lesson;
        lesson::Step step = lesson.steps[k];
        if (hasFault(checked_.faults, k, "show"))
            step.check.reset();  // what cannot be read does not bring it about
        lesson::Situation base;
        if (!step.state.anew() && k > 0)
            base = stage_.after(statesBefore(lesson, {k}), control_);
        return play(step, stage_, base, control_);
    }

    const CheckJob& job_;
    PlayedBefore& before_;
    PlayedBefore after_;
    const RunControl& control_;
    lesson::Stage stage_;
    CheckedDraft checked_;
    std::optional<std::size_t> lost_;  // the step from whose states none can go on
};

}  // namespace

std::unique_ptr<DraftCheck> makeDraftCheck(const BackendFactory& backends, DraftCheck::Told told)
{
    struct Kept {
        std::shared_ptr<LessonFiles> files;  // of the lesson that these were played from
        PlayedBefore steps;
    };
    return std::make_unique<DraftCheck>(
        Newer::Replaces,
        [backends, kept = std::make_shared<Kept>()](const CheckJob& job, const RunControl& control) {
            if (kept->files != job.files)
                *kept = {job.files, {}};
            return Checking(job, backends, kept->steps, control).check();
        },
        std::move(told));
}

CheckedDraft checkedDraft(const CheckJob& job, const BackendFactory& backends, const RunControl& control)
{
    PlayedBefore none;
    return Checking(job, backends, none, control).check();
}

}  // namespace gauge::ui
