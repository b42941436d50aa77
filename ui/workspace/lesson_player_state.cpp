// What a step of a lesson sets, and what it says of what is on show.
#include "core/error.h"
#include "core/lesson/check.h"
#include "ui/views/all_views.h"
#include "ui/workspace/lesson_player.h"

namespace gauge::ui {
namespace {

Selection lockOf(const lesson::Looking& looking)
{
    Selection lock;
    for (const Index token : looking.locked)
        lock.locked.push_back(static_cast<int>(token));
    lock.lockedReceiver = static_cast<int>(looking.receiver);
    lock.lockedSender = static_cast<int>(looking.sender);
    return lock;
}

/// Options of views from the last state that began anew to the step's own, and `then` where it is asked for.
std::vector<const lesson::Patch*> statesUpTo(const lesson::Lesson& lesson, std::size_t step, bool then)
{
    std::vector<const lesson::Patch*> patches;
    for (std::size_t k = 0; k <= step; ++k) {
        patches.push_back(&lesson.steps[k].state);
        if (k < step || then)
            patches.push_back(&lesson.steps[k].then);
    }
    return patches;
}

}  // namespace

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
    QStringList views;
    for (const lesson::Patch* patch : statesUpTo(lesson_->lesson, at_, then))
        if (!patch->views.empty()) {
            views.clear();
            for (const std::string& view : patch->views)
                views << QString::fromStdString(view);
        }
    return views;
}

/// What was set, with the views as the lesson has them: those that it says nothing of look as they do at first.
Document LessonPlayer::documentOf(const lesson::Situation& situation, bool then) const
{
    Document d;
    d.run = situation.input;
    d.run.parameters.threads = workspace_.document().run.parameters.threads;
    d.run.parameters.backend = workspace_.document().run.parameters.backend;
    d.defaults = situation.defaults;
    for (const auto& [panel, options] : workspace_.document().views)
        if (duplicateOf(panel).isEmpty())
            d.views[panel] = {};
    for (const lesson::Patch* patch : statesUpTo(lesson_->lesson, at_, then)) {
        if (patch->anew())
            for (auto& [panel, options] : d.views)
                options = {};
        for (const auto& [view, options] : patch->options) {
            const ViewKind* kind = findView(QString::fromStdString(view));
            if (!kind)
                continue;  // said when the lesson was opened
            for (const auto& [name, value] : options)
                setOption(*kind, d.views[QLatin1String(kind->name)], QString::fromStdString(name),
                          QString::fromStdString(value));
        }
    }
    d.lock = lockOf(situation.looking);
    if (situation.pinned) {
        d.pinned = {{QStringLiteral("A"), situation.pinned}};
        d.reference = 0;
    }
    return d;
}

}  // namespace gauge::ui
