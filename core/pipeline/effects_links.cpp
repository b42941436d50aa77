// Effects of the controls of links.
#include "core/pipeline/effects.h"

#include <limits>

namespace gauge {

std::optional<Curvature> curvatureOf(const Snapshot& s)
{
    if (s.connection.flat() || !s.holonomy)
        return std::nullopt;
    Curvature curvature{0, 0, s.holonomy->triangles.token.rows(), s.holonomy->triangles.sampled};
    const auto heads = static_cast<double>(s.holonomy->heads.size());
    for (const HeadHolonomy& head : s.holonomy->heads) {
        curvature.wilson += head.meanWilson / heads;
        curvature.frustration += head.frustration.value / heads;
    }
    if (curvature.loops == 0)
        curvature.wilson = std::numeric_limits<double>::quiet_NaN();
    return curvature;
}

}  // namespace gauge
