#include "tests/gpu/host_crew.h"

#include <stdexcept>

namespace gauge::test {
namespace {

constexpr int kYields = 64;  // before a thread sleeps

}  // namespace

ThreadCrew::ThreadCrew(int threads) : begin_(threads), end_(threads), size_(threads)
{
    for (int thread = 1; thread < threads; ++thread)
        others_.emplace_back([this, thread] {
            for (begin_.arrive_and_wait(); body_ != nullptr; begin_.arrive_and_wait())
                work(thread);
        });
}

ThreadCrew::~ThreadCrew()
{
    body_ = nullptr;
    begin_.arrive_and_wait();
}

void ThreadCrew::run(int, const std::vector<Party*>& parties, const std::function<void(int)>& body)
{
    parties_ = &parties;
    body_ = &body;
    halted_ = 0;
    abandoned_ = false;
    error_ = nullptr;
    clear(parties);
    begin_.arrive_and_wait();
    work(0);
    if (error_)
        std::rethrow_exception(error_);
}

void ThreadCrew::work(int thread)
{
    try {
        (*body_)(thread);
        halt();
    } catch (const Abandoned&) {  // NOLINT(bugprone-empty-catch): why is in error_ already
    } catch (...) {
        abandon(std::current_exception());
    }
    end_.arrive_and_wait();
}

void ThreadCrew::meet(Party& party, int, Collective what, void (*act)(Party&))
{
    std::unique_lock lock(party.mutex);
    if (abandoned_.load(std::memory_order_relaxed))
        throw Abandoned{};
    come(party, what);
    if (party.come == party.size) {
        if (act != nullptr)
            act(party);
        party.come = 0;
        party.round.fetch_add(1, std::memory_order_relaxed);
        halted_.fetch_sub(party.size - 1, std::memory_order_relaxed);
        party.held.notify_all();
        return;
    }
    const long round = party.round.load(std::memory_order_relaxed);
    const auto held = [&] { return party.round.load(std::memory_order_relaxed) != round; };
    // The last to halt finds that nobody is left to be waited for: it must not hold what the others wake with.
    lock.unlock();
    halt();
    for (int k = 0; k < kYields && !held(); ++k)
        std::this_thread::yield();
    lock.lock();
    party.held.wait(lock, [&] { return held() || abandoned_.load(std::memory_order_relaxed); });
    if (!held())
        throw Abandoned{};
}

void ThreadCrew::halt()
{
    if (halted_.fetch_add(1, std::memory_order_relaxed) + 1 < size_)
        return;
    const std::string waited = waitedFor(*parties_);
    if (!waited.empty())
        abandon(std::make_exception_ptr(std::logic_error(waited)));
}

void ThreadCrew::abandon(std::exception_ptr error)
{
    {
        const std::scoped_lock lock(errorMutex_);
        if (!error_)
            error_ = std::move(error);
    }
    abandoned_.store(true, std::memory_order_relaxed);
    for (Party* party : *parties_) {
        const std::scoped_lock lock(party->mutex);
        party->held.notify_all();
    }
}

}  // namespace gauge::test
