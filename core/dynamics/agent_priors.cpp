#include "core/dynamics/agent_priors.h"

#include "core/gaussian/divergence.h"

namespace gauge {
namespace {

/// Sets the priors of groups in head h, and marks the tokens that differ from theirs.
void setGroupPriors(AgentPriors& agents, std::size_t h, const NaturalBlock& from,
                    const std::vector<std::vector<Index>>& tokensOf, const std::vector<Index>& group,
                    std::vector<char>& differs)
{
    constexpr double rounding = 1e-12;
    const Index d = from.h.rows();
    const auto n = static_cast<Index>(group.size());
    NaturalBlock mean{Stack(n, d), Matrixd::Zero(d, n), {}};
    for (Index k = 0; k < n; ++k) {
        const Index a = group[static_cast<std::size_t>(k)];
        const auto& tokens = tokensOf[static_cast<std::size_t>(a)];
        for (const Index i : tokens) {
            mean.precision[k] += from.precision[i] / agents.size(a);
            mean.h.col(k) += from.h.col(i) / agents.size(a);
        }
        for (const Index i : tokens)
            if ((from.precision[i] - mean.precision[k]).norm() > rounding * mean.precision[k].norm() ||
                (from.h.col(i) - mean.h.col(k)).norm() > rounding * mean.h.col(k).norm())
                differs[static_cast<std::size_t>(i)] = 1;
    }
    const GaussianBlock belief = fromNatural(mean.precision, mean.h);
    for (Index k = 0; k < n; ++k) {
        const Index a = group[static_cast<std::size_t>(k)];
        agents.natural[h].precision[a] = mean.precision[k];
        agents.natural[h].h.col(a) = mean.h.col(k);
        agents.belief.heads[h].mean.col(a) = belief.mean.col(k);
        agents.belief.heads[h].cov[a] = belief.cov[k];
    }
}

/// How far one step takes each dissenter's natural parameters from its group's, in one head.
NaturalBlock pullApart(const NaturalBlock& prior, const NaturalBlock& mean, const std::vector<Index>& dissenters,
                       const std::vector<Index>& groups, double rate)
{
    const auto n = static_cast<Index>(groups.size());
    NaturalBlock delta{Stack(n, prior.h.rows()), Matrixd(prior.h.rows(), n), {}};
    for (Index k = 0; k < n; ++k) {
        const Index i = dissenters[static_cast<std::size_t>(k)];
        const Index a = groups[static_cast<std::size_t>(k)];
        delta.precision[k] = rate * (prior.precision[i] - mean.precision[a]);
        delta.h.col(k) = rate * (prior.h.col(i) - mean.h.col(a));
    }
    return delta;
}

CommonBeliefs moved(const CommonBeliefs& now, const std::vector<NaturalBlock>& delta)
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
Vectord disagreement(const CommonBeliefs& own, const CommonBeliefs& now, const std::vector<NaturalBlock>& delta)
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

}  // namespace

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

Vectord klOf(const CommonBeliefs& a, const CommonBeliefs& b)
{
    Vectord sum = Vectord::Zero(a.tokens());
    for (std::size_t h = 0; h < a.heads.size(); ++h)
        sum += klBetween(a.heads[h].mean, a.heads[h].cov, b.heads[h].mean, b.heads[h].cov);
    return sum;
}

AgentPriors agentPriors(const CommonBeliefs& prior, const std::vector<NaturalBlock>& natural,
                        const std::vector<std::vector<Index>>& tokens)
{
    AgentPriors agents;
    std::vector<Index> first;
    std::vector<Index> group;  // agents that stand for several
    agents.size.resize(static_cast<Index>(tokens.size()));
    for (std::size_t a = 0; a < tokens.size(); ++a) {
        first.push_back(tokens[a].front());
        agents.size(static_cast<Index>(a)) = static_cast<double>(tokens[a].size());
        if (tokens[a].size() > 1)
            group.push_back(static_cast<Index>(a));
    }
    agents.natural = columnsOf(natural, first);
    agents.belief = columnsOf(prior, first);
    std::vector<char> differs(static_cast<std::size_t>(prior.tokens()), 0);
    for (std::size_t h = 0; h < natural.size() && !group.empty(); ++h)
        setGroupPriors(agents, h, natural[h], tokens, group, differs);
    std::vector<Index> groupOf;  // of each dissenter
    for (const Index a : group) {
        for (const Index i : tokens[static_cast<std::size_t>(a)]) {
            if (differs[static_cast<std::size_t>(i)] != 0) {
                agents.dissenters.push_back(i);
                groupOf.push_back(a);
            }
        }
    }
    if (!agents.dissenters.empty())
        agents.gap = klOf(columnsOf(agents.belief, groupOf), columnsOf(prior, agents.dissenters)).sum();
    return agents;
}

Dissent dissentOf(const AgentPriors& priors, const std::vector<NaturalBlock>& natural, const CommonBeliefs& now,
                  const std::vector<Index>& groups, double rate)
{
    const CommonBeliefs group = columnsOf(now, groups);
    std::vector<NaturalBlock> delta;
    for (std::size_t h = 0; h < natural.size(); ++h)
        delta.push_back(pullApart(natural[h], priors.natural[h], priors.dissenters, groups, rate));
    Dissent dissent{moved(group, delta), {}};
    dissent.distance = disagreement(dissent.own, group, delta);
    return dissent;
}

}  // namespace gauge
