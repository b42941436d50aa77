#include "core/consensus/hierarchy.h"

#include "core/connection/link_classes.h"
#include "core/consensus/distance.h"
#include "core/error.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace gauge {
namespace {

constexpr Wanted kEnergies{.energy = true, .attention = false, .mixture = false};

/// The group each agent above `levels` was in: that of its tokens, when they were in one. label: of each token, before.
std::vector<Index> bondOf(const std::vector<ScaleLevel>& levels, const std::vector<Index>& label)
{
    if (levels.empty())
        return label;
    const std::vector<Index> agent = tokenLabels(levels).back();
    constexpr Index unseen = -2;
    std::vector<Index> bond(levels.back().clusters.members.size(), unseen);
    for (std::size_t i = 0; i < label.size(); ++i) {
        Index& b = bond[static_cast<std::size_t>(agent[i])];
        b = b == unseen || b == label[i] ? label[i] : -1;
    }
    return bond;
}

/// What a tree is made of, but for who keeps apart.
const Matrixd& toLink(const ScaleLevel& level)
{
    return level.mutual.size() > 0 ? level.mutual : level.distance;
}

/// No copy where nobody keeps apart.
std::vector<Merge> linked(const ScaleLevel& level, const Matrixd& distance, Linkage linkage)
{
    const std::vector<int> apart = apartByEither(level.guessed, level.links);
    return apart.empty() ? mergeTree(distance, linkage) : mergeTree(apartDistance(distance, apart), linkage);
}

/// Pairs closer than θ that keep apart for their links alone.
Index unequalBelow(const ScaleLevel& level, const Matrixd& distance, double theta)
{
    Index pairs = 0;
    for (std::size_t j = 0; j < level.links.size(); ++j)
        for (std::size_t i = 0; i < j; ++i)
            pairs += distance(static_cast<Index>(i), static_cast<Index>(j)) < theta && level.links[i] != level.links[j] &&
                     (level.guessed.empty() || level.guessed[i] == level.guessed[j]);
    return pairs;
}

/// What clusters of a level are guesses of: of one word, since different ones keep apart.
std::vector<int> guessesAbove(const ScaleLevel& level)
{
    std::vector<int> above;
    if (!level.guessed.empty())
        for (const std::vector<Index>& members : level.clusters.members)
            above.push_back(level.guessed[static_cast<std::size_t>(members.front())]);
    return above;
}

/// A number of clusters joins whom θ would not; not those whose links it could not keep.
void requireEqualLinks(const ScaleLevel& level, const Clusters& clusters)
{
    for (const std::vector<Index>& members : clusters.members)
        for (const Index i : members)
            if (!level.links.empty() &&
                level.links[static_cast<std::size_t>(i)] != level.links[static_cast<std::size_t>(members.front())])
                fail("--clusters: expected a number for which agents of equal links are enough, found {}, which joins "
                     "agents {} and {} of different links "
                     "(--unequal-links medoid joins them)",
                     clusters.members.size(), members.front(), i);
}

bool standsForSeveral(const std::vector<ScaleLevel>& levels, Index scale, Index label)
{
    return levels[static_cast<std::size_t>(scale - 1)].clusters.members[static_cast<std::size_t>(label)].size() > 1;
}

/// Does a group of a higher scale hold this agent?
bool isAbsorbed(const std::vector<ScaleLevel>& levels, Index scale, Index index)
{
    for (Index up = scale + 1; up <= static_cast<Index>(levels.size()); ++up) {
        index = levels[static_cast<std::size_t>(up - 1)].clusters.label[static_cast<std::size_t>(index)];
        if (standsForSeveral(levels, up, index))
            return true;
    }
    return false;
}

ActiveAttention attendWithin(const Backend& backend, const ActiveAgents& active, const AttentionOptions& attention,
                             const RunControl& control)
{
    const auto a = static_cast<Index>(active.id.size());
    const std::size_t heads = active.ensemble.heads.size();
    ActiveAttention out;
    out.energy.assign(heads, RowMatrixd::Constant(a, a, std::numeric_limits<double>::quiet_NaN()));
    out.attention.assign(heads, RowMatrixd::Zero(a, a));
    for (Index first = 0; first < a;) {
        Index last = first;
        while (last < a &&
               active.id[static_cast<std::size_t>(last)].scale == active.id[static_cast<std::size_t>(first)].scale)
            ++last;
        const Index count = last - first;
        const AttentionResult r = attendOnce(backend, rangeOf(active.ensemble, first, last), attention,
                                             {.energy = true, .attention = true, .mixture = false}, control);
        for (std::size_t h = 0; h < heads; ++h) {
            out.energy[h].block(first, first, count, count) = r.energy[h];
            out.attention[h].block(first, first, count, count) = r.attention[h];
        }
        out.evaluations += count * count;
        first = last;
    }
    return out;
}

}  // namespace

std::string consensusRefusal(const AttentionOptions& options)
{
    if (options.score == Score::DotProduct)
        return "--score: consensus needs divergence (agreement is a small divergence), found dot-product";
    return {};
}

AttentionOptions forConsensus(AttentionOptions options)
{
    if (const std::string refusal = consensusRefusal(options); !refusal.empty())
        throw Error(refusal);
    options.allowedOnly = false;
    if (!readsAttention(options))
        options.connection = {};
    return options;
}

bool readsAttention(const AttentionOptions& options)
{
    return options.connection.source != ConnectionSource::ByHead;
}

std::vector<int> guessesApart(const Ensemble& ensemble, const ConsensusOptions& options)
{
    return options.guessesJoin ? std::vector<int>{} : ensemble.guessed;
}

std::vector<int> linksApart(const Ensemble& ensemble, const ConsensusOptions& options)
{
    return options.unequalJoin ? std::vector<int>{} : linkClasses(ensemble.connection, ensemble.heads, ensemble.tokens());
}

Index unequalPairs(const std::vector<Edge>& pairs, const std::vector<int>& guesses, const std::vector<int>& links)
{
    const auto differ = [](const std::vector<int>& numbers, const Edge& e) {
        return !numbers.empty() && numbers[static_cast<std::size_t>(e.i)] != numbers[static_cast<std::size_t>(e.j)];
    };
    return std::count_if(pairs.begin(), pairs.end(),
                         [&](const Edge& e) { return differ(links, e) && !differ(guesses, e); });
}

ScaleLevel treeOf(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const std::vector<RowMatrixd>& energy, const AttentionOptions& attention, const ConsensusOptions& options,
                  const RunControl& control)
{
    ScaleLevel level;
    level.distance = consensusDistance(energy);
    level.guessed = guessesApart(ensemble, options);
    level.links = linksApart(ensemble, options);
    if (options.linkage != Linkage::Mutual) {
        level.tree = linked(level, level.distance, options.linkage);
        return level;
    }
    Ensemble priors = ensemble;
    priors.common = prior;
    settle(priors);
    const AttentionResult r = attendOnce(backend, priors, attention, kEnergies, control);
    level.evaluations = ensemble.tokens() * ensemble.tokens();
    level.mutual = mutualDistance(energy, r.energy);
    level.tree = linked(level, level.mutual, options.linkage);
    return level;
}

TreeCut cutOf(const ScaleLevel& level, int scale, const ConsensusOptions& options, const std::vector<Index>& bond)
{
    const Index n = level.distance.rows();
    TreeCut cut;
    const bool bonded = options.hysteresis > 0 && !bond.empty();
    const Matrixd nearer = bonded ? bondedDistance(toLink(level), bond, options.hysteresis) : Matrixd();
    cut.tree = bonded ? linked(level, nearer, options.linkage) : level.tree;
    const bool counted = scale == 1 && options.clusters > 0;
    cut.threshold = counted ? thresholdFor(cut.tree, n, options.clusters) : options.thresholdOf(scale);
    cut.clusters = counted ? cutTreeInto(cut.tree, n, options.clusters) : cutTree(cut.tree, n, cut.threshold);
    if (counted)
        requireEqualLinks(level, cut.clusters);
    cut.unequal = unequalBelow(level, bonded ? nearer : toLink(level), cut.threshold);
    return cut;
}

void cutLevel(ScaleLevel& level, int scale, const ConsensusOptions& options, const std::vector<Index>& bond)
{
    TreeCut cut = cutOf(level, scale, options, bond);
    level.tree = std::move(cut.tree);
    level.clusters = std::move(cut.clusters);
    level.threshold = cut.threshold;
    level.unequal = cut.unequal;
}

std::vector<ScaleLevel> growLevels(const Backend& backend, const Ensemble& ensemble, ScaleLevel first,
                                   const AttentionOptions& attention, const ConsensusOptions& options,
                                   const std::vector<std::vector<Index>>& before, const RunControl& control)
{
    std::vector<ScaleLevel> levels;
    Ensemble below = ensemble;
    for (int scale = 1; scale <= options.scales; ++scale) {
        ScaleLevel level = std::move(first);
        if (scale > 1) {
            below = metaEnsemble(below, levels.back().metas);
            const Index m = below.tokens();
            const AttentionResult r = attendOnce(backend, below, attention, kEnergies, control);
            // A meta-token's prior is its own belief: mutual linkage asks both directions of the beliefs alone.
            level = {};
            level.guessed = guessesAbove(levels.back());
            level.links = linksApart(below, options);
            level.distance = consensusDistance(r.energy);
            if (options.linkage == Linkage::Mutual)
                level.mutual = mutualDistance(r.energy, {});
            level.tree = linked(level, toLink(level), options.linkage);
            level.evaluations = m * m;
        }
        const auto at = static_cast<std::size_t>(scale - 1);
        cutLevel(level, scale, options, at < before.size() ? bondOf(levels, before[at]) : std::vector<Index>{});
        level.metas = poolClusters(below, level.clusters, distanceIn(level.distance), options);
        levels.push_back(std::move(level));
    }
    return levels;
}

ScaleLevel withoutAgreement(Index n)
{
    ScaleLevel level;
    for (Index i = 0; i < n; ++i) {
        level.clusters.label.push_back(i);
        level.clusters.members.push_back({i});
    }
    return level;
}

std::vector<std::vector<Index>> tokenLabels(const std::vector<ScaleLevel>& levels)
{
    std::vector<std::vector<Index>> labels;
    for (const ScaleLevel& level : levels) {
        std::vector<Index> next = labels.empty() ? level.clusters.label : labels.back();
        if (!labels.empty())
            for (Index& label : next)
                label = level.clusters.label[static_cast<std::size_t>(label)];
        labels.push_back(std::move(next));
    }
    return labels;
}

std::vector<std::vector<Index>> tokenGroups(const std::vector<ScaleLevel>& levels)
{
    auto groups = tokenLabels(levels);
    for (std::size_t s = 0; s < groups.size(); ++s)
        for (Index& label : groups[s])
            if (!standsForSeveral(levels, static_cast<Index>(s + 1), label))
                label = -1;
    return groups;
}

ActiveAgents activeAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, CrossScale crossScale)
{
    ActiveAgents active;
    std::vector<Ensemble> scales{ensemble};
    for (const ScaleLevel& level : levels)
        scales.push_back(metaEnsemble(scales.back(), level.metas));
    std::vector<Pick> picks;
    for (std::size_t scale = 0; scale < scales.size(); ++scale) {
        const auto s = static_cast<Index>(scale);
        for (Index i = 0; i < scales[scale].tokens(); ++i) {
            if ((s > 0 && !standsForSeveral(levels, s, i)) ||
                (crossScale == CrossScale::Active && isAbsorbed(levels, s, i)))
                continue;
            active.id.push_back({s, i});
            picks.push_back({&scales[scale], i});
        }
    }
    active.ensemble = gather(picks);
    return active;
}

ActiveAttention attendAmong(const Backend& backend, const ActiveAgents& active, const AttentionOptions& attention,
                            CrossScale crossScale, bool messages, const RunControl& control)
{
    if (crossScale == CrossScale::Within)
        return attendWithin(backend, active, attention, control);
    AttentionResult r =
        attendOnce(backend, active.ensemble, attention, {.energy = true, .attention = true, .mixture = messages}, control);
    const auto a = static_cast<Index>(active.id.size());
    return {std::move(r.energy), std::move(r.attention), std::move(r.message), a * a};
}

std::vector<std::vector<Index>> tokensOf(const ActiveAgents& active, const std::vector<ScaleLevel>& levels)
{
    const auto labels = tokenLabels(levels);
    std::vector<std::vector<Index>> tokens;
    for (const AgentId& id : active.id) {
        tokens.emplace_back();
        if (id.scale == 0) {
            tokens.back().push_back(id.index);
            continue;
        }
        const auto& label = labels[static_cast<std::size_t>(id.scale - 1)];
        for (std::size_t i = 0; i < label.size(); ++i)
            if (label[i] == id.index)
                tokens.back().push_back(static_cast<Index>(i));
    }
    return tokens;
}

Carry carryToAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels)
{
    Carry carry;
    std::vector<Index> agent(static_cast<std::size_t>(ensemble.tokens()));
    std::iota(agent.begin(), agent.end(), Index{0});
    for (const ScaleLevel& level : levels) {
        carry = carry.then(level.metas.carry, agent, ensemble.heads);
        for (Index& a : agent)
            a = level.clusters.label[static_cast<std::size_t>(a)];
    }
    return carry;
}

}  // namespace gauge
