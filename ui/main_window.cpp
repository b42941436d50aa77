#include "ui/main_window.h"

#include "app/version.h"
#include "core/error.h"
#include "ui/figure.h"
#include "ui/parameter_panel.h"
#include "ui/timeline.h"
#include "ui/view_widget.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

/// How the energies on show were computed, for people.
QString methodName(const Snapshot& s)
{
    const Parameters& p = s.parameters;
    if (s.backend == "naive")
        return QObject::tr("literal double loop");
    if (p.score != "divergence")
        return QObject::tr("dot product of means");
    QString name = p.transport == "first-order" ? QObject::tr("first-order transport")
                   : p.transport == "none"      ? QObject::tr("no transport")
                   : p.transport == "pairwise"  ? QObject::tr("exact, pair by pair")
                                                : QObject::tr("exact, common frame");
    if (p.covariance != "full")
        name += QStringLiteral(", ") + QString::fromStdString(p.covariance);
    return name;
}

constexpr int kSideWidth = 300;  // of the source and parameter docks, pixels

}  // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent)
{
    const Example opening = examples().front();  // also registers the resources that the icon needs
    setWindowIcon(QIcon(QStringLiteral(":/icons/gaugescope.svg")));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    buildDocks();
    buildMenu();
    buildStatus();
    connect(&bridge_, &EngineBridge::snapshotReady, this, &MainWindow::receive);
    connect(&bridge_, &EngineBridge::failed, this, [this](const QString& m) {
        progress_->hide();
        say(m, true);
    });
    connect(&bridge_, &EngineBridge::progress, this, [this](double fraction) {
        progress_->setValue(static_cast<int>(fraction * 100));
        progress_->setVisible(bridge_.busy());
    });
    connect(&bridge_, &EngineBridge::cancelled, this, [this] {
        progress_->hide();
        say(tr("Cancelled; the last complete picture stays."), false);
    });
    resize(1360, 860);
    resetLayout();
    setTheme(Theme::Light);
    openExample(opening);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDocks()
{
    const auto dock = [this](const QString& name, const QString& title, QWidget* content) {
        auto* d = new QDockWidget(title, this);
        d->setObjectName(name + QStringLiteral("-dock"));
        d->setWidget(content);
        docks_[name] = d;
    };
    auto* source = new QWidget;
    auto* column = new QVBoxLayout(source);
    column->setContentsMargins(12, 4, 12, 4);
    text_ = new QPlainTextEdit;
    text_->setObjectName(QStringLiteral("text"));
    text_->setPlaceholderText(tr("Type a sentence…"));
    text_->setToolTip(tr("Every word becomes a Gaussian belief of the built-in model; the views follow as you type."));
    text_->setAccessibleName(tr("Text"));
    text_->setTabChangesFocus(true);
    text_->setFixedHeight(62);
    column->addWidget(text_);
    auto* buttons = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open…"));
    open->setToolTip(tr("Open a belief file (.npz)."));
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
    column->addStretch(1);
    source->setMaximumWidth(kSideWidth);
    dock(QStringLiteral("source"), tr("Source"), source);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        file_.reset();
        request();
    });
    connect(open, &QPushButton::clicked, this, &MainWindow::chooseFile);
    connect(choose, &QComboBox::activated, this,
            [this](int index) { openExample(examples()[static_cast<std::size_t>(index)]); });

    panel_ = new ParameterPanel;
    auto* scroll = new QScrollArea;
    scroll->setWidget(panel_);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(kSideWidth);
    dock(QStringLiteral("parameters"), tr("Parameters"), scroll);
    connect(panel_, &ParameterPanel::changed, this, &MainWindow::request);
    connect(panel_, &ParameterPanel::refused, this, [this](const QString& m) { say(m, true); });

    for (const ViewKind& kind : viewKinds()) {
        auto* view = new ViewWidget(kind, selection_);
        const QString name = QLatin1String(kind.name);
        views_[name] = view;
        dock(name, QCoreApplication::translate("views", kind.title), view);
        connect(&view->canvas(), &Canvas::pointed, this, [this](const QString& t) { pointed_->setText(t); });
        connect(&view->canvas(), &Canvas::thresholdDragged, this, [this](double nats) {
            Parameters p = panel_->parameters();
            p.threshold = nats;
            p.clusters = 0;  // the hand on the line decides, not the number
            panel_->setParameters(p);
            request();
        });
    }

    timeline_ = new Timeline;
    auto* bar = new QToolBar(tr("Timeline"));
    bar->setObjectName(QStringLiteral("timeline-bar"));
    bar->setMovable(false);
    bar->addWidget(timeline_);
    addToolBar(Qt::BottomToolBarArea, bar);
    connect(timeline_, &Timeline::layerChosen, this, [this](int layer) {
        layer_ = layer;
        request();
    });
}

void MainWindow::resetLayout()
{
    for (const auto& [name, dock] : docks_) {
        removeDockWidget(dock);
        dock->setFloating(false);
    }
    const auto d = [this](const char* name) { return docks_.at(QLatin1String(name)); };
    addDockWidget(Qt::LeftDockWidgetArea, d("source"));
    splitDockWidget(d("source"), d("parameters"), Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, d("attention"));
    splitDockWidget(d("attention"), d("frames"), Qt::Horizontal);
    splitDockWidget(d("attention"), d("tower"), Qt::Vertical);
    splitDockWidget(d("frames"), d("beliefs"), Qt::Vertical);
    splitDockWidget(d("beliefs"), d("dendrogram"), Qt::Vertical);
    for (const auto& [name, dock] : docks_)
        dock->show();
    resizeDocks({d("source"), d("attention"), d("frames")}, {kSideWidth, 580, 420}, Qt::Horizontal);
    resizeDocks({d("source"), d("parameters")}, {150, 560}, Qt::Vertical);
    resizeDocks({d("attention"), d("tower")}, {480, 230}, Qt::Vertical);
    resizeDocks({d("frames"), d("beliefs"), d("dendrogram")}, {220, 270, 220}, Qt::Vertical);
}

void MainWindow::buildMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Open…"), QKeySequence::Open, this, &MainWindow::chooseFile);
    QMenu* list = file->addMenu(tr("&Examples"));
    for (const Example& e : examples())
        list->addAction(QString::fromStdString(e.name), this, [this, e] { openExample(e); });
    file->addAction(tr("&Export figure…"), QKeySequence(QStringLiteral("Ctrl+E")), this, &MainWindow::exportFigure);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (const auto& [name, dock] : docks_)
        view->addAction(dock->toggleViewAction());
    view->addSeparator();
    view->addAction(tr("&Reset layout"), this, &MainWindow::resetLayout);
    view->addAction(tr("&Light theme"), this, [this] { setTheme(Theme::Light); });
    view->addAction(tr("&Dark theme"), QKeySequence(QStringLiteral("Ctrl+D")), this,
                    [this] { setTheme(theme_ == Theme::Light ? Theme::Dark : Theme::Light); });

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addAction(tr("&Play or pause"), QKeySequence(QStringLiteral("Ctrl+Space")), this,
                   [this] { timeline_->play(!timeline_->playing()); });
    run->addAction(tr("Layer &back"), QKeySequence(QStringLiteral("Ctrl+Left")), this, [this] { timeline_->step(-1); });
    run->addAction(tr("Layer &on"), QKeySequence(QStringLiteral("Ctrl+Right")), this, [this] { timeline_->step(1); });
    run->addAction(tr("&First layer"), QKeySequence(QStringLiteral("Ctrl+Home")), this, [this] {
        layer_ = 0;
        request();
    });
    run->addAction(tr("&Last layer"), QKeySequence(QStringLiteral("Ctrl+End")), this, [this] {
        layer_ = -1;
        request();
    });

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&About Gaugescope"), this, &MainWindow::about);
}

void MainWindow::buildStatus()
{
    statusText_ = new QLabel;
    statusText_->setObjectName(QStringLiteral("status"));
    pointed_ = new QLabel;
    pointed_->setObjectName(QStringLiteral("pointed"));
    progress_ = new QProgressBar;
    progress_->setMaximumWidth(140);
    progress_->setAccessibleName(tr("Progress; Esc cancels"));
    progress_->hide();
    statusBar()->addWidget(statusText_, 1);
    statusBar()->addPermanentWidget(pointed_);
    statusBar()->addPermanentWidget(progress_);
}

void MainWindow::openExample(const Example& example)
{
    file_.reset();
    layer_ = -1;
    panel_->setDefaults(example.parameters);
    panel_->setParameters(example.parameters);
    selection_.clear();
    const QSignalBlocker quiet(text_);
    text_->setPlainText(QString::fromStdString(example.text));
    request();
}

void MainWindow::openFile(const QString& path)
{
    try {
        file_ = std::make_shared<const State>(readState(path.toStdString()));
    } catch (const std::exception& e) {
        say(QString::fromUtf8(e.what()), true);
        return;
    }
    panel_->setDefaults(Parameters{});
    selection_.clear();
    layer_ = -1;
    request();
}

void MainWindow::request()
{
    const std::string text = text_->toPlainText().toStdString();
    if (!file_ && text.find_first_not_of(" \t\n\r") == std::string::npos) {
        bridge_.cancel();
        say(tr("Type a sentence, open a belief file or choose an example."), false);
        return;
    }
    bridge_.submit({text, file_, panel_->parameters(), layer_});
}

void MainWindow::receive(const std::shared_ptr<const Snapshot>& snapshot)
{
    snapshot_ = snapshot;
    progress_->hide();
    selection_.limit(snapshot->tokens());
    for (const auto& [name, view] : views_)
        view->setSnapshot(snapshot);
    timeline_->setSnapshot(snapshot);
    setWindowTitle(QString::fromStdString(snapshot->state->name) + tr(" – Gaugescope"));
    const auto heads = snapshot->state->heads.size();
    sourceLabel_->setText(
        file_ ? tr("file · %1 tokens · K = %2").arg(snapshot->tokens()).arg(snapshot->state->dim())
              : tr("%1 tokens · built-in word beliefs · K = %2").arg(snapshot->tokens()).arg(snapshot->state->dim()));
    say(tr("N = %1, K = %2, %3 %4 · %5 · %6, %7 · %8 · last update %9 ms · least eigenvalue %10")
            .arg(snapshot->tokens())
            .arg(snapshot->state->dim())
            .arg(heads)
            .arg(heads == 1 ? tr("head") : tr("heads"))
            .arg(QString::fromStdString(snapshot->state->group), QString::fromStdString(snapshot->backend),
                 QString::fromStdString(snapshot->parameters.precision), methodName(*snapshot))
            .arg(snapshot->seconds * 1e3, 0, 'g', 3)
            .arg(snapshot->leastEigenvalue, 0, 'g', 2),
        false);
    emit shown();
}

void MainWindow::chooseFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a belief file"), QString(), tr("Belief files (*.npz)"));
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::exportFigure()
{
    if (!snapshot_)
        return;
    Canvas* chosen = qobject_cast<Canvas*>(focusWidget());
    if (!chosen)
        chosen = &views_.at(QStringLiteral("attention"))->canvas();
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export %1 as a figure").arg(chosen->accessibleName()),
                                     chosen->objectName() + QStringLiteral(".pdf"), tr("Figures (*.pdf *.svg *.png)"));
    if (path.isEmpty())
        return;
    try {
        const QByteArray bytes = renderFigure(chosen->kind(), chosen->scene(), {}, QFileInfo(path).suffix());
        writeFileAtomically(path.toStdString(), bytes.toStdString());
        say(tr("Wrote %1").arg(path), false);
    } catch (const std::exception& e) {
        say(QString::fromUtf8(e.what()), true);
    }
}

void MainWindow::say(const QString& message, bool problem)
{
    statusText_->setText(message);
    statusText_->setToolTip(message);
    const Style style{theme_};
    statusText_->setStyleSheet(
        problem ? QStringLiteral("color: %1; font-weight: 600").arg(theme_ == Theme::Light ? "#B3261E" : "#FFB4AB")
                : QStringLiteral("color: %1").arg(style.quiet().name()));
}

void MainWindow::about()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Gaugescope"),
                                tr("<b>Gaugescope %1</b><br>A gauge transformer, exact and live.<br><br>"
                                   "Backends: cpu (exact, common frame), naive (reference). CUDA is not part of this "
                                   "version.<br>GPL-3.0-or-later. Word beliefs from WordNet 3.0, © 2006 Princeton "
                                   "University.<br>Qt %2.")
                                    .arg(QStringLiteral(GAUGESCOPE_VERSION), QLatin1String(qVersion())),
                                QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::setTheme(Theme theme)
{
    theme_ = theme;
    QApplication::setPalette(themePalette(theme));
    qApp->setStyleSheet(themeStyleSheet(theme));
    for (const auto& [name, view] : views_)
        view->canvas().setTheme(theme);
    timeline_->setTheme(theme);
    say(statusText_->text(), false);
}

Canvas& MainWindow::canvas(const QString& name)
{
    return views_.at(name)->canvas();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (progress_->isVisible())
            bridge_.cancel();
        selection_.clear();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    openFile(event->mimeData()->urls().first().toLocalFile());
}

}  // namespace gauge::ui
