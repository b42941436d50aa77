// The window's parts and how they are arranged.
#include "ui/help_panel.h"
#include "ui/log_panel.h"
#include "ui/main_window.h"
#include "ui/panels/view_panel.h"
#include "ui/parameter_panel.h"
#include "ui/shelf.h"
#include "ui/timeline.h"
#include "ui/training_panel.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

namespace gauge::ui {
namespace {

const QString kInTraining = QStringLiteral("in training");
constexpr int kSideWidth = 296;  // of the source and parameter docks, pixels

}  // namespace

QWidget* MainWindow::buildSource()
{
    auto* source = new QWidget;
    source->setObjectName(QStringLiteral("source-content"));
    auto* column = new QVBoxLayout(source);
    column->setContentsMargins(12, 4, 12, 4);
    text_ = new QPlainTextEdit;
    text_->setObjectName(QStringLiteral("text"));
    text_->setPlaceholderText(tr("Type a sentence…"));
    text_->setToolTip(tr("Every word becomes a Gaussian belief of the built-in model; the views follow as you type."));
    text_->setAccessibleName(tr("Text"));
    text_->setUndoRedoEnabled(false);  // the window's history undoes texts too
    text_->setTabChangesFocus(true);
    text_->setMinimumHeight(46);
    column->addWidget(text_, 1);
    words_ = new QComboBox;
    words_->setObjectName(QStringLiteral("words"));
    words_->setToolTip(tr("Where the words' beliefs come from: counted in WordNet, learned by training, or a trained model of yours."));
    words_->setAccessibleName(tr("Words"));
    words_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(words_, &QComboBox::activated, this, [this](int index) {
        const QString origin = words_->itemData(index).toString();
        if (origin == kInTraining)
            useModel(training_->runner().state().model);
        else
            loader_.loadModel(origin);
    });
    column->addWidget(words_);
    auto* buttons = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open…"));
    open->setToolTip(tr("Open a belief file (.npz or .safetensors), a session or a trained model."));
    open->setAccessibleName(tr("Open a belief file"));
    auto* choose = new QComboBox;
    choose->setObjectName(QStringLiteral("examples"));
    choose->setToolTip(tr("Examples: a text with the parameters that tell its story."));
    choose->setAccessibleName(tr("Examples"));
    choose->setPlaceholderText(tr("Examples"));
    for (const Example& e : examples())
        choose->addItem(QString::fromStdString(e.name));
    choose->setCurrentIndex(-1);
    choose->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    buttons->addWidget(open);
    buttons->addWidget(choose, 1);
    column->addLayout(buttons);
    sourceLabel_ = new QLabel;
    sourceLabel_->setProperty("quiet", true);
    sourceLabel_->setWordWrap(true);
    column->addWidget(sourceLabel_);
    source->setMinimumWidth(kSideWidth - 40);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        file_.reset();
        filePath_.clear();
        earlier_.clear();
        request();
        commit();
    });
    connect(open, &QPushButton::clicked, this, &MainWindow::chooseFile);
    connect(choose, &QComboBox::activated, this,
            [this](int index) { openExample(examples()[static_cast<std::size_t>(index)]); });
    return source;
}

void MainWindow::addPanel(const QString& name, PanelDock* dock)
{
    docks_[name] = dock;
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::updateTitles, Qt::QueuedConnection);
    connect(dock, &QDockWidget::topLevelChanged, this, &MainWindow::updateTitles, Qt::QueuedConnection);
    connect(dock->toggleViewAction(), &QAction::toggled, this, &MainWindow::updateTitles, Qt::QueuedConnection);
    connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
        if (shown)
            dock->raise();
    });
    dock->setProperty("help", name);
}

ViewPanel* MainWindow::addView(const ViewKind& kind, const QString& name)
{
    auto* view = new ViewPanel(kind, name, selection_, painter_, *panel_, this);
    view->setAttribute(Qt::WA_DeleteOnClose, false);
    view->setTheme(theme_);
    view->canvas().setLook(preferences_.map, preferences_.family);
    views_[name] = view;
    addPanel(name, view);
    view->setProperty("help", QLatin1String(kind.name));
    Canvas& canvas = view->canvas();
    connect(&canvas, &Canvas::pointed, this, [this](const QString& t) { pointed_->setText(t); });
    connect(&canvas, &Canvas::thresholdDragged, this, &MainWindow::dragThreshold);
    connect(&canvas, &Canvas::optionsChanged, this, &MainWindow::commit);
    connect(&canvas, &Canvas::exportFigureWanted, this, [this, &canvas] { showExport(&canvas); });
    connect(&canvas, &Canvas::exportDataWanted, this, [this, &canvas] { exportData(&canvas); });
    connect(&canvas, &Canvas::nameWanted, this, &MainWindow::nameGroup);
    connect(&canvas, &Canvas::inspectWanted, this, [this] {
        docks_.at(QStringLiteral("inspector"))->setVisible(true);
        docks_.at(QStringLiteral("inspector"))->raise();
    });
    connect(view, &ViewPanel::duplicateWanted, this, [this, name] { duplicate(name); });
    connect(view, &ViewPanel::measureWanted, this, [this] {
        if (snapshot_)
            cost_.measure(snapshot_);
    });
    connect(view, &ViewPanel::cancelWanted, &cost_, &CostRunner::cancel);
    if (kind.curves)
        connect(view, &QDockWidget::visibilityChanged, this, [this](bool visible) {
            if (visible && snapshot_ && !snapshot_->curves)
                request();
        });
    if (panels_)
        panels_->addAction(view->toggleViewAction());
    return view;
}

void MainWindow::buildDocks()
{
    panel_ = new ParameterPanel;
    panel_->setObjectName(QStringLiteral("parameter-panel"));
    addPanel(QStringLiteral("source"),
             new PanelDock(QStringLiteral("source"), tr("Source"), QStringLiteral("open"), buildSource(), this));
    auto* scroll = new QScrollArea;
    scroll->setWidget(panel_);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(kSideWidth - 40);
    addPanel(QStringLiteral("parameters"),
             new PanelDock(QStringLiteral("parameters"), tr("Parameters"), QStringLiteral("reset"), scroll, this));
    for (const char* side : {"source", "parameters"})  // room beyond this is the views'
        docks_.at(QLatin1String(side))->setMaximumWidth(kSideWidth + 44);
    connect(panel_, &ParameterPanel::changed, this, &MainWindow::parametersChanged);
    connect(panel_, &ParameterPanel::refused, this, &MainWindow::complain);
    connect(panel_, &ParameterPanel::resetWanted, this, [this] {
        panel_->setParameters(panel_->defaults());
        resetRun();
    });
    for (const ViewKind& kind : viewKinds())
        addView(kind, QLatin1String(kind.name));
    training_ = new TrainingPanel;
    addPanel(QStringLiteral("training"),
             new PanelDock(QStringLiteral("training"), tr("Training"), QStringLiteral("training"), training_, this));
    connect(training_, &TrainingPanel::saveWanted, this, &MainWindow::saveModel);
    connect(&training_->runner(), &TrainingRunner::learned, this, &MainWindow::followTraining);
    connect(&training_->runner(), &TrainingRunner::began, this, [this] { following_ = false; });
    log_ = new LogPanel;
    addPanel(QStringLiteral("log"),
             new PanelDock(QStringLiteral("log"), tr("Messages"), QStringLiteral("log"), log_, this));
    help_ = new HelpPanel;
    addPanel(QStringLiteral("help"),
             new PanelDock(QStringLiteral("help"), tr("Manual"), QStringLiteral("inspector"), help_, this));
    connect(&cost_, &CostRunner::changed, this, &MainWindow::showAll);
    connect(views_.at(QStringLiteral("cost")), &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && snapshot_ && !cost_.state().report && !cost_.state().running && cost_.state().failure.isEmpty())
            cost_.measure(snapshot_);
    });
}

void MainWindow::buildTimeline()
{
    timeline_ = new Timeline;
    timeline_->setProperty("help", QStringLiteral("timeline"));
    auto* bar = new QToolBar(tr("Timeline"));
    bar->setObjectName(QStringLiteral("timeline-bar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto* holder = new QWidget;  // room above the card
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(timeline_);
    bar->addWidget(holder);
    addToolBar(Qt::BottomToolBarArea, bar);
    connect(timeline_, &Timeline::layerChosen, this, [this](int layer) {
        layer_ = layer;
        request();
        commit();
    });
    connect(timeline_, &Timeline::moved, this, [this](double moment) {
        moment_ = moment;
        showAll();
    });
}

void MainWindow::buildShelf()
{
    shelf_ = new Shelf;
    shelf_->setProperty("help", QStringLiteral("compare"));
    shelfBar_ = new QToolBar(tr("Compare"));
    shelfBar_->setObjectName(QStringLiteral("compare-bar"));
    shelfBar_->setMovable(false);
    shelfBar_->setContextMenuPolicy(Qt::PreventContextMenu);
    shelfBar_->addWidget(shelf_);
    addToolBar(Qt::TopToolBarArea, shelfBar_);
    shelfBar_->hide();
    connect(shelf_, &Shelf::changed, this, [this] {
        shelfBar_->setVisible(shelf_->count() > 0);
        showAll();
        commit();
    });
}

void MainWindow::buildStatus()
{
    statusBar()->setContentsMargins(4, 0, 4, 0);
    statusBar()->setSizeGripEnabled(false);
    statusText_ = new QLabel;
    statusText_->setObjectName(QStringLiteral("status"));
    statusText_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    health_ = new QLabel;
    health_->setObjectName(QStringLiteral("health"));
    health_->setToolTip(
        tr("Of all covariances in the common frame: the least eigenvalue, the greatest condition number, and whether "
           "pairs are whitened before they are compared, which keeps small divergences exact."));
    pointed_ = new QLabel;
    pointed_->setObjectName(QStringLiteral("pointed"));
    lock_ = new QLabel;
    lock_->setObjectName(QStringLiteral("lock"));
    progress_ = new QProgressBar;
    progress_->setFixedWidth(120);
    progress_->setAccessibleName(tr("Progress; Esc cancels"));
    progress_->setToolTip(tr("A run is under way; Esc cancels it and keeps the last picture."));
    progress_->hide();
    cancel_ = new QToolButton;
    cancel_->setObjectName(QStringLiteral("cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stop this run (Esc); the last complete picture stays."));
    cancel_->setAccessibleName(tr("Cancel the run"));
    cancel_->hide();
    logButton_ = new QToolButton;
    logButton_->setObjectName(QStringLiteral("log-button"));
    logButton_->setAccessibleName(tr("Messages"));
    logButton_->setToolTip(tr("Messages that wait to be read."));
    logButton_->hide();
    statusBar()->addWidget(statusText_, 3);
    statusBar()->addWidget(health_, 0);
    for (QWidget* w : std::initializer_list<QWidget*>{pointed_, lock_, progress_, cancel_, logButton_})
        statusBar()->addPermanentWidget(w);
    connect(cancel_, &QToolButton::clicked, this, &MainWindow::cancelRun);
    connect(logButton_, &QToolButton::clicked, this, [this] {
        docks_.at(QStringLiteral("log"))->show();
        docks_.at(QStringLiteral("log"))->raise();
    });
    connect(log_, &LogPanel::changed, this, [this] {
        logButton_->setText(tr("messages: %1").arg(log_->count()));
        logButton_->setVisible(log_->count() > 0);
    });
}

void MainWindow::arrange(Preset preset)
{
    for (const auto& [name, dock] : docks_) {
        removeDockWidget(dock);
        dock->setFloating(false);
    }
    const auto d = [this](const char* name) { return docks_.at(QLatin1String(name)); };
    addDockWidget(Qt::LeftDockWidgetArea, d("source"));
    splitDockWidget(d("source"), d("parameters"), Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, d("attention"));
    std::vector<PanelDock*> visible{d("source"), d("parameters"), d("attention")};
    const auto show = [&](std::initializer_list<const char*> names) {
        for (const char* name : names)
            visible.push_back(d(name));
    };
    if (preset == Preset::Figure) {
        tabifyDockWidget(d("attention"), d("arcs"));
        for (const char* name : {"frames", "beliefs", "consensus", "meta-tokens", "free-energy", "cost", "inspector", "statistics", "next"})
            tabifyDockWidget(d("arcs"), d(name));
        show({"arcs", "frames", "beliefs", "consensus", "meta-tokens", "free-energy", "cost", "inspector", "statistics", "next"});
    } else if (preset == Preset::Teach) {
        splitDockWidget(d("attention"), d("inspector"), Qt::Horizontal);
        splitDockWidget(d("attention"), d("arcs"), Qt::Vertical);
        splitDockWidget(d("inspector"), d("beliefs"), Qt::Vertical);
        tabifyDockWidget(d("beliefs"), d("frames"));
        show({"inspector", "arcs", "beliefs", "frames"});
    } else {
        splitDockWidget(d("attention"), d("frames"), Qt::Horizontal);
        splitDockWidget(d("attention"), d("meta-tokens"), Qt::Vertical);
        splitDockWidget(d("frames"), d("beliefs"), Qt::Vertical);
        splitDockWidget(d("beliefs"), d("inspector"), Qt::Vertical);
        tabifyDockWidget(d("attention"), d("arcs"));
        tabifyDockWidget(d("meta-tokens"), d("consensus"));
        tabifyDockWidget(d("consensus"), d("free-energy"));
        tabifyDockWidget(d("free-energy"), d("statistics"));
        tabifyDockWidget(d("statistics"), d("next"));
        tabifyDockWidget(d("next"), d("cost"));
        show({"frames", "meta-tokens", "beliefs", "inspector", "arcs", "consensus", "free-energy", "statistics", "next", "cost"});
    }
    // What is not asked for has a place too, so that it is remembered as closed.
    for (const auto& [name, dock] : docks_) {
        const bool wanted = std::find(visible.begin(), visible.end(), dock) != visible.end();
        if (!wanted)
            addDockWidget(name == QStringLiteral("help") ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea, dock);
        dock->setVisible(wanted);
    }
    tabifyDockWidget(d("parameters"), d("training"));  // its panel is as narrow, and its parameters are learned ones
    for (const char* name : {"attention", "meta-tokens", "beliefs"})
        if (d(name)->isVisible())
            d(name)->raise();
    resizeDocks({d("source"), d("attention"), preset == Preset::Teach ? d("inspector") : d("frames")},
                {kSideWidth, 620, 440}, Qt::Horizontal);
    resizeDocks({d("source"), d("parameters")}, {170, 560}, Qt::Vertical);
    if (preset == Preset::Teach) {
        resizeDocks({d("attention"), d("arcs")}, {520, 380}, Qt::Vertical);
        resizeDocks({d("inspector"), d("beliefs")}, {460, 440}, Qt::Vertical);
    }
    if (preset == Preset::Explore) {
        resizeDocks({d("attention"), d("meta-tokens")}, {440, 270}, Qt::Vertical);
        resizeDocks({d("frames"), d("beliefs"), d("inspector")}, {210, 250, 270}, Qt::Vertical);
    }
    updateTitles();
}

void MainWindow::updateTitles()
{
    for (QTabBar* tabs : findChildren<QTabBar*>())
        tabs->setDrawBase(false);
    for (const auto& [name, dock] : docks_) {
        const QList<QDockWidget*> beside = tabifiedDockWidgets(dock);
        const bool alone = std::none_of(beside.begin(), beside.end(), [](const QDockWidget* d) { return d->toggleViewAction()->isChecked(); });
        dock->header().setTitled(dock->isFloating() || alone);
    }
}

void MainWindow::restoreArrangement(const QSettings& settings)
{
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/arrangement")).toByteArray());
    setPreferences(readPreferences(settings));
}

void MainWindow::saveArrangement(QSettings& settings) const
{
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/arrangement"), saveState());
    writePreferences(settings, preferences_);
}

ViewPanel* MainWindow::duplicate(const QString& name)
{
    const ViewPanel& original = *views_.at(name);
    Canvas& from = views_.at(name)->canvas();
    int number = 2;
    const QString base = QLatin1String(from.kind().name);
    while (views_.count(base + QLatin1Char('-') + QString::number(number)) != 0)
        ++number;
    const bool before = std::exchange(quiet_, true);
    ViewPanel* copy = addView(from.kind(), base + QLatin1Char('-') + QString::number(number));
    splitDockWidget(docks_.at(name), copy, original.width() > original.height() ? Qt::Horizontal : Qt::Vertical);
    copy->canvas().setOptions(from.options());
    copy->show();
    showAll();
    quiet_ = before;
    commit();
    return copy;
}

}  // namespace gauge::ui
