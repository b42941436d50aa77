#include "core/attention/sender_tree.h"

#include "core/attention/spread.h"

#include <algorithm>
#include <numeric>

namespace gauge {
namespace {

/// Orders tokens so that consecutive ones, and groups of them aligned to powers of the panel width, lie close together: splits at
/// the coordinate of the largest spread until a group is as small as a panel.
void bisect(const RowMatrixd& points, std::vector<Index>& order, Index first, Index last, Index leaf)
{
    const Index n = last - first;
    if (n <= leaf)
        return;
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(points.cols());
    Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(points.cols());
    for (Index k = first; k < last; ++k) {
        const auto row = points.row(order[static_cast<std::size_t>(k)]).transpose().array();
        sum += row;
        squares += row.square();
    }
    Index axis = 0;
    (squares - sum.square() / static_cast<double>(n)).maxCoeff(&axis);
    Index whole = leaf;  // of a subtree: the largest power below n
    while (whole * leaf < n)
        whole *= leaf;
    const Index mid = first + whole * (((n + whole - 1) / whole + 1) / 2);
    const auto at = [&](Index k) { return order.begin() + static_cast<std::ptrdiff_t>(k); };
    std::nth_element(at(first), at(mid), at(last), [&](Index a, Index b) {
        return points(a, axis) != points(b, axis) ? points(a, axis) < points(b, axis) : a < b;
    });
    bisect(points, order, first, mid, leaf);
    bisect(points, order, mid, last, leaf);
}

/// The level above: means of kPanelWidth nodes each.
template <class S>
TreeLevel<S> groupsOf(const TreeLevel<S>& below, Index nodes)
{
    constexpr Index width = kPanelWidth<S>;
    const Index length = below.features.depth();
    const Index groups = (nodes + width - 1) / width;
    TreeLevel<S> out;
    out.features = Panels<S>(length, groups);
    const Index padded = out.features.padded();
    out.bias = Vector<S>::Zero(padded);
    out.count = Vector<S>::Zero(padded);
    out.spread = Vector<S>::Zero(padded);
    out.shared = Vector<S>::Zero(padded);
    out.values = RowMatrix<S>::Zero(padded, below.values.cols());
    for (Index c = 0; c < groups; ++c) {
        const auto n = below.count.segment(c * width, width);
        out.count(c) = n.sum();
        const Vector<S> share = n / out.count(c);
        out.bias(c) = share.dot(below.bias.segment(c * width, width));
        out.values.row(c) = share.transpose() * below.values.middleRows(c * width, width);
        const Eigen::Map<const RowMatrix<S>> children(below.features.panel(c), length, width);
        S* column = out.features.column(c);
        for (Index l = 0; l < length; ++l)
            column[l * width] = children.row(l).dot(share);
    }
    return out;
}

/// How far the tokens of each group lie from its mean. points: D⁻¹ r in order; along: ⟨l̄, r_j⟩ + b_j in order; size: tokens a group.
template <class S>
void setSpread(TreeLevel<S>& level, const RowMatrixd& points, const std::vector<Index>& order, const Vectord& along,
               const Vectord& multiplicity, Index size)
{
    const auto n = static_cast<Index>(order.size());
    for (Index c = 0; c * size < n; ++c) {
        const Index last = std::min(n, (c + 1) * size);
        Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(points.cols());
        double middle = 0;
        double total = 0;
        for (Index k = c * size; k < last; ++k) {
            const Index token = order[static_cast<std::size_t>(k)];
            mean += multiplicity(token) * points.row(token);
            middle += multiplicity(token) * along(token);
            total += multiplicity(token);
        }
        mean /= total;
        middle /= total;
        double widest = 0;
        double shared = 0;
        for (Index k = c * size; k < last; ++k) {
            const Index token = order[static_cast<std::size_t>(k)];
            widest = std::max(widest, (points.row(token) - mean).squaredNorm());
            shared = std::max(shared, std::abs(along(token) - middle));
        }
        level.spread(c) = static_cast<S>(std::sqrt(widest) * (1 + 1e-6));
        level.shared(c) = static_cast<S>(shared * (1 + 1e-6));
    }
}

}  // namespace

template <class S>
SenderTree<S>::SenderTree(const PairFeatures<S>& f, const RowMatrix<S>& rows, const Vectord& multiplicity)
    : order(static_cast<std::size_t>(rows.rows())), factor(f.factor)
{
    constexpr Index width = kPanelWidth<S>;
    const Index n = rows.rows();
    const Index length = f.right.depth();
    RowMatrixd points(n, length);
    for (Index j = 0; j < n; ++j)
        for (Index l = 0; l < length; ++l)
            points(j, l) = static_cast<double>(f.right(l, j));
    const Eigen::RowVectorXd leftMean = f.left.template cast<double>().colwise().mean();
    const Vectord along = points * leftMean.transpose() + f.rightBias.head(n).template cast<double>();
    const RowMatrixd off = f.left.template cast<double>().rowwise() - leftMean;
    const Eigen::RowVectorXd centre = points.colwise().mean();
    points.rowwise() -= centre;
    const Vectord d = balancingScale(off, points);
    points = (points * d.cwiseInverse().asDiagonal()).eval();
    const Vectord reaches = (off * d.asDiagonal()).rowwise().norm();

    std::iota(order.begin(), order.end(), Index{0});
    bisect(points, order, 0, n, width);
    left = f.left(order, Eigen::all);
    leftBias = f.leftBias(order);
    reach = reaches(order).template cast<S>();
    ownWeight = multiplicity(order).template cast<S>();

    TreeLevel<S> tokens;
    tokens.features = Panels<S>(length, n);
    tokens.bias = Vector<S>::Zero(tokens.features.padded());
    tokens.count = Vector<S>::Zero(tokens.features.padded());
    tokens.values = RowMatrix<S>::Zero(tokens.features.padded(), rows.cols());
    for (Index k = 0; k < n; ++k) {
        const Index token = order[static_cast<std::size_t>(k)];
        tokens.bias(k) = f.rightBias(token);
        tokens.count(k) = static_cast<S>(multiplicity(token));
        tokens.values.row(k) = rows.row(token);
        S* column = tokens.features.column(k);
        for (Index l = 0; l < length; ++l)
            column[l * width] = f.right(l, token);
    }
    levels.push_back(std::move(tokens));
    for (Index nodes = n, size = width; nodes > width || levels.size() < 2; size *= width) {
        levels.push_back(groupsOf(levels.back(), nodes));
        setSpread(levels.back(), points, order, along, multiplicity, size);
        nodes = (nodes + width - 1) / width;
    }
}

template struct SenderTree<float>;
template struct SenderTree<double>;

}  // namespace gauge
