#include "ui/views/beliefs/margins.h"

#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::beliefs {

void paintAxes(QPainter& painter, const Sheet& c, const Scene& scene, const Picture& p, const QString& legend)
{
    const double u = scene.style.unit();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawRect(c.plot);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const Eigen::Vector2d high = c.low + Eigen::Vector2d(c.plot.width(), c.plot.height()) / c.scale;
    painter.setPen(scene.style.quiet());
    for (const double t : ticks(c.low.x(), high.x(), std::max(2, static_cast<int>(c.plot.width() / (70 * u))))) {
        const double x = c.map({t, 0}).x();
        painter.drawLine(QPointF(x, c.plot.bottom()), QPointF(x, c.plot.bottom() + 3 * u));
        painter.drawText(QRectF(x - 30 * u, c.plot.bottom() + 4 * u, 60 * u, metrics.height()), Qt::AlignHCenter,
                         shortNumber(t));
    }
    for (const double t : ticks(c.low.y(), high.y(), std::max(2, static_cast<int>(c.plot.height() / (44 * u))))) {
        const double y = c.map({0, t}).y();
        painter.drawLine(QPointF(c.plot.left() - 3 * u, y), QPointF(c.plot.left(), y));
        painter.drawText(QRectF(c.plot.left() - 42 * u, y - metrics.height() / 2, 37 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    if (c.small) {
        noteNames(painter, QCoreApplication::translate("views", "Beliefs, titles of axes"), 0, 2);
        return;
    }
    constexpr std::array<const char*, 3> sigmas{"½ σ", "1 σ", "2 σ"};
    const QString sigma = QString::fromUtf8(sigmas[static_cast<std::size_t>(std::clamp(optionsOf(scene).sigma, 0, 2))]);
    const bool apart =
        scene.side != Side::Alone && scene.reference && scene.reference->state->dim() != scene.snapshot->state->dim();
    const QString below = p.x + (apart ? words(" · axes of its own: A and B differ in K") : QString()) +
                          QStringLiteral(" · ") + sigma + (legend.isEmpty() ? QString() : QStringLiteral(" · ") + legend);
    drawFitted(painter,
               QRectF(c.plot.left() - 40 * u, c.plot.bottom() + 5 * u + metrics.height(), c.plot.width() + 48 * u,
                      metrics.height()),
               Qt::AlignHCenter, below);
    drawFitted(painter, QRectF(c.plot.left() + 5 * u, c.plot.top() + 3 * u, c.plot.width() - 10 * u, metrics.height()),
               Qt::AlignLeft, p.y);
    if (scene.moment >= 0 && std::abs(scene.moment - std::round(scene.moment)) > 1e-3) {
        const QString note = words("moving from %1 %2 to %3")
                                 .arg(layerWord(*scene.snapshot))
                                 .arg(std::floor(scene.moment))
                                 .arg(std::ceil(scene.moment));
        painter.drawText(c.plot.adjusted(0, 3 * u, -5 * u, 0), Qt::AlignRight | Qt::AlignTop, note);
    }
}

void paintLabels(QPainter& painter, const Sheet& c, const Scene& scene, const std::vector<FlatBelief>& now)
{
    if (!scene.style.labels)
        return;
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    std::vector<bool> done(now.size(), false);
    std::vector<QRectF> taken{QRectF(c.plot.left(), c.plot.top(), c.plot.width(), 18 * u)};  // the axis' name
    for (const FlatBelief& b : now) {
        const QPointF p = c.map(b.mean);
        taken.emplace_back(p.x() - 3 * u, p.y() - 3 * u, 6 * u, 6 * u);
    }
    constexpr std::size_t mostLabels = 160;
    qsizetype all = 0;
    std::size_t written = 0;
    for (std::size_t i = 0; i < now.size() && written < mostLabels; ++i) {
        if (done[i] || !c.plot.contains(c.map(now[i].mean)))
            continue;
        int same = 0;
        ++all;
        bool lit = false;
        for (std::size_t j = i; j < now.size(); ++j) {
            if (s.state->tokens[j] == s.state->tokens[i] && (now[j].mean - now[i].mean).norm() * c.scale < 3 * u) {
                done[j] = true;
                ++same;
                lit = lit || scene.selection.lights(static_cast<int>(j));
            }
        }
        painter.setFont(scene.style.textFont(1.0, lit));
        const QFontMetricsF metrics(painter.font());
        QString name = fitted(painter, metrics, tokenName(s, static_cast<Index>(i)), Qt::ElideRight, 110 * u);
        if (same > 1)
            name += QStringLiteral(" ×%1").arg(same);
        const QSizeF size(metrics.horizontalAdvance(name) + 2, metrics.height());
        const QPointF p = c.map(now[i].mean);
        for (const QPointF& offset :
             {QPointF(5 * u, -size.height() * 0.9), QPointF(5 * u, -size.height() * 0.1),
              QPointF(-5 * u - size.width(), -size.height() * 0.9), QPointF(-5 * u - size.width(), -size.height() * 0.1),
              QPointF(-size.width() / 2, -size.height() - 4 * u), QPointF(-size.width() / 2, 4 * u),
              QPointF(12 * u, -size.height() * 1.7), QPointF(12 * u, size.height() * 0.8),
              QPointF(-12 * u - size.width(), -size.height() * 1.7),
              QPointF(-12 * u - size.width(), size.height() * 0.8)}) {
            const QRectF box(p + offset, size);
            const bool free = c.plot.contains(box) && std::none_of(taken.begin(), taken.end(), [&](const QRectF& t) {
                                  return t.intersects(box.adjusted(1, 1 * u, -1, -1 * u));
                              });
            if (!free)
                continue;
            taken.push_back(box);
            ++written;
            QColor ground = scene.style.panel();
            ground.setAlphaF(0.72F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(box.adjusted(0, 1 * u, 0, -1 * u), 2 * u, 2 * u);
            painter.setPen(lit ? scene.style.accent() : scene.style.text());
            painter.drawText(box, Qt::AlignCenter, name);
            break;
        }
    }
    noteNames(painter, QCoreApplication::translate("views", "Beliefs, names of tokens"), static_cast<qsizetype>(written),
              all);
}

}  // namespace gauge::ui::beliefs
