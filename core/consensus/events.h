// What happens to groups from one layer, or one moment, to the next.
#pragma once

#include "core/types.h"

#include <string>
#include <vector>

namespace gauge {

/// A group of two or more tokens, compared with those before by the tokens they share:
///   Formed     shares no token with any group before
///   Grew       took in tokens that were in no group (it has one predecessor, that one successor)
///   Shrank     lost tokens to no group (likewise); a group that both lost and took in tokens has both events
///   Joined     has two or more predecessors
///   Split      a group before that has two or more successors
///   Dissolved  a group before that has none
enum class EventKind { Formed, Grew, Shrank, Joined, Split, Dissolved };

struct ConsensusEvent {
    int layer = 0;  // the layer at which it is seen first
    int scale = 1;
    EventKind kind = EventKind::Formed;
    std::vector<Index> members;  // tokens, ascending: of the group after it, or of the one before for Split and Dissolved
    std::vector<Index> changed;  // Grew, Shrank: tokens taken in or lost; otherwise empty
};

/// "formed", "grew", "shrank", "joined", "split", "dissolved".
const char* eventName(EventKind kind);

/// Events between two groupings of the same N tokens at one scale (−1: in no group), in the order of their first members. `layer`
/// and `scale` are written into them.
std::vector<ConsensusEvent> consensusEvents(const std::vector<Index>& before, const std::vector<Index>& after, int layer,
                                            int scale);

/// All events of a run. groups[l][s−1] holds the tokens' groups at layer l and scale s. Groups of the first layer count as
/// formed there.
std::vector<ConsensusEvent> eventsOf(const std::vector<std::vector<std::vector<Index>>>& groups);

}  // namespace gauge
