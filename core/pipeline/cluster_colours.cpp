#include "core/pipeline/cluster_colours.h"

#include <map>
#include <set>

namespace gauge {

std::vector<int> coloursOf(const Clusters& clusters, const std::vector<std::string>& tokens)
{
    std::map<std::string, int> word;
    std::vector<int> place;
    for (const std::string& token : tokens)
        place.push_back(word.emplace(token, static_cast<int>(word.size())).first->second);
    std::vector<int> colours;
    std::set<int> taken;
    int groups = 0;
    for (const auto& members : clusters.members) {
        if (members.size() < 2) {
            colours.push_back(-1);
            continue;
        }
        int colour = place[static_cast<std::size_t>(members.front())] % kClusterColours;
        for (int tried = 0; taken.contains(colour) && tried < kClusterColours; ++tried)
            colour = (colour + 1) % kClusterColours;
        const auto count = static_cast<int>(taken.size());
        if (taken.contains(colour))  // the first six are taken: the others, and then all once more
            colour = count < kMostColours ? count : groups % kMostColours;
        ++groups;
        taken.insert(colour);
        colours.push_back(colour);
    }
    return colours;
}

}  // namespace gauge
