// A gate that work passes between its parts: while it is shut, whoever comes waits.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace gauge::ui {

class Gate {
public:
    /// Any thread may.
    void setOpen(bool open)
    {
        {
            const std::lock_guard lock(mutex_);
            open_ = open;
        }
        opened_.notify_all();
    }

    /// Returns once it is open, or a stop was asked for.
    void pass(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, stop, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable_any opened_;
    bool open_ = true;
};

}  // namespace gauge::ui
