#include "ui/views/free_energy/layout.h"

#include "ui/painter/axes.h"
#include "ui/scene/matrix.h"
#include "ui/views/free_energy/view.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::free_energy {
namespace {

void widen(Plot& p, const std::vector<Line>& lines, bool stacked)
{
    if (stacked) {
        for (std::size_t t = 0; t < lines[0].value.size(); ++t) {
            double up = 0;
            double down = 0;
            for (std::size_t k = 1; k < lines.size(); ++k)
                (lines[k].value[t] > 0 ? up : down) += lines[k].value[t];
            p.high = std::max(p.high, up);
            p.low = std::min(p.low, down);
        }
        return;
    }
    for (const Line& line : lines) {
        for (const double v : line.value) {
            if (!p.holds(v))
                continue;
            p.low = std::min(p.low, p.scaled(v));
            p.high = std::max(p.high, p.scaled(v));
        }
    }
}

/// Vertically, and whether by logarithms.
Plot rangeOf(const Scene& scene, const std::vector<std::vector<Line>>& states)
{
    Plot p;
    p.log = optionsOf(scene).logScale && !optionsOf(scene).stacked;
    p.low = p.log ? 300 : 0;
    p.high = p.log ? -300 : 0;
    for (const auto& lines : states)
        widen(p, lines, optionsOf(scene).stacked);
    return p;
}

}  // namespace

Reach reach(const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    Extent extent;
    if (states[0][0].value.empty())
        return {extent};
    const Plot p = rangeOf(scene, states);
    extent.take(p.low);
    extent.take(p.high);
    return {extent};
}

Plot plotOf(const QRectF& area, const Scene& scene, const std::vector<std::vector<Line>>& states)
{
    const double u = scene.style.unit();
    Plot p = rangeOf(scene, states);
    const double unit = QFontMetricsF(scene.style.textFont(0.92)).height();  // written above the plot
    p.area = area.adjusted(52 * u, unit + 8 * u, -16 * u, -56 * u);
    p.area.setBottom(p.area.bottom() - legendPlaces(scene.frame(area).width() - 24 * u, states[0], scene).back().y());
    p.layers = std::max(1, scene.snapshot->layers);
    for (const Extent& held : scene.reach) {
        p.low = std::min(p.low, held.least);
        p.high = std::max(p.high, held.greatest);
    }
    // What differs by rounding alone is one number: a line in the middle of its own axis, not a mountain of rounding.
    if (!(p.high - p.low > roundingOf(*scene.snapshot) * std::max({1.0, std::abs(p.low), std::abs(p.high)}))) {
        p.low = p.log ? std::floor(p.low) - 1 : p.low;
        p.high = p.low + 1;
    }
    const double pad = 0.06 * (p.high - p.low);
    p.high += pad;
    p.low -= p.low < 0 || p.log ? pad : 0;
    return p;
}

std::vector<QPointF> legendPlaces(double width, const std::vector<Line>& lines, const Scene& scene)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    std::vector<QPointF> places;
    QPointF at(0, 0);
    for (const Line& line : lines) {
        const double need = metrics.horizontalAdvance(line.name) + 22 * u;
        if (at.x() > 0 && at.x() + need > width)
            at = QPointF(0, at.y() + metrics.height() + 2 * u);
        places.push_back(at);
        at.rx() += need + 12 * u;
    }
    return places;
}

std::vector<double> marksOf(const Plot& p, double u)
{
    if (!p.log)
        return ticks(p.low, p.high, std::max(2, static_cast<int>(p.area.height() / (34 * u))));
    std::vector<double> marks;
    for (double e = std::ceil(p.low); e <= p.high; e += std::max(1.0, std::ceil((p.high - p.low) / 6)))
        marks.push_back(std::pow(10.0, e));
    return marks;
}

}  // namespace gauge::ui::free_energy
