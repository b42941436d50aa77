#include "core/consensus/events.h"

#include <algorithm>
#include <map>
#include <set>

namespace gauge {
namespace {

using Groups = std::map<Index, std::vector<Index>>;  // tokens by label

Groups groupsOf(const std::vector<Index>& label)
{
    Groups groups;
    for (std::size_t i = 0; i < label.size(); ++i)
        if (label[i] >= 0)
            groups[label[i]].push_back(static_cast<Index>(i));
    return groups;
}

/// Labels of the groups that hold any of these tokens.
std::set<Index> groupsWith(const std::vector<Index>& tokens, const std::vector<Index>& label, const Groups& groups)
{
    std::set<Index> found;
    for (const Index i : tokens)
        if (const Index c = label[static_cast<std::size_t>(i)]; groups.contains(c))
            found.insert(c);
    return found;
}

std::vector<Index> without(const std::vector<Index>& tokens, const std::vector<Index>& taken)
{
    std::vector<Index> rest;
    std::set_difference(tokens.begin(), tokens.end(), taken.begin(), taken.end(), std::back_inserter(rest));
    return rest;
}

}  // namespace

const char* eventName(EventKind kind)
{
    constexpr const char* names[] = {"formed", "grew", "shrank", "joined", "split", "dissolved"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<ConsensusEvent> consensusEvents(const std::vector<Index>& before, const std::vector<Index>& after, int layer,
                                            int scale)
{
    const Groups old = groupsOf(before);
    const Groups now = groupsOf(after);
    std::vector<ConsensusEvent> events;
    const auto add = [&](EventKind kind, const std::vector<Index>& members, std::vector<Index> changed = {}) {
        events.push_back({layer, scale, kind, members, std::move(changed)});
    };
    for (const auto& [label, members] : now) {
        const std::set<Index> parents = groupsWith(members, before, old);
        if (parents.empty())
            add(EventKind::Formed, members);
        else if (parents.size() > 1)
            add(EventKind::Joined, members);
        else if (const auto& parent = old.at(*parents.begin()); groupsWith(parent, after, now).size() == 1) {
            if (auto taken = without(members, parent); !taken.empty())
                add(EventKind::Grew, members, std::move(taken));
            if (auto lost = without(parent, members); !lost.empty())
                add(EventKind::Shrank, members, std::move(lost));
        }
    }
    for (const auto& [label, members] : old) {
        const std::size_t children = groupsWith(members, after, now).size();
        if (children == 0)
            add(EventKind::Dissolved, members);
        else if (children > 1)
            add(EventKind::Split, members);
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& a, const auto& b) { return a.members.front() < b.members.front(); });
    return events;
}

std::vector<ConsensusEvent> eventsOf(const std::vector<std::vector<std::vector<Index>>>& groups)
{
    std::vector<ConsensusEvent> events;
    for (std::size_t layer = 0; layer < groups.size(); ++layer) {
        for (std::size_t s = 0; s < groups[layer].size(); ++s) {
            const auto& after = groups[layer][s];
            const std::vector<Index> alone(after.size(), -1);
            const auto more = consensusEvents(layer == 0 ? alone : groups[layer - 1][s], after, static_cast<int>(layer),
                                              static_cast<int>(s + 1));
            events.insert(events.end(), more.begin(), more.end());
        }
    }
    return events;
}

}  // namespace gauge
