// A training in the background of the window: one thread, reports and models handed over as they come.
#pragma once

#include "core/learn/training.h"

#include <condition_variable>
#include <mutex>
#include <QObject>
#include <QString>
#include <thread>

namespace gauge::ui {

struct TrainingState {
    bool running = false;
    bool paused = false;
    int total = 0;                               // updates asked for
    std::vector<learn::UpdateReport> reports;    // of every update so far
    double seconds = 0;                          // spent in updates
    Index parameters = 0;
    std::shared_ptr<const learn::TrainedModel> model;  // as it stood about a second ago
    QString failure;
};

class TrainingRunner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~TrainingRunner() override;  // stops and joins

    /// Starts anew, whatever runs.
    void start(const learn::LearnConfig& config);
    void setPaused(bool paused);
    /// Ends after the update under way; the model stays.
    void stop();
    const TrainingState& state() const { return state_; }

signals:
    /// There are new reports, or it began, paused or ended.
    void changed();
    void began();
    /// A newer model stands in state().model.
    void learned();

private slots:
    void fetch();

private:
    void loop(const learn::LearnConfig& config, const std::stop_token& end);
    void hand(const TrainingState& now);

    TrainingState state_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    TrainingState arrived_;
    bool pauseWanted_ = false;
    std::jthread thread_;
};

}  // namespace gauge::ui
