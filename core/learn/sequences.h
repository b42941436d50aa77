// Sequences of tokens, one below the other, so that what treats tokens one by one is one product for all of them.
#pragma once

#include "core/learn/sequence_model.h"

namespace gauge::learn {

struct Sequences {
    std::vector<Index> starts;  // first row of each, and the end
    std::vector<Index> places;  // T: of every row within its sequence

    explicit Sequences(const std::vector<Index>& lengths);
    Index rows() const { return static_cast<Index>(places.size()); }
    std::size_t count() const { return starts.size() - 1; }
};

/// What rows ask: the tokens heard, and those that follow them.
struct Questions {
    Sequences sequences;
    std::vector<int> tokens, targets;  // T

    explicit Questions(const Rows& rows);
};

/// Every so manieth row, from one on: the rows of a shard.
Rows dealt(const Rows& rows, Index shard, Index shards);

}  // namespace gauge::learn
