#include "core/learn/natural.h"

#include "core/error.h"
#include "core/gaussian/packing.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <numbers>

namespace gauge::learn {

std::vector<HeadShape> headShapes(const Heads& heads, Family family)
{
    std::vector<HeadShape> shapes;
    Index at = 0;
    Index mean = 0;
    for (const Index d : heads) {
        const Index packed = packedNumbers(d, family == Family::Diagonal);
        shapes.push_back({d, packed, at, mean});
        at += packed + d;
        mean += d;
    }
    return shapes;
}

template <class S>
void pack(const Matrix<S>& symmetric, S* out)
{
    packSymmetric(symmetric, false, std::numbers::sqrt2_v<S>, out);
}

template <class S>
Matrix<S> unpack(const S* packed, Index dim)
{
    Matrix<S> m(dim, dim);
    unpackSymmetric(packed, false, 1 / std::numbers::sqrt2_v<S>, m);
    return m;
}

namespace {

template <class S>
void fullMoments(const HeadShape& shape, const RowMatrix<S>& natural, RowMatrix<S>& features, Vector<S>& partition)
{
    const Index d = shape.dim;
    for (Index i = 0; i < natural.rows(); ++i) {
        const Matrix<S> p = unpack(natural.row(i).data(), d);
        const Eigen::LLT<Matrix<S>> llt(p);
        if (llt.info() != Eigen::Success)
            fail("beliefs: expected positive definite precisions, found one that is not (diverged: try a smaller learning "
                 "rate)");
        const Vector<S> h = natural.row(i).segment(shape.packed, d).transpose();
        const Matrix<S> c = llt.solve(Matrix<S>::Identity(d, d));
        const Vector<S> m = c.template selfadjointView<Eigen::Lower>() * h;
        const Matrix<S> s = c + m * m.transpose();
        pack<S>(s, features.row(i).data());
        features.row(i).segment(shape.packed, d) = m.transpose();
        const S logDet = 2 * llt.matrixLLT().diagonal().array().log().sum();
        partition[i] = (h.dot(m) - logDet) / 2;
    }
}

template <class S>
void fullBackward(const HeadShape& shape, const RowMatrix<S>& features, const RowMatrix<S>& gFeatures,
                  const Vector<S>& gPartition, RowMatrix<S>& gNatural)
{
    const Index d = shape.dim;
    Aligned<S> packed(static_cast<std::size_t>(shape.packed));
    for (Index i = 0; i < features.rows(); ++i) {
        const Vector<S> m = features.row(i).segment(shape.packed, d).transpose();
        const Matrix<S> s = unpack(features.row(i).data(), d);
        const Matrix<S> c = s - m * m.transpose();
        const Matrix<S> gS = unpack(gFeatures.row(i).data(), d);
        const Vector<S> gm = gFeatures.row(i).segment(shape.packed, d).transpose() + 2 * gS * m;
        const Vector<S> u = c * gm;
        const Matrix<S> um = u * m.transpose();
        const Matrix<S> gP = -(c * gS * c) - (um + um.transpose()) / 2 - gPartition[i] / 2 * s;
        pack<S>(gP, packed.data());
        gNatural.row(i).head(shape.packed) += Eigen::Map<const Vector<S>>(packed.data(), shape.packed).transpose();
        gNatural.row(i).segment(shape.packed, d) += (u + gPartition[i] * m).transpose();
    }
}

}  // namespace

template <class S>
void moments(Family family, const HeadShape& shape, const RowMatrix<S>& natural, RowMatrix<S>& features,
             Vector<S>& partition)
{
    features.resize(natural.rows(), shape.width());
    partition.resize(natural.rows());
    if (family == Family::Full) {
        fullMoments(shape, natural, features, partition);
        return;
    }
    const Index d = shape.dim;
    const auto p = natural.leftCols(d).array();
    const auto h = natural.rightCols(d).array();
    features.rightCols(d) = (h / p).matrix();
    features.leftCols(d) = (p.inverse() + features.rightCols(d).array().square()).matrix();
    partition = ((h * features.rightCols(d).array() - p.log()).rowwise().sum() / 2).matrix();
}

template <class S>
void momentsBackward(Family family, const HeadShape& shape, const RowMatrix<S>& natural, const RowMatrix<S>& features,
                     const RowMatrix<S>& gFeatures, const Vector<S>& gPartition, RowMatrix<S>& gNatural)
{
    if (family == Family::Full) {
        fullBackward(shape, features, gFeatures, gPartition, gNatural);
        return;
    }
    const Index d = shape.dim;
    const auto m = features.rightCols(d).array();
    const auto gS = gFeatures.leftCols(d).array();
    const RowMatrix<S> c = natural.leftCols(d).array().inverse().matrix();
    const RowMatrix<S> u = (c.array() * (gFeatures.rightCols(d).array() + 2 * gS * m)).matrix();
    const auto g = gPartition.array().replicate(1, d);
    gNatural.rightCols(d).array() += u.array() + g * m;
    gNatural.leftCols(d).array() -= c.array().square() * gS + u.array() * m + g / 2 * features.leftCols(d).array();
}

template <class S>
void turn(Family family, const HeadShape& shape, const std::vector<double>& rates, int sign, RowMatrix<S>& rows)
{
    const Index d = shape.dim;
    for (Index i = 0; i < rows.rows(); ++i) {
        Matrix<S> p;
        if (family == Family::Full)
            p = unpack(rows.row(i).data(), d);
        for (Index plane = 0; plane < d / 2; ++plane) {
            const double angle = sign * static_cast<double>(i) * rates[static_cast<std::size_t>(plane)];
            Eigen::Matrix<S, 2, 2> r;
            r << static_cast<S>(std::cos(angle)), static_cast<S>(-std::sin(angle)), static_cast<S>(std::sin(angle)),
                static_cast<S>(std::cos(angle));
            auto h = rows.row(i).template segment<2>(shape.packed + 2 * plane);
            h = (r * h.transpose()).transpose().eval();
            if (family == Family::Full) {
                p.middleRows(2 * plane, 2) = (r * p.middleRows(2 * plane, 2)).eval();
                p.middleCols(2 * plane, 2) = (p.middleCols(2 * plane, 2) * r.transpose()).eval();
            }
        }
        if (family == Family::Full)
            pack<S>(p, rows.row(i).data());
    }
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void pack<S>(const Matrix<S>&, S*);                                                                           \
    template Matrix<S> unpack<S>(const S*, Index);                                                                         \
    template void moments<S>(Family, const HeadShape&, const RowMatrix<S>&, RowMatrix<S>&, Vector<S>&);                    \
    template void momentsBackward<S>(Family, const HeadShape&, const RowMatrix<S>&, const RowMatrix<S>&,                   \
                                     const RowMatrix<S>&, const Vector<S>&, RowMatrix<S>&);                                \
    template void turn<S>(Family, const HeadShape&, const std::vector<double>&, int, RowMatrix<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
