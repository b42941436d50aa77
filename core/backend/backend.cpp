#include "core/backend/backend.h"

#include "core/error.h"
#include "core/parallel.h"

#include <cmath>

namespace gauge {

namespace {

void requireFinite(const AttentionResult& r, const AttentionOptions& options)
{
    for (std::size_t h = 0; h < r.couplingEnergy.size(); ++h)
        if (!std::isfinite(r.couplingEnergy[h] + r.couplingEntropy[h]))
            fail("energy: expected finite divergences, found head {} beyond what its precision holds (beliefs too far "
                 "apart)",
                 h);
    for (const RowMatrixd& energy : r.energy)
        if (!options.allowedOnly && !energy.allFinite())
            fail("energy: expected finite divergences, found some beyond what their precision holds (beliefs too far "
                 "apart)");
    for (const RowMatrixd& beta : r.attention)
        if (!beta.allFinite())
            fail("attention: expected finite weights, found energies beyond what their precision holds");
    requireFinite(r.message.heads, "message");
    for (const NaturalBlock& natural : r.naturals) {
        bool finite = natural.h.allFinite();
        for (Index i = 0; i < natural.precision.size(); ++i)
            finite = finite && natural.precision[i].allFinite();
        if (!finite)
            fail("message: expected finite natural parameters, found some beyond what double precision holds");
    }
}

}  // namespace

void AttentionResult::startCoupling(std::size_t heads)
{
    couplingEnergy.assign(heads, 0.0);
    couplingEntropy.assign(heads, 0.0);
    receiverEnergy.clear();
    receiverEntropy.clear();
}

void AttentionResult::addCoupling(std::size_t head, const std::vector<RowCoupling>& rows, bool keepReceivers)
{
    for (const RowCoupling& row : rows) {
        couplingEnergy[head] += row.energy;
        couplingEntropy[head] += row.entropy;
    }
    if (!keepReceivers)
        return;
    receiverEnergy.resize(couplingEnergy.size());
    receiverEntropy.resize(couplingEnergy.size());
    const auto n = static_cast<Index>(rows.size());
    receiverEnergy[head] = Vectord::NullaryExpr(n, [&](Index i) { return rows[static_cast<std::size_t>(i)].energy; });
    receiverEntropy[head] = Vectord::NullaryExpr(n, [&](Index i) { return rows[static_cast<std::size_t>(i)].entropy; });
}

std::vector<char> silentReceivers(const Mask& mask, Index n)
{
    std::vector<char> silent(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i)
        silent[static_cast<std::size_t>(i)] = sendersOf(mask, i, n).count() <= 0 ? 1 : 0;
    return silent;
}

std::optional<MirrorLayers> Backend::mirrorLayers(const Ensemble&, const CommonBeliefs&, const AttentionOptions&,
                                                  const MirrorWanted&, const RunControl&) const
{
    return std::nullopt;
}

void attendInto(const Backend& backend, const Ensemble& ensemble, const AttentionOptions& options, const Wanted& wanted,
                const RunControl& control, AttentionResult& result)
{
    if (options.transport == Transport::FirstOrder && !ensemble.frames.identity && ensemble.phi.rows() != ensemble.tokens())
        fail("--transport: first-order needs the coordinates of every frame, found frames without them (frames that were "
             "turned, "
             "or the Karcher mean of a group other than SO(3))");
    backend.attend(*backend.prepare(ensemble, options, wanted), options, wanted, control, result);
    requireFinite(result, options);
}

AttentionResult attendOnce(const Backend& backend, const Ensemble& ensemble, const AttentionOptions& options,
                           const Wanted& wanted, const RunControl& control)
{
    AttentionResult result;
    attendInto(backend, ensemble, options, wanted, control, result);
    return result;
}

std::vector<AttentionResult> attendBatch(const Backend& backend, const std::vector<Ensemble>& ensembles,
                                         const AttentionOptions& options, const Wanted& wanted, const RunControl& control)
{
    std::vector<AttentionResult> results(ensembles.size());
    parallelRanges(static_cast<Index>(ensembles.size()), 1, [&](Index first, Index last) {
        for (auto k = static_cast<std::size_t>(first); k < static_cast<std::size_t>(last); ++k)
            results[k] = attendOnce(backend, ensembles[k], options, wanted, control);
    });
    return results;
}

}  // namespace gauge
