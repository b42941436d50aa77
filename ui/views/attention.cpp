// Attention heatmap: row i receives, column j sends.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

/// Where things are; the same for painting and for pointing.
struct Layout {
    QRectF matrix;
    QRectF bar;
    double cell = 1;
    double labelWidth = 0;
    int labelStep = 1;  // every so many tokens get a label
    std::vector<Index> order;
};

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    const Index n = s.tokens();
    if (scene.options.byCluster)
        l.order = s.leaves;
    else
        for (Index i = 0; i < n; ++i)
            l.order.push_back(i);
    double widest = 0;
    for (Index i = 0; i < n; ++i)
        widest = std::max(widest, metrics.horizontalAdvance(tokenName(s, i)));
    widest = std::min(widest, 90 * u);
    l.labelWidth = widest;
    const double barSpace = 62 * u;
    const double left = widest + 22 * u;
    const double top = widest * 0.75 + 16 * u;
    const double side = std::max(10.0, std::min(area.width() - left - barSpace - 8 * u, area.height() - top - 22 * u));
    const double x = area.left() + left + std::max(0.0, (area.width() - left - barSpace - side) / 2 - 4 * u);
    const double y = area.top() + top + std::max(0.0, (area.height() - top - side - 22 * u) / 2);
    l.matrix = QRectF(x, y, side, side);
    l.cell = side / static_cast<double>(n);
    l.labelStep = std::max(1, static_cast<int>(std::ceil(metrics.height() * 0.95 / l.cell)));
    l.bar = QRectF(l.matrix.right() + 16 * u, l.matrix.top(), 12 * u, side);
    return l;
}

QRectF cellRect(const Layout& l, Index row, Index column)
{
    return {l.matrix.left() + static_cast<double>(column) * l.cell, l.matrix.top() + static_cast<double>(row) * l.cell,
            l.cell, l.cell};
}

/// Filled rectangles up to 128 tokens, an uninterpolated image above.
void paintCells(QPainter& painter, const Layout& l, const Scene& scene, const ShownMatrix& m, const Mask& mask)
{
    const Index n = m.values.rows();
    const double span = m.greatest - m.least;
    const auto shade = [&](Index r, Index c) {
        const double v = m.values(l.order[static_cast<std::size_t>(r)], l.order[static_cast<std::size_t>(c)]);
        return viridis(std::isfinite(v) ? (v - m.least) / span : 0.0);
    };
    if (n > 128) {
        std::array<QRgb, 256> table{};
        for (int k = 0; k < 256; ++k)
            table[static_cast<std::size_t>(k)] = viridis(k / 255.0).rgb();
        QImage image(static_cast<int>(n), static_cast<int>(n), QImage::Format_RGB32);
        for (Index r = 0; r < n; ++r) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(r)));
            for (Index c = 0; c < n; ++c) {
                const double v = m.values(l.order[static_cast<std::size_t>(r)], l.order[static_cast<std::size_t>(c)]);
                const double t = std::isfinite(v) ? std::clamp((v - m.least) / span, 0.0, 1.0) : 0.0;
                line[c] = table[static_cast<std::size_t>(std::lround(t * 255))];
            }
        }
        painter.drawImage(l.matrix, image);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    const double overlap = scene.style.paper ? 0.04 * l.cell : 0.0;  // no hairline seams on paper
    const double gap = !scene.style.paper && l.cell > 12 ? 1.0 : 0.0;
    for (Index r = 0; r < n; ++r) {
        for (Index c = 0; c < n; ++c) {
            QRectF rect = cellRect(l, r, c);
            rect.adjust(0, 0, (c + 1 < n ? overlap : 0) - gap, (r + 1 < n ? overlap : 0) - gap);
            const bool allowed = mask.allows(l.order[static_cast<std::size_t>(r)], l.order[static_cast<std::size_t>(c)]);
            painter.fillRect(rect,
                             allowed || scene.options.quantity == Quantity::Energy ? shade(r, c) : scene.style.field());
        }
    }
    painter.restore();
    painter.setPen(QPen(scene.style.hairline(), 0.75 * scene.style.unit()));
    for (Index r = 0; r < n; ++r)
        for (Index c = 0; c < n; ++c)
            if (!mask.allows(l.order[static_cast<std::size_t>(r)], l.order[static_cast<std::size_t>(c)]))
                painter.drawLine(cellRect(l, r, c).bottomLeft(), cellRect(l, r, c).topRight());
}

void paintLabels(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const auto n = static_cast<Index>(l.order.size());
    for (Index r = 0; r < n; ++r) {
        const Index token = l.order[static_cast<std::size_t>(r)];
        const QRectF row = cellRect(l, r, 0);
        painter.fillRect(QRectF(l.matrix.left() - 10 * u, row.top() + std::min(1.0, 0.1 * l.cell), 4 * u,
                                std::max(0.3, l.cell - std::min(2.0, 0.2 * l.cell))),
                         tokenColour(s, scene.style, token));
        const bool lit = scene.selection.lights(static_cast<int>(token));
        if (r % l.labelStep != 0 && !lit)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const QString name = metrics.elidedText(tokenName(s, token), Qt::ElideRight, l.labelWidth + 2 * u);
        painter.drawText(QRectF(l.matrix.left() - 14 * u - l.labelWidth, row.center().y() - metrics.height() / 2,
                                l.labelWidth, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, name);
        painter.save();
        painter.translate(cellRect(l, 0, r).center().x() + 3 * u, l.matrix.top() - 5 * u);
        painter.rotate(-48);
        painter.drawText(QPointF(0, 0), name);
        painter.restore();
    }
}

void paintColourBar(QPainter& painter, const Layout& l, const Scene& scene, const ShownMatrix& m)
{
    const double u = scene.style.unit();
    const int steps = 64;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int k = 0; k < steps; ++k) {
        const double h = l.bar.height() / steps;
        painter.fillRect(QRectF(l.bar.left(), l.bar.bottom() - (k + 1) * h, l.bar.width(), k > 0 ? h * 1.15 : h),
                         viridis((k + 0.5) / steps));
    }
    painter.restore();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    for (const double t : ticks(m.least, m.greatest, 4)) {
        const double y = l.bar.bottom() - (t - m.least) / (m.greatest - m.least) * l.bar.height();
        painter.drawLine(QPointF(l.bar.right(), y), QPointF(l.bar.right() + 3 * u, y));
        painter.drawText(QPointF(l.bar.right() + 5 * u, y + metrics.ascent() / 2 - 1 * u), shortNumber(t));
    }
    painter.setPen(scene.style.text());
    painter.drawText(QPointF(l.bar.left(), l.bar.bottom() + 14 * u),
                     m.unit.isEmpty() ? m.symbol : m.symbol + QStringLiteral(" (") + m.unit + QStringLiteral(")"));
}

void paintMarks(QPainter& painter, const Layout& l, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.accent(), 1.5 * u));
    for (std::size_t r = 0; r < l.order.size(); ++r)
        if (scene.selection.lights(static_cast<int>(l.order[r])))
            painter.drawRect(
                QRectF(l.matrix.left(), cellRect(l, static_cast<Index>(r), 0).top(), l.matrix.width(), l.cell));
    if (scene.selection.receiver < 0)
        return;
    const auto place = [&](int token) {
        return static_cast<Index>(std::find(l.order.begin(), l.order.end(), token) - l.order.begin());
    };
    painter.setPen(QPen(Qt::white, 2.5 * u));
    painter.drawRect(cellRect(l, place(scene.selection.receiver), place(scene.selection.sender)));
    painter.setPen(QPen(Qt::black, 1 * u));
    painter.drawRect(cellRect(l, place(scene.selection.receiver), place(scene.selection.sender)));
}

}  // namespace

void paintAttention(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const ShownMatrix m = shownMatrix(*scene.snapshot, scene.options);
    const Mask mask = parseMask(scene.snapshot->parameters.mask, !scene.snapshot->parameters.noSelf);
    paintCells(painter, l, scene, m, mask);
    paintLabels(painter, l, scene);
    paintColourBar(painter, l, scene, m);
    if (!scene.style.paper)
        paintMarks(painter, l, scene);
}

Hit hitAttention(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    const Snapshot& s = *scene.snapshot;
    const auto column = static_cast<Index>(std::floor((at.x() - l.matrix.left()) / l.cell));
    const auto row = static_cast<Index>(std::floor((at.y() - l.matrix.top()) / l.cell));
    const bool inRows = row >= 0 && row < s.tokens();
    const bool inColumns = column >= 0 && column < s.tokens();
    Hit hit;
    if (inRows && inColumns) {
        hit.receiver = static_cast<int>(l.order[static_cast<std::size_t>(row)]);
        hit.sender = static_cast<int>(l.order[static_cast<std::size_t>(column)]);
        hit.tokens = {hit.receiver};
        if (hit.sender != hit.receiver)
            hit.tokens.push_back(hit.sender);
        ViewOptions energy = scene.options;
        energy.quantity = Quantity::Energy;
        ViewOptions beta = scene.options;
        beta.quantity = Quantity::Attention;
        hit.text = QStringLiteral("β(%1 ← %2) = %3   E = %4 nat   D = %5 nat")
                       .arg(tokenName(s, hit.receiver), tokenName(s, hit.sender))
                       .arg(shownMatrix(s, beta).values(hit.receiver, hit.sender), 0, 'g', 6)
                       .arg(shownMatrix(s, energy).values(hit.receiver, hit.sender), 0, 'g', 6)
                       .arg(s.distance()(hit.receiver, hit.sender), 0, 'g', 6);
    } else if (inRows && at.x() < l.matrix.left() && at.x() > l.matrix.left() - 16 * scene.style.unit() - l.labelWidth) {
        hit.tokens = {static_cast<int>(l.order[static_cast<std::size_t>(row)])};
    }
    return hit;
}

}  // namespace gauge::ui
