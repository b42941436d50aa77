// One attention with its matrices, in row tiles over the thread pool: energies, softmax and messages of a tile while it lies in
// the caches.
#include "core/backend/cpu_prepared.h"
#include "core/error.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace gauge {
namespace {

/// Receivers a tile: few enough that tiles of one head stay in the second-level cache and every thread gets several.
Index tileRows(Index n)
{
    const Index share = (n + 2 * availableThreads() - 1) / (2 * availableThreads());
    return std::clamp<Index>(share, 8, n > 2048 ? 24 : 48);
}

template <class S>
struct HeadOutput {
    RowMatrixd* energy = nullptr;
    RowMatrixd* attention = nullptr;
    RowMatrix<S>* mixture = nullptr;  // N×width averaged rows
    RowMatrix<S>* natural = nullptr;
    RowCoupling* rows = nullptr;  // N
};

/// Buffers of one thread, kept between calls so that a warm update takes no memory.
template <class S>
struct TileBuffers {
    Aligned<S> energy;
    Aligned<S> sum;
    Aligned<S> beta;
};

/// Senders a tile of receivers needs: all, or what the mask lets any of them hear, from a whole panel on.
template <class S>
std::pair<Index, Index> columnsOf(const Mask& mask, bool all, Index i0, Index i1, Index n)
{
    if (all)
        return {0, n};
    Index first = n;
    Index last = 0;
    for (const Index i : {i0, i1 - 1}) {  // the ends of a band reach furthest
        first = std::min(first, mask.senders(i, n).first);
        last = std::max(last, mask.senders(i, n).second);
    }
    return {first / kPanelWidth<S> * kPanelWidth<S>, last};
}

template <class S>
class Attend {
public:
    Attend(const CpuPrepared<S>& p, const AttentionOptions& options, const Wanted& wanted, std::vector<HeadOutput<S>>& out)
        : p_(p), o_(options), wanted_(wanted), out_(out), weights_(logWeightsOf(p, options)), n_(p.tokens())
    {
    }

    void tile(Index i0, Index i1) const
    {
        thread_local TileBuffers<S> buffers;
        const auto [j0, j1] = columnsOf<S>(o_.mask, wanted_.energy && !o_.allowedOnly, i0, i1, n_);
        const Index stride = (j1 - j0 + kPanelWidth<S> - 1) / kPanelWidth<S> * kPanelWidth<S>;
        const auto size = static_cast<std::size_t>((i1 - i0) * std::max<Index>(stride, 1));
        buffers.energy.resize(size);
        buffers.beta.resize(size);
        if (o_.summedHeads)
            buffers.sum.assign(size, S(0));
        for (std::size_t h = 0; h < p_.heads.size(); ++h) {
            const PairTile t{h, i0, i1, j0, j1};
            if (j1 > j0)
                p_.energies->tile(t, buffers.energy.data(), stride);
            if (out_[h].energy)
                storeEnergies(t, buffers.energy.data(), stride);
            if (!o_.summedHeads)
                finish(t, buffers.energy.data(), buffers.beta.data(), stride);
            else
                for (std::size_t k = 0; k < size; ++k)
                    buffers.sum[k] += buffers.energy[k];
        }
        for (std::size_t h = 0; o_.summedHeads && h < p_.heads.size(); ++h)
            finish({h, i0, i1, j0, j1}, buffers.sum.data(), buffers.beta.data(), stride);
    }

private:
    void storeEnergies(const PairTile& t, const S* energy, Index stride) const
    {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        for (Index i = t.i0; i < t.i1; ++i) {
            auto row = out_[t.head].energy->row(i);
            const Eigen::Map<const Eigen::Array<S, 1, Eigen::Dynamic>> e(energy + (i - t.i0) * stride, t.j1 - t.j0);
            if (!e.isFinite().all())
                energyOverflows(i, sizeof(S) == 4);
            if (!o_.allowedOnly) {
                row = e.template cast<double>().matrix();
                continue;
            }
            const Senders s = sendersOf(o_.mask, i, n_);
            row.setConstant(none);
            if (s.last > s.first)
                row.segment(s.first, s.last - s.first) =
                    e.segment(s.first - t.j0, s.last - s.first).template cast<double>().matrix();
            if (s.skipSelf)
                row(i) = none;
        }
    }

    /// Softmax and messages of one tile of energies.
    void finish(const PairTile& t, const S* energy, S* beta, Index stride) const
    {
        const HeadOutput<S>& out = out_[t.head];
        const double tau = temperature(o_, p_.heads, t.head);
        for (Index i = t.i0; i < t.i1; ++i) {
            S* row = beta + (i - t.i0) * stride;
            out.rows[i] = attentionRow(energy + (i - t.i0) * stride, row, i, t.j0, t.j1, sendersOf(o_.mask, i, n_),
                                       weights_[o_.summedHeads ? 0 : t.head], tau);
            if (!std::isfinite(out.rows[i].energy))
                energyOverflows(i, sizeof(S) == 4);
            if (out.attention) {
                auto stored = out.attention->row(i);
                stored.head(t.j0).setZero();
                stored.segment(t.j0, t.j1 - t.j0) =
                    Eigen::Map<const Eigen::Matrix<S, 1, Eigen::Dynamic>>(row, t.j1 - t.j0).template cast<double>();
                stored.tail(n_ - t.j1).setZero();
            }
        }
        if (out.mixture)
            average(t, beta, stride, p_.mixture[t.head].rows, *out.mixture);
        if (out.natural)
            average(t, beta, stride, p_.natural[t.head].rows, *out.natural);
    }

    static void average(const PairTile& t, const S* beta, Index stride, const RowMatrix<S>& values, RowMatrix<S>& out)
    {
        const Index width = values.cols();
        out.middleRows(t.i0, t.i1 - t.i0).setZero();
        accumulateRows(beta, stride, t.i1 - t.i0, t.j1 - t.j0, values.data() + t.j0 * width, width, width,
                       out.data() + t.i0 * width, width);
    }

    const CpuPrepared<S>& p_;
    const AttentionOptions& o_;
    const Wanted& wanted_;
    std::vector<HeadOutput<S>>& out_;
    std::vector<LogWeights> weights_;
    Index n_;
};

/// Averaged rows of all heads: scratch between the pair stage and the beliefs, kept by the thread that calls.
template <class S>
struct CallBuffers {
    std::vector<RowMatrix<S>> mixture;
    std::vector<RowMatrix<S>> natural;
    std::vector<std::vector<RowCoupling>> rows;
    std::vector<HeadOutput<S>> out;
};

void shape(std::vector<RowMatrixd>& matrices, bool wanted, std::size_t heads, Index n)
{
    matrices.resize(wanted ? heads : 0);
    for (RowMatrixd& m : matrices)
        m.resize(n, n);
}

/// Pair-by-pair messages: a second sweep that forms each row of attention again, so that no N×N array is needed for it.
template <class S>
void hearAll(const CpuPrepared<S>& p, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
             AttentionResult& result)
{
    shapeHeard(p, wanted.mixture, wanted.product, result.message.heads, result.naturals);
    const Index n = p.tokens();
    const std::vector<LogWeights> weights = logWeightsOf(p, options);
    const Index stride = (n + kPanelWidth<S> - 1) / kPanelWidth<S> * kPanelWidth<S>;
    parallelRanges(n, 4, [&](Index first, Index last) {
        RowMatrix<S> energy(1, stride);
        RowMatrix<S> sum = RowMatrix<S>::Zero(1, stride);
        RowMatrix<S> beta(1, stride);
        for (Index i = first; i < last && !control.stop.stop_requested(); ++i) {
            const auto rowOf = [&](std::size_t h, const RowMatrix<S>& e) {
                attentionRow(e.data(), beta.data(), i, 0, n, sendersOf(options.mask, i, n),
                             weights[options.summedHeads ? 0 : h], temperature(options, p.heads, h));
                storeHeard(p, h, i, beta.data(), wanted.mixture, wanted.product, result.message.heads, result.naturals);
            };
            sum.setZero();
            for (std::size_t h = 0; h < p.heads.size(); ++h) {
                p.energies->tile({h, i, i + 1, 0, n}, energy.data(), stride);
                if (!options.summedHeads)
                    rowOf(h, energy);
                sum += energy;
            }
            for (std::size_t h = 0; options.summedHeads && h < p.heads.size(); ++h)
                rowOf(h, sum);
        }
    });
    control.check();
}

}  // namespace

template <class S>
void cpuAttend(const CpuPrepared<S>& p, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
               AttentionResult& result)
{
    const Index n = p.tokens();
    const std::size_t heads = p.heads.size();
    CallBuffers<S> call;
    const bool mixture = wanted.mixture && p.pairwise == nullptr;
    const bool natural = wanted.product && p.pairwise == nullptr;
    shape(result.energy, wanted.energy, heads, n);
    shape(result.attention, wanted.attention, heads, n);
    call.out.assign(heads, {});
    call.mixture.resize(heads);
    call.natural.resize(heads);
    call.rows.resize(heads);
    for (std::size_t h = 0; h < heads; ++h) {
        HeadOutput<S>& out = call.out[h];
        out.energy = wanted.energy ? &result.energy[h] : nullptr;
        out.attention = wanted.attention ? &result.attention[h] : nullptr;
        if (mixture) {
            call.mixture[h].resize(n, p.mixture[h].rows.cols());
            out.mixture = &call.mixture[h];
        }
        if (natural) {
            call.natural[h].resize(n, p.natural[h].rows.cols());
            out.natural = &call.natural[h];
        }
        call.rows[h].resize(static_cast<std::size_t>(n));
        out.rows = call.rows[h].data();
    }

    const Attend<S> attend(p, options, wanted, call.out);
    parallelRanges(n, tileRows(n), [&](Index first, Index last) {
        if (!control.stop.stop_requested())
            attend.tile(first, last);
    });
    control.check();

    result.message.heads.resize(wanted.mixture ? heads : 0);
    result.naturals.resize(wanted.product ? heads : 0);
    result.startCoupling(heads);
    const std::vector<char> silent = silentReceivers(options.mask, n);
    for (std::size_t h = 0; h < heads; ++h) {
        if (mixture)
            beliefsFromMoments(p.mixture[h], call.mixture[h], silent, result.message.heads[h]);
        if (natural)
            naturalsFromRows(p.natural[h], call.natural[h], result.naturals[h]);
        // With summed heads one row couples all heads: it is counted once, with the first.
        if (options.summedHeads && h > 0)
            continue;
        result.addCoupling(h, call.rows[h], wanted.receivers);
    }
    if (mixture)
        sharpenSpread(p, options, silent, control, result.message.heads);
    carryHeard(p.links, options.covariance.family == CovarianceFamily::Diagonal, result.message.heads, result.naturals);
    if (p.pairwise != nullptr && (wanted.mixture || wanted.product))
        hearAll(p, options, wanted, control, result);
}

template <class S>
std::vector<LogWeights> logWeightsOf(const CpuPrepared<S>& p, const AttentionOptions& options)
{
    const std::size_t count = options.summedHeads ? 1 : p.heads.size();
    std::vector<LogWeights> weights;
    for (std::size_t h = 0; h < count; ++h)
        weights.emplace_back(p.multiplicity, options.prior, h, count);
    return weights;
}

template <class S>
void shapeHeard(const CpuPrepared<S>& p, bool mixture, bool natural, std::vector<GaussianBlock>& messages,
                std::vector<NaturalBlock>& naturals)
{
    const Index n = p.tokens();
    messages.clear();
    naturals.clear();
    for (const Index d : p.heads) {
        if (mixture)
            messages.push_back({Matrixd(d, n), Stack(n, d)});
        if (natural)
            naturals.push_back({Stack(n, d), Matrixd(d, n), Vectord()});
    }
}

template <class S>
void storeHeard(const CpuPrepared<S>& p, std::size_t h, Index i, const S* beta, bool mixture, bool natural,
                std::vector<GaussianBlock>& messages, std::vector<NaturalBlock>& naturals)
{
    const auto heard = p.pairwise->hear(h, i, beta, natural);
    const auto u = p.frames.u[h][i];
    const auto inverse = p.frames.inverse[h][i];
    if (mixture) {
        messages[h].mean.col(i) = inverse * heard.mean;
        const Matrixd cov = inverse * heard.cov * inverse.transpose();
        messages[h].cov[i] = inFamily(cov, p.diagonal);
    }
    if (natural) {
        const Matrixd precision = u.transpose() * heard.precision * u;
        naturals[h].precision[i] = inFamily(precision, p.diagonal);
        naturals[h].h.col(i) = u.transpose() * heard.h;
    }
}

void energyOverflows(Index receiver, bool single)
{
    fail("energy: expected finite divergences, found receiver {} overflowing {} precision (beliefs too far apart for it)",
         receiver, single ? "single" : "double");
}

template void cpuAttend(const CpuPrepared<float>&, const AttentionOptions&, const Wanted&, const RunControl&,
                        AttentionResult&);
template void cpuAttend(const CpuPrepared<double>&, const AttentionOptions&, const Wanted&, const RunControl&,
                        AttentionResult&);
template std::vector<LogWeights> logWeightsOf(const CpuPrepared<float>&, const AttentionOptions&);
template std::vector<LogWeights> logWeightsOf(const CpuPrepared<double>&, const AttentionOptions&);
template void shapeHeard(const CpuPrepared<float>&, bool, bool, std::vector<GaussianBlock>&, std::vector<NaturalBlock>&);
template void shapeHeard(const CpuPrepared<double>&, bool, bool, std::vector<GaussianBlock>&, std::vector<NaturalBlock>&);
template void storeHeard(const CpuPrepared<float>&, std::size_t, Index, const float*, bool, bool,
                         std::vector<GaussianBlock>&, std::vector<NaturalBlock>&);
template void storeHeard(const CpuPrepared<double>&, std::size_t, Index, const double*, bool, bool,
                         std::vector<GaussianBlock>&, std::vector<NaturalBlock>&);

}  // namespace gauge
