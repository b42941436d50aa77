// A temperature to begin with, from the energies of a state that somebody else made.
#pragma once

#include "core/pipeline/snapshot.h"

#include <optional>

namespace gauge {

struct KappaProposal {
    double kappa = 1;      // to two digits
    double listeners = 1;  // how many a token listens to at it: the mean over receivers and heads of exp(−Σ_j β_ij ln β_ij)
    double listenersAtOne = 1;
};

/// The κ at which a token listens to about five (of fewer than ten tokens: to half of them). Reads the energies of the snapshot's layer,
/// of 256 receivers at most. Nothing where every κ gives about the same (one token, energies that are all alike) or none is finite, and where it is 1.
std::optional<KappaProposal> proposedKappa(const Snapshot& snapshot);

}  // namespace gauge
