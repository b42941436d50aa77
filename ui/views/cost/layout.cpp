#include "ui/views/cost/layout.h"

#include "ui/scene/words.h"
#include "ui/views/cost/text.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::cost {
namespace {

double heightOf(const QString& text, const QFont& font, double width)
{
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e4), Qt::TextWordWrap, text).height();
}

QString footText(const Scene& scene)
{
    const CostReport& r = *scene.cost.report;
    const QString pay = payOffText(r);
    const QString note = scene.cost.running
                             ? words("round %1, %2 %").arg(r.rounds).arg(100 * scene.cost.fraction, 0, 'f', 0)
                             : conditions(scene);
    return pay.isEmpty() ? note : pay + QLatin1Char('\n') + note;
}

QString moreText(std::size_t hidden)
{
    if (hidden == 0)
        return words("What condensing pays and how it was measured: enlarge this view.");
    return words("%1 more methods, what condensing pays: enlarge this view.").arg(hidden);
}

void placeColumns(Columns& c, double u)
{
    const double w = c.table.width();
    const double field = w > 460 * u ? 62 * u : 0;
    c.name = c.table.left();
    c.right = c.table.right();
    c.error = c.right - 52 * u;
    c.memory = c.error - field;
    c.operations = c.memory - field;
    c.time = c.operations - 66 * u;
    c.bar = c.name + std::min(130 * u, 0.32 * w);
}

}  // namespace

Columns columnsOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const std::size_t all = scene.cost.report->methods.size();
    const double line = QFontMetricsF(scene.style.textFont(0.92)).lineSpacing();
    const QRectF inner = area.adjusted(12 * u, 6 * u, -12 * u, -2 * u);
    Columns c{};
    const double head = heightOf(headline(scene), scene.style.textFont(1.0, true), inner.width()) + 4 * u;
    c.headline = QRectF(inner.left(), inner.top(), inner.width(), head);
    c.belowText = footText(scene);
    const double foot = heightOf(c.belowText, scene.style.textFont(0.92), inner.width()) + 4 * u;
    const double room = inner.height() - head;
    c.rows = all;
    double rest = foot;
    if (room - foot < static_cast<double>(all + 1) * line) {
        rest = line + 2 * u;
        const double lines = std::floor((room - rest) / line) - 1;  // one is the columns' names
        c.rows = std::min(all, static_cast<std::size_t>(std::max(1.0, lines)));
        c.belowText = moreText(all - c.rows);
    }
    c.rowHeight = std::clamp((room - rest) / static_cast<double>(c.rows + 1), line, 24 * u);
    c.table = QRectF(inner.left(), c.headline.bottom(), inner.width(), static_cast<double>(c.rows + 1) * c.rowHeight);
    c.below = QRectF(inner.left(), c.table.bottom() + 2 * u, inner.width(), inner.bottom() - c.table.bottom() - 2 * u);
    placeColumns(c, u);
    return c;
}

}  // namespace gauge::ui::cost
