#include "tests/architecture/graph.h"

#include <algorithm>
#include <deque>

namespace gauge::architecture {
namespace {

/// The walk that `from` remembers backwards, from `start` to itself.
Walk walkBack(const std::map<std::string, std::string>& from, const std::string& start)
{
    Walk walk{start};
    do
        walk.push_back(from.at(walk.back()));
    while (walk.back() != start);
    std::reverse(walk.begin(), walk.end());
    return walk;
}

/// The shortest walk from `start` back to it; empty where there is none.
Walk circleThrough(const Graph& graph, const std::string& start)
{
    std::map<std::string, std::string> from;
    std::deque<std::string> next{start};
    while (!next.empty()) {
        const auto node = graph.find(next.front());
        next.pop_front();
        if (node == graph.end())
            continue;
        for (const std::string& to : node->second) {
            if (!from.try_emplace(to, node->first).second)
                continue;
            if (to == start)
                return walkBack(from, start);
            next.push_back(to);
        }
    }
    return {};
}

}  // namespace

std::vector<Walk> circles(const Graph& graph)
{
    std::vector<Walk> found;
    std::set<std::string> passed;
    for (const auto& [node, edges] : graph) {
        if (passed.contains(node))
            continue;
        Walk walk = circleThrough(graph, node);
        if (walk.empty())
            continue;
        passed.insert(walk.begin(), walk.end());
        found.push_back(std::move(walk));
    }
    return found;
}

std::string arrows(const Walk& walk)
{
    std::string line;
    for (const std::string& node : walk)
        line += (line.empty() ? "" : " -> ") + node;
    return line;
}

}  // namespace gauge::architecture
