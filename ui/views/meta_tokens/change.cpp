#include "ui/painter/colour_map.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/meta_tokens/view.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::meta_tokens {

/// Every group's size in A and in B.
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const Snapshot& a = *scene.reference;
    const Snapshot& b = *scene.snapshot;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(16 * u, 30 * u, -16 * u, -26 * u);
    const double step = plot.width() / static_cast<double>(b.tokens());
    const double zero = plot.center().y();
    const auto size = [](const Snapshot& s, Index i) {
        return static_cast<double>(
            s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])].size());
    };
    double most = 1;
    for (Index i = 0; i < b.tokens(); ++i)
        most = std::max(most, std::abs(size(b, i) - size(a, i)));
    double used = -1e9;
    for (Index i = 0; i < b.tokens(); ++i) {
        const double d = size(b, i) - size(a, i);
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * step;
        const double height = d / most * (plot.height() / 2 - metrics.height());
        painter.fillRect(QRectF(QPointF(x - 0.3 * step, zero), QPointF(x + 0.3 * step, zero - height)).normalized(),
                         diverging(d > 0 ? 0.85 : 0.15));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QString name = fitted(painter, metrics, tokenName(b, i), Qt::ElideRight, std::max(step, 40 * u));
        const double half = metrics.horizontalAdvance(name) / 2;
        if (x - half > used + 3 * u) {
            used = x + half;
            painter.drawText(QRectF(x - half - 1, plot.bottom() + 4 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                             name);
        }
        if (d != 0 && step > 20 * u)
            painter.drawText(
                QRectF(x - step / 2, d > 0 ? zero - height - metrics.height() : zero - height, step, metrics.height()),
                Qt::AlignHCenter,
                QStringLiteral("%1%2").arg(d > 0 ? QStringLiteral("+") : QStringLiteral("−")).arg(std::abs(d)));
    }
    painter.setPen(QPen(scene.style.hairline(), 1 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setPen(scene.style.quiet());
    const QRectF frame = scene.frame(area);
    const QString text = words("agents %1 → %2 · bars: change of each token's group size")
                             .arg(a.clusters().members.size())
                             .arg(b.clusters().members.size());
    drawFitted(painter, QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
               Qt::AlignLeft, text);
}

}  // namespace gauge::ui::meta_tokens
