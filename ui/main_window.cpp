#include "ui/main_window.h"

#include "core/pipeline/applicable.h"
#include "ui/figure/paper_figures.h"
#include "ui/panels/dialogs.h"
#include "ui/panels/exports.h"
#include "ui/panels/file_drop.h"
#include "ui/panels/greeting.h"
#include "ui/panels/habits.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/map_desk.h"
#include "ui/panels/page_export.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/recovery_bar.h"
#include "ui/panels/saving.h"
#include "ui/panels/shelf.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/status_line.h"
#include "ui/panels/style_sheet.h"
#include "ui/panels/timeline.h"
#include "ui/panels/training_panel.h"

#include <algorithm>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QToolBar>
#include <utility>

namespace gauge::ui {
namespace {

/// A size, or as much of it as the screen has beside the desktop's bars and the window's own frame.
QSize roomFor(const QWidget& window, const QSize& wanted)
{
    constexpr QSize frame{8, 40};
    const QScreen* screen = window.screen();
    return screen ? wanted.boundedTo(screen->availableSize() - frame) : wanted;
}

}  // namespace

MainWindow::MainWindow(BackendFactory backends, const Places& places, QWidget* parent)
    : QMainWindow(parent), backends_(std::move(backends)), settings_(places.settings), workspace_(backends_, places),
      cost_(backends_), docks_(*this), panels_(makePanels(*this, docks_, workspace_)),
      views_(*this, docks_, selection_, *panels_.parameters)
{
    const Example& opening = examples().front();  // also registers the resources that the icon needs
    setWindowIcon(QIcon(QStringLiteral(":/icons/gaugescope.svg")));
    setWindowTitle(QStringLiteral("[*]Gaugescope"));  // until the first run names the state
    setProperty("help", QStringLiteral("window"));
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContentsMargins(12, 4, 12, 0);
    {
        const Workspace::Hold hold(workspace_);
        maps_ = new MapDesk({*this, workspace_, docks_, views_, *panels_.status}, backends_);
        classroom_ = new Classroom(
            {*this, workspace_, docks_, panels_, views_, selection_, cost_, [this] { pin(); }, [this] { measure(); }},
            backends_, settings_);
        connect(classroom_, &Classroom::failed, panels_.status, &StatusLine::complain);
        pages_ = new PageExport(this, backends_);
        connect(pages_, &PageExport::said, panels_.status, &StatusLine::say);
        connect(pages_, &PageExport::failed, panels_.status, &StatusLine::complain);
        makeAuthoring();
        presenter_ = new Presenter({*this, workspace_, views_, selection_, *panels_.timeline, *classroom_});
        buildMenu();
        followWorkspace();
        followViews();
        followPanels();
        for (const auto& [name, view] : views_.panels())
            workspace_.setView(name, view->canvas().options());
        resize(roomFor(*this, {1440, 900}));
        arrange(Preset::Explore);
        setTheme(Theme::Light);
    }
    workspace_.begin(opening);
    qApp->installEventFilter(this);
    connect(new Habits(*this), &Habits::clickedOutside, &selection_, &SelectionModel::clear);
    QToolBar* recovery = makeRecoveryBar(workspace_);
    if (QToolBar* bar = recovery ? recovery : makeGreeting(settings_))
        addToolBar(Qt::TopToolBarArea, bar);
}

MainWindow::~MainWindow()
{
    delete presenter_;  // they speak to the others
    delete maps_;
    delete authoring_;
    delete classroom_;
    qApp->removeEventFilter(this);
    const auto& cost = views_.panel(QStringLiteral("cost"));
    for (const QObject* speaker : std::initializer_list<const QObject*>{&workspace_, &selection_, &cost_, &views_, &cost})
        speaker->disconnect(this);
}

void MainWindow::makeAuthoring()
{
    authoring_ = new Authoring({*this, workspace_, docks_, panels_, views_, *classroom_}, backends_);
    connect(authoring_, &Authoring::failed, panels_.status, &StatusLine::complain);
    connect(authoring_, &Authoring::said, panels_.status, &StatusLine::say);
    LessonPanel& lessons = classroom_->panel();
    const auto press = [&lessons](const char* name) { return lessons.findChild<QPushButton*>(QLatin1String(name)); };
    connect(press("lesson-new"), &QPushButton::clicked, authoring_, &Authoring::begin);
    connect(press("lesson-edit"), &QPushButton::clicked, authoring_, [this, &lessons] {
        if (lessons.chosenLesson() >= 0)
            authoring_->edit(course()[static_cast<std::size_t>(lessons.chosenLesson())]);
    });
    connect(authoring_, &Authoring::pageWanted, pages_, &PageExport::exportLesson);
    connect(&lessons, &LessonPanel::editPlayedWanted, authoring_, &Authoring::editWhatThereIs);
}

void MainWindow::followWorkspace()
{
    StatusLine* status = panels_.status;
    connect(&workspace_, &Workspace::replaced, this, &MainWindow::showDocument);
    connect(&workspace_, &Workspace::parametersReplaced, this, [this] {
        panels_.parameters->setParameters(workspace_.document().run.parameters);
        panels_.parameters->setInapplicable(inapplicable(workspace_.document().run));
        panels_.parameters->setRefusedWords(refusedWords(workspace_.document().run));
    });
    connect(&workspace_, &Workspace::arrived, this, &MainWindow::showRun);
    connect(&workspace_, &Workspace::emptied, this, &MainWindow::showNothing);
    connect(&workspace_, &Workspace::asked, status, &StatusLine::began);
    connect(&workspace_, &Workspace::progress, status, &StatusLine::setProgress);
    connect(&workspace_, &Workspace::failed, this, [this, status](const QString& message) {
        status->ended(workspace_.running());
        status->complain(message);
        showAll();
    });
    connect(&workspace_, &Workspace::deviceFailed, status, &StatusLine::offerProcessor);
    connect(&workspace_, &Workspace::cancelled, this, [this, status] {
        status->ended(workspace_.running());
        status->say(tr("Cancelled; the last complete picture stays."));
    });
    connect(&workspace_, &Workspace::said, status, &StatusLine::say);
    connect(&workspace_, &Workspace::complained, status, &StatusLine::complain);
    connect(&workspace_, &Workspace::cleanChanged, this, [this](bool clean) { setWindowModified(!clean); });
}

void MainWindow::followViews()
{
    connect(&views_, &ViewSet::added, this, [this](ViewPanel* view) { panelMenu_->addAction(view->toggleViewAction()); });
    connect(&views_, &ViewSet::optionsChanged, &workspace_, &Workspace::setView);
    connect(&views_, &ViewSet::optionsChanged, this, [this](const QString& panel) {
        if (panel == QLatin1String("attention"))
            showAll();  // views of one head follow
    });
    connect(&views_, &ViewSet::curvesWanted, &workspace_, &Workspace::setCurvesWanted);
    connect(&views_, &ViewSet::thresholdDragged, &workspace_, &Workspace::setThreshold);
    connect(&views_, &ViewSet::parametersDragged, &workspace_, &Workspace::setRows);
    connect(&views_, &ViewSet::pointed, panels_.status, &StatusLine::setPointed);
    connect(&views_, &ViewSet::exportFigureWanted, this, &MainWindow::showExport);
    connect(&views_, &ViewSet::exportDataWanted, this,
            [this](const Canvas* canvas) { exportData(this, views_, canvas, *panels_.status); });
    connect(&views_, &ViewSet::nameWanted, this,
            [this](const std::vector<int>& members) { askForName(this, workspace_, members); });
    connect(&views_, &ViewSet::inspectWanted, this, [this] { docks_.raise(QStringLiteral("inspector")); });
    connect(&views_, &ViewSet::duplicateWanted, this, &MainWindow::duplicate);
    connect(&views_, &ViewSet::removeWanted, this, [this](const QString& name) { closeDuplicates({name}); });
    connect(&views_, &ViewSet::measureWanted, this, &MainWindow::measure);
    connect(&views_, &ViewSet::measureCancelled, &cost_, &CostRunner::cancel);
    connect(&views_, &ViewSet::failed, panels_.status, &StatusLine::complain);
    connect(&cost_, &CostRunner::changed, this, &MainWindow::showAll);
    connect(maps_, &MapDesk::changed, this, &MainWindow::showAll);
    connect(&views_.panel(QStringLiteral("cost")), &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && !cost_.state().report && !cost_.state().running && cost_.state().failure.isEmpty())
            measure();
    });
    connect(&selection_, &SelectionModel::changed, this, [this] {
        if (!carrying_ && snapshot() && !(lockOf(selection_.value()) == locked_)) {
            chosen_ = {lockOf(selection_.value()), snapshot()->state->tokens};
        }
        locked_ = lockOf(selection_.value());
        showLock();
        if (!awaited_)
            workspace_.setLock(locked_);
    });
}

void MainWindow::followPanels()
{
    connect(panels_.source, &SourcePanel::openWanted, this, [this] { askForFile(this, workspace_); });
    connect(panels_.parameters, &ParameterPanel::changed, this,
            [this] { workspace_.setParameters(panels_.parameters->parameters()); });
    connect(panels_.parameters, &ParameterPanel::refused, panels_.status, &StatusLine::complain);
    connect(panels_.parameters, &ParameterPanel::resetWanted, &workspace_, &Workspace::resetParameters);
    connect(panels_.training, &TrainingPanel::saveWanted, this,
            [this] { saveModel(this, panels_.training->runner().state().model, *panels_.status); });
    connect(&panels_.training->runner(), &TrainingRunner::learned, this, &MainWindow::followTraining);
    connect(&panels_.training->runner(), &TrainingRunner::began, this, [this] { following_ = false; });
    connect(panels_.shelf, &Shelf::changed, this, [this] {
        panels_.shelfBar->setVisible(panels_.shelf->count() > 0);
        showAll();
        workspace_.setPinned(panels_.shelf->pinned(), panels_.shelf->referenceIndex());
    });
    const auto* drop = new FileDrop(*this);
    connect(drop, &FileDrop::dropped, &workspace_, [this](const QStringList& paths) { workspace_.open(paths); });
    connect(drop, &FileDrop::refused, panels_.status, &StatusLine::complain);
    connect(panels_.status, &StatusLine::cancelWanted, this, &MainWindow::cancel);
    connect(panels_.status, &StatusLine::processorWanted, &workspace_, &Workspace::computeOnProcessor);
    connect(panels_.status, &StatusLine::logWanted, this, [this] { docks_.raise(QStringLiteral("log")); });
    connect(panels_.timeline, &Timeline::layerChosen, &workspace_, &Workspace::setLayer);
    connect(panels_.timeline, &Timeline::said, panels_.status, &StatusLine::say);
    connect(panels_.timeline, &Timeline::playingChanged, this, &MainWindow::holdPair);
    connect(panels_.timeline, &Timeline::playingChanged, &workspace_, &Workspace::setPlaying);
    connect(panels_.timeline, &Timeline::moved, this, [this](double moment) {
        moment_ = moment;
        showAll();
    });
}

void MainWindow::showView(const QString& name)
{
    docks_.raise(name);
    canvas(name).setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showPaperFigure(const PaperFigure& figure)
{
    const QString name = QLatin1String(figure.view);
    canvas(name).setOptions(optionsOf(figure));
    showView(name);
    panels_.status->say(tr("%1: press Ctrl+E to export it.").arg(QCoreApplication::translate("figures", figure.title)));
}

void MainWindow::showHelp(const QString& topic)
{
    docks_.raise(QStringLiteral("help"));
    panels_.help->showTopic(topic);
}

void MainWindow::pin()
{
    if (snapshot())
        panels_.shelf->pin(snapshot());
    else
        panels_.status->complain(tr("Nothing to pin yet: type a sentence or open a file first."));
}

/// One step, with all that follows from it.
ViewPanel* MainWindow::duplicate(const QString& name)
{
    ViewPanel* copy = nullptr;
    {
        const Workspace::Hold hold(workspace_);
        copy = views_.duplicate(name);
        showAll();
    }
    workspace_.setView(copy->canvas().objectName(), copy->canvas().options());
    return copy;
}

void MainWindow::closeDuplicates(const QStringList& names)
{
    const QStringList there = views_.duplicates();
    {
        const Workspace::Hold hold(workspace_);
        for (const QString& name : names)
            if (there.contains(name))
                views_.remove(name);
    }
    workspace_.dropViews(names);
}

void MainWindow::resetLayout()
{
    closeDuplicates(views_.duplicates());
    arrange(Preset::Explore);
}

ExportDialog* MainWindow::showExport(const Canvas* chosen)
{
    return ui::showExport(this, workspace_, views_, chosen, preferences_, *panels_.status);
}

void MainWindow::exportPage()
{
    if (const auto lesson = classroom_->player().playing()) {
        pages_->exportLesson(lesson);
        return;
    }
    if (const auto spec = pageSpec(workspace_, views_, *panels_.status))
        pages_->exportRun(*spec, pageScenes(workspace_));
}

/// While it learns, the views show the typed text as the newest model reads it.
void MainWindow::followTraining()
{
    const auto newest = panels_.training->runner().state().model;
    panels_.source->setTraining(newest);
    if (std::exchange(following_, true))
        workspace_.followModel(newest);
    else
        workspace_.useModel(newest);
}

void MainWindow::measure()
{
    if (snapshot())
        cost_.measure(snapshot());
}

void MainWindow::setTheme(Theme theme)
{
    theme_ = theme;
    QApplication::setPalette(themePalette(theme));
    qApp->setStyleSheet(themeStyleSheet(theme));
    docks_.setTheme(theme);
    classroom_->setTheme(theme);
    authoring_->setTheme(theme);
    presenter_->setTheme(theme);
    views_.setTheme(theme);
    panels_.timeline->setTheme(theme);
    panels_.training->setStyle({.theme = theme});
    panels_.status->setTheme(theme);
}

void MainWindow::setPreferences(const Preferences& preferences)
{
    preferences_ = preferences;
    workspace_.setComputing(preferences.threads, preferences.backend);
    setTheme(themeOf(preferences.look));
    views_.setLook(preferences.map, preferences.family);
    presenter_->setLook(preferences.map, preferences.family);
    keepPreferences(settings_, preferences);
}

void MainWindow::restoreArrangement(const QSettings& settings)
{
    if (restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()) &&
        screen()) {  // it may be another screen
        resize(roomFor(*this, size()));
        if (!screen()->availableGeometry().contains(geometry()))
            move(screen()->availableGeometry().topLeft());
    }
    arranged_ = restoreState(settings.value(QStringLiteral("window/arrangement")).toByteArray());
    setPreferences(readPreferences(settings));
}

void MainWindow::saveArrangement(QSettings& settings) const
{
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/arrangement"), saveState());
    writePreferences(settings, preferences_);
}

/// What a press of the mouse does until it is let go is one gesture, wherever it is.
bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)
        workspace_.press(event->type() == QEvent::MouseButtonPress);
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!std::exchange(arranged_, true))
        QTimer::singleShot(0, &docks_, &Docks::shareOut);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    presenter_->end();
    classroom_->player().leave();
    // The lesson on the desk and one's own session: what is given up of one is there still where the other is not settled.
    const auto settleSession = [this](const std::function<void()>& done) {
        authoring_->leaveState();
        workspace_.unsaved() ? settle(this, workspace_, done) : done();
    };
    const bool asked = authoring_->desk().unsaved() || workspace_.unsaved();
    event->setAccepted(!asked);
    const auto gone = [this] {
        authoring_->abandon();
        close();
    };
    if (asked)
        authoring_->settle([settleSession, gone] { settleSession(gone); });
    else
        authoring_->abandon();
}

}  // namespace gauge::ui
