#include "ui/threads.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <mutex>
#include <QCoreApplication>
#include <thread>

namespace gauge::ui {
namespace {

using Body = std::function<void(const std::stop_token&)>;

constexpr auto kLongestGoodbye = std::chrono::seconds(20);

class Threads {
public:
    ~Threads() { end(); }

    std::stop_source start(Body body)
    {
        std::list<Thread> gone;  // joined on the way out, without waiting: they have nothing left to do
        const std::lock_guard lock(mutex_);
        for (auto at = threads_.begin(); at != threads_.end();) {
            const auto next = std::next(at);
            if (at->ended)
                gone.splice(gone.end(), threads_, at);
            at = next;
        }
        Thread& mine = threads_.emplace_back();
        mine.thread = std::jthread([this, &mine, run = std::move(body)](const std::stop_token& stop) mutable {
            run(stop);
            run = nullptr;  // what it holds ends with it
            const std::lock_guard ending(mutex_);
            mine.ended = true;
            ended_.notify_all();
        });
        mine.ended = false;
        return mine.thread.get_stop_source();
    }

    void end()
    {
        std::list<Thread> gone;
        std::unique_lock lock(mutex_);
        for (Thread& each : threads_)
            each.thread.request_stop();
        const auto quiet = [this] { return std::ranges::all_of(threads_, &Thread::ended); };
        if (!ended_.wait_for(lock, kLongestGoodbye, quiet)) {
            std::fputs("gaugescope: expected all work to end in 20 s, found some that goes on: given up\n", stderr);
            std::_Exit(EXIT_FAILURE);
        }
        gone.swap(threads_);
    }

private:
    struct Thread {
        std::jthread thread;
        bool ended = true;  // until it has begun
    };

    std::mutex mutex_;
    std::condition_variable ended_;
    std::list<Thread> threads_;
};

Threads& threads()
{
    static Threads all;
    return all;
}

}  // namespace

std::stop_source startThread(Body body)
{
    static const bool told = (qAddPostRoutine([] { threads().end(); }), true);
    static_cast<void>(told);
    return threads().start(std::move(body));
}

}  // namespace gauge::ui
