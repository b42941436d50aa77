#include "ui/views/beliefs/sheet.h"
#include "ui/views/beliefs/view.h"

#include <cmath>

namespace gauge::ui::beliefs {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const std::vector<Picture> pictures = picturesTogether(scene);
    const Sheet c = sheetOf(area, scene, pictures);
    const std::vector<FlatBelief>& now = pictures.front().now;
    double nearest = 14 * scene.style.unit();
    Hit hit;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const QPointF d = c.map(now[i].mean) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(i)};
            hit.value = exactNumber(now[i].mean.x()) + QLatin1Char('\t') + exactNumber(now[i].mean.y());
            hit.text =
                QStringLiteral("%1: (%2, %3), σ = %4 × %5")
                    .arg(tokenName(*scene.snapshot, static_cast<Index>(i)), QString::number(now[i].mean.x(), 'g', 5),
                         QString::number(now[i].mean.y(), 'g', 5), QString::number(std::sqrt(now[i].cov(0, 0)), 'g', 4),
                         QString::number(std::sqrt(now[i].cov(1, 1)), 'g', 4));
        }
    }
    return hit;
}

}  // namespace gauge::ui::beliefs
