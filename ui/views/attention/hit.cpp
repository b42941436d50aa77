#include "ui/scene/words.h"
#include "ui/views/attention/layout.h"
#include "ui/views/attention/view.h"

#include <numeric>

namespace gauge::ui::attention {
namespace {

/// A pair's numbers, as far as there are any.
QString pairText(const Snapshot& s, const Options& options, int receiver, int sender)
{
    const auto entry = [&](Quantity quantity) { return shownEntry(s, quantity, options.head, receiver, sender); };
    QString text = QStringLiteral("β(%1 ← %2) = %3")
                       .arg(tokenName(s, receiver), tokenName(s, sender), QString::number(entry(Attention), 'g', 6));
    if (const double energy = entry(Energy); !std::isnan(energy))
        text += QStringLiteral("   E = %1 nat").arg(energy, 0, 'g', 6);
    if (s.consensusRefused.empty())
        text += QStringLiteral("   D = %1 nat").arg(entry(Distance), 0, 'g', 6);
    if (options.head >= 0)
        text.prepend(words("head %1: ").arg(options.head));
    return text;
}

}  // namespace

double threshold(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeShapeOf(l, scene);
    return tree.height((l.tree.right() - at.x()) / l.tree.width());
}

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Layout l = layoutOf(area, scene);
    const Snapshot& s = *scene.snapshot;
    Options options = optionsOf(scene);
    if (everyHead(scene)) {
        for (std::size_t h = 0; h < s.attention.size() && !l.matrix.isNull(); ++h) {
            l.matrix = headCell(area, scene, h);
            if (!l.matrix.contains(at))
                continue;
            options.head = static_cast<int>(h);
            break;
        }
        l.row0 = l.column0 = 0;
        l.cell = l.matrix.width() / static_cast<double>(l.size());
        l.tree = {};
    }
    Hit hit;
    if (!l.tree.isEmpty() && l.tree.adjusted(-6, 0, 6, 0).contains(at)) {
        const TreeShape tree = treeShapeOf(l, scene);
        const double x = l.tree.right() - tree.share(s.levels->front().threshold) * l.tree.width();
        hit.threshold = std::abs(at.x() - x) < 6 * scene.style.unit();
        return hit;
    }
    const auto column = static_cast<Index>(std::floor(l.column0 + (at.x() - l.matrix.left()) / l.cell));
    const auto row = static_cast<Index>(std::floor(l.row0 + (at.y() - l.matrix.top()) / l.cell));
    const bool inRows = at.y() >= l.matrix.top() && at.y() < l.matrix.bottom() && row < s.tokens();
    const bool inColumns = at.x() >= l.matrix.left() && at.x() < l.matrix.right() && column < s.tokens();
    if (inRows && inColumns) {
        hit.receiver = static_cast<int>(l.token(row));
        hit.sender = static_cast<int>(l.token(column));
        hit.tokens = {hit.receiver};
        if (hit.sender != hit.receiver)
            hit.tokens.push_back(hit.sender);
        const double value = shownEntry(s, options.quantity, options.head, hit.receiver, hit.sender);
        hit.value = std::isnan(value) ? QString() : exactNumber(value);
        hit.text = pairText(s, options, hit.receiver, hit.sender);
    } else if (inRows && at.x() < l.matrix.left() && at.x() > l.matrix.left() - 16 * scene.style.unit() - l.labelWidth) {
        hit.tokens = {static_cast<int>(l.token(row))};
        hit.text = tokenName(s, l.token(row));
    }
    return hit;
}

Hit step(const Scene& scene, int rows, int columns)
{
    const Snapshot& s = *scene.snapshot;
    std::vector<Index> order = s.leaves;
    if (!optionsOf(scene).byCluster) {
        order.resize(static_cast<std::size_t>(s.tokens()));
        std::iota(order.begin(), order.end(), 0);
    }
    Hit hit;
    hit.receiver = movedAlong(order, scene.selection.lockedReceiver, rows);
    hit.sender = movedAlong(order, scene.selection.lockedSender, columns);
    hit.tokens = {hit.receiver};
    if (hit.sender != hit.receiver)
        hit.tokens.push_back(hit.sender);
    hit.text = words("β(%1 ← %2) = %3")
                   .arg(tokenName(s, hit.receiver), tokenName(s, hit.sender),
                        QString::number(headMean(s.attention)(hit.receiver, hit.sender), 'g', 4));
    return hit;
}

}  // namespace gauge::ui::attention
