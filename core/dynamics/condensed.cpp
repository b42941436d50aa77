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
                attend(out, true, step + 1 == o_.steps);
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
        out.path.layers.push_back(columnsOf(agents_.common, agent));
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
        if (agents_.tokens() > kMostInMatrices)
            attendStreamed(agreement);
        else
            attendInMatrices(messages, agreement);
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
    double distanceBetween(Index i, Index j) const
    {
        double sum = 0;
        for (const GaussianBlock& block : before_.heads) {
            const Vectord mi = block.mean.col(i);
            const Vectord mj = block.mean.col(j);
            const Matrixd ci = block.cov[i];
            const Matrixd cj = block.cov[j];
            sum += 0.5 * (divergence(attention_.divergence, attention_.renyiOrder, mi, ci, mj, cj) +
                          divergence(attention_.divergence, attention_.renyiOrder, mj, cj, mi, ci));
        }
        return sum;
    }

    /// Groups that no longer hold dissolve, agents that agreed join. Where nothing happens nothing is made anew.
    void regroup(CondensedLayer& layer)
    {
        std::vector<char> broken(tokens_.size(), 0);
        const bool parts = askMembers(broken, layer);
        std::vector<Edge> pairs = std::move(close_);
        std::erase_if(pairs, [&](const Edge& e) {
            return broken[static_cast<std::size_t>(e.i)] || broken[static_cast<std::size_t>(e.j)];
        });
        if (!parts && pairs.empty())
            return;
        Clusters joined = clustersOfPairs(pairs, agents_.tokens(), consensus_.linkage);
        std::erase_if(joined.members, [&](const auto& m) { return broken[static_cast<std::size_t>(m.front())] != 0; });
        const DistanceOf distance = distanceAmong(pairs, [this](Index i, Index j) { return distanceBetween(i, j); });
        const MetaTokens metas = poolClusters(agents_, joined, distance, consensus_);
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
            for (std::size_t k = 0; broken[a] && k < tokens_[a].size(); ++k) {
                picks.push_back({&loose_, tokens_[a][k]});
                tokens.push_back({tokens_[a][k]});
            }
        }
        agents_ = parts ? gather(picks) : whole;
        tokens_ = std::move(tokens);
        setPriors();
    }

    /// Where each dissenter's own prior would have taken it from its group's last belief. Mirror steps are linear in natural
    /// parameters, so that is the group's belief moved by s α/(α+λ) of what the dissenter's prior differs by; and half the sum
    /// of both divergences between members of one exponential family is ½⟨Δη, Δt⟩, t the moments (m, C + m mᵀ). Marks
    /// groups that someone has left and keeps their members' beliefs; true if there are any.
    bool askMembers(std::vector<char>& broken, CondensedLayer& layer)
    {
        if (dissenters_.empty())
            return false;
        const std::vector<Index> agent = agentOf();
        std::vector<Index> group;
        for (const Index i : dissenters_)
            group.push_back(agent[static_cast<std::size_t>(i)]);
        const CommonBeliefs now = columnsOf(agents_.common, group);
        std::vector<NaturalBlock> delta;
        for (std::size_t h = 0; h < now.heads.size(); ++h)
            delta.push_back(pullApart(h, group));
        const CommonBeliefs own = moved(now, delta);
        const Vectord distance = disagreement(own, now, delta);
        layer.memberEvaluations += 2 * static_cast<Index>(dissenters_.size());
        bool parts = false;
        for (std::size_t k = 0; k < group.size(); ++k) {
            if (!(distance(static_cast<Index>(k)) < (1 + consensus_.hysteresis) * consensus_.threshold)) {
                broken[static_cast<std::size_t>(group[k])] = 1;
                parts = true;
            }
        }
        if (parts)
            loosen(own, agent);
        return parts;
    }

    /// Members' own beliefs: those of their groups, or where dissent has taken them.
    void loosen(const CommonBeliefs& own, const std::vector<Index>& agent)
    {
        loose_ = tokenEnsemble_;
        loose_.lowRank.clear();
        loose_.common = columnsOf(agents_.common, agent);
        for (std::size_t h = 0; h < own.heads.size(); ++h) {
            for (std::size_t k = 0; k < dissenters_.size(); ++k) {
                loose_.common.heads[h].mean.col(dissenters_[k]) = own.heads[h].mean.col(static_cast<Index>(k));
                loose_.common.heads[h].cov[dissenters_[k]] = own.heads[h].cov[static_cast<Index>(k)];
            }
        }
        projectCovariances(loose_.common, loose_.covariance);
    }

    /// How far one step takes dissenter i's natural parameters from its group's, in head h.
    NaturalBlock pullApart(std::size_t h, const std::vector<Index>& group) const
    {
        const double rate = o_.step * o_.alpha / (o_.alpha + o_.lambda);
        const auto n = static_cast<Index>(group.size());
        const NaturalBlock& prior = priorNatural_[h];
        const NaturalBlock& mean = agentPrior_[h];
        NaturalBlock delta{Stack(n, prior.h.rows()), Matrixd(prior.h.rows(), n), {}};
        for (Index k = 0; k < n; ++k) {
            const Index i = dissenters_[static_cast<std::size_t>(k)];
            const Index a = group[static_cast<std::size_t>(k)];
            delta.precision[k] = rate * (prior.precision[i] - mean.precision[a]);
            delta.h.col(k) = rate * (prior.h.col(i) - mean.h.col(a));
        }
        return delta;
    }

    static CommonBeliefs moved(const CommonBeliefs& now, const std::vector<NaturalBlock>& delta)
    {
        CommonBeliefs own;
        for (std::size_t h = 0; h < now.heads.size(); ++h) {
            NaturalBlock eta = naturalParameters(now.heads[h]);
            for (Index k = 0; k < eta.h.cols(); ++k)
                eta.precision[k] += delta[h].precision[k];
            own.heads.push_back(fromNatural(eta.precision, eta.h + delta[h].h));
        }
        return own;
    }

    /// ½ (KL(own ‖ now) + KL(now ‖ own)) of each dissenter, nats; moments are taken about the group's mean.
    static Vectord disagreement(const CommonBeliefs& own, const CommonBeliefs& now, const std::vector<NaturalBlock>& delta)
    {
        Vectord sum = Vectord::Zero(now.tokens());
        for (std::size_t h = 0; h < now.heads.size(); ++h) {
            for (Index k = 0; k < sum.size(); ++k) {
                const Vectord m = now.heads[h].mean.col(k);
                const Vectord off = own.heads[h].mean.col(k) - m;
                const Matrixd second = own.heads[h].cov[k] - now.heads[h].cov[k] + off * off.transpose();
                sum(k) += 0.5 * (delta[h].h.col(k) - delta[h].precision[k] * m).dot(off) -
                          0.25 * delta[h].precision[k].cwiseProduct(second).sum();
            }
        }
        return sum;
    }

    /// Agents' priors: of a token its own, of a group its tokens' mean in natural parameters; who differs from it, and by how much
    /// in all.
    void setPriors()
    {
        const auto a = static_cast<Index>(tokens_.size());
        std::vector<Index> first;
        std::vector<Index> group;  // agents that stand for several
        size_.resize(a);
        for (Index k = 0; k < a; ++k) {
            const auto& tokens = tokens_[static_cast<std::size_t>(k)];
            first.push_back(tokens.front());
            size_(k) = static_cast<double>(tokens.size());
            if (tokens.size() > 1)
                group.push_back(k);
        }
        agentPrior_ = columnsOf(priorNatural_, first);
        agentPriorBelief_ = columnsOf(prior_, first);
        std::vector<char> differs(static_cast<std::size_t>(prior_.tokens()), 0);
        for (std::size_t h = 0; h < priorNatural_.size() && !group.empty(); ++h)
            setGroupPriors(h, group, differs);
        dissenters_.clear();
        gap_ = 0;
        std::vector<Index> agent;
        for (const Index k : group) {
            for (const Index i : tokens_[static_cast<std::size_t>(k)]) {
                if (differs[static_cast<std::size_t>(i)] != 0) {
                    dissenters_.push_back(i);
                    agent.push_back(k);
                }
            }
        }
        if (!dissenters_.empty())
            gap_ = klOf(columnsOf(agentPriorBelief_, agent), columnsOf(prior_, dissenters_)).sum();
    }

    void setGroupPriors(std::size_t h, const std::vector<Index>& group, std::vector<char>& differs)
    {
        constexpr double rounding = 1e-12;
        const NaturalBlock& from = priorNatural_[h];
        const Index d = from.h.rows();
        const auto n = static_cast<Index>(group.size());
        NaturalBlock mean{Stack(n, d), Matrixd::Zero(d, n), {}};
        for (Index k = 0; k < n; ++k) {
            const Index a = group[static_cast<std::size_t>(k)];
            const auto& tokens = tokens_[static_cast<std::size_t>(a)];
            for (const Index i : tokens) {
                mean.precision[k] += from.precision[i] / size_(a);
                mean.h.col(k) += from.h.col(i) / size_(a);
            }
            for (const Index i : tokens)
                if ((from.precision[i] - mean.precision[k]).norm() > rounding * mean.precision[k].norm() ||
                    (from.h.col(i) - mean.h.col(k)).norm() > rounding * mean.h.col(k).norm())
                    differs[static_cast<std::size_t>(i)] = 1;
        }
        const GaussianBlock belief = fromNatural(mean.precision, mean.h);
        for (Index k = 0; k < n; ++k) {
            const Index a = group[static_cast<std::size_t>(k)];
            agentPrior_[h].precision[a] = mean.precision[k];
            agentPrior_[h].h.col(a) = mean.h.col(k);
            agentPriorBelief_.heads[h].mean.col(a) = belief.mean.col(k);
            agentPriorBelief_.heads[h].cov[a] = belief.cov[k];
        }
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
    double gap_ = 0;                 // Σ over groups of Σ_i KL(mean prior ‖ p_i), nats
    CommonBeliefs before_;           // agents at the last attention
    std::vector<Edge> close_;        // agents that agreed there
    std::vector<Index> dissenters_;  // members whose prior is not their group's
    Ensemble loose_;                 // members of broken groups at their own beliefs
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
    return Condensed(backend, ensemble, prior, attention, options, consensus, control).run();
}

}  // namespace gauge
