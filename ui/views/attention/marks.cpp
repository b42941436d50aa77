#include "ui/views/attention/marks.h"

namespace gauge::ui::attention {
namespace {

void outline(QPainter& painter, const QRectF& rect, const Style& style)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 2.6 * style.unit()));
    painter.drawRect(rect);
    painter.setPen(QPen(Qt::black, 1 * style.unit()));
    painter.drawRect(rect);
}

}  // namespace

void paintBrackets(QPainter& painter, const Layout& l, const Scene& scene)
{
    if (!optionsOf(scene).byCluster)
        return;
    const Snapshot& s = *scene.snapshot;
    painter.save();
    painter.setClipRect(l.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    for (Index first = 0; first < l.size();) {
        const Index label = s.clusters().label[static_cast<std::size_t>(l.token(first))];
        Index end = first + 1;
        while (end < l.size() && s.clusters().label[static_cast<std::size_t>(l.token(end))] == label)
            ++end;
        if (end - first > 1) {
            const QRectF box = l.rect(first, first).united(l.rect(end - 1, end - 1));
            painter.setPen(QPen(scene.style.panel(), 3 * scene.style.unit()));
            painter.drawRect(box);
            painter.setPen(QPen(tokenColour(s, scene.style, l.token(first)), 1.6 * scene.style.unit()));
            painter.drawRect(box);
        }
        first = end;
    }
    painter.restore();
}

void paintMarks(QPainter& painter, const Layout& l, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.save();
    painter.setClipRect(l.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        if (!scene.selection.lights(static_cast<int>(l.token(r))))
            continue;
        painter.setPen(QPen(scene.style.accent(), 1.2 * u));
        painter.drawRect(QRectF(l.matrix.left(), l.rect(r, 0).top(), l.matrix.width(), l.cell));
    }
    const auto mark = [&](int receiver, int sender) {
        if (receiver < 0 || sender < 0 || receiver >= l.size() || sender >= l.size())
            return;
        const auto place = [&](int token) { return std::find(l.order.begin(), l.order.end(), token) - l.order.begin(); };
        outline(painter, l.rect(place(receiver), place(sender)), scene.style);
    };
    mark(scene.selection.lockedReceiver, scene.selection.lockedSender);
    mark(scene.selection.receiver, scene.selection.sender);
    painter.restore();
}

}  // namespace gauge::ui::attention
