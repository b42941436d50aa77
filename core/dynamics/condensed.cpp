#include "core/dynamics/condensed.h"

#include "core/consensus/distance.h"
#include "core/error.h"
#include "core/gaussian/divergence.h"

#include <cmath>

namespace gauge {
namespace {

/// Columns `tokens` of natural parameters, or of beliefs.
std::vector<NaturalBlock> columnsOf(const std::vector<NaturalBlock>& from, const std::vector<Index>& tokens)
{
    std::vector<NaturalBlock> out;
    const auto n = static_cast<Index>(tokens.size());
    for (const NaturalBlock& block : from) {
        NaturalBlock part{Stack(n, block.h.rows()), block.h(Eigen::all, tokens), {}};
        for (Index k = 0; k < n; ++k)
            part.precision[k] = block.precision[tokens[static_cast<std::size_t>(k)]];
        out.push_back(std::move(part));
    }
    return out;
}

CommonBeliefs columnsOf(const CommonBeliefs& from, const std::vector<Index>& tokens)
{
    CommonBeliefs out;
    const auto n = static_cast<Index>(tokens.size());
    for (const GaussianBlock& block : from.heads) {
        GaussianBlock part{block.mean(Eigen::all, tokens), Stack(n, block.dim())};
        for (Index k = 0; k < n; ++k)
            part.cov[k] = block.cov[tokens[static_cast<std::size_t>(k)]];
        out.heads.push_back(std::move(part));
    }
    return out;
}

/// KL(a_i ‖ b_i) over all heads, nats: N.
Vectord klOf(const CommonBeliefs& a, const CommonBeliefs& b)
{
    Vectord sum = Vectord::Zero(a.tokens());
    for (std::size_t h = 0; h < a.heads.size(); ++h)
        sum += klBetween(a.heads[h].mean, a.heads[h].cov, b.heads[h].mean, b.heads[h].cov);
    return sum;
}

class Condensed {
public:
    Condensed(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
              const AttentionOptions& attention, const EvolveOptions& options, const ConsensusOptions& consensus,
              const RunControl& control)
        : backend_(backend), attention_(attention), o_(options), consensus_(consensus), control_(control), prior_(prior),
          priorNatural_(naturalParameters(prior)), tokenEnsemble_(ensemble), agents_(ensemble)
    {
        for (Index i = 0; i < ensemble.tokens(); ++i)
            tokens_.push_back({i});
        setPriors();
    }

    CondensedTrajectory run()
    {
        CondensedTrajectory out;
        keep(out);
        for (int layer = 0; layer < o_.layers; ++layer) {
            out.layers.push_back({agents_.tokens(), 0, 0});
            for (int step = 0; step < o_.steps; ++step) {
                attend(out);
                out.layers.back().pairEvaluations += agents_.tokens() * agents_.tokens();
                before_ = agents_.common;
                agents_.common = mirrorStep(agents_.common, agentPrior_, result_.naturals, o_);
                requireFinite(agents_.common.heads, "evolve");
                applyFamily(agents_);
                control_.report(static_cast<double>(layer * o_.steps + step + 1) / (o_.layers * o_.steps));
            }
            if (layer + 1 == o_.layers)
                out.message = columnsOf(result_.naturals, agentOf());
            regroup(out.layers.back());
            keep(out);
        }
        attend(out);
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
        out.path.layers.push_back(columnsOf(agents_.common, agent));
        out.path.frames.push_back(tokenEnsemble_.frames);
        for (Index& a : agent)
            if (tokens_[static_cast<std::size_t>(a)].size() < 2)
                a = -1;
        out.groups.push_back(std::move(agent));
    }

    /// Attention of the agents, and the free energy of all tokens at their agents' beliefs.
    void attend(CondensedTrajectory& out)
    {
        control_.check();
        result_ = attendOnce(backend_, agents_, attention_,
                             {.energy = true, .attention = false, .mixture = false, .product = true, .receivers = true},
                             control_);
        FreeEnergy f;
        f.belief = o_.alpha * (size_.dot(klOf(agents_.common, agentPriorBelief_)) + gap_);
        for (std::size_t h = 0; h < result_.receiverEnergy.size(); ++h) {
            if (result_.receiverEnergy[h].size() == 0)
                continue;
            f.coupling += o_.lambda * size_.dot(result_.receiverEnergy[h]);
            f.entropy += o_.lambda * size_.dot(result_.receiverEntropy[h]);
        }
        if (!std::isfinite(f.total()))
            fail("evolve: expected a finite free energy, found none at step {} (a weight or a step too large)",
                 out.path.history.size());
        out.path.history.push_back(f);
    }

    /// Groups that no longer hold dissolve, agents that agreed join.
    void regroup(CondensedLayer& layer)
    {
        std::vector<char> broken(tokens_.size(), 0);
        const CommonBeliefs own = askMembers(broken, layer);
        std::vector<Pick> picks;
        std::vector<std::vector<Index>> held;
        std::vector<Index> stays;
        for (std::size_t a = 0; a < tokens_.size(); ++a) {
            if (broken[a])
                continue;
            stays.push_back(static_cast<Index>(a));
            picks.push_back({&agents_, static_cast<Index>(a)});
            held.push_back(tokens_[a]);
        }
        Ensemble loose = tokenEnsemble_;  // members of broken groups, at their own beliefs
        loose.common = own;
        for (std::size_t a = 0; a < tokens_.size(); ++a) {
            for (std::size_t k = 0; broken[a] && k < tokens_[a].size(); ++k) {
                picks.push_back({&loose, tokens_[a][k]});
                held.push_back({tokens_[a][k]});
            }
        }
        Matrixd distance = consensusDistance(result_.energy);
        if (stays.size() < tokens_.size())
            distance = distance(stays, stays).eval();
        Clusters clusters = clustersBelow(distance, consensus_.linkage, consensus_.threshold);
        for (auto piece = static_cast<Index>(stays.size()); piece < static_cast<Index>(picks.size()); ++piece)
            clusters.members.push_back({piece});
        const Ensemble pieces = gather(picks);
        const MetaTokens metas = poolClusters(pieces, clusters, distance, consensus_);
        agents_ = metaEnsemble(pieces, metas);
        tokens_.clear();
        for (const auto& members : clusters.members) {
            tokens_.emplace_back();
            for (const Index piece : members)
                for (const Index i : held[static_cast<std::size_t>(piece)])
                    tokens_.back().push_back(i);
            std::sort(tokens_.back().begin(), tokens_.back().end());
        }
        setPriors();
    }

    /// Where each member's own prior would have taken it from its group's last belief: beliefs of all tokens (of members alone
    /// they mean something). Marks groups that someone has left.
    CommonBeliefs askMembers(std::vector<char>& broken, CondensedLayer& layer) const
    {
        std::vector<Index> member;
        std::vector<Index> group;
        for (std::size_t a = 0; a < tokens_.size(); ++a) {
            for (std::size_t k = 0; tokens_[a].size() > 1 && k < tokens_[a].size(); ++k) {
                member.push_back(tokens_[a][k]);
                group.push_back(static_cast<Index>(a));
            }
        }
        CommonBeliefs all = tokenEnsemble_.common;
        if (member.empty())
            return all;
        Ensemble own;
        own.covariance = agents_.covariance;
        own.common =
            mirrorStep(columnsOf(before_, group), columnsOf(priorNatural_, member), columnsOf(result_.naturals, group), o_);
        applyFamily(own);
        const CommonBeliefs now = columnsOf(agents_.common, group);
        const Vectord distance = 0.5 * (klOf(own.common, now) + klOf(now, own.common));
        layer.memberEvaluations += 2 * static_cast<Index>(member.size());
        for (std::size_t k = 0; k < member.size(); ++k) {
            if (!(distance(static_cast<Index>(k)) < (1 + consensus_.hysteresis) * consensus_.threshold))
                broken[static_cast<std::size_t>(group[k])] = 1;
            for (std::size_t h = 0; h < all.heads.size(); ++h) {
                all.heads[h].mean.col(member[k]) = own.common.heads[h].mean.col(static_cast<Index>(k));
                all.heads[h].cov[member[k]] = own.common.heads[h].cov[static_cast<Index>(k)];
            }
        }
        return all;
    }

    /// Agents' priors: their tokens' mean in natural parameters, and what the tokens' priors differ from it by.
    void setPriors()
    {
        const auto a = static_cast<Index>(tokens_.size());
        size_.resize(a);
        for (Index k = 0; k < a; ++k)
            size_(k) = static_cast<double>(tokens_[static_cast<std::size_t>(k)].size());
        agentPrior_.clear();
        agentPriorBelief_.heads.clear();
        for (std::size_t h = 0; h < priorNatural_.size(); ++h) {
            const NaturalBlock& from = priorNatural_[h];
            NaturalBlock mean{Stack(a, from.h.rows()), Matrixd::Zero(from.h.rows(), a), {}};
            for (Index k = 0; k < a; ++k) {
                for (const Index i : tokens_[static_cast<std::size_t>(k)]) {
                    mean.precision[k] += from.precision[i] / size_(k);
                    mean.h.col(k) += from.h.col(i) / size_(k);
                }
            }
            agentPriorBelief_.heads.push_back(fromNatural(mean.precision, mean.h));
            agentPrior_.push_back(std::move(mean));
        }
        std::vector<Index> agent = agentOf();
        std::vector<Index> member;
        std::vector<Index> group;
        for (std::size_t i = 0; i < agent.size(); ++i) {
            if (tokens_[static_cast<std::size_t>(agent[i])].size() > 1) {
                member.push_back(static_cast<Index>(i));
                group.push_back(agent[i]);
            }
        }
        gap_ = member.empty() ? 0 : klOf(columnsOf(agentPriorBelief_, group), columnsOf(prior_, member)).sum();
    }

    const Backend& backend_;
    const AttentionOptions& attention_;
    const EvolveOptions& o_;
    const ConsensusOptions& consensus_;
    const RunControl& control_;

    const CommonBeliefs& prior_;
    std::vector<NaturalBlock> priorNatural_;  // of tokens
    const Ensemble& tokenEnsemble_;

    Ensemble agents_;
    std::vector<std::vector<Index>> tokens_;  // by agent, ascending
    Vectord size_;                            // tokens of each agent
    std::vector<NaturalBlock> agentPrior_;
    CommonBeliefs agentPriorBelief_;
    double gap_ = 0;  // Σ over groups of Σ_i KL(mean prior ‖ p_i), nats
    CommonBeliefs before_;
    AttentionResult result_;
};

}  // namespace

CondensedTrajectory evolveCondensed(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                                    const AttentionOptions& attention, const EvolveOptions& options,
                                    const ConsensusOptions& consensus, const RunControl& control)
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
    Ensemble dense = ensemble;
    return Condensed(backend, dense, prior, attention, options, consensus, control).run();
}

}  // namespace gauge
