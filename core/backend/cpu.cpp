// The exact common-frame path on the CPU (MATH.md §3): one matrix product a head, in row tiles over the thread pool.
#include "core/attention/softmax.h"
#include "core/backend/backend.h"
#include "core/error.h"
#include "core/gaussian/features.h"
#include "core/parallel.h"

#include <algorithm>

namespace gauge {
namespace {

/// Receivers a tile: enough to feed the matrix product, few enough to give every thread several.
Index tileRows(Index n)
{
    return std::clamp<Index>(n / (4 * availableThreads()), 8, 64);
}

template <class S>
class CpuPrepared : public Prepared {
public:
    Heads heads;
    Vectord multiplicity;
    std::vector<PairFeatures<S>> features;
};

/// Rows [first, last) of 2·KL: receiver features of one side against sender features of the other.
template <class S>
void klRows(const PairFeatures<S>& f, Index first, Index last, RowMatrix<S>& tile)
{
    const Index rows = last - first;
    tile.noalias() = f.receiver.middleRows(first, rows) * f.sender.transpose();
    tile.colwise() += f.receiverBias.segment(first, rows);
    tile.rowwise() += f.senderBias.transpose();
}

/// Rows [first, last) of 2·KL transposed: KL(q_j ‖ q_i).
template <class S>
void reverseKlRows(const PairFeatures<S>& f, Index first, Index last, RowMatrix<S>& tile)
{
    const Index rows = last - first;
    tile.noalias() = f.sender.middleRows(first, rows) * f.receiver.transpose();
    tile.colwise() += f.senderBias.segment(first, rows);
    tile.rowwise() += f.receiverBias.transpose();
}

/// Energies of receivers [first, last), nats. Rounding below zero is cut off: a divergence is not negative, and of a belief
/// from itself it is exactly zero.
template <class S>
void energyRows(const PairFeatures<S>& f, Divergence divergence, Index first, Index last, RowMatrix<S>& tile,
                RowMatrix<S>& scratch)
{
    S factor = S(0.5);
    if (divergence == Divergence::ReverseKl) {
        reverseKlRows(f, first, last, tile);
    } else {
        klRows(f, first, last, tile);
        if (divergence == Divergence::Jeffreys) {
            reverseKlRows(f, first, last, scratch);
            tile += scratch;
            factor = S(0.25);
        }
    }
    tile = (tile * factor).cwiseMax(S(0));
    for (Index i = first; i < last; ++i)
        tile(i - first, i) = S(0);
}

template <class S>
struct HeadOutput {
    RowMatrixd* energy = nullptr;
    RowMatrixd* attention = nullptr;
    RowMatrix<S> mixture;  // N×L averaged moments
    RowMatrix<S> product;  // N×L averaged naturals
    std::vector<RowCoupling> rows;
};

/// Softmax and messages of one tile of energies.
template <class S>
void finishTile(const CpuPrepared<S>& p, std::size_t head, const AttentionOptions& options, const RowMatrix<S>& energy,
                Index first, RowMatrix<S>& beta, HeadOutput<S>& out)
{
    const Index n = p.multiplicity.size();
    const Index rows = energy.rows();
    beta.resize(rows, n);
    const double tau = temperature(options, p.heads, head);
    for (Index r = 0; r < rows; ++r)
        out.rows[static_cast<std::size_t>(first + r)] =
            attentionRow(energy.row(r).data(), beta.row(r).data(), first + r, n, options.mask, p.multiplicity, tau);
    if (out.attention)
        out.attention->middleRows(first, rows) = beta.template cast<double>();
    if (out.mixture.size() > 0)
        out.mixture.middleRows(first, rows).noalias() = beta * p.features[head].moments;
    if (out.product.size() > 0)
        out.product.middleRows(first, rows).noalias() = beta * p.features[head].naturals;
}

template <class S>
AttentionResult attendAs(const CpuPrepared<S>& p, const AttentionOptions& options, const Wanted& wanted,
                         const RunControl& control)
{
    const Index n = p.multiplicity.size();
    const std::size_t heads = p.heads.size();
    AttentionResult result;
    std::vector<HeadOutput<S>> out(heads);
    if (wanted.energy)
        result.energy.assign(heads, RowMatrixd(n, n));
    if (wanted.attention)
        result.attention.assign(heads, RowMatrixd(n, n));
    for (std::size_t h = 0; h < heads; ++h) {
        out[h].energy = wanted.energy ? &result.energy[h] : nullptr;
        out[h].attention = wanted.attention ? &result.attention[h] : nullptr;
        if (wanted.mixture)
            out[h].mixture.resize(n, p.features[h].moments.cols());
        if (wanted.product)
            out[h].product.resize(n, p.features[h].naturals.cols());
        out[h].rows.resize(static_cast<std::size_t>(n));
    }

    parallelRanges(n, tileRows(n), [&](Index first, Index last) {
        if (control.stop.stop_requested())
            return;
        RowMatrix<S> tile;
        RowMatrix<S> scratch;
        RowMatrix<S> beta;
        RowMatrix<S> sum;
        for (std::size_t h = 0; h < heads; ++h) {
            energyRows(p.features[h], options.divergence, first, last, tile, scratch);
            if (out[h].energy)
                out[h].energy->middleRows(first, last - first) = tile.template cast<double>();
            if (!options.summedHeads)
                finishTile(p, h, options, tile, first, beta, out[h]);
            else if (h == 0)
                sum = tile;
            else
                sum += tile;
        }
        for (std::size_t h = 0; options.summedHeads && h < heads; ++h)
            finishTile(p, h, options, sum, first, beta, out[h]);
    });
    control.check();

    for (std::size_t h = 0; h < heads; ++h) {
        if (wanted.mixture)
            result.message.heads.push_back(beliefsFromMoments(p.features[h], out[h].mixture));
        if (wanted.product)
            result.naturals.push_back(naturalsFromRows(p.features[h], out[h].product));
        double energy = 0;
        double entropy = 0;
        for (const RowCoupling& row : out[h].rows) {
            energy += row.energy;
            entropy += row.entropy;
        }
        // With summed heads one row couples all heads: it is counted once, with the first.
        const bool counts = !options.summedHeads || h == 0;
        result.couplingEnergy.push_back(counts ? energy : 0.0);
        result.couplingEntropy.push_back(counts ? entropy : 0.0);
    }
    return result;
}

template <class S>
std::unique_ptr<Prepared> prepareAs(const Ensemble& ensemble, const AttentionOptions& options)
{
    auto prepared = std::make_unique<CpuPrepared<S>>();
    prepared->heads = ensemble.heads;
    prepared->multiplicity = ensemble.multiplicity;
    for (const GaussianBlock& block : ensemble.common.heads)
        prepared->features.push_back(pairFeatures<S>(block, options.family));
    return prepared;
}

class CpuBackend : public Backend {
public:
    std::string name() const override { return "cpu"; }
    std::optional<std::string> refuses(const AttentionOptions&) const override { return std::nullopt; }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options) const override
    {
        return options.precision == Precision::Single ? prepareAs<float>(ensemble, options)
                                                      : prepareAs<double>(ensemble, options);
    }

    AttentionResult attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted,
                           const RunControl& control) const override
    {
        if (options.precision == Precision::Single)
            return attendAs(dynamic_cast<const CpuPrepared<float>&>(prepared), options, wanted, control);
        return attendAs(dynamic_cast<const CpuPrepared<double>&>(prepared), options, wanted, control);
    }
};

}  // namespace

std::unique_ptr<Backend> makeCpuBackend()
{
    return std::make_unique<CpuBackend>();
}

}  // namespace gauge
