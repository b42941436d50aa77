#include "ui/workspace/lesson_states.h"

#include "ui/views/all_views.h"

namespace gauge::ui {
namespace {

Selection lockIn(const lesson::Looking& looking)
{
    Selection lock;
    for (const Index token : looking.locked)
        lock.locked.push_back(static_cast<int>(token));
    lock.lockedReceiver = static_cast<int>(looking.receiver);
    lock.lockedSender = static_cast<int>(looking.sender);
    return lock;
}

}  // namespace

std::vector<const lesson::Patch*> statesUpTo(const lesson::Lesson& lesson, const Moment& moment)
{
    std::vector<const lesson::Patch*> states;
    for (std::size_t k = 0; k <= moment.step; ++k) {
        states.push_back(&lesson.steps[k].state);
        if (k < moment.step || moment.part != Moment::Part::State)
            states.push_back(&lesson.steps[k].then);
    }
    if (moment.part == Moment::Part::Show)
        for (std::size_t k = 0; k <= moment.shown && k < lesson.steps[moment.step].show.size(); ++k)
            states.push_back(&lesson.steps[moment.step].show[k]);
    return states;
}

std::vector<const lesson::Patch*> statesBefore(const lesson::Lesson& lesson, const Moment& moment)
{
    std::vector<const lesson::Patch*> states = statesUpTo(lesson, moment);
    const bool there = moment.part != Moment::Part::Show || moment.shown < lesson.steps[moment.step].show.size();
    if (there)
        states.pop_back();
    return states;
}

QStringList viewsAfter(const std::vector<const lesson::Patch*>& states)
{
    QStringList views;
    for (const lesson::Patch* state : states)
        if (!state->views.empty()) {
            views.clear();
            for (const std::string& view : state->views)
                views << QString::fromStdString(view);
        }
    return views;
}

std::map<QString, ViewOptions> looksAfter(const std::vector<const lesson::Patch*>& states, const Document& now)
{
    std::map<QString, ViewOptions> looks;
    for (const auto& [panel, options] : now.views)
        if (duplicateOf(panel).isEmpty())
            looks[panel] = {};
    for (const lesson::Patch* state : states) {
        if (state->anew())
            for (auto& [panel, options] : looks)
                options = {};
        for (const auto& [view, options] : state->options) {
            const ViewKind* kind = findView(QString::fromStdString(view));
            if (!kind)
                continue;                            // said when the lesson was opened
            for (const bool chosen : {true, false})  // what is chosen may take numbers back to what is usual
                for (const auto& [name, value] : options)
                    if ((controlOf(*kind, QString::fromStdString(name)) != nullptr) == chosen)
                        setOption(*kind, looks[QLatin1String(kind->name)], QString::fromStdString(name),
                                  QString::fromStdString(value));
        }
    }
    return looks;
}

Document documentAfter(const std::vector<const lesson::Patch*>& states, const lesson::Situation& situation,
                       const Document& now)
{
    Document d;
    d.run = situation.input;
    const auto computedAsNow = [&now](Parameters& parameters) {
        parameters.threads = now.run.parameters.threads;
        parameters.backend = now.run.parameters.backend;
    };
    computedAsNow(d.run.parameters);
    for (Leg& leg : d.run.earlier)
        computedAsNow(leg.parameters);
    d.defaults = situation.defaults;
    d.views = looksAfter(states, now);
    d.lock = lockIn(situation.looking);
    if (situation.pinned) {
        d.pinned = {{QStringLiteral("A"), situation.pinned}};
        d.reference = 0;
    }
    return d;
}

}  // namespace gauge::ui
