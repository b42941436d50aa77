// Gaussian beliefs in the two spaces they live in, and the only two doors between them (MATH.md §1, §3).
#pragma once

#include "core/algebra/frames.h"
#include "core/types.h"

namespace gauge {

/// N Gaussians of one head: means d×N (a column a token), covariances N×d×d.
struct GaussianBlock {
    Matrixd mean;
    Stack cov;

    Index tokens() const { return mean.cols(); }
    Index dim() const { return mean.rows(); }
};

/// q_i in each token's own frame, a block a head.
struct LocalBeliefs {
    std::vector<GaussianBlock> heads;
};

/// The same beliefs pulled back to the common frame: N(m_i, C_i) = U_i⁻¹·q_i.
struct CommonBeliefs {
    std::vector<GaussianBlock> heads;

    Index tokens() const { return heads.empty() ? 0 : heads.front().tokens(); }
};

/// m = U⁻¹ μ, C = U⁻¹ Σ U⁻ᵀ.
CommonBeliefs pullBack(const LocalBeliefs& local, const Frames& frames);

/// μ = U m, Σ = U C Uᵀ.
LocalBeliefs pushForward(const CommonBeliefs& common, const Frames& frames);

/// One belief.
struct Belief {
    Vectord mean;
    Matrixd cov;
};

/// One head of one token's belief in a token's frame: its own, or another's, into which Ω carries it.
Belief pushForward(const CommonBeliefs& common, const Frames& frames, std::size_t head, Index token, Index frame);

/// All heads of one token's belief, K, in its own frame.
Belief pushForward(const CommonBeliefs& common, const Frames& frames, Index token);

/// What the beliefs are after every frame has turned, U_i ← U_i V_i: local beliefs stay, so m ← V⁻¹ m, C ← V⁻¹ C V⁻ᵀ.
CommonBeliefs turnedBack(const CommonBeliefs& common, const Frames& turn);

/// Block-diagonal K×K covariance and K mean of token i.
Matrixd fullCovariance(const std::vector<GaussianBlock>& heads, Index i);
Vectord fullMean(const std::vector<GaussianBlock>& heads, Index i);
template <class Beliefs>
Matrixd fullCovariance(const Beliefs& beliefs, Index i)
{
    return fullCovariance(beliefs.heads, i);
}
template <class Beliefs>
Vectord fullMean(const Beliefs& beliefs, Index i)
{
    return fullMean(beliefs.heads, i);
}

/// Means of all heads, K×N.
Matrixd allMeans(const CommonBeliefs& beliefs);

/// Natural parameters of one head: precisions P_i, h_i = P_i m_i (d×N), ln det C_i (N).
struct NaturalBlock {
    Stack precision;
    Matrixd h;
    Vectord logDetCov;
};

/// Throws Error (token) if a covariance is not positive definite.
NaturalBlock naturalParameters(const GaussianBlock& block);
std::vector<NaturalBlock> naturalParameters(const CommonBeliefs& beliefs);

/// Throws Error (what, token) unless every mean and covariance is finite: beliefs too far apart, or too small, for doubles.
void requireFinite(const std::vector<GaussianBlock>& heads, const char* what);

/// Inverse of naturalParameters; the precision must be positive definite (token in the Error).
GaussianBlock fromNatural(const Stack& precision, const Matrixd& h);

/// The same into `out`; returns −1, or a token whose precision is not positive definite (out is then meaningless).
Index tryFromNatural(const Stack& precision, const Matrixd& h, GaussianBlock& out);

}  // namespace gauge
