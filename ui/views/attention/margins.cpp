#include "ui/views/attention/margins.h"

#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"

#include <QFontMetricsF>

namespace gauge::ui::attention {
namespace {

/// Places with room for a name: what is lit (where that is little) first, then every `step`.
std::vector<Index> labelledPlaces(const Layout& l, const Scene& scene, Index first, Index end, Index step)
{
    std::vector<Index> lit;
    for (Index p = first; p < end && lit.size() < 8; ++p)
        if (scene.selection.lights(static_cast<int>(l.token(p))) && (lit.empty() || p - lit.back() >= step))
            lit.push_back(p);
    if (lit.size() > 6)
        lit.clear();
    std::vector<Index> places = lit;
    for (Index p = (first + step - 1) / step * step; p < end; p += step)
        if (std::none_of(lit.begin(), lit.end(), [&](Index other) { return std::abs(other - p) < step; }))
            places.push_back(p);
    return places;
}

}  // namespace

void paintLabels(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const auto label = [&](Index place, bool row) {
        const Index token = l.token(place);
        const double at = row ? l.rect(place, 0).center().y() : l.rect(0, place).center().x();
        if (at < (row ? l.matrix.top() : l.matrix.left()) || at > (row ? l.matrix.bottom() : l.matrix.right()))
            return;
        const bool lit = scene.selection.lights(static_cast<int>(token));
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QFontMetricsF metrics(painter.font());
        if (row) {
            drawFitted(painter,
                       QRectF(l.matrix.left() - 16 * u - l.labelWidth, at - metrics.height() / 2, l.labelWidth + 2 * u,
                              metrics.height()),
                       Qt::AlignRight | Qt::AlignVCenter, tokenName(s, token));
            return;
        }
        drawSlanted(painter, QPointF(at + 3 * u, l.matrix.top() - 5 * u), tokenName(s, token),
                    std::min(l.labelWidth, (l.right - at - 14 * u) / 0.67), Slant::From);
    };
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        const QRectF row = l.rect(r, 0);
        painter.fillRect(QRectF(l.matrix.left() - 10 * u, row.top() + std::min(1.0, 0.1 * l.cell), 4 * u,
                                std::max(0.3, l.cell - std::min(2.0, 0.2 * l.cell)))
                             .intersected(QRectF(l.matrix.left() - 10 * u, l.matrix.top(), 4 * u, l.matrix.height())),
                         tokenColour(s, scene.style, l.token(r)));
    }
    if (!scene.style.labels)
        return;
    const std::vector<Index> rows = labelledPlaces(l, scene, l.firstRow(), l.endRow(), l.labelStep);
    const std::vector<Index> columns = labelledPlaces(l, scene, l.firstColumn(), l.endColumn(), l.slantStep);
    for (const Index r : rows)
        label(r, true);
    for (const Index c : columns)
        label(c, false);
    noteNames(painter, QCoreApplication::translate("views", "Attention, names of rows"), std::ssize(rows),
              l.endRow() - l.firstRow());
    noteNames(painter, QCoreApplication::translate("views", "Attention, names of columns"), std::ssize(columns),
              l.endColumn() - l.firstColumn());
}

void paintTree(QPainter& painter, const Layout& l, const Scene& scene)
{
    if (l.tree.isEmpty())
        return;
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const TreeShape tree = treeShapeOf(l, scene);
    const auto x = [&](double height) { return l.tree.right() - tree.share(height) * l.tree.width(); };
    painter.save();
    painter.setClipRect(l.tree.adjusted(-4 * u, 0, 40 * u, 20 * u), Qt::IntersectClip);
    for (std::size_t t = 0; t < tree.joins(); ++t) {
        const TreeShape::Join join = tree.join(t);
        painter.setPen(QPen(join.colour < -1 ? scene.style.quiet() : scene.style.cluster(join.colour),
                            (join.together ? 1.6 : 1.0) * u));
        painter.drawLine(QPointF(x(join.height), join.a), QPointF(x(join.height), join.b));
        painter.drawLine(QPointF(x(join.heightA), join.a), QPointF(x(join.height), join.a));
        painter.drawLine(QPointF(x(join.heightB), join.b), QPointF(x(join.height), join.b));
    }
    const double at = x(s.levels->front().threshold);
    painter.setPen(QPen(scene.style.accent(), 1.5 * u, Qt::DashLine));
    painter.drawLine(QPointF(at, l.tree.top()), QPointF(at, l.tree.bottom()));
    painter.setFont(scene.style.textFont(0.92, true));
    painter.setPen(scene.style.accent());
    const QString label = words("θ = %1").arg(shortNumber(s.levels->front().threshold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 2 * u;
    const double left = std::max(l.tree.left(), at - width / 2);
    painter.drawText(QRectF(left, l.tree.bottom() + 3 * u, width, 16 * u), Qt::AlignHCenter | Qt::AlignTop, label);
    painter.restore();
}

void paintColourBar(QPainter& painter, const QRectF& bar, const Style& style, double least, double greatest,
                    const QString& title, const std::function<QColor(double)>& colour)
{
    if (!style.colourBar)
        return;
    const double u = style.unit();
    const int steps = 64;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int k = 0; k < steps; ++k) {
        const double h = bar.height() / steps;
        painter.fillRect(QRectF(bar.left(), bar.bottom() - (k + 1) * h, bar.width(), k > 0 ? h * 1.15 : h),
                         colour((k + 0.5) / steps));
    }
    painter.restore();
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.quiet());
    const QFontMetricsF metrics(painter.font());
    double above = bar.bottom() + metrics.height();  // the place of the number below
    for (const double t : ticks(least, greatest, 4)) {
        const double y = bar.bottom() - (t - least) / (greatest - least) * bar.height();
        if (above - y < 0.9 * metrics.ascent())
            continue;  // a bar too short for all of them
        above = y;
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3 * u, y));
        painter.drawText(QPointF(bar.right() + 5 * u, y + metrics.ascent() / 2 - 1 * u), shortNumber(t));
    }
    painter.setPen(style.text());
    const double width = metrics.horizontalAdvance(title);
    painter.drawText(QPointF(std::min(bar.left(), bar.right() + 46 * u - width), bar.bottom() + 15 * u), title);
}

void paintNotes(QPainter& painter, const Layout& l, const QRectF& area, const Scene& scene)
{
    QStringList notes{words("row: receiver, column: sender")};
    const double left =
        l.tree.isEmpty() ? area.left() + 12 * scene.style.unit() : l.matrix.left();  // θ stands below a tree
    double width = l.matrix.right() - left;
    if (!l.tree.isEmpty())
        notes << words("tree: √ scale");
    if (blockOf(l) > 1)
        notes << words("each dot is the mean of %1 × %1 pairs").arg(blockOf(l)) +
                     (scene.style.paper ? QString() : words(" · wheel: look closer"));
    if (optionsOf(scene).byCluster && !scene.snapshot->consensusRefused.empty()) {
        notes << consensusRefusalOf(scene);
        width = std::min(width, l.bar.left() - 40 * scene.style.unit() - left);  // the bar's title stands beside it
    }
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    drawFitted(painter, QRectF(left, l.matrix.bottom() + 6 * scene.style.unit(), width, metrics.height()), Qt::AlignLeft,
               notes.join(QStringLiteral(" · ")));
}

}  // namespace gauge::ui::attention
