#include "ui/views/attention/layout.h"

#include <QFontMetricsF>

namespace gauge::ui::attention {

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    const Index n = s.tokens();
    if (optionsOf(scene).byCluster)
        l.order = s.leaves;
    else
        for (Index i = 0; i < n; ++i)
            l.order.push_back(i);
    l.labelWidth = scene.style.labels ? std::min({widestName(s, scene.style.textFont()), 90 * u, 0.22 * area.width()}) : 0;
    const bool tree = optionsOf(scene).byCluster && n > 1 && s.consensusRefused.empty();
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
    l.dot = scene.style.dot;
    l.bar = QRectF(l.matrix.right() + 16 * u, l.matrix.top(), 12 * u, side);
    if (treeSpace > 0)
        l.tree = QRectF(x - 20 * u - l.labelWidth - treeSpace, y, treeSpace - 4 * u, side);
    return l;
}

Index blockOf(const Layout& l)
{
    return std::max<Index>(1, static_cast<Index>(std::ceil(l.dot / l.cell - 1e-9)));
}

TreeShape treeShapeOf(const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    std::vector<double> leaf(static_cast<std::size_t>(s.tokens()));
    for (Index place = 0; place < l.size(); ++place)
        leaf[static_cast<std::size_t>(l.token(place))] = l.rowCentre(place);
    return {s, std::move(leaf), scene.reference.get()};
}

bool everyHead(const Scene& scene)
{
    return optionsOf(scene).head == EveryHead && scene.snapshot->attention.size() > 1 &&
           optionsOf(scene).quantity != Distance;
}

QRectF headCell(const QRectF& whole, const Scene& scene, std::size_t h)
{
    const auto count = static_cast<double>(scene.snapshot->attention.size());
    const double u = scene.style.unit();
    const QRectF area = whole.adjusted(0, 0, 0, -16 * u);  // for what rows and columns are
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

}  // namespace gauge::ui::attention
