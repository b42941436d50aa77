#include "core/holonomy/link_rows.h"

#include "core/connection/link_matrix.h"

#include <algorithm>

namespace gauge {

LinkRows::LinkRows(const Connection& connection, std::size_t head, Index dim, Index tokens) : links_(tokens, dim)
{
    if (connection.byPair()) {
        reader_.emplace(connection, head);
        return;
    }
    const Matrixd same = connection.link(head, 0, 0, dim);
    for (Index j = 0; j < tokens; ++j)
        links_[j] = same;
}

const Stack& LinkRows::to(Index receiver)
{
    const Index n = links_.size();
    const Index d = links_.dim();
    for (Index first = 0; reader_ && first < n; first += kBatch) {
        const LinkTile tile = reader_->tile(receiver, first / kBatch);
        for (Index lane = 0; lane < std::min(kBatch, n - first); ++lane)
            unpackLink(tile, lane, d, links_[first + lane]);
    }
    return links_;
}

}  // namespace gauge
