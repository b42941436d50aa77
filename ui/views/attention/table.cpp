#include "ui/views/attention/values.h"
#include "ui/views/attention/view.h"

namespace gauge::ui::attention {

QList<QStringList> table(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const ShownMatrix m = matrixOf(s, optionsOf(scene));
    QList<QStringList> rows;
    QStringList head{nameOf(m) + QStringLiteral(", row receives")};
    for (Index j = 0; j < s.tokens(); ++j)
        head << tokenText(s, j);
    rows << head;
    for (Index i = 0; i < s.tokens(); ++i) {
        QStringList row{tokenText(s, i)};
        for (Index j = 0; j < s.tokens(); ++j)
            row << exactNumber(m.values(i, j));
        rows << row;
    }
    return rows;
}

}  // namespace gauge::ui::attention
