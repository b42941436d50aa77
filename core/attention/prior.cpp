#include "core/attention/prior.h"

#include <cmath>

namespace gauge {

double AttentionPrior::logWeight(std::size_t head, std::size_t heads, Index distance) const
{
    const auto places = static_cast<double>(distance);
    switch (kind) {
    case Kind::None: return 0;
    case Kind::Alibi:
        return -amount * std::exp2(-8.0 * static_cast<double>(head + 1) / static_cast<double>(heads)) * places;
    case Kind::Recency: return -0.5 * (places / amount) * (places / amount);
    }
    return 0;
}

}  // namespace gauge
