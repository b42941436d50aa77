// Who cannot agree: the mode of the connection Laplacian of least eigenvalue, an arrow a token.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {
namespace {

void paintArrow(QPainter& painter, const QPointF& from, const QPointF& to, const QColor& colour, double u)
{
    const QPointF d = to - from;
    const double length = std::hypot(d.x(), d.y());
    painter.setPen(QPen(colour, 2.2 * u, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
    if (length < 2 * u)
        return;
    const double tip = std::min(7 * u, 0.45 * length);
    const QPointF along = d / length;
    const QPointF across(-along.y(), along.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{to, to - tip * along + 0.45 * tip * across, to - tip * along - 0.45 * tip * across});
}

void paintToken(QPainter& painter, const Grid& grid, const FlatMode& mode, Index i, double longest, const Scene& scene)
{
    const double u = scene.style.unit();
    const bool lit = scene.selection.lights(static_cast<int>(i));
    const QPointF centre = grid.centre(i, 15 * u);
    const auto place = [&](const Eigen::Vector2d& v, double scale) {
        return centre + scale * grid.radius * QPointF(v.x(), -v.y());
    };
    if (lit && !scene.style.paper) {
        painter.setPen(QPen(scene.style.accent(), 1 * u));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(grid.cell(i).adjusted(1, 1, -1, -1), 4 * u, 4 * u);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawEllipse(centre, grid.radius, grid.radius);
    const auto& axes = mode.frames[static_cast<std::size_t>(i)];
    for (std::size_t a = 0; a < axes.size(); ++a) {
        painter.setPen(QPen(scene.style.axis(static_cast<int>(a)), 1 * u));
        painter.drawLine(centre, place(axes[a], 1));
    }
    paintArrow(painter, centre, place(mode.arrows[static_cast<std::size_t>(i)], 1 / longest), scene.style.text(),
               u * std::min(1.0, grid.radius / (14 * u)));
    if (!grid.named)
        return;
    painter.setFont(scene.style.textFont(0.92, lit));
    painter.setPen(lit ? scene.style.accent() : scene.style.text());
    const double height = QFontMetricsF(painter.font()).height();
    const QRectF cell = grid.cell(i);
    drawFitted(painter, QRectF(cell.left(), cell.bottom() - height - 1 * u, cell.width(), height), Qt::AlignCenter,
               tokenName(*scene.snapshot, i));
}

}  // namespace

QString modeRefusal(const Snapshot& s, std::size_t head)
{
    return s.holonomy->heads[head].frustration.mode.size() > 0 ? QString()
                                                               : QString::fromStdString(s.holonomy->frustrationRefused);
}

void paintMode(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const FlatMode mode = flatMode(s, headOf(scene));
    const Grid grid = gridOf(area, scene);
    double longest = 1e-12;
    for (const Eigen::Vector2d& arrow : mode.arrows)
        longest = std::max(longest, arrow.norm());
    for (Index i = 0; i < s.tokens(); ++i)
        paintToken(painter, grid, mode, i, longest, scene);
    const double value = s.holonomy->heads[headOf(scene)].frustration.value;
    const bool agrees = value < roundingOf(s);
    QString text = agrees ? words("frustration λ = 0: along every link all can agree on these arrows")
                          : words("frustration λ = %1: no arrows agree better along the links").arg(shortNumber(value));
    if (s.state->heads.size() > 1)
        text = words("head %1: ").arg(headOf(scene)) + text;
    text += words(" · the longest ‖x_i‖ = %1").arg(shortNumber(longest));
    if (mode.share < 1 - 1e-9)
        text += words(", %1 % of them in this plane").arg(shortNumber(100 * mode.share));
    paintCaption(painter, area, scene, text + words(" · thin: axes of the frame"));
}

}  // namespace gauge::ui::holonomy
