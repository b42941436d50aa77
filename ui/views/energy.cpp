// The free energy and its parts over layers and steps (MATH.md §5), of all tokens or of one.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

struct Line {
    QString name;
    std::vector<double> value;  // one a step, nats
    int colour;                 // of a cluster; −1 the text's
};

/// The token whose share is shown; −1: all.
int tokenOf(const Scene& scene)
{
    if (!scene.options.token)
        return -1;
    const Selection& s = scene.selection;
    const int token = !s.hovered.empty() ? s.hovered.front() : !s.locked.empty() ? s.locked.front() : 0;
    return token < static_cast<int>(scene.snapshot->tokens()) ? token : 0;
}

std::vector<Line> linesOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const int token = tokenOf(scene);
    std::vector<Line> lines{{words("F"), {}, -1},
                            {words("belief α KL(q‖p)"), {}, 0},
                            {words("coupling λ Σ β E"), {}, 1},
                            {words("entropy λ τ Σ β ln β/π"), {}, 2}};
    if (token >= 0) {
        for (const Matrixd& parts : s.byToken) {
            lines[0].value.push_back(parts.col(token).sum());
            for (int k = 0; k < 3; ++k)
                lines[static_cast<std::size_t>(k + 1)].value.push_back(parts(k, token));
        }
        return lines;
    }
    bool meta = false;
    Line pull{words("meta-prior γ KL"), {}, 4};
    for (const FreeEnergy& f : s.history) {
        lines[0].value.push_back(f.total());
        lines[1].value.push_back(f.belief);
        lines[2].value.push_back(f.coupling);
        lines[3].value.push_back(f.entropy);
        pull.value.push_back(f.meta);
        meta = meta || f.meta != 0;
    }
    if (meta)
        lines.push_back(pull);
    return lines;
}

/// Layer (with fractions for steps) of each entry of the history.
std::vector<double> layersOf(const Snapshot& s)
{
    std::vector<double> x(s.history.size(), 0.0);
    for (std::size_t l = 1; l < s.layerAt.size(); ++l) {
        const int from = s.layerAt[l - 1];
        const int to = s.layerAt[l];
        for (int t = from + 1; t <= to; ++t)
            x[static_cast<std::size_t>(t)] = static_cast<double>(l - 1) + static_cast<double>(t - from) / (to - from);
    }
    return x;
}

struct Plot {
    QRectF area;
    double layers = 1;
    double low = 0, high = 1;
    bool log = false;
    double x(double layer) const { return area.left() + layer / layers * area.width(); }
    double scaled(double v) const { return log ? std::log10(v) : v; }
    double y(double v) const { return area.bottom() - (scaled(v) - low) / (high - low) * area.height(); }
    bool holds(double v) const { return std::isfinite(v) && (!log || v > 0); }
};

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

/// Where the legend's entries go, row below row where the width asks for it.
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

Plot plotOf(const QRectF& area, const Scene& scene, const std::vector<std::vector<Line>>& states)
{
    const double u = scene.style.unit();
    Plot p;
    p.area = area.adjusted(52 * u, 12 * u, -16 * u, -56 * u);
    p.area.setBottom(p.area.bottom() - legendPlaces(scene.frame(area).width() - 24 * u, states[0], scene).back().y());
    p.layers = std::max(1, scene.snapshot->layers);
    p.log = scene.options.logScale && !scene.options.stacked;
    p.low = p.log ? 300 : 0;
    p.high = p.log ? -300 : 0;
    for (const auto& lines : states)
        widen(p, lines, scene.options.stacked);
    if (!(p.high > p.low)) {
        p.low = p.log ? -1 : 0;
        p.high = p.low + 1;
    }
    const double pad = 0.06 * (p.high - p.low);
    p.high += pad;
    p.low -= p.low < 0 || p.log ? pad : 0;
    return p;
}

/// Values worth a mark on the vertical axis.
std::vector<double> marksOf(const Plot& p, double u)
{
    if (!p.log)
        return ticks(p.low, p.high, std::max(2, static_cast<int>(p.area.height() / (34 * u))));
    std::vector<double> marks;
    for (double e = std::ceil(p.low); e <= p.high; e += std::max(1.0, std::ceil((p.high - p.low) / 6)))
        marks.push_back(std::pow(10.0, e));
    return marks;
}

void paintGrid(QPainter& painter, const Plot& p, const QRectF& area, const Scene& scene)
{
    const double left = std::max(p.area.left(), scene.frame(area).left());
    painter.setPen(QPen(scene.style.field(), 1 * scene.style.unit()));
    for (const double value : marksOf(p, scene.style.unit()))
        painter.drawLine(QPointF(left, p.y(value)), QPointF(p.area.right(), p.y(value)));
}

void paintAxes(QPainter& painter, const Plot& p, const QRectF& area, const Scene& scene, const QString& unit)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const double left = std::max(p.area.left(), frame.left() + 52 * u);
    if (left > p.area.left())
        painter.fillRect(QRectF(frame.left(), area.top(), 52 * u, area.height()), scene.style.panel());
    painter.setPen(scene.style.quiet());
    for (const double value : marksOf(p, u))
        if (p.y(value) > p.area.top() + metrics.height())  // the unit's place
            painter.drawText(QRectF(left - 50 * u, p.y(value) - metrics.height() / 2, 45 * u, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, shortNumber(value));
    painter.setPen(scene.style.quiet());
    const int every = std::max(1, static_cast<int>(std::ceil(28 * u * p.layers / p.area.width())));
    for (int layer = 0; layer <= static_cast<int>(p.layers); layer += every)
        painter.drawText(QRectF(p.x(layer) - 20 * u, p.area.bottom() + 3 * u, 40 * u, metrics.height()), Qt::AlignHCenter,
                         QString::number(layer));
    painter.drawText(
        QRectF(left, p.area.bottom() + 3 * u + metrics.height(), frame.right() - left - 16 * u, metrics.height()),
        Qt::AlignHCenter, words("layer"));
    painter.drawText(QPointF(left + 4 * u, p.area.top() + metrics.ascent() - 4 * u), unit);
    for (const int layer : scene.snapshot->changes) {
        painter.setPen(QPen(scene.style.quiet(), 1 * u, Qt::DotLine));
        painter.drawLine(QPointF(p.x(layer), p.area.top()), QPointF(p.x(layer), p.area.bottom()));
    }
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(left, p.area.top()), QPointF(left, p.area.bottom()));
    painter.drawLine(QPointF(left, p.area.bottom()), p.area.bottomRight());
}

QColor colourOf(const Line& line, const Scene& scene)
{
    return line.colour < 0 ? scene.style.text() : scene.style.cluster(line.colour);
}

/// Dashes and marks tell the lines apart without colour.
Qt::PenStyle dashOf(const Line& line)
{
    constexpr std::array<Qt::PenStyle, 5> dashes{Qt::DashLine, Qt::DashDotLine, Qt::DotLine, Qt::DashDotDotLine,
                                                 Qt::DashLine};
    return line.colour < 0 ? Qt::SolidLine : dashes[static_cast<std::size_t>(line.colour)];
}

void paintLegend(QPainter& painter, const QRectF& area, const std::vector<Line>& lines, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const std::vector<QPointF> places = legendPlaces(frame.width() - 24 * u, lines, scene);
    const double last = places.back().y();
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const double x = frame.left() + 12 * u + places[k].x();
        const double y = area.bottom() - 12 * u - (last - places[k].y());
        const bool filled = scene.options.stacked && lines[k].colour >= 0;
        if (filled)
            painter.fillRect(QRectF(x, y - 8 * u, 14 * u, 8 * u), colourOf(lines[k], scene));
        painter.setPen(QPen(colourOf(lines[k], scene), 1.8 * u, filled ? Qt::SolidLine : dashOf(lines[k])));
        if (!filled)
            painter.drawLine(QPointF(x, y - 4 * u), QPointF(x + 18 * u, y - 4 * u));
        painter.setPen(scene.style.text());
        painter.drawText(QPointF(x + 22 * u, y),
                         metrics.elidedText(lines[k].name, Qt::ElideRight, frame.right() - x - 22 * u));
    }
}

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
            double& base = lines[k].value[t] > 0 ? up[t] : down[t];
            from[t] = base;
            base += lines[k].value[t];
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

void paintNow(QPainter& painter, const Plot& p, const Scene& scene)
{
    const double at = scene.moment >= 0 ? scene.moment : scene.snapshot->layer;
    painter.setPen(QPen(scene.style.accent(), 1.2 * scene.style.unit()));
    painter.drawLine(QPointF(p.x(at), p.area.top()), QPointF(p.x(at), p.area.bottom()));
}

std::vector<std::vector<Line>> statesOf(const Scene& scene)
{
    std::vector<std::vector<Line>> states{linesOf(scene)};
    if (scene.reference) {
        Scene other = scene;
        std::swap(other.snapshot, other.reference);
        states.push_back(linesOf(other));
    }
    return states;
}

QString unitOf(const Scene& scene)
{
    const int token = tokenOf(scene);
    return token < 0 ? words("nat") : words("nat, share of %1").arg(tokenName(*scene.snapshot, token));
}

}  // namespace

void paintEnergy(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    if (states[0][0].value.empty()) {
        paintRefusal(painter, area, scene,
                     words("Layers ran on agents: shares of single tokens are not kept. Choose all tokens."));
        return;
    }
    const Plot p = plotOf(area, scene, states);
    const std::vector<double> x = layersOf(*scene.snapshot);
    paintGrid(painter, p, area, scene);
    if (scene.options.stacked)
        paintStack(painter, p, states[0], x, scene);
    else
        paintLines(painter, p, states[0], x, scene);
    paintAxes(painter, p, area, scene, unitOf(scene));
    paintNow(painter, p, scene);
    paintLegend(painter, area, states[0], scene);
}

void paintEnergyDifference(QPainter& painter, const QRectF& area, const Scene& scene)
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
    lines.options.stacked = lines.options.logScale = 0;
    Plot p = plotOf(area, lines, {difference});
    const double most = std::max({std::abs(p.low), std::abs(p.high), 1e-12});
    p.low = -most;
    p.high = most;
    paintGrid(painter, p, area, lines);
    paintLines(painter, p, difference, layersOf(*scene.snapshot), lines);
    paintAxes(painter, p, area, lines, words("Δ, ") + unitOf(scene));
    paintLegend(painter, area, difference, lines);
}

QRectF energyPlot(const QRectF& area, const Scene& scene)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    return states[0][0].value.empty() ? QRectF() : plotOf(area, scene, states).area;
}

Hit hitEnergy(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    Hit hit;
    if (states[0][0].value.empty())
        return hit;
    const Plot p = plotOf(area, scene, states);
    if (!p.area.adjusted(-6, 0, 6, 20).contains(at))
        return hit;
    const std::vector<double> x = layersOf(*scene.snapshot);
    std::size_t nearest = 0;
    for (std::size_t t = 1; t < x.size(); ++t)
        if (std::abs(p.x(x[t]) - at.x()) < std::abs(p.x(x[nearest]) - at.x()))
            nearest = t;
    QStringList parts;
    for (const Line& line : states[0])
        parts
            << QStringLiteral("%1 = %2").arg(line.name.section(QLatin1Char(' '), 0, 0)).arg(line.value[nearest], 0, 'g', 6);
    hit.value = exactNumber(states[0][0].value[nearest]);
    hit.text = words("layer %1: ").arg(x[nearest], 0, 'g', 4) + parts.join(QStringLiteral(", ")) + words(" nat");
    if (const int token = tokenOf(scene); token >= 0)
        hit.tokens = {token};
    return hit;
}

QList<QStringList> tableOfEnergy(const Scene& scene)
{
    const std::vector<Line> lines = linesOf(scene);
    const std::vector<double> x = layersOf(*scene.snapshot);
    QList<QStringList> rows;
    QStringList head{words("layer")};
    for (const Line& line : lines)
        head << line.name + QStringLiteral(" (nat)");
    rows << head;
    for (std::size_t t = 0; t < lines[0].value.size(); ++t) {
        QStringList row{QString::number(x[t])};
        for (const Line& line : lines)
            row << exactNumber(line.value[t]);
        rows << row;
    }
    return rows;
}

}  // namespace gauge::ui
