// Cuts along both axes through the present point, and the curve of one axis alone.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

constexpr std::size_t kMostMarks = 33;  // of more points every second one has a mark, or fewer

const Ruler& rulerAlong(const Picture& p, const Cut& cut)
{
    return cut.alongX ? p.view.x : p.view.y;
}

CellValue valueAt(const Picture& p, const Cut& cut, std::size_t k, std::size_t direction)
{
    return cut.alongX ? p.view.cell(k, p.cross.row, direction) : p.view.cell(p.cross.column, k, direction);
}

/// Numbers of the measure: left of a cut along x, below one along y.
void paintNumbers(QPainter& painter, const Picture& p, const Cut& cut)
{
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double used = cut.alongX ? 1e9 : -1e9;
    const double length = cut.alongX ? cut.plot.height() / (30 * u) : cut.plot.width() / (44 * u);
    for (const double t : ticks(cut.range.low, cut.range.high, static_cast<int>(std::clamp(length, 2.0, 6.0)))) {
        const QPointF at =
            cut.alongX ? QPointF(cut.plot.left(), cut.at(0, t).y()) : QPointF(cut.at(0, t).x(), cut.plot.bottom());
        painter.setPen(QPen(p.scene.style.hairline(), std::max(0.25, 0.5 * u)));
        painter.drawLine(at, cut.alongX ? QPointF(cut.plot.right(), at.y()) : QPointF(at.x(), cut.plot.top()));
        const double half = (cut.alongX ? metrics.height() : metrics.horizontalAdvance(tickText(t)) + 4 * u) / 2;
        if (cut.alongX ? at.y() + half > used : at.x() - half < used)
            continue;
        used = cut.alongX ? at.y() - half : at.x() + half;
        painter.setPen(p.scene.style.text());
        if (cut.alongX)
            painter.drawText(QRectF(at.x() - 86 * u, at.y() - half, 80 * u, 2 * half), Qt::AlignRight | Qt::AlignVCenter,
                             tickText(t));
        else
            painter.drawText(QRectF(at.x() - half, at.y() + 2 * u, 2 * half, metrics.height()), Qt::AlignCenter,
                             tickText(t));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(p.scene.style.quiet(), 0.75 * u));
    painter.drawRect(cut.plot);
}

/// Runs of known cells with numbers, by places along the cut.
std::vector<std::vector<std::size_t>> runsOf(const Picture& p, const Cut& cut, std::size_t direction)
{
    std::vector<std::vector<std::size_t>> runs(1);
    for (std::size_t k = 0; k < rulerAlong(p, cut).size(); ++k) {
        const CellValue value = valueAt(p, cut, k, direction);
        if (value.known && value.numbers > 0)
            runs.back().push_back(k);
        else if (!runs.back().empty())
            runs.emplace_back();
    }
    return runs;
}

void paintBand(QPainter& painter, const Picture& p, const Cut& cut, std::size_t direction,
               const std::vector<std::size_t>& run)
{
    const Ruler& ruler = rulerAlong(p, cut);
    QPolygonF band;
    for (const std::size_t k : run) {
        const CellValue value = valueAt(p, cut, k, direction);
        band << cut.at(ruler.centre[k], value.mean + value.spread);
    }
    for (auto k = run.rbegin(); k != run.rend(); ++k) {
        const CellValue value = valueAt(p, cut, *k, direction);
        band << cut.at(ruler.centre[*k], value.mean - value.spread);
    }
    QColor colour = directionColour(p.scene.style, direction);
    colour.setAlphaF(0.22F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(band);
}

/// Of words the band is a bar a place.
void paintSpread(QPainter& painter, const Picture& p, const Cut& cut, std::size_t direction, std::size_t k)
{
    const CellValue value = valueAt(p, cut, k, direction);
    const double share = rulerAlong(p, cut).centre[k];
    painter.setPen(QPen(directionColour(p.scene.style, direction), 1.2 * p.scene.style.unit()));
    painter.drawLine(cut.at(share, value.mean - value.spread), cut.at(share, value.mean + value.spread));
}

void paintLine(QPainter& painter, const Picture& p, const Cut& cut, std::size_t direction)
{
    const double u = p.scene.style.unit();
    const Ruler& ruler = rulerAlong(p, cut);
    for (const std::vector<std::size_t>& run : runsOf(p, cut, direction)) {
        if (p.view.seeds() && !ruler.words)
            paintBand(painter, p, cut, direction, run);
        QPolygonF line;
        for (const std::size_t k : run)
            line << cut.at(ruler.centre[k], valueAt(p, cut, k, direction).mean);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(directionColour(p.scene.style, direction), 1.4 * u));
        if (!ruler.words)
            painter.drawPolyline(line);
        for (const std::size_t k : run)
            if (p.view.seeds() && ruler.words)
                paintSpread(painter, p, cut, direction, k);
        const auto every = static_cast<qsizetype>(1 + ruler.size() / kMostMarks);
        for (qsizetype k = 0; k < line.size(); k += every) {
            const QPointF& at = line[k];
            if (p.view.both()) {
                paintDirectionMark(painter, p.scene.style, direction, at);
                continue;
            }
            painter.setPen(Qt::NoPen);
            painter.setBrush(directionColour(p.scene.style, direction));
            painter.drawEllipse(at, 1.8 * u, 1.8 * u);
        }
    }
}

/// Where the run stands, below what is measured there.
void paintPlace(QPainter& painter, const Picture& p, const Cut& cut)
{
    const std::optional<double>& share = cut.alongX ? p.cross.x : p.cross.y;
    if (!Cross::within(share))
        return;
    painter.setPen(QPen(p.scene.style.quiet(), 0.8 * p.scene.style.unit()));
    painter.drawLine(cut.at(*share, cut.range.low), cut.at(*share, cut.range.high));
}

/// What the cut is at: the cells' own value, which is the nearest to the present one.
void paintCutName(QPainter& painter, const Picture& p, const Cut& cut)
{
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.84));
    painter.setPen(p.scene.style.quiet());
    const QString at = cut.alongX ? placeText(p.view.y, p.cross.row) : placeText(p.view.x, p.cross.column);
    drawFitted(painter, QRectF(cut.plot.left(), cut.plot.top() - p.layout.line - 1 * u, cut.plot.width(), p.layout.line),
               Qt::AlignLeft | Qt::AlignVCenter, words("at %1").arg(at));
}

}  // namespace

std::vector<Cut> cutsOf(const Picture& p)
{
    std::vector<Cut> cuts;
    const Range range = cutRange(p.view, p.scene.map.branch.get());
    if (!p.layout.below.isNull())
        cuts.push_back({p.layout.below, true, range});
    if (!p.layout.beside.isNull())
        cuts.push_back({p.layout.beside, false, range});
    return cuts;
}

void paintCuts(QPainter& painter, const Picture& p)
{
    for (const Cut& cut : cutsOf(p)) {
        paintNumbers(painter, p, cut);
        if (p.view.plane())
            paintCutName(painter, p, cut);
        painter.save();
        const double u = p.scene.style.unit();
        painter.setClipRect(cut.plot.adjusted(-u, -u, u, u), Qt::IntersectClip);
        paintPlace(painter, p, cut);
        paintBranch(painter, p, cut);
        for (std::size_t direction = p.view.map->plan.directions(); direction-- > 0;)
            paintLine(painter, p, cut, direction);
        paintFolds(painter, p, cut);
        painter.restore();
    }
}

}  // namespace gauge::ui::map
