#include "ui/views/map/layout.h"

#include "ui/painter/axes.h"
#include "ui/scene/chart.h"
#include "ui/views/map/keys.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

constexpr int kMostMarksUp = 8;  // as many as its axis may have

/// The widest number or word beside the y axis and the cut below it.
double widestMark(const Scene& scene, const View& view)
{
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    double widest = 0;
    const Range range = cutRange(view, scene.map.branch.get());
    for (const double t : ticks(range.low, range.high, 3))
        widest = std::max(widest, metrics.horizontalAdvance(tickText(t)));
    if (view.plane())
        for (const auto& [share, text] : marksOf(view.y, kMostMarksUp))
            widest = std::max(widest, metrics.horizontalAdvance(text));
    return widest;
}

/// Height of the words below the x axis, and whether they have to slant.
std::pair<double, bool> markHeight(const Scene& scene, const View& view, double width)
{
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    if (!view.x.words)
        return {metrics.height(), false};
    double widest = 0;
    for (const auto& [share, text] : marksOf(view.x, 1))
        widest = std::max(widest, metrics.horizontalAdvance(text));
    if (widest < width / static_cast<double>(view.x.size()) - 4 * scene.style.unit())
        return {metrics.height(), false};
    return {std::min(0.74 * widest + metrics.height(), 80 * scene.style.unit()), true};
}

}  // namespace

Layout layoutOf(const QRectF& area, const Scene& scene, const View& view)
{
    const double u = scene.style.unit();
    Layout l;
    l.line = QFontMetricsF(scene.style.textFont(0.92)).height();
    const bool cuts = view.plane() && optionsOf(scene).cuts != 0 && area.width() > 300 * u && area.height() > 230 * u;
    const double text = QFontMetricsF(scene.style.textFont()).height();
    const double marks = std::min(widestMark(scene, view), 0.2 * area.width());
    const double left = area.left() + text + 10 * u + marks + 6 * u;
    const double right = area.right() - 10 * u;
    const double beside = cuts ? std::clamp(0.25 * (right - left), 70 * u, 170 * u) : 0;
    const double gap = cuts ? 9 * u : 0;
    const double width = std::max(20 * u, right - left - beside - gap);
    const auto [names, slanted] = markHeight(scene, view, width);
    l.slanted = slanted;
    l.caption = QRectF(area.left() + 8 * u, area.bottom() - l.line - 4 * u, area.width() - 16 * u, l.line);
    l.keysLine = cuts || keysOf(scene, view).empty() ? QRectF()
                                                     : QRectF(left, l.caption.top() - l.line - 2 * u, right - left, l.line);
    const double foot = (l.keysLine.isNull() ? l.caption.top() : l.keysLine.top()) - 4 * u;
    const double bottom = foot - names - text - 8 * u;
    const bool head = view.plane() || (scene.map.running && !scene.style.paper);
    l.title = QRectF(left, area.top() + 6 * u, right - left, head ? text : 0);
    const double top = l.title.bottom() + (view.plane() && scene.style.colourBar ? l.line + 8 * u : 6 * u);
    if (!view.plane()) {
        l.below = QRectF(left, top, width, std::max(20 * u, bottom - top));
    } else {
        const double low = cuts ? std::clamp(0.24 * (bottom - top), 44 * u, 130 * u) : 0;
        const double between = cuts ? l.line + 6 * u : 0;
        l.cells = QRectF(left, top, width, std::max(20 * u, bottom - top - low - between));
        if (cuts) {
            l.below = QRectF(left, bottom - low, width, low);
            l.beside = QRectF(l.cells.right() + gap, top, beside, l.cells.height());
            l.keys = QRectF(l.beside.left(), l.beside.bottom() + l.line + 8 * u, beside,
                            foot - l.beside.bottom() - l.line - 8 * u);
        }
    }
    const double progress = scene.style.paper ? 0 : 64 * u;
    l.corner = QRectF(right - progress, l.title.top(), progress, text);
    const double name = QFontMetricsF(scene.style.textFont(1.0, true)).horizontalAdvance(titleOf(view));
    const double from = std::min(left + name + 12 * u, left + 0.6 * width);
    if (view.plane() && scene.style.colourBar)
        l.bar = QRectF(from, l.title.top() + 0.2 * text,
                       std::max(10 * u, (cuts ? l.cells.right() : l.corner.left() - 0.25 * progress) - from), 0.62 * text);
    return l;
}

}  // namespace gauge::ui::map
