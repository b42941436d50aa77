// Means and covariance ellipses in the plane of the two leading principal axes.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Eigenvalues>
#include <limits>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

constexpr double kSigma = 0.5;  // the ellipse drawn: half a standard deviation

/// Equal scale on both axes, so that ellipses keep their shape.
struct Chart {
    QRectF plot;
    Eigen::Vector2d low;
    double scale = 1;

    QPointF map(const Eigen::Vector2d& v) const
    {
        return {plot.left() + (v.x() - low.x()) * scale, plot.bottom() - (v.y() - low.y()) * scale};
    }
};

Chart chartOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    Chart c;
    c.plot = area.adjusted(44 * u, 8 * u, -12 * u, -38 * u);
    Eigen::Vector2d low = Eigen::Vector2d::Constant(std::numeric_limits<double>::infinity());
    Eigen::Vector2d high = -low;
    for (std::size_t layer = 0; layer < s.planar.size(); ++layer) {
        for (const PlanarBelief& b : s.planar[layer]) {
            const Eigen::Vector2d reach = static_cast<int>(layer) == s.layer
                                              ? Eigen::Vector2d(kSigma * b.cov.diagonal().cwiseSqrt())
                                              : Eigen::Vector2d(Eigen::Vector2d::Zero());
            low = low.cwiseMin(b.mean - reach);
            high = high.cwiseMax(b.mean + reach);
        }
    }
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-6);
    c.scale = std::min(c.plot.width() / (1.06 * span.x()), c.plot.height() / (1.06 * span.y()));
    c.low = (low + high) / 2 - Eigen::Vector2d(c.plot.width(), c.plot.height()) / (2 * c.scale);
    return c;
}

QPainterPath ellipse(const Chart& chart, const PlanarBelief& b)
{
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> eigen(b.cov);
    const Eigen::Matrix2d root = eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
    QPainterPath path;
    for (int k = 0; k <= 72; ++k) {
        const double t = 2 * M_PI * k / 72;
        const QPointF p = chart.map(b.mean + kSigma * root * Eigen::Vector2d(std::cos(t), std::sin(t)));
        k == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

void paintAxes(QPainter& painter, const Chart& c, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
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
        painter.drawText(QRectF(c.plot.left() - 40 * u, y - metrics.height() / 2, 35 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    painter.drawText(
        QRectF(c.plot.left(), c.plot.bottom() + 5 * u + metrics.height(), c.plot.width(), metrics.height()),
        Qt::AlignHCenter,
        QStringLiteral("PC1 (%1 % of the means’ variance)   ellipses: ½ σ").arg(100 * s.plane.explained[0], 0, 'f', 0));
    painter.drawText(QPointF(c.plot.left() + 5 * u, c.plot.top() + metrics.ascent() + 3 * u),
                     QStringLiteral("PC2 (%1 %)").arg(100 * s.plane.explained[1], 0, 'f', 0));
}

/// One label for tokens of one name at one place; others give way, and are left out where nothing is free.
void paintLabels(QPainter& painter, const Chart& c, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const auto& now = s.planar[static_cast<std::size_t>(s.layer)];
    std::vector<bool> done(now.size(), false);
    std::vector<QRectF> taken;
    for (const PlanarBelief& b : now) {
        const QPointF p = c.map(b.mean);
        taken.emplace_back(p.x() - 3 * u, p.y() - 3 * u, 6 * u, 6 * u);
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (done[i])
            continue;
        int same = 0;
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
        QString name = tokenName(s, static_cast<Index>(i));
        if (same > 1)
            name += QStringLiteral(" ×%1").arg(same);
        const QSizeF size(metrics.horizontalAdvance(name) + 1, metrics.height());
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
                                  return t.intersects(box.adjusted(1, 2 * u, -1, -2 * u));
                              });
            if (!free)
                continue;
            taken.push_back(box);
            painter.setPen(lit ? scene.style.accent() : scene.style.text());
            painter.drawText(box, Qt::AlignCenter, name);
            break;
        }
    }
}

}  // namespace

void paintBeliefs(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Chart c = chartOf(area, scene);
    paintAxes(painter, c, scene);
    painter.save();
    painter.setClipRect(c.plot);
    const auto& now = s.planar[static_cast<std::size_t>(s.layer)];
    for (std::size_t i = 0; i < now.size(); ++i) {
        const QColor colour = tokenColour(s, scene.style, static_cast<Index>(i));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        if (scene.options.trails && s.layer > 0) {
            QPainterPath trail(c.map(s.planar[0][i].mean));
            for (int layer = 1; layer <= s.layer; ++layer)
                trail.lineTo(c.map(s.planar[static_cast<std::size_t>(layer)][i].mean));
            QColor faint = colour;
            faint.setAlphaF(0.45F);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(faint, 1 * u));
            painter.drawPath(trail);
        }
        QColor fill = colour;
        fill.setAlphaF(lit ? 0.28F : 0.09F);
        painter.setBrush(fill);
        painter.setPen(QPen(lit ? scene.style.accent() : colour, (lit ? 1.8 : 0.9) * u));
        painter.drawPath(ellipse(c, now[i]));
        painter.setPen(Qt::NoPen);
        painter.setBrush(lit ? scene.style.accent() : colour);
        painter.drawEllipse(c.map(now[i].mean), 2.6 * u, 2.6 * u);
    }
    painter.restore();
    paintLabels(painter, c, scene);
}

Hit hitBeliefs(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Chart c = chartOf(area, scene);
    const auto& now = s.planar[static_cast<std::size_t>(s.layer)];
    double nearest = 14 * scene.style.unit();
    Hit hit;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const QPointF d = c.map(now[i].mean) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(i)};
            hit.text = QStringLiteral("%1: PC1 = %2, PC2 = %3, σ = %4 × %5")
                           .arg(tokenName(s, static_cast<Index>(i)))
                           .arg(now[i].mean.x(), 0, 'g', 5)
                           .arg(now[i].mean.y(), 0, 'g', 5)
                           .arg(std::sqrt(now[i].cov(0, 0)), 0, 'g', 4)
                           .arg(std::sqrt(now[i].cov(1, 1)), 0, 'g', 4);
        }
    }
    return hit;
}

}  // namespace gauge::ui
