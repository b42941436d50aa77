#include "ui/scene/words.h"
#include "ui/views/free_energy/lines.h"
#include "ui/views/free_energy/view.h"

namespace gauge::ui::free_energy {

QList<QStringList> table(const Scene& scene)
{
    const std::vector<Line> lines = linesOf(scene);
    const std::vector<double> x = layersOf(*scene.snapshot);
    QList<QStringList> rows;
    QStringList head{layerWord(*scene.snapshot)};
    for (const Line& line : lines)
        head << line.name + QStringLiteral(" (nat)");
    rows << head;
    for (std::size_t t = 0; t < lines[0].value.size(); ++t) {
        QStringList row{QString::number(x[t])};
        for (const Line& line : lines)
            row << exactNumber(line.value[t]);
        rows << row;
    }
    return rows;
}

}  // namespace gauge::ui::free_energy
