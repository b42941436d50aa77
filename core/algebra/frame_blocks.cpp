#include "core/algebra/frame_blocks.h"

#include "core/algebra/solvers.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Geometry>

namespace gauge {

std::vector<FrameBlock> frameBlocks(const Frames& frames)
{
    std::vector<FrameBlock> blocks;
    for (std::size_t h = 0; h < frames.blocks.size(); ++h)
        for (std::size_t b = 0; b + 1 < frames.blocks[h].size(); ++b)
            blocks.push_back({h, frames.blocks[h][b], frames.blocks[h][b + 1] - frames.blocks[h][b]});
    return blocks;
}

Triad blockTriad(const Frames& frames, const FrameBlock& block, Index token)
{
    const Matrixd u = frames.u[block.head][token].block(block.first, block.first, block.size, block.size);
    const SingularDecomposition svd = singularDecomposition(u);
    const Matrixd rotation = svd.u * svd.v.transpose();
    const Matrixd stretch = svd.u * svd.values.asDiagonal() * svd.u.transpose();
    Triad t;
    const Index c = std::min<Index>(3, block.size);
    t.axes.setIdentity();
    t.axes.topLeftCorner(c, c) = rotation.topLeftCorner(c, c);
    t.stretch.head(c) = stretch.diagonal().head(c);
    return t;
}

double turnBetween(const Triad& a, const Triad& b)
{
    return std::acos(std::clamp(((a.axes.transpose() * b.axes).trace() - 1) / 2, -1.0, 1.0));
}

Triad turnOf(const Triad& from, const Triad& to)
{
    Triad turn;
    turn.axes = to.axes * from.axes.transpose();
    turn.stretch = to.stretch.cwiseQuotient(from.stretch.cwiseMax(1e-12));
    return turn;
}

Eigen::Vector3d rotationVector(const Triad& triad)
{
    Eigen::Matrix3d r = triad.axes;
    const Eigen::AngleAxisd a(r);
    return a.angle() * a.axis();
}

}  // namespace gauge
