#include "ui/views/statistics/roles.h"

#include "ui/painter/text.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::statistics {

const std::array<Role, 5>& roles()
{
    static const std::array<Role, 5> all{{{"entropy", &HeadRole::entropy, "nat"},
                                          {"concentration", &HeadRole::concentration, ""},
                                          {"to self", &HeadRole::self, ""},
                                          {"reach", &HeadRole::reach, "tokens"},
                                          {"energy", &HeadRole::energy, "nat"}}};
    return all;
}

namespace {

/// What a bar's full width is. While a run plays it is what the role cannot exceed at any layer.
double fullOf(const Snapshot& s, std::size_t role)
{
    if (s.extents) {
        double n = 0;
        for (const CommonBeliefs& layer : s.path->layers)
            n = std::max(n, static_cast<double>(layer.tokens()));
        double energy = 0;
        for (std::size_t h = 0; h < s.curves->heads.size(); ++h)
            if (const Extent& reached = s.extents->energy[h].plain; !reached.empty())
                energy = std::max(energy, reached.greatest);
        return std::array<double, 5>{std::log(n), 1, 1, n - 1, energy}[role];
    }
    double most = 0;
    for (const HeadRole& r : s.curves->heads)
        most = std::max(most, r.*roles()[role].value);
    return most;
}

}  // namespace

void paintRoles(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF inner = area.adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const double first = std::min(metrics.horizontalAdvance(words("head 99 · d = 99")) + 8 * u, 0.24 * inner.width());
    const double column = (inner.width() - first) / static_cast<double>(roles().size());
    const double head = 2 * metrics.height() + 8 * u;
    const std::size_t fitting =
        std::max<std::size_t>(1, static_cast<std::size_t>((inner.height() - head) / (metrics.height() + 4 * u)));
    const std::size_t rows = std::min(s.curves->heads.size(), fitting);
    const double row = std::min(44 * u, (inner.height() - head) / static_cast<double>(rows));
    for (std::size_t k = 0; k < roles().size(); ++k) {
        const double left = inner.left() + first + static_cast<double>(k) * column;
        painter.setPen(scene.style.quiet());
        drawFitted(painter, QRectF(left, inner.top(), column - 8 * u, metrics.height()), Qt::AlignRight,
                   words(roles()[k].name));
        painter.drawText(QRectF(left, inner.top() + metrics.height(), column - 8 * u, metrics.height()), Qt::AlignRight,
                         QLatin1String(roles()[k].unit));
        double most = 0;
        for (const Snapshot* shown : {scene.snapshot.get(), scene.reference.get()})  // one scale for both of a comparison
            if (shown && shown->curves)
                most = std::max(most, fullOf(*shown, k));
        for (std::size_t h = 0; h < rows; ++h) {
            const double value = s.curves->heads[h].*roles()[k].value;
            const QRectF cell(left, inner.top() + head + static_cast<double>(h) * row, column - 8 * u, row - 3 * u);
            QColor fill = scene.style.cluster(5);
            fill.setAlphaF(0.55F);
            if (most > 0)
                painter.fillRect(QRectF(cell.left() + 6 * u, cell.bottom() - 3 * u,
                                        std::max(0.0, value / most) * (cell.width() - 6 * u), 3 * u),
                                 fill);
            painter.setPen(scene.style.text());
            painter.drawText(cell.adjusted(0, 0, 0, -2 * u), Qt::AlignRight | Qt::AlignVCenter,
                             std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'g', 3));
        }
    }
    for (std::size_t h = 0; h < rows; ++h) {
        painter.setPen(scene.style.text());
        drawFitted(painter, QRectF(inner.left(), inner.top() + head + static_cast<double>(h) * row, first, row - 5 * u),
                   Qt::AlignLeft | Qt::AlignVCenter, words("head %1 · d = %2").arg(h).arg(s.state->heads[h]));
    }
    painter.setPen(scene.style.quiet());
    if (rows < s.curves->heads.size())
        painter.drawText(QPointF(inner.left(), inner.bottom()),
                         words("%1 more heads in the table").arg(s.curves->heads.size() - rows));
}

}  // namespace gauge::ui::statistics
