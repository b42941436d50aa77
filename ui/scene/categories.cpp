#include "ui/scene/categories.h"

#include "ui/painter/text.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <map>
#include <QFontMetricsF>

namespace gauge::ui {

Categories categoriesOf(const Snapshot& snapshot, int colouring)
{
    Categories c;
    const std::vector<std::string>& by = colouring == ByToken ? snapshot.state->tokens : snapshot.state->category;
    if (colouring != ByToken && colouring != ByCategory)
        return c;
    std::map<std::string, int> number;
    for (const std::string& name : by) {
        const auto [at, fresh] = number.emplace(name, static_cast<int>(number.size()));
        if (fresh)
            c.name.push_back(QString::fromStdString(name));
        c.of.push_back(at->second);
    }
    return c;
}

void paintCategoryKey(QPainter& painter, const QRectF& plot, const Categories& c, const Style& style, int most)
{
    if (c.name.empty())
        return;
    const double u = style.unit();
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const auto shown = std::min(c.name.size(), static_cast<std::size_t>(most));
    const auto room = std::min(shown, static_cast<std::size_t>(std::max(0.0, plot.height() / metrics.height() - 2)));
    std::vector<QString> lines(c.name.begin(), c.name.begin() + static_cast<std::ptrdiff_t>(room));
    double width = 0;
    for (QString& line : lines) {
        line = fitted(painter, metrics, line, Qt::ElideRight, std::min(110 * u, 0.3 * plot.width()));
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const QString rest = c.name.size() > room ? words("+%1 more").arg(c.name.size() - room) : QString();
    if (!rest.isEmpty())
        width = std::max(width, metrics.horizontalAdvance(rest) - 14 * u);
    const double left = plot.right() - width - 22 * u;
    QColor ground = style.panel();
    ground.setAlphaF(0.85F);
    const double height = (static_cast<double>(lines.size()) + (rest.isEmpty() ? 0 : 1)) * metrics.height() + 6 * u;
    painter.fillRect(QRectF(left - 4 * u, plot.top() + 2 * u, width + 24 * u, height), ground);
    double y = plot.top() + 4 * u;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.cluster(static_cast<int>(k) % kMostColours));
        paintMark(painter, static_cast<int>(k), QPointF(left + 5 * u, y + metrics.height() / 2), 3.2 * u);
        painter.setPen(style.text());
        painter.drawText(QPointF(left + 14 * u, y + metrics.ascent()), lines[k]);
        y += metrics.height();
    }
    painter.setPen(style.quiet());
    if (!rest.isEmpty())
        painter.drawText(QPointF(left, y + metrics.ascent()), rest);
}

}  // namespace gauge::ui
