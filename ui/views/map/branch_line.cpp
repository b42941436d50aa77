// Stationary states in a cut: stable ones solid, unstable ones dashed, folds with their values.
#include "ui/painter/axes.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

/// Points of one kind that follow one another; the last of one is the first of the next.
struct Stretch {
    QPolygonF line;
    bool stable = true;
};

std::vector<Stretch> stretchesOf(const std::vector<QPointF>& at, const std::vector<SweptPoint>& points)
{
    std::vector<Stretch> stretches;
    for (std::size_t k = 1; k < at.size(); ++k) {
        const auto finite = [](const QPointF& p) { return std::isfinite(p.x()) && std::isfinite(p.y()); };
        if (!finite(at[k - 1]) || !finite(at[k]))
            continue;
        // a fold is where one kind ends: it belongs to both
        const bool stable = (points[k - 1].stable || points[k - 1].fold) && (points[k].stable || points[k].fold);
        const bool goesOn =
            !stretches.empty() && stretches.back().stable == stable && stretches.back().line.back() == at[k - 1];
        if (!goesOn)
            stretches.push_back({QPolygonF{at[k - 1]}, stable});
        stretches.back().line << at[k];
    }
    return stretches;
}

/// Places for a fold's text: first on the side that the branch comes from neither way.
std::vector<QPointF> besides(const std::vector<QPointF>& at, std::size_t k, const QSizeF& text, double gap, bool alongX)
{
    const QPointF left(-gap - text.width(), -text.height() / 2);
    const QPointF right(gap, -text.height() / 2);
    const QPointF above(-text.width() / 2, -gap - text.height());
    const QPointF below(-text.width() / 2, gap);
    const QPointF before = at[k > 0 ? k - 1 : k];
    const QPointF after = at[k + 1 < at.size() ? k + 1 : k];
    const QPointF from = before + after - 2 * at[k];
    if (alongX)  // the parameter is what turns
        return from.x() > 0 ? std::vector{left, below, above, right} : std::vector{right, above, below, left};
    return from.y() > 0 ? std::vector{above, right, left, below} : std::vector{below, right, left, above};
}

}  // namespace

std::vector<QPointF> branchIn(const Picture& p, const Cut& cut)
{
    std::vector<QPointF> at;
    const SweptBranch* branch = p.scene.map.branch.get();
    const Ruler& ruler = cut.alongX ? p.view.x : p.view.y;
    if (!branch || ruler.axis->row != branch->row || ruler.words)
        return at;
    const std::vector<double> values = branchValues(*branch, p.view.measure);
    for (std::size_t k = 0; k < values.size(); ++k)
        at.push_back(cut.at(ruler.share(branch->points[k].value), values[k]));
    return at;
}

void paintBranch(QPainter& painter, const Picture& p, const Cut& cut)
{
    const std::vector<QPointF> at = branchIn(p, cut);
    if (at.empty())
        return;
    const double u = p.scene.style.unit();
    painter.setBrush(Qt::NoBrush);
    for (const Stretch& stretch : stretchesOf(at, p.scene.map.branch->points)) {
        QPen pen(p.scene.style.text(), 2.2 * u);
        if (!stretch.stable)
            pen.setDashPattern({2.2, 1.6});
        painter.setPen(pen);
        painter.drawPolyline(stretch.line);
    }
}

void paintFolds(QPainter& painter, const Picture& p, const Cut& cut)
{
    const std::vector<QPointF> at = branchIn(p, cut);
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.84));
    const QFontMetricsF metrics(painter.font());
    std::vector<QRectF> taken;
    for (std::size_t k = 0; k < at.size(); ++k) {
        const SweptPoint& point = p.scene.map.branch->points[k];
        if (!point.fold || !cut.plot.contains(at[k]))
            continue;
        painter.setPen(QPen(p.scene.style.text(), 1.2 * u));
        painter.setBrush(p.scene.style.panel());
        paintMark(painter, 4, at[k], 3.6 * u);
        const QString text = valueText(*p.scene.map.branch->row, fmt::format("{}", point.value));
        const QSizeF size(metrics.horizontalAdvance(text) + 2 * u, metrics.height());
        for (const QPointF& by : besides(at, k, size, 6 * u, cut.alongX)) {
            const QRectF box(at[k] + by, size);
            const bool free = std::none_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); });
            if (!free || !cut.plot.contains(box))
                continue;
            taken.push_back(box);
            painter.setPen(p.scene.style.text());
            painter.drawText(box, Qt::AlignCenter, text);
            break;
        }
    }
}

}  // namespace gauge::ui::map
