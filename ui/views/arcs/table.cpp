#include "ui/views/arcs/layout.h"
#include "ui/views/arcs/view.h"

namespace gauge::ui::arcs {

QList<QStringList> table(const Scene& scene)
{
    QList<QStringList> rows{
        {QStringLiteral("receiver"), QStringLiteral("sender"), QStringLiteral("head"), QStringLiteral("β")}};
    for (const Arc& arc : arcsOf(scene))
        rows << QStringList{tokenText(*scene.snapshot, arc.receiver), tokenText(*scene.snapshot, arc.sender),
                            arc.head < 0 ? QStringLiteral("mean") : QString::number(arc.head), exactNumber(arc.weight)};
    return rows;
}

}  // namespace gauge::ui::arcs
