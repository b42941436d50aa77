#include "app/bench/rounds.h"

#include "core/cost/payoff.h"

#include <algorithm>
#include <fmt/core.h>

namespace gauge::bench {

std::vector<Row> runRounds(std::vector<Task>& tasks, int repeats, double longest, const RunControl& control)
{
    for (Task& task : tasks) {
        control.check();
        task.once = secondsOf(task.body);
        if (task.once * repeats > longest) {
            fmt::print(stderr, "left out: {} ({}) at N={}, K={}: {:.2f} s a round\n", task.row.method, task.row.stage,
                       task.row.shape.n, task.row.shape.k, task.once);
            task.body = nullptr;
        }
    }
    for (int r = 0; r < repeats; ++r) {
        for (Task& task : tasks) {
            control.check();
            if (!task.body)
                continue;
            if (task.once < 0.05)  // a warm-up of its own: the round before left other data in the caches
                task.body();
            task.times.push_back(secondsOf(task.body));
        }
    }
    std::vector<Row> rows;
    for (Task& task : tasks) {
        if (!task.body)
            continue;
        std::sort(task.times.begin(), task.times.end());
        task.row.least = task.times.front();
        task.row.median = task.times[task.times.size() / 2];
        task.row.repeats = repeats;
        task.row.error = task.error ? task.error() : -1;
        rows.push_back(task.row);
    }
    return rows;
}

}  // namespace gauge::bench
