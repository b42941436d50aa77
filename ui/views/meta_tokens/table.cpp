#include "ui/scene/words.h"
#include "ui/views/meta_tokens/view.h"

namespace gauge::ui::meta_tokens {

QList<QStringList> table(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows{{words("scale"), words("meta-token"), words("multiplicity"), words("members")}};
    for (std::size_t k = 0; k < s.levels->size(); ++k) {
        const ScaleLevel& level = (*s.levels)[k];
        for (std::size_t c = 0; c < level.clusters.members.size(); ++c) {
            QStringList members;
            for (const Index m : level.clusters.members[c])
                members << (k == 0 ? tokenText(s, m) : QString::number(m));
            rows << QStringList{QString::number(k + 1), QString::number(c),
                                exactNumber(level.metas.multiplicity(static_cast<Index>(c))),
                                members.join(QLatin1Char(' '))};
        }
    }
    return rows;
}

}  // namespace gauge::ui::meta_tokens
