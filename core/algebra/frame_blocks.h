// The blocks of a frame that nothing mixes, as they are drawn: rotations of three axes, and what lies between two of them.
#pragma once

#include "core/algebra/frames.h"

namespace gauge {

struct FrameBlock {
    std::size_t head = 0;
    Index first = 0;  // coordinate of its head
    Index size = 0;
};

/// Of all heads, in their order.
std::vector<FrameBlock> frameBlocks(const Frames& frames);

/// The leading corner of one block's polar rotation, U = S R, with what S stretches along those axes. Blocks of one or two dimensions
/// are padded with the identity.
Triad blockTriad(const Frames& frames, const FrameBlock& block, Index token);

/// Angle of the rotation from one triad to the other, radians in 0..π.
double turnBetween(const Triad& a, const Triad& b);

/// What one turned and stretched by to become the other.
Triad turnOf(const Triad& from, const Triad& to);

/// The rotation vector of a triad: its axis, as long as its angle, at most π.
Eigen::Vector3d rotationVector(const Triad& triad);

}  // namespace gauge
