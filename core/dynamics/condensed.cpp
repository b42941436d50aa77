#include "core/dynamics/condensed.h"

#include "core/consensus/distance.h"
#include "core/dynamics/agent_priors.h"
#include "core/error.h"
#include "core/gaussian/divergence.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

class Condensed {
public:
    Condensed(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
              const AttentionOptions& attention, const EvolveOptions& options, const ConsensusOptions& consensus,
              const RunControl& control, Keep keep)
        : backend_(backend), attention_(attention), o_(options), consensus_(consensus), control_(control), keep_(keep),
          prior_(prior), seenPrior_(prior), seenNatural_(naturalParameters(prior)), tokenEnsemble_(ensemble),
          agents_(ensemble)
    {
        for (Index i = 0; i < ensemble.tokens(); ++i)
            tokens_.push_back({i});
        agentPriors_ = agentPriors(seenPrior_, seenNatural_, tokens_);
    }

    CondensedTrajectory run()
    {
        CondensedTrajectory out;
        keep(out);
        for (int layer = 0; layer < o_.layers && !out.path.converged; ++layer) {
            out.layers.push_back({agents_.tokens(), 0, 0});
            for (int step = 0; step < o_.steps; ++step) {
                attend(out, true, step + 1 == o_.steps);
                out.layers.back().pairEvaluations += agents_.tokens() * agents_.tokens();
                before_ = agents_.common;
                linksBefore_ = agents_.connection;
                agents_.common = mirrorStep(agents_.common, agentPriors_.natural, result_.naturals, o_);
                requireFinite(agents_.common.heads, "evolve");
                settle(agents_);
                control_.report(static_cast<double>(layer * o_.steps + step + 1) / (o_.layers * o_.steps));
            }
            if (layer + 1 == o_.layers || o_.until > 0)
                out.message = carry_.back(columnsOf(result_.naturals, agentOf()));
            regroup(out.layers.back());
            const CommonBeliefs before = o_.until > 0 ? out.path.layers.back() : CommonBeliefs{};
            keep(out);
            ++out.path.layersRun;
            out.path.converged = o_.until > 0 && movedBy(out.path.layers.back(), before) < o_.until;
        }
        attend(out, false, false);
        return out;
    }

private:
    /// Agent of every token.
    std::vector<Index> agentOf() const
    {
        std::vector<Index> agent(static_cast<std::size_t>(prior_.tokens()));
        for (std::size_t a = 0; a < tokens_.size(); ++a)
            for (const Index i : tokens_[a])
                agent[static_cast<std::size_t>(i)] = static_cast<Index>(a);
        return agent;
    }

    void keep(CondensedTrajectory& out) const
    {
        std::vector<Index> agent = agentOf();
        if (keep_ == Keep::Ends && out.path.layers.size() > 1) {
            out.path.layers.pop_back();
            out.path.frames.pop_back();
            out.groups.pop_back();
        }
        out.path.layers.push_back(carry_.back(columnsOf(agents_.common, agent)));
        out.path.frames.push_back(tokenEnsemble_.frames);
        for (Index& a : agent)
            if (tokens_[static_cast<std::size_t>(a)].size() < 2)
                a = -1;
        out.groups.push_back(std::move(agent));
    }

    /// Attention of the agents, and the free energy of all tokens at their agents' beliefs. Messages are for a step to come, agreement
    /// for what follows a layer's last step.
    void attend(CondensedTrajectory& out, bool messages, bool agreement)
    {
        control_.check();
        const bool own = readsAttention(attention_);
        if (agents_.tokens() > kMostInMatrices)
            attendStreamed(agreement && own);
        else
            attendInMatrices(messages, agreement && own);
        if (agreement && !own) {
            close_ = agreeingPairs(backend_, agents_, attention_, consensus_.threshold, control_);
            out.layers.back().pairEvaluations += agents_.tokens() * agents_.tokens();
        }
        FreeEnergy f;
        const Vectord& size = agentPriors_.size;
        f.belief = o_.alpha * (size.dot(klOf(agents_.common, agentPriors_.belief)) + agentPriors_.gap);
        for (std::size_t h = 0; h < result_.receiverEnergy.size(); ++h) {
            if (result_.receiverEnergy[h].size() == 0)
                continue;
            f.coupling += o_.lambda * size.dot(result_.receiverEnergy[h]);
            f.entropy += o_.lambda * size.dot(result_.receiverEntropy[h]);
        }
        if (!std::isfinite(f.total()))
            fail("evolve: expected a finite free energy, found none at step {} (a weight or a step too large)",
                 out.path.history.size());
        out.path.history.push_back(f);
    }

    void attendInMatrices(bool messages, bool agreement)
    {
        attendInto(backend_, agents_, attention_,
                   {.energy = agreement, .attention = false, .mixture = false, .product = messages, .receivers = true},
                   control_, result_);
        if (agreement)
            close_ = closePairs(result_.energy, consensus_.threshold);
    }

    /// The same without N×N arrays: agreeing pairs are one more sink.
    void attendStreamed(bool agreement)
    {
        const Wanted wanted{.energy = false, .attention = false, .mixture = false, .product = true};
        StreamResult r = backend_.stream(
            *backend_.prepare(agents_, attention_, wanted), attention_,
            {.pooledCells = 1, .links = 0, .edgesBelow = agreement ? consensus_.threshold : -1, .product = true}, control_);
        result_.naturals = std::move(r.naturals);
        result_.receiverEnergy = std::move(r.receiverEnergy);
        result_.receiverEntropy = std::move(r.receiverEntropy);
        close_ = std::move(r.edges);
    }

    /// D_ij by the definition: what medoids and coherence ask of pairs that a chain has joined across θ.
    double distanceBetween(Index i, Index j) const { return 0.5 * (energyBetween(i, j) + energyBetween(j, i)); }

    double energyBetween(Index i, Index j) const
    {
        double sum = 0;
        for (std::size_t h = 0; h < before_.heads.size(); ++h) {
            const GaussianBlock& block = before_.heads[h];
            const Matrixd v = linksBefore_.byPair() ? linksBefore_.link(h, i, j, block.dim())
                                                    : Matrixd(Matrixd::Identity(block.dim(), block.dim()));
            sum += divergence(attention_.divergence, attention_.renyiOrder, block.mean.col(i), block.cov[i],
                              v * block.mean.col(j), v * block.cov[j] * v.transpose());
        }
        return sum;
    }

    /// Groups that no longer hold dissolve, agents that agreed join. Where nothing happens nothing is made anew.
    void regroup(CondensedLayer& layer)
    {
        std::vector<char> broken(tokens_.size(), 0);
        const bool parts = askMembers(broken, layer);
        const std::vector<Edge> pairs = agreeing(broken, layer);
        if (!parts && pairs.empty())
            return;
        Clusters joined = clustersOfPairs(pairs, agents_.tokens(), consensus_.linkage);
        std::erase_if(joined.members, [&](const auto& m) { return broken[static_cast<std::size_t>(m.front())] != 0; });
        const DistanceOf distance = distanceAmong(pairs, [this](Index i, Index j) { return distanceBetween(i, j); });
        const MetaTokens metas = poolClusters(agents_, joined, distance, consensus_);
        carry_ = carry_.then(metas.carry, agentOf(), agents_.heads);
        const Ensemble whole = metaEnsemble(agents_, metas);
        std::vector<Pick> picks;
        std::vector<std::vector<Index>> tokens;
        for (std::size_t c = 0; c < joined.members.size(); ++c) {
            picks.push_back({&whole, static_cast<Index>(c)});
            tokens.emplace_back();
            for (const Index a : joined.members[c])
                tokens.back().insert(tokens.back().end(), tokens_[static_cast<std::size_t>(a)].begin(),
                                     tokens_[static_cast<std::size_t>(a)].end());
            std::sort(tokens.back().begin(), tokens.back().end());
        }
        for (std::size_t a = 0; a < tokens_.size(); ++a) {
            if (broken[a])
                carry_.leave(tokens_[a]);
            for (std::size_t k = 0; broken[a] && k < tokens_[a].size(); ++k) {
                picks.push_back({&loose_, tokens_[a][k]});
                tokens.push_back({tokens_[a][k]});
            }
        }
        agents_ = parts ? gather(picks) : whole;
        tokens_ = std::move(tokens);
        if (!carry_.empty()) {
            seenPrior_ = carry_.there(prior_);
            seenNatural_ = naturalParameters(seenPrior_);
        }
        agentPriors_ = agentPriors(seenPrior_, seenNatural_, tokens_);
    }

    /// Pairs that agreed, of whole groups, and may join. Counts those whose links alone keep them apart.
    std::vector<Edge> agreeing(const std::vector<char>& broken, CondensedLayer& layer)
    {
        std::vector<Edge> pairs = std::move(close_);
        std::erase_if(pairs, [&](const Edge& e) {
            return broken[static_cast<std::size_t>(e.i)] || broken[static_cast<std::size_t>(e.j)];
        });
        if (pairs.empty())
            return pairs;
        std::vector<int> guesses;  // of agents, whose tokens are guesses for one word
        if (const std::vector<int> ofTokens = guessesApart(tokenEnsemble_, consensus_); !ofTokens.empty())
            for (const std::vector<Index>& tokens : tokens_)
                guesses.push_back(ofTokens[static_cast<std::size_t>(tokens.front())]);
        const std::vector<int> links = linksApart(agents_, consensus_);
        layer.unequal = unequalPairs(pairs, guesses, links);
        return apartPairs(std::move(pairs), apartByEither(guesses, links));
    }

    /// Asks members with a prior of their own where it would have taken them. Marks groups that someone has left and keeps their
    /// members' beliefs; true if there are any.
    bool askMembers(std::vector<char>& broken, CondensedLayer& layer)
    {
        const std::vector<Index>& dissenters = agentPriors_.dissenters;
        if (dissenters.empty())
            return false;
        const std::vector<Index> agent = agentOf();
        std::vector<Index> groups;
        for (const Index i : dissenters)
            groups.push_back(agent[static_cast<std::size_t>(i)]);
        const double rate = o_.step * o_.alpha / (o_.alpha + o_.lambda);
        const Dissent dissent = dissentOf(agentPriors_, seenNatural_, agents_.common, groups, rate);
        layer.memberEvaluations += 2 * static_cast<Index>(dissenters.size());
        bool parts = false;
        for (std::size_t k = 0; k < groups.size(); ++k) {
            if (!(dissent.distance(static_cast<Index>(k)) < (1 + consensus_.hysteresis) * consensus_.threshold)) {
                broken[static_cast<std::size_t>(groups[k])] = 1;
                parts = true;
            }
        }
        if (parts)
            loosen(dissent.own, agent);
        return parts;
    }

    /// Members' own beliefs: those of their groups, or where dissent has taken them.
    void loosen(const CommonBeliefs& own, const std::vector<Index>& agent)
    {
        loose_ = tokenEnsemble_;
        loose_.lowRank.clear();
        loose_.common = columnsOf(agents_.common, agent);
        for (std::size_t h = 0; h < own.heads.size(); ++h) {
            for (std::size_t k = 0; k < agentPriors_.dissenters.size(); ++k) {
                const Index i = agentPriors_.dissenters[k];
                loose_.common.heads[h].mean.col(i) = own.heads[h].mean.col(static_cast<Index>(k));
                loose_.common.heads[h].cov[i] = own.heads[h].cov[static_cast<Index>(k)];
            }
        }
        loose_.common = carry_.back(loose_.common);
        projectCovariances(loose_.common, loose_.covariance);
        loose_.connection.follow([&] { return allMeans(loose_.common); });
    }

    const Backend& backend_;
    const AttentionOptions& attention_;
    const EvolveOptions& o_;
    const ConsensusOptions& consensus_;
    const RunControl& control_;
    const Keep keep_;

    const CommonBeliefs& prior_;
    CommonBeliefs seenPrior_;                // of tokens, from their agents' places
    std::vector<NaturalBlock> seenNatural_;  // of those
    Carry carry_;                            // of tokens to their agents' places; empty where links are equal
    const Ensemble& tokenEnsemble_;

    Ensemble agents_;
    std::vector<std::vector<Index>> tokens_;  // by agent, ascending
    AgentPriors agentPriors_;
    CommonBeliefs before_;     // agents at the last attention
    Connection linksBefore_;   // between them
    std::vector<Edge> close_;  // agents that agreed there
    Ensemble loose_;           // members of broken groups at their own beliefs
    AttentionResult result_;
};

}  // namespace

std::vector<Edge> agreeingPairs(const Backend& backend, const Ensemble& agents, const AttentionOptions& attention,
                                double theta, const RunControl& control)
{
    const AttentionOptions options = forConsensus(attention);
    if (agents.tokens() <= kMostInMatrices)
        return closePairs(
            attendOnce(backend, agents, options, {.energy = true, .attention = false, .mixture = false}, control).energy,
            theta);
    const auto prepared = backend.prepare(agents, options, {.energy = false, .attention = false});
    return backend.stream(*prepared, options, {.pooledCells = 1, .links = 0, .edgesBelow = theta}, control).edges;
}

CondensedTrajectory evolveCondensed(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                                    const AttentionOptions& attention, const EvolveOptions& options,
                                    const ConsensusOptions& consensus, const RunControl& control, Keep keep)
{
    if (options.dynamics != Dynamics::Mirror || options.frameStep > 0)
        fail("--condensed: agents move in mirror steps with frames that stay, found --dynamics gradient or a --frame-step");
    if (!attention.mask.everyPair())
        fail("--condensed: a group hears itself for its members to hear one another, found a --mask other than full or "
             "--no-self");
    if (consensus.linkage == Linkage::Mutual)
        fail("--condensed: expected linkage complete or components, found mutual (agents' priors are compared for tokens "
             "alone)");
    if (consensus.scales > 1 || consensus.clusters > 0)
        fail("--condensed: agents join by --threshold, in one scale that grows; found --scales or --clusters");
    return Condensed(backend, ensemble, prior, attention, options, consensus, control, keep).run();
}

}  // namespace gauge
