// The benchmark of the present state, aside.
#pragma once

#include "core/backend/registry.h"
#include "ui/background.h"
#include "ui/scene/scene.h"

namespace gauge::ui {

class CostRunner : public QObject {
    Q_OBJECT
public:
    /// `backends`: what condensation is timed on.
    explicit CostRunner(BackendFactory backends, QObject* parent = nullptr);

    const CostState& state() const { return state_; }
    /// Starts anew, whatever runs.
    void measure(std::shared_ptr<const Snapshot> snapshot);
    /// What was measured so far stays.
    void cancel() { rounds_.cancel(); }
    /// The state on show is no longer the measured one.
    void invalidate(const std::shared_ptr<const Snapshot>& snapshot);

signals:
    void changed();

private:
    void end(const QString& failure);

    CostState state_;
    std::shared_ptr<const State> measured_;
    Mask mask_;  // it was measured under
    Background<std::shared_ptr<const Snapshot>, CostState> rounds_;
};

}  // namespace gauge::ui
