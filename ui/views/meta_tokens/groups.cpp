#include "ui/views/meta_tokens/groups.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gauge::ui::meta_tokens {

std::set<std::vector<Index>> groupsAt(const Snapshot& s, int layer)
{
    std::map<Index, std::vector<Index>> byLabel;
    const auto& label = s.groups[static_cast<std::size_t>(layer)].front();
    for (Index i = 0; i < s.tokens(); ++i) {
        const Index place = placeAt(s, static_cast<std::size_t>(layer), i);
        if (place >= 0 && label[static_cast<std::size_t>(place)] >= 0)
            byLabel[label[static_cast<std::size_t>(place)]].push_back(i);
    }
    std::set<std::vector<Index>> groups;
    for (auto& [number, members] : byLabel)
        if (members.size() > 1)
            groups.insert(std::move(members));
    return groups;
}

Index agentsAt(const Snapshot& s, int layer)
{
    std::set<Index> groups;
    Index alone = 0;
    for (const Index label : s.groups[static_cast<std::size_t>(layer)].front())
        label < 0 ? void(++alone) : void(groups.insert(label));
    return alone + static_cast<Index>(groups.size());
}

Index divergences(const Snapshot& s)
{
    const auto a = static_cast<Index>(s.active.size());
    if (s.request.consensus.crossScale != CrossScale::Within)
        return a * a;
    std::map<Index, Index> floor;
    for (const AgentId& id : s.active)
        ++floor[id.scale];
    Index sum = 0;
    for (const auto& [scale, agents] : floor)
        sum += agents * agents;
    return sum;
}

Passage passageOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    Passage p;
    if (scene.moment < 0 || scene.moment > s.layers || s.groups.empty())
        return p;
    const auto low = static_cast<int>(std::floor(scene.moment));
    const int high = std::min(low + 1, s.layers);
    p.t = scene.moment - low;
    if (high == low || high != s.layer || p.t <= 0) {
        p.t = 1;
        return p;
    }
    p.before = groupsAt(s, low);
    p.after = groupsAt(s, high);
    return p;
}

}  // namespace gauge::ui::meta_tokens
