// The passes one by one, by the machine's own clock, with the least they have to do.
#pragma once

#include "gpu/flash_keep.h"

namespace gauge::gpu {

template <class M, Operand O, int Parts>
std::vector<StageTime> Flash<M, O, Parts>::profile(const PairRequest& request, int repeats)
{
    const std::lock_guard lock(mutex_);
    PairOutput out;
    std::vector<double> unused(1);
    if (heads_.front().mixture.at != nullptr)
        out.mixture.assign(heads_.size(), unused.data());
    const Call silent(*this, request, {});
    const Call heard(*this, request, out);
    out.mixture.clear();
    out.energy.assign(heads_.size(), unused.data());
    out.attention = out.energy;
    const Call kept(*this, request, out);
    double features = 0;
    double values = 0;
    for (const Head& head : heads_) {
        features += static_cast<double>(head.left.features);
        values += static_cast<double>(head.mixture.width);
    }
    const auto n = static_cast<double>(n_);
    const double pairs = n * n;
    const auto heads = static_cast<double>(heads_.size());
    const double rows = std::min(n, static_cast<double>(kept.rowsAtOnce));
    const double word = O == Operand::Tf32 ? sizeof(float) * Parts : 2.0 * Parts;
    std::vector<StageTime> stages;
    const auto time = [&](const char* name, double operations, double bytes, auto work) {
        work();  // warms up
        std::vector<double> seconds;
        seconds.reserve(static_cast<std::size_t>(repeats));
        for (int k = 0; k < repeats; ++k)
            seconds.push_back(m_.seconds(work));
        std::sort(seconds.begin(), seconds.end());
        stages.push_back({name, seconds[seconds.size() / 2], seconds.front(), operations, bytes});
    };
    time("partition", 2 * pairs * features, 2 * n * features * word, [&] { averageRows(silent, false); });
    if (values > 0)
        time("messages", 2 * pairs * (features + values), n * (2 * features * word + values * (word + sizeof(float))),
             [&] { averageRows(heard, false); });
    time("matrices", 2 * rows * n * features, n * 2 * features * word + 2 * heads * rows * n * sizeof(float), [&] {
        rowsBy(kept, 0, static_cast<long>(heads_.size()), kept.keeps.data(), 0,
               (static_cast<long>(rows) + kTile - 1) / kTile);
    });
    return stages;
}

}  // namespace gauge::gpu
