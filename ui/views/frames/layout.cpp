#include "ui/views/frames/layout.h"

#include "core/pipeline/curvature_lens.h"
#include "core/pipeline/pair.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::frames {

Grid gridOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Grid g;
    g.area = area.adjusted(8 * u, 4 * u, -8 * u, -24 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    g.columns =
        std::max(1, static_cast<int>(std::ceil(std::sqrt(n * g.area.width() / std::max(1.0, g.area.height()) * 1.15))));
    g.columns = std::min(g.columns, static_cast<int>(n));
    const double rows = std::ceil(n / g.columns);
    g.width = g.area.width() / g.columns;
    g.height = g.area.height() / rows;
    g.radius = std::max(2.0, std::min(g.width * 0.40, (g.height - 16 * u) * 0.46));
    return g;
}

QRectF cellOf(const Grid& g, Index i)
{
    const auto column = static_cast<double>(i % g.columns);
    const auto row = static_cast<double>(i / g.columns);
    return {g.area.left() + column * g.width, g.area.top() + row * g.height, g.width, g.height};
}

Eigen::Vector3d seen(const Eigen::Vector3d& v, const Options& o)
{
    const double ca = std::cos(o.azimuth);
    const double sa = std::sin(o.azimuth);
    const double ce = std::cos(o.elevation);
    const double se = std::sin(o.elevation);
    const double x = -sa * v.x() + ca * v.y();
    const double depth = ca * v.x() + sa * v.y();
    return {x, ce * v.z() - se * depth, se * v.z() + ce * depth};
}

std::optional<FrameBlock> chosenBlock(const Scene& scene)
{
    const std::vector<FrameBlock> blocks = frameBlocks(scene.snapshot->frames);
    const int k = optionsOf(scene).block;
    if (k < 1 || k > static_cast<int>(blocks.size()))
        return std::nullopt;
    return blocks[static_cast<std::size_t>(k - 1)];
}

Triad triadOf(const Scene& scene, Index i)
{
    const Snapshot& s = *scene.snapshot;
    const std::optional<FrameBlock> block = chosenBlock(scene);
    return block ? blockTriad(s.frames, *block, i) : Triad(s.triads[static_cast<std::size_t>(i)]);
}

FrameBlock linkBlock(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (const std::optional<FrameBlock> chosen = chosenBlock(scene))
        return *chosen;
    return gauge::linkBlock(s, scene.head < static_cast<int>(s.state->heads.size()) ? scene.head : MeanHead);
}

double angleOf(const Scene& scene, Index i, Index j)
{
    const Snapshot& s = *scene.snapshot;
    if (s.connection.flat())
        return turnBetween(triadOf(scene, i), triadOf(scene, j));
    return transportAngle(s, linkBlock(scene), i, j);
}

BallShape ballOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(12 * u, 10 * u, -12 * u, -30 * u);
    return {inner.center(), std::max(4.0, std::min(inner.width(), inner.height()) / 2)};
}

AngleShape anglesOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const double side = std::max(10.0, std::min(area.width() - 130 * u, area.height() - 44 * u));
    const QRectF m(area.left() + (area.width() - side) / 2 - 6 * u, area.top() + 10 * u, side, side);
    return {m, side / static_cast<double>(scene.snapshot->tokens())};
}

}  // namespace gauge::ui::frames
