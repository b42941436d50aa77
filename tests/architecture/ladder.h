// What ladder.txt says: the rungs of core, who may include whom, who may link whom.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace gauge::architecture {

struct Ladder {
    using Permits = std::map<std::string, std::set<std::string>>;

    std::vector<std::string> rungs;  // folders of core from the bottom; "core" stands for the files in core itself
    std::set<std::string> lowest;    // names of those files, without their endings
    Permits rooms;                   // room: the other rooms it may include
    Permits without;                 // room: what it may not include, as Qt
    Permits libraries;               // target: the targets of the project it may link

    /// 0 at the bottom, -1 for a folder that is no rung.
    int height(const std::string& folder) const;
};

/// Throws std::runtime_error with the line that it cannot read.
Ladder readLadder(const std::string& text);

/// The words of each line that has any, from # on left out.
std::vector<std::vector<std::string>> rows(const std::string& text);

/// "a b c"
std::string joined(const std::set<std::string>& words);

}  // namespace gauge::architecture
