#include "core/dynamics/gradient.h"

#include "core/error.h"
#include "core/gaussian/message_rows.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

/// out = weights · rows, over the thread pool.
RowMatrixd average(const RowMatrixd& weights, const RowMatrixd& rows)
{
    RowMatrixd out = RowMatrixd::Zero(weights.rows(), rows.cols());
    parallelRanges(weights.rows(), 16, [&](Index first, Index last) {
        accumulateRows(weights.row(first).data(), weights.cols(), last - first, weights.cols(), rows.data(), rows.cols(),
                       rows.cols(), out.row(first).data(), out.cols());
    });
    return out;
}

/// Adds the gradient of Σ_ij W_ij KL(q_i ‖ q_j).
void addKl(const GaussianBlock& block, bool diagonal, const RowMatrixd& w, BlockGradient& out)
{
    using Rows = MessageRows<double>;
    const Rows naturals = messageRows<double>(block, diagonal, Rows::Kind::Naturals);
    const Rows moments = messageRows<double>(block, diagonal, Rows::Kind::Moments);
    const RowMatrixd heard = average(w, naturals.rows);
    const RowMatrixd told = average(w.transpose(), moments.rows);
    parallelRanges(block.tokens(), 4, [&](Index first, Index last) {
        const Index d = block.dim();
        Matrixd p(d, d);
        Matrixd pHeard(d, d);
        Matrixd second(d, d);
        for (Index i = first; i < last; ++i) {
            const Vectord m = block.mean.col(i) - moments.shift;
            const Vectord hHeard = unpackRow(naturals, heard.row(i), pHeard);
            unpackRow(naturals, naturals.rows.row(i), p);
            const Vectord mTold = unpackRow(moments, told.row(i), second);
            // As a receiver: ½ (P̂ − b P) and P̂ m − ĥ.
            out.mean.col(i) += pHeard * m - hHeard;
            out.cov[i] += 0.5 * (pHeard - w.row(i).sum() * p);
            // As a sender: ½ (w P − P S P) and −P (a − w m), S the receivers' second moments about m.
            const double sum = w.col(i).sum();
            second += sum * m * m.transpose() - mTold * m.transpose() - m * mTold.transpose();
            const Matrixd half = p * second;
            out.mean.col(i) -= p * (mTold - sum * m);
            out.cov[i] += 0.5 * (sum * p - half * p);
        }
    });
}

/// The gradient of one Rényi divergence by its two beliefs.
struct RenyiPair {
    Vectord mean;     // by the receiver's mean; the sender's is its negative
    Matrixd between;  // A⁻¹
    Vectord solved;   // A⁻¹ δ
};

RenyiPair renyiPair(const GaussianBlock& block, double order, Index i, Index j)
{
    const Index d = block.dim();
    const Eigen::LLT<Matrixd> llt((1 - order) * block.cov[i] + order * block.cov[j]);
    RenyiPair pair;
    pair.between = llt.solve(Matrixd::Identity(d, d));
    pair.solved = llt.solve(block.mean.col(i) - block.mean.col(j));
    pair.mean = order * pair.solved;
    return pair;
}

/// Adds the gradient of Σ_ij W_ij D_α(q_i ‖ q_j), each token once as a receiver and once as a sender.
void addRenyi(const GaussianBlock& block, double order, const RowMatrixd& w, BlockGradient& out)
{
    const NaturalBlock natural = naturalParameters(block);
    parallelRanges(block.tokens(), 2, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            for (Index j = 0; j < block.tokens(); ++j) {
                if (i == j)
                    continue;
                if (w(i, j) != 0) {
                    const RenyiPair pair = renyiPair(block, order, i, j);
                    out.mean.col(i) += w(i, j) * pair.mean;
                    out.cov[i] += w(i, j) * (0.5 * pair.between - 0.5 * natural.precision[i] -
                                             0.5 * order * (1 - order) * pair.solved * pair.solved.transpose());
                }
                if (w(j, i) != 0) {
                    const RenyiPair pair = renyiPair(block, order, j, i);
                    const double share = order / (2 * (order - 1));
                    out.mean.col(i) -= w(j, i) * pair.mean;
                    out.cov[i] += w(j, i) * (share * (natural.precision[i] - pair.between) -
                                             0.5 * order * order * pair.solved * pair.solved.transpose());
                }
            }
        }
    });
}

/// Adds the gradient of Σ_ij W_ij E_ij for the options' energy.
void addCoupling(const GaussianBlock& block, const AttentionOptions& options, bool diagonal, const RowMatrixd& w,
                 BlockGradient& out)
{
    if (options.score == Score::DotProduct) {
        out.mean.noalias() -= block.mean * (w + w.transpose());
        return;
    }
    switch (options.divergence) {
    case Divergence::Kl: addKl(block, diagonal, w, out); return;
    case Divergence::ReverseKl: addKl(block, diagonal, w.transpose(), out); return;
    case Divergence::Jeffreys: addKl(block, diagonal, 0.5 * (w + w.transpose()), out); return;
    case Divergence::Renyi: addRenyi(block, options.renyiOrder, w, out); return;
    }
}

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
                                      const RunControl& control)
{
    if (const std::string refusal = gradientRefusal(options); !refusal.empty())
        throw Error(refusal);
    const AttentionResult attention =
        attendOnce(backend, ensemble, options, {.energy = false, .attention = true, .mixture = false}, control);
    FreeEnergyGradient g;
    g.value = freeEnergy(ensemble.common, prior, attention, weights.alpha, weights.lambda);
    const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
        control.check();
        const GaussianBlock& block = ensemble.common.heads[h];
        BlockGradient out{Matrixd::Zero(block.dim(), block.tokens()), Stack(block.tokens(), block.dim())};
        if (weights.lambda != 0)
            addCoupling(block, options, diagonal, weights.lambda * attention.attention[h], out);
        for (Index i = 0; i < block.tokens(); ++i) {
            out.cov[i] = (0.5 * (out.cov[i] + out.cov[i].transpose())).eval();
            if (diagonal)
                out.cov[i] = out.cov[i].diagonal().eval().asDiagonal();
        }
        g.heads.push_back(std::move(out));
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
