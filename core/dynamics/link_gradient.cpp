#include "core/dynamics/link_gradient.h"

#include "core/algebra/solvers.h"
#include "core/dynamics/pair_gradient.h"
#include "core/error.h"
#include "core/parallel.h"

#include <cmath>

namespace gauge {
namespace {

/// Receivers are taken in so many ranges whatever the threads, each with sums of its own for the senders: the same sums every time.
constexpr Index kRanges = 16;

/// [[a, gradient], [0, a]].
Matrixd upperBlocks(const Matrixd& a, const Matrixd& gradient)
{
    const Index d = a.rows();
    Matrixd blocks = Matrixd::Zero(2 * d, 2 * d);
    blocks.topLeftCorner(d, d) = a;
    blocks.bottomRightCorner(d, d) = a;
    blocks.topRightCorner(d, d) = gradient;
    return blocks;
}

/// From the gradient by V = V₀^ρ to that by V₀.
Matrixd beforeScale(const Matrixd& v, double scale, const Matrixd& gradient)
{
    if (scale == 1 || scale == 0)
        return scale * gradient;
    return adjointPower(matrixExponential(Matrixd(matrixLogarithm(v) / scale)), scale, gradient);
}

BlockGradient emptyGradient(const GaussianBlock& block)
{
    return {Matrixd::Zero(block.dim(), block.tokens()), Stack(block.tokens(), block.dim())};
}

void add(const BlockGradient& part, BlockGradient& sum)
{
    sum.mean += part.mean;
    for (Index i = 0; i < part.cov.size(); ++i)
        sum.cov[i] += part.cov[i];
}

}  // namespace

Matrixd adjointExponential(const Matrixd& a, const Matrixd& gradient)
{
    return matrixExponential(upperBlocks(a.transpose(), gradient)).topRightCorner(a.rows(), a.rows());
}

Matrixd adjointPower(const Matrixd& v, double scale, const Matrixd& gradient)
{
    if (scale == 1)
        return gradient;
    const Matrixd log = matrixLogarithm(upperBlocks(v.transpose(), gradient));
    return matrixExponential(Matrixd(scale * log)).topRightCorner(v.rows(), v.rows());
}

PairGradients::PairGradients(const Ensemble& ensemble, const AttentionOptions& options, bool byLinks)
    : ensemble_(ensemble), options_(options),
      byLinks_(byLinks || (ensemble.connection.bilinear() != nullptr && !options.connection.flat()))
{
    const Connection& connection = ensemble.connection;
    const Index n = ensemble.tokens();
    if (!options.connection.flat() && byLinks_ && connection.exponential())
        coordinates_ = RowMatrixd::Zero(n * n, static_cast<Index>(ensemble.generators.size()));
}

void PairGradients::addHead(std::size_t h, const RowMatrixd& w, BlockGradient& out)
{
    const GaussianBlock& block = ensemble_.common.heads[h];
    if (ensemble_.connection.byPair() || options_.divergence == Divergence::Renyi) {
        addPairs(h, w, out);
        return;
    }
    const bool diagonal = ensemble_.covariance.family == CovarianceFamily::Diagonal;
    const HeadLink& link = ensemble_.connection.heads()[h];
    made_.heads.push_back(addCouplingAlong(link, block, options_.divergence, diagonal, w, out));
}

void PairGradients::addPairs(std::size_t h, const RowMatrixd& w, BlockGradient& out)
{
    const GaussianBlock& block = ensemble_.common.heads[h];
    const NaturalBlock natural = naturalParameters(block);
    const Connection& connection = ensemble_.connection;
    const Index n = block.tokens();
    const Index d = block.dim();
    const PairGradient pairs(options_.divergence, options_.renyiOrder, block, natural);
    std::vector<BlockGradient> parts(kRanges, emptyGradient(block));
    std::vector<Matrixd> byHead(kRanges, Matrixd::Zero(d, d));
    Stack byLink(byLinks_ && connection.byPair() ? n * n : 0, d);
    parallelFor(kRanges, [&](Index range) {
        const auto at = static_cast<std::size_t>(range);
        LinkRow row;
        for (Index i = range * n / kRanges; i < (range + 1) * n / kRanges; ++i) {
            if (connection.byPair())
                connection.row(h, i, row);
            for (Index j = 0; j < n; ++j) {
                if (w(i, j) == 0 || (i == j && connection.byPair()))
                    continue;
                const Matrixd v = connection.byPair() ? Matrixd(row.link[j]) : connection.heads()[h].w;
                const Matrixd inverse = connection.byPair() ? Matrixd(row.inverse[j]) : connection.heads()[h].inverse;
                const Matrixd g = pairs.add(i, j, v, inverse, w(i, j), parts[at]);
                if (byLink.size() > 0)
                    byLink[i * n + j] = g;
                byHead[at] += g;
            }
        }
    });
    for (const BlockGradient& part : parts)
        add(part, out);
    if (!connection.byPair()) {
        made_.heads.push_back(Matrixd::Zero(d, d));
        for (const Matrixd& part : byHead)
            made_.heads.back() += part;
    } else if (byLinks_ && connection.exponential()) {
        addCoordinates(h, byLink);
    } else if (byLinks_) {
        made_.matrices.push_back(std::move(byLink));
    }
}

/// dF/dδ_ij^a = ⟨dF/dV_ij, d exp(D)[T_a]⟩ with D = Σ_a δ^a T_a.
void PairGradients::addCoordinates(std::size_t h, const Stack& byLink)
{
    const Index n = ensemble_.tokens();
    const Index d = ensemble_.heads[h];
    const Index at = headOffsets(ensemble_.heads)[h];
    parallelRanges(n, 1, [&](Index first, Index last) {
        RowMatrixd delta;
        for (Index i = first; i < last; ++i) {
            ensemble_.connection.coordinates(i, delta);
            const Stack algebra = algebraElements(delta, ensemble_.generators, ensemble_.heads, h);
            for (Index j = 0; j < n; ++j) {
                if (byLink[i * n + j].isZero(0.0))
                    continue;
                const Matrixd g = adjointExponential(algebra[j], byLink[i * n + j]);
                for (std::size_t a = 0; a < ensemble_.generators.size(); ++a)
                    coordinates_(i * n + j, static_cast<Index>(a)) +=
                        ensemble_.generators[a].block(at, at, d, d).cwiseProduct(g).sum();
            }
        }
    });
}

/// δ = s(δ₀) δ₀ with δ₀^a = R m_iᵀ A^a m_j, A antisymmetric: dF/dδ₀ = s g − s³ (g·δ₀) Γ δ₀ / c².
void PairGradients::addMeans(std::vector<BlockGradient>& heads, ConnectionGradient& out) const
{
    const BilinearLinks& links = *ensemble_.connection.bilinear();
    const Matrixd means = allMeans(ensemble_.common);
    const Index n = means.cols();
    Matrixd byMean = Matrixd::Zero(means.rows(), n);
    out.weights.assign(links.antisymmetric.size(), Matrixd::Zero(means.rows(), means.rows()));
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            const Vectord g = coordinates_.row(i * n + j).transpose();
            if (g.isZero(0.0))
                continue;
            const Vectord delta = links.uncapped(means.col(i), means.col(j));
            const double s = links.cap(delta);
            const double c2 = BilinearLinks::kCap * BilinearLinks::kCap;
            const Vectord uncapped = s * g - (s * s * s * g.dot(delta) / c2) * (links.gram * delta);
            for (std::size_t a = 0; a < links.antisymmetric.size(); ++a) {
                const double factor = links.amount * uncapped(static_cast<Index>(a));
                byMean.col(i) += factor * (links.antisymmetric[a] * means.col(j));
                byMean.col(j) -= factor * (links.antisymmetric[a] * means.col(i));
                out.weights[a] +=
                    0.5 * factor * (means.col(i) * means.col(j).transpose() - means.col(j) * means.col(i).transpose());
            }
        }
    }
    Index at = 0;
    for (BlockGradient& head : heads) {
        head.mean += byMean.middleRows(at, head.mean.rows());
        at += head.mean.rows();
    }
}

void PairGradients::finish(std::vector<BlockGradient>& heads, ConnectionGradient& out)
{
    if (options_.connection.flat())
        return;
    const double scale = options_.connection.scale;
    if (ensemble_.connection.bilinear() != nullptr && coordinates_.size() > 0)
        addMeans(heads, made_);
    if (!byLinks_)
        return;
    made_.coordinates = scale * coordinates_;
    for (std::size_t h = 0; h < made_.heads.size(); ++h)
        made_.heads[h] = beforeScale(ensemble_.connection.heads()[h].w, scale, made_.heads[h]);
    for (std::size_t h = 0; h < made_.matrices.size() && scale != 1; ++h) {
        parallelRanges(ensemble_.tokens(), 1, [&](Index first, Index last) {
            LinkRow row;
            for (Index i = first; i < last; ++i) {
                ensemble_.connection.row(h, i, row);
                for (Index j = 0; j < ensemble_.tokens(); ++j) {
                    auto g = made_.matrices[h][i * ensemble_.tokens() + j];
                    g = beforeScale(row.link[j], scale, g);
                }
            }
        });
    }
    out = std::move(made_);
}

}  // namespace gauge
