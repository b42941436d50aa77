// One link of a tile as a matrix, for those who do not read lanes.
#pragma once

#include "core/connection/link_lanes.h"

namespace gauge {

/// V of one lane into d×d.
inline void unpackLink(const LinkTile& tile, Index lane, Index d, Eigen::Ref<Matrixd> v)
{
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < d; ++c)
            v(r, c) = tile.link[(r * d + c) * tile.entry + lane];
}

}  // namespace gauge
