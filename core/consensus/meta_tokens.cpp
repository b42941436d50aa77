#include "core/consensus/meta_tokens.h"

#include "core/consensus/meta_frame.h"
#include "core/consensus/pooling.h"
#include "core/parallel.h"

namespace gauge {

MetaTokens poolClusters(const Ensemble& e, const Clusters& clusters, const DistanceOf& distance,
                        const ConsensusOptions& options)
{
    const auto m = static_cast<Index>(clusters.members.size());
    MetaTokens metas;
    metas.multiplicity = Vectord::Zero(m);
    std::vector<Vectord> shares;
    for (Index c = 0; c < m; ++c) {
        const auto& members = clusters.members[static_cast<std::size_t>(c)];
        metas.medoid.push_back(medoidOf(members, distance));
        shares.push_back(poolingShares(members, e.multiplicity, distance, options.weights));
        for (const Index i : members)
            metas.multiplicity(c) += e.multiplicity(i);
    }
    const bool carries = options.unequalJoin && e.connection.byPair();
    CommonBeliefs carried;
    if (carries) {
        metas.carry = Carry(e, clusters, metas.medoid);
        carried = metas.carry.there(e.common);
    }
    const CommonBeliefs& seen = carries ? carried : e.common;
    GroupFrames frames = options.metaFrame == MetaFrame::Karcher ? karcherFrames(e, clusters.members, shares, metas.medoid)
                                                                 : medoidFrames(e, metas.medoid);
    metas.frames = std::move(frames.frames);
    metas.phi = std::move(frames.phi);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        const Index d = e.heads[h];
        GaussianBlock block{Matrixd(d, m), Stack(m, d)};
        parallelRanges(m, 16, [&](Index first, Index last) {
            for (Index c = first; c < last; ++c) {
                const auto at = static_cast<std::size_t>(c);
                const PooledBelief b = poolBeliefs(seen.heads[h], clusters.members[at], shares[at], options.pooling);
                block.mean.col(c) = b.mean;
                block.cov[c] = 0.5 * (b.cov + b.cov.transpose());
            }
        });
        metas.common.heads.push_back(std::move(block));
    }
    if (carries && e.covariance.family == CovarianceFamily::Diagonal)
        projectCovariances(metas.common, e.covariance);
    requireFinite(metas.common.heads, "meta-token");
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
    e.generators = below.generators;
    e.phi = metas.phi;
    e.connection = below.connection.among(metas.medoid);
    return e;
}

Ensemble gather(const std::vector<Pick>& picks)
{
    const Ensemble& kind = *picks.front().from;
    const auto a = static_cast<Index>(picks.size());
    Ensemble out;
    out.heads = kind.heads;
    out.covariance = kind.covariance;
    out.multiplicity.resize(a);
    out.generators = kind.generators;
    out.frames.identity = kind.frames.identity;
    bool coordinates = true;
    for (Index k = 0; k < a; ++k) {
        const Pick& pick = picks[static_cast<std::size_t>(k)];
        out.multiplicity(k) = pick.from->multiplicity(pick.index);
        coordinates = coordinates && pick.from->phi.size() > 0;
    }
    if (coordinates) {
        out.phi.resize(a, kind.phi.cols());
        for (Index k = 0; k < a; ++k)
            out.phi.row(k) = picks[static_cast<std::size_t>(k)].from->phi.row(picks[static_cast<std::size_t>(k)].index);
    }
    for (std::size_t h = 0; h < kind.heads.size(); ++h) {
        const Index d = kind.heads[h];
        GaussianBlock block{Matrixd(d, a), Stack(a, d)};
        Stack u(a, d);
        Stack inverse(a, d);
        bool sameBlocks = true;
        for (Index k = 0; k < a; ++k) {
            const auto& [from, i] = picks[static_cast<std::size_t>(k)];
            block.mean.col(k) = from->common.heads[h].mean.col(i);
            block.cov[k] = from->common.heads[h].cov[i];
            u[k] = from->frames.u[h][i];
            inverse[k] = from->frames.inverse[h][i];
            sameBlocks = sameBlocks && from->frames.blocks[h] == kind.frames.blocks[h];
        }
        out.common.heads.push_back(std::move(block));
        out.frames.u.push_back(std::move(u));
        out.frames.inverse.push_back(std::move(inverse));
        out.frames.blocks.push_back(sameBlocks ? kind.frames.blocks[h] : std::vector<Index>{0, d});
    }
    std::vector<Connection::Pick> standing;
    for (const auto& [from, i] : picks)
        standing.push_back({&from->connection, i});
    out.connection = Connection::gather(standing, [&] { return allMeans(out.common); });
    return out;
}

}  // namespace gauge
