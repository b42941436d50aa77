// One head's links as matrices, a receiver at a time.
#pragma once

#include "core/connection/connection.h"

#include <optional>

namespace gauge {

/// Reads V_ij of a receiver from every sender, whatever the connection is; for one thread.
class LinkRows {
public:
    LinkRows(const Connection& connection, std::size_t head, Index dim, Index tokens);
    /// N of d×d: V_ij at j. Valid until the next call.
    const Stack& to(Index receiver);

private:
    std::optional<LinkReader> reader_;  // none where links are the same for every pair
    Stack links_;
};

}  // namespace gauge
