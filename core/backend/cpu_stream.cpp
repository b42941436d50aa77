// Attention without N×N memory: tiles of receivers × senders, each seen once by every sink. The softmax is the online one
// (Milakov and Gimelshein, 2018; Dao et al., FlashAttention, 2022): running least cost, rescaled sums.
#include "core/backend/cpu_prepared.h"
#include "core/error.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace gauge {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// Receivers and senders of a tile: its energies fill half a second-level cache at most.
constexpr Index kReceivers = 64;
constexpr Index kSenders = 1024;

template <class S>
using RowArray = Eigen::Array<S, 1, Eigen::Dynamic>;

/// The sinks of one receiver and one head while its senders pass by. Sums are relative to exp(−least).
struct RowState {
    double least = kInf;  // of the costs E/τ − ln w met so far
    double nearest = 0;   // the energy that cost is of, where weights factor out: (E/τ)τ is not E, and τ may be tiny
    double sum = 0;       // Σ exp(least − cost)
    double energy = 0;    // Σ exp(least − cost) E
    Index links = 0;      // kept so far
};

template <class S>
class Stream {
public:
    Stream(const CpuPrepared<S>& p, const AttentionOptions& options, const StreamWanted& wanted, StreamResult& result)
        : p_(p), o_(options), wanted_(wanted), r_(result), weights_(logWeightsOf(p, options)), n_(p.tokens()),
          bounds_(pooledBounds(n_, wanted.pooledCells))
    {
    }

    /// What a tile of receivers leaves behind, to be added up in order: the same sums whatever the threads did.
    struct Partial {
        std::vector<std::pair<Index, std::vector<Vectord>>> pooled;  // cell of the receivers; a row of cells a head
        std::vector<double> energy, entropy;                         // a head
        std::vector<Edge> candidates;                                // directed
    };

    /// values and averaged: what is averaged, N×width, and where the averages go; a head each.
    Partial tile(Index i0, Index i1, const std::vector<MessageRows<S>>* values, std::vector<RowMatrix<S>>* averaged) const
    {
        Partial partial;
        Work work(*this, i1 - i0, values);
        const auto [first, last] = columns(i0, i1);
        for (Index j0 = first / kPanelWidth<S> * kPanelWidth<S>; j0 < last; j0 += kSenders)
            block(i0, i1, j0, std::min(j0 + kSenders, last), values, work, partial);
        for (std::size_t h = 0; h < p_.heads.size(); ++h)
            for (Index i = i0; i < i1; ++i)
                finishRow(h, i, i0, values, averaged, work, partial);
        return partial;
    }

private:
    struct Work {
        Work(const Stream& s, Index rows, const std::vector<MessageRows<S>>* values)
            : state(s.p_.heads.size() * static_cast<std::size_t>(rows))
        {
            energy.resize(static_cast<std::size_t>(rows * kSenders));
            weight.resize(energy.size());
            if (s.o_.summedHeads)
                sum.resize(energy.size());
            if (s.wanted_.edgesBelow >= 0)
                allHeads.resize(energy.size());
            const auto cells = static_cast<Index>(s.bounds_.size()) - 1;
            for (std::size_t h = 0; h < s.p_.heads.size(); ++h) {
                pooled.push_back(RowMatrixd::Zero(rows, cells));
                sums.push_back(RowMatrix<S>::Zero(rows, values ? (*values)[h].rows.cols() : 0));
                cost.push_back(RowMatrixd::Constant(rows, s.wanted_.links, kInf));
                sender.push_back(RowMatrix<Index>::Constant(rows, s.wanted_.links, -1));
            }
        }
        std::vector<RowState> state;  // head-major
        Aligned<S> energy, sum, weight, allHeads;
        std::vector<RowMatrixd> pooled;
        std::vector<RowMatrix<S>> sums;
        std::vector<RowMatrixd> cost;  // of the links, rising
        std::vector<RowMatrix<Index>> sender;
    };

    std::pair<Index, Index> columns(Index i0, Index i1) const
    {
        if (wanted_.edgesBelow >= 0)
            return {0, n_};
        return {std::min(o_.mask.senders(i0, n_).first, o_.mask.senders(i1 - 1, n_).first),
                std::max(o_.mask.senders(i0, n_).second, o_.mask.senders(i1 - 1, n_).second)};
    }

    void block(Index i0, Index i1, Index j0, Index j1, const std::vector<MessageRows<S>>* values, Work& w,
               Partial& partial) const
    {
        const Index rows = i1 - i0;
        const bool edges = wanted_.edgesBelow >= 0;
        std::fill(w.allHeads.begin(), w.allHeads.end(), S(0));
        std::fill(w.sum.begin(), w.sum.end(), S(0));
        for (std::size_t h = 0; h < p_.heads.size(); ++h) {
            p_.energies->tile({h, i0, i1, j0, j1}, w.energy.data(), kSenders);
            if (edges)
                for (std::size_t k = 0; k < static_cast<std::size_t>(rows * kSenders); ++k)
                    w.allHeads[k] += w.energy[k];
            if (o_.summedHeads)
                for (std::size_t k = 0; k < static_cast<std::size_t>(rows * kSenders); ++k)
                    w.sum[k] += w.energy[k];
            else
                sinks(h, i0, i1, j0, j1, w.energy.data(), values, w);
        }
        for (std::size_t h = 0; o_.summedHeads && h < p_.heads.size(); ++h)
            sinks(h, i0, i1, j0, j1, w.sum.data(), values, w);
        if (edges)
            collectCandidates(i0, i1, j0, j1, w, partial);
    }

    /// Divergences are never negative, so D_ij = ½ (E_ij + E_ji) < θ needs both energies below 2θ: each direction leaves its
    /// candidates when its tile passes by, and no energy is computed twice.
    void collectCandidates(Index i0, Index i1, Index j0, Index j1, const Work& w, Partial& partial) const
    {
        const auto most = static_cast<S>(2 * wanted_.edgesBelow);
        for (Index i = i0; i < i1; ++i) {
            const S* row = w.allHeads.data() + (i - i0) * kSenders;
            if (!(Eigen::Map<const RowArray<S>>(row, j1 - j0).minCoeff() <= most))
                continue;
            for (Index j = j0; j < j1; ++j)
                if (i != j && row[j - j0] <= most)
                    partial.candidates.push_back({i, j, static_cast<double>(row[j - j0])});
        }
    }

    /// Every sink sees the tile of head h once.
    void sinks(std::size_t h, Index i0, Index i1, Index j0, Index j1, const S* energy,
               const std::vector<MessageRows<S>>* values, Work& w) const
    {
        for (Index i = i0; i < i1; ++i) {
            const Senders s = sendersOf(o_.mask, i, n_);
            const Index first = std::max(s.first, j0);
            const Index last = std::min(s.last, j1);
            S* weight = w.weight.data() + (i - i0) * kSenders;
            std::fill(weight, weight + kSenders, S(0));
            if (first < last)
                softmax(h, i, i - i0, first, last, s.skipSelf, energy + (i - i0) * kSenders + (first - j0),
                        weight + (first - j0), w);
        }
        if (values != nullptr) {
            const RowMatrix<S>& v = (*values)[h].rows;
            accumulateRows(w.weight.data(), kSenders, i1 - i0, j1 - j0, v.data() + j0 * v.cols(), v.cols(), v.cols(),
                           w.sums[h].data(), v.cols());
        }
    }

    /// weight ← exp(least − cost) of senders [first, last) of receiver i; older sums are rescaled when the least falls.
    void softmax(std::size_t h, Index i, Index row, Index first, Index last, bool skipSelf, const S* energy, S* weight,
                 Work& w) const
    {
        RowState& state = w.state[h * (w.state.size() / p_.heads.size()) + static_cast<std::size_t>(row)];
        const LogWeights& logWeight = weights_[o_.summedHeads ? 0 : h];
        const double tau = tauOf(h);
        const Index count = last - first;
        const Eigen::Map<const RowArray<S>> e(energy, count);
        Eigen::Map<RowArray<S>> out(weight, count);
        const bool self = skipSelf && i >= first && i < last;
        if (!e.isFinite().all())
            energyOverflows(i, sizeof(S) == 4);
        if (logWeight.factors()) {
            S least = std::numeric_limits<S>::infinity();
            if (self) {
                if (i > first)
                    least = e.head(i - first).minCoeff();
                if (i + 1 < last)
                    least = std::min(least, e.tail(last - i - 1).minCoeff());
            } else {
                least = e.minCoeff();
            }
            if (lower(state, static_cast<double>(least) / tau, h, row, w))
                state.nearest = static_cast<double>(least);
            const S reference = static_cast<S>(state.nearest);
            out = ((reference - e) /
                   static_cast<S>(std::clamp<double>(tau, std::numeric_limits<S>::min(), std::numeric_limits<S>::max())))
                      .exp();
            if (!logWeight.trivial())
                out *= logWeight.multiplicity().segment(first, count).transpose().array().template cast<S>();
        } else {
            thread_local Vectord cost;
            cost.resize(count);
            for (Index k = 0; k < count; ++k)
                cost(k) = static_cast<double>(e(k)) / tau - logWeight(i, first + k);
            if (self)
                cost(i - first) = kInf;
            lower(state, cost.minCoeff(), h, row, w);
            out = (state.least - cost.array()).exp().transpose().template cast<S>();
        }
        if (self)
            out(i - first) = S(0);
        state.sum += static_cast<double>(out.sum());
        state.energy += static_cast<double>((out * e).sum());
        pool(h, row, first, out, w);
        keepLinks(h, i, row, first, e, out, tau, logWeight, state, w);
    }

    /// Whether it fell.
    bool lower(RowState& state, double least, std::size_t h, Index row, Work& w) const
    {
        if (!(least < state.least))
            return false;
        if (state.least < kInf) {
            const double factor = std::exp(least - state.least);
            state.sum *= factor;
            state.energy *= factor;
            w.pooled[h].row(row) *= factor;
            if (w.sums[h].cols() > 0)
                w.sums[h].row(row) *= static_cast<S>(factor);
        }
        state.least = least;
        return true;
    }

    void pool(std::size_t h, Index row, Index first, const Eigen::Map<RowArray<S>>& weight, Work& w) const
    {
        auto cell = static_cast<Index>(std::upper_bound(bounds_.begin(), bounds_.end(), first) - bounds_.begin()) - 1;
        for (Index j = first; j < first + weight.size(); ++cell) {
            const Index end = std::min(bounds_[static_cast<std::size_t>(cell + 1)], first + weight.size());
            w.pooled[h](row, cell) += static_cast<double>(weight.segment(j - first, end - j).sum());
            j = end;
        }
    }

    void keepLinks(std::size_t h, Index i, Index row, Index first, const Eigen::Map<const RowArray<S>>& e,
                   const Eigen::Map<RowArray<S>>& weight, double tau, const LogWeights& logWeight, RowState& state,
                   Work& w) const
    {
        const Index most = wanted_.links;
        if (most == 0)
            return;
        double* cost = w.cost[h].row(row).data();
        Index* sender = w.sender[h].row(row).data();
        constexpr Index chunk = 16;
        for (Index k0 = 0; k0 < e.size(); k0 += chunk) {
            const Index length = std::min(chunk, e.size() - k0);
            // Most chunks hold nothing new: their largest weight lies below that of the weakest link kept.
            const double weakest = state.links == most ? std::exp(state.least - cost[most - 1]) : 0.0;
            const double best = static_cast<double>(weight.segment(k0, length).maxCoeff());
            if (best < 0.999 * weakest || best == 0.0)
                continue;
            for (Index k = k0; k < k0 + length; ++k) {
                if (weight(k) == S(0))
                    continue;
                const double c = static_cast<double>(e(k)) / tau - (logWeight.trivial() ? 0.0 : logWeight(i, first + k));
                if (state.links == most && !(c < cost[most - 1]))
                    continue;
                Index at = state.links < most ? state.links++ : most - 1;
                for (; at > 0 && cost[at - 1] > c; --at) {
                    cost[at] = cost[at - 1];
                    sender[at] = sender[at - 1];
                }
                cost[at] = c;
                sender[at] = first + k;
            }
        }
    }

    void finishRow(std::size_t h, Index i, Index i0, const std::vector<MessageRows<S>>* values,
                   std::vector<RowMatrix<S>>* averaged, Work& w, Partial& partial) const
    {
        const Index row = i - i0;
        const RowState& state = w.state[h * (w.state.size() / p_.heads.size()) + static_cast<std::size_t>(row)];
        if (partial.energy.size() <= h) {
            partial.energy.push_back(0);
            partial.entropy.push_back(0);
        }
        if (state.sum > 0) {
            const double tau = tauOf(h);
            const double energy = state.energy / state.sum;
            const double entropy = tau * (state.least - std::log(state.sum) + logTotal(h, i)) - energy;
            if (!o_.summedHeads || h == 0) {  // one row couples all heads: it is counted once, with the first
                r_.receiverEnergy[h](i) = energy;
                r_.receiverEntropy[h](i) = entropy;
                partial.energy[h] += energy;
                partial.entropy[h] += entropy;
            }
            w.pooled[h].row(row) /= state.sum;
            for (Index k = 0; k < state.links; ++k) {
                r_.linkWeight[h](i, k) = std::exp(state.least - w.cost[h](row, k)) / state.sum;
                r_.linkSender[h](i, k) = w.sender[h](row, k);
            }
        }
        if (values != nullptr)
            (*averaged)[h].row(i) = state.sum > 0 ? (w.sums[h].row(row) / static_cast<S>(state.sum)).eval()
                                                  : (w.sums[h].row(row) * S(0)).eval();
        const Index cell = static_cast<Index>(std::upper_bound(bounds_.begin(), bounds_.end(), i) - bounds_.begin()) - 1;
        if (partial.pooled.empty() || (h == 0 && partial.pooled.back().first != cell))
            partial.pooled.push_back({cell, std::vector<Vectord>(p_.heads.size(), Vectord::Zero(w.pooled[h].cols()))});
        for (auto& [own, heads] : partial.pooled)
            if (own == cell)
                heads[h] += w.pooled[h].row(row).transpose();
    }

    /// Costs E/τ must not overflow; below this every τ picks the least energy alone.
    double tauOf(std::size_t h) const { return std::max(temperature(o_, p_.heads, h), 1e-100); }

    /// ln Σ_j w_ij over the senders of i.
    double logTotal(std::size_t h, Index i) const
    {
        const Senders s = sendersOf(o_.mask, i, n_);
        const LogWeights& weights = weights_[o_.summedHeads ? 0 : h];
        return logTotalWeight(i, s, weights);
    }

    const CpuPrepared<S>& p_;
    const AttentionOptions& o_;
    const StreamWanted& wanted_;
    StreamResult& r_;
    std::vector<LogWeights> weights_;
    Index n_;
    std::vector<Index> bounds_;
};

/// Adds the tiles' parts up in order.
template <class Partials>
void reduce(const Partials& partials, StreamResult& r)
{
    for (const auto& partial : partials) {
        for (std::size_t h = 0; h < r.couplingEnergy.size(); ++h) {
            r.couplingEnergy[h] += partial.energy[h];
            r.couplingEntropy[h] += partial.entropy[h];
            for (const auto& [cell, heads] : partial.pooled)
                r.pooled[h].row(cell) += heads[h].transpose();
        }
    }
}

}  // namespace

template <class S>
StreamResult cpuStream(const CpuPrepared<S>& p, const AttentionOptions& options, const StreamWanted& wanted,
                       const RunControl& control)
{
    const Index n = p.tokens();
    const std::size_t heads = p.heads.size();
    requireStreamable(options, wanted);
    StreamResult r = emptyStream(n, heads, options.summedHeads, wanted);
    const std::vector<MessageRows<S>>* values = p.pairwise ? nullptr : wanted.product ? &p.natural : &p.mixture;
    std::vector<RowMatrix<S>> averaged(heads);
    for (std::size_t h = 0; values != nullptr && h < heads; ++h)
        averaged[h].resize(n, (*values)[h].rows.cols());
    const Stream<S> stream(p, options, wanted, r);
    std::vector<typename Stream<S>::Partial> partials(static_cast<std::size_t>((n + kReceivers - 1) / kReceivers));
    std::mutex reporting;
    Index done = 0;
    parallelRanges(static_cast<Index>(partials.size()), 1, [&](Index first, Index last) {
        for (Index t = first; t < last && !control.stop.stop_requested(); ++t) {
            partials[static_cast<std::size_t>(t)] =
                stream.tile(t * kReceivers, std::min(n, (t + 1) * kReceivers), values, &averaged);
            const std::scoped_lock lock(reporting);
            control.report(static_cast<double>(++done) / static_cast<double>(partials.size()));
        }
    });
    control.check();
    reduce(partials, r);
    meansOfCells(pooledBounds(n, wanted.pooledCells), r.pooled);
    std::vector<Edge> directed;
    for (auto& partial : partials) {
        directed.insert(directed.end(), partial.candidates.begin(), partial.candidates.end());
        partial.candidates = {};
    }
    r.edges = pairUp(std::move(directed), wanted.edgesBelow);

    const std::vector<char> silent = silentReceivers(options.mask, n);
    for (std::size_t h = 0; values != nullptr && h < heads; ++h) {
        if (wanted.product)
            naturalsFromRows((*values)[h], averaged[h], r.naturals.emplace_back());
        else
            beliefsFromMoments((*values)[h], averaged[h], silent, r.message.heads.emplace_back());
    }
    sharpenSpread(p, options, silent, control, r.message.heads);
    carryHeard(p.links, options.covariance.family == CovarianceFamily::Diagonal, r.message.heads, r.naturals);
    if (p.pairwise != nullptr) {  // these messages differ from pair to pair: a second sweep, a row of attention at a time
        AttentionResult heard;
        cpuAttend(p, options, {.energy = false, .attention = false, .mixture = !wanted.product, .product = wanted.product},
                  control, heard);
        r.message = std::move(heard.message);
        r.naturals = std::move(heard.naturals);
    }
    requireFinite(r.message.heads, "message");
    return r;
}

template StreamResult cpuStream(const CpuPrepared<float>&, const AttentionOptions&, const StreamWanted&, const RunControl&);
template StreamResult cpuStream(const CpuPrepared<double>&, const AttentionOptions&, const StreamWanted&,
                                const RunControl&);

}  // namespace gauge
