#include "ui/main_window.h"

#include "core/error.h"
#include "core/io/file.h"
#include "ui/figure_data.h"
#include "ui/help_panel.h"
#include "ui/log_panel.h"
#include "ui/panels/view_panel.h"
#include "ui/parameter_panel.h"
#include "ui/scene/table_text.h"
#include "ui/shelf.h"
#include "ui/status_text.h"
#include "ui/style_sheet.h"
#include "ui/timeline.h"
#include "ui/training_panel.h"

#include <algorithm>
#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolBar>
#include <QToolButton>

namespace gauge::ui {
namespace {

constexpr int kPatience = 300;       // milliseconds until a run shows its progress
constexpr double kFirstNoise = 0.3;  // what reseeding starts with where there was none

}  // namespace

MainWindow::MainWindow(BackendFactory backends, const Places& places, QWidget* parent)
    : QMainWindow(parent), backends_(std::move(backends)), places_(places), bridge_(backends_), cost_(backends_),
      loader_(backends_), store_(places.recovery)
{
    quiet_ = true;
    lastCommit_.start();
    const Example opening = examples().front();  // also registers the resources that the icon needs
    setWindowIcon(QIcon(QStringLiteral(":/icons/gaugescope.svg")));
    setProperty("help", QStringLiteral("window"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContentsMargins(12, 4, 12, 0);
    buildDocks();
    buildTimeline();
    buildShelf();
    buildMenu();
    buildStatus();
    connect(&bridge_, &EngineBridge::snapshotReady, this, &MainWindow::receive);
    connect(&bridge_, &EngineBridge::failed, this, [this](const QString& m) {
        problem_ = m;
        complain(m);
        showAll();
    });
    connect(&bridge_, &EngineBridge::progress, this,
            [this](double fraction) { progress_->setValue(static_cast<int>(fraction * 100)); });
    connect(&bridge_, &EngineBridge::cancelled, this, [this] { say(tr("Cancelled; the last complete picture stays.")); });
    connect(&selection_, &SelectionModel::changed, this, [this] {
        showLock();
        if (!(lockOf(selection_.value()) == committed_.lock))  // what is hovered is no step
            commit();
    });
    connect(&loader_, &FileLoader::loaded, this, &MainWindow::showLoaded);
    connect(&loader_, &FileLoader::failed, this, &MainWindow::complain);
    connect(&painter_, &PaintWorker::failed, this, &MainWindow::complain);
    patience_.setSingleShot(true);
    connect(&patience_, &QTimer::timeout, this, [this] {
        progress_->setVisible(bridge_.busy());
        cancel_->setVisible(bridge_.busy());
    });
    resize(1440, 900);
    arrange(Preset::Explore);
    setTheme(Theme::Light);
    openExample(opening);
    quiet_ = false;
    adopt();
    qApp->installEventFilter(this);
    connect(&store_, &SessionStore::failed, this, &MainWindow::complain);
    connect(&history_, &QUndoStack::cleanChanged, this, [this](bool clean) {
        setWindowModified(!clean);
        if (clean)
            store_.forget();
    });
    history_.setUndoLimit(500);
    offerLeftovers();
}

MainWindow::~MainWindow()
{
    qApp->removeEventFilter(this);
    quiet_ = true;
    // Canvases speak to the painter when they go; they go first.
    for (const auto& [name, dock] : docks_)
        delete dock;
}

void MainWindow::openExample(const Example& example)
{
    const bool before = std::exchange(quiet_, true);
    file_.reset();
    filePath_.clear();
    model_.reset();
    fillWords();
    layer_ = -1;
    earlier_.clear();
    Parameters parameters = example.parameters;
    parameters.threads = preferences_.threads;
    parameters.backend = preferences_.backend;
    panel_->setDefaults(parameters);
    panel_->setParameters(parameters);
    last_ = parameters;
    selection_.clear();
    const QSignalBlocker quiet(text_);
    text_->setPlainText(QString::fromStdString(example.text));
    quiet_ = before;
    request();
    commit();
}

void MainWindow::request()
{
    const std::string text = text_->toPlainText().toStdString();
    last_ = panel_->parameters();
    if (!file_ && text.find_first_not_of(" \t\n\r") == std::string::npos) {
        bridge_.cancel();
        say(tr("Type a sentence, open a belief file or choose an example."));
        return;
    }
    bridge_.submit(input());
    if (!patience_.isActive())
        patience_.start(kPatience);
}

RunInput MainWindow::input() const
{
    RunInput run;
    run.text = text_->toPlainText().toStdString();
    run.model = model_;
    run.state = file_;
    run.parameters = panel_->parameters();
    run.layer = layer_;
    run.curves = std::any_of(views_.begin(), views_.end(), [](const auto& view) {
        return view.second->seen() && view.second->canvas().kind().curves;
    });
    run.earlier = earlier_;
    return run;
}

/// While layers play, a run goes on from the beliefs of the moment; at rest it starts anew with what was set.
void MainWindow::parametersChanged()
{
    const Parameters& now = panel_->parameters();
    if (timeline_->playing() && snapshot_ && snapshot_->layer > 0 && !sameLayers(last_, now)) {
        const int layer = snapshot_->layer;
        if (earlier_.empty() || earlier_.back().until < layer)
            earlier_.push_back({last_, layer});
    }
    request();
    commit();
}

void MainWindow::resetRun()
{
    earlier_.clear();
    layer_ = timeline_->playing() ? 0 : layer_;
    request();
    commit();
}

void MainWindow::reseed()
{
    Parameters p = panel_->parameters();
    ++p.start.seed;
    if (p.start.noise == 0) {
        p.start.noise = kFirstNoise;
        say(tr("Start noise ν was 0: it is %1 now, so that the seed matters.").arg(kFirstNoise));
    }
    panel_->setParameters(p);
    resetRun();
}

void MainWindow::cancelRun()
{
    bridge_.cancel();
}

void MainWindow::receive(const std::shared_ptr<const Snapshot>& snapshot)
{
    snapshot_ = snapshot;
    problem_.clear();
    quiet_ = true;
    if (!bridge_.busy()) {
        patience_.stop();
        progress_->hide();
        cancel_->hide();
    }
    selection_.limit(snapshot->tokens());
    cost_.invalidate(snapshot);
    shelf_->setPresent(snapshot);
    timeline_->setSnapshot(snapshot);
    showAll();
    setWindowTitle(QString::fromStdString(snapshot->state->name).replace(QLatin1String("[*]"), QLatin1String("[*][*]")) +
                   tr("[*] – Gaugescope"));
    sourceLabel_->setText(
        file_ ? tr("file · %1 tokens · K = %2").arg(snapshot->tokens()).arg(snapshot->state->dim())
        : snapshot->input.model
            ? tr("%1 tokens · trained word beliefs · K = %2").arg(snapshot->tokens()).arg(snapshot->state->dim())
            : tr("%1 tokens · built-in word beliefs · K = %2").arg(snapshot->tokens()).arg(snapshot->state->dim()));
    say(statusText(*snapshot));
    health_->setText(healthText(*snapshot));
    showLock();
    quiet_ = false;
    adopt();
    emit shown();
}

void MainWindow::showAll()
{
    Shown shown;
    shown.snapshot = snapshot_;
    shown.reference = shelf_->reference();
    shown.cost = cost_.state();
    shown.names = names_;
    shown.moment = moment_;
    shown.problem = problem_;
    shown.loading = bridge_.busy();
    for (const auto& [name, view] : views_)
        view->show(shown);
}

bool MainWindow::settled() const
{
    return std::all_of(views_.begin(), views_.end(), [](const auto& entry) {
        const Canvas& canvas = const_cast<ViewPanel*>(entry.second)->canvas();
        return !canvas.isVisible() || canvas.current();
    });
}

void MainWindow::showLock()
{
    const QString text = snapshot_ ? lockText(*snapshot_, selection_.value()) : QString();
    lock_->setText(text);
    lock_->setVisible(!text.isEmpty());
}

void MainWindow::dragThreshold(double nats)
{
    Parameters p = panel_->parameters();
    p.consensus.threshold = nats;
    p.consensus.clusters = 0;  // the hand on the line decides, not the number
    panel_->setParameters(p);
    parametersChanged();
}

void MainWindow::pin()
{
    if (snapshot_)
        shelf_->pin(snapshot_);
    else
        complain(tr("Nothing to pin yet: type a sentence or open a file first."));
}

void MainWindow::showHelp(const QString& topic)
{
    docks_.at(QStringLiteral("help"))->show();
    docks_.at(QStringLiteral("help"))->raise();
    help_->showTopic(topic);
}

void MainWindow::nameGroup(const std::vector<int>& members)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Name this group"));
    dialog->setLabelText(tr("A name for the %1 chosen tokens (empty: none)").arg(members.size()));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, members](const QString& name) {
        auto names = std::make_shared<GroupNames>(*names_);
        std::vector<Index> key(members.begin(), members.end());
        std::sort(key.begin(), key.end());
        name.trimmed().isEmpty() ? static_cast<void>(names->erase(key)) : static_cast<void>((*names)[key] = name.trimmed());
        names_ = names;
        showAll();
        commit();
    });
    dialog->open();
}

void MainWindow::exportData(Canvas* canvas)
{
    Canvas* chosen = canvas ? canvas : &views_.at(QStringLiteral("attention"))->canvas();
    if (!snapshot_)
        return;
    auto* dialog = new QFileDialog(this, tr("Export the numbers of %1").arg(chosen->accessibleName()),
                                   chosen->objectName() + QStringLiteral(".csv"), tr("Tables (*.csv *.tsv *.tex)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, rows = tableView(chosen->kind(), chosen->scene())](const QString& path) {
                try {
                    const QString suffix = QFileInfo(path).suffix();
                    const QString text = suffix == QStringLiteral("tex")   ? latexTable(rows)
                                         : suffix == QStringLiteral("tsv") ? tableText(rows, QLatin1Char('\t'))
                                                                           : tableText(rows, QLatin1Char(','));
                    writeFileAtomically(path.toStdString(), text.toStdString());
                    say(tr("Wrote %1").arg(path));
                } catch (const std::exception& e) {
                    complain(QString::fromUtf8(e.what()));
                }
            });
    dialog->open();
}

void MainWindow::say(const QString& message)
{
    statusText_->setText(message);
    statusText_->setToolTip(message);
    statusText_->setStyleSheet(QString());
}

void MainWindow::complain(const QString& message)
{
    say(message);
    statusText_->setStyleSheet(
        QStringLiteral("color: %1; font-weight: 600").arg(theme_ == Theme::Light ? "#B3261E" : "#FFB4AB"));
    log_->add(message);
}

void MainWindow::setTheme(Theme theme)
{
    theme_ = theme;
    QApplication::setPalette(themePalette(theme));
    qApp->setStyleSheet(themeStyleSheet(theme));
    for (const auto& [name, dock] : docks_)
        dock->header().setTheme(theme);
    for (const auto& [name, view] : views_)
        view->setTheme(theme);
    timeline_->setTheme(theme);
    training_->setStyle({.theme = theme});
}

Canvas& MainWindow::canvas(const QString& name)
{
    return views_.at(name)->canvas();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (bridge_.busy())
            bridge_.cancel();
        selection_.clear();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

}  // namespace gauge::ui
