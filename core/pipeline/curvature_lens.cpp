#include "core/pipeline/curvature_lens.h"

#include "core/algebra/solvers.h"
#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

constexpr double kRotation = 1e-9;  // singular values of a rotation differ from 1 by less

void requireWalk(const Snapshot& s, std::size_t head, const std::vector<Index>& walk)
{
    if (head >= s.state->heads.size())
        fail("walk: expected a head from 0 to {}, found {}", s.state->heads.size() - 1, head);
    if (walk.size() < 2)
        fail("walk: expected two tokens or more, found {}", walk.size());
    for (const Index token : walk)
        if (token < 0 || token >= s.tokens())
            fail("walk: expected tokens from 0 to {}, found {}", s.tokens() - 1, token);
}

/// How much a coordinate of what is carried differs from how it began: of the mean in its own deviations, and of the variance.
double tellingOf(const std::vector<Belief>& carried, Index k)
{
    const double variance = carried.front().cov(k, k);
    double most = 0;
    for (const Belief& b : carried) {
        const double moved = b.mean(k) - carried.front().mean(k);
        most = std::max(most, moved * moved / variance + std::abs(b.cov(k, k) / variance - 1));
    }
    return most;
}

/// The two coordinates that differ most, in their order; of one dimension that one twice.
std::array<Index, 2> tellingDimensions(const std::vector<Belief>& carried)
{
    const Index d = carried.front().mean.size();
    std::vector<Index> order(static_cast<std::size_t>(d));
    std::vector<double> telling;
    for (Index k = 0; k < d; ++k) {
        order[static_cast<std::size_t>(k)] = k;
        telling.push_back(tellingOf(carried, k));
    }
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
        return telling[static_cast<std::size_t>(a)] > telling[static_cast<std::size_t>(b)] * (1 + 1e-9);
    });
    const Index a = order.front();
    const Index b = d > 1 ? order[1] : a;
    return {std::min(a, b), std::max(a, b)};
}

}  // namespace

TurnAndStretch turnAndStretch(const Matrixd& map)
{
    const SingularDecomposition svd = singularDecomposition(map);
    const Index d = map.rows();
    const Matrixd rotation = svd.u * svd.v.transpose();
    TurnAndStretch out;
    out.most = svd.values(0);
    out.least = svd.values(d - 1);
    out.rotation = std::max(std::abs(out.most - 1), std::abs(out.least - 1)) < kRotation;
    // ‖R − 1‖₂ = 2 sin(θ/2) of the largest angle: precise for small ones too.
    const double chord = singularValues(rotation - Matrixd::Identity(d, d))(0);
    out.turn = 2 * std::asin(std::clamp(chord / 2, 0.0, 1.0));
    if (d == 2 && rotation(1, 0) < rotation(0, 1))
        out.turn = -out.turn;
    return out;
}

LoopWalk loopWalk(const Snapshot& s, std::size_t head, const std::vector<Index>& walk)
{
    requireWalk(s, head, walk);
    LoopWalk out;
    // H̄ = V_ij V_jk … V_yi of i, j, …, y takes a belief of i to y first: the walk goes the other way round.
    std::vector<Index> around{walk.front()};
    around.insert(around.end(), walk.rbegin(), walk.rend() - 1);
    out.loop = loopHolonomy(s.connection, head, s.state->heads[head], around);
    out.fails = turnAndStretch(out.loop.around);
    out.carried = carriedAround(s.connection, *s.common, head, around);
    out.dimensions = tellingDimensions(out.carried);
    for (const Belief& b : out.carried)
        out.flat.push_back(inCoordinates(b.mean, b.cov, out.dimensions[0], out.dimensions[1]));
    return out;
}

double curvatureSeenBy(const Snapshot& s, std::size_t head, Index anchor, Index i, Index j)
{
    const Index d = s.state->heads[head];
    const auto link = [&](Index to, Index from) { return s.connection.link(head, to, from, d); };
    return (link(anchor, i) * link(i, j) * link(j, anchor) - Matrixd::Identity(d, d)).norm();
}

FrameBlock linkBlock(const Snapshot& s, int head)
{
    const std::size_t heads = s.state->heads.size();
    const std::size_t first = head < 0 ? 0 : static_cast<std::size_t>(head);
    const std::size_t last = head < 0 ? heads : first + 1;
    if (last > heads)
        fail("links: expected a head from 0 to {}, found {}", heads - 1, head);
    for (std::size_t h = first; s.connection.exponential() && h < last; ++h)
        for (const ExponentialBlock& block : s.state->exponential.blocks[h])
            if (block.dim > 1)
                return {h, block.at, block.dim};
    return {first, 0, s.state->heads[first]};
}

double transportAngle(const Snapshot& s, const FrameBlock& b, Index i, Index j)
{
    const Matrixd omega =
        s.frames.u[b.head][i] * s.connection.link(b.head, i, j, s.state->heads[b.head]) * s.frames.inverse[b.head][j];
    return std::abs(turnAndStretch(omega.block(b.first, b.first, b.size, b.size)).turn);
}

FlatMode flatMode(const Snapshot& s, std::size_t head)
{
    const Matrixd& mode = s.holonomy->heads.at(head).frustration.mode;
    const Index d = mode.rows();
    FlatMode out;
    out.axes = Matrixd::Zero(d, 2);
    const SymmetricEigen spread = symmetricEigen(mode * mode.transpose());
    const Index planes = std::min<Index>(2, d);
    out.share = spread.values.tail(planes).sum() / spread.values.sum();
    for (Index k = 0; k < planes; ++k)
        out.axes.col(k) = spread.vectors.col(d - 1 - k);
    for (Index i = 0; i < mode.cols(); ++i) {
        out.arrows.emplace_back(out.axes.transpose() * mode.col(i));
        out.frames.emplace_back();
        for (Index a = 0; a < std::min<Index>(3, d); ++a)
            out.frames.back().emplace_back(out.axes.transpose() * s.frames.inverse[head][i].col(a).normalized());
    }
    return out;
}

}  // namespace gauge
