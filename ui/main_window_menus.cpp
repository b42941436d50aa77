// Every action has a place in a menu and a key.
#include "core/error.h"
#include "core/version.h"
#include "ui/help_panel.h"
#include "ui/main_window.h"
#include "ui/panels/view_panel.h"
#include "ui/paper_figures.h"
#include "ui/parameter_panel.h"
#include "ui/shelf.h"
#include "ui/timeline.h"
#include "ui/views/all_views.h"

#include <QApplication>
#include <QCursor>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>

namespace gauge::ui {
namespace {

QAction* add(QMenu* menu, const QString& text, const char* keys)
{
    QAction* action = menu->addAction(text);
    if (*keys != '\0')
        action->setShortcut(QKeySequence(QLatin1String(keys)));
    return action;
}

}  // namespace

void MainWindow::buildMenu()
{
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildRunMenu();
    buildCompareMenu();
    buildHelpMenu();
    auto* corner = new QWidget;
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 2, 8, 2);
    auto* pinButton = new QPushButton(tr("Pin as A"));
    pinButton->setObjectName(QStringLiteral("pin"));
    pinButton->setToolTip(tr("Keep the present state as A; every view then shows A, B and B − A (Ctrl+B)."));
    pinButton->setAccessibleName(tr("Pin as A"));
    auto* exportButton = new QPushButton(tr("Export figure"));
    exportButton->setProperty("primary", true);
    exportButton->setToolTip(tr("The view with the focus, as PDF, SVG or PNG (Ctrl+E)."));
    exportButton->setAccessibleName(tr("Export figure"));
    row->addWidget(pinButton);
    row->addWidget(exportButton);
    menuBar()->setCornerWidget(corner);
    connect(pinButton, &QPushButton::clicked, this, &MainWindow::pin);
    connect(exportButton, &QPushButton::clicked, this, [this] { showExport(qobject_cast<Canvas*>(focusWidget())); });
}

void MainWindow::buildFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    connect(add(file, tr("&New"), "Ctrl+N"), &QAction::triggered, this, &MainWindow::newSession);
    connect(add(file, tr("&Open…"), "Ctrl+O"), &QAction::triggered, this, &MainWindow::chooseFile);
    QMenu* recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    fillRecent(recent);
    QMenu* list = file->addMenu(tr("E&xamples"));
    for (const Example& e : examples())
        connect(list->addAction(QString::fromStdString(e.name)), &QAction::triggered, this, [this, e] { openExample(e); });
    file->addSeparator();
    connect(add(file, tr("&Save"), "Ctrl+S"), &QAction::triggered, this, &MainWindow::saveOrAsk);
    connect(add(file, tr("Save &as…"), "Ctrl+Shift+S"), &QAction::triggered, this, &MainWindow::chooseSavePath);
    file->addSeparator();
    connect(add(file, tr("Export &figure…"), "Ctrl+E"), &QAction::triggered, this,
            [this] { showExport(qobject_cast<Canvas*>(focusWidget())); });
    QMenu* paper = file->addMenu(tr("&Paper figures"));
    for (const PaperFigure& figure : paperFigures())
        connect(paper->addAction(QCoreApplication::translate("figures", figure.title)), &QAction::triggered, this,
                [this, &figure] { showPaperFigure(figure); });
    connect(add(file, tr("Export &data…"), "Ctrl+Shift+E"), &QAction::triggered, this,
            [this] { exportData(qobject_cast<Canvas*>(focusWidget())); });
    file->addSeparator();
    connect(add(file, tr("&Quit"), "Ctrl+Q"), &QAction::triggered, this, &QWidget::close);
}

void MainWindow::buildEditMenu()
{
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = history_.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Z")));
    QAction* redo = history_.createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")));
    edit->addAction(undo);
    edit->addAction(redo);
    edit->addSeparator();
    connect(add(edit, tr("&Commands…"), "Ctrl+Shift+P"), &QAction::triggered, this, &MainWindow::showPalette);
    connect(add(edit, tr("&Preferences…"), "Ctrl+,"), &QAction::triggered, this, &MainWindow::showPreferences);
}

void MainWindow::buildViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    QMenu* go = view->addMenu(tr("&Go to"));
    int number = 1;
    for (const ViewKind& kind : viewKinds()) {
        const QString name = QLatin1String(kind.name);
        QAction* action = go->addAction(QCoreApplication::translate("views", kind.title));
        action->setShortcut(
            QKeySequence(QLatin1String(number > 10 ? "Ctrl+Shift+" : "Ctrl+") + QString::number(number % 10)));
        ++number;
        connect(action, &QAction::triggered, this, [this, name] {
            docks_.at(name)->show();
            docks_.at(name)->raise();
            views_.at(name)->canvas().setFocus(Qt::ShortcutFocusReason);
        });
    }
    panels_ = view->addMenu(tr("&Panels"));
    for (const auto& [name, dock] : docks_)
        panels_->addAction(dock->toggleViewAction());
    connect(add(view, tr("D&uplicate view"), "Ctrl+Shift+D"), &QAction::triggered, this, [this] {
        if (const auto* canvas = qobject_cast<Canvas*>(focusWidget()))
            duplicate(canvas->objectName());
        else
            complain(tr("Duplicate view: click a view first, then choose this again."));
    });
    view->addSeparator();
    connect(add(view, tr("&Explore layout"), "Ctrl+Alt+1"), &QAction::triggered, this,
            [this] { arrange(Preset::Explore); });
    connect(add(view, tr("&Figure layout"), "Ctrl+Alt+2"), &QAction::triggered, this, [this] { arrange(Preset::Figure); });
    connect(add(view, tr("&Teach layout"), "Ctrl+Alt+3"), &QAction::triggered, this, [this] { arrange(Preset::Teach); });
    connect(add(view, tr("&Reset layout"), "Ctrl+Alt+0"), &QAction::triggered, this, [this] { arrange(Preset::Explore); });
    view->addSeparator();
    connect(add(view, tr("&Dark or light"), "Ctrl+D"), &QAction::triggered, this, [this] {
        Preferences p = preferences_;
        p.look = theme_ == Theme::Light ? Preferences::Look::Dark : Preferences::Look::Light;
        setPreferences(p);
    });
}

void MainWindow::buildRunMenu()
{
    QMenu* run = menuBar()->addMenu(tr("&Run"));
    connect(add(run, tr("&Play or pause"), "Ctrl+Space"), &QAction::triggered, this,
            [this] { timeline_->play(!timeline_->playing()); });
    connect(add(run, tr("Layer &back"), "Ctrl+Left"), &QAction::triggered, this, [this] { timeline_->step(-1); });
    connect(add(run, tr("Layer &on"), "Ctrl+Right"), &QAction::triggered, this, [this] { timeline_->step(1); });
    connect(add(run, tr("&First layer"), "Ctrl+Home"), &QAction::triggered, this, [this] {
        layer_ = 0;
        request();
        commit();
    });
    connect(add(run, tr("&Last layer"), "Ctrl+End"), &QAction::triggered, this, [this] {
        layer_ = -1;
        request();
        commit();
    });
    run->addSeparator();
    QAction* reset = add(run, tr("&Reset run"), "Ctrl+R");
    reset->setToolTip(tr("The identical seeded start again, with the present parameters from the first layer on."));
    connect(reset, &QAction::triggered, this, &MainWindow::resetRun);
    QAction* seed = add(run, tr("Re&seed"), "Ctrl+Shift+R");
    seed->setToolTip(tr("Another draw of the start noise."));
    connect(seed, &QAction::triggered, this, &MainWindow::reseed);
    connect(add(run, tr("&Measure costs"), "Ctrl+M"), &QAction::triggered, this, [this] {
        docks_.at(QStringLiteral("cost"))->show();
        docks_.at(QStringLiteral("cost"))->raise();
        if (snapshot_)
            cost_.measure(snapshot_);
    });
    connect(add(run, tr("&Cancel"), "Ctrl+."), &QAction::triggered, this, &MainWindow::cancelRun);
}

void MainWindow::buildCompareMenu()
{
    QMenu* compare = menuBar()->addMenu(tr("&Compare"));
    connect(add(compare, tr("&Pin as A"), "Ctrl+B"), &QAction::triggered, this, &MainWindow::pin);
    connect(add(compare, tr("&Unpin A"), "Ctrl+Shift+B"), &QAction::triggered, this, [this] { shelf_->unpin(); });
}

void MainWindow::buildHelpMenu()
{
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    connect(add(help, tr("&Manual of what is under the pointer"), "F1"), &QAction::triggered, this,
            [this] { showHelp(topicOf(QApplication::widgetAt(QCursor::pos()))); });
    connect(add(help, tr("&Shortcuts"), "Ctrl+/"), &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(add(help, tr("&About Gaugescope"), ""), &QAction::triggered, this, &MainWindow::about);
}

void MainWindow::showShortcuts()
{
    docks_.at(QStringLiteral("help"))->show();
    docks_.at(QStringLiteral("help"))->raise();
    QString page = tr("# Shortcuts\n\n| action | keys |\n|---|---|\n");
    for (const QAction* action : findChildren<QAction*>())
        if (!action->shortcut().isEmpty())
            page += QStringLiteral("| %1 | %2 |\n")
                        .arg(QString(action->text()).remove(QLatin1Char('&')),
                             action->shortcut().toString(QKeySequence::NativeText));
    page += tr("| move the active cell or token | arrows, in a view |\n| zoom, fit | wheel or + and −, Home |\n| show in "
               "the inspector | Enter |\n"
               "| release the lock, cancel a run | Esc |\n| between controls | Tab |\n");
    help_->setMarkdown(page);
}

void MainWindow::about()
{
    QString device;  // why there is none
    try {
        backends_(BackendChoice::Cuda);
    } catch (const NoDevice& none) {
        device = tr(" (none here: %1)").arg(QString::fromStdString(none.reason).toHtmlEscaped());
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Gaugescope"),
                                tr("<b>Gaugescope %1</b><br>A gauge transformer, exact and live.<br><br>"
                                   "Backends: cpu (exact, common frame), cuda%3, naive (reference).<br>"
                                   "GPL-3.0-or-later. Word beliefs from WordNet 3.0, © 2006 Princeton "
                                   "University.<br>Qt %2.")
                                    .arg(QStringLiteral(GAUGESCOPE_VERSION), QLatin1String(qVersion()), device),
                                QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace gauge::ui
