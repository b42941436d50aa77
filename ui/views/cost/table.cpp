#include "ui/scene/words.h"
#include "ui/views/cost/text.h"
#include "ui/views/cost/view.h"

namespace gauge::ui::cost {

QList<QStringList> table(const Scene& scene)
{
    QList<QStringList> rows{{words("method"), words("cold median (s)"), words("cold least (s)"), words("cold greatest (s)"),
                             words("warm median (s)"), words("divergences"), words("operations"), words("bytes"),
                             words("error"), words("tokens measured")}};
    if (!scene.cost.report)
        return rows;
    for (const MethodTime& m : scene.cost.report->methods)
        rows << QStringList{nameOf(m),
                            exactNumber(m.cold.median),
                            exactNumber(m.cold.least),
                            exactNumber(m.greatestCold),
                            exactNumber(m.warm.median),
                            exactNumber(m.cost.evaluations),
                            exactNumber(m.cost.operations),
                            exactNumber(m.cost.bytes),
                            exactNumber(m.error),
                            QString::number(m.tokensMeasured)};
    return rows;
}

}  // namespace gauge::ui::cost
