// Attention heatmap: row i receives, column j sends. In cluster order the merge tree stands on its margin.
#include "ui/painter/colour_map.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/attention/cells.h"
#include "ui/views/attention/margins.h"
#include "ui/views/attention/marks.h"
#include "ui/views/attention/values.h"
#include "ui/views/attention/view.h"

#include <QFontMetricsF>

namespace gauge::ui::attention {
namespace {

void paintEveryHead(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    std::vector<ShownMatrix> all;
    double least = 1e300;
    double greatest = -1e300;
    for (std::size_t h = 0; h < s.attention.size(); ++h) {
        Scene one = scene;
        one.options.of<Options>().head = static_cast<int>(h);
        all.push_back(scaledMatrix(one));
        least = std::min(least, all.back().least);
        greatest = std::max(greatest, all.back().greatest);
    }
    const double span = greatest - least;
    const double cut = cutOf(scene);
    for (std::size_t h = 0; h < all.size(); ++h) {
        Layout l = layoutOf(area, scene);
        l.matrix = headCell(area, scene, h);
        l.row0 = l.column0 = 0;
        l.cell = l.matrix.width() / static_cast<double>(l.size());
        paintCells(painter, l, scene, all[h].values, least, [&](double v) {
            return v < cut ? scene.style.field() : scene.style.shade(std::isfinite(v) ? (v - least) / span : 0.0);
        });
        paintHatching(painter, l, scene, all[h].values);
        painter.setFont(scene.style.textFont(0.92));
        painter.setPen(scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const QString name = words("head %1 · d = %2").arg(h).arg(s.state->heads[h]);
        drawFitted(painter, QRectF(l.matrix.left() - 6 * u, l.matrix.top() - 17 * u, l.matrix.width() + 12 * u, 16 * u),
                   Qt::AlignCenter, name);
    }
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    drawFitted(painter, QRectF(area.left() + 12 * u, area.bottom() - 17 * u, area.width() - 80 * u, 16 * u),
               Qt::AlignLeft | Qt::AlignVCenter, words("row: receiver, column: sender"));
    paintColourBar(painter,
                   QRectF(area.right() - 52 * u, area.top() + 18 * u, 12 * u, std::max(20.0, area.height() - 44 * u)),
                   scene.style, least, greatest, nameOf(all.front()), [&](double t) { return scene.style.shade(t); });
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    if (everyHead(scene)) {
        paintEveryHead(painter, area, scene);
        return;
    }
    const Layout l = layoutOf(area, scene);
    ShownMatrix m = scaledMatrix(scene);
    if (blockOf(l) > 1 && !optionsOf(scene).lockRange && !scene.reference &&
        !scene.snapshot->extents)  // means spread less than what they are means of
        std::tie(m.least, m.greatest) = rangeOf(extentOf(cellsOf(l, m.values, m.least)),
                                                optionsOf(scene).quantity != LogAttention, roundingOf(*scene.snapshot));
    const double span = m.greatest - m.least;
    const double cut = cutOf(scene);
    const ColourTable table([&](double t) { return scene.style.shade(t); });
    paintCells(painter, l, scene, m.values, m.least, [&](double v) {
        return v < cut ? scene.style.field() : table(std::isfinite(v) ? (v - m.least) / span : 0.0);
    });
    paintHatching(painter, l, scene, m.values);
    paintBrackets(painter, l, scene);
    paintLabels(painter, l, scene);
    paintTree(painter, l, scene);
    paintNotes(painter, l, area, scene);
    paintColourBar(painter, l.bar, scene.style, m.least, m.greatest, nameOf(m), table);
    if (!scene.style.paper)
        paintMarks(painter, l, scene);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene plain = scene;
    plain.options.of<Options>().byCluster = 0;
    if (plain.options.of<Options>().head == EveryHead)
        plain.options.of<Options>().head = MeanHead;
    const Layout l = layoutOf(area, plain);
    const ShownMatrix d = differenceMatrix(plain);
    const double most = d.greatest;
    const ColourTable table(diverging);
    paintCells(painter, l, plain, d.values, 0,
               [&](double v) { return table(std::isfinite(v) ? 0.5 + 0.5 * v / most : 0.5); });
    paintHatching(painter, l, plain, d.values);
    paintLabels(painter, l, plain);
    paintColourBar(painter, l.bar, scene.style, -most, most, nameOf(d), diverging);
    if (!scene.style.paper)
        paintMarks(painter, l, plain);
}

QString refusal(const Scene& scene)
{
    return optionsOf(scene).quantity == Distance ? consensusRefusalOf(scene) : QString();
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    return layoutOf(area, scene).matrix;
}

}  // namespace gauge::ui::attention
