// Attention heatmap: row i receives, column j sends. In cluster order the merge tree stands on its margin.
#include "ui/matrix.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/tree_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

constexpr double kMostCells = 128;  // a side drawn as rectangles; beyond, as an image

/// Where things are; the same for painting and for pointing.
struct Layout {
    QRectF matrix;
    QRectF bar;
    QRectF tree;  // empty without one
    double cell = 1;
    double row0 = 0;  // what is at the matrix's top left, in tokens
    double column0 = 0;
    double labelWidth = 0;
    double right = 0;   // how far slanted names may reach
    int labelStep = 1;  // every so many rows have room for a name
    int slantStep = 1;  // every so many columns
    std::vector<Index> order;
    Index size() const { return static_cast<Index>(order.size()); }
    Index token(Index place) const { return order[static_cast<std::size_t>(place)]; }
    Index firstRow() const { return static_cast<Index>(row0); }
    Index firstColumn() const { return static_cast<Index>(column0); }
    Index endRow() const { return std::min<Index>(size(), static_cast<Index>(std::ceil(row0 + matrix.height() / cell))); }
    Index endColumn() const
    {
        return std::min<Index>(size(), static_cast<Index>(std::ceil(column0 + matrix.width() / cell)));
    }
    QRectF rect(Index row, Index column) const
    {
        return {matrix.left() + (static_cast<double>(column) - column0) * cell,
                matrix.top() + (static_cast<double>(row) - row0) * cell, cell, cell};
    }
    double rowCentre(Index row) const { return rect(row, 0).center().y(); }
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
    l.labelWidth =
        scene.style.labels ? std::min({widestName(s, scene.style.textFont()), 90 * u, 0.22 * area.width()}) : 0;
    const bool tree = scene.options.byCluster && n > 1 && s.consensusRefused.empty();
    const double treeSpace = tree ? std::min(84 * u, 0.16 * area.width()) : 0;
    const double barSpace = scene.style.colourBar ? 58 * u : 8 * u;
    const double left = l.labelWidth + 22 * u + treeSpace;
    const double top = l.labelWidth * 0.75 + 16 * u;
    const double side = std::max(10.0, std::min(area.width() - left - barSpace - 8 * u, area.height() - top - 22 * u));
    const double x = area.left() + left + std::max(0.0, (area.width() - left - barSpace - side) / 2 - 4 * u);
    const double y = area.top() + top + std::max(0.0, (area.height() - top - side - 22 * u) / 2);
    l.matrix = QRectF(x, y, side, side);
    const double span = static_cast<double>(n) / std::max(1.0, scene.options.zoom);
    const auto start = [&](double centre) {
        return std::clamp(centre * static_cast<double>(n) - span / 2, 0.0, static_cast<double>(n) - span);
    };
    l.row0 = start(scene.options.centre.y());
    l.column0 = start(scene.options.centre.x());
    l.cell = side / span;
    l.labelStep = std::max(1, static_cast<int>(std::ceil(metrics.height() * 0.95 / l.cell)));
    l.slantStep = std::max(1, static_cast<int>(std::ceil(metrics.height() * 1.2 / l.cell)));
    l.right = area.right();
    l.bar = QRectF(l.matrix.right() + 16 * u, l.matrix.top(), 12 * u, side);
    if (treeSpace > 0)
        l.tree = QRectF(x - 20 * u - l.labelWidth - treeSpace, y, treeSpace - 4 * u, side);
    return l;
}

/// Attention below which a cell stays empty.
double cutOf(const Scene& scene)
{
    const std::array<double, 5> cuts{0, 1.0 / static_cast<double>(scene.snapshot->tokens()), 0.05, 0.1, 0.2};
    return cuts[static_cast<std::size_t>(std::clamp(scene.options.threshold, 0, 4))];
}

using Shade = std::function<QColor(double)>;

/// Tokens a side of what one dot shows: 1 where cells are a pixel or more.
Index blockOf(const Layout& l)
{
    return std::max<Index>(1, static_cast<Index>(std::floor(1.0 / l.cell + 1e-9)));
}

/// In the order shown, pooled to whole pixels.
RowMatrixd cellsOf(const Layout& l, const RowMatrixd& values, double instead)
{
    const Index n = l.size();
    RowMatrixd ordered(n, n);
    for (Index r = 0; r < n; ++r)
        for (Index c = 0; c < n; ++c)
            ordered(r, c) = values(l.token(r), l.token(c));
    return blockOf(l) > 1 ? pooled(ordered, blockOf(l), instead) : ordered;
}

/// An image of whole pixels, every one the mean of what it covers.
void paintImage(QPainter& painter, const Layout& l, const RowMatrixd& values, double instead, const Shade& shade)
{
    const Index block = blockOf(l);
    const RowMatrixd cells = cellsOf(l, values, instead);
    QImage image(static_cast<int>(cells.cols()), static_cast<int>(cells.rows()), QImage::Format_RGB32);
    for (Index r = 0; r < cells.rows(); ++r) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(r)));
        for (Index c = 0; c < cells.cols(); ++c)
            line[c] = shade(cells(r, c)).rgb();
    }
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    const double size = l.cell * static_cast<double>(block * cells.rows());
    painter.drawImage(QRectF(l.rect(0, 0).topLeft(), QSizeF(size, size)), image);
    painter.restore();
}

void paintRectangles(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values, const Shade& shade)
{
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double overlap = scene.style.paper ? 0.04 * l.cell : 0.0;  // no hairline seams on paper
    const double gap = !scene.style.paper && l.cell > 12 ? 1.0 : 0.0;
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        for (Index c = l.firstColumn(); c < l.endColumn(); ++c) {
            QRectF rect = l.rect(r, c);
            rect.adjust(0, 0, (c + 1 < l.size() ? overlap : 0) - gap, (r + 1 < l.size() ? overlap : 0) - gap);
            painter.fillRect(rect, shade(values(l.token(r), l.token(c))));
        }
    }
    painter.restore();
}

void paintCells(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values, double instead,
                const Shade& shade)
{
    const auto shown = static_cast<double>(l.endRow() - l.firstRow());
    // On screen an image costs less than its many cells.
    if (shown > (scene.style.paper ? kMostCells : 48))
        paintImage(painter, l, values, instead, shade);
    else
        paintRectangles(painter, l, scene, values, shade);
}

/// Pairs that the mask does not allow, and those whose energy was not taken.
void paintHatching(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values)
{
    const Mask& mask = scene.snapshot->request.attention.mask;
    const bool gaps = scene.options.quantity == Energy && values.hasNaN();
    if (mask.everyPair() && !gaps)
        return;
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    painter.setPen(QPen(scene.style.quiet(), 0.75 * scene.style.unit()));
    const bool energy = scene.options.quantity == Energy || scene.options.quantity == Distance;
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        for (Index c = l.firstColumn(); c < l.endColumn(); ++c) {
            const bool absent = gaps && std::isnan(values(l.token(r), l.token(c)));
            if (mask.allows(l.token(r), l.token(c)) && !absent)
                continue;
            if (!energy || absent)
                painter.fillRect(l.rect(r, c), scene.style.field());
            if (l.cell >= 3)
                painter.drawLine(l.rect(r, c).bottomLeft(), l.rect(r, c).topRight());
        }
    }
    painter.restore();
}

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
            painter.drawText(QRectF(l.matrix.left() - 16 * u - l.labelWidth, at - metrics.height() / 2,
                                    l.labelWidth + 2 * u, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(tokenName(s, token), Qt::ElideRight, l.labelWidth + 2 * u));
            return;
        }
        painter.save();
        painter.translate(at + 3 * u, l.matrix.top() - 5 * u);
        painter.rotate(-48);
        const double room = std::min(l.labelWidth, (l.right - at - 14 * u) / 0.67);
        painter.drawText(QPointF(0, 0), metrics.elidedText(tokenName(s, token), Qt::ElideRight, room));
        painter.restore();
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
    for (const Index r : labelledPlaces(l, scene, l.firstRow(), l.endRow(), l.labelStep))
        label(r, true);
    for (const Index c : labelledPlaces(l, scene, l.firstColumn(), l.endColumn(), l.slantStep))
        label(c, false);
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
    for (const double t : ticks(least, greatest, 4)) {
        const double y = bar.bottom() - (t - least) / (greatest - least) * bar.height();
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3 * u, y));
        painter.drawText(QPointF(bar.right() + 5 * u, y + metrics.ascent() / 2 - 1 * u), shortNumber(t));
    }
    painter.setPen(style.text());
    const double width = metrics.horizontalAdvance(title);
    painter.drawText(QPointF(std::min(bar.left(), bar.right() + 46 * u - width), bar.bottom() + 15 * u), title);
}

QString barTitle(const ShownMatrix& m)
{
    return m.unit.isEmpty() ? m.symbol : m.symbol + QStringLiteral(" (") + m.unit + QStringLiteral(")");
}

/// Squares around the groups of the diagonal.
void paintBrackets(QPainter& painter, const Layout& l, const Scene& scene)
{
    if (!scene.options.byCluster)
        return;
    const Snapshot& s = *scene.snapshot;
    painter.save();
    painter.setClipRect(l.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    for (Index first = 0; first < l.size();) {
        const Index label = s.clusters().label[static_cast<std::size_t>(l.token(first))];
        Index end = first + 1;
        while (end < l.size() && s.clusters().label[static_cast<std::size_t>(l.token(end))] == label)
            ++end;
        if (end - first > 1) {
            const QRectF box = l.rect(first, first).united(l.rect(end - 1, end - 1));
            painter.setPen(QPen(scene.style.panel(), 3 * scene.style.unit()));
            painter.drawRect(box);
            painter.setPen(QPen(tokenColour(s, scene.style, l.token(first)), 1.6 * scene.style.unit()));
            painter.drawRect(box);
        }
        first = end;
    }
    painter.restore();
}

TreeShape treeShapeOf(const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    std::vector<double> leaf(static_cast<std::size_t>(s.tokens()));
    for (Index place = 0; place < l.size(); ++place)
        leaf[static_cast<std::size_t>(l.token(place))] = l.rowCentre(place);
    return TreeShape(s, std::move(leaf));
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
    for (std::size_t t = 0; t < s.tree().size(); ++t) {
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
    const QString label = QStringLiteral("θ = %1").arg(shortNumber(s.levels->front().threshold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 2 * u;
    const double left = std::max(l.tree.left(), at - width / 2);
    painter.drawText(QRectF(left, l.tree.bottom() + 3 * u, width, 16 * u), Qt::AlignHCenter | Qt::AlignTop, label);
    painter.restore();
}

void outline(QPainter& painter, const QRectF& rect, const Style& style)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 2.6 * style.unit()));
    painter.drawRect(rect);
    painter.setPen(QPen(Qt::black, 1 * style.unit()));
    painter.drawRect(rect);
}

void paintMarks(QPainter& painter, const Layout& l, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.save();
    painter.setClipRect(l.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        if (!scene.selection.lights(static_cast<int>(l.token(r))))
            continue;
        painter.setPen(QPen(scene.style.accent(), 1.2 * u));
        painter.drawRect(QRectF(l.matrix.left(), l.rect(r, 0).top(), l.matrix.width(), l.cell));
    }
    const auto mark = [&](int receiver, int sender) {
        if (receiver < 0 || sender < 0 || receiver >= l.size() || sender >= l.size())
            return;
        const auto place = [&](int token) { return std::find(l.order.begin(), l.order.end(), token) - l.order.begin(); };
        outline(painter, l.rect(place(receiver), place(sender)), scene.style);
    };
    mark(scene.selection.lockedReceiver, scene.selection.lockedSender);
    mark(scene.selection.receiver, scene.selection.sender);
    painter.restore();
}

/// Below the matrix: what a dot stands for, and why no tree stands on the margin where one was asked for.
void paintNotes(QPainter& painter, const Layout& l, const QRectF& area, const Scene& scene)
{
    QStringList notes;
    double width = area.width() - 90;
    if (blockOf(l) > 1)
        notes << QCoreApplication::translate("views", "each dot is the mean of %1 × %1 pairs · wheel: look closer")
                     .arg(blockOf(l));
    if (scene.options.byCluster && !scene.snapshot->consensusRefused.empty()) {
        notes << consensusRefusalOf(scene);
        width = std::min(width, l.bar.left() - 40 * scene.style.unit() - area.left());  // the bar's title stands beside it
    }
    if (notes.isEmpty())
        return;
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QRectF(area.left() + 12, l.matrix.bottom() + 6 * scene.style.unit(), width, metrics.height()),
                     Qt::AlignLeft, metrics.elidedText(notes.join(QStringLiteral(" · ")), Qt::ElideRight, width));
}

/// Small multiples: where head h stands.
QRectF headCell(const QRectF& area, const Scene& scene, std::size_t h)
{
    const auto count = static_cast<double>(scene.snapshot->attention.size());
    const double u = scene.style.unit();
    double columns = 1;
    for (double c = 1, best = 0; c <= count; ++c) {
        const double side = std::min((area.width() - 70 * u) / c - 8 * u, area.height() / std::ceil(count / c) - 24 * u);
        if (side > best) {
            best = side;
            columns = c;
        }
    }
    const double rows = std::ceil(count / columns);
    const double w = (area.width() - 70 * u) / columns;
    const double height = area.height() / rows;
    const auto k = static_cast<double>(h);
    const QRectF cell(area.left() + 8 * u + std::fmod(k, columns) * w, area.top() + std::floor(k / columns) * height, w,
                      height);
    const double side = std::max(4.0, std::min(w - 8 * u, height - 24 * u));
    return {cell.center().x() - side / 2, cell.top() + 18 * u + std::max(0.0, (height - 24 * u - side) / 2), side, side};
}

void paintEveryHead(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    std::vector<ShownMatrix> all;
    double least = 1e300;
    double greatest = -1e300;
    for (std::size_t h = 0; h < s.attention.size(); ++h) {
        Scene one = scene;
        one.options.head = static_cast<int>(h);
        all.push_back(scaledMatrix(one));
        least = std::min(least, all.back().least);
        greatest = std::max(greatest, all.back().greatest);
    }
    const double span = greatest - least;
    const double cut = scene.options.quantity == Attention ? cutOf(scene) : -1;
    for (std::size_t h = 0; h < all.size(); ++h) {
        Layout l = layoutOf(area, scene);
        l.matrix = headCell(area, scene, h);
        l.row0 = l.column0 = 0;
        l.cell = l.matrix.width() / static_cast<double>(l.size());
        paintCells(painter, l, scene, all[h].values, least, [&](double v) {
            return v < cut ? scene.style.field() : scene.style.shade(std::isfinite(v) ? (v - least) / span : 0.0);
        });
        paintHatching(painter, l, scene, all[h].values);
        painter.setFont(scene.style.textFont(0.92));
        painter.setPen(scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const QString name = QCoreApplication::translate("views", "head %1 · d = %2").arg(h).arg(s.state->heads[h]);
        painter.drawText(QRectF(l.matrix.left() - 6 * u, l.matrix.top() - 17 * u, l.matrix.width() + 12 * u, 16 * u),
                         Qt::AlignCenter, metrics.elidedText(name, Qt::ElideRight, l.matrix.width() + 12 * u));
    }
    paintColourBar(painter,
                   QRectF(area.right() - 52 * u, area.top() + 18 * u, 12 * u, std::max(20.0, area.height() - 44 * u)),
                   scene.style, least, greatest, barTitle(all.front()), [&](double t) { return scene.style.shade(t); });
}

bool everyHead(const Scene& scene)
{
    return scene.options.head == EveryHead && scene.snapshot->attention.size() > 1 && scene.options.quantity != Distance;
}

/// A pair's numbers, as far as there are any.
QString pairText(const Snapshot& s, ViewOptions options, int receiver, int sender)
{
    const auto entry = [&](Quantity quantity) {
        options.quantity = quantity;
        return shownEntry(s, options, receiver, sender);
    };
    QString text = QStringLiteral("β(%1 ← %2) = %3")
                       .arg(tokenName(s, receiver), tokenName(s, sender))
                       .arg(entry(Attention), 0, 'g', 6);
    if (const double energy = entry(Energy); !std::isnan(energy))
        text += QStringLiteral("   E = %1 nat").arg(energy, 0, 'g', 6);
    if (s.consensusRefused.empty())
        text += QStringLiteral("   D = %1 nat").arg(entry(Distance), 0, 'g', 6);
    if (options.head >= 0)
        text.prepend(QCoreApplication::translate("views", "head %1: ").arg(options.head));
    return text;
}

}  // namespace

void paintAttention(QPainter& painter, const QRectF& area, const Scene& scene)
{
    if (everyHead(scene)) {
        paintEveryHead(painter, area, scene);
        return;
    }
    const Layout l = layoutOf(area, scene);
    ShownMatrix m = scaledMatrix(scene);
    if (blockOf(l) > 1 && !scene.options.lockRange && !scene.reference)  // means spread less than what they are means of
        std::tie(m.least, m.greatest) = rangeOf(cellsOf(l, m.values, m.least), scene.options.quantity != LogAttention);
    const double span = m.greatest - m.least;
    const double cut = scene.options.quantity == Attention && !scene.options.perRow ? cutOf(scene) : -1;
    const ColourTable table([&](double t) { return scene.style.shade(t); });
    paintCells(painter, l, scene, m.values, m.least, [&](double v) {
        return v < cut ? scene.style.field() : table(std::isfinite(v) ? (v - m.least) / span : 0.0);
    });
    paintHatching(painter, l, scene, m.values);
    paintBrackets(painter, l, scene);
    paintLabels(painter, l, scene);
    paintTree(painter, l, scene);
    paintNotes(painter, l, area, scene);
    paintColourBar(painter, l.bar, scene.style, m.least, m.greatest, barTitle(m), table);
    if (!scene.style.paper)
        paintMarks(painter, l, scene);
}

void paintAttentionDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene plain = scene;
    plain.options.byCluster = 0;
    if (plain.options.head == EveryHead)
        plain.options.head = MeanHead;
    const Layout l = layoutOf(area, plain);
    const ShownMatrix d = differenceMatrix(plain);
    const double most = d.greatest;
    const ColourTable table(diverging);
    paintCells(painter, l, plain, d.values, 0,
               [&](double v) { return table(std::isfinite(v) ? 0.5 + 0.5 * v / most : 0.5); });
    paintHatching(painter, l, plain, d.values);
    paintLabels(painter, l, plain);
    paintColourBar(painter, l.bar, scene.style, -most, most, barTitle(d), diverging);
    if (!scene.style.paper)
        paintMarks(painter, l, plain);
}

QString attentionRefusal(const Scene& scene)
{
    return scene.options.quantity == Distance ? consensusRefusalOf(scene) : QString();
}

QRectF attentionPlot(const QRectF& area, const Scene& scene)
{
    return layoutOf(area, scene).matrix;
}

double attentionThreshold(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeShapeOf(l, scene);
    return tree.height((l.tree.right() - at.x()) / l.tree.width());
}

Hit hitAttention(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Layout l = layoutOf(area, scene);
    const Snapshot& s = *scene.snapshot;
    ViewOptions options = scene.options;
    if (everyHead(scene)) {
        for (std::size_t h = 0; h < s.attention.size() && !l.matrix.isNull(); ++h) {
            l.matrix = headCell(area, scene, h);
            if (!l.matrix.contains(at))
                continue;
            options.head = static_cast<int>(h);
            break;
        }
        l.row0 = l.column0 = 0;
        l.cell = l.matrix.width() / static_cast<double>(l.size());
        l.tree = {};
    }
    Hit hit;
    if (!l.tree.isEmpty() && l.tree.adjusted(-6, 0, 6, 0).contains(at)) {
        const TreeShape tree = treeShapeOf(l, scene);
        const double x = l.tree.right() - tree.share(s.levels->front().threshold) * l.tree.width();
        hit.threshold = std::abs(at.x() - x) < 6 * scene.style.unit();
        return hit;
    }
    const auto column = static_cast<Index>(std::floor(l.column0 + (at.x() - l.matrix.left()) / l.cell));
    const auto row = static_cast<Index>(std::floor(l.row0 + (at.y() - l.matrix.top()) / l.cell));
    const bool inRows = at.y() >= l.matrix.top() && at.y() < l.matrix.bottom() && row < s.tokens();
    const bool inColumns = at.x() >= l.matrix.left() && at.x() < l.matrix.right() && column < s.tokens();
    if (inRows && inColumns) {
        hit.receiver = static_cast<int>(l.token(row));
        hit.sender = static_cast<int>(l.token(column));
        hit.tokens = {hit.receiver};
        if (hit.sender != hit.receiver)
            hit.tokens.push_back(hit.sender);
        const double value = shownEntry(s, options, hit.receiver, hit.sender);
        hit.value = std::isnan(value) ? QString() : exactNumber(value);
        hit.text = pairText(s, options, hit.receiver, hit.sender);
    } else if (inRows && at.x() < l.matrix.left() && at.x() > l.matrix.left() - 16 * scene.style.unit() - l.labelWidth) {
        hit.tokens = {static_cast<int>(l.token(row))};
        hit.text = tokenName(s, l.token(row));
    }
    return hit;
}

QList<QStringList> tableOfAttention(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const ShownMatrix m = shownMatrix(s, scene.options);
    QList<QStringList> rows;
    QStringList head{barTitle(m) + QStringLiteral(", row receives")};
    for (Index j = 0; j < s.tokens(); ++j)
        head << tokenName(s, j);
    rows << head;
    for (Index i = 0; i < s.tokens(); ++i) {
        QStringList row{tokenName(s, i)};
        for (Index j = 0; j < s.tokens(); ++j)
            row << exactNumber(m.values(i, j));
        rows << row;
    }
    return rows;
}

}  // namespace gauge::ui
