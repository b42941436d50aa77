#include "ui/scene/words.h"
#include "ui/views/inspector/options.h"
#include "ui/views/inspector/view.h"

#include <cmath>

namespace gauge::ui::inspector {

Hit hit(const QRectF&, const Scene& scene, const QPointF&)
{
    Hit hit;
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0)
        return hit;
    const int head = headOf(scene);
    const double energy = scene.snapshot->energy[static_cast<std::size_t>(head)](i, j);
    hit.receiver = i;
    hit.sender = j;
    hit.tokens = {i};
    if (i != j)
        hit.tokens.push_back(j);
    if (std::isnan(energy))
        return hit;  // not taken
    hit.value = exactNumber(energy);
    hit.text = words("E(%1 ← %2) = %3 nat")
                   .arg(tokenName(*scene.snapshot, i), tokenName(*scene.snapshot, j), QString::number(energy, 'g', 10));
    return hit;
}

}  // namespace gauge::ui::inspector
