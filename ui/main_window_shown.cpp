// What the window shows of the workspace: a document as a whole, a run, and that there is none.
#include "core/gaussian/recording.h"
#include "core/pipeline/applicable.h"
#include "core/pipeline/record_tokens.h"
#include "ui/main_window.h"
#include "ui/panels/map_desk.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/status_line.h"
#include "ui/panels/status_text.h"
#include "ui/panels/timeline.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace gauge::ui {
namespace {

/// The labels of the record that a run shows; none where there are no records.
std::vector<std::string> tokensShownBy(const RunInput& run)
{
    if (!run.state || !run.state->recording)
        return {};
    const std::vector<Record>& records = run.state->recording->records;
    const auto last = records.size() - 1;
    return records[run.layer < 0 ? last : std::min(last, static_cast<std::size_t>(run.layer))].state->tokens;
}

/// Whether every token that is locked is one of the run's.
bool fits(const Selection& lock, const std::shared_ptr<const Snapshot>& snapshot)
{
    if (!snapshot)
        return true;  // nothing is shown of either
    const auto n = static_cast<int>(snapshot->tokens());
    return std::all_of(lock.locked.begin(), lock.locked.end(), [n](int token) { return token < n; }) &&
           lock.lockedReceiver < n && lock.lockedSender < n;
}

}  // namespace

/// The document changed as a whole: every panel shows its part.
void MainWindow::showDocument()
{
    const Document d = workspace_.document();
    held_ = {-1, -1};  // it may be another text
    inspected_ = {};
    panels_.parameters->setDefaults(d.defaults);
    panels_.parameters->setParameters(d.run.parameters);
    panels_.parameters->setInapplicable(inapplicable(d.run));
    panels_.parameters->setRefusedWords(refusedWords(d.run));
    panels_.source->refresh();
    views_.restore(d.views);
    panels_.shelf->restore(d.pinned, d.reference);
    carrying_ = true;
    awaited_ = fits(d.lock, workspace_.snapshot()) ? std::nullopt : std::optional(d.lock);
    selection_.restore(awaited_ ? Selection{} : d.lock);
    carrying_ = false;
    chosen_ = {d.lock, tokensShownBy(d.run)};
    showAll();
}

void MainWindow::showRun()
{
    const auto snapshot = workspace_.snapshot();
    panels_.status->ended(workspace_.running());
    takeAwaited();
    carryLock(*snapshot);
    cost_.invalidate(snapshot);
    panels_.shelf->setPresent(snapshot);
    panels_.timeline->setSnapshot(snapshot);
    showAll();
    setWindowTitle(titleText(*snapshot));
    panels_.source->describe(*snapshot);
    panels_.parameters->tellEffects(snapshot);
    panels_.status->say(statusText(*snapshot));
    panels_.status->setHealth(healthText(*snapshot));
    showLock();
    emit shown();
}

/// Views say what to do next; nothing on show is of a text that is gone.
void MainWindow::showNothing()
{
    panels_.status->ended(false);
    selection_.clear();
    cost_.invalidate(nullptr);
    panels_.shelf->setPresent(nullptr);
    panels_.timeline->clear();
    panels_.source->describeNothing();
    panels_.parameters->tellEffects(nullptr);
    panels_.status->setHealth({});
    setWindowTitle(QStringLiteral("[*]Gaugescope"));
    showAll();
    showLock();
}

void MainWindow::showAll()
{
    if (*names_ != workspace_.document().names)
        names_ = std::make_shared<const GroupNames>(workspace_.document().names);
    Shown shown;
    shown.snapshot = workspace_.snapshot();
    shown.reference = panels_.shelf->reference();
    shown.cost = cost_.state();
    shown.maps = maps_->states();
    shown.names = names_;
    shown.head = views_.headShown();
    shown.held = held_;
    shown.moment = moment_;
    shown.problem = workspace_.problem();
    shown.loading = workspace_.running();
    views_.show(shown);
    presenter_->show(shown);
}

/// What a document has locked, once the run is there that has those tokens.
void MainWindow::takeAwaited()
{
    if (!awaited_ || !fits(*awaited_, workspace_.snapshot()))
        return;
    const Selection lock = awaited_.value_or(Selection{});
    awaited_.reset();
    carrying_ = true;
    selection_.restore(lock);
    carrying_ = false;
}

/// What is locked stays. In a record that lacks it nothing is, until one has it again.
void MainWindow::carryLock(const Snapshot& snapshot)
{
    const std::vector<std::string>& tokens = snapshot.state->tokens;
    const auto here = [&tokens](const Chosen& c) {
        return c.among == tokens ? c.lock : renumbered(c.lock, placesOfLabels(c.among, tokens));
    };
    carrying_ = true;
    if (snapshot.recording() != nullptr && !chosen_.among.empty())
        if (const Selection lock = here(chosen_); !(lock == lockOf(selection_.value())))
            selection_.restore(lock);
    if (snapshot.recording() != nullptr && !inspected_.among.empty())
        held_ = {here(inspected_).lockedReceiver, here(inspected_).lockedSender};
    selection_.limit(snapshot.tokens());
    carrying_ = false;
}

/// What is inspected stays while the run plays.
void MainWindow::holdPair(bool hold)
{
    held_ = {-1, -1};
    inspected_ = {};
    showAll();
    if (!hold || !workspace_.snapshot())
        return;
    held_ = pairOf(canvas(QStringLiteral("inspector")).scene());
    inspected_ = {{}, workspace_.snapshot()->state->tokens};
    std::tie(inspected_.lock.lockedReceiver, inspected_.lock.lockedSender) = held_;
    showAll();
}

void MainWindow::showLock()
{
    const auto snapshot = workspace_.snapshot();
    panels_.status->setLock(snapshot ? lockText(*snapshot, selection_.value()) : QString());
}

}  // namespace gauge::ui
