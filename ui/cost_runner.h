// The benchmark of the present state, in the background.
#pragma once

#include "core/backend/registry.h"
#include "ui/scene.h"

#include <mutex>
#include <QObject>
#include <thread>

namespace gauge::ui {

class CostRunner : public QObject {
    Q_OBJECT
public:
    /// `backends`: what condensation is timed on.
    explicit CostRunner(BackendFactory backends, QObject* parent = nullptr);
    ~CostRunner() override;  // cancels and joins

    const CostState& state() const { return state_; }
    /// Starts anew, whatever runs.
    void measure(std::shared_ptr<const Snapshot> snapshot);
    /// What was measured so far stays.
    void cancel();
    /// The state on show is no longer the measured one.
    void invalidate(const std::shared_ptr<const Snapshot>& snapshot);

signals:
    void changed();

private slots:
    void fetch();

private:
    CostState state_;
    BackendFactory backends_;
    std::shared_ptr<const State> measured_;
    Mask mask_;  // it was measured under
    std::mutex mutex_;
    CostState arrived_;
    std::jthread thread_;
};

}  // namespace gauge::ui
