// What an author takes from the window and shows in it: states, the lesson as it plays, expressions built from lists.
#include "core/error.h"
#include "core/lesson/patch_json.h"
#include "ui/panels/authoring.h"
#include "ui/panels/classroom.h"
#include "ui/panels/docks.h"
#include "ui/panels/expression_builder.h"
#include "ui/panels/panels.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_set.h"

#include <algorithm>
#include <QFileInfo>
#include <QMainWindow>
#include <utility>

namespace gauge::ui {
namespace {

constexpr std::size_t kMostPictures = 4;  // that a state can have open

/// "state", "then", "show 2" of a step.
Moment momentOf(int step, const std::string& field)
{
    Moment moment{.step = static_cast<std::size_t>(std::max(0, step))};
    if (field == "then")
        moment.part = Moment::Part::Then;
    int number = 0;
    if (std::sscanf(field.c_str(), "show %d", &number) == 1 && number > 0) {
        moment.part = Moment::Part::Show;
        moment.shown = static_cast<std::size_t>(number) - 1;
    }
    return moment;
}

}  // namespace

/// Views that are seen, from the left, those in a column from the top; of more than four the largest. Parameters and training stand beside them.
QStringList Authoring::openViews() const
{
    std::vector<PanelDock*> pictures;
    for (const auto& [name, view] : house_.views.panels())
        if (view->seen() && name == QLatin1String(view->canvas().kind().name))
            pictures.push_back(view);
    const auto area = [](const PanelDock* dock) { return dock->width() * dock->height(); };
    std::sort(pictures.begin(), pictures.end(), [&](const PanelDock* a, const PanelDock* b) { return area(a) > area(b); });
    if (pictures.size() > kMostPictures)
        pictures.resize(kMostPictures);
    std::sort(pictures.begin(), pictures.end(),
              [](const PanelDock* a, const PanelDock* b) { return std::pair(a->x(), a->y()) < std::pair(b->x(), b->y()); });
    QStringList names;
    for (PanelDock* dock : pictures)
        names << QLatin1String(static_cast<ViewPanel*>(dock)->canvas().kind().name);
    for (const char* side : {"parameters", "training"})
        if (const PanelDock& dock = house_.docks.at(QLatin1String(side));
            dock.isVisible() && !dock.visibleRegion().isEmpty() && names.size() <= 4)
            names << QLatin1String(side);
    return names;
}

TakenState Authoring::takenAfter(const std::vector<const lesson::Patch*>& before)
{
    TakenState taken =
        takenFrom({house_.workspace.document(), house_.workspace.snapshot(), openViews()}, before, desk_.files());
    if (!taken.leftOut.isEmpty())
        emit said(tr("Not taken: %1").arg(taken.leftOut.join(QStringLiteral("; "))));
    return taken;
}

void Authoring::addStep()
{
    const lesson::Lesson lesson = readingOf(desk_.draft()).lesson;
    const auto at = static_cast<std::size_t>(desk_.at()) + 1;
    std::vector<const lesson::Patch*> before;
    if (at > 0)
        before = statesUpTo(lesson, {.step = at - 1, .part = Moment::Part::Then});
    const lesson::Patch patch = takenAfter(before).patch;
    nlohmann::json step = nlohmann::json::object();
    if (!patch.empty())
        step["state"] = patchJson(patch);
    desk_.insertStep(at, step, tr("step from here"));
    panel_->reveal(static_cast<int>(at), "text");
}

void Authoring::take(const std::string& field)
{
    const lesson::Lesson lesson = readingOf(desk_.draft()).lesson;
    const lesson::Patch patch = takenAfter(statesBefore(lesson, momentOf(desk_.at(), field))).patch;
    if (patch.empty() && field != "state")
        fail("{}: expected something that differs from what stands before it, found all the same", field);
    desk_.setPart(desk_.at(), field, patch.empty() ? nlohmann::json() : patchJson(patch));
}

void Authoring::go(const std::string& field)
{
    const lesson::DraftReading reading = readingOf(desk_.draft());
    const Moment moment = momentOf(desk_.at(), field);
    std::vector<lesson::FieldFault> faults = reading.faults;
    const auto visible = visibleFaults(reading.lesson);
    faults.insert(faults.end(), visible.begin(), visible.end());
    for (const lesson::FieldFault& fault : faults) {
        const bool state = fault.field == "state" || fault.field == "then" || fault.field.starts_with("show");
        if (state && fault.step >= 0 && fault.step <= static_cast<int>(moment.step))
            fail("{}", lineOf(fault));
    }
    if (moment.part == Moment::Part::Show && moment.shown >= reading.lesson.steps[moment.step].show.size())
        fail("{}: expected a state, found none yet", field);
    house_.panels.timeline->play(false);
    going_.submit({std::make_shared<const lesson::Lesson>(reading.lesson), moment, desk_.filesShared()});
}

void Authoring::arrive(const Gone& gone)
{
    const auto& [job, situation] = gone;
    if (!desk_.open() || house_.classroom.player().active())
        return;
    house_.workspace.beginVisit();
    const std::vector<const lesson::Patch*> states = statesUpTo(*job.lesson, job.moment);
    house_.workspace.become(documentAfter(states, situation, house_.workspace.document()), house_.workspace.document());
    if (const QStringList views = viewsAfter(states); !views.isEmpty() && views != openViews())
        house_.docks.arrangeLesson(views, QStringLiteral("author"));
    house_.docks.raise(QStringLiteral("author"));
    emit said(
        tr("Step %1 is on show. Your own session waits, and comes back when the desk is closed.").arg(job.moment.step + 1));
}

/// As far as it can be read: a later step that cannot be yet is left out, with all that follow it.
namespace {

/// What reading it finds, and what this window cannot show of it.
std::vector<lesson::FieldFault> faultsIn(const lesson::DraftReading& reading)
{
    std::vector<lesson::FieldFault> faults = reading.faults;
    const auto visible = visibleFaults(reading.lesson);
    faults.insert(faults.end(), visible.begin(), visible.end());
    return faults;
}

}  // namespace

void Authoring::exportPage()
{
    lesson::DraftReading reading = readingOf(desk_.draft());
    if (const auto faults = faultsIn(reading); !faults.empty()) {
        emit failed(tr("There is no page of it yet: %1").arg(QString::fromStdString(lineOf(faults.front()))));
        panel_->reveal(faults.front().step, faults.front().field);
        return;
    }
    const QString name = desk_.path().isEmpty() ? QStringLiteral("lesson") : QFileInfo(desk_.path()).completeBaseName();
    emit pageWanted(std::make_shared<const CourseLesson>(CourseLesson{name, std::move(reading.lesson), desk_.reader()}));
}

void Authoring::play(bool fromStart)
{
    lesson::DraftReading reading = readingOf(desk_.draft());
    const int from = fromStart ? 0 : std::max(0, desk_.at());
    const std::vector<lesson::FieldFault> faults = faultsIn(reading);
    auto playable = reading.lesson.steps.size();
    for (const lesson::FieldFault& fault : faults) {
        if (fault.step < 0 && fault.field != "steps")
            continue;
        if (fault.step <= from) {
            emit failed(tr("It cannot be played yet: %1").arg(QString::fromStdString(lineOf(fault))));
            panel_->reveal(fault.step, fault.field);
            return;
        }
        playable = std::min(playable, static_cast<std::size_t>(fault.step));
    }
    if (playable < reading.lesson.steps.size())
        emit said(tr("Played up to step %1: the next one has faults.").arg(playable));
    reading.lesson.steps.resize(playable);
    if (house_.workspace.visiting())
        shown_ = house_.workspace.document();
    playing_ = true;
    house_.classroom.open({{}, std::move(reading.lesson), desk_.reader()}, from);
}

/// To the step that was played last, and to what was on show before.
void Authoring::comeBack()
{
    if (!desk_.open())
        return;
    if (const std::optional<Document> shown = std::exchange(shown_, std::nullopt)) {
        house_.workspace.beginVisit();
        house_.workspace.become(*shown, house_.workspace.document());
    }
    show();
}

void Authoring::build(const std::string& field)
{
    lesson::Scene scene;
    const auto at = static_cast<std::size_t>(std::max(0, desk_.at()));
    if (at < desk_.checked().steps.size())
        scene.now = desk_.checked().steps[at].begun;
    const bool condition = field == "check" || field == "claims" || field.ends_with("holds");
    auto* builder = new ExpressionBuilder(condition ? ExpressionBuilder::For::Condition : ExpressionBuilder::For::Text,
                                          scene, backends_, &house_.window);
    const int step = desk_.at();
    connect(builder, &ExpressionBuilder::inserted, this, [this, step, field, condition](const QString& text) {
        const QString now = QString::fromStdString(fieldText(desk_.draft(), step, field));
        panel_->reveal(step, field);
        QString before;
        if (condition && !now.trimmed().isEmpty())
            before = field == "claims" ? QStringLiteral("\n") : QStringLiteral(" and ");
        panel_->insert(field, before + text, condition);
    });
    builder->show();
}

}  // namespace gauge::ui
