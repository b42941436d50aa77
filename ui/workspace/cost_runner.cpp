#include "ui/workspace/cost_runner.h"

namespace gauge::ui {
namespace {

CostState stateOf(const CostReport& report, bool running)
{
    CostState state;
    state.report = std::make_shared<const CostReport>(report);
    state.running = running;
    return state;
}

auto measuring(BackendFactory backends)
{
    return [backends = std::move(backends)](const std::shared_ptr<const Snapshot>& snapshot, const RunControl& control,
                                            const std::function<void(CostState)>& found) {
        const auto afterRound = [&](const CostReport& report) { found(stateOf(report, true)); };
        return stateOf(measureCosts(*snapshot->state, snapshot->request, backends, {}, control, afterRound), false);
    };
}

}  // namespace

CostRunner::CostRunner(BackendFactory backends, QObject* parent)
    : QObject(parent), rounds_(Newer::Replaces, measuring(std::move(backends)),
                               {.found =
                                    [this](const CostState& found) {
                                        state_.report = found.report;
                                        state_.running = found.running;
                                        emit changed();
                                    },
                                .failed = [this](const QString& words) { end(words); },
                                .cancelled = [this] { end({}); },
                                .progress =
                                    [this](double fraction) {
                                        state_.fraction = fraction;
                                        emit changed();
                                    }})
{
}

void CostRunner::measure(std::shared_ptr<const Snapshot> snapshot)
{
    measured_ = snapshot->state;
    mask_ = snapshot->request.attention.mask;
    state_ = {};
    state_.running = true;
    rounds_.submit(std::move(snapshot));
    emit changed();
}

void CostRunner::end(const QString& failure)
{
    state_.running = false;
    state_.failure = failure;
    emit changed();
}

void CostRunner::invalidate(const std::shared_ptr<const Snapshot>& snapshot)
{
    const bool stale = (state_.report || state_.running) &&
                       (!snapshot || snapshot->state != measured_ || !(snapshot->request.attention.mask == mask_));
    if (stale != state_.stale) {
        state_.stale = stale;
        emit changed();
    }
}

}  // namespace gauge::ui
