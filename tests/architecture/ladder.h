// What ladder.txt says: the rungs of core and ui, who may include whom, who may link whom.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace gauge::architecture {

struct Ladder {
    using Permits = std::map<std::string, std::set<std::string>>;

    std::vector<std::string> rungs;               // from the bottom: folders of core, and of other rooms as "ui/scene"
    std::map<std::string, std::string> standing;  // files in a room itself, without their endings: the rung they stand on
    Permits rooms;                                // room: the other rooms it may include
    Permits without;                              // room: what it may not include, as Qt
    Permits libraries;                            // target: the targets of the project it may link

    /// 0 at the bottom, -1 for a folder that is no rung.
    int height(const std::string& rung) const;

    /// "io" of "core/io/npy.h", "ui/scene" of "ui/scene/chart.h". Of a file in a room itself the rung that names it, or the room where none
    /// does. Empty in a room without rungs.
    std::string rungOf(const std::string& path) const;
};

/// Throws std::runtime_error with the line that it cannot read.
Ladder readLadder(const std::string& text);

/// The words of each line that has any, from # on left out.
std::vector<std::vector<std::string>> rows(const std::string& text);

/// "a b c"
std::string joined(const std::set<std::string>& words);

}  // namespace gauge::architecture
