#include "core/pipeline/pair.h"
#include "ui/scene/words.h"
#include "ui/views/inspector/options.h"
#include "ui/views/inspector/view.h"

namespace gauge::ui::inspector {

QList<QStringList> table(const Scene& scene)
{
    QList<QStringList> rows{
        {words("head"), words("dimension"), words("trace (nat)"), words("means (nat)"), words("log-det (nat)")}};
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0)
        return rows;
    const PairWalk w = walkPair(*scene.snapshot, i, j, headOf(scene));
    for (std::size_t h = 0; h < w.heads.size(); ++h)
        for (Index k = 0; k < w.heads[h].byDimension.cols(); ++k)
            rows << QStringList{QString::number(h), QString::number(k), exactNumber(w.heads[h].byDimension(0, k)),
                                exactNumber(w.heads[h].byDimension(1, k)), exactNumber(w.heads[h].byDimension(2, k))};
    return rows;
}

}  // namespace gauge::ui::inspector
