#include "core/pipeline/pair.h"

#include "core/algebra/solvers.h"
#include "core/attention/softmax.h"
#include "core/error.h"
#include "core/gaussian/state_connection.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <limits>

namespace gauge {
namespace {

struct Factor {
    explicit Factor(const Matrixd& cov, Index token) : llt(cov)
    {
        if (llt.info() != Eigen::Success)
            fail("inspector: expected a positive definite covariance, found none at token {}", token);
        logDiagonal = llt.matrixL().toDenseMatrix().diagonal().array().log();
    }
    Eigen::LLT<Matrixd> llt;
    Vectord logDiagonal;  // of the Cholesky factor; ln det is twice its sum
};

struct Gaussian {
    Vectord mean;
    Matrixd cov;
    Index token;
};

/// KL(p ‖ q) coordinate by coordinate: the diagonal of C_q⁻¹C_p, the terms of δᵀC_q⁻¹δ, and ln of the conditional deviations.
RowMatrixd klByDimension(const Gaussian& p, const Gaussian& q)
{
    const Factor fp(p.cov, p.token);
    const Factor fq(q.cov, q.token);
    const Vectord delta = p.mean - q.mean;
    RowMatrixd parts(3, delta.size());
    parts.row(0) = 0.5 * (fq.llt.solve(p.cov).diagonal().array() - 1);
    parts.row(1) = 0.5 * delta.cwiseProduct(fq.llt.solve(delta));
    parts.row(2) = fq.logDiagonal - fp.logDiagonal;
    return parts;
}

/// Rényi's divergence has a term of means and one of determinants (divergence.h).
RowMatrixd renyiByDimension(double order, const Gaussian& p, const Gaussian& q)
{
    const Factor mixed((1 - order) * p.cov + order * q.cov, p.token);
    const Factor fp(p.cov, p.token);
    const Factor fq(q.cov, q.token);
    const Vectord delta = p.mean - q.mean;
    RowMatrixd parts = RowMatrixd::Zero(3, delta.size());
    parts.row(1) = 0.5 * order * delta.cwiseProduct(mixed.llt.solve(delta));
    parts.row(2) = -(mixed.logDiagonal - (1 - order) * fp.logDiagonal - order * fq.logDiagonal) / (order - 1);
    return parts;
}

RowMatrixd byDimension(const AttentionOptions& o, const Gaussian& own, const Gaussian& other)
{
    switch (o.divergence) {
    case Divergence::Kl: return klByDimension(own, other);
    case Divergence::ReverseKl: return klByDimension(other, own);
    case Divergence::Jeffreys: return 0.5 * (klByDimension(own, other) + klByDimension(other, own));
    case Divergence::Renyi: break;
    }
    return renyiByDimension(o.renyiOrder, own, other);
}

/// A layer of a run, as far as a pair reads it.
struct Layer {
    const State& state;
    const CommonBeliefs& common;
    const Frames& frames;
    bool flat;
    Matrixd link;  // of the pair and head that are looked at
};

Matrixd transportOf(const Layer& s, const AttentionOptions& o, std::size_t h, Index i, Index j)
{
    const Index d = s.state.heads[h];
    if (!s.flat)
        return s.frames.u[h][i] * s.link * s.frames.inverse[h][j];
    if (o.transport == Transport::None || s.frames.identity)
        return Matrixd::Identity(d, d);
    if (o.transport == Transport::FirstOrder) {
        const Stack algebra = algebraElements(s.state.phi, s.state.generators, s.state.heads, h);
        return Matrixd::Identity(d, d) + algebra[i] - algebra[j];
    }
    return s.frames.u[h][i] * s.frames.inverse[h][j];
}

PairHead walkHead(const Layer& s, const AttentionOptions& o, std::size_t h, Index i, Index j)
{
    PairHead out;
    const GaussianBlock& block = s.common.heads[h];
    const Belief own = pushForward(s.common, s.frames, h, i, i);
    const Belief other = pushForward(s.common, s.frames, h, j, j);
    out.omega = transportOf(s, o, h, i, j);
    out.frameI = s.frames.u[h][i];
    out.link = s.link;
    out.inverseJ = s.frames.inverse[h][j];
    out.meanI = own.mean;
    out.covI = own.cov;
    out.meanJ = other.mean;
    out.covJ = other.cov;
    out.carriedMean = out.omega * other.mean;
    out.carriedCov = out.omega * other.cov * out.omega.transpose();
    out.dot = block.mean.col(i).dot(block.mean.col(j)) / std::sqrt(static_cast<double>(block.dim()));
    if (o.covariance.family == CovarianceFamily::DiagonalProjected) {
        out.carriedCov = out.carriedCov.diagonal().eval().asDiagonal();
        out.covI = out.covI.diagonal().eval().asDiagonal();
    }
    if (o.score == Score::DotProduct) {
        out.byDimension = RowMatrixd::Zero(3, block.dim());
        out.byDimension.row(1) = -block.mean.col(i).cwiseProduct(block.mean.col(j));
    } else {
        out.byDimension = byDimension(o, {out.meanI, out.covI, i}, {out.carriedMean, out.carriedCov, j});
    }
    out.parts = {out.byDimension.row(0).sum(), out.byDimension.row(1).sum(), out.byDimension.row(2).sum()};
    out.energy = out.parts.total();
    return out;
}

/// d×2, orthonormal: along the difference of means, and where what lies across it spreads most.
Matrixd planeOf(const PairHead& p)
{
    const Index d = p.meanI.size();
    Matrixd axes = Matrixd::Zero(d, 2);
    Vectord first = p.meanI - p.carriedMean;
    if (first.norm() < 1e-12)
        first = Vectord::Unit(d, 0);
    axes.col(0) = first.normalized();
    if (d > 1) {
        Matrixd rest = p.covI + p.carriedCov;
        const Matrixd out = Matrixd::Identity(d, d) - axes.col(0) * axes.col(0).transpose();
        rest = out * rest * out;
        axes.col(1) = symmetricEigen(rest).vectors.col(d - 1);
    }
    return axes;
}

/// Softmax over the allowed senders of logits; zeros elsewhere.
Vectord softmaxRow(const Vectord& logits, const Mask& mask, Index i)
{
    double most = -std::numeric_limits<double>::infinity();
    for (Index j = 0; j < logits.size(); ++j)
        if (mask.allows(i, j))
            most = std::max(most, logits(j));
    Vectord row = Vectord::Zero(logits.size());
    for (Index j = 0; j < logits.size(); ++j)
        if (mask.allows(i, j))
            row(j) = std::exp(logits(j) - most);
    const double sum = row.sum();
    return sum > 0 ? Vectord(row / sum) : row;
}

double logSum(const Vectord& logits, const Mask& mask, Index i)
{
    double most = -std::numeric_limits<double>::infinity();
    double sum = 0;
    for (Index j = 0; j < logits.size(); ++j)
        if (mask.allows(i, j))
            most = std::max(most, logits(j));
    for (Index j = 0; j < logits.size(); ++j)
        if (mask.allows(i, j))
            sum += std::exp(logits(j) - most);
    return most + std::log(sum);
}

void walkSoftmax(const Snapshot& s, const AttentionOptions& o, PairWalk& walk)
{
    const Index n = s.tokens();
    const Index i = walk.receiver;
    const auto h = static_cast<std::size_t>(walk.attentionHead);
    const LogWeights weights(s.state->multiplicity, o.prior, o.summedHeads ? 0 : h, o.summedHeads ? 1 : s.energy.size());
    walk.tau = temperature(o, s.state->heads, h);
    Vectord energy = s.energy[h].row(i);
    Vectord dots = Vectord::Zero(n);
    Index width = 0;
    for (std::size_t g = 0; g < s.energy.size(); ++g) {
        if (o.summedHeads && g != h)
            energy += s.energy[g].row(i).transpose();
        if (!o.summedHeads && g != h)
            continue;
        dots += s.common->heads[g].mean.transpose() * s.common->heads[g].mean.col(i);
        width += s.common->heads[g].dim();
    }
    Vectord logits(n);
    for (Index j = 0; j < n; ++j)
        logits(j) = weights(i, j) - energy(j) / walk.tau;
    walk.heads[h].logWeight = weights(i, walk.sender);
    walk.energy = energy(walk.sender);
    walk.logit = logits(walk.sender);
    walk.row = softmaxRow(logits, o.mask, i);
    walk.dotRow = softmaxRow(dots / std::sqrt(static_cast<double>(width)), o.mask, i);
    walk.logPartition = logSum(logits, o.mask, i);
    walk.attention = walk.row(walk.sender);
    walk.shownAttention = s.attention[h](i, walk.sender);
}

void requirePair(const Snapshot& s, Index receiver, Index sender, int head)
{
    const Index n = s.tokens();
    if (receiver < 0 || sender < 0 || receiver >= n || sender >= n)
        fail("inspector: expected tokens from 0 to {}, found {} and {}", n - 1, receiver, sender);
    if (head < 0 || head >= static_cast<int>(s.energy.size()))
        fail("inspector: expected a head from 0 to {}, found {}", s.energy.size() - 1, head);
}

}  // namespace

PairWalk walkPair(const Snapshot& s, Index receiver, Index sender, int head)
{
    requirePair(s, receiver, sender, head);
    const AttentionOptions& o = s.request.attention;
    PairWalk walk;
    walk.receiver = receiver;
    walk.sender = sender;
    walk.attentionHead = head;
    walk.allowed = o.mask.allows(receiver, sender);
    for (std::size_t h = 0; h < s.energy.size(); ++h) {
        walk.heads.push_back(walkHead({*s.state, *s.common, s.frames, s.connection.flat(), linkOf(s, h, receiver, sender)},
                                      o, h, receiver, sender));
        walk.heads.back().shown = s.energy[h](receiver, sender);
    }
    walkSoftmax(s, o, walk);
    return walk;
}

std::vector<PairHead> pairThrough(const Snapshot& s, Index receiver, Index sender, int head)
{
    requirePair(s, receiver, sender, head);
    std::vector<PairHead> layers;
    for (std::size_t layer = 0; layer < s.path->layers.size(); ++layer) {
        const Index i = placeAt(s, layer, receiver);
        const Index j = placeAt(s, layer, sender);
        const State& state = s.recording() != nullptr ? *s.recording()->records[layer].state : *s.state;
        if (i < 0 || j < 0)
            continue;
        const auto h = static_cast<std::size_t>(head);
        layers.push_back(
            walkHead({state, s.path->layers[layer], s.path->frames[layer], s.connection.flat(), linkAt(s, layer, h, i, j)},
                     s.request.attention, h, i, j));
    }
    return layers;
}

Matrixd linkOf(const Snapshot& s, std::size_t head, Index receiver, Index sender)
{
    return s.connection.link(head, receiver, sender, s.state->heads[head]);
}

Matrixd linkAt(const Snapshot& s, std::size_t layer, std::size_t head, Index receiver, Index sender)
{
    const Index d = s.state->heads[head];
    if (s.connection.flat())
        return Matrixd::Identity(d, d);
    const CommonBeliefs& common = s.path->layers[layer];
    if (s.recording() != nullptr)
        return connectionOf(*s.recording()->records[layer].state, s.request.attention.connection,
                            static_cast<std::uint64_t>(s.request.start.seed), common)
            .link(head, receiver, sender, d);
    const BilinearLinks* follows = s.connection.bilinear().get();
    if (follows == nullptr || receiver == sender)
        return linkOf(s, head, receiver, sender);
    const Vectord delta = follows->uncapped(fullMean(common, receiver), fullMean(common, sender));
    const RowMatrixd coordinates = follows->cap(delta) * delta.transpose();
    return framesFromPhi(coordinates, s.state->exponential).u[head][0];
}

CarriedPair carriedPair(const CommonBeliefs& beliefs, const Frames& frames, const Matrixd& link, std::size_t head,
                        Index receiver, Index sender, Index a, Index b)
{
    const auto seen = [&](const Belief& belief) { return inCoordinates(belief.mean, belief.cov, a, b); };
    const GaussianBlock& block = beliefs.heads[head];
    const Matrixd carry = frames.u[head][receiver] * link;
    return {seen(pushForward(beliefs, frames, head, receiver, receiver)),
            seen(pushForward(beliefs, frames, head, sender, sender)),
            seen({carry * block.mean.col(sender), carry * block.cov[sender] * carry.transpose()})};
}

CarriedPair carriedPair(const PairHead& p)
{
    const Matrixd axes = planeOf(p);
    return {alongAxes(p.meanI, p.covI, axes), alongAxes(p.meanJ, p.covJ, axes),
            alongAxes(p.carriedMean, p.carriedCov, axes)};
}

}  // namespace gauge
