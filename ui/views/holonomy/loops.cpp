// The distribution of Wilson loops, a row a head.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {
namespace {

constexpr int kBins = 32;

/// What a triangle counts for: shares of 1.
Vectord countsOf(const HeadHolonomy& head, bool weighted)
{
    const Index t = head.wilson.size();
    const double all = weighted ? head.weight.sum() : static_cast<double>(t);
    if (!(all > 0))
        return Vectord::Zero(t);
    return weighted ? Vectord(head.weight / all) : Vectord::Constant(t, 1 / all);
}

void widen(LoopRows& rows, const Scene& scene)
{
    double low = 1;
    double high = 1;
    for (const Snapshot* s : {scene.snapshot.get(), scene.reference.get()}) {
        if (!s || !s->holonomy)
            continue;
        for (const HeadHolonomy& head : s->holonomy->heads)
            if (head.wilson.size() > 0) {
                low = std::min(low, head.wilson.minCoeff());
                high = std::max(high, head.wilson.maxCoeff());
            }
    }
    for (const Extent& extent : scene.reach) {
        low = std::min(low, extent.least);
        high = std::max(high, extent.greatest);
    }
    const double span = high - low > 1e-9 ? high - low : 0.1;
    rows.low = high - span * 1.04;
    rows.high = high + span * 0.04;
}

void fill(LoopRows& rows, const Scene& scene)
{
    const Holonomy& all = *scene.snapshot->holonomy;
    for (const std::size_t h : rows.heads) {
        const HeadHolonomy& head = all.heads[h];
        const Vectord counts = countsOf(head, optionsOf(scene).weighted != 0);
        std::vector<double> share(kBins, 0.0);
        std::vector<double> lit(kBins, 0.0);
        double mean = 0;
        for (Index t = 0; t < counts.size(); ++t) {
            const double at = (head.wilson(t) - rows.low) / (rows.high - rows.low) * kBins;
            const auto bin = static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, kBins - 1));
            share[bin] += counts(t);
            mean += counts(t) * head.wilson(t);
            for (int k = 0; k < 3; ++k)
                if (scene.selection.lights(static_cast<int>(all.triangles.token(t, k)))) {
                    lit[bin] += counts(t);
                    break;
                }
        }
        rows.most.push_back(std::max(1e-12, *std::max_element(share.begin(), share.end())));
        rows.share.push_back(std::move(share));
        rows.lit.push_back(std::move(lit));
        rows.mean.push_back(counts.sum() > 0 ? mean : std::nan(""));
    }
}

void paintAxis(QPainter& painter, const LoopRows& rows, const Style& style)
{
    const double u = style.unit();
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double used = -1e9;
    for (const double t : ticks(rows.low, rows.high, 6)) {
        const double x = rows.x(t);
        painter.setPen(QPen(style.hairline(), 0.75 * u));
        painter.drawLine(QPointF(x, rows.plot.top()), QPointF(x, rows.plot.bottom()));
        painter.setPen(QPen(style.quiet(), 0.75 * u));
        painter.drawLine(QPointF(x, rows.plot.bottom()), QPointF(x, rows.plot.bottom() + 3 * u));
        const QString text = shortNumber(t);
        const double half = metrics.horizontalAdvance(text) / 2;
        if (x - half < used + 4 * u)
            continue;
        used = x + half;
        painter.drawText(QRectF(x - half - 1, rows.plot.bottom() + 4 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                         text);
    }
}

void paintBars(QPainter& painter, const LoopRows& rows, std::size_t k, const Style& style)
{
    const double u = style.unit();
    const double width = rows.plot.width() / kBins;
    const double room = rows.row - 20 * u;
    const double zero = rows.bottom(k);
    for (int bin = 0; bin < kBins; ++bin) {
        const auto b = static_cast<std::size_t>(bin);
        const auto bar = [&](double share, const QColor& colour) {
            const double height = share / rows.most[k] * room;
            if (height > 0)
                painter.fillRect(QRectF(rows.plot.left() + (bin + 0.06) * width, zero - height, 0.88 * width, height),
                                 colour);
        };
        bar(rows.share[k][b], style.cluster(5));
        bar(rows.lit[k][b], style.accent());
    }
    painter.setPen(QPen(style.quiet(), 0.75 * u));
    painter.drawLine(QPointF(rows.plot.left(), zero), QPointF(rows.plot.right(), zero));
}

/// A line at the mean, a band of its interval, and both in numbers.
void paintMean(QPainter& painter, const LoopRows& rows, std::size_t k, const Scene& scene)
{
    if (std::isnan(rows.mean[k]))
        return;
    const Style& style = scene.style;
    const double u = style.unit();
    const HeadHolonomy& head = scene.snapshot->holonomy->heads[rows.heads[k]];
    const double top = rows.bottom(k) - rows.row + 18 * u;
    const double x = rows.x(rows.mean[k]);
    QString text = words("mean %1").arg(shortNumber(rows.mean[k]));
    if (scene.snapshot->holonomy->triangles.sampled && optionsOf(scene).weighted == 0) {
        QColor band = style.text();
        band.setAlphaF(0.18F);
        painter.fillRect(QRectF(QPointF(rows.x(head.least), top), QPointF(rows.x(head.greatest), rows.bottom(k))), band);
        text += words(" (95 %: %1 … %2)").arg(shortNumber(head.least), shortNumber(head.greatest));
    }
    painter.setPen(QPen(style.text(), 1.4 * u, Qt::DashLine));
    painter.drawLine(QPointF(x, top), QPointF(x, rows.bottom(k)));
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.text());
    if (rows.heads.size() > 1)
        text = words("head %1: ").arg(rows.heads[k]) + text;
    drawFitted(painter,
               QRectF(rows.plot.left() + 2 * u, rows.bottom(k) - rows.row + 1 * u, rows.plot.width() - 4 * u, 16 * u),
               Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// What the tallest bar stands for.
void paintShare(QPainter& painter, const LoopRows& rows, std::size_t k, const Style& style)
{
    const double u = style.unit();
    const double y = rows.bottom(k) - (rows.row - 20 * u);
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.quiet());
    const QFontMetricsF metrics(painter.font());
    painter.drawLine(QPointF(rows.plot.left() - 3 * u, y), QPointF(rows.plot.left(), y));
    painter.drawText(QRectF(rows.plot.left() - 60 * u, y - metrics.height() / 2, 55 * u, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, words("%1 %").arg(shortNumber(100 * rows.most[k])));
}

}  // namespace

LoopRows loopRows(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    LoopRows rows;
    rows.plot = area.adjusted(52 * u, 6 * u, -14 * u, -captionHeight(scene) - metrics.height() - 8 * u);
    const std::size_t heads = scene.snapshot->holonomy->heads.size();
    if (heads > 1 && rows.plot.height() / static_cast<double>(heads) >= 44 * u && optionsOf(scene).head < 0)
        for (std::size_t h = 0; h < heads; ++h)
            rows.heads.push_back(h);
    else
        rows.heads = {std::min(headOf(scene), heads - 1)};
    rows.row = rows.plot.height() / static_cast<double>(rows.heads.size());
    widen(rows, scene);
    fill(rows, scene);
    return rows;
}

void paintLoops(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const LoopRows rows = loopRows(area, scene);
    paintAxis(painter, rows, scene.style);
    for (std::size_t k = 0; k < rows.heads.size(); ++k) {
        paintBars(painter, rows, k, scene.style);
        paintShare(painter, rows, k, scene.style);
        paintMean(painter, rows, k, scene);
    }
    const Triangles& triangles = scene.snapshot->holonomy->triangles;
    QString text = triangles.sampled
                       ? words("Wilson loops tr H̄/d of %1 triangles drawn from the seed").arg(triangles.token.rows())
                       : words("Wilson loops tr H̄/d of all %1 triangles").arg(triangles.token.rows());
    text += optionsOf(scene).weighted != 0 ? words(", by β_ij β_jk β_ki") : QString();
    const bool some = scene.snapshot->holonomy->heads.size() > rows.heads.size();
    paintCaption(painter, area, scene, some ? text + words(" · head %1").arg(rows.heads.front()) : text);
}

}  // namespace gauge::ui::holonomy
