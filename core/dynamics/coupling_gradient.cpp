#include "core/dynamics/coupling_gradient.h"

#include "core/gaussian/message_rows.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <Eigen/Cholesky>
#include <Eigen/LU>

namespace gauge {
namespace {

GaussianBlock movedBlock(const GaussianBlock& block, const Matrixd& a)
{
    GaussianBlock moved{a * block.mean, Stack(block.tokens(), block.dim())};
    for (Index i = 0; i < block.tokens(); ++i)
        moved.cov[i] = a * block.cov[i] * a.transpose();
    return moved;
}

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

/// A constant map on the side of the moments, and what comes back for it.
struct MovedSide {
    Matrixd a;         // d×d
    Matrixd gradient;  // d×d: dF/dA
};

/// Adds the gradient of Σ_ij W_ij KL(A·q_i ‖ q_j); A = 1 where `moved` is null.
void addKl(const GaussianBlock& block, bool diagonal, const RowMatrixd& w, MovedSide* moved, BlockGradient& out)
{
    using Rows = MessageRows<double>;
    const Index d = block.dim();
    GaussianBlock carried;
    if (moved != nullptr)
        carried = movedBlock(block, moved->a);
    const Rows naturals = messageRows<double>(block, diagonal, Rows::Kind::Naturals);
    const Rows moments = messageRows<double>(moved != nullptr ? carried : block, diagonal, Rows::Kind::Moments);
    const RowMatrixd heard = average(w, naturals.rows);
    const RowMatrixd told = average(w.transpose(), moments.rows);
    Stack byMap(moved != nullptr ? block.tokens() : 0, d);
    parallelRanges(block.tokens(), 4, [&](Index first, Index last) {
        Matrixd p(d, d);
        Matrixd pHeard(d, d);
        Matrixd second(d, d);
        for (Index i = first; i < last; ++i) {
            const Vectord hHeard = unpackRow(naturals, heard.row(i), pHeard);
            unpackRow(naturals, naturals.rows.row(i), p);
            // As a receiver: ½ (Aᵀ P̂ A − b P) and Aᵀ (P̂ m − ĥ).
            const Vectord byMean = pHeard * ((moved != nullptr ? carried : block).mean.col(i) - naturals.shift) - hHeard;
            if (moved != nullptr) {
                const Matrixd half = pHeard * moved->a;
                out.mean.col(i) += moved->a.transpose() * byMean;
                out.cov[i] += 0.5 * (moved->a.transpose() * half - w.row(i).sum() * p);
                byMap[i] = byMean * block.mean.col(i).transpose() + half * block.cov[i];
            } else {
                out.mean.col(i) += byMean;
                out.cov[i] += 0.5 * (pHeard - w.row(i).sum() * p);
            }
            // As a sender: ½ (w P − P S P) and −P (a − w m), S the receivers' second moments about m.
            const Vectord m = block.mean.col(i) - moments.shift;
            const Vectord mTold = unpackRow(moments, told.row(i), second);
            const double sum = w.col(i).sum();
            second += sum * m * m.transpose() - mTold * m.transpose() - m * mTold.transpose();
            const Matrixd halfTold = p * second;
            out.mean.col(i) -= p * (mTold - sum * m);
            out.cov[i] += 0.5 * (sum * p - halfTold * p);
        }
    });
    if (moved == nullptr)
        return;
    moved->gradient = -w.sum() * moved->a.inverse().transpose();
    for (Index i = 0; i < byMap.size(); ++i)
        moved->gradient += byMap[i];
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

}  // namespace

void addCoupling(const GaussianBlock& block, const AttentionOptions& options, bool diagonal, const RowMatrixd& w,
                 BlockGradient& out)
{
    if (options.score == Score::DotProduct) {
        out.mean.noalias() -= block.mean * (w + w.transpose());
        return;
    }
    switch (options.divergence) {
    case Divergence::Kl: addKl(block, diagonal, w, nullptr, out); return;
    case Divergence::ReverseKl: addKl(block, diagonal, w.transpose(), nullptr, out); return;
    case Divergence::Jeffreys: addKl(block, diagonal, 0.5 * (w + w.transpose()), nullptr, out); return;
    case Divergence::Renyi: addRenyi(block, options.renyiOrder, w, out); return;
    }
}

Matrixd addCouplingAlong(const HeadLink& link, const GaussianBlock& block, Divergence divergence, bool diagonal,
                         const RowMatrixd& w, BlockGradient& out)
{
    const double share = divergence == Divergence::Jeffreys ? 0.5 : 1.0;
    Matrixd gradient = Matrixd::Zero(block.dim(), block.dim());
    if (divergence != Divergence::ReverseKl) {  // KL(W⁻¹ q_i ‖ q_j)
        MovedSide pulled{link.inverse, {}};
        addKl(block, diagonal, share * w, &pulled, out);
        gradient -= link.inverse.transpose() * pulled.gradient * link.inverse.transpose();
    }
    if (divergence != Divergence::Kl) {  // KL(W q_j ‖ q_i)
        MovedSide carried{link.w, {}};
        addKl(block, diagonal, share * w.transpose(), &carried, out);
        gradient += carried.gradient;
    }
    return gradient;
}

}  // namespace gauge
