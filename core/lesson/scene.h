// What expressions are asked about: the run on show, what it was when the step began, what is pinned, and what a hand chose.
#pragma once

#include "core/cost/methods.h"
#include "core/pipeline/snapshot.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace gauge::lesson {

/// What is locked in the views: tokens, or a pair.
struct Looking {
    std::vector<Index> locked;
    Index receiver = -1;
    Index sender = -1;

    bool operator==(const Looking&) const = default;
};

/// Of a training: updates made; loss of the last and of the first batch, nats a token.
struct Trained {
    int updates = 0;
    double loss = 0;
    double firstLoss = 0;
};

struct Scene {
    std::shared_ptr<const Snapshot> now;
    std::shared_ptr<const Snapshot> before;  // when the step began, or before its `then`; null: now
    std::shared_ptr<const Snapshot> pinned;  // A; null: nothing is
    Looking looking;
    std::shared_ptr<const CostReport> cost;                               // of the state on show; null: not measured
    std::optional<Trained> trained;                                       // nothing was learned: none
    std::stop_token stop = {};                                            // of whoever asks
    std::function<std::shared_ptr<const Snapshot>(const RunInput&)> run;  // for at(); may throw Error
};

}  // namespace gauge::lesson
