#include "core/gaussian/beliefs.h"

#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

/// a ← ½(a + aᵀ), removing what rounding added.
template <class M>
void symmetrise(M&& a)
{
    a = (0.5 * (a + a.transpose())).eval();
}

}  // namespace

CommonBeliefs pullBack(const LocalBeliefs& local, const Frames& frames, CovarianceFamily family)
{
    CommonBeliefs common;
    for (std::size_t h = 0; h < local.heads.size(); ++h) {
        GaussianBlock block = local.heads[h];
        parallelFor(block.tokens(), [&](Index i) {
            if (!frames.identity) {
                const auto inverse = frames.inverse[h][i];
                block.mean.col(i) = (inverse * block.mean.col(i)).eval();
                const Matrixd half = inverse * block.cov[i];
                block.cov[i].noalias() = half * inverse.transpose();
                symmetrise(block.cov[i]);
            }
            if (family == CovarianceFamily::Diagonal)
                block.cov[i] = block.cov[i].diagonal().eval().asDiagonal();
        });
        common.heads.push_back(std::move(block));
    }
    return common;
}

LocalBeliefs pushForward(const CommonBeliefs& common, const Frames& frames)
{
    LocalBeliefs local;
    for (std::size_t h = 0; h < common.heads.size(); ++h) {
        GaussianBlock block = common.heads[h];
        if (!frames.identity) {
            parallelFor(block.tokens(), [&](Index i) {
                const auto u = frames.u[h][i];
                block.mean.col(i) = (u * block.mean.col(i)).eval();
                const Matrixd half = u * block.cov[i];
                block.cov[i].noalias() = half * u.transpose();
                symmetrise(block.cov[i]);
            });
        }
        local.heads.push_back(std::move(block));
    }
    return local;
}

template <class Beliefs>
Matrixd fullCovariance(const Beliefs& beliefs, Index i)
{
    Index k = 0;
    for (const GaussianBlock& b : beliefs.heads)
        k += b.dim();
    Matrixd cov = Matrixd::Zero(k, k);
    Index at = 0;
    for (const GaussianBlock& b : beliefs.heads) {
        cov.block(at, at, b.dim(), b.dim()) = b.cov[i];
        at += b.dim();
    }
    return cov;
}

template <class Beliefs>
Vectord fullMean(const Beliefs& beliefs, Index i)
{
    Index k = 0;
    for (const GaussianBlock& b : beliefs.heads)
        k += b.dim();
    Vectord mean(k);
    Index at = 0;
    for (const GaussianBlock& b : beliefs.heads) {
        mean.segment(at, b.dim()) = b.mean.col(i);
        at += b.dim();
    }
    return mean;
}

template Matrixd fullCovariance(const LocalBeliefs&, Index);
template Matrixd fullCovariance(const CommonBeliefs&, Index);
template Vectord fullMean(const LocalBeliefs&, Index);
template Vectord fullMean(const CommonBeliefs&, Index);

NaturalBlock naturalParameters(const GaussianBlock& block)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    NaturalBlock natural{Stack(n, d), Matrixd(d, n), Vectord(n)};
    parallelFor(n, [&](Index i) {
        const Eigen::LLT<Matrixd> llt(block.cov[i]);
        if (llt.info() != Eigen::Success)
            fail("covariance: expected positive definite matrices, found token {} losing definiteness in the common "
                 "frame (its condition number is too large for double precision)",
                 i);
        natural.precision[i] = llt.solve(Matrixd::Identity(d, d));
        symmetrise(natural.precision[i]);
        natural.h.col(i) = natural.precision[i] * block.mean.col(i);
        natural.logDetCov(i) = 2.0 * llt.matrixLLT().diagonal().array().log().sum();
    });
    return natural;
}

GaussianBlock fromNatural(const Stack& precision, const Matrixd& h)
{
    const Index n = precision.size();
    const Index d = precision.dim();
    GaussianBlock block{Matrixd(d, n), Stack(n, d)};
    parallelFor(n, [&](Index i) {
        const Eigen::LLT<Matrixd> llt(precision[i]);
        if (llt.info() != Eigen::Success)
            fail("precision: expected positive definite matrices, found token {} without one (does it have any allowed "
                 "sender?)",
                 i);
        block.cov[i] = llt.solve(Matrixd::Identity(d, d));
        symmetrise(block.cov[i]);
        block.mean.col(i) = llt.solve(h.col(i));
    });
    return block;
}

}  // namespace gauge
