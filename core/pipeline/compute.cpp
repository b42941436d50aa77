#include "core/pipeline/compute.h"

#include "core/error.h"

#include <limits>

namespace gauge {

namespace {

LocalBeliefs finite(LocalBeliefs beliefs)
{
    requireFinite(beliefs.heads, "message");
    return beliefs;
}

}  // namespace

LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind)
{
    if (kind == MessageKind::Mixture)
        return finite(pushForward(result.message, frames));
    CommonBeliefs beliefs;
    for (const NaturalBlock& naturals : result.naturals) {
        const Index n = naturals.h.cols();
        const Index d = naturals.h.rows();
        Stack precision(n, d);
        std::vector<bool> silent(static_cast<std::size_t>(n));
        for (Index i = 0; i < n; ++i) {
            silent[static_cast<std::size_t>(i)] = naturals.precision[i].isZero(0.0);
            precision[i] =
                silent[static_cast<std::size_t>(i)] ? Matrixd(Matrixd::Identity(d, d)) : Matrixd(naturals.precision[i]);
        }
        GaussianBlock block = fromNatural(precision, naturals.h);
        for (Index i = 0; i < n; ++i) {
            if (silent[static_cast<std::size_t>(i)]) {
                block.mean.col(i).setZero();
                block.cov[i].setZero();
            }
        }
        beliefs.heads.push_back(std::move(block));
    }
    return finite(pushForward(beliefs, frames));
}

void requireMatricesFit(Index n, std::size_t heads, int arrays)
{
    const double bytes = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(heads) * 8.0 * arrays;
    if (bytes > static_cast<double>(memoryLimit()))
        fail("expected matrices within the memory limit of {} bytes, found {} tokens needing {:.3g} bytes for {} arrays of "
             "{}×{}×{}",
             memoryLimit(), n, bytes, arrays, heads, n, n);
}

bool canCondense(const AttentionOptions& options)
{
    return options.mask.kind == Mask::Kind::Full && options.prior.kind == AttentionPrior::Kind::None &&
           options.score == Score::Divergence;
}

void requireCondensable(const AttentionOptions& options)
{
    if (options.mask.kind != Mask::Kind::Full)
        fail("--mask: condensation needs full (a meta-token stands at no one place), found a causal or window mask");
    if (options.prior.kind != AttentionPrior::Kind::None)
        fail("--attention-prior: condensation needs none (a meta-token stands at no one place)");
    if (options.score == Score::DotProduct)
        fail("--score: condensation needs divergence (agreement is a small divergence), found dot-product");
}

ScaleLevel treeOf(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const std::vector<RowMatrixd>& energy, const Request& request, const RunControl& control)
{
    ScaleLevel level;
    level.distance = consensusDistance(energy);
    if (request.linkage != Linkage::Mutual) {
        level.tree = mergeTree(level.distance, request.linkage);
        return level;
    }
    Ensemble priors = ensemble;
    priors.common = prior;
    applyFamily(priors);
    const AttentionResult r =
        attendOnce(backend, priors, request.attention, {.energy = true, .attention = false, .mixture = false}, control);
    level.tree = mergeTree(mutualDistance(energy, r.energy), request.linkage);
    return level;
}

namespace {

/// Attention of one scale's agents among themselves, set into the whole.
void attendWithin(const Backend& backend, const ActiveAgents& active, const Request& request, const RunControl& control,
                  Condensation& c)
{
    const auto a = static_cast<Index>(active.id.size());
    const std::size_t heads = active.ensemble.heads.size();
    const double none = std::numeric_limits<double>::quiet_NaN();
    c.activeAttention.energy.assign(heads, RowMatrixd::Constant(a, a, none));
    c.activeAttention.attention.assign(heads, RowMatrixd::Zero(a, a));
    for (Index first = 0; first < a;) {
        Index last = first;
        while (last < a &&
               active.id[static_cast<std::size_t>(last)].scale == active.id[static_cast<std::size_t>(first)].scale)
            ++last;
        const AttentionResult r = attendOnce(backend, rangeOf(active.ensemble, first, last), request.attention,
                                             {.energy = true, .attention = true, .mixture = false}, control);
        for (std::size_t h = 0; h < heads; ++h) {
            c.activeAttention.energy[h].block(first, first, last - first, last - first) = r.energy[h];
            c.activeAttention.attention[h].block(first, first, last - first, last - first) = r.attention[h];
        }
        c.evaluations += (last - first) * (last - first);
        first = last;
    }
}

}  // namespace

Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control)
{
    requireCondensable(request.attention);
    Condensation c;
    Ensemble below = ensemble;
    for (int scale = 1; scale <= request.scales; ++scale) {
        ScaleLevel level = std::move(first);
        if (scale > 1) {
            below = metaEnsemble(below, c.levels.back().metas);
            const AttentionResult r = attendOnce(backend, below, request.attention,
                                                 {.energy = true, .attention = false, .mixture = false}, control);
            level = treeOf(backend, below, below.common, r.energy, request, control);
        }
        level.clusters = cutTree(level.tree, below.tokens(), request.threshold);
        level.metas = poolClusters(below, level.clusters, level.distance, request.pooling);
        c.levels.push_back(std::move(level));
    }
    c.active = activeAgents(ensemble, c.levels, request.crossScale);
    if (request.crossScale == CrossScale::Within) {
        attendWithin(backend, c.active, request, control, c);
        return c;
    }
    c.activeAttention = attendOnce(backend, c.active.ensemble, request.attention, {}, control);
    const auto a = static_cast<Index>(c.active.id.size());
    c.evaluations = a * a;
    return c;
}

}  // namespace gauge
