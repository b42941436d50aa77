#include "ui/panels/panels.h"

#include "ui/panels/docks.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline.h"
#include "ui/panels/training_panel.h"
#include "ui/panels/view_panel.h"

#include <QMainWindow>
#include <QScrollArea>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

QToolBar* fixedBar(QMainWindow& window, Qt::ToolBarArea area, const QString& title, const char* name, QWidget* content)
{
    auto* bar = new QToolBar(title);
    bar->setObjectName(QLatin1String(name));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addWidget(content);
    window.addToolBar(area, bar);
    return bar;
}

/// The parameters are more than fit the height.
QScrollArea* scrolled(QWidget* content)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(kSideWidth - 12);
    return scroll;
}

/// Room above the card.
QWidget* lowered(QWidget* card)
{
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(card);
    return holder;
}

void putIntoDocks(QMainWindow& window, Docks& docks, const Panels& panels)
{
    const auto add = [&](const char* name, const QString& title, const char* icon, QWidget* content) {
        docks.add(QLatin1String(name), new PanelDock(QLatin1String(name), title, QLatin1String(icon), content, &window));
    };
    add("source", QObject::tr("Source"), "open", panels.source);
    add("parameters", QObject::tr("Parameters"), "reset", scrolled(panels.parameters));
    for (const char* side : {"source", "parameters"})  // room beyond this is the views'
        docks.at(QLatin1String(side)).setMaximumWidth(kSideWidth + 44);
    add("training", QObject::tr("Training"), "training", panels.training);
    add("log", QObject::tr("Messages"), "log", panels.log);
    add("help", QObject::tr("Manual"), "inspector", panels.help);
}

}  // namespace

Panels makePanels(QMainWindow& window, Docks& docks, Workspace& workspace)
{
    Panels panels{};
    panels.source = new SourcePanel(workspace);
    panels.source->setMinimumWidth(kSideWidth - 12);
    panels.parameters = new ParameterPanel;
    panels.parameters->setObjectName(QStringLiteral("parameter-panel"));
    panels.training = new TrainingPanel;
    panels.log = new LogPanel;
    panels.help = new HelpPanel;
    putIntoDocks(window, docks, panels);
    panels.timeline = new Timeline;
    panels.timeline->setProperty("help", QStringLiteral("timeline"));
    fixedBar(window, Qt::BottomToolBarArea, QObject::tr("Timeline"), "timeline-bar", lowered(panels.timeline));
    panels.shelf = new Shelf;
    panels.shelf->setProperty("help", QStringLiteral("compare"));
    panels.shelfBar = fixedBar(window, Qt::TopToolBarArea, QObject::tr("Compare"), "compare-bar", panels.shelf);
    panels.shelfBar->hide();
    panels.status = new StatusLine(window.statusBar(), panels.log, &window);
    return panels;
}

}  // namespace gauge::ui
