#include "ui/views/beliefs/picture.h"
#include "ui/views/beliefs/view.h"

namespace gauge::ui::beliefs {

QList<QStringList> table(const Scene& scene)
{
    const Picture p = pictureOf(scene);
    QList<QStringList> rows{{QStringLiteral("token"), p.x, p.y, QStringLiteral("variance x"), QStringLiteral("covariance"),
                             QStringLiteral("variance y")}};
    for (std::size_t i = 0; i < p.now.size(); ++i)
        rows << QStringList{tokenText(*scene.snapshot, static_cast<Index>(i)),
                            exactNumber(p.now[i].mean.x()),
                            exactNumber(p.now[i].mean.y()),
                            exactNumber(p.now[i].cov(0, 0)),
                            exactNumber(p.now[i].cov(0, 1)),
                            exactNumber(p.now[i].cov(1, 1))};
    return rows;
}

}  // namespace gauge::ui::beliefs
