#include "core/error.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/painter/text.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"
#include "ui/views/inspector/options.h"
#include "ui/views/inspector/pictures.h"

#include <algorithm>
#include <array>
#include <QFontMetricsF>

namespace gauge::ui::inspector {

std::vector<PairHead> pairsBeside(const Scene& scene)
{
    const auto [i, j] = pairOf(scene);
    const auto head = static_cast<std::size_t>(headOf(scene));
    std::vector<PairHead> beside;
    if (i < 0 || j < 0)
        return beside;
    for (const auto& s : {scene.snapshot, scene.reference}) {
        if (!s || std::max(i, j) >= static_cast<int>(s->tokens()) || head >= s->state->heads.size())
            continue;
        try {
            for (PairHead& layer : s->extents ? pairThrough(*s, i, j, headOf(scene)) : std::vector<PairHead>{})
                beside.push_back(std::move(layer));
            if (s == scene.reference)
                beside.push_back(walkPair(*s, i, j, headOf(scene)).heads.at(head));
        } catch (const Error&) {  // its own picture says why
        }
    }
    return beside;
}

void paintDimensions(QPainter& painter, const QRectF& area, const PairHead& p, const Scene& scene)
{
    const Style& style = scene.style;
    const double u = style.unit();
    if (area.height() < 46 * u)
        return;
    const QRectF plot = area.adjusted(0, 4 * u, 0, -18 * u);
    double up = 0;
    double down = 0;
    const Index d = p.byDimension.cols();
    const auto widen = [&](const RowMatrixd& parts) {
        up = std::max(up, parts.cwiseMax(0).colwise().sum().maxCoeff());
        down = std::min(down, parts.cwiseMin(0).colwise().sum().minCoeff());
    };
    widen(p.byDimension);
    const double highest = up;
    for (const PairHead& beside : pairsBeside(scene))
        widen(beside.byDimension);
    if (up - down < roundingOf(*scene.snapshot)) {
        painter.setFont(style.textFont(0.92));
        painter.setPen(style.quiet());
        painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, words("by dimension of i's frame: nothing above rounding"));
        return;
    }
    const double scale = plot.height() / (up - down);
    const double zero = plot.top() + up * scale;
    const double step = plot.width() / static_cast<double>(d);
    constexpr std::array<int, 3> colours{5, 1, 2};
    for (Index k = 0; k < d; ++k) {
        double above = zero;
        double below = zero;
        for (int part = 0; part < 3; ++part) {
            const double height = p.byDimension(part, k) * scale;
            double& edge = height > 0 ? above : below;
            const double next = edge - height;
            painter.fillRect(QRectF(QPointF(plot.left() + (static_cast<double>(k) + 0.12) * step, edge),
                                    QPointF(plot.left() + (static_cast<double>(k) + 0.88) * step, next))
                                 .normalized(),
                             style.cluster(colours[static_cast<std::size_t>(part)]));
            edge = next;
        }
    }
    painter.setPen(QPen(style.quiet(), 0.75 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.quiet());
    const QFontMetricsF metrics(painter.font());
    drawFitted(painter, QRectF(area.left(), area.bottom() - metrics.height(), area.width(), metrics.height()),
               Qt::AlignLeft,
               words("by dimension of i's frame, 0 … %1; highest %2 nat").arg(d - 1).arg(shortNumber(highest)));
}

void paintMatrix(QPainter& painter, const QRectF& area, const Matrixd& m, const Style& style)
{
    const double u = style.unit();
    const double side = std::min(area.width(), area.height());
    if (side < 30)
        return;
    const double cell = side / static_cast<double>(m.rows());
    const double most = std::max(1e-12, m.cwiseAbs().maxCoeff());
    painter.setFont(style.textFont(0.84));
    const bool written = cell > QFontMetricsF(painter.font()).horizontalAdvance(QStringLiteral("−0.00")) + 4 * u;
    for (Index r = 0; r < m.rows(); ++r) {
        for (Index c = 0; c < m.cols(); ++c) {
            const QRectF box(area.left() + static_cast<double>(c) * cell, area.top() + static_cast<double>(r) * cell, cell,
                             cell);
            const QColor colour = diverging(0.5 + 0.5 * m(r, c) / most);
            painter.fillRect(box.adjusted(0, 0, cell > 6 ? -1 : 0.3, cell > 6 ? -1 : 0.3), colour);
            if (!written)
                continue;
            painter.setPen(inkOn(colour));
            painter.drawText(box, Qt::AlignCenter,
                             QString::number(m(r, c), 'f', 2).replace(QLatin1Char('-'), QChar(0x2212)));
        }
    }
}

void paintRows(QPainter& painter, const QRectF& area, const PairWalk& w, const Scene& scene, bool both)
{
    const Style& style = scene.style;
    const double u = style.unit();
    if (area.height() < 50 * u)
        return;
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(0, metrics.height(), 0, -metrics.height() - 4 * u);
    double most = std::max(w.row.maxCoeff(), both ? w.dotRow.maxCoeff() : 0.0);
    const double highest = most;
    if (const MatrixExtents* run = extentsOfRun(*scene.snapshot, Attention, headOf(scene)))
        most = both ? 1.0 : std::max(most, run->plain.greatest);  // dot products of other layers are not known
    const double step = plot.width() / static_cast<double>(w.row.size());
    const double zero = both ? plot.center().y() : plot.bottom();
    const double scale = (both ? plot.height() / 2 : plot.height()) / std::max(most, 1e-12);
    for (Index j = 0; j < w.row.size(); ++j) {
        const double x = plot.left() + (static_cast<double>(j) + 0.15) * step;
        const bool lit = j == w.sender;
        painter.fillRect(QRectF(QPointF(x, zero), QPointF(x + 0.7 * step, zero - w.row(j) * scale)).normalized(),
                         lit ? style.accent() : style.cluster(5));
        if (both)
            painter.fillRect(QRectF(QPointF(x, zero), QPointF(x + 0.7 * step, zero + w.dotRow(j) * scale)).normalized(),
                             lit ? style.accent() : style.cluster(1));
    }
    painter.setPen(QPen(style.quiet(), 0.75 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setPen(style.quiet());
    drawFitted(painter, QRectF(area.left(), area.top(), area.width(), metrics.height()), Qt::AlignLeft,
               both ? words("up: β of this attention, down: of dot products; highest %1").arg(shortNumber(highest))
                    : words("attention of the receiver over all senders, highest %1").arg(shortNumber(highest)));
    double used = -1e9;
    for (Index j = 0; j < w.row.size(); ++j) {
        const QString name = tokenName(*scene.snapshot, j);
        const double middle = plot.left() + (static_cast<double>(j) + 0.5) * step;
        const double half = metrics.horizontalAdvance(name) / 2;
        if (middle - half < std::max(used + 4 * u, area.left() - 2) || middle + half > area.right() + 2)
            continue;
        used = middle + half;
        painter.setPen(j == w.sender ? style.accent() : style.text());
        painter.drawText(QRectF(middle - half - 1, area.bottom() - metrics.height(), 2 * half + 2, metrics.height()),
                         Qt::AlignCenter, name);
    }
}

}  // namespace gauge::ui::inspector
