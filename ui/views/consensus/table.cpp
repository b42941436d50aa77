#include "ui/scene/words.h"
#include "ui/views/consensus/numbers.h"
#include "ui/views/consensus/options.h"
#include "ui/views/consensus/view.h"

namespace gauge::ui::consensus {

QList<QStringList> table(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows;
    if (optionsOf(scene).picture == Numbers) {
        for (const auto& row : numbersOf(s))
            rows << QStringList{row[0], row[1], row[2]};
        return rows;
    }
    rows << QStringList{words("token"), words("group"), words("silhouette")};
    for (Index i = 0; i < s.tokens(); ++i)
        rows << QStringList{tokenText(s, i), QString::number(s.clusters().label[static_cast<std::size_t>(i)]),
                            exactNumber(s.numbers->clusters.silhouetteOf(i))};
    return rows;
}

}  // namespace gauge::ui::consensus
