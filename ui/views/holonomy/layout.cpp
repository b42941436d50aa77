#include "ui/views/holonomy/layout.h"

#include "ui/painter/text.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {

Path pathOf(const Scene& scene)
{
    Path path;
    for (const int token : optionsOf(scene).walk)
        if (token < static_cast<int>(scene.snapshot->tokens()) && (path.tokens.empty() || path.tokens.back() != token))
            path.tokens.push_back(token);
    path.closed = path.tokens.size() > 2 && path.tokens.front() == path.tokens.back();
    if (path.closed)
        path.tokens.pop_back();
    return path;
}

double captionHeight(const Scene& scene)
{
    return QFontMetricsF(scene.style.textFont(0.92)).height() + 6 * scene.style.unit();
}

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const double height = captionHeight(scene);
    drawFitted(painter, QRectF(area.left() + 8 * u, area.bottom() - height, area.width() - 16 * u, height),
               Qt::AlignHCenter | Qt::AlignVCenter, text);
}

MapLayout mapLayout(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    MapLayout l;
    l.labels = scene.style.labels ? std::min({widestName(s, scene.style.textFont()), 90 * u, 0.22 * area.width()}) : 0;
    const double mark = 12 * u;
    const double left = l.labels + mark + 12 * u;
    const double top = 0.72 * l.labels + mark + 12 * u;
    const double right = scene.style.colourBar ? 66 * u : 10 * u;
    const double bottom = captionHeight(scene) + 4 * u;
    const double side = std::max(10.0, std::min(area.width() - left - right, area.height() - top - bottom));
    const double x = area.left() + left + std::max(0.0, (area.width() - left - right - side) / 2);
    l.matrix = QRectF(x, area.top() + top + std::max(0.0, (area.height() - top - bottom - side) / 2), side, side);
    l.cell = side / static_cast<double>(s.tokens());
    l.rows = QRectF(l.matrix.left() - mark - 1 * u, l.matrix.top(), mark, side);
    l.columns = QRectF(l.matrix.left(), l.matrix.top() - mark - 1 * u, side, mark);
    l.bar = QRectF(l.matrix.right() + 14 * u, l.matrix.top(), 12 * u, side);
    l.labelStep = std::max(1, static_cast<int>(std::ceil(metrics.height() * 0.95 / l.cell)));
    l.slantStep = std::max(1, static_cast<int>(std::ceil(metrics.height() * 1.2 / l.cell)));
    return l;
}

Grid gridOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Grid g;
    g.area = area.adjusted(8 * u, 6 * u, -8 * u, -captionHeight(scene) - 2 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    g.columns =
        std::clamp(static_cast<int>(std::ceil(std::sqrt(n * g.area.width() / std::max(1.0, g.area.height()) * 1.1))), 1,
                   static_cast<int>(n));
    g.width = g.area.width() / g.columns;
    g.height = g.area.height() / std::ceil(n / g.columns);
    g.named = g.width >= 18 * u && g.height >= 30 * u;
    g.radius = std::max(2.0, std::min(g.width, g.height - (g.named ? 15 * u : 0)) * 0.44);
    return g;
}

QPointF WalkLayout::token(Index i, Index of) const
{
    const double angle = 2 * M_PI * static_cast<double>(i) / static_cast<double>(of) - M_PI / 2;
    return centre + radius * QPointF(std::cos(angle), std::sin(angle));
}

WalkLayout walkLayout(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    WalkLayout l;
    const QRectF inner = area.adjusted(10 * u, 6 * u, -10 * u, -captionHeight(scene) - 2 * u);
    l.title = QRectF(inner.left(), inner.top(), inner.width(), metrics.height() + 2 * u);
    const QRectF body = inner.adjusted(0, l.title.height() + 4 * u, 0, 0);
    if (body.width() > 2.2 * body.height()) {  // low: all three side by side
        const double circle = std::min(0.34 * body.width(), 1.5 * body.height());
        const double plane = 0.5 * (body.width() - circle) - 10 * u;
        l.circle = QRectF(body.left(), body.top(), circle, body.height());
        l.plane = QRectF(l.circle.right() + 6 * u, body.top(), plane - 4 * u, body.height());
        l.numbers = QRectF(l.plane.right() + 10 * u, body.top(), body.right() - l.plane.right() - 10 * u, body.height());
    } else if (body.width() > 1.1 * body.height()) {
        const double circle = std::min(0.42 * body.width(), 1.1 * body.height());
        l.circle = QRectF(body.left(), body.top(), circle, body.height());
        const QRectF rest = body.adjusted(circle + 10 * u, 0, 0, 0);
        const double numbers = std::clamp(0.42 * rest.height(), 4.5 * metrics.height(), 10 * metrics.height());
        l.numbers = QRectF(rest.left(), rest.bottom() - numbers, rest.width(), numbers);
        l.plane = QRectF(rest.left(), rest.top(), rest.width(), rest.height() - numbers - 6 * u);
    } else {
        const double numbers = std::clamp(0.27 * body.height(), 4.5 * metrics.height(), 10 * metrics.height());
        const double each = (body.height() - numbers) / 2;
        l.circle = QRectF(body.left(), body.top(), body.width(), each);
        l.plane = QRectF(body.left(), l.circle.bottom() + 4 * u, body.width(), each - 8 * u);
        l.numbers = QRectF(body.left(), body.bottom() - numbers, body.width(), numbers);
    }
    l.centre = l.circle.center();
    const double names = std::min(widestName(*scene.snapshot, scene.style.textFont(0.92)), 64 * u);
    l.radius =
        std::max(8.0, std::min(l.circle.width() / 2 - names - 8 * u, l.circle.height() / 2 - metrics.height() - 4 * u));
    return l;
}

}  // namespace gauge::ui::holonomy
