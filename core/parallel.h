// The only door to the thread pool (TBB), kept out of headers that Qt sees: TBB and Qt both claim the word `emit`.
#pragma once

#include "core/types.h"

#include <functional>

namespace gauge {

/// Runs body(first, last) on disjoint ranges covering [0, n), each of at most `grain` items, on the shared pool.
void parallelRanges(Index n, Index grain, const std::function<void(Index, Index)>& body);

/// Runs body(i) for every i in [0, n).
void parallelFor(Index n, const std::function<void(Index)>& body);

/// Runs body; a thread that waits in it for the pool takes up nothing else meanwhile: for what is done under a lock.
void keptApart(const std::function<void()>& body);

/// Cores this process may use.
int availableThreads();

/// While alive, the shared pool uses at most `threads` threads (0: all).
class ThreadLimit {
public:
    explicit ThreadLimit(int threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

private:
    void* control_;
};

}  // namespace gauge
