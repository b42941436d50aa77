#include "core/pipeline/compute.h"

#include "core/error.h"

namespace gauge {

LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind)
{
    if (kind == MessageKind::Mixture)
        return pushForward(result.message, frames);
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
    return pushForward(beliefs, frames);
}

void requireMatricesFit(Index n, std::size_t heads, int arrays)
{
    const double bytes = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(heads) * 8.0 * arrays;
    if (bytes > static_cast<double>(memoryLimit()))
        fail("expected matrices within the memory limit of {} bytes, found {} tokens needing {:.3g} bytes for {} arrays of "
             "{}×{}×{}",
             memoryLimit(), n, bytes, arrays, heads, n, n);
}

void requireMaskForCondensation(const Mask& mask)
{
    if (mask.kind != Mask::Kind::Full)
        fail("--mask: condensation needs full (a meta-token stands at no one place), found a causal or window mask");
}

Condensation condense(const Backend& backend, const Ensemble& ensemble, const Matrixd& distance,
                      const std::vector<Merge>& tree, const Request& request, const RunControl& control)
{
    requireMaskForCondensation(request.attention.mask);
    Condensation c;
    c.clusters = cutTree(tree, ensemble.tokens(), request.threshold);
    c.metas = poolClusters(ensemble, c.clusters, distance, request.pooling);
    c.active = activeAgents(ensemble, c.clusters, c.metas);
    c.activeAttention = backend.attend(*backend.prepare(c.active.ensemble, request.attention), request.attention,
                                       {.energy = true, .attention = true, .mixture = true, .product = false}, control);
    return c;
}

}  // namespace gauge
