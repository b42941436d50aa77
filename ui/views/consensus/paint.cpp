// Consensus: the merge tree with its draggable threshold, the graph of links below it, or the numbers.
#include "ui/painter/text.h"
#include "ui/views/consensus/layout.h"
#include "ui/views/consensus/numbers.h"
#include "ui/views/consensus/pictures.h"
#include "ui/views/consensus/view.h"

#include <QFontMetricsF>

namespace gauge::ui::consensus {

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QRectF row = scene.frame(area).adjusted(12 * u, 3 * u, -12 * u, 0);
    drawFitted(painter, row, Qt::AlignLeft | Qt::AlignTop, text);
}

void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const Rows rows = numbersOf(*scene.snapshot);
    const QRectF frame = scene.frame(area).adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const double height = std::min(24 * u, frame.height() / static_cast<double>(rows.size()));
    const double name = 0.42 * frame.width();
    const double value = 0.16 * frame.width();
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const double y = frame.top() + static_cast<double>(k) * height;
        const auto cell = [&](double x, double width, int align, const QString& text, const QColor& colour) {
            painter.setPen(colour);
            drawFitted(painter, QRectF(x, y, width, height), align | Qt::AlignVCenter, text);
        };
        painter.setFont(scene.style.textFont());
        cell(frame.left(), name - 4 * u, Qt::AlignLeft, rows[k][0], scene.style.text());
        painter.setFont(scene.style.textFont(1.0, true));
        cell(frame.left() + name, value, Qt::AlignRight, rows[k][1], scene.style.text());
        painter.setFont(scene.style.textFont(0.92));
        cell(frame.left() + name + value + 12 * u, frame.width() - name - value - 12 * u, Qt::AlignLeft, rows[k][2],
             scene.style.quiet());
        painter.setPen(QPen(scene.style.hairline(), 0.5 * u));
        painter.drawLine(QPointF(frame.left(), y + height), QPointF(frame.right(), y + height));
    }
}

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    switch (optionsOf(scene).picture) {
    case Links: paintLinks(painter, area, scene); break;
    case Numbers: paintNumbers(painter, area, scene); break;
    default: paintTree(painter, area, scene);
    }
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    const bool tree =
        optionsOf(scene).picture == Tree && scene.snapshot->tokens() > 1 && consensusRefusalOf(scene).isEmpty();
    return tree ? layoutOf(area, scene).plot : QRectF();
}

}  // namespace gauge::ui::consensus
