#include "ui/painter/text.h"
#include "ui/scene/flat_ellipse.h"
#include "ui/views/inspector/pictures.h"

#include <QFontMetricsF>

namespace gauge::ui::inspector {
namespace {

struct Outline {
    FlatBelief belief;
    QColor colour;
    Qt::PenStyle pen;
    QString name;
};

}  // namespace

void paintEllipses(QPainter& painter, const QRectF& area, const PairHead& p, const Scene& scene, bool carried,
                   const Names& names)
{
    if (area.height() < 40)
        return;
    const Style& style = scene.style;
    const double u = style.unit();
    const CarriedPair pair = carriedPair(p);
    std::vector<Outline> outlines{{pair.own, style.cluster(0), Qt::SolidLine, names.i}};
    outlines.push_back({pair.before, style.cluster(3), carried ? Qt::DashLine : Qt::SolidLine, names.j});
    if (carried)
        outlines.push_back({pair.after, style.cluster(3), Qt::SolidLine, QStringLiteral("Ω ") + names.j});
    std::vector<FlatBelief> beliefs;
    for (const Outline& o : outlines)
        beliefs.push_back(o.belief);
    const FlatMap map = mapOf(beliefs, area.adjusted(4 * u, 20 * u, -4 * u, -4 * u), 0.92);
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double x = area.left();
    for (const Outline& o : outlines) {
        QColor fill = o.colour;
        fill.setAlphaF(o.pen == Qt::SolidLine ? 0.14F : 0.03F);
        painter.setBrush(fill);
        painter.setPen(QPen(o.colour, 1.5 * u, o.pen));
        painter.drawPath(ellipsePath(o.belief, 1, map));
        painter.setBrush(o.colour);
        painter.drawEllipse(map(o.belief.mean), 2 * u, 2 * u);
        painter.setPen(QPen(o.colour, 1.8 * u, o.pen));
        painter.drawLine(QPointF(x, area.top() + 9 * u), QPointF(x + 16 * u, area.top() + 9 * u));
        painter.setPen(style.text());
        const QString name = fitted(painter, metrics, o.name, Qt::ElideRight, area.width() / 3 - 26 * u);
        painter.drawText(QPointF(x + 20 * u, area.top() + 13 * u), name);
        x += metrics.horizontalAdvance(name) + 32 * u;
    }
}

}  // namespace gauge::ui::inspector
