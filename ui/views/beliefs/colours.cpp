#include "ui/views/beliefs/colours.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gauge::ui::beliefs {

Colours coloursOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    Colours colours;
    const auto n = static_cast<std::size_t>(s.tokens());
    std::map<std::string, int> seen;
    const auto byName = [&](const std::string& name) {
        const int number = seen.emplace(name, static_cast<int>(seen.size())).first->second;
        return scene.style.cluster(number % kMostColours);
    };
    const Vectord entropy =
        optionsOf(scene).colour == ByEntropy ? Vectord(s.numbers->spread.entropy.colwise().mean()) : Vectord();
    const double most = std::log(std::max(2.0, static_cast<double>(s.tokens())));
    for (std::size_t i = 0; i < n; ++i) {
        const auto token = static_cast<Index>(i);
        if (optionsOf(scene).colour == ByToken)
            colours.of.push_back(byName(s.state->tokens[i]));
        else if (optionsOf(scene).colour == ByCategory && !s.state->category.empty())
            colours.of.push_back(byName(s.state->category[i]));
        else if (optionsOf(scene).colour == ByEntropy)
            colours.of.push_back(scene.style.shade(0.05 + 0.8 * entropy(token) / most));
        else
            colours.of.push_back(tokenColour(s, scene.style, token));
    }
    const auto groups = std::count_if(s.clusterColour.begin(), s.clusterColour.end(), [](int c) { return c >= 0; });
    if (optionsOf(scene).colour == ByCluster && groups > kMostColours)
        colours.legend = words("%1 groups share %2 colours").arg(groups).arg(kMostColours);
    else if (optionsOf(scene).colour == ByToken && static_cast<int>(seen.size()) > kMostColours)
        colours.legend = words("%1 words share %2 colours").arg(seen.size()).arg(kMostColours);
    else if (optionsOf(scene).colour == ByCategory && s.state->category.empty())
        colours.legend = words("no categories in this state: coloured by cluster");
    else if (optionsOf(scene).colour == ByCategory)
        colours.legend = words("%1 categories").arg(seen.size());
    else if (optionsOf(scene).colour == ByEntropy)
        colours.legend = words("dark: attends to one, bright: to all");
    return colours;
}

}  // namespace gauge::ui::beliefs
