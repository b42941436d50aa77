// What a step of a lesson sets, and what it says of what is on show.
#include "core/error.h"
#include "core/lesson/check.h"
#include "ui/workspace/lesson_player.h"
#include "ui/workspace/lesson_states.h"

namespace gauge::ui {
std::vector<std::pair<std::string, const lesson::Text*>> textsOf(const lesson::Step& step)
{
    std::vector<std::pair<std::string, const lesson::Text*>> texts{
        {"text", &step.text}, {"question", &step.question},  {"task", &step.task},
        {"hint", &step.hint}, {"take-away", &step.takeAway}, {"note", &step.note}};
    for (std::size_t k = 0; k < step.answers.size(); ++k) {
        texts.emplace_back(fmt::format("answer {}", k + 1), &step.answers[k].text);
        texts.emplace_back(fmt::format("because {}", k + 1), &step.answers[k].because);
    }
    return texts;
}

LessonTold LessonPlayer::toldBy(const AskJob& job)
{
    LessonTold told;
    const lesson::Step& step = job.of->lesson.steps[job.step];
    for (const auto& [key, text] : textsOf(step))
        for (const lesson::Piece& piece : *text) {
            if (!piece.number)
                continue;
            try {
                told.numbers[key].push_back(lesson::shown(*piece.number, job.scene));
            } catch (const lesson::NotYet&) {
                told.numbers[key].emplace_back("…");
            } catch (const Error& e) {
                told.numbers[key].emplace_back("–");
                if (told.fault.empty() && key == "text")
                    told.fault = e.what();
            }
        }
    try {
        told.done = step.check && lesson::holds(*step.check, job.scene);
    } catch (const Error& e) {
        if (told.fault.empty())
            told.fault = e.what();
    }
    return told;
}

/// A lesson of one's own may say what is not so: that is said, not played.
std::string LessonPlayer::brokenIn(const AskJob& job)
{
    const lesson::Step& step = job.of->lesson.steps[job.step];
    try {
        if (job.begins)
            requireClaims(step, job.scene);
        if (job.answered)
            requireAnswers(step, job.scene);
        if ((job.begins && step.answers.empty()) || job.answered)
            requireUndone(step, job.scene);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

QStringList LessonPlayer::viewsAt(bool then) const
{
    return viewsAfter(statesUpTo(lesson_->lesson, {at_, then ? Moment::Part::Then : Moment::Part::State}));
}

/// What was set, with the views as the lesson has them.
Document LessonPlayer::documentOf(const lesson::Situation& situation, bool then) const
{
    return documentAfter(statesUpTo(lesson_->lesson, {at_, then ? Moment::Part::Then : Moment::Part::State}), situation,
                         workspace_.document());
}

}  // namespace gauge::ui
