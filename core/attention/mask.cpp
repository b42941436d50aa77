#include "core/attention/mask.h"

#include <algorithm>

namespace gauge {

bool Mask::allows(Index i, Index j) const
{
    if (!self && i == j)
        return false;
    switch (kind) {
    case Kind::Full: return true;
    case Kind::Causal: return j <= i;
    case Kind::Window: return std::abs(i - j) <= width;
    case Kind::CausalWindow: return j <= i && i - j <= width;
    }
    return false;
}

std::pair<Index, Index> Mask::senders(Index i, Index n) const
{
    switch (kind) {
    case Kind::Full: return {0, n};
    case Kind::Causal: return {0, i + 1};
    case Kind::Window: return {std::max<Index>(0, i - width), std::min(n, i + width + 1)};
    case Kind::CausalWindow: return {std::max<Index>(0, i - width), i + 1};
    }
    return {0, 0};
}

}  // namespace gauge
