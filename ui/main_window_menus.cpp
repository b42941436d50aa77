// Every action has a place in a menu and a key.
#include "ui/figure/paper_figures.h"
#include "ui/main_window.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/commands.h"
#include "ui/panels/dialogs.h"
#include "ui/panels/exports.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/map_desk.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/plain_text.h"
#include "ui/panels/saving.h"
#include "ui/panels/shelf.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline.h"
#include "ui/views/all_views.h"
#include "ui/workspace/recent_files.h"

#include <QApplication>
#include <QCursor>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenuBar>

namespace gauge::ui {
namespace {

const Command kLine;

Canvas* focusedCanvas(const QWidget& window)
{
    return qobject_cast<Canvas*>(window.focusWidget());
}

}  // namespace

void MainWindow::buildMenu()
{
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildRunMenu();
    fill(menuBar()->addMenu(tr("&Compare")), {{tr("&Pin as A"), "Ctrl+B", [this] { pin(); }},
                                              {tr("&Unpin A"), "Ctrl+Shift+B", [this] { panels_.shelf->unpin(); }}});
    buildHelpMenu();
    menuBar()->setCornerWidget(makeCorner([this] { pin(); }, [this] { showExport(focusedCanvas(*this)); }));
}

void MainWindow::buildFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    fill(file, {{tr("&New"), "Ctrl+N", [this] { workspace_.newSession(); }},
                {tr("&Open…"), "Ctrl+O", [this] { askForFile(this, workspace_); }},
                {tr("Open a fo&lder…"), "Ctrl+Shift+O", [this] { askForFolder(this, workspace_); },
                 tr("Belief files of one folder, as the records of one run.")}});
    QAction* follow = file->addAction(tr("Follo&w the file on show"));
    follow->setObjectName(QStringLiteral("follow"));
    follow->setCheckable(true);
    follow->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F")));
    follow->setToolTip(tr("Shows the file, or the folder's new files, again as a training run writes them."));
    connect(follow, &QAction::triggered, &workspace_, &Workspace::setFollowing);
    connect(&workspace_, &Workspace::followingChanged, follow, &QAction::setChecked);
    QMenu* recent = file->addMenu(tr("Open &recent"));
    const auto fillRecent = [this, recent] {
        recent->clear();
        const QStringList paths = workspace_.recent();
        for (const QString& path : paths)
            recent->addAction(plainLabel(toldApart(path, paths)), this, [this, path] { workspace_.open(path); });
        if (recent->isEmpty())
            recent->addAction(tr("nothing yet"))->setEnabled(false);
    };
    connect(recent, &QMenu::aboutToShow, this, fillRecent);
    fillRecent();
    QMenu* list = file->addMenu(tr("E&xamples"));
    list->setToolTipsVisible(true);
    for (const Example& example : examples())
        list->addAction(plainLabel(exampleTitle(example)), this, [this, example] { workspace_.openExample(example); })
            ->setToolTip(exampleStory(example));
    fill(file, {kLine,
                {tr("&Save"), "Ctrl+S", [this] { save(this, workspace_); }},
                {tr("Save &as…"), "Ctrl+Shift+S", [this] { saveAs(this, workspace_); }},
                kLine,
                {tr("Export &figure…"), "Ctrl+E", [this] { showExport(focusedCanvas(*this)); }}});
    QMenu* paper = file->addMenu(tr("&Paper figures"));
    for (const PaperFigure& figure : paperFigures())
        paper->addAction(QCoreApplication::translate("figures", figure.title), this,
                         [this, &figure] { showPaperFigure(figure); });
    fill(file, {{tr("Export &data…"), "Ctrl+Shift+E",
                 [this] { exportData(this, views_, focusedCanvas(*this), *panels_.status); }},
                {tr("Export pa&ge…"), "Ctrl+Alt+E", [this] { exportPage(); },
                 tr("One HTML file of the run or lesson on show that lives in a browser, without a network.")},
                kLine,
                {tr("&Quit"), "Ctrl+Q", [this] { close(); }}});
}

void MainWindow::buildEditMenu()
{
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = workspace_.undoGroup().createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Z")));
    QAction* redo = workspace_.undoGroup().createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")));
    undo->setProperty("command", tr("&Undo"));  // whatever it would undo now
    redo->setProperty("command", tr("&Redo"));
    edit->addAction(undo);
    edit->addAction(redo);
    fill(edit, {kLine,
                {tr("&Commands…"), "Ctrl+Shift+P", [this] { showPalette(); }},
                {tr("&Preferences…"), "Ctrl+,", [this] { showPreferences(); }}});
}

void MainWindow::showPalette()
{
    std::vector<PaletteEntry> entries = entriesOf(*menuBar());
    for (PaletteEntry& parameter : entriesOf(*panels_.parameters, [this] { docks_.raise(QStringLiteral("parameters")); }))
        entries.push_back(std::move(parameter));
    (new CommandPalette(std::move(entries), this))->show();
}

void MainWindow::buildViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    QMenu* go = view->addMenu(tr("&Go to"));
    int number = 1;
    for (const ViewKind& kind : viewKinds()) {
        const QString name = QLatin1String(kind.name);
        QAction* action =
            go->addAction(QCoreApplication::translate("views", kind.title), this, [this, name] { showView(name); });
        action->setShortcut(QKeySequence((number > 10 ? QStringLiteral("Ctrl+Shift+") : QStringLiteral("Ctrl+")) +
                                         QString::number(number % 10)));
        ++number;
    }
    panelMenu_ = view->addMenu(tr("&Panels"));
    for (const auto& [name, dock] : docks_.all())
        panelMenu_->addAction(dock->toggleViewAction());
    const auto toggleTheme = [this] {
        Preferences p = preferences_;
        p.look = theme_ == Theme::Light ? Preferences::Look::Dark : Preferences::Look::Light;
        setPreferences(p);
    };
    const auto duplicateFocused = [this] {
        if (const Canvas* canvas = focusedCanvas(*this))
            duplicate(canvas->objectName());
        else
            panels_.status->complain(tr("Duplicate view: click a view first, then choose this again."));
    };
    fill(view, {{tr("D&uplicate view"), "Ctrl+Shift+D", duplicateFocused},
                kLine,
                {tr("&Explore layout"), "Ctrl+Alt+1", [this] { arrange(Preset::Explore); }},
                {tr("&Figure layout"), "Ctrl+Alt+2", [this] { arrange(Preset::Figure); }},
                {tr("&Teach layout"), "Ctrl+Alt+3", [this] { arrange(Preset::Teach); }},
                {tr("&Reset layout"), "Ctrl+Alt+0", [this] { resetLayout(); }},
                kLine,
                {tr("&Dark or light"), "Ctrl+D", toggleTheme},
                {tr("Full &screen"), "F11", [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); }},
                {tr("Prese&nt"), "F5", [this] { presenter_->begin(); },
                 tr("The lesson, or the views you look at, for a room: large type, few controls. Esc leaves.")}});
}

void MainWindow::buildRunMenu()
{
    const auto measureCosts = [this] {
        docks_.raise(QStringLiteral("cost"));
        measure();
    };
    fill(menuBar()->addMenu(tr("&Run")),
         {{tr("&Play or pause"), "Ctrl+Space", [this] { panels_.timeline->play(!panels_.timeline->playing()); }},
          {tr("Layer &back"), "Ctrl+Left", [this] { panels_.timeline->step(-1); }},
          {tr("Layer &on"), "Ctrl+Right", [this] { panels_.timeline->step(1); }},
          {tr("&First layer"), "Ctrl+Home", [this] { workspace_.setLayer(0); }},
          {tr("&Last layer"), "Ctrl+End", [this] { workspace_.setLayer(-1); }},
          kLine,
          {tr("&Reset run"), "Ctrl+R", [this] { workspace_.resetRun(); },
           tr("The identical seeded start again, with the present parameters from the first layer on.")},
          {tr("Re&seed"), "Ctrl+Shift+R", [this] { workspace_.reseed(); }, tr("Another draw of the start noise.")},
          {tr("&Measure costs"), "Ctrl+M", measureCosts},
          {tr("&Cancel"), "Ctrl+.", [this] { cancel(); }}});
}

void MainWindow::buildHelpMenu()
{
    const auto shortcuts = [this] {
        docks_.raise(QStringLiteral("help"));
        panels_.help->setMarkdown(shortcutsPage(this));
    };
    fill(menuBar()->addMenu(tr("&Help")),
         {{tr("&Lessons"), "Ctrl+L", [this] { classroom_->showList(); }, tr("Guided experiments in this window.")},
          {tr("&New lesson"), "Ctrl+Shift+L", [this] { authoring_->begin(); },
           tr("The author's desk: a lesson of your own.")},
          {tr("&Edit a lesson"), "Ctrl+Alt+L", [this] { authoring_->editWhatThereIs(); },
           tr("The lesson that is played, or one from a file, at the author's desk.")},
          {tr("&Manual of what is under the pointer"), "F1",
           [this] { showHelp(topicOf(QApplication::widgetAt(QCursor::pos()))); }},
          {tr("&Shortcuts"), "Ctrl+/", shortcuts},
          {tr("&About Gaugescope"), "", [this] { showAbout(this, backends_); }}});
}

void MainWindow::showPreferences()
{
    auto* dialog = new PreferencesDialog(preferences_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::changed, this, &MainWindow::setPreferences);
    dialog->show();
}

/// Whatever computes.
void MainWindow::cancel()
{
    workspace_.cancel();
    maps_->cancel();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QMainWindow::keyPressEvent(event);
        return;
    }
    if (workspace_.running())
        workspace_.cancel();
    else if (lockOf(selection_.value()) == Selection{})
        maps_->cancel();
    selection_.clear();
}

}  // namespace gauge::ui
