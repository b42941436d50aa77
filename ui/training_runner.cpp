#include "ui/training_runner.h"

#include <chrono>

namespace gauge::ui {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kBetweenPictures = std::chrono::milliseconds(120);  // of the curve
constexpr auto kBetweenModels = std::chrono::milliseconds(1000);   // of the views

}  // namespace

TrainingRunner::~TrainingRunner()
{
    stop();
}

void TrainingRunner::start(const learn::LearnConfig& config)
{
    stop();
    if (thread_.joinable())
        thread_.join();
    state_ = {};
    state_.running = true;
    state_.total = config.updates;
    {
        const std::lock_guard lock(mutex_);
        arrived_ = state_;
        pauseWanted_ = false;
    }
    thread_ = std::jthread([this, config](const std::stop_token& end) { loop(config, end); });
    emit began();
    emit changed();
}

void TrainingRunner::setPaused(bool paused)
{
    {
        const std::lock_guard lock(mutex_);
        pauseWanted_ = paused;
    }
    state_.paused = paused && state_.running;
    wake_.notify_one();
    emit changed();
}

void TrainingRunner::stop()
{
    thread_.request_stop();
}

void TrainingRunner::hand(const TrainingState& now)
{
    {
        const std::lock_guard lock(mutex_);
        arrived_ = now;
    }
    QMetaObject::invokeMethod(this, "fetch", Qt::QueuedConnection);
}

void TrainingRunner::loop(const learn::LearnConfig& config, const std::stop_token& end)
{
    TrainingState now;
    now.running = true;
    now.total = config.updates;
    const RunControl control{end, {}};
    try {
        const auto training = learn::makeTraining(config);
        now.parameters = training->layout().size();
        auto picture = Clock::time_point{};
        auto model = Clock::now();
        while (!training->done() && !end.stop_requested()) {
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, end, [this] { return !pauseWanted_; });
            }
            const auto began = Clock::now();
            now.reports.push_back(training->step(control));
            const auto ended = Clock::now();
            now.seconds += std::chrono::duration<double>(ended - began).count();
            const bool fresh = ended - model >= kBetweenModels || training->done();
            if (fresh) {
                now.model = std::make_shared<const learn::TrainedModel>(training->model());
                model = ended;
            }
            if (fresh || ended - picture >= kBetweenPictures) {
                hand(now);
                picture = ended;
            }
        }
        if (!now.reports.empty())
            now.model = std::make_shared<const learn::TrainedModel>(training->model());
    } catch (const Cancelled&) {
        // stopped while something long ran: what there is stays
    } catch (const std::exception& e) {
        now.failure = QString::fromUtf8(e.what());
    }
    now.running = false;
    hand(now);
}

void TrainingRunner::fetch()
{
    const auto before = state_.model;
    {
        const std::lock_guard lock(mutex_);
        state_ = arrived_;
        state_.paused = pauseWanted_ && state_.running;
    }
    emit changed();
    if (state_.model && state_.model != before)
        emit learned();
}

}  // namespace gauge::ui
