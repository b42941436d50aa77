// Means and covariance ellipses in a plane: principal axes, or two dimensions of the common or the local frames.
#include "ui/scene/chart.h"
#include "ui/scene/flat_ellipse.h"
#include "ui/scene/words.h"
#include "ui/views/beliefs/colours.h"
#include "ui/views/beliefs/margins.h"
#include "ui/views/beliefs/view.h"

namespace gauge::ui::beliefs {
namespace {

void paintTokens(QPainter& painter, const Sheet& c, const Scene& scene, const Picture& p,
                 const std::vector<QColor>& colours, const Categories& marks)
{
    const double u = scene.style.unit();
    const auto map = [&](const Eigen::Vector2d& v) { return c.map(v); };
    for (std::size_t i = 0; i < p.now.size(); ++i) {
        const QColor colour = colours[i];
        const bool lit = scene.selection.lights(static_cast<int>(i));
        if (optionsOf(scene).trails && i < p.trail.size() && p.trail[i].size() > 1) {
            QPainterPath trail(c.map(p.trail[i].front()));
            for (const Eigen::Vector2d& v : p.trail[i])
                trail.lineTo(c.map(v));
            QColor faint = colour;
            faint.setAlphaF(0.45F);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(faint, 1 * u));
            painter.drawPath(trail);
        }
        QColor fill = colour;
        fill.setAlphaF(lit ? 0.28F : p.now.size() > 100 ? 0.03F : 0.09F);
        painter.setBrush(fill);
        painter.setPen(QPen(lit ? scene.style.accent() : colour, (lit ? 1.8 : p.now.size() > 100 ? 0.5 : 0.9) * u));
        painter.drawPath(ellipsePath(p.now[i], sigmaOf(scene), map));
        setDot(painter, *scene.snapshot, scene.style, static_cast<Index>(i), lit ? scene.style.accent() : colour);
        paintMark(painter, marks.of.empty() ? 0 : marks.of[i], c.map(p.now[i].mean), 2.6 * u);
    }
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<Picture> pictures = picturesTogether(scene);
    const Sheet c = sheetOf(area, scene, pictures);
    const Colours colours = coloursOf(scene);
    paintAxes(painter, c, scene, pictures.front(), colours.legend);
    painter.save();
    painter.setClipRect(c.plot, Qt::IntersectClip);
    const Categories categories =
        optionsOf(scene).colour == ByCategory ? categoriesOf(*scene.snapshot, ByCategory) : Categories{};
    paintTokens(painter, c, scene, pictures.front(), colours.of, categories);
    painter.restore();
    paintLabels(painter, c, scene, pictures.front().now);
    if (!c.small)
        paintCategoryKey(painter, c.plot, categories, scene.style);
}

/// Arrows from where a belief is in A to where it is in B, both seen along B's axes.
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Scene a = scene;
    std::swap(a.snapshot, a.reference);
    a.side = Side::A;
    a.moment = -1;
    const Picture to = pictureOf(scene);
    const Picture from = pictureOf(a);
    const Sheet c = sheetOf(area, scene, {to, from});
    const Colours colours = coloursOf(scene);
    paintAxes(painter, c, scene, to, words("from A to B"));
    painter.save();
    painter.setClipRect(c.plot, Qt::IntersectClip);
    for (std::size_t i = 0; i < to.now.size(); ++i) {
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const QColor colour = lit ? scene.style.accent() : colours.of[i];
        const QPointF p = c.map(from.now[i].mean);
        const QPointF q = c.map(to.now[i].mean);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, (lit ? 2 : 1.2) * u));
        painter.drawLine(p, q);
        painter.drawEllipse(p, 2 * u, 2 * u);
        painter.setBrush(colour);
        painter.drawEllipse(q, 2.6 * u, 2.6 * u);
    }
    painter.restore();
    paintLabels(painter, c, scene, to.now);
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    return sheetOf(area, scene, picturesTogether(scene)).plot;
}

}  // namespace gauge::ui::beliefs
