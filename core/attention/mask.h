// Which sender a receiver may hear (MATH.md §2).
#pragma once

#include "core/types.h"

#include <utility>

namespace gauge {

struct Mask {
    enum class Kind { Full, Causal, Window, CausalWindow };
    Kind kind = Kind::Full;
    Index width = 0;   // w of the window kinds
    bool self = true;  // may a token hear itself

    bool allows(Index i, Index j) const;
    /// Senders of receiver i lie in [first, last) of n tokens (itself to be left out when !self).
    std::pair<Index, Index> senders(Index i, Index n) const;
    /// Every pair allowed: what condensation needs to be lossless.
    bool everyPair() const { return kind == Kind::Full && self; }

    bool operator==(const Mask&) const = default;
};

}  // namespace gauge
