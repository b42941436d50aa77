// Energies along links that differ from pair to pair: E_ij = KL(q̄_i ‖ V_ij q̄_j) in the common frame (MATH.md §9), a batch of senders in
// register lanes. Pulling the receiver back by V_ij⁻¹ meets the sender's own precision, and carrying the sender meets the receiver's: no pair is
// factorised (but for Rényi's divergence, which mixes both covariances).
#include "core/attention/carried_tiles.h"
#include "core/attention/energies.h"
#include "core/attention/lane_divergences.h"
#include "core/error.h"
#include "core/gaussian/message_rows.h"

#include <cmath>
#include <limits>

namespace gauge {
namespace {

/// One head: beliefs as they stand in the common frame, and the senders in lanes.
struct LinkedHead {
    Index n = 0;
    Index d = 0;
    std::vector<Index> blocks;  // that no link mixes: first coordinates, and d at the end
    GaussianBlock belief;
    NaturalBlock natural;
    // Senders, a batch after the other.
    std::vector<BatchMatrix> cov;
    std::vector<BatchMatrix> precision;
    std::vector<std::vector<Lane>> mean;
    std::vector<std::vector<Lane>> h;
    std::vector<Lane> logDet;
};

LinkedHead linkedHead(const GaussianBlock& belief, std::vector<Index> blocks)
{
    LinkedHead head{
        belief.tokens(), belief.dim(), std::move(blocks), belief, naturalParameters(belief), {}, {}, {}, {}, {}};
    for (Index t = 0; t * kBatch < head.n; ++t) {
        const Tile tile = tileAt(t, head.n);
        head.cov.emplace_back(head.d);
        loadTile(belief.cov, tile, head.cov.back());
        head.precision.emplace_back(head.d);
        loadTile(head.natural.precision, tile, head.precision.back());
        head.mean.emplace_back(static_cast<std::size_t>(head.d));
        loadTile(belief.mean, tile, head.mean.back().data());
        head.h.emplace_back(static_cast<std::size_t>(head.d));
        loadTile(head.natural.h, tile, head.h.back().data());
        head.logDet.emplace_back([&](auto lane) { return head.natural.logDetCov(tile.token(static_cast<Index>(lane))); });
    }
    return head;
}

/// Scratch of one thread.
struct LinkWork {
    explicit LinkWork(Index d)
        : link(d), half(d), cov(d), factor(d), mean(static_cast<std::size_t>(d)), h(static_cast<std::size_t>(d))
    {
    }
    BatchMatrix link;
    BatchMatrix half;
    BatchMatrix cov;  // lower triangle
    BatchMatrix factor;
    std::vector<Lane> mean;
    std::vector<Lane> h;
};

/// The blocks of a head, first and end.
template <class Body>
void eachBlock(const LinkedHead& head, Body body)
{
    for (std::size_t b = 0; b + 1 < head.blocks.size(); ++b)
        body(head.blocks[b], head.blocks[b + 1]);
}

/// out ← A v of a block diagonal A in lanes.
template <class Vector>
void applyBlocks(const LinkedHead& head, const BatchMatrix& a, const Vector& v, std::vector<Lane>& out)
{
    eachBlock(head, [&](Index first, Index last) {
        for (Index r = first; r < last; ++r) {
            Lane sum = 0.0;
            for (Index k = first; k < last; ++k)
                sum += a(r, k) * v(k);
            out[static_cast<std::size_t>(r)] = sum;
        }
    });
}

/// Lower triangle of w.cov ← A B Aᵀ of a block diagonal A in lanes and a symmetric B.
template <class Symmetric>
void congruence(const LinkedHead& head, const BatchMatrix& a, const Symmetric& b, LinkWork& w)
{
    const Index d = head.d;
    eachBlock(head, [&](Index first, Index last) { multiply(a, b, w.half, {first, last, 0, d, first, last}); });
    if (head.blocks.size() == 2)
        multiplyLower(w.half, a, w.cov, d);
    else
        eachBlock(head, [&](Index first, Index last) { multiply(w.half, a, w.cov, {first, d, first, last, first, last}); });
}

template <class S>
class Linked : public PairwiseEnergies<S> {
public:
    Linked(const Ensemble& ensemble, const AttentionOptions& options)
        : connection_(ensemble.connection), divergence_(options.divergence), order_(options.renyiOrder),
          selfIsUnit_(connection_.byPair())
    {
        for (std::size_t h = 0; h < ensemble.common.heads.size(); ++h) {
            const GaussianBlock& block = ensemble.common.heads[h];
            heads_.push_back(linkedHead(block, connection_.blocks(h, block.dim())));
        }
    }

    void tile(const PairTile& t, S* out, Index stride) const override
    {
        const LinkedHead& head = heads_[t.head];
        LinkReader links(connection_, t.head);
        LinkWork w(head.d);
        for (Index i = t.i0; i < t.i1; ++i) {
            for (Index first = t.j0 / kBatch; first * kBatch < t.j1; ++first) {
                const Lane energy = energyOf(head, i, static_cast<std::size_t>(first), links.tile(i, first), w);
                for (Index lane = 0; lane < kBatch; ++lane) {
                    const Index j = first * kBatch + lane;
                    if (j < t.j0 || j >= t.j1)
                        continue;
                    const double value = energy[static_cast<std::size_t>(lane)];
                    const bool itself = selfIsUnit_ && i == j;
                    if (!itself && !std::isfinite(value))
                        undefined(i, j);
                    out[(i - t.i0) * stride + j - t.j0] = itself ? S(0) : static_cast<S>(std::max(0.0, value));
                }
            }
        }
    }

    typename PairwiseEnergies<S>::Heard hear(std::size_t h, Index i, const S* beta, bool natural) const override
    {
        typename PairwiseEnergies<S>::Heard heard = hearAbout(Vectord::Zero(heads_[h].d), h, i, beta, natural);
        // Where what is heard lies close together and far from the origin the spread is taken again, about its mean.
        const auto lost = kLostSpread<double> * heard.mean.array().square();
        if ((heard.cov.diagonal().array() < lost).any())
            heard.cov = hearAbout(heard.mean, h, i, beta, false).cov;
        return heard;
    }

private:
    [[noreturn]] void undefined(Index i, Index j) const
    {
        if (divergence_ == Divergence::Renyi)
            fail(
                "--divergence: renyi={} is infinite between receiver {} and sender {} (the covariances differ too much for "
                "an order above 1)",
                order_, i, j);
        fail("energy: expected finite divergences, found none between receiver {} and sender {} (a link too large for "
             "double precision)",
             i, j);
    }

    Lane energyOf(const LinkedHead& head, Index i, std::size_t t, const LinkTile& link, LinkWork& w) const
    {
        if (divergence_ == Divergence::Renyi)
            return renyiEnergy(head, i, t, link, w);
        const auto d = static_cast<double>(head.d);
        const Lane logRatio = head.logDet[t] + 2.0 * link.logDeterminant() - head.natural.logDetCov(i);
        Lane energy = 0.0;
        if (divergence_ != Divergence::ReverseKl) {
            pullReceiver(head, i, link, w);
            for (Index r = 0; r < head.d; ++r)
                w.mean[static_cast<std::size_t>(r)] -= head.mean[t][static_cast<std::size_t>(r)];
            energy += contract(head.precision[t], w.cov, w.mean, head.d) - d + logRatio;
        }
        if (divergence_ != Divergence::Kl) {
            carrySender(head, t, link, w);
            for (Index r = 0; r < head.d; ++r)
                w.mean[static_cast<std::size_t>(r)] = head.belief.mean(r, i) - w.mean[static_cast<std::size_t>(r)];
            energy += contract(std::as_const(head.natural.precision)[i], w.cov, w.mean, head.d) - d - logRatio;
        }
        return energy * (divergence_ == Divergence::Jeffreys ? 0.25 : 0.5);
    }

    /// w.mean, w.cov ← V⁻¹·q̄_i.
    static void pullReceiver(const LinkedHead& head, Index i, const LinkTile& link, LinkWork& w)
    {
        load(head, link, link.inverse, w);
        applyBlocks(head, w.link, [&](Index k) { return Lane(head.belief.mean(k, i)); }, w.mean);
        congruence(head, w.link, Uniform{std::as_const(head.belief.cov)[i].data(), head.d}, w);
    }

    /// w.mean, w.cov ← V·q̄_j.
    static void carrySender(const LinkedHead& head, std::size_t t, const LinkTile& link, LinkWork& w)
    {
        load(head, link, link.link, w);
        applyBlocks(head, w.link, [&](Index k) { return head.mean[t][static_cast<std::size_t>(k)]; }, w.mean);
        congruence(head, w.link, head.cov[t], w);
    }

    static void load(const LinkedHead& head, const LinkTile& link, const double* matrix, LinkWork& w)
    {
        eachBlock(head, [&](Index first, Index last) { link.loadBlock(matrix, head.d, first, last, w.link); });
    }

    Lane renyiEnergy(const LinkedHead& head, Index i, std::size_t t, const LinkTile& link, LinkWork& w) const
    {
        carrySender(head, t, link, w);
        for (Index r = 0; r < head.d; ++r)
            w.mean[static_cast<std::size_t>(r)] = head.belief.mean(r, i) - w.mean[static_cast<std::size_t>(r)];
        return renyiLane(order_, head.d, std::as_const(head.belief.cov)[i], head.natural.logDetCov(i), w.cov,
                         head.logDet[t] + 2.0 * link.logDeterminant(), w.mean, w.factor);
    }

    typename PairwiseEnergies<S>::Heard hearAbout(const Vectord& origin, std::size_t h, Index i, const S* beta,
                                                  bool natural) const
    {
        const LinkedHead& head = heads_[h];
        const Index d = head.d;
        LinkReader links(connection_, h);
        LinkWork w(d);
        HeardLanes sums(d);
        for (std::size_t t = 0; t < head.mean.size(); ++t) {
            const Lane weight([&](auto lane) {
                const Index j = static_cast<Index>(t) * kBatch + static_cast<Index>(lane);
                return j < head.n ? static_cast<double>(beta[j]) : 0.0;
            });
            if (stdx::none_of(weight != 0.0))
                continue;
            const LinkTile link = links.tile(i, static_cast<Index>(t));
            carrySender(head, t, link, w);
            sums.addMoments(origin, weight, w.mean, w.cov, false);
            if (!natural)
                continue;
            carryNaturals(head, t, link, w);
            sums.addNaturals(weight, w.cov, w.h);
        }
        return sums.heard<typename PairwiseEnergies<S>::Heard>(origin, natural);
    }

    /// w.cov, w.h ← V⁻ᵀ P_j V⁻¹, V⁻ᵀ h_j.
    static void carryNaturals(const LinkedHead& head, std::size_t t, const LinkTile& link, LinkWork& w)
    {
        eachBlock(head, [&](Index first, Index last) {
            for (Index r = first; r < last; ++r)
                for (Index c = first; c < last; ++c)
                    w.link(r, c) = link.at(link.inverse, head.d, c, r);
        });
        applyBlocks(head, w.link, [&](Index k) { return head.h[t][static_cast<std::size_t>(k)]; }, w.h);
        congruence(head, w.link, head.precision[t], w);
    }

    Connection connection_;
    Divergence divergence_;
    double order_;
    bool selfIsUnit_;  // V_ii = 1
    std::vector<LinkedHead> heads_;
};

}  // namespace

template <class S>
std::unique_ptr<PairwiseEnergies<S>> makeLinkEnergies(const Ensemble& ensemble, const AttentionOptions& options)
{
    return std::make_unique<Linked<S>>(ensemble, options);
}

template std::unique_ptr<PairwiseEnergies<float>> makeLinkEnergies(const Ensemble&, const AttentionOptions&);
template std::unique_ptr<PairwiseEnergies<double>> makeLinkEnergies(const Ensemble&, const AttentionOptions&);

}  // namespace gauge
