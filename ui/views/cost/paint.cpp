// What each method costs on this very state: measured times with their spread, operations, memory, error.
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/cost/layout.h"
#include "ui/views/cost/text.h"
#include "ui/views/cost/view.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QTextOption>

namespace gauge::ui::cost {
namespace {

/// Seconds at the ends of the bars' logarithmic scale.
std::pair<double, double> rangeOf(const CostReport& r)
{
    double least = 1e9;
    double most = 0;
    for (const MethodTime& m : r.methods) {
        if (m.cold.median <= 0)
            continue;
        least = std::min({least, m.cold.least, m.warm.least});
        most = std::max(most, m.greatestCold);
    }
    return {least / 1.5, most * 1.3};
}

void paintRow(QPainter& painter, const Columns& c, const MethodTime& m, double y, const CostReport& r, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF row(c.name, y, c.table.width(), c.rowHeight);
    const bool exact = m.method == "exact" && m.precision == Precision::Double;
    const QFontMetricsF metrics(scene.style.textFont(0.92, exact));
    painter.setFont(scene.style.textFont(0.92, exact));
    painter.setPen(scene.style.text());
    drawFitted(painter, QRectF(c.name, y, c.bar - c.name - 6 * u, c.rowHeight), Qt::AlignVCenter, nameOf(m));
    if (!m.refused.empty()) {
        painter.setPen(scene.style.quiet());
        drawFitted(painter, QRectF(c.bar, y, c.right - c.bar, c.rowHeight), Qt::AlignVCenter,
                   words("not here: ") + QString::fromStdString(m.refused));
        return;
    }
    const auto [least, most] = rangeOf(r);
    const double width = c.time - c.bar - 8 * u;
    const auto x = [&](double seconds) {
        return c.bar + std::clamp(std::log(seconds / least) / std::log(most / least), 0.0, 1.0) * width;
    };
    const double middle = row.center().y();
    painter.fillRect(QRectF(QPointF(c.bar, middle - 4 * u), QPointF(x(m.cold.median), middle + 4 * u)),
                     exact ? scene.style.accent() : scene.style.cluster(m.method == "dot-product" ? 1 : 5));
    painter.setPen(QPen(scene.style.text(), 1 * u));  // from the fastest round to the slowest
    painter.drawLine(QPointF(x(m.cold.least), middle), QPointF(x(m.greatestCold), middle));
    for (const double end : {m.cold.least, m.greatestCold})
        painter.drawLine(QPointF(x(end), middle - 3 * u), QPointF(x(end), middle + 3 * u));
    painter.setBrush(scene.style.panel());
    painter.drawEllipse(QPointF(x(m.warm.median), middle), 2.6 * u, 2.6 * u);  // the pairs alone
    const auto cell = [&](double left, double right, const QString& text) {
        if (right - left > 20 * u)
            painter.drawText(QRectF(left, y, right - left - 4 * u, c.rowHeight), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    painter.setPen(scene.style.text());
    cell(c.time, c.operations, (m.tokensMeasured < r.tokens ? QStringLiteral("≈ ") : QString()) + timeText(m.cold.median));
    painter.setPen(scene.style.quiet());
    cell(c.operations, c.memory, countText(m.cost.operations) + words("op"));
    cell(c.memory, c.error, countText(m.cost.bytes) + QLatin1Char('B'));
    cell(c.error, c.right, errorText(m));
}

void paintHead(QPainter& painter, const Columns& c, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.84, true));
    painter.setPen(scene.style.quiet());
    const double y = c.table.top();
    const QFontMetricsF metrics(painter.font());
    const auto cell = [&](double left, double right, const QString& text, int align) {
        if (right - left > 20 * u)
            drawFitted(painter, QRectF(left, y, right - left - 4 * u, c.rowHeight), align | Qt::AlignVCenter, text);
    };
    cell(c.name, c.bar, words("METHOD"), Qt::AlignLeft);
    cell(c.bar, c.time, words("TIME (LOG)"), Qt::AlignLeft);
    cell(c.time, c.operations, words("MEDIAN"), Qt::AlignRight);
    cell(c.operations, c.memory, words("WORK"), Qt::AlignRight);
    cell(c.memory, c.error, words("MEMORY"), Qt::AlignRight);
    cell(c.error, c.right, words("ERROR"), Qt::AlignRight);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(c.name, y + c.rowHeight), QPointF(c.right, y + c.rowHeight));
}

void paintWords(QPainter& painter, const QRectF& box, const QString& text, const Style& style, const QColor& colour,
                bool bold = false)
{
    painter.setFont(style.textFont(bold ? 1.0 : 0.92, bold));
    painter.setPen(colour);
    QTextOption wrap(Qt::AlignLeft | Qt::AlignTop);
    wrap.setWrapMode(QTextOption::WordWrap);
    painter.drawText(box, text, wrap);
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const CostState& cost = scene.cost;
    if (!cost.failure.isEmpty() || !cost.report || cost.report->methods.empty()) {
        const QString text = !cost.failure.isEmpty() ? words("The measurement failed: ") + cost.failure
                             : cost.running
                                 ? words("Warming up… %1 %").arg(100 * cost.fraction, 0, 'f', 0)
                                 : words("Measure to see what each method costs on this state, on this machine.");
        painter.setFont(scene.style.textFont());
        painter.setPen(scene.style.quiet());
        painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    const CostReport& r = *cost.report;
    const Columns c = columnsOf(area, scene);
    paintWords(painter, c.headline, headline(scene), scene.style, scene.style.text(), true);
    paintHead(painter, c, scene);
    for (std::size_t k = 0; k < c.rows; ++k)
        paintRow(painter, c, r.methods[k], c.table.top() + static_cast<double>(k + 1) * c.rowHeight, r, scene);
    paintWords(painter, c.below, c.belowText, scene.style, scene.style.quiet());
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    const auto seconds = [](const Snapshot& s) { return timeText(s.seconds); };
    painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     words("Costs are measured on the present state (B) alone. The last update took %1 in A and %2 in B.")
                         .arg(seconds(*scene.reference), seconds(*scene.snapshot)));
}

}  // namespace gauge::ui::cost
