// A training aside, its reports and models handed over as they come.
#pragma once

#include "core/learn/training.h"
#include "ui/background.h"

namespace gauge::ui {

struct TrainingState {
    bool running = false;
    bool paused = false;
    int total = 0;                             // updates asked for
    std::vector<learn::UpdateReport> reports;  // of every update so far
    double seconds = 0;                        // spent in updates
    Index parameters = 0;
    std::shared_ptr<const learn::TrainedModel> model;  // as it stood about a second ago
    QString failure;
};

struct TrainingPause;

class TrainingRunner : public QObject {
    Q_OBJECT
public:
    using Maker = std::function<std::unique_ptr<learn::Training>(const learn::LearnConfig&)>;
    explicit TrainingRunner(Maker maker = learn::makeTraining, QObject* parent = nullptr);

    /// Starts anew, whatever runs.
    void start(const learn::LearnConfig& config);
    void setPaused(bool paused);
    /// Ends after the update under way; the model stays.
    void stop() { training_.cancel(); }
    const TrainingState& state() const { return state_; }

signals:
    /// There are new reports, or it began, paused or ended.
    void changed();
    void began();
    /// A newer model stands in state().model.
    void learned();

private:
    void take(TrainingState now);
    void end(const QString& failure);

    TrainingState state_;
    bool pauseWanted_ = false;
    std::shared_ptr<TrainingPause> pause_;
    Background<learn::LearnConfig, TrainingState> training_;
};

}  // namespace gauge::ui
