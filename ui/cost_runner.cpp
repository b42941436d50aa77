#include "ui/cost_runner.h"

#include "core/error.h"

namespace gauge::ui {

CostRunner::CostRunner(BackendFactory backends, QObject* parent) : QObject(parent), backends_(std::move(backends)) {}

CostRunner::~CostRunner()
{
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
}

void CostRunner::measure(std::shared_ptr<const Snapshot> snapshot)
{
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    measured_ = snapshot->state;
    mask_ = snapshot->request.attention.mask;
    arrived_ = {nullptr, true, 0, false, {}};
    state_ = arrived_;
    thread_ = std::jthread([this, snapshot = std::move(snapshot)](const std::stop_token& stop) {
        const auto tell = [this](const std::function<void(CostState&)>& change) {
            {
                const std::lock_guard lock(mutex_);
                change(arrived_);
            }
            QMetaObject::invokeMethod(this, "fetch", Qt::QueuedConnection);
        };
        const RunControl control{stop, [&](double fraction) { tell([&](CostState& s) { s.fraction = fraction; }); }};
        try {
            measureCosts(*snapshot->state, snapshot->request, backends_, {}, control, [&](const CostReport& report) {
                tell([&](CostState& s) { s.report = std::make_shared<const CostReport>(report); });
            });
        } catch (const Cancelled&) {
        } catch (const std::exception& e) {
            tell([&](CostState& s) { s.failure = QString::fromUtf8(e.what()); });
        }
        tell([](CostState& s) { s.running = false; });
    });
    emit changed();
}

void CostRunner::cancel()
{
    thread_.request_stop();
}

void CostRunner::invalidate(const std::shared_ptr<const Snapshot>& snapshot)
{
    const bool stale =
        (state_.report || state_.running) && (snapshot->state != measured_ || !(snapshot->request.attention.mask == mask_));
    if (stale != state_.stale) {
        state_.stale = stale;
        emit changed();
    }
}

void CostRunner::fetch()
{
    const bool stale = state_.stale;
    {
        const std::lock_guard lock(mutex_);
        state_ = arrived_;
    }
    state_.stale = stale;
    emit changed();
}

}  // namespace gauge::ui
