#include "core/dynamics/gradient.h"

#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

/// Adds α Σ_i ∂KL(q_i ‖ p_i).
void addPrior(const GaussianBlock& block, const GaussianBlock& prior, double alpha, BlockGradient& out)
{
    if (alpha == 0)
        return;
    const NaturalBlock own = naturalParameters(block);
    const NaturalBlock target = naturalParameters(prior);
    for (Index i = 0; i < block.tokens(); ++i) {
        out.mean.col(i) += alpha * (target.precision[i] * (block.mean.col(i) - prior.mean.col(i)));
        out.cov[i] += 0.5 * alpha * (target.precision[i] - own.precision[i]);
    }
}

/// dF/dε of m ← exp(−εT) m, C ← exp(−εT) C exp(−εT)ᵀ: −⟨T, g mᵀ + 2 G C⟩.
RowMatrixd frameGradient(const Ensemble& e, const std::vector<BlockGradient>& gradient)
{
    RowMatrixd frame = RowMatrixd::Zero(e.tokens(), static_cast<Index>(e.generators.size()));
    const std::vector<Index> at = headOffsets(e.heads);
    parallelRanges(e.tokens(), 4, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            for (std::size_t h = 0; h < e.heads.size(); ++h) {
                const GaussianBlock& block = e.common.heads[h];
                Matrixd pull = gradient[h].mean.col(i) * block.mean.col(i).transpose();
                pull.noalias() += 2 * gradient[h].cov[i] * block.cov[i];
                for (std::size_t a = 0; a < e.generators.size(); ++a)
                    frame(i, static_cast<Index>(a)) -=
                        e.generators[a].block(at[h], at[h], e.heads[h], e.heads[h]).cwiseProduct(pull).sum();
            }
        }
    });
    return frame;
}

}  // namespace

std::string gradientRefusal(const AttentionOptions& options)
{
    if (options.transport == Transport::FirstOrder)
        return "--transport: gradients need a transport that is exact or none, found first-order (its energy is not a "
               "function of pulled-back beliefs)";
    if (options.covariance.family == CovarianceFamily::DiagonalProjected)
        return "--covariance: gradients need full, diagonal or low-rank, found diagonal-projected (its energy is not a "
               "function of pulled-back beliefs)";
    return {};
}

FreeEnergyGradient freeEnergyGradient(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                                      const AttentionOptions& options, const FreeEnergyWeights& weights,
                                      const RunControl& control, bool byLinks)
{
    if (const std::string refusal = gradientRefusal(options); !refusal.empty())
        throw Error(refusal);
    const AttentionResult attention =
        attendOnce(backend, ensemble, options, {.energy = false, .attention = true, .mixture = false}, control);
    FreeEnergyGradient g;
    g.value = freeEnergy(ensemble.common, prior, attention, weights.alpha, weights.lambda);
    const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    PairGradients pairs(ensemble, options, byLinks);
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
        control.check();
        const GaussianBlock& block = ensemble.common.heads[h];
        BlockGradient out{Matrixd::Zero(block.dim(), block.tokens()), Stack(block.tokens(), block.dim())};
        const RowMatrixd w = weights.lambda * attention.attention[h];
        if (weights.lambda != 0 && options.connection.flat())
            addCoupling(block, options, diagonal, w, out);
        else if (weights.lambda != 0)
            pairs.addHead(h, w, out);
        g.heads.push_back(std::move(out));
    }
    pairs.finish(g.heads, g.connection);
    for (BlockGradient& out : g.heads) {
        for (Index i = 0; i < out.cov.size(); ++i) {
            out.cov[i] = (0.5 * (out.cov[i] + out.cov[i].transpose())).eval();
            if (diagonal)
                out.cov[i] = out.cov[i].diagonal().eval().asDiagonal();
        }
    }
    // A prior is a belief in the token's own frame and turns with it, so only the coupling feels a frame.
    g.frame = frameGradient(ensemble, g.heads);
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h)
        addPrior(ensemble.common.heads[h], prior.heads[h], weights.alpha, g.heads[h]);
    bool finite = std::isfinite(g.value.total()) && g.frame.allFinite();
    for (const BlockGradient& block : g.heads)
        for (Index i = 0; i < block.cov.size(); ++i)
            finite = finite && block.mean.col(i).allFinite() && block.cov[i].allFinite();
    if (!finite)
        fail("gradient: expected finite numbers, found some beyond what double precision holds");
    return g;
}

std::vector<BlockGradient> localGradient(const FreeEnergyGradient& gradient, const Frames& frames)
{
    std::vector<BlockGradient> local = gradient.heads;
    for (std::size_t h = 0; h < local.size() && !frames.identity; ++h) {
        parallelRanges(frames.tokens(), 8, [&](Index first, Index last) {
            for (Index i = first; i < last; ++i) {
                const auto inverse = frames.inverse[h][i];
                local[h].mean.col(i) = (inverse.transpose() * local[h].mean.col(i)).eval();
                const Matrixd half = inverse.transpose() * local[h].cov[i];
                local[h].cov[i].noalias() = half * inverse;
                local[h].cov[i] = (0.5 * (local[h].cov[i] + local[h].cov[i].transpose())).eval();
            }
        });
    }
    return local;
}

}  // namespace gauge
