// Whether the shown layer is one on which there is little to see, and which of three ways that is.
#pragma once

#include "core/pipeline/snapshot.h"

#include <optional>

namespace gauge {

/// Nats: the most by which beliefs that are one to rounding differ. Energies that differ by so little move no weight of a softmax at κ = 1 by more than a
/// millionth, which is what single precision tells apart.
inline constexpr double kAlike = 1e-6;
/// KL of one token's belief from another's, all heads together, nats; not finite where a covariance is not positive definite.
double tokenDivergence(const CommonBeliefs& q, Index i, const CommonBeliefs& p, Index j);
bool allAlike(const CommonBeliefs& beliefs);

/// In the order in which they are told: the later may follow from the earlier.
enum class Trouble { Melts, HearsItself, NothingAgrees };

/// What the troubles are told by, of the shown layer. A token and its copies (copiesOf) are one belief: that a word hears itself, or agrees with itself, where it is typed
/// twice, is nothing.
struct Standing {
    Index tokens = 0;
    Index beliefs = 0;     // different ones
    Index agents = 0;      // what the first scale leaves of the tokens: groups, and those that stand alone
    Index groups = 0;      // of two or more
    Index agreements = 0;  // of those, groups of two or more beliefs
    Index largest = 0;     // tokens of the largest group; 1 without
    double others = 0;     // how many others the average token listens to (Listening::others)
    double heard = 0;      // how many other beliefs it hears (beliefsHeard)
    double self = 0;       // what it gives of its attention to itself, 0 … 1
    bool reaches = true;   // the mask lets anybody hear another
    bool joins =
        true;  // there is consensus, and some θ, or another answer to unknown words, would make an agreement that is not one of all
    bool together = false;  // one group holds every token but the unknown words that keep apart, and they are three or more
    bool alike = false;     // all beliefs are one, to rounding
};
Standing standingOf(const Snapshot& snapshot);

/// The same under other groups of the same snapshot.
void regroup(Standing& standing, const Clusters& clusters, const Snapshot& snapshot);

/// Whether all tokens are in one group (−1: in none) and are `least` or more. Unknown words that keep apart (ScaleLevel::guessed) are not asked.
bool areTogether(const std::vector<Index>& group, const std::vector<int>& guessed, Index least);

/// Melts: all beliefs are one, or are together. HearsItself: a token hears no more than a tenth of another belief. NothingAgrees: no two beliefs are in one group where they
/// could be. Nothing for a single token, which has nobody.
std::optional<Trouble> troubleOf(const Standing& standing);

/// Whether the standing is well outside the trouble, not at its edge: something that was done about it did help.
bool isClearOf(Trouble trouble, const Standing& standing);

}  // namespace gauge
