// The one thread that computes. The newest request wins: older ones are dropped, not queued.
#pragma once

#include "core/pipeline/engine.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace gauge {

/// Called on the worker's thread.
struct WorkerEvents {
    std::function<void(std::shared_ptr<const Snapshot>)> finished;
    std::function<void(std::string)> failed;  // a line in words
    std::function<void(double)> progress;     // 0..1
    std::function<void()> cancelled;          // by cancel(), not by a newer request
};

class Worker {
public:
    Worker(WorkerEvents events, BackendFactory backends);
    ~Worker();  // stops the run in hand and joins
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Replaces whatever waits, and stops what runs — unless nothing has been published for 40 ms, when it is let finish so
    /// that a long drag keeps showing pictures.
    void submit(RunInput input);

    /// Stops what runs and drops what waits; the last published snapshot stays what it was.
    void cancel();

    /// True while something runs or waits.
    bool busy() const;

private:
    void loop(const std::stop_token& end);
    void runOne(const RunInput& input, const std::stop_token& stop);

    WorkerEvents events_;
    Engine engine_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<RunInput> waiting_;
    std::stop_source running_;
    bool active_ = false;
    bool userCancelled_ = false;
    std::chrono::steady_clock::time_point lastPublished_{};
    std::jthread thread_;
};

}  // namespace gauge
