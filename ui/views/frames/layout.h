// Where the frames stand in each of the pictures, and which part of them is drawn.
#pragma once

#include "core/algebra/frame_blocks.h"
#include "ui/views/frames/options.h"

#include <optional>

namespace gauge::ui::frames {

/// A cell a token.
struct Grid {
    QRectF area;
    int columns = 1;
    double width = 1;
    double height = 1;
    double radius = 1;
};

Grid gridOf(const QRectF& area, const Scene& scene);
QRectF cellOf(const Grid& grid, Index i);

/// Orthographic view from azimuth and elevation: x right, y up, z towards the eye.
Eigen::Vector3d seen(const Eigen::Vector3d& v, const Options& options);

/// Nothing where the whole frame is drawn.
std::optional<FrameBlock> chosenBlock(const Scene& scene);

/// Of the whole frame as the state's group gives it, or of the chosen block.
Triad triadOf(const Scene& scene, Index i);

/// Radians by which Ω_ij turns: between the triads, and where there are links by the largest angle of the block's U_i V_ij U_j⁻¹.
double angleOf(const Scene& scene, Index i, Index j);

/// The part of the links that is drawn: the chosen block, or the first that the group turns of the head that attention shows; the whole head
/// where links are given as matrices.
FrameBlock linkBlock(const Scene& scene);

/// The ball of radius π in which φ lies.
struct BallShape {
    QPointF centre;
    double radius;
    QPointF at(const Eigen::Vector3d& phi, const Options& o) const
    {
        const Eigen::Vector3d p = seen(phi / M_PI, o) * radius;
        return centre + QPointF(p.x(), -p.y());
    }
};

BallShape ballOf(const QRectF& area, const Scene& scene);

/// The matrix of angles of all pairs.
struct AngleShape {
    QRectF matrix;
    double cell;
};

AngleShape anglesOf(const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::frames
