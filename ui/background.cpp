#include "ui/background.h"

#include "core/error.h"
#include "ui/threads.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <optional>
#include <stop_token>
#include <vector>

namespace gauge::ui {
namespace {

using Clock = std::chrono::steady_clock;
using Call = Aside::Call;

constexpr auto kLongestSilence = std::chrono::milliseconds(40);

/// What a thread leaves for the window's: of each the newest, told in this order.
struct Mail {
    int job = 0;  // that left it
    Call progress;
    Call found;
    Call end;

    bool empty() const { return !progress && !found && !end; }
};

/// Where a crew finds its jobs. The mutex guards the states of all it works for; no job runs, and nothing large is freed,
/// under it.
struct Hall {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<std::shared_ptr<Aside::State>> ready;
    std::size_t idle = 0;  // threads that look on
};

}  // namespace

/// Shared by an aside and the thread that works for it, so that either may end first.
struct Aside::State {
    State(Newer policy, std::shared_ptr<const Told> listener, std::shared_ptr<Hall> of)
        : newer(policy), told(std::move(listener)), hall(std::move(of))
    {
    }

    const Newer newer;
    const std::shared_ptr<const Told> told;
    const std::shared_ptr<Hall> hall;
    Aside* bell = nullptr;  // null: nobody listens any more
    Task waiting;
    int asked = 0;   // jobs so far
    int number = 0;  // of the job that runs
    bool active = false;
    bool byUser = false;  // it was cancelled
    std::stop_source running{std::nostopstate};
    Clock::time_point lastFound{};
    Mail mail;
    bool rung = false;

    bool runs() const
    {
        const std::lock_guard lock(hall->mutex);
        return active;
    }
    // Under the mutex:
    bool drops() const { return newer == Newer::Replaces || newer == Newer::Overtakes; }
    bool hears(int job) const { return bell && (job == asked || !drops()); }
    bool stops() const { return drops() || (newer == Newer::Hurries && Clock::now() - lastFound < kLongestSilence); }
    void ring()
    {
        if (!std::exchange(rung, true))
            QMetaObject::invokeMethod(bell, "deliver", Qt::QueuedConnection);
    }
};

namespace {

using Held = std::shared_ptr<Aside::State>;

/// What became of a job: something found, or in words why not; neither where it was stopped.
struct Outcome {
    Call found;
    QString failure;
};

Outcome attempt(const Aside::Task& task, const RunControl& control, const Aside::Leave& leave)
{
    try {
        return {task(control, leave), {}};
    } catch (const Cancelled&) {
        return {};
    } catch (...) {
        return {{}, wordsOfException()};
    }
}

/// The end of a job as the window hears it; nothing where it was stopped for a newer one.
Call endOf(const Aside::State& state, const QString& failure)
{
    if (!failure.isEmpty() && state.told->failed)
        return [told = state.told, failure] { told->failed(failure); };
    if (failure.isEmpty() && state.byUser && state.told->cancelled)
        return [told = state.told] { told->cancelled(); };
    return {};
}

/// What it replaced goes when the lock is gone: it may be large.
void leaveFound(const Held& state, int job, Call found)
{
    Call failure;
    const std::lock_guard lock(state->hall->mutex);
    if (!state->hears(job))
        return;
    state->lastFound = Clock::now();
    state->mail.job = job;
    state->mail.found.swap(found);
    state->mail.end.swap(failure);
    state->ring();
}

void leaveProgress(const Held& state, int job, double fraction)
{
    if (!state->told->progress)
        return;
    Call progress = [told = state->told, fraction] { told->progress(fraction); };
    const std::lock_guard lock(state->hall->mutex);
    if (!state->hears(job))
        return;
    state->mail.job = job;
    state->mail.progress.swap(progress);
    state->ring();
}

/// The last word of a job, and the end of it, in one.
void settle(const Held& state, Outcome outcome)
{
    Call progress;
    Call end;
    const std::lock_guard lock(state->hall->mutex);
    state->active = false;
    state->running = std::stop_source(std::nostopstate);
    if (state->hears(state->number)) {
        Mail& mail = state->mail;
        mail.job = state->number;
        mail.progress.swap(progress);
        if (outcome.found) {
            state->lastFound = Clock::now();
            mail.found.swap(outcome.found);
            mail.end.swap(end);
        } else if ((end = endOf(*state, outcome.failure))) {
            mail.end.swap(end);
        }
        if (!mail.empty())
            state->ring();
    }
    if (state->waiting) {
        state->hall->ready.push_back(state);
        state->hall->wake.notify_one();
    }
}

void work(const Held& state, Aside::Task task, int job, const std::stop_source& running, const std::stop_token& end)
{
    const std::stop_callback ending(end, [running]() mutable { running.request_stop(); });
    const RunControl control{running.get_token(), [&](double fraction) { leaveProgress(state, job, fraction); }};
    Outcome outcome = attempt(task, control, [&](Call found) { leaveFound(state, job, std::move(found)); });
    task = nullptr;  // what it holds goes before it is heard to have ended
    settle(state, std::move(outcome));
}

/// A thread of a crew: takes whose turn it is, one job after the other.
void serve(const std::shared_ptr<Hall>& hall, const std::stop_token& end)
{
    for (;;) {
        Held state;
        Aside::Task task;
        int job = 0;
        std::stop_source running;
        {
            std::unique_lock lock(hall->mutex);
            ++hall->idle;
            hall->wake.wait(lock, end, [&] { return !hall->ready.empty(); });
            --hall->idle;
            if (end.stop_requested())
                return;
            state = std::move(hall->ready.front());
            hall->ready.pop_front();
            task = std::exchange(state->waiting, nullptr);
            job = state->number = state->asked;
            state->running = running;
            state->active = true;
            state->byUser = false;
        }
        work(state, std::move(task), job, running, end);
    }
}

}  // namespace

class Crew {
public:
    explicit Crew(int threads) : most_(static_cast<std::size_t>(threads)) {}
    ~Crew()
    {
        for (std::stop_source& thread : threads_)
            thread.request_stop();
    }
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    const std::shared_ptr<Hall> hall = std::make_shared<Hall>();

    /// Somebody has a job.
    void call()
    {
        bool more = false;
        {
            const std::lock_guard lock(hall->mutex);
            more = hall->ready.size() > hall->idle && threads_.size() < most_;
        }
        if (more)
            threads_.push_back(startThread([hall = hall](const std::stop_token& end) { serve(hall, end); }));
        hall->wake.notify_one();
    }

private:
    std::size_t most_;
    std::vector<std::stop_source> threads_;
};

std::shared_ptr<Crew> makeCrew(int threads)
{
    return std::make_shared<Crew>(threads);
}

QString wordsOfException()
{
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return QObject::tr("expected the work to fit in memory, found none left");
    } catch (const std::exception& e) {
        if (*e.what() != '\0')
            return QString::fromUtf8(e.what());
    } catch (...) {
    }
    return QObject::tr("expected a result or a reason, found a failure without words");
}

Aside::Aside(Newer newer, Told told, std::shared_ptr<Crew> crew)
    : newer_(newer), told_(std::make_shared<const Told>(std::move(told)))
{
    begin(std::move(crew));
}

Aside::~Aside()
{
    close();
}

void Aside::begin(std::shared_ptr<Crew> crew)
{
    crew_ = std::move(crew);
    state_ = std::make_shared<State>(newer_, told_, crew_->hall);
    state_->bell = this;
}

void Aside::submit(Task task)
{
    if (newer_ == Newer::Overtakes && state_->runs()) {
        close();
        begin(makeCrew(1));
    }
    std::stop_source running(std::nostopstate);
    Mail stale;
    {
        const std::lock_guard lock(state_->hall->mutex);
        ++state_->asked;
        if (!state_->active && !state_->waiting)
            state_->hall->ready.push_back(state_);
        state_->waiting.swap(task);
        if (state_->active && state_->stops())
            running = state_->running;
        if (state_->drops())
            std::swap(stale, state_->mail);
    }
    running.request_stop();
    crew_->call();
}

void Aside::cancel()
{
    std::stop_source running(std::nostopstate);
    Task dropped;
    Call end;
    {
        const std::lock_guard lock(state_->hall->mutex);
        dropped.swap(state_->waiting);
        std::erase(state_->hall->ready, state_);
        state_->byUser = true;
        running = state_->running;
        if (dropped && (!state_->active || state_->drops())) {  // else the end of what runs tells it
            state_->mail.job = state_->asked;
            end = endOf(*state_, {});
            state_->mail.end.swap(end);
            if (state_->mail.end)
                state_->ring();
        }
    }
    running.request_stop();
}

void Aside::close()
{
    std::stop_source running(std::nostopstate);
    Task dropped;
    Mail stale;
    {
        const std::lock_guard lock(state_->hall->mutex);
        state_->bell = nullptr;
        dropped.swap(state_->waiting);
        std::erase(state_->hall->ready, state_);
        std::swap(stale, state_->mail);
        running = state_->running;
    }
    running.request_stop();
}

bool Aside::busy() const
{
    const std::lock_guard lock(state_->hall->mutex);
    return state_->active || state_->waiting || !state_->mail.empty();
}

void Aside::deliver()
{
    const auto state = state_;  // what is told may end this aside
    Mail mail;
    {
        const std::lock_guard lock(state->hall->mutex);
        state->rung = false;
        std::swap(mail, state->mail);
    }
    const auto heard = [&] {
        const std::lock_guard lock(state->hall->mutex);
        return state->hears(mail.job);
    };
    for (const Call* call : {&mail.progress, &mail.found, &mail.end})
        if (*call && heard())
            (*call)();
}

}  // namespace gauge::ui
