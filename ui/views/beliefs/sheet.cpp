#include "ui/views/beliefs/sheet.h"

#include <algorithm>
#include <limits>

namespace gauge::ui::beliefs {
namespace {

void widen(Eigen::Vector2d& low, Eigen::Vector2d& high, const Picture& p, double sigma)
{
    for (const FlatBelief& f : p.now) {
        const Eigen::Vector2d reach = sigma * f.cov.diagonal().cwiseMax(0).cwiseSqrt();
        low = low.cwiseMin(f.mean - reach);
        high = high.cwiseMax(f.mean + reach);
    }
    for (const auto& trail : p.trail) {
        for (const Eigen::Vector2d& v : trail) {
            low = low.cwiseMin(v);
            high = high.cwiseMax(v);
        }
    }
}

/// The frame of the whole path's means, so that a look at another layer hardly moves the axes.
void widenByPath(Eigen::Vector2d& low, Eigen::Vector2d& high, const Scene& scene)
{
    if (optionsOf(scene).axes == Dimensions || optionsOf(scene).local)
        return;
    const auto [a, b] = principal(scene);
    const Snapshot& s = scene.side == Side::A && seenAlongB(scene) ? *scene.reference : *scene.snapshot;
    for (const auto& layer : s.projected) {
        for (const ProjectedBelief& belief : layer) {
            const Eigen::Vector2d mean = Eigen::Vector2d(belief.mean(a), belief.mean(b));
            low = low.cwiseMin(mean);
            high = high.cwiseMax(mean);
        }
    }
}

Extent between(double low, double high)
{
    Extent extent;
    extent.take(low);
    extent.take(high);
    return extent;
}

}  // namespace

Reach reachOf(const Scene& scene, const std::vector<Picture>& pictures)
{
    Eigen::Vector2d low = Eigen::Vector2d::Constant(std::numeric_limits<double>::infinity());
    Eigen::Vector2d high = -low;
    for (const Picture& p : pictures)
        widen(low, high, p, sigmaOf(scene));
    widenByPath(low, high, scene);
    return {between(low.x(), high.x()), between(low.y(), high.y())};
}

Reach reach(const Scene& scene)
{
    return reachOf(scene, picturesTogether(scene));
}

Sheet sheetOf(const QRectF& area, const Scene& scene, const std::vector<Picture>& pictures)
{
    const double u = scene.style.unit();
    Sheet c;
    c.small = area.height() < 150 * u;
    c.plot = c.small ? area.adjusted(30 * u, 4 * u, -6 * u, -18 * u) : area.adjusted(46 * u, 10 * u, -12 * u, -38 * u);
    Reach reach = reachOf(scene, pictures);
    for (std::size_t k = 0; k < scene.reach.size(); ++k)
        reach[k].take(scene.reach[k]);
    const Eigen::Vector2d low(reach[0].least, reach[1].least);
    const Eigen::Vector2d high(reach[0].greatest, reach[1].greatest);
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-6);
    const double fit = std::min(c.plot.width() / (1.06 * span.x()), c.plot.height() / (1.06 * span.y()));
    c.scale = fit * std::max(1.0, scene.options.zoom);
    const Eigen::Vector2d whole = Eigen::Vector2d(c.plot.width(), c.plot.height()) / fit;
    const Eigen::Vector2d corner = (low + high) / 2 - whole / 2;
    const Eigen::Vector2d centre(scene.options.centre.x(), 1 - scene.options.centre.y());
    c.low = corner + whole.cwiseProduct(centre) - whole / (2 * std::max(1.0, scene.options.zoom));
    return c;
}

}  // namespace gauge::ui::beliefs
