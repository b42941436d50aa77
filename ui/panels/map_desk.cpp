#include "ui/panels/map_desk.h"

#include "core/error.h"
#include "ui/panels/exports.h"
#include "ui/panels/status_line.h"
#include "ui/views/map_options.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <QFileInfo>

namespace gauge::ui {
namespace {

constexpr int kRest = 120;  // milliseconds after a run in which a hand that drags asks for the next one

}  // namespace

MapDesk::MapDesk(House house, BackendFactory backends)
    : QObject(&house.window), house_(house), backends_(std::move(backends)), cells_(backends_)
{
    rest_.setSingleShot(true);
    rest_.setInterval(kRest);
    follow();
}

void MapDesk::follow()
{
    Workspace& workspace = house_.workspace;
    const auto ended = [this] {
        if (!house_.workspace.running())
            rest_.start();
    };
    connect(&workspace, &Workspace::asked, this, [this] {
        rest_.stop();
        giveWay();
        schedule();
    });
    connect(&workspace, &Workspace::arrived, this, ended);
    connect(&workspace, &Workspace::failed, this, ended);
    connect(&workspace, &Workspace::cancelled, this, ended);
    connect(&workspace, &Workspace::emptied, this, [this, ended] {
        ended();
        schedule();
    });
    connect(&rest_, &QTimer::timeout, this, &MapDesk::giveWay);
    connect(&workspace, &Workspace::sweepLoaded, this, &MapDesk::showSweep);
    connect(&house_.views, &ViewSet::mapsChanged, this, &MapDesk::schedule);
    connect(&house_.views, &ViewSet::fillWanted, this, &MapDesk::fill);
    connect(&house_.views, &ViewSet::actionWanted, this, &MapDesk::act);
    connect(&house_.views, &ViewSet::cellWanted, this, &MapDesk::openCell);
    connect(&house_.views, &ViewSet::sweepWanted, this, &MapDesk::save);
    connect(&cells_, &CellOpener::opened, this, &MapDesk::takeCell);
    connect(&cells_, &CellOpener::failed, &house_.status, &StatusLine::complain);
    connect(&cells_, &CellOpener::cancelled, this, [this] { house_.status.say(tr("Cancelled; no cell was opened.")); });
}

MapRunner& MapDesk::runner(const QString& panel)
{
    std::unique_ptr<MapRunner>& runner = runners_[panel];
    if (!runner) {
        runner = std::make_unique<MapRunner>(backends_);
        connect(runner.get(), &MapRunner::changed, this, [this, panel] {
            states_[panel] = runners_.at(panel)->state();
            emit changed();
        });
    }
    return *runner;
}

/// Once, however much changed since the event loop last turned.
void MapDesk::schedule()
{
    if (!std::exchange(scheduled_, true))
        QMetaObject::invokeMethod(this, qOverload<>(&MapDesk::consider), Qt::QueuedConnection);
}

void MapDesk::consider()
{
    scheduled_ = false;
    const auto& panels = house_.views.panels();
    std::erase_if(runners_, [&](const auto& entry) { return !panels.contains(entry.first); });
    std::erase_if(states_, [&](const auto& entry) { return !panels.contains(entry.first); });
    for (const auto& [panel, view] : panels)
        if (view->canvas().kind().mapped)
            consider(panel, *view);
    giveWay();
}

/// What nobody sees is not begun; the map of a file is given up by whatever no longer is what it is of.
void MapDesk::consider(const QString& panel, ViewPanel& view)
{
    const auto known = runners_.find(panel);
    const bool stored = known != runners_.end() && known->second->state().stored;
    if (!view.seen() && !stored)
        return;
    MapRunner& maps = runner(panel);
    const RunInput& run = house_.workspace.document().run;
    const ViewOptions& options = view.canvas().options();
    if (!house_.workspace.hasSource()) {
        maps.clear();
        return;
    }
    try {
        maps.want(map::wishOf(options, run), map::measureOf(options));
        maps.wantBranch(map::branchWishOf(options, run));
    } catch (const Error& e) {
        maps.refuse(QString::fromUtf8(e.what()));
    }
}

/// Runs of the window go first, and for a moment after one nothing is begun: a hand that drags asks for the next.
void MapDesk::giveWay()
{
    const bool busy = house_.workspace.running() || rest_.isActive();
    for (const auto& [panel, maps] : runners_)
        maps->giveWay(busy || !house_.views.panel(panel).seen());
}

bool MapDesk::busy() const
{
    return cells_.busy() || std::any_of(runners_.begin(), runners_.end(), [this](const auto& entry) {
               return entry.second->busy() && house_.views.panel(entry.first).seen();
           });
}

void MapDesk::cancel()
{
    cells_.cancel();
    for (const auto& [panel, maps] : runners_)
        if (house_.views.panel(panel).seen())
            maps->cancel();
}

void MapDesk::fill(const QString& panel)
{
    MapRunner& maps = runner(panel);
    maps.state().running ? maps.cancel() : maps.restart();
}

void MapDesk::openCell(const QString& panel, const CellPlace& place)
{
    const std::shared_ptr<const SweepMap> of = runner(panel).state().map;
    if (!of)
        return;  // it was given up meanwhile
    house_.status.say(tr("Running %1 again…").arg(QString::fromStdString(cellName(of->plan, place))));
    openedFrom_ = panel;
    openedMap_ = of;
    cells_.open(of, place);
}

void MapDesk::takeCell(const CellEndState& end)
{
    if (house_.views.panels().contains(openedFrom_))
        runner(openedFrom_).showStored(openedMap_);
    openedMap_.reset();
    house_.workspace.useEnd(end.state, end.parameters);
}

void MapDesk::act(const QString& panel, const QString& action)
{
    if (action == QLatin1String("open-cell")) {
        if (const auto place = map::presentCell(house_.views.canvas(panel).scene()))
            openCell(panel, *place);
    } else if (action == QLatin1String("save-sweep")) {
        save(panel);
    }
}

void MapDesk::save(const QString& panel)
{
    saveSweep(&house_.window, runner(panel).state().map, house_.status);
}

void MapDesk::showSweep(const std::shared_ptr<const SweepMap>& sweep, const QString& path)
{
    const QString panel = QStringLiteral("map");
    runner(panel).showStored(sweep);
    house_.docks.raise(panel);
    house_.status.say(
        tr("The map of %1. What it is of stays on show until you change it.").arg(QFileInfo(path).fileName()));
    schedule();
}

}  // namespace gauge::ui
