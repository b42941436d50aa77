#include "ui/workspace/training_runner.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace gauge::ui {

/// Where a training waits while it is paused.
struct TrainingPause {
    void want(bool paused)
    {
        {
            const std::lock_guard lock(mutex);
            wanted = paused;
        }
        wake.notify_all();
    }
    /// Until nobody wants it, or a stop is asked for.
    void pass(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, stop, [this] { return !wanted; });
    }

    std::mutex mutex;
    std::condition_variable_any wake;
    bool wanted = false;
};

namespace {

using Clock = std::chrono::steady_clock;
using Found = std::function<void(TrainingState)>;

constexpr auto kBetweenPictures = std::chrono::milliseconds(120);  // of the curve
constexpr auto kBetweenModels = std::chrono::milliseconds(1000);   // of the views

std::shared_ptr<const learn::TrainedModel> modelOf(const learn::Training& training)
{
    return std::make_shared<const learn::TrainedModel>(training.model());
}

/// Updates until it is done or stopped.
void train(learn::Training& training, TrainingPause& pause, TrainingState& now, const RunControl& control,
           const Found& found)
{
    auto picture = Clock::time_point{};
    auto model = Clock::now();
    while (!training.done() && !control.stop.stop_requested()) {
        pause.pass(control.stop);
        const auto began = Clock::now();
        now.reports.push_back(training.step(control));
        const auto ended = Clock::now();
        now.seconds += std::chrono::duration<double>(ended - began).count();
        const bool fresh = ended - model >= kBetweenModels || training.done();
        if (fresh) {
            now.model = modelOf(training);
            model = ended;
        }
        if (fresh || ended - picture >= kBetweenPictures) {
            found(now);
            picture = ended;
        }
    }
    if (!now.reports.empty())
        now.model = modelOf(training);
}

/// What there is stays, whether it was stopped while something long ran or failed.
auto training(TrainingRunner::Maker maker, std::shared_ptr<TrainingPause> pause)
{
    return [maker = std::move(maker), pause = std::move(pause)](const learn::LearnConfig& config, const RunControl& control,
                                                                const Found& found) {
        TrainingState now;
        now.running = true;
        now.total = config.updates;
        const auto made = maker(config);
        now.parameters = made->layout().size();
        try {
            train(*made, *pause, now, control, found);
        } catch (const Cancelled&) {
        } catch (...) {
            found(now);
            throw;
        }
        now.running = false;
        return now;
    };
}

}  // namespace

TrainingRunner::TrainingRunner(Maker maker, QObject* parent)
    : QObject(parent), pause_(std::make_shared<TrainingPause>()),
      training_(Newer::Replaces, training(std::move(maker), pause_),
                {.found = [this](TrainingState now) { take(std::move(now)); },
                 .failed = [this](const QString& words) { end(words); },
                 .cancelled = [this] { end({}); }})
{
}

void TrainingRunner::start(const learn::LearnConfig& config)
{
    state_ = {};
    state_.running = true;
    state_.total = config.updates;
    pauseWanted_ = false;
    pause_->want(false);
    training_.submit(config);
    emit began();
    emit changed();
}

void TrainingRunner::setPaused(bool paused)
{
    pauseWanted_ = paused;
    pause_->want(paused);
    state_.paused = paused && state_.running;
    emit changed();
}

void TrainingRunner::take(TrainingState now)
{
    const auto before = state_.model;
    state_ = std::move(now);
    state_.paused = pauseWanted_ && state_.running;
    emit changed();
    if (state_.model && state_.model != before)
        emit learned();
}

void TrainingRunner::end(const QString& failure)
{
    state_.running = state_.paused = false;
    state_.failure = failure;
    emit changed();
}

}  // namespace gauge::ui
