#include "ui/scene/flat_ellipse.h"

#include <algorithm>

namespace gauge::ui {

FlatMap mapOf(const std::vector<FlatBelief>& beliefs, const QRectF& plot, double share)
{
    Eigen::Vector2d low = beliefs.front().mean;
    Eigen::Vector2d high = low;
    for (const FlatBelief& b : beliefs) {
        const Eigen::Vector2d reach = b.cov.diagonal().cwiseMax(0).cwiseSqrt();
        low = low.cwiseMin(b.mean - reach);
        high = high.cwiseMax(b.mean + reach);
    }
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-9);
    return {plot.center(), (low + high) / 2, share * std::min(plot.width() / span.x(), plot.height() / span.y())};
}

}  // namespace gauge::ui
