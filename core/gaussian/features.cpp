#include "core/gaussian/features.h"

#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

Index packedLength(Index d, bool diagonal)
{
    return diagonal ? 2 * d : d * (d + 3) / 2;
}

/// Writes the symmetric part of a row: the diagonal, or the lower triangle by columns; off-diagonals times `weight`.
template <class Row>
void packSymmetric(Row&& row, const Matrixd& a, bool diagonal, double weight)
{
    using S = typename std::decay_t<Row>::Scalar;
    const Index d = a.rows();
    Index at = 0;
    for (Index c = 0; c < d; ++c) {
        row(at++) = static_cast<S>(a(c, c));
        if (diagonal)
            continue;
        for (Index r = c + 1; r < d; ++r)
            row(at++) = static_cast<S>(weight * a(r, c));
    }
}

template <class Row>
Matrixd unpackSymmetric(const Row& row, Index d, bool diagonal)
{
    Matrixd a = Matrixd::Zero(d, d);
    Index at = 0;
    for (Index c = 0; c < d; ++c) {
        a(c, c) = static_cast<double>(row(at++));
        if (diagonal)
            continue;
        for (Index r = c + 1; r < d; ++r)
            a(r, c) = a(c, r) = static_cast<double>(row(at++));
    }
    return a;
}

/// Mean mean w and the Cholesky factor of the mean covariance.
void poolForWhitening(const GaussianBlock& block, bool diagonal, Vectord& shift, Matrixd& whitener)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    shift = block.mean.rowwise().mean();
    Matrixd pooled = Matrixd::Zero(d, d);
    for (Index i = 0; i < n; ++i)
        pooled += block.cov[i] / static_cast<double>(n);
    if (diagonal) {
        whitener = pooled.diagonal().cwiseSqrt().asDiagonal();
        return;
    }
    const Eigen::LLT<Matrixd> llt(pooled);
    if (llt.info() != Eigen::Success)
        fail("covariance: expected a positive definite mean covariance, found one that is singular in double precision");
    whitener = llt.matrixL();
}

/// Fills the pair rows of token i from its whitened belief (m, C).
template <class S>
void fillPairRows(PairFeatures<S>& f, Index i, const Vectord& m, const Matrixd& c)
{
    const Index d = f.dim;
    const Eigen::LLT<Matrixd> llt(c);
    if (llt.info() != Eigen::Success)
        fail("covariance: expected positive definite matrices, found token {} losing definiteness (its condition number "
             "is too large for double precision)",
             i);
    Matrixd p = llt.solve(Matrixd::Identity(d, d));
    p = (0.5 * (p + p.transpose())).eval();
    const Vectord h = p * m;
    const double logDet = 2.0 * llt.matrixLLT().diagonal().array().log().sum();
    const Matrixd secondLessOne = c + m * m.transpose() - Matrixd::Identity(d, d);
    const Matrixd precisionLessOne = p - Matrixd::Identity(d, d);

    packSymmetric(f.receiver.row(i), secondLessOne, f.diagonal, 1.0);
    packSymmetric(f.sender.row(i), precisionLessOne, f.diagonal, 2.0);
    f.receiver.row(i).tail(d) = m.cast<S>();
    f.sender.row(i).tail(d) = (-2.0 * h).cast<S>();
    f.receiverBias(i) = static_cast<S>(secondLessOne.trace() - logDet);
    f.senderBias(i) = static_cast<S>(precisionLessOne.trace() + h.dot(m) + logDet);

    // In centred coordinates P = L⁻ᵀ P_w L⁻¹ and h = L⁻ᵀ h_w.
    const auto upper = f.whitener.transpose().template triangularView<Eigen::Upper>();
    const Matrixd half = upper.solve(p);
    const Matrixd precision = upper.solve(half.transpose());
    packSymmetric(f.naturals.row(i), precision, f.diagonal, 1.0);
    f.naturals.row(i).tail(d) = upper.solve(h).template cast<S>();
}

/// Fills the message row of token i from its centred belief.
template <class S>
void fillMomentRow(PairFeatures<S>& f, Index i, const Vectord& m, const Matrixd& c)
{
    const Matrixd second = c + m * m.transpose();
    packSymmetric(f.moments.row(i), second, f.diagonal, 1.0);
    f.moments.row(i).tail(f.dim) = m.cast<S>();
}

}  // namespace

template <class S>
PairFeatures<S> pairFeatures(const GaussianBlock& block, CovarianceFamily family)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    PairFeatures<S> f;
    f.dim = d;
    f.diagonal = family == CovarianceFamily::Diagonal;
    poolForWhitening(block, f.diagonal, f.shift, f.whitener);
    const Index length = packedLength(d, f.diagonal);
    for (RowMatrix<S>* rows : {&f.receiver, &f.sender, &f.moments, &f.naturals})
        rows->resize(n, length);
    f.receiverBias.resize(n);
    f.senderBias.resize(n);
    const auto lower = f.whitener.template triangularView<Eigen::Lower>();
    parallelFor(n, [&](Index i) {
        const Vectord centred = block.mean.col(i) - f.shift;
        const Matrixd half = lower.solve(Matrixd(block.cov[i]));
        const Matrixd c = lower.solve(half.transpose());
        fillPairRows<S>(f, i, lower.solve(centred), 0.5 * (c + c.transpose()));
        fillMomentRow<S>(f, i, centred, block.cov[i]);
    });
    return f;
}

template <class S>
GaussianBlock beliefsFromMoments(const PairFeatures<S>& f, const RowMatrix<S>& averaged)
{
    const Index n = averaged.rows();
    GaussianBlock block{Matrixd::Zero(f.dim, n), Stack(n, f.dim)};
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            if (averaged.row(i).isZero(S(0)))  // nothing was averaged: no sender
                continue;
            const Vectord m = averaged.row(i).tail(f.dim).transpose().template cast<double>();
            block.cov[i] = unpackSymmetric(averaged.row(i), f.dim, f.diagonal);
            block.cov[i].noalias() -= m * m.transpose();
            if (f.diagonal)
                block.cov[i] = block.cov[i].diagonal().eval().asDiagonal();
            block.mean.col(i) = f.shift + m;
        }
    });
    return block;
}

template <class S>
NaturalBlock naturalsFromRows(const PairFeatures<S>& f, const RowMatrix<S>& averaged)
{
    const Index n = averaged.rows();
    NaturalBlock natural{Stack(n, f.dim), Matrixd(f.dim, n), Vectord()};
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            natural.precision[i] = unpackSymmetric(averaged.row(i), f.dim, f.diagonal);
            natural.h.col(i) = averaged.row(i).tail(f.dim).transpose().template cast<double>();
            natural.h.col(i) += natural.precision[i] * f.shift;
        }
    });
    return natural;
}

template struct PairFeatures<float>;
template struct PairFeatures<double>;
template PairFeatures<float> pairFeatures(const GaussianBlock&, CovarianceFamily);
template PairFeatures<double> pairFeatures(const GaussianBlock&, CovarianceFamily);
template GaussianBlock beliefsFromMoments(const PairFeatures<float>&, const RowMatrix<float>&);
template GaussianBlock beliefsFromMoments(const PairFeatures<double>&, const RowMatrix<double>&);
template NaturalBlock naturalsFromRows(const PairFeatures<float>&, const RowMatrix<float>&);
template NaturalBlock naturalsFromRows(const PairFeatures<double>&, const RowMatrix<double>&);

}  // namespace gauge
