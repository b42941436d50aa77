// The gradient of one divergence along one link: by both beliefs and by the link (MATH.md §5, §9).
#pragma once

#include "core/dynamics/coupling_gradient.h"
#include "core/gaussian/beliefs.h"

namespace gauge {

class PairGradient {
public:
    /// One head's beliefs in the common frame and their natural parameters, both outliving this.
    PairGradient(Divergence divergence, double order, const GaussianBlock& block, const NaturalBlock& natural)
        : divergence_(divergence), order_(order), block_(block), natural_(natural)
    {
    }

    /// Adds w times the gradient of D(q_i ‖ V q_j) to the receiver's and the sender's; gives w ∂D/∂V, d×d.
    Matrixd add(Index i, Index j, const Matrixd& v, const Matrixd& inverse, double w, BlockGradient& out) const;

private:
    /// By the receiver's belief and the carried sender's.
    struct Sides {
        Vectord receiverMean;
        Matrixd receiverCov;
        Matrixd senderCov;  // the sender's mean is the receiver's negative
    };
    Sides kl(Index i, const Vectord& delta, const Matrixd& precision, const Matrixd& carriedCov) const;

    Divergence divergence_;
    double order_;
    const GaussianBlock& block_;
    const NaturalBlock& natural_;
};

}  // namespace gauge
