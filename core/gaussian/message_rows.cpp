#include "core/gaussian/message_rows.h"

#include "core/error.h"
#include "core/gaussian/packing.h"
#include "core/kernels/lanes.h"
#include "core/parallel.h"

namespace gauge {
namespace {

/// Packed matrix, then its vector.
template <class Row>
void packRow(Row&& row, const Matrixd& a, const Vectord& tail, bool diagonal)
{
    using S = typename std::decay_t<Row>::Scalar;
    packSymmetric(a, diagonal, S(1), row.data());
    row.segment(packedNumbers(tail.size(), diagonal), tail.size()) = tail.transpose().template cast<S>();
}

template <class S>
void requireFiniteRow(const RowMatrix<S>& averaged, Index receiver)
{
    if (!averaged.row(receiver).allFinite())
        fail("message: expected finite averages, found receiver {} overflowing {} precision (beliefs too far apart for it)",
             receiver, sizeof(S) == 4 ? "single" : "double");
}

template <class S>
Index rowLength(typename MessageRows<S>::Kind kind, Index d, bool diagonal)
{
    const Index length = kind == MessageRows<S>::Kind::Mean ? d : packedNumbers(d, diagonal) + d;
    return (length + kLanes<S> - 1) / kLanes<S> * kLanes<S>;
}

}  // namespace

template <class S>
MessageRows<S> messageRows(const GaussianBlock& block, bool diagonal, typename MessageRows<S>::Kind kind)
{
    using Kind = typename MessageRows<S>::Kind;
    const Index d = block.dim();
    MessageRows<S> out;
    out.kind = kind;
    out.dim = d;
    out.diagonal = diagonal;
    out.shift = block.mean.rowwise().mean();
    out.rows = RowMatrix<S>::Zero(block.tokens(), rowLength<S>(kind, d, diagonal));
    if (kind == Kind::Naturals) {
        GaussianBlock centred = block;
        centred.mean.colwise() -= out.shift;
        const NaturalBlock natural = naturalParameters(centred);
        parallelRanges(block.tokens(), 16, [&](Index first, Index last) {
            for (Index i = first; i < last; ++i)
                packRow(out.rows.row(i), natural.precision[i], natural.h.col(i), diagonal);
        });
        return out;
    }
    parallelRanges(block.tokens(), 16, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            const Vectord m = block.mean.col(i) - out.shift;
            if (kind == Kind::Mean)
                out.rows.row(i).head(d) = m.transpose().template cast<S>();
            else
                packRow(out.rows.row(i), Matrixd(block.cov[i] + m * m.transpose()), m, diagonal);
        }
    });
    return out;
}

Vectord unpackRow(const MessageRows<double>& f, const Eigen::Ref<const Eigen::RowVectorXd>& row, Matrixd& matrix)
{
    unpackSymmetric(row.data(), f.diagonal, 1.0, matrix);
    return row.segment(packedNumbers(f.dim, f.diagonal), f.dim).transpose();
}

template <class S>
void beliefsFromMoments(const MessageRows<S>& f, const RowMatrix<S>& averaged, const std::vector<char>& silent,
                        GaussianBlock& out)
{
    const Index n = averaged.rows();
    const bool meanOnly = f.kind == MessageRows<S>::Kind::Mean;
    const Index tail = meanOnly ? 0 : packedNumbers(f.dim, f.diagonal);
    if (out.mean.rows() != f.dim || out.mean.cols() != n || out.cov.size() != n || out.cov.dim() != f.dim)
        out = {Matrixd(f.dim, n), Stack(n, f.dim)};
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            auto cov = out.cov[i];
            if (silent[static_cast<std::size_t>(i)] != 0) {
                out.mean.col(i).setZero();
                cov.setZero();
                continue;
            }
            requireFiniteRow(averaged, i);
            auto mean = out.mean.col(i);
            mean = averaged.row(i).segment(tail, f.dim).transpose().template cast<double>();
            if (meanOnly) {
                cov.setZero();
            } else {
                unpackSymmetric(averaged.row(i).data(), f.diagonal, S(1), cov);
                if (f.diagonal)
                    cov.diagonal() -= mean.cwiseAbs2();
                else
                    cov.noalias() -= mean * mean.transpose();
            }
            mean += f.shift;
        }
    });
}

template <class S>
void naturalsFromRows(const MessageRows<S>& f, const RowMatrix<S>& averaged, NaturalBlock& out)
{
    const Index n = averaged.rows();
    const Index tail = packedNumbers(f.dim, f.diagonal);
    if (out.h.rows() != f.dim || out.h.cols() != n)
        out = {Stack(n, f.dim), Matrixd(f.dim, n), Vectord()};
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            requireFiniteRow(averaged, i);
            unpackSymmetric(averaged.row(i).data(), f.diagonal, S(1), out.precision[i]);
            out.h.col(i) = averaged.row(i).segment(tail, f.dim).transpose().template cast<double>();
            out.h.col(i).noalias() += out.precision[i] * f.shift;
        }
    });
}

template MessageRows<float> messageRows(const GaussianBlock&, bool, MessageRows<float>::Kind);
template MessageRows<double> messageRows(const GaussianBlock&, bool, MessageRows<double>::Kind);
template void beliefsFromMoments(const MessageRows<float>&, const RowMatrix<float>&, const std::vector<char>&,
                                 GaussianBlock&);
template void beliefsFromMoments(const MessageRows<double>&, const RowMatrix<double>&, const std::vector<char>&,
                                 GaussianBlock&);
template void naturalsFromRows(const MessageRows<float>&, const RowMatrix<float>&, NaturalBlock&);
template void naturalsFromRows(const MessageRows<double>&, const RowMatrix<double>&, NaturalBlock&);

}  // namespace gauge
