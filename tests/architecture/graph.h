// Who points at whom: files and folders by #include, targets by what they link.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace gauge::architecture {

using Graph = std::map<std::string, std::set<std::string>>;
using Walk = std::vector<std::string>;

/// Walks that end where they began: the shortest through each node that no earlier one passes. None where nothing circles.
std::vector<Walk> circles(const Graph& graph);

/// "a -> b -> a"
std::string arrows(const Walk& walk);

}  // namespace gauge::architecture
