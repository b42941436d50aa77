// Threads that go together in a machine made of the host's own processor: as fibers on one thread of the system, the next to go drawn at
// random at every meeting; or as threads of the system, for the thread sanitizer.
#pragma once

#include <atomic>
#include <barrier>
#include <boost/context/fiber.hpp>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace gauge::test {

/// What threads do together.
enum class Collective { Wait, WaitWarp, WaitCluster, Sum, Most, Exchange, From, LoadFour, MultiplyTf32, MultiplyBf16 };

/// Threads first … first + size - 1 of a crew, who meet: those of a warp, of a block or of a cluster.
struct Party {
    Party() = default;
    virtual ~Party() = default;
    Party(const Party&) = delete;
    Party& operator=(const Party&) = delete;

    virtual std::string name() const = 0;

    int first = 0;
    int size = 0;
    Collective doing = Collective::Wait;
    int come = 0;                 // of those who meet
    std::atomic<long> round = 0;  // meetings held
    // For threads of the system:
    std::mutex mutex;
    std::condition_variable held;
};

/// Thrown where threads wait for some who will not come, after the reason is known.
struct Abandoned {};

class Crew {
public:
    virtual ~Crew() = default;

    /// body(thread) by every thread; throws what one of them throws, or which meeting the last of them wait for.
    virtual void run(int threads, const std::vector<Party*>& parties, const std::function<void(int)>& body) = 0;
    /// Goes on once the whole party has come. The last performs the act first, if there is one.
    virtual void meet(Party& party, int thread, Collective what, void (*act)(Party&)) = 0;

protected:
    /// One more has come; throws where the others do something else.
    static void come(Party& party, Collective what);
    static void clear(const std::vector<Party*>& parties);
    /// Which meetings are begun and by how many.
    static std::string waitedFor(const std::vector<Party*>& parties);
};

class FiberCrew : public Crew {
public:
    explicit FiberCrew(std::uint64_t seed) : random_(seed) {}
    void seed(std::uint64_t seed) { random_ = seed; }

    void run(int threads, const std::vector<Party*>& parties, const std::function<void(int)>& body) override;
    void meet(Party& party, int thread, Collective what, void (*act)(Party&)) override;

private:
    struct Stacks;
    /// The next to go: a thread drawn, or the caller where none is ready.
    std::size_t next();
    void begin(std::size_t thread, const std::function<void(int)>& body);
    void goOn(std::size_t from, std::size_t to);
    /// In the one who goes on, before anything else.
    void arrived(std::size_t at, boost::context::fiber&& from);

    static constexpr std::size_t kCaller = 0;  // threads follow

    std::uint64_t random_;
    std::shared_ptr<Stacks> stacks_;
    std::vector<boost::context::fiber> fibers_;  // those that do not run
    std::size_t left_ = kCaller;                 // who went last
    std::vector<std::size_t> ready_;
    std::exception_ptr error_;
    bool abandoned_ = false;
};

class ThreadCrew : public Crew {
public:
    explicit ThreadCrew(int threads);
    ~ThreadCrew() override;
    ThreadCrew(const ThreadCrew&) = delete;
    ThreadCrew& operator=(const ThreadCrew&) = delete;

    void run(int threads, const std::vector<Party*>& parties, const std::function<void(int)>& body) override;
    void meet(Party& party, int thread, Collective what, void (*act)(Party&)) override;

private:
    void work(int thread);
    void halt();
    void abandon(std::exception_ptr error);

    std::barrier<> begin_;
    std::barrier<> end_;
    const std::vector<Party*>* parties_ = nullptr;
    const std::function<void(int)>* body_ = nullptr;  // none: to stop
    int size_;
    std::atomic<int> halted_ = 0;  // threads that wait or have ended
    std::atomic<bool> abandoned_ = false;
    std::mutex errorMutex_;
    std::exception_ptr error_;
    std::vector<std::jthread> others_;
};

}  // namespace gauge::test
