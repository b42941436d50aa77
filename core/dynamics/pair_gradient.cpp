#include "core/dynamics/pair_gradient.h"

#include <Eigen/Cholesky>

namespace gauge {

/// KL, reverse KL or their mean, of a receiver P_i, C_i from a carried sender with precision and covariance.
PairGradient::Sides PairGradient::kl(Index i, const Vectord& delta, const Matrixd& precision,
                                     const Matrixd& carriedCov) const
{
    const auto own = natural_.precision[i];
    const double forward = divergence_ == Divergence::Kl ? 1.0 : divergence_ == Divergence::ReverseKl ? 0.0 : 0.5;
    const Matrixd square = delta * delta.transpose();
    Sides sides{Vectord::Zero(delta.size()), Matrixd::Zero(delta.size(), delta.size()),
                Matrixd::Zero(delta.size(), delta.size())};
    if (forward > 0) {
        sides.receiverMean += forward * (precision * delta);
        sides.receiverCov += 0.5 * forward * (precision - own);
        sides.senderCov += 0.5 * forward * (precision - precision * (block_.cov[i] + square) * precision);
    }
    if (forward < 1) {
        sides.receiverMean += (1 - forward) * (own * delta);
        sides.senderCov += 0.5 * (1 - forward) * (own - precision);
        sides.receiverCov += 0.5 * (1 - forward) * (own - own * (carriedCov + square) * own);
    }
    return sides;
}

Matrixd PairGradient::add(Index i, Index j, const Matrixd& v, const Matrixd& inverse, double w, BlockGradient& out) const
{
    const Vectord delta = block_.mean.col(i) - v * block_.mean.col(j);
    const Matrixd carried = v * block_.cov[j] * v.transpose();
    const Matrixd precision = inverse.transpose() * natural_.precision[j] * inverse;
    Sides sides;
    if (divergence_ == Divergence::Renyi) {
        const Index d = delta.size();
        const Eigen::LLT<Matrixd> llt((1 - order_) * block_.cov[i] + order_ * carried);
        const Matrixd between = llt.solve(Matrixd::Identity(d, d));
        const Vectord solved = llt.solve(delta);
        const Matrixd square = solved * solved.transpose();
        const double share = order_ / (2 * (order_ - 1));
        sides = {order_ * solved, 0.5 * between - 0.5 * natural_.precision[i] - 0.5 * order_ * (1 - order_) * square,
                 share * (precision - between) - 0.5 * order_ * order_ * square};
    } else {
        sides = kl(i, delta, precision, carried);
    }
    out.mean.col(i) += w * sides.receiverMean;
    out.cov[i] += w * sides.receiverCov;
    out.mean.col(j) -= w * (v.transpose() * sides.receiverMean);
    out.cov[j] += w * (v.transpose() * sides.senderCov * v);
    return w * (2 * sides.senderCov * v * block_.cov[j] - sides.receiverMean * block_.mean.col(j).transpose());
}

}  // namespace gauge
