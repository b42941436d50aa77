// The same door with plain threads behind it, for the thread sanitizer: the pool's library is not instrumented, so what it
// hands from thread to thread looks unordered. Slower, never the default (GAUGESCOPE_PLAIN_THREADS).
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace gauge {

void parallelRanges(Index n, Index grain, const std::function<void(Index, Index)>& body)
{
    std::atomic<Index> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto work = [&] {
        for (Index first = next.fetch_add(grain); first < n; first = next.fetch_add(grain)) {
            try {
                body(first, std::min(n, first + grain));
            } catch (...) {
                const std::scoped_lock lock(mutex);
                failure = std::current_exception();
            }
        }
    };
    if (n <= grain) {
        work();
    } else {
        const std::jthread other(work);
        work();
    }  // joined here
    if (failure)
        std::rethrow_exception(failure);
}

void parallelFor(Index n, const std::function<void(Index)>& body)
{
    parallelRanges(n, std::max<Index>(1, n / 4), [&](Index first, Index last) {
        for (Index i = first; i < last; ++i)
            body(i);
    });
}

/// Nobody waits here for a pool.
void keptApart(const std::function<void()>& body)
{
    body();
}

int availableThreads()
{
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

ThreadLimit::ThreadLimit(int) : control_(nullptr) {}
ThreadLimit::~ThreadLimit() = default;

}  // namespace gauge
