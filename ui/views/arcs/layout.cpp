#include "ui/views/arcs/layout.h"

#include "ui/scene/matrix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::arcs {
namespace {

bool shows(const Scene& scene, int receiver)
{
    if (optionsOf(scene).receiver == 0)
        return true;
    const Selection& s = scene.selection;
    return std::find(s.locked.begin(), s.locked.end(), receiver) != s.locked.end() ||
           std::find(s.hovered.begin(), s.hovered.end(), receiver) != s.hovered.end();
}

}  // namespace

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(24 * u, 26 * u, -24 * u, -8 * u);
    Layout l;
    const QFontMetricsF metrics(scene.style.textFont());
    l.step = inner.width() / static_cast<double>(scene.snapshot->tokens());
    const double widest = std::min(90 * u, widestName(*scene.snapshot, scene.style.textFont()));
    l.slanted = widest > l.step - 6 * u;
    const double words = l.slanted ? std::min(widest * 0.75 + 17 * u, 0.4 * inner.height()) : metrics.height() + 8 * u;
    l.line = QRectF(inner.left(), inner.bottom() - words, inner.width(), words);
    l.base = l.line.top() - 5 * u;
    l.height = std::max(10.0, l.base - inner.top());
    return l;
}

std::vector<Arc> arcsOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const std::array<int, 5> tops{1, 2, 3, 5, 64};
    const int top = tops[static_cast<std::size_t>(std::clamp(optionsOf(scene).top, 0, 4))];
    const bool every = optionsOf(scene).head == EveryHead && s.attention.size() > 1;
    std::vector<Arc> arcs;
    std::vector<Arc> row;
    for (int h = every ? 0 : -1; h < (every ? static_cast<int>(s.attention.size()) : 0); ++h) {
        const int head = every ? h : optionsOf(scene).head;
        for (int i = 0; i < static_cast<int>(s.tokens()); ++i) {
            if (!shows(scene, i))
                continue;
            row.clear();
            for (int j = 0; j < static_cast<int>(s.tokens()); ++j)
                if (const double beta = shownEntry(s, Attention, head, i, j); beta > 0.01)
                    row.push_back({i, j, every ? h : -1, beta});
            const auto kept = std::min<std::size_t>(row.size(), static_cast<std::size_t>(top));
            std::partial_sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept), row.end(),
                              [](const Arc& a, const Arc& b) { return a.weight > b.weight; });
            arcs.insert(arcs.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept));
        }
    }
    std::sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.weight < b.weight; });
    return arcs;
}

QPainterPath pathOf(const Layout& l, const Arc& arc, double u)
{
    const double from = l.x(arc.sender);
    const double to = l.x(arc.receiver);
    QPainterPath path(QPointF(from, l.base));
    if (arc.sender == arc.receiver) {
        const double r = std::min(0.3 * l.step, 9 * u);
        path.cubicTo(QPointF(from - 2 * r, l.base - 3 * r), QPointF(from + 2 * r, l.base - 3 * r), QPointF(from, l.base));
        return path;
    }
    const double reach = std::abs(to - from) / l.line.width();
    const double lift = l.height * (0.12 + 0.88 * std::sqrt(reach)) * 4 / 3;
    path.cubicTo(QPointF(from, l.base - lift), QPointF(to, l.base - lift), QPointF(to, l.base));
    return path;
}

}  // namespace gauge::ui::arcs
