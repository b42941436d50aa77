// The free energy and its parts over layers and steps (MATH.md §5), of all tokens or of one.
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/free_energy/margins.h"
#include "ui/views/free_energy/view.h"

#include <algorithm>
#include <cmath>
#include <QPainterPath>

namespace gauge::ui::free_energy {
namespace {

void paintLines(QPainter& painter, const Plot& p, const std::vector<Line>& lines, const std::vector<double>& x,
                const Scene& scene)
{
    const double u = scene.style.unit();
    for (const Line& line : lines) {
        QPainterPath path;
        bool open = false;
        for (std::size_t t = 0; t < line.value.size(); ++t) {
            if (!p.holds(line.value[t])) {
                open = false;
                continue;
            }
            const QPointF at(p.x(x[t]), p.y(line.value[t]));
            open ? path.lineTo(at) : path.moveTo(at);
            open = true;
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colourOf(line, scene), (line.colour < 0 ? 2.0 : 1.4) * u, dashOf(line)));
        painter.drawPath(path);
        if (line.value.size() == 1 && p.holds(line.value[0])) {
            painter.setBrush(colourOf(line, scene));
            painter.drawEllipse(QPointF(p.x(0), p.y(line.value[0])), 3 * u, 3 * u);
        }
    }
}

void paintStack(QPainter& painter, const Plot& p, const std::vector<Line>& lines, const std::vector<double>& x,
                const Scene& scene)
{
    const std::size_t steps = lines[0].value.size();
    std::vector<double> up(steps, 0.0);
    std::vector<double> down(steps, 0.0);
    for (std::size_t k = 1; k < lines.size(); ++k) {
        QPolygonF band;
        std::vector<double> from(steps);
        for (std::size_t t = 0; t < steps; ++t) {
            const double share = std::isfinite(lines[k].value[t]) ? lines[k].value[t] : 0;  // absent: nothing
            double& base = share > 0 ? up[t] : down[t];
            from[t] = base;
            base += share;
            band << QPointF(p.x(x[t]), p.y(base));
        }
        for (std::size_t t = steps; t-- > 0;)
            band << QPointF(p.x(x[t]), p.y(from[t]));
        QColor fill = colourOf(lines[k], scene);
        fill.setAlphaF(0.75F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(band);
    }
    paintLines(painter, p, {lines[0]}, x, scene);
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    if (states[0][0].value.empty()) {
        paintRefusal(painter, area, scene,
                     withHint(scene.style, words("Layers ran on agents: shares of single tokens are not kept."),
                              words(" Choose all tokens.")));
        return;
    }
    const Plot p = plotOf(area, scene, states);
    const std::vector<double> x = layersOf(*scene.snapshot);
    paintGrid(painter, p, area, scene);
    if (optionsOf(scene).stacked)
        paintStack(painter, p, states[0], x, scene);
    else
        paintLines(painter, p, states[0], x, scene);
    paintAxes(painter, p, area, scene, unitOf(scene));
    paintNow(painter, p, scene);
    paintLegend(painter, area, states[0], scene);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    if (layersOf(*scene.snapshot) != layersOf(*scene.reference) || states[0].size() != states[1].size() ||
        states[0][0].value.size() != states[1][0].value.size() || states[0][0].value.empty()) {
        paintRefusal(painter, area, scene, words("No difference: A and B ran different layers or steps."));
        return;
    }
    std::vector<Line> difference = states[0];
    for (std::size_t k = 0; k < difference.size(); ++k)
        for (std::size_t t = 0; t < difference[k].value.size(); ++t)
            difference[k].value[t] -= states[1][k].value[t];
    Scene lines = scene;
    lines.options.of<Options>().stacked = lines.options.of<Options>().logScale = 0;
    lines.reach.clear();  // of the states, not of their difference
    Plot p = plotOf(area, lines, {difference});
    const double most = std::max({std::abs(p.low), std::abs(p.high), 1e-12});
    p.low = -most;
    p.high = most;
    paintGrid(painter, p, area, lines);
    paintLines(painter, p, difference, layersOf(*scene.snapshot), lines);
    paintAxes(painter, p, area, lines, words("Δ, ") + unitOf(scene));
    paintLegend(painter, area, difference, lines);
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    return states[0][0].value.empty() ? QRectF() : plotOf(area, scene, states).area;
}

}  // namespace gauge::ui::free_energy
