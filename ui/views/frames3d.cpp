// Gauge frames as small triads in 3D, one a token.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

struct Grid {
    QRectF area;
    int columns = 1;
    double width = 1;
    double height = 1;
    double radius = 1;
};

Grid gridOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Grid g;
    g.area = area.adjusted(8 * u, 4 * u, -8 * u, -22 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    g.columns =
        std::max(1, static_cast<int>(std::ceil(std::sqrt(n * g.area.width() / std::max(1.0, g.area.height()) * 1.15))));
    g.columns = std::min(g.columns, static_cast<int>(n));
    const double rows = std::ceil(n / g.columns);
    g.width = g.area.width() / g.columns;
    g.height = g.area.height() / rows;
    g.radius = std::max(2.0, std::min(g.width * 0.40, (g.height - 16 * u) * 0.46));
    return g;
}

QRectF cellOf(const Grid& g, Index i)
{
    const auto column = static_cast<double>(i % g.columns);
    const auto row = static_cast<double>(i / g.columns);
    return {g.area.left() + column * g.width, g.area.top() + row * g.height, g.width, g.height};
}

/// Orthographic view from azimuth and elevation: x right, y up, z towards the eye.
Eigen::Vector3d seen(const Eigen::Vector3d& v, const ViewOptions& o)
{
    const double ca = std::cos(o.azimuth);
    const double sa = std::sin(o.azimuth);
    const double ce = std::cos(o.elevation);
    const double se = std::sin(o.elevation);
    const double x = -sa * v.x() + ca * v.y();
    const double depth = ca * v.x() + sa * v.y();
    return {x, ce * v.z() - se * depth, se * v.z() + ce * depth};
}

void paintTriad(QPainter& painter, const QPointF& centre, double radius, const Triad& triad, const Scene& scene)
{
    const double u = scene.style.unit();
    std::array<int, 3> order{0, 1, 2};
    std::array<Eigen::Vector3d, 3> tip;
    for (int a = 0; a < 3; ++a)
        tip[static_cast<std::size_t>(a)] =
            seen(triad.axes.col(a) * std::min(1.6, triad.stretch(a)), scene.options) * radius;
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return tip[static_cast<std::size_t>(a)].z() < tip[static_cast<std::size_t>(b)].z(); });
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, radius, radius);
    for (const int a : order) {
        const Eigen::Vector3d& t = tip[static_cast<std::size_t>(a)];
        const QPointF end = centre + QPointF(t.x(), -t.y());
        painter.setPen(QPen(scene.style.axis(a), 2 * u, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre, end);
        painter.setPen(Qt::NoPen);
        painter.setBrush(scene.style.axis(a));
        const double dot = (t.z() >= 0 ? 2.8 : 2.0) * u;
        painter.drawEllipse(end, dot, dot);
    }
}

}  // namespace

void paintFrames(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Grid g = gridOf(area, scene);
    for (Index i = 0; i < s.tokens(); ++i) {
        const QRectF cell = cellOf(g, i);
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const QPointF centre(cell.center().x(), cell.top() + (cell.height() - 14 * u) / 2);
        if (lit && !scene.style.paper) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(scene.style.field());
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4 * u, 4 * u);
        }
        paintTriad(painter, centre, g.radius, s.triads[static_cast<std::size_t>(i)], scene);
        painter.setFont(scene.style.textFont(0.92, lit));
        const QFontMetricsF metrics(painter.font());
        if (g.width < 18 * u && !lit)
            continue;
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(cell.left(), cell.bottom() - metrics.height() - 1 * u, cell.width(), metrics.height()),
                         Qt::AlignCenter, metrics.elidedText(tokenName(s, i), Qt::ElideRight, cell.width()));
    }
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const double baseline = area.bottom() - 7 * u;
    const std::array<const char*, 3> names{"x", "y", "z"};
    double x = area.left() + 12 * u;
    for (int a = 0; a < 3; ++a) {
        painter.setPen(QPen(scene.style.axis(a), 2 * u));
        painter.drawLine(QPointF(x, baseline - 4 * u), QPointF(x + 12 * u, baseline - 4 * u));
        painter.setPen(scene.style.quiet());
        painter.drawText(QPointF(x + 15 * u, baseline), QLatin1String(names[static_cast<std::size_t>(a)]));
        x += 30 * u;
    }
    const QString group = QString::fromStdString(s.state->group);
    const QString caption = s.frames.identity
                                ? QStringLiteral("every frame is the identity; raise the position rate to turn them")
                                : QStringLiteral("%1, axes in the common frame").arg(group);
    painter.drawText(QRectF(x + 4 * u, baseline - metrics.ascent(), area.right() - x - 12 * u, metrics.height()),
                     Qt::AlignRight, metrics.elidedText(caption, Qt::ElideRight, area.right() - x - 12 * u));
}

Hit hitFrames(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Grid g = gridOf(area, scene);
    const Snapshot& s = *scene.snapshot;
    for (Index i = 0; i < s.tokens(); ++i) {
        if (!cellOf(g, i).contains(at))
            continue;
        Hit hit;
        hit.tokens = {static_cast<int>(i)};
        const Eigen::Matrix3d& r = s.triads[static_cast<std::size_t>(i)].axes;
        const double angle = std::acos(std::clamp((r.trace() - 1) / 2, -1.0, 1.0));
        hit.text = QStringLiteral("frame of %1: turned by %2 rad from the common frame")
                       .arg(tokenName(s, i))
                       .arg(angle, 0, 'g', 5);
        return hit;
    }
    return {};
}

}  // namespace gauge::ui
