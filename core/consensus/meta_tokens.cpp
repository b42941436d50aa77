#include "core/consensus/meta_tokens.h"

#include <Eigen/Cholesky>

namespace gauge {
namespace {

struct Belief {
    Vectord mean;
    Matrixd cov;
};

/// Σ w (C + spread), or without the spread.
Belief poolMoments(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& w, bool spread)
{
    const Index d = block.dim();
    Belief out{Vectord::Zero(d), Matrixd::Zero(d, d)};
    for (std::size_t k = 0; k < members.size(); ++k)
        out.mean += w(static_cast<Index>(k)) * block.mean.col(members[k]);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const Vectord offset = block.mean.col(members[k]) - out.mean;
        out.cov += w(static_cast<Index>(k)) * block.cov[members[k]];
        if (spread)
            out.cov += w(static_cast<Index>(k)) * offset * offset.transpose();
    }
    return out;
}

/// P = Σ w P_i, h = Σ w h_i. The offsets from the first member keep h small.
Belief poolNaturals(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& w)
{
    const Index d = block.dim();
    const Vectord origin = block.mean.col(members.front());
    Matrixd p = Matrixd::Zero(d, d);
    Vectord h = Vectord::Zero(d);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const Matrixd precision = block.cov[members[k]].llt().solve(Matrixd::Identity(d, d));
        p += w(static_cast<Index>(k)) * precision;
        h += w(static_cast<Index>(k)) * (precision * (block.mean.col(members[k]) - origin));
    }
    const Eigen::LLT<Matrixd> llt(0.5 * (p + p.transpose()));
    return {origin + llt.solve(h), llt.solve(Matrixd::Identity(d, d))};
}

Belief pool(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& n, Pooling pooling)
{
    if (members.size() == 1)
        return {block.mean.col(members.front()), block.cov[members.front()]};
    Vectord weight(static_cast<Index>(members.size()));
    for (std::size_t k = 0; k < members.size(); ++k)
        weight(static_cast<Index>(k)) = n(members[k]);
    const Vectord share = weight / weight.sum();
    switch (pooling) {
    case Pooling::Moment: return poolMoments(block, members, share, true);
    case Pooling::Average: return poolMoments(block, members, share, false);
    case Pooling::Precision: return poolNaturals(block, members, share);
    case Pooling::Product: break;
    }
    return poolNaturals(block, members, Vectord::Ones(weight.size()));
}

Index medoidOf(const std::vector<Index>& members, const Matrixd& distance)
{
    Index best = members.front();
    double least = -1;
    for (const Index i : members) {
        double total = 0;
        for (const Index j : members)
            total += distance(i, j);
        if (least < 0 || total < least) {
            least = total;
            best = i;
        }
    }
    return best;
}

void copyToken(const GaussianBlock& from, Index i, GaussianBlock& to, Index at)
{
    to.mean.col(at) = from.mean.col(i);
    to.cov[at] = from.cov[i];
}

}  // namespace

MetaTokens poolClusters(const Ensemble& ensemble, const Clusters& clusters, const Matrixd& distance, Pooling pooling)
{
    const auto m = static_cast<Index>(clusters.members.size());
    MetaTokens metas;
    metas.multiplicity = Vectord::Zero(m);
    for (const auto& members : clusters.members) {
        const auto c = static_cast<Index>(metas.medoid.size());
        metas.medoid.push_back(medoidOf(members, distance));
        for (const Index i : members)
            metas.multiplicity(c) += ensemble.multiplicity(i);
    }
    metas.frames.identity = ensemble.frames.identity;
    metas.frames.blocks = ensemble.frames.blocks;
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
        const Index d = ensemble.heads[h];
        GaussianBlock block{Matrixd(d, m), Stack(m, d)};
        Stack u(m, d);
        Stack inverse(m, d);
        for (Index c = 0; c < m; ++c) {
            const Belief b = pool(ensemble.common.heads[h], clusters.members[static_cast<std::size_t>(c)],
                                  ensemble.multiplicity, pooling);
            block.mean.col(c) = b.mean;
            block.cov[c] = 0.5 * (b.cov + b.cov.transpose());
            u[c] = ensemble.frames.u[h][metas.medoid[static_cast<std::size_t>(c)]];
            inverse[c] = ensemble.frames.inverse[h][metas.medoid[static_cast<std::size_t>(c)]];
        }
        metas.common.heads.push_back(std::move(block));
        metas.frames.u.push_back(std::move(u));
        metas.frames.inverse.push_back(std::move(inverse));
    }
    metas.local = pushForward(metas.common, metas.frames);
    requireFinite(metas.local.heads, "meta-token");
    return metas;
}

Ensemble metaEnsemble(const Ensemble& below, const MetaTokens& metas)
{
    Ensemble e;
    e.heads = below.heads;
    e.covariance = below.covariance;
    e.common = metas.common;
    e.frames = metas.frames;
    e.multiplicity = metas.multiplicity;
    if (below.phi.size() > 0) {  // a meta-token's frame is its medoid's
        e.generators = below.generators;
        e.phi.resize(metas.multiplicity.size(), below.phi.cols());
        for (Index c = 0; c < e.phi.rows(); ++c)
            e.phi.row(c) = below.phi.row(metas.medoid[static_cast<std::size_t>(c)]);
    }
    return e;
}

namespace {

bool standsForSeveral(const std::vector<ScaleLevel>& levels, std::size_t scale, Index label)
{
    return levels[scale - 1].clusters.members[static_cast<std::size_t>(label)].size() > 1;
}

/// Does a group of a higher scale hold this agent?
bool isAbsorbed(const std::vector<ScaleLevel>& levels, std::size_t scale, Index index)
{
    for (std::size_t up = scale + 1; up <= levels.size(); ++up) {
        index = levels[up - 1].clusters.label[static_cast<std::size_t>(index)];
        if (standsForSeveral(levels, up, index))
            return true;
    }
    return false;
}

}  // namespace

ActiveAgents activeAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, CrossScale crossScale)
{
    ActiveAgents active;
    std::vector<Ensemble> scales{ensemble};
    for (const ScaleLevel& level : levels)
        scales.push_back(metaEnsemble(scales.back(), level.metas));
    for (std::size_t s = 0; s < scales.size(); ++s)
        for (Index i = 0; i < scales[s].tokens(); ++i)
            if ((s == 0 || standsForSeveral(levels, s, i)) &&
                (crossScale != CrossScale::Active || !isAbsorbed(levels, s, i)))
                active.id.push_back({static_cast<Index>(s), i});

    const auto a = static_cast<Index>(active.id.size());
    Ensemble& out = active.ensemble;
    out.heads = ensemble.heads;
    out.covariance = ensemble.covariance;
    out.multiplicity.resize(a);
    out.frames.identity = ensemble.frames.identity;
    out.frames.blocks = ensemble.frames.blocks;
    out.generators = ensemble.generators;
    out.phi.resize(ensemble.phi.size() > 0 ? a : 0, ensemble.phi.cols());
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
        const Index d = ensemble.heads[h];
        GaussianBlock block{Matrixd(d, a), Stack(a, d)};
        Stack u(a, d);
        Stack inverse(a, d);
        for (Index k = 0; k < a; ++k) {
            const AgentId id = active.id[static_cast<std::size_t>(k)];
            const Ensemble& from = scales[static_cast<std::size_t>(id.scale)];
            copyToken(from.common.heads[h], id.index, block, k);
            u[k] = from.frames.u[h][id.index];
            inverse[k] = from.frames.inverse[h][id.index];
            out.multiplicity(k) = from.multiplicity(id.index);
            if (out.phi.rows() > 0)
                out.phi.row(k) = from.phi.row(id.index);
        }
        out.common.heads.push_back(std::move(block));
        out.frames.u.push_back(std::move(u));
        out.frames.inverse.push_back(std::move(inverse));
    }
    return active;
}

}  // namespace gauge
