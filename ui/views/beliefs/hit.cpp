#include "ui/views/beliefs/sheet.h"
#include "ui/views/beliefs/view.h"

#include <cmath>

namespace gauge::ui::beliefs {

namespace {

/// How far a point lies from the mean, in standard deviations, squared.
double depthIn(const Eigen::Matrix2d& cov, double x, double y)
{
    return (cov(1, 1) * x * x - 2 * cov(0, 1) * x * y + cov(0, 0) * y * y) /
           (cov(0, 0) * cov(1, 1) - cov(0, 1) * cov(1, 0));
}

/// The token whose dot lies nearest within reach, or else whose ellipse the point lies in, the deepest where several do; −1: none.
int tokenAt(const Sheet& sheet, const std::vector<FlatBelief>& now, double sigma, double reach, const QPointF& at)
{
    int token = -1;
    double nearest = reach;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const QPointF d = sheet.map(now[i].mean) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            token = static_cast<int>(i);
        }
    }
    double deepest = sigma * sigma;
    for (std::size_t i = 0; i < now.size() && nearest == reach; ++i) {
        const QPointF d = at - sheet.map(now[i].mean);
        if (const double depth = depthIn(now[i].cov, d.x() / sheet.scale, -d.y() / sheet.scale); depth <= deepest) {
            deepest = depth;
            token = static_cast<int>(i);
        }
    }
    return token;
}

}  // namespace

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const std::vector<Picture> pictures = picturesTogether(scene);
    const Sheet c = sheetOf(area, scene, pictures);
    const std::vector<FlatBelief>& now = pictures.front().now;
    Hit hit;
    const int token = c.plot.contains(at) ? tokenAt(c, now, sigmaOf(scene), 14 * scene.style.unit(), at) : -1;
    if (token < 0)
        return hit;
    const FlatBelief& belief = now[static_cast<std::size_t>(token)];
    hit.tokens = {token};
    hit.value = exactNumber(belief.mean.x()) + QLatin1Char('\t') + exactNumber(belief.mean.y());
    hit.text = QStringLiteral("%1: (%2, %3), σ = %4 × %5")
                   .arg(tokenName(*scene.snapshot, token), QString::number(belief.mean.x(), 'g', 5),
                        QString::number(belief.mean.y(), 'g', 5), QString::number(std::sqrt(belief.cov(0, 0)), 'g', 4),
                        QString::number(std::sqrt(belief.cov(1, 1)), 'g', 4));
    return hit;
}

}  // namespace gauge::ui::beliefs
