#include "core/attention/spread.h"

#include "core/error.h"
#include "core/gaussian/features.h"

#include <cmath>

namespace gauge {
namespace {

/// Features of one head: receivers and senders, a row an agent; tokens first, then their meta-tokens, in one whitening.
struct Features {
    RowMatrixd left;
    RowMatrixd right;
    Vectord rightBias;
    double factor;
};

Features featuresOf(const GaussianBlock& tokens, const GaussianBlock& agents, bool diagonal, Divergence divergence,
                    const HeadLink* link)
{
    const Index n = tokens.tokens();
    const Index a = agents.tokens();
    GaussianBlock both{Matrixd(tokens.dim(), n + a), Stack(n + a, tokens.dim())};
    both.mean << tokens.mean, agents.mean;
    for (Index i = 0; i < n + a; ++i)
        both.cov[i] = i < n ? tokens.cov[i] : agents.cov[i - n];
    const PairFeatures<double> f = pairFeatures<double>(both, diagonal, divergence, Conditioning::Whitened, link);
    Features out{f.left, RowMatrixd(n + a, f.left.cols()), f.rightBias.head(n + a), f.factor};
    for (Index j = 0; j < n + a; ++j)
        for (Index l = 0; l < f.left.cols(); ++l)
            out.right(j, l) = f.right(l, j);
    return out;
}

/// δ_i of one head, nats: N.
Vectord energyShift(const Features& f, const std::vector<std::vector<Index>>& groups, Index n)
{
    const auto a = static_cast<Index>(groups.size());
    RowMatrixd sender(n, f.right.cols());   // r_j − r_c
    RowMatrixd receiver(n, f.left.cols());  // l_i − l_c
    Vectord bias(n);                        // b_j − b_c
    for (Index c = 0; c < a; ++c) {
        for (const Index j : groups[static_cast<std::size_t>(c)]) {
            sender.row(j) = f.right.row(j) - f.right.row(n + c);
            receiver.row(j) = f.left.row(j) - f.left.row(n + c);
            bias(j) = f.rightBias(j) - f.rightBias(n + c);
        }
    }
    const Eigen::RowVectorXd leftMean = f.left.topRows(n).colwise().mean();
    const Eigen::RowVectorXd rightMean = f.right.bottomRows(a).colwise().mean();
    const RowMatrixd leftOff = f.left.topRows(n).rowwise() - leftMean;
    const RowMatrixd rightOff = f.right.bottomRows(a).rowwise() - rightMean;
    const Vectord d = balancingScale(leftOff, sender);
    const Vectord reach = (leftOff * d.asDiagonal()).rowwise().norm();
    const Vectord spread = (sender * d.cwiseInverse().asDiagonal()).rowwise().norm();
    const Vectord shared = (sender * leftMean.transpose() + bias).cwiseAbs();
    const Vectord e = balancingScale(rightOff, receiver);
    const double widest = (rightOff * e.asDiagonal()).rowwise().norm().maxCoeff();
    const Vectord own = (receiver * e.cwiseInverse().asDiagonal()).rowwise().norm();
    Vectord shift(n);
    for (Index i = 0; i < n; ++i)
        shift(i) = f.factor * ((reach(i) * spread + shared).maxCoeff() + own(i) * widest);
    return shift;
}

CondensationBound boundOf(RowMatrixd shift, const Heads& heads, const AttentionOptions& options)
{
    CondensationBound bound{std::move(shift), {}};
    bound.attention.resize(bound.energy.rows(), bound.energy.cols());
    for (Index h = 0; h < bound.energy.rows(); ++h)
        bound.attention.row(h) =
            (bound.energy.row(h).array() / (2 * temperature(options, heads, static_cast<std::size_t>(h)))).tanh();
    return bound;
}

}  // namespace

Vectord balancingScale(const RowMatrixd& a, const RowMatrixd& b)
{
    const Vectord va = a.colwise().squaredNorm();
    const Vectord vb = b.colwise().squaredNorm();
    const double leastA = 1e-12 * va.maxCoeff();
    const double leastB = 1e-12 * vb.maxCoeff();
    Vectord d = Vectord::Ones(va.size());
    if (leastA > 0 && leastB > 0)
        d = (vb.array().max(leastB) / va.array().max(leastA)).sqrt().sqrt();
    return d;
}

CondensationBound condensationBound(const Ensemble& tokens, const std::vector<std::vector<Index>>& groups,
                                    const Ensemble& agents, const AttentionOptions& options)
{
    if (!options.energiesFactor() || options.score != Score::Divergence || !options.mask.everyPair())
        fail("condensation bound: expected energies that are one matrix product (exact or no transport, KL, reverse KL or "
             "Jeffreys) and every pair allowed");
    const Index n = tokens.tokens();
    const bool diagonal = tokens.covariance.family == CovarianceFamily::Diagonal;
    const std::vector<HeadLink>& links = tokens.connection.heads();
    RowMatrixd shift(static_cast<Index>(tokens.heads.size()), n);
    for (std::size_t h = 0; h < tokens.heads.size(); ++h)
        shift.row(static_cast<Index>(h)) = energyShift(featuresOf(tokens.common.heads[h], agents.common.heads[h], diagonal,
                                                                  options.divergence, links.empty() ? nullptr : &links[h]),
                                                       groups, n)
                                               .transpose();
    if (options.summedHeads)
        shift = shift.colwise().sum().eval();
    return boundOf(std::move(shift), tokens.heads, options);
}

CondensationBound condensationBound(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& agentEnergy,
                                    const std::vector<std::vector<Index>>& groups, const Heads& heads,
                                    const AttentionOptions& options)
{
    if (!options.mask.everyPair())
        fail("condensation bound: expected every pair allowed, found a mask");
    const Index n = energy.front().rows();
    std::vector<Index> agent(static_cast<std::size_t>(n));
    for (std::size_t a = 0; a < groups.size(); ++a)
        for (const Index i : groups[a])
            agent[static_cast<std::size_t>(i)] = static_cast<Index>(a);
    const std::size_t rows = options.summedHeads ? 1 : energy.size();
    RowMatrixd shift(static_cast<Index>(rows), n);
    for (std::size_t r = 0; r < rows; ++r) {
        for (Index i = 0; i < n; ++i) {
            Eigen::RowVectorXd moved = Eigen::RowVectorXd::Zero(n);
            for (std::size_t h = r; h < (options.summedHeads ? energy.size() : r + 1); ++h)
                moved += energy[h].row(i) - agentEnergy[h](agent[static_cast<std::size_t>(i)], agent);
            shift(static_cast<Index>(r), i) = 0.5 * (moved.maxCoeff() - moved.minCoeff());
        }
    }
    return boundOf(std::move(shift), heads, options);
}

}  // namespace gauge
