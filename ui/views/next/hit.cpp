#include "ui/scene/words.h"
#include "ui/views/next/layout.h"
#include "ui/views/next/view.h"

#include <cmath>

namespace gauge::ui::next {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Hit hit;
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    if (l.strip.contains(at) && s.answers.size() > 1) {
        const auto i = static_cast<int>((at.x() - l.strip.left()) / columnWidth(l, scene));
        if (i < 0 || i + 1 >= static_cast<int>(s.answers.size()))
            return hit;
        hit.tokens = {i};
        hit.value = exactNumber(surprise(s.answers[static_cast<std::size_t>(i)]));
        hit.text = words("%1 after %2: p = %3, surprise %4 nat")
                       .arg(tokenName(s, i + 1), tokenName(s, i), probability(s.answers[static_cast<std::size_t>(i)].next),
                            QString::number(surprise(s.answers[static_cast<std::size_t>(i)]), 'f', 3));
        return hit;
    }
    const int token = chosenToken(scene);
    const std::vector<Row> rows = rowsOf(scene, token, fitting(l));
    const auto k = static_cast<int>(std::floor((at.y() - l.bars.top()) / l.line));
    if (l.bars.contains(at) && k >= 0 && k < static_cast<int>(rows.size())) {
        const Row& row = rows[static_cast<std::size_t>(k)];
        hit.value = exactNumber(row.p);
        hit.text = words("p(%1) = %2 after %3").arg(row.word, QString::number(row.p, 'g', 6), tokenName(s, token));
    }
    return hit;
}

}  // namespace gauge::ui::next
