#include "tests/gpu/host_crew.h"

#include <new>
#include <stdexcept>

// The sanitizers follow fibers where they are linked in.
extern "C" {
[[gnu::weak]] void __sanitizer_start_switch_fiber(void** fake, const void* bottom, std::size_t size);
[[gnu::weak]] void __sanitizer_finish_switch_fiber(void* fake, const void** bottom, std::size_t* size);
[[gnu::weak]] void* __tsan_get_current_fiber();
[[gnu::weak]] void* __tsan_create_fiber(unsigned flags);
[[gnu::weak]] void __tsan_destroy_fiber(void* fiber);
[[gnu::weak]] void __tsan_switch_to_fiber(void* fiber, unsigned flags);
}

namespace gauge::test {
namespace {

constexpr std::size_t kStackBytes = 64 << 10;
constexpr std::size_t kStagger = 17 * 64;  // stacks a multiple of 4 KiB apart would share the same few lines of the cache
constexpr std::uint64_t kUntouched = 0x5ac0ffee5ac0ffee;

/// What the sanitizers know of a stack.
struct Context {
    const void* bottom = nullptr;
    std::size_t size = 0;
    void* fake = nullptr;
    void* thread = nullptr;
};

void leave(Context* from, const Context& to)
{
    if (__sanitizer_start_switch_fiber != nullptr)
        __sanitizer_start_switch_fiber(from != nullptr ? &from->fake : nullptr, to.bottom, to.size);
    if (__tsan_switch_to_fiber != nullptr)
        __tsan_switch_to_fiber(to.thread, 0);
}

void arrive(const Context& at, Context* from)
{
    if (__sanitizer_finish_switch_fiber != nullptr)
        __sanitizer_finish_switch_fiber(at.fake, from != nullptr ? &from->bottom : nullptr,
                                        from != nullptr ? &from->size : nullptr);
}

}  // namespace

/// Memory that a fiber runs on, kept for the next.
struct FiberCrew::Stack {
    std::unique_ptr<unsigned char[]> memory = std::unique_ptr<unsigned char[]>(new unsigned char[kStackBytes + kStagger]);
    Context context;

    Stack()
    {
        new (memory.get()) std::uint64_t(kUntouched);
        context.bottom = memory.get();
        context.size = kStackBytes + kStagger;
        if (__tsan_create_fiber != nullptr)
            context.thread = __tsan_create_fiber(0);
    }
    ~Stack()
    {
        if (__tsan_destroy_fiber != nullptr)
            __tsan_destroy_fiber(context.thread);
    }
    Stack(const Stack&) = delete;
    Stack& operator=(const Stack&) = delete;

    bool full() const { return *std::launder(reinterpret_cast<const std::uint64_t*>(memory.get())) != kUntouched; }
    boost::context::preallocated top(std::size_t number) const
    {
        boost::context::stack_context whole;
        whole.size = kStackBytes + number % 16 * 64;
        whole.sp = memory.get() + whole.size;
        return {whole.sp, whole.size, whole};
    }
};

struct FiberCrew::Stacks {
    Context caller;
    std::vector<std::unique_ptr<Stack>> of;  // a thread
};

void FiberCrew::begin(int thread, const std::function<void(int)>& body)
{
    struct Kept {
        void deallocate(boost::context::stack_context&) {}
    };
    Stack& stack = *stacks_->of[static_cast<std::size_t>(thread)];
    stack.context.fake = nullptr;
    const auto all = [this, thread, &body, &stack](boost::context::fiber&& caller) {
        caller_ = std::move(caller);
        arrive(stack.context, &stacks_->caller);
        try {
            if (!abandoned_)
                body(thread);
        } catch (const Abandoned&) {
        } catch (...) {
            if (!error_)
                error_ = std::current_exception();
        }
        leave(nullptr, stacks_->caller);
        return std::move(caller_);
    };
    fibers_[static_cast<std::size_t>(thread)] =
        boost::context::fiber(std::allocator_arg, stack.top(static_cast<std::size_t>(thread)), Kept{}, all);
}

void FiberCrew::run(int threads, const std::vector<Party*>& parties, const std::function<void(int)>& body)
{
    const auto count = static_cast<std::size_t>(threads);
    if (stacks_ == nullptr)
        stacks_ = std::make_shared<Stacks>();
    while (stacks_->of.size() < count)
        stacks_->of.push_back(std::make_unique<Stack>());
    if (__tsan_get_current_fiber != nullptr)
        stacks_->caller.thread = __tsan_get_current_fiber();
    error_ = nullptr;
    abandoned_ = false;
    fibers_.resize(std::max(fibers_.size(), count));
    ready_.clear();
    clear(parties);
    for (int thread = 0; thread < threads; ++thread) {
        begin(thread, body);
        ready_.push_back(thread);
    }
    while (!ready_.empty() && !error_)
        goOn(drawn());
    const std::string waited = waitedFor(parties);
    if (!waited.empty() && !error_)
        error_ = std::make_exception_ptr(std::logic_error(waited));
    abandoned_ = true;
    for (int thread = 0; thread < threads; ++thread) {
        if (fibers_[static_cast<std::size_t>(thread)])
            goOn(thread);
        if (stacks_->of[static_cast<std::size_t>(thread)]->full())
            error_ = std::make_exception_ptr(std::logic_error("a thread's stack of 64 KiB is full"));
    }
    if (error_)
        std::rethrow_exception(error_);
}

void FiberCrew::meet(Party& party, int thread, Collective what, void (*act)(Party&))
{
    come(party, what);
    if (party.come < party.size)
        return yield(thread);
    if (act != nullptr)
        act(party);
    party.come = 0;
    party.round.fetch_add(1, std::memory_order_relaxed);
    for (int other = party.first; other < party.first + party.size; ++other)
        if (other != thread)
            ready_.push_back(other);
}

void FiberCrew::goOn(int thread)
{
    auto& fiber = fibers_[static_cast<std::size_t>(thread)];
    leave(&stacks_->caller, stacks_->of[static_cast<std::size_t>(thread)]->context);
    fiber = std::move(fiber).resume();
    arrive(stacks_->caller, nullptr);
}

void FiberCrew::yield(int thread)
{
    Context& own = stacks_->of[static_cast<std::size_t>(thread)]->context;
    leave(&own, stacks_->caller);
    caller_ = std::move(caller_).resume();
    arrive(own, nullptr);
    if (abandoned_)
        throw Abandoned{};
}

int FiberCrew::drawn()
{
    const std::uint64_t at = (random_() >> 32) * ready_.size() >> 32;
    std::swap(ready_[at], ready_.back());
    const int thread = ready_.back();
    ready_.pop_back();
    return thread;
}

}  // namespace gauge::test
