// Effects of the controls of consensus.
#include "core/consensus/distance.h"
#include "core/pipeline/effects.h"
#include "core/pipeline/trouble.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

constexpr Index kMostLinkedAnew = 512;

/// Agents of the first scale, were it linked anew and without memory.
Index agentsLinkedBy(const ScaleLevel& level, Linkage linkage)
{
    const Matrixd& distance = level.mutual.size() > 0 ? level.mutual : level.distance;
    const std::vector<Merge> tree = mergeTree(apartDistance(distance, apartByEither(level.guessed, level.links)), linkage);
    return static_cast<Index>(cutTree(tree, distance.rows(), level.threshold).members.size());
}

Index agentsOf(const ScaleLevel& level)
{
    return static_cast<Index>(level.clusters.members.size());
}

bool canLinkAnew(const Snapshot& s)
{
    return s.consensusRefused.empty() && s.tokens() > 1 && s.tokens() <= kMostLinkedAnew &&
           s.request.consensus.clusters == 0;
}

}  // namespace

std::optional<CutEffect> cutEffect(const Snapshot& s)
{
    if (!s.consensusRefused.empty() || s.tokens() < 2)
        return std::nullopt;
    CutEffect cut{agentsOf(s.levels.front()), 0, 1, s.levels.front().threshold, {}, {}};
    for (const std::vector<Index>& members : s.clusters().members) {
        cut.groups += members.size() > 1 ? 1 : 0;
        cut.largest = std::max(cut.largest, static_cast<Index>(members.size()));
    }
    const std::vector<Merge>& tree = s.tree();
    const auto applied = static_cast<std::size_t>(s.tokens() - cut.agents);
    if (applied > 0 && std::isfinite(tree[applied - 1].height))
        cut.below = tree[applied - 1].height;
    if (applied < tree.size() && std::isfinite(tree[applied].height))
        cut.above = tree[applied].height;
    return cut;
}

std::optional<OtherCut> withoutHysteresis(const Snapshot& s)
{
    if (!canLinkAnew(s) || !(s.request.consensus.hysteresis > 0) || s.layer == 0)
        return std::nullopt;
    return OtherCut{agentsOf(s.levels.front()), agentsLinkedBy(s.levels.front(), s.request.consensus.linkage)};
}

std::optional<OtherCut> otherLinkage(const Snapshot& s)
{
    const Linkage linkage = s.request.consensus.linkage;
    if (!canLinkAnew(s) || s.request.consensus.hysteresis > 0 || linkage == Linkage::Mutual)
        return std::nullopt;
    return OtherCut{
        agentsOf(s.levels.front()),
        agentsLinkedBy(s.levels.front(), linkage == Linkage::Complete ? Linkage::Components : Linkage::Complete)};
}

std::optional<double> memberSpread(const Snapshot& s)
{
    if (!s.consensusRefused.empty())
        return std::nullopt;
    double sum = 0;
    double count = 0;
    const CommonBeliefs seen = s.metas().carry.there(s.common);
    const Index stride = std::max<Index>(1, s.tokens() / kMostReceivers);
    for (Index i = 0; i < s.tokens(); i += stride) {
        const Index group = s.clusters().label[static_cast<std::size_t>(i)];
        if (s.clusters().members[static_cast<std::size_t>(group)].size() < 2)
            continue;
        sum += std::max(0.0, tokenDivergence(seen, i, s.metas().common, group));
        ++count;
    }
    if (count == 0 || !std::isfinite(sum))
        return std::nullopt;
    return sum / count;
}

std::optional<ScaleAgents> scaleAgents(const Snapshot& s)
{
    if (!s.consensusRefused.empty() || s.levels.size() < 2)
        return std::nullopt;
    ScaleAgents scales;
    for (const ScaleLevel& level : *s.levels) {
        scales.agents.push_back(agentsOf(level));
        scales.theta.push_back(level.threshold);
    }
    return scales;
}

std::optional<Index> unknownWords(const Snapshot& s)
{
    const Index unknown =
        std::count_if(s.state->guessed.begin(), s.state->guessed.end(), [](int word) { return word != 0; });
    if (unknown == 0 || !s.consensusRefused.empty())
        return std::nullopt;
    return unknown;
}

std::optional<ActivePairs> activePairs(const Snapshot& s)
{
    const auto agents = static_cast<Index>(s.active.size());
    if (agents == 0 || agentsOf(s.levels.front()) == s.tokens())
        return std::nullopt;
    ActivePairs pairs{agents, agents * agents, s.tokens() * s.tokens()};
    if (s.request.consensus.crossScale == CrossScale::Within) {
        pairs.pairs = 0;
        for (const AgentId& a : *s.active)
            pairs.pairs +=
                std::count_if(s.active.begin(), s.active.end(), [&](const AgentId& b) { return a.scale == b.scale; });
    }
    return pairs;
}

}  // namespace gauge
