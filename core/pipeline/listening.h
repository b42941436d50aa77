// How many others a token listens to, at the temperature in force and at another.
#pragma once

#include "core/pipeline/snapshot.h"

namespace gauge {

/// Of receiver i and a head, from its row β_i of attention: senders are exp(−Σ_j β_ij ln β_ij), the effective number of those it hears,
/// itself among them; each sender's share of that number is β_ij, so the others are (1 − β_ii) exp(−Σ_j β_ij ln β_ij). All attention on oneself
/// gives 0; equal attention to m others gives m, whether or not one hears oneself as well as each of them.
struct Listening {
    double senders = 0;  // mean over heads and the receivers that hear anybody
    double others = 0;   // mean over heads and all receivers; 0 for one that hears nobody
    double self = 0;     // mean β_ii over heads and the receivers that hear anybody
    double reached = 0;  // the mean of others over the receivers that the mask lets hear another; 0 where there are none
};

/// Of the attention on show.
Listening listeningOf(const Snapshot& snapshot);

/// Of softmax(ln w − E/τ) at a temperature κ instead, from the energies on show; of 256 receivers at most, evenly spread.
Listening listeningAt(const Snapshot& snapshot, double kappa);

/// Nats: beliefs closer than this are copies of one. No softmax at κ = 1 tells them apart by more than 0.1 %.
inline constexpr double kCopies = 1e-3;
/// Of each token, the first of which it is a copy: N. Every token itself where there is no consensus distance. A word that is typed twice is its own copy as long as
/// nothing turns its frames.
std::vector<Index> copiesOf(const Snapshot& snapshot);

/// Listening::reached with copies counted as oneself: how many other beliefs a token hears. Of 256 receivers at most.
double beliefsHeard(const Snapshot& snapshot, const std::vector<Index>& copies);
/// The same at a temperature κ instead.
double beliefsHeardAt(const Snapshot& snapshot, const std::vector<Index>& copies, double kappa);

/// Whom the mask lets the receiver hear besides itself: how many of n.
Index othersAllowed(const Mask& mask, Index receiver, Index n);

}  // namespace gauge
