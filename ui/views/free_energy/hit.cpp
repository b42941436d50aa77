#include "ui/scene/words.h"
#include "ui/views/free_energy/layout.h"
#include "ui/views/free_energy/view.h"

namespace gauge::ui::free_energy {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const std::vector<std::vector<Line>> states = statesOf(scene);
    Hit hit;
    if (states[0][0].value.empty())
        return hit;
    const Plot p = plotOf(area, scene, states);
    if (!p.area.adjusted(-6, 0, 6, 20).contains(at))
        return hit;
    const std::vector<double> x = layersOf(*scene.snapshot);
    std::size_t nearest = 0;
    for (std::size_t t = 1; t < x.size(); ++t)
        if (std::abs(p.x(x[t]) - at.x()) < std::abs(p.x(x[nearest]) - at.x()))
            nearest = t;
    QStringList parts;
    for (const Line& line : states[0])
        parts
            << QStringLiteral("%1 = %2").arg(line.name.section(QLatin1Char(' '), 0, 0)).arg(line.value[nearest], 0, 'g', 6);
    hit.value = exactNumber(states[0][0].value[nearest]);
    hit.text = words("%1 %2: ").arg(layerWord(*scene.snapshot)).arg(x[nearest], 0, 'g', 4) +
               parts.join(QStringLiteral(", ")) + words(" nat");
    if (const int token = tokenOf(scene); token >= 0)
        hit.tokens = {token};
    return hit;
}

}  // namespace gauge::ui::free_energy
