#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/meta_tokens/groups.h"
#include "ui/views/meta_tokens/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::meta_tokens {

void paintFollow(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Selection& sel = scene.selection;
    const int token = !sel.locked.empty() ? sel.locked.front() : !sel.hovered.empty() ? sel.hovered.front() : 0;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(56 * u, 28 * u, -18 * u, -12 * u - metrics.height());
    const double row = plot.height() / (s.layers + 1);
    const double column = plot.width() / static_cast<double>(s.tokens());
    const double dot = std::clamp(std::min(row, column) * 0.24, 1.2 * u, 5 * u);
    const int every = std::max(1, static_cast<int>(std::ceil(metrics.height() / row)));
    for (int layer = 0; layer <= s.layers; ++layer) {
        const double y = plot.bottom() - (layer + 0.5) * row;  // later layers above, as in the tower
        std::vector<Index> companions{token};
        for (const auto& members : groupsAt(s, layer))
            if (std::find(members.begin(), members.end(), token) != members.end())
                companions = members;
        painter.setPen(QPen(scene.style.accent(), 1.6 * u));
        painter.drawLine(QPointF(plot.left() + (static_cast<double>(companions.front()) + 0.5) * column, y),
                         QPointF(plot.left() + (static_cast<double>(companions.back()) + 0.5) * column, y));
        for (Index i = 0; i < s.tokens(); ++i) {
            const bool together = std::find(companions.begin(), companions.end(), i) != companions.end();
            painter.setPen(Qt::NoPen);
            painter.setBrush(together ? scene.style.accent() : scene.style.hairline());
            painter.drawEllipse(QPointF(plot.left() + (static_cast<double>(i) + 0.5) * column, y),
                                together ? dot : dot * 0.7, together ? dot : dot * 0.7);
        }
        painter.setPen(scene.style.quiet());
        if (layer % every == 0)
            painter.drawText(QRectF(plot.left() - 54 * u, y - metrics.height() / 2, 48 * u, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, words("%1 %2").arg(layerWord(s)).arg(layer));
    }
    double used = -1e9;
    for (Index i = 0; i < s.tokens(); ++i) {
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * column;
        const QString name = fitted(painter, metrics, tokenName(s, i), Qt::ElideRight, std::max(column * 1.2, 40 * u));
        const double half = metrics.horizontalAdvance(name) / 2;
        if (x - half < used + 3 * u)
            continue;
        used = x + half;
        painter.setPen(i == token ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(x - half - 1, plot.bottom() + 2 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                         name);
    }
    painter.setPen(scene.style.quiet());
    const QRectF frame = scene.frame(area);
    drawFitted(painter, QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
               Qt::AlignLeft, words("companions of %1, %2 by %2").arg(tokenName(s, token), layerWord(s)));
}

}  // namespace gauge::ui::meta_tokens
