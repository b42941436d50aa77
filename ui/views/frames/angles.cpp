#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/frames/pictures.h"
#include "ui/views/frames/triads.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::frames {
namespace {

RowMatrixd anglesOfPairs(const Scene& scene)
{
    const Index n = scene.snapshot->tokens();
    RowMatrixd angles(n, n);
    std::vector<Triad> triads;
    for (Index i = 0; i < n; ++i)
        triads.push_back(triadOf(scene, i));
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            angles(i, j) = scene.snapshot->connection.flat()
                               ? turnBetween(triads[static_cast<std::size_t>(i)], triads[static_cast<std::size_t>(j)])
                               : angleOf(scene, i, j);
    return angles;
}

}  // namespace

void paintAngles(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const AngleShape a = anglesOf(area, scene);
    const RowMatrixd angles = anglesOfPairs(scene);
    const auto n = static_cast<int>(s.tokens());
    QImage image(n, n, QImage::Format_RGB32);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            image.setPixel(j, i, scene.style.shade(angles(i, j) / M_PI).rgb());
    if (scene.style.paper && n <= 128) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                painter.fillRect(
                    QRectF(a.matrix.left() + j * a.cell, a.matrix.top() + i * a.cell, a.cell * 1.04, a.cell * 1.04),
                    QColor(image.pixel(j, i)));
        painter.restore();
    } else {
        painter.drawImage(a.matrix, image);
    }
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() / a.cell)));
    noteNames(painter, QCoreApplication::translate("views", "Gauge frames, names of tokens"), (n + step - 1) / step, n);
    for (int i = 0; i < n; ++i) {
        const bool lit = scene.selection.lights(i);
        const double y = a.matrix.top() + (i + 0.5) * a.cell;
        if (lit) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(scene.style.accent(), 1.2 * u));
            painter.drawRect(QRectF(a.matrix.left(), y - a.cell / 2, a.matrix.width(), a.cell));
        }
        if (i % step != 0)
            continue;
        painter.setFont(scene.style.textFont(0.92, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        drawFitted(painter, QRectF(a.matrix.left() - 62 * u, y - metrics.height() / 2, 58 * u, metrics.height()),
                   Qt::AlignRight | Qt::AlignVCenter, tokenName(s, i));
    }
    painter.setFont(scene.style.textFont(0.92));
    const QRectF bar(a.matrix.right() + 10 * u, a.matrix.top(), 10 * u, a.matrix.height());
    for (int k = 0; k < 48; ++k)
        painter.fillRect(
            QRectF(bar.left(), bar.bottom() - (k + 1) * bar.height() / 48, bar.width(), bar.height() / 48 * 1.1),
            scene.style.shade(k / 47.0));
    painter.setPen(scene.style.quiet());
    painter.drawText(QPointF(bar.right() + 4 * u, bar.top() + metrics.ascent()), QStringLiteral("π"));
    painter.drawText(QPointF(bar.right() + 4 * u, bar.bottom()), QStringLiteral("0"));
    drawFitted(painter, QRectF(area.left() + 8 * u, a.matrix.bottom() + 6 * u, area.width() - 16 * u, metrics.height()),
               Qt::AlignHCenter,
               s.frames.identity && s.connection.flat() ? groupCaption(scene)
                                                        : words("angle of Ω_ij (rad) · row i: receiver, column j: sender"));
}

}  // namespace gauge::ui::frames
