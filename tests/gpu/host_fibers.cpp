#include "tests/gpu/host_crew.h"

#include <new>
#include <stdexcept>

// The sanitizers follow fibers where they are linked in.
// NOLINTBEGIN(bugprone-reserved-identifier): names of theirs
extern "C" {
[[gnu::weak]] void __sanitizer_start_switch_fiber(void** fake, const void* bottom, std::size_t size);
[[gnu::weak]] void __sanitizer_finish_switch_fiber(void* fake, const void** bottom, std::size_t* size);
[[gnu::weak]] void* __tsan_get_current_fiber();
[[gnu::weak]] void* __tsan_create_fiber(unsigned flags);
[[gnu::weak]] void __tsan_destroy_fiber(void* fiber);
[[gnu::weak]] void __tsan_switch_to_fiber(void* fiber, unsigned flags);
}
// NOLINTEND(bugprone-reserved-identifier)

namespace gauge::test {
namespace {

constexpr std::size_t kStackBytes = 64 << 10;
constexpr std::size_t kLine =
    64;  // stacks a multiple of 4 KiB apart would share the same few lines of the cache: they begin at others
constexpr std::uint64_t kUntouched = 0x5ac0ffee5ac0ffee;

/// What the sanitizers know of a stack.
struct Context {
    const void* bottom = nullptr;
    std::size_t size = 0;
    void* fake = nullptr;
    void* thread = nullptr;
};

void leave(Context& from, const Context& to, bool forGood)
{
    if (__sanitizer_start_switch_fiber != nullptr)
        __sanitizer_start_switch_fiber(forGood ? nullptr : &from.fake, to.bottom, to.size);
    if (__tsan_switch_to_fiber != nullptr)
        __tsan_switch_to_fiber(to.thread, 0);
}

void arrive(const Context& at, Context& from)
{
    if (__sanitizer_finish_switch_fiber != nullptr)
        __sanitizer_finish_switch_fiber(at.fake, &from.bottom, &from.size);
}

/// Memory that a fiber runs on, kept for the next.
class Memory {
public:
    Memory() { new (bytes_.get()) std::uint64_t(kUntouched); }

    bool full() const { return *std::launder(reinterpret_cast<const std::uint64_t*>(bytes_.get())) != kUntouched; }
    boost::context::preallocated stack(std::size_t number) const
    {
        boost::context::stack_context whole;
        whole.size = kStackBytes + number % 16 * kLine;
        whole.sp = bytes_.get() + whole.size;
        return {whole.sp, whole.size, whole};
    }
    Context context() const
    {
        return {bytes_.get(), kStackBytes + 16 * kLine, nullptr,
                __tsan_create_fiber != nullptr ? __tsan_create_fiber(0) : nullptr};
    }

private:
    std::unique_ptr<unsigned char[]> bytes_ = std::unique_ptr<unsigned char[]>(new unsigned char[kStackBytes + 16 * kLine]);
};

/// Stacks are kept: nothing is given back with their fiber.
struct Kept {
    void deallocate(boost::context::stack_context&) {}
};

}  // namespace

struct FiberCrew::Stacks {
    std::vector<Memory> memory;     // a thread
    std::vector<Context> contexts;  // the caller's, and a thread

    Stacks() { contexts.emplace_back(); }
    ~Stacks()
    {
        for (std::size_t k = 1; k < contexts.size() && __tsan_destroy_fiber != nullptr; ++k)
            __tsan_destroy_fiber(contexts[k].thread);
    }
    Stacks(const Stacks&) = delete;
    Stacks& operator=(const Stacks&) = delete;

    void grow(std::size_t threads)
    {
        while (memory.size() < threads)
            contexts.push_back(memory.emplace_back().context());
        if (__tsan_get_current_fiber != nullptr)
            contexts.front().thread = __tsan_get_current_fiber();
    }
};

void FiberCrew::run(int threads, const std::vector<Party*>& parties, const std::function<void(int)>& body)
{
    const auto count = static_cast<std::size_t>(threads);
    if (stacks_ == nullptr)
        stacks_ = std::make_shared<Stacks>();
    stacks_->grow(count);
    fibers_.resize(std::max(fibers_.size(), count + 1));
    error_ = nullptr;
    abandoned_ = false;
    ready_.clear();
    clear(parties);
    for (std::size_t thread = 1; thread <= count; ++thread) {
        begin(thread, body);
        ready_.push_back(thread);
    }
    goOn(kCaller, next());
    const std::string waited = waitedFor(parties);
    if (!waited.empty() && !error_)
        error_ = std::make_exception_ptr(std::logic_error(waited));
    abandoned_ = true;
    for (std::size_t thread = 1; thread <= count; ++thread)
        if (fibers_[thread])
            goOn(kCaller, thread);
    for (std::size_t thread = 0; thread < count; ++thread)
        if (stacks_->memory[thread].full())
            error_ = std::make_exception_ptr(std::logic_error("a thread's stack of 64 KiB is full"));
    if (error_)
        std::rethrow_exception(error_);
}

void FiberCrew::begin(std::size_t thread, const std::function<void(int)>& body)
{
    const auto all = [this, thread, &body](boost::context::fiber&& from) {
        arrived(thread, std::move(from));
        try {
            if (!abandoned_)
                body(static_cast<int>(thread) - 1);
        } catch (const Abandoned&) {  // NOLINT(bugprone-empty-catch): why is in error_ already
        } catch (...) {
            if (!error_)
                error_ = std::current_exception();
        }
        left_ = thread;
        const std::size_t to = next();
        leave(stacks_->contexts[thread], stacks_->contexts[to], true);
        return std::move(fibers_[to]);
    };
    stacks_->contexts[thread].fake = nullptr;
    fibers_[thread] = boost::context::fiber(std::allocator_arg, stacks_->memory[thread - 1].stack(thread), Kept{}, all);
}

void FiberCrew::meet(Party& party, int thread, Collective what, void (*act)(Party&))
{
    come(party, what);
    const auto own = static_cast<std::size_t>(thread) + 1;
    if (party.come < party.size) {
        goOn(own, next());
        if (abandoned_)
            throw Abandoned{};
        return;
    }
    if (act != nullptr)
        act(party);
    party.come = 0;
    party.round.fetch_add(1, std::memory_order_relaxed);
    const auto first = static_cast<std::size_t>(party.first) + 1;
    for (std::size_t other = first; other < first + static_cast<std::size_t>(party.size); ++other)
        if (other != own)
            ready_.push_back(other);
}

std::size_t FiberCrew::next()
{
    if (ready_.empty() || error_ || abandoned_)
        return kCaller;
    random_ += 0x9e3779b97f4a7c15;  // SplitMix64
    std::uint64_t mixed = (random_ ^ random_ >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    std::swap(ready_[(mixed >> 32) * ready_.size() >> 32], ready_.back());
    const std::size_t thread = ready_.back();
    ready_.pop_back();
    return thread;
}

void FiberCrew::goOn(std::size_t from, std::size_t to)
{
    left_ = from;
    leave(stacks_->contexts[from], stacks_->contexts[to], false);
    arrived(from, std::move(fibers_[to]).resume());
}

void FiberCrew::arrived(std::size_t at, boost::context::fiber&& from)
{
    fibers_[left_] = std::move(from);
    arrive(stacks_->contexts[at], stacks_->contexts[left_]);
}

}  // namespace gauge::test
