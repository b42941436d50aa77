#include "core/pipeline/worker.h"

#include "core/error.h"

namespace gauge {

namespace {
constexpr auto kLongestSilence = std::chrono::milliseconds(40);
}

Worker::Worker(WorkerEvents events, BackendFactory backends)
    : events_(std::move(events)), engine_(std::move(backends)), thread_([this](const std::stop_token& end) { loop(end); })
{
}

Worker::~Worker()
{
    thread_.request_stop();
    const std::scoped_lock lock(mutex_);
    running_.request_stop();
}

void Worker::submit(RunInput input)
{
    {
        const std::scoped_lock lock(mutex_);
        waiting_ = std::move(input);
        if (active_ && std::chrono::steady_clock::now() - lastPublished_ < kLongestSilence)
            running_.request_stop();
    }
    wake_.notify_one();
}

void Worker::cancel()
{
    const std::scoped_lock lock(mutex_);
    waiting_.reset();
    if (active_) {
        userCancelled_ = true;
        running_.request_stop();
    }
}

bool Worker::busy() const
{
    const std::scoped_lock lock(mutex_);
    return active_ || waiting_.has_value();
}

void Worker::loop(const std::stop_token& end)
{
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, end, [this] { return waiting_.has_value(); })) {
        const RunInput input = std::move(*waiting_);
        waiting_.reset();
        running_ = std::stop_source();
        active_ = true;
        userCancelled_ = false;
        const std::stop_token stop = running_.get_token();
        if (end.stop_requested())
            return;
        lock.unlock();
        runOne(input, stop);
        lock.lock();
        active_ = false;
    }
}

void Worker::runOne(const RunInput& input, const std::stop_token& stop)
{
    try {
        const auto snapshot = engine_.run(input, {stop, events_.progress});
        {
            const std::scoped_lock lock(mutex_);
            lastPublished_ = std::chrono::steady_clock::now();
        }
        events_.finished(snapshot);
    } catch (const Cancelled&) {
        bool byUser = false;
        {
            const std::scoped_lock lock(mutex_);
            byUser = userCancelled_;
        }
        if (byUser)
            events_.cancelled();
    } catch (const std::exception& e) {
        events_.failed(e.what());
    }
}

}  // namespace gauge
