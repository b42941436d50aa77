#include "core/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace gauge {

void parallelRanges(Index n, Index grain, const std::function<void(Index, Index)>& body)
{
    if (n <= grain) {
        if (n > 0)
            body(0, n);
        return;
    }
    tbb::parallel_for(
        tbb::blocked_range<Index>(0, n, static_cast<std::size_t>(grain)),
        [&](const tbb::blocked_range<Index>& r) { body(r.begin(), r.end()); }, tbb::simple_partitioner());
}

void parallelFor(Index n, const std::function<void(Index)>& body)
{
    tbb::parallel_for(tbb::blocked_range<Index>(0, n), [&](const tbb::blocked_range<Index>& r) {
        for (Index i = r.begin(); i < r.end(); ++i)
            body(i);
    });
}

void keptApart(const std::function<void()>& body)
{
    tbb::this_task_arena::isolate(body);
}

int availableThreads()
{
    return tbb::info::default_concurrency();
}

ThreadLimit::ThreadLimit(int threads)
    : control_(threads > 0 ? new tbb::global_control(tbb::global_control::max_allowed_parallelism,
                                                     static_cast<std::size_t>(threads))
                           : nullptr)
{
}

ThreadLimit::~ThreadLimit()
{
    delete static_cast<tbb::global_control*>(control_);
}

}  // namespace gauge
