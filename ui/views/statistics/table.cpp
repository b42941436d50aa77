#include "ui/scene/words.h"
#include "ui/views/statistics/charts.h"
#include "ui/views/statistics/roles.h"
#include "ui/views/statistics/view.h"

namespace gauge::ui::statistics {

QList<QStringList> table(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves)
        return {{words("statistics are computed while their view is open")}};
    QList<QStringList> rows;
    if (optionsOf(scene).picture == HeadRoles) {
        QStringList head{words("head")};
        for (const Role& role : roles())
            head << (QLatin1String(role.unit).isEmpty()
                         ? words(role.name)
                         : words(role.name) + QStringLiteral(" (%1)").arg(QLatin1String(role.unit)));
        rows << head;
        for (std::size_t h = 0; h < s.curves->heads.size(); ++h) {
            QStringList row{QString::number(h)};
            for (const Role& role : roles())
                row << exactNumber(s.curves->heads[h].*role.value);
            rows << row;
        }
        return rows;
    }
    if (optionsOf(scene).picture == FrameMap) {
        rows << QStringList{words("token"), words("PC1"), words("PC2")};
        for (Index i = 0; i < s.tokens(); ++i)
            rows << QStringList{tokenText(s, i), exactNumber(s.curves->frames.at(i, 0)),
                                exactNumber(s.curves->frames.at(i, 1))};
        return rows;
    }
    const Chart c = chartOf(scene);
    rows << QStringList{words("line"), c.xLabel, c.yLabel};
    for (const ChartLine& line : c.lines)
        for (const QPointF& p : line.points)
            rows << QStringList{line.name, exactNumber(p.x()), exactNumber(p.y())};
    return rows;
}

}  // namespace gauge::ui::statistics
