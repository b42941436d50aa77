#include "ui/views/statistics/frame_map.h"

#include "ui/painter/text.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::statistics {

Scatter scatterOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const RowMatrixd& at = scene.snapshot->curves->frames.at;
    Scatter p{area.adjusted(30 * u, 10 * u, -14 * u, -28 * u)};
    const Eigen::Vector2d low = at.colwise().minCoeff().transpose();
    const Eigen::Vector2d high = at.colwise().maxCoeff().transpose();
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-9);
    p.middle = (low + high) / 2;
    p.scale = 0.84 * std::min(p.plot.width() / span.x(), p.plot.height() / span.y());
    return p;
}

void paintFrameMap(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const FramePlane& frames = s.curves->frames;
    if (frames.explained[0] <= 0) {
        paintRefusal(painter, area, scene,
                     withHint(scene.style, words("All frames are alike."),
                              words(" Raise the position rate ω, or open a state with frames.")));
        return;
    }
    const Scatter p = scatterOf(area, scene);
    const Categories categories = categoriesOf(s, optionsOf(scene).colour);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawRect(p.plot);
    std::vector<QRectF> taken;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    for (Index i = 0; i < s.tokens(); ++i) {
        const QPointF at = p.at(frames.at(i, 0), frames.at(i, 1));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const int number = categories.of.empty() ? 0 : categories.of[static_cast<std::size_t>(i)];
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(scene.style.panel(), 0.6 * u));
        painter.setBrush(categories.of.empty() ? tokenColour(s, scene.style, i)
                                               : scene.style.cluster(number % kMostColours));
        paintMark(painter, number, at, (lit ? 4.4 : 3.6) * u);
        taken.emplace_back(at.x() - 3 * u, at.y() - 3 * u, 6 * u, 6 * u);
    }
    const auto marks = taken.size();
    for (Index i = 0; i < s.tokens() && taken.size() < marks + 80; ++i) {
        const QString name = tokenName(s, i);
        const QPointF at = p.at(frames.at(i, 0), frames.at(i, 1));
        const QRectF box(at.x() + 6 * u, at.y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 2,
                         metrics.height());
        if (!p.plot.adjusted(0, 0, categories.of.empty() ? 0 : -130 * u, 0).contains(box) ||
            std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        painter.setPen(scene.selection.lights(static_cast<int>(i)) ? scene.style.accent() : scene.style.text());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    paintCategoryKey(painter, p.plot, categories, scene.style);
    painter.setPen(scene.style.quiet());
    const auto axis = [&](int k) {
        const QString share = QString::number(100 * frames.explained[k], 'f', 0);
        return (s.triadsBefore.empty() ? words("PC%1 of the frames' entries (%2 % of variance)")
                                       : words("PC%1 of this moment's frames' entries (%2 % of variance)"))
            .arg(k + 1)
            .arg(share);
    };
    drawFitted(painter, QRectF(p.plot.left(), p.plot.bottom() + 6 * u, p.plot.width(), metrics.height()), Qt::AlignHCenter,
               axis(0));
    painter.save();
    painter.translate(p.plot.left() - 8 * u - metrics.height(), p.plot.center().y());
    painter.rotate(-90);
    drawFitted(painter, QRectF(-p.plot.height() / 2, 0, p.plot.height(), metrics.height()), Qt::AlignHCenter, axis(1));
    painter.restore();
}

}  // namespace gauge::ui::statistics
