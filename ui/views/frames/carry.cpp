#include "core/pipeline/pair.h"
#include "ui/painter/text.h"
#include "ui/scene/flat_ellipse.h"
#include "ui/scene/words.h"
#include "ui/views/frames/layout.h"
#include "ui/views/frames/pictures.h"

#include <QFontMetricsF>

namespace gauge::ui::frames {
namespace {

/// Of the pair's block: the chosen one, the first of the head that attention shows, or the first that turns.
FrameBlock blockOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (const auto chosen = chosenBlock(scene))
        return *chosen;
    const std::vector<FrameBlock> blocks = frameBlocks(s.frames);
    for (const FrameBlock& block : blocks)
        if (scene.head >= 0 && block.head == static_cast<std::size_t>(scene.head))
            return block;
    return s.state->heads.front() > 3 && blocks.size() > 1 ? blocks[1] : FrameBlock{0, 0, s.state->heads.front()};
}

/// Whose ellipse is whose.
void paintKey(QPainter& painter, const QRectF& area, const Scene& scene, int i, int j)
{
    const double u = scene.style.unit();
    const QColor receiver = scene.style.cluster(0);
    const QColor sender = scene.style.cluster(3);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double x = area.left() + 12 * u;
    const auto key = [&](const QColor& colour, Qt::PenStyle pen, const QString& text) {
        painter.setPen(QPen(colour, 1.8 * u, pen));
        painter.drawLine(QPointF(x, area.top() + 14 * u), QPointF(x + 16 * u, area.top() + 14 * u));
        painter.setPen(scene.style.text());
        const QString shown = fitted(painter, metrics, text, Qt::ElideRight, area.width() / 3 - 34 * u);
        painter.drawText(QPointF(x + 20 * u, area.top() + 18 * u), shown);
        x += metrics.horizontalAdvance(shown) + 34 * u;
    };
    key(receiver, Qt::SolidLine, words("%1 (i)").arg(tokenName(*scene.snapshot, i)));
    key(sender, Qt::DashLine, words("%1 (j)").arg(tokenName(*scene.snapshot, j)));
    key(sender, Qt::SolidLine, words("Ω_ij applied"));
}

/// What the map holds: this pair, and the same pair of the state it is compared with and of all layers of a run that plays.
std::vector<FlatBelief> sharedLimits(const Scene& scene, const CarriedPair& pair, const FrameBlock& block)
{
    std::vector<FlatBelief> all{pair.own, pair.before, pair.after};
    const auto [i, j] = pairOf(scene);
    const Index b = block.size > 1 ? block.first + 1 : block.first;
    for (const auto& s : {scene.snapshot, scene.reference}) {
        if (!s || std::max(i, j) >= static_cast<int>(s->tokens()) || s->state->heads != scene.snapshot->state->heads)
            continue;
        const std::size_t layers = s->extents ? s->path->layers.size() : 1;
        for (std::size_t layer = 0; layer < layers; ++layer) {
            const Index receiver = s->extents ? placeAt(*s, layer, i) : i;
            const Index sender = s->extents ? placeAt(*s, layer, j) : j;
            if (receiver < 0 || sender < 0)
                continue;
            const CarriedPair other = s->extents ? carriedPair(s->path->layers[layer], s->path->frames[layer],
                                                               linkAt(*s, layer, block.head, receiver, sender), block.head,
                                                               receiver, sender, block.first, b)
                                                 : carriedPair(*s->common, s->frames, linkOf(*s, block.head, i, j),
                                                               block.head, i, j, block.first, b);
            all.insert(all.end(), {other.own, other.before, other.after});
        }
    }
    return all;
}

}  // namespace

void paintCarry(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const auto [i, j] = pairOf(scene);
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    if (i < 0 || j < 0) {
        painter.drawText(scene.frame(area).adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                         scene.style.paper
                             ? words("No pair is chosen.")
                             : words("Point at a pair, or lock two tokens, to see j's ellipse carried into i's frame."));
        return;
    }
    const FrameBlock block = blockOf(scene);
    const Index b = block.size > 1 ? block.first + 1 : block.first;
    const CarriedPair pair =
        carriedPair(*s.common, s.frames, linkOf(s, block.head, i, j), block.head, i, j, block.first, b);
    const QRectF plot = area.adjusted(16 * u, 30 * u, -16 * u, -34 * u);
    const FlatMap map = mapOf(sharedLimits(scene, pair, block), plot);
    const auto draw = [&](const FlatBelief& o, const QColor& colour, Qt::PenStyle pen) {
        QColor fill = colour;
        fill.setAlphaF(pen == Qt::SolidLine ? 0.15F : 0.04F);
        painter.setBrush(fill);
        painter.setPen(QPen(colour, 1.6 * u, pen));
        painter.drawPath(ellipsePath(o, 1, map));
        painter.setBrush(colour);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(map(o.mean), 2.6 * u, 2.6 * u);
    };
    const QColor receiver = scene.style.cluster(0);
    const QColor sender = scene.style.cluster(3);
    draw(pair.own, receiver, Qt::SolidLine);
    draw(pair.before, sender, Qt::DashLine);
    draw(pair.after, sender, Qt::SolidLine);
    painter.setPen(QPen(scene.style.quiet(), 1 * u, Qt::DotLine));
    painter.drawLine(map(pair.before.mean), map(pair.after.mean));
    paintKey(painter, area, scene, i, j);
    const QFontMetricsF metrics(painter.font());
    painter.setPen(scene.style.quiet());
    const QString caption =
        words("1 σ, dimensions %1 and %2 of head %3%4")
            .arg(block.first)
            .arg(b)
            .arg(block.head)
            .arg(s.frames.identity && s.connection.flat() ? words(" · Ω_ij is the identity") : QString());
    drawFitted(
        painter,
        QRectF(area.left() + 12 * u, area.bottom() - metrics.height() - 6 * u, area.width() - 24 * u, metrics.height()),
        Qt::AlignHCenter, caption);
}

}  // namespace gauge::ui::frames
