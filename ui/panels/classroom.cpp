#include "ui/panels/classroom.h"

#include "core/error.h"
#include "ui/panels/docks.h"
#include "ui/panels/panels.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/timeline.h"
#include "ui/panels/training_panel.h"
#include "ui/panels/view_set.h"

#include <QApplication>
#include <QEvent>
#include <QFileDialog>
#include <QMainWindow>
#include <QPushButton>

namespace gauge::ui {
namespace {

lesson::Looking lookingOf(const Selection& selection)
{
    lesson::Looking looking;
    for (const int token : selection.locked)
        looking.locked.push_back(token);
    looking.receiver = selection.lockedReceiver;
    looking.sender = selection.lockedSender;
    return looking;
}

std::optional<lesson::Trained> trainedIn(const TrainingState& s)
{
    if (s.reports.empty())
        return std::nullopt;
    return lesson::Trained{s.reports.back().update, s.reports.back().loss, s.reports.front().loss};
}

}  // namespace

Classroom::Classroom(House house, const BackendFactory& backends, const QString& settings)
    : QObject(&house.window), house_(std::move(house)), settings_(settings), player_(house_.workspace, backends, settings),
      panel_(new LessonPanel(player_, settings))
{
    house_.docks.add(QStringLiteral("lesson"), new PanelDock(QStringLiteral("lesson"), tr("Lesson"),
                                                             QStringLiteral("lesson"), panel_, &house_.window));
    house_.docks.at(QStringLiteral("lesson")).setFixedWidth(kLessonWidth);
    const Finder finder(house_.window, house_.docks, *house_.panels.parameters, house_.views);
    light_ = new Spotlight(house_.window, finder, house_.docks.at(QStringLiteral("lesson")));
    demonstration_ =
        new Demonstration({house_.window, house_.workspace, house_.docks, *house_.panels.parameters, house_.views,
                           house_.selection, house_.pin, [this] { house_.panels.shelf->unpin(); }, house_.measure,
                           [this](int updates) { train(updates); }, [this](bool on) { house_.panels.timeline->play(on); }},
                          *light_, this);
    followPlayer();
    followHouse();
    qApp->installEventFilter(this);
}

Classroom::~Classroom()
{
    qApp->removeEventFilter(this);
    player_.disconnect(this);
}

void Classroom::followPlayer()
{
    connect(&player_, &LessonPlayer::viewsWanted, this, &Classroom::arrange);
    connect(&player_, &LessonPlayer::moved, this, [this] {
        demonstration_->stop();
        house_.panels.timeline->play(false);
        light_->aim({});
    });
    connect(&player_, &LessonPlayer::left, this, &Classroom::leave);
    connect(&player_, &LessonPlayer::failed, this, &Classroom::failed);
    connect(&player_, &LessonPlayer::measureWanted, this, [this] { house_.measure(); });
    connect(&player_, &LessonPlayer::trainWanted, this, &Classroom::train);
    connect(panel_, &LessonPanel::lessonChosen, this, [this](int number) {
        if (number >= 0 && number < static_cast<int>(course().size()))
            open(course()[static_cast<std::size_t>(number)]);
    });
    connect(panel_, &LessonPanel::openWanted, this, [this] {
        auto* dialog = new QFileDialog(&house_.window, tr("Open a lesson"), QString(), tr("Lessons (*.json)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, &house_.workspace,
                [this](const QString& path) { house_.workspace.open(path); });
        dialog->open();
    });
    connect(panel_, &LessonPanel::showWanted, this, &Classroom::showMe);
    connect(panel_, &LessonPanel::stopWanted, demonstration_, &Demonstration::stop);
    connect(demonstration_, &Demonstration::ended, this, [this] { panel_->setShowing(false); });
    connect(demonstration_, &Demonstration::failed, this, &Classroom::failed);
}

void Classroom::followHouse()
{
    connect(&house_.selection, &SelectionModel::changed, this,
            [this] { player_.setLooking(lookingOf(house_.selection.value())); });
    connect(&house_.cost, &CostRunner::changed, this, [this] {
        const CostState& cost = house_.cost.state();
        player_.setCost(cost.running || cost.stale ? nullptr : cost.report);
    });
    const TrainingRunner& runner = house_.panels.training->runner();
    connect(&runner, &TrainingRunner::changed, this, [this, &runner] {
        if (player_.active())
            player_.setTrained(trainedIn(runner.state()), runner.state().running ? nullptr : runner.state().model);
    });
    connect(&house_.workspace, &Workspace::lessonLoaded, this,
            [this](const std::shared_ptr<const CourseLesson>& loaded) { open(*loaded); });
}

void Classroom::showList()
{
    if (player_.active())
        house_.docks.raise(QStringLiteral("lesson"));
    else
        house_.docks.showLessons();
    panel_->takeFocus();
}

/// A lesson that was begun goes on where it was left.
void Classroom::open(const CourseLesson& chosen, int step)
{
    const Progress progress = progressIn(settings_, chosen.key);
    const auto steps = static_cast<int>(chosen.lesson.steps.size());
    const int left = progress.finished || progress.reached >= steps ? 0 : progress.reached;
    const int begin = step >= 0 ? step : left;
    player_.leave();  // of another lesson
    house_.panels.timeline->play(false);
    arrangement_ = house_.window.saveState();
    inside_ = true;
    shown_.clear();
    player_.open(chosen, static_cast<std::size_t>(begin));
}

void Classroom::arrange(const QStringList& views)
{
    house_.docks.raise(QStringLiteral("lesson"));
    if (shown_ != views) {
        shown_ = views;
        house_.docks.arrangeLesson(views);
        panel_->takeFocus();
    }
    point();
}

/// What the step's light falls on, with its control in view.
void Classroom::point()
{
    if (!player_.active())
        return;
    if (player_.chosen() >= 0) {  // what an answer brought is elsewhere
        light_->aim({});
        return;
    }
    if (shown_.contains(QLatin1String("parameters")))
        house_.panels.parameters->bringIntoView(QStringLiteral("kappa"));
    const auto& light = player_.step().spotlight;
    if (light && !light->control.empty())
        house_.panels.parameters->bringIntoView(QString::fromStdString(light->control));
    light_->aim(light);
}

void Classroom::leave()
{
    demonstration_->stop();
    light_->aim({});
    shown_.clear();
    if (std::exchange(training_, false) && house_.panels.training->runner().state().running)
        house_.panels.training->runner().stop();
    if (std::exchange(inside_, false))
        house_.window.restoreState(arrangement_);
}

/// A training of one's own is not lost to a lesson.
void Classroom::train(int updates)
{
    if (house_.panels.training->runner().state().running && !training_) {
        emit failed(tr("A training of your own is under way: stop it first, then begin the step again."));
        return;
    }
    training_ = true;
    house_.docks.raise(QStringLiteral("training"));
    house_.panels.training->start(updates);
}

void Classroom::showMe()
{
    const auto* button = panel_->findChild<QPushButton*>(QStringLiteral("lesson-show"));
    demonstration_->play(player_.step().show, QPointF(button->mapTo(&house_.window, button->rect().center())));
    panel_->setShowing(demonstration_->running());
}

void Classroom::setTheme(Theme theme)
{
    panel_->setTheme(theme);
    light_->setTheme(theme);
}

bool Classroom::settled() const
{
    return !player_.active() || (player_.settled() && !demonstration_->running());
}

/// A hand that begins needs no dimmed room.
bool Classroom::eventFilter(QObject* watched, QEvent* event)
{
    const bool acts = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Wheel;
    const auto* widget = acts && player_.active() ? qobject_cast<QWidget*>(watched) : nullptr;
    if (widget && widget->window() == &house_.window && widget != &house_.window && !panel_->isAncestorOf(widget) &&
        !demonstration_->running())
        light_->undim();
    return QObject::eventFilter(watched, event);
}

}  // namespace gauge::ui
