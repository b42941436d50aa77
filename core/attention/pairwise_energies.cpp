// What does not factor, done pair by pair: the senders of one receiver ride in register lanes, so that each step of
// transport, factorisation and divergence is done for a whole batch of them.
#include "core/attention/carried_tiles.h"
#include "core/attention/energies.h"
#include "core/attention/lane_divergences.h"
#include "core/error.h"
#include "core/gaussian/message_rows.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <limits>
#include <optional>

namespace gauge {
namespace {

Lane logOf(const Lane& x)
{
    return Lane([&](auto l) { return std::log(x[l]); });
}

template <class S>
class Pairwise : public PairwiseEnergies<S> {
public:
    Pairwise(const Ensemble& ensemble, const AttentionOptions& options)
        : connection_(options.connection.flat() ? Connection() : ensemble.connection), divergence_(options.divergence),
          order_(options.renyiOrder), diagonal_(options.covariance.family == CovarianceFamily::DiagonalProjected)
    {
        const bool flat = ensemble.frames.identity && connection_.flat();
        if (options.transport == Transport::FirstOrder)
            carry_ = flat ? Carry::Nothing : Carry::FirstOrder;
        else if (options.transport == Transport::Pairwise || diagonal_)
            carry_ = flat ? Carry::Nothing : Carry::Frames;
        const LocalBeliefs local =
            carry_ == Carry::Nothing ? LocalBeliefs{} : pushForward(ensemble.common, ensemble.frames);
        for (std::size_t h = 0; h < ensemble.heads.size(); ++h)
            heads_.push_back(describe(ensemble, carry_ == Carry::Nothing ? ensemble.common.heads[h] : local.heads[h], h));
    }

    void tile(const PairTile& t, S* out, Index stride) const override
    {
        const PairwiseHead& head = heads_[t.head];
        Work w(head.d);
        std::optional<LinkReader> links = readerOf(t.head);
        for (Index i = t.i0; i < t.i1; ++i) {
            for (Index first = t.j0 / kBatch; first * kBatch < t.j1; ++first) {
                const Lane energy = energyOf(t.head, i, static_cast<std::size_t>(first), links, w);
                for (Index lane = 0; lane < kBatch; ++lane) {
                    const Index j = first * kBatch + lane;
                    if (j < t.j0 || j >= t.j1)
                        continue;
                    const double value = energy[static_cast<std::size_t>(lane)];
                    const bool itself = i == j && connection_.heads().empty();
                    if (!itself && !std::isfinite(value))
                        undefined(i, j);
                    out[(i - t.i0) * stride + j - t.j0] = itself ? S(0) : static_cast<S>(std::max(0.0, value));
                }
            }
        }
    }

    typename PairwiseEnergies<S>::Heard hear(std::size_t h, Index i, const S* beta, bool natural) const override
    {
        const Index d = heads_[h].d;
        typename PairwiseEnergies<S>::Heard heard = hearAbout(Vectord::Zero(d), h, i, beta, natural);
        // Where what is heard lies close together and far from the origin the spread is taken again, about its mean.
        const auto lost = kLostSpread<double> * heard.mean.array().square();
        if ((heard.cov.diagonal().array() < lost).any())
            heard.cov = hearAbout(heard.mean, h, i, beta, false).cov;
        return heard;
    }

private:
    typename PairwiseEnergies<S>::Heard hearAbout(const Vectord& origin, std::size_t h, Index i, const S* beta,
                                                  bool natural) const
    {
        const PairwiseHead& head = heads_[h];
        const Index d = head.d;
        Work w(d);
        std::optional<LinkReader> links = readerOf(h);
        HeardLanes sums(d);
        for (std::size_t t = 0; t < head.mean.size(); ++t) {
            const Lane weight([&](auto lane) {
                const Index j = static_cast<Index>(t) * kBatch + static_cast<Index>(lane);
                return j < head.n ? static_cast<double>(beta[j]) : 0.0;
            });
            if (stdx::none_of(weight != 0.0))
                continue;
            carry(h, i, t, links, w);
            sums.addMoments(origin, weight, w.mean, w.cov, diagonal_);
            if (!natural)
                continue;
            invert(head, w, i, tileAt(static_cast<Index>(t), head.n), weight);
            sums.addNaturals(weight, w.precision, w.offset);
        }
        return sums.heard<typename PairwiseEnergies<S>::Heard>(origin, natural);
    }

    [[noreturn]] void undefined(Index i, Index j) const
    {
        if (divergence_ == Divergence::Renyi && order_ > 1)
            fail(
                "--divergence: renyi={} is infinite between receiver {} and sender {} (the covariances differ too much for "
                "an order above 1)",
                order_, i, j);
        fail("--transport: the covariance of sender {} carried to receiver {} is singular{}", j, i,
             carry_ == Carry::FirstOrder ? " (I + Φ_i − Φ_j loses rank: the frames are too far apart for first order)"
                                         : "");
    }

    PairwiseHead describe(const Ensemble& ensemble, const GaussianBlock& belief, std::size_t h) const
    {
        PairwiseHead head;
        head.n = belief.tokens();
        head.d = belief.dim();
        head.belief = belief;
        const NaturalBlock natural = naturalParameters(belief);
        head.precision = natural.precision;
        head.logDet = natural.logDetCov;
        if (carry_ == Carry::Frames) {
            head.u = ensemble.frames.u[h];
            for (Index i = 0; i < head.n; ++i)
                head.u[i] = ensemble.frames.u[h][i].transpose();
        } else if (carry_ == Carry::FirstOrder) {
            head.algebra = algebraElements(ensemble.phi, ensemble.generators, ensemble.heads, h);
            for (Index i = 0; i < head.n; ++i)
                head.algebra[i] = head.algebra[i].transpose().eval();
        }
        for (Index t = 0; t * kBatch < head.n; ++t) {
            const Tile tile = tileAt(t, head.n);
            head.cov.emplace_back(head.d);
            loadTile(head.belief.cov, tile, head.cov.back());
            head.mean.emplace_back(static_cast<std::size_t>(head.d));
            loadTile(head.belief.mean, tile, head.mean.back().data());
            if (carry_ == Carry::Nothing)
                continue;
            head.map.emplace_back(head.d);
            // (U_j⁻¹)ᵀ; the algebra is kept row-major, so its transpose is Φ_j as it is read.
            loadTransposed(carry_ == Carry::Frames ? ensemble.frames.inverse[h] : head.algebra, tile, head.map.back());
        }
        return head;
    }

    std::optional<LinkReader> readerOf(std::size_t head) const
    {
        return !connection_.flat() ? std::optional<LinkReader>(std::in_place, connection_, head) : std::nullopt;
    }

    void carry(std::size_t h, Index i, std::size_t t, std::optional<LinkReader>& links, Work& w) const
    {
        if (links) {
            const LinkTile link = links->tile(i, static_cast<Index>(t));
            carryTile(heads_[h], carry_, diagonal_, i, t, &link, w);
        } else {
            carryTile(heads_[h], carry_, diagonal_, i, t, nullptr, w);
        }
    }

    Lane energyOf(std::size_t h, Index i, std::size_t t, std::optional<LinkReader>& links, Work& w) const
    {
        const PairwiseHead& head = heads_[h];
        carry(h, i, t, links, w);
        for (Index r = 0; r < head.d; ++r)
            w.offset[static_cast<std::size_t>(r)] = head.belief.mean(r, i) - w.mean[static_cast<std::size_t>(r)];
        if (diagonal_)
            return diagonalEnergy(head, i, w);
        if (divergence_ == Divergence::Renyi)
            return renyiEnergy(head, i, t, w);
        for (Index r = 0; r < head.d; ++r)
            std::copy(w.cov.row(r), w.cov.row(r) + r + 1, w.factor.row(r));
        const Lane pivot = cholesky(w.factor, head.d);
        const Lane logRatio = logDetFromCholesky(w.factor, head.d) - head.logDet(i);
        const auto d = static_cast<double>(head.d);
        Lane energy = 0.0;
        if (divergence_ != Divergence::ReverseKl) {
            invertTriangular(w.factor, w.inverseT, head.d);
            precisionFromInverse(w.inverseT, w.precision, head.d);
            energy += contract(w.precision, std::as_const(head.belief.cov)[i], w.offset, head.d) - d + logRatio;
        }
        if (divergence_ != Divergence::Kl)
            energy += contract(std::as_const(head.precision)[i], w.cov, w.offset, head.d) - d - logRatio;
        energy *= divergence_ == Divergence::Jeffreys ? 0.25 : 0.5;
        where(!(pivot > 0.0), energy) = std::numeric_limits<double>::quiet_NaN();
        return energy;
    }

    Lane renyiEnergy(const PairwiseHead& head, Index i, std::size_t t, Work& w) const
    {
        const Index d = head.d;
        Lane senderLogDet([&](auto lane) { return head.logDet(tileAt(static_cast<Index>(t), head.n).token(lane)); });
        if (carry_ != Carry::Nothing) {
            for (Index r = 0; r < d; ++r)
                std::copy(w.cov.row(r), w.cov.row(r) + r + 1, w.factor.row(r));
            const Lane pivot = cholesky(w.factor, d);
            senderLogDet = logDetFromCholesky(w.factor, d);
            where(!(pivot > 0.0), senderLogDet) = std::numeric_limits<double>::quiet_NaN();
        }
        return renyiLane(order_, d, std::as_const(head.belief.cov)[i], head.logDet(i), w.cov, senderLogDet, w.offset,
                         w.factor);
    }

    /// Both covariances diagonal in the receiver's frame.
    Lane diagonalEnergy(const PairwiseHead& head, Index i, const Work& w) const
    {
        Lane energy = 0.0;
        const auto own = std::as_const(head.belief.cov)[i];
        for (Index a = 0; a < head.d; ++a) {
            const double c = own(a, a);
            const Lane& s = w.cov(a, a);
            const Lane square = w.offset[static_cast<std::size_t>(a)] * w.offset[static_cast<std::size_t>(a)];
            if (divergence_ == Divergence::Renyi) {
                const Lane between = (1.0 - order_) * c + order_ * s;
                energy += 0.5 * order_ * square / between -
                          (logOf(between) - (1.0 - order_) * std::log(c) - order_ * logOf(s)) / (2.0 * (order_ - 1.0));
                continue;
            }
            const Lane logRatio = logOf(s) - std::log(c);
            const double share = divergence_ == Divergence::Jeffreys ? 0.25 : 0.5;
            if (divergence_ != Divergence::ReverseKl)
                energy += share * ((c + square) / s - 1.0 + logRatio);
            if (divergence_ != Divergence::Kl)
                energy += share * ((s + square) / c - 1.0 - logRatio);
        }
        return energy;
    }

    /// w.precision, and w.offset ← P μ̃, from the carried senders.
    void invert(const PairwiseHead& head, Work& w, Index i, Tile tile, const Lane& weight) const
    {
        const Index d = head.d;
        for (Index r = 0; r < d; ++r)
            for (Index c = 0; c <= r; ++c)
                w.factor(r, c) = !diagonal_ || r == c ? w.cov(r, c) : Lane(0.0);
        Lane pivot = cholesky(w.factor, d);
        where(weight == 0.0, pivot) = 1.0;
        if (const Index bad = firstIndefinite(pivot, tile); bad >= 0)
            undefined(i, bad);
        invertTriangular(w.factor, w.inverseT, d);
        precisionFromInverse(w.inverseT, w.precision, d);
        for (Index r = 0; r < d; ++r) {
            Lane sum = 0.0;
            for (Index c = 0; c < d; ++c)
                sum += (c <= r ? w.precision(r, c) : w.precision(c, r)) * w.mean[static_cast<std::size_t>(c)];
            w.offset[static_cast<std::size_t>(r)] = sum;
        }
    }

    Connection connection_;
    Divergence divergence_;
    double order_;
    bool diagonal_;
    Carry carry_ = Carry::Nothing;
    std::vector<PairwiseHead> heads_;
};

}  // namespace

template <class S>
std::unique_ptr<PairwiseEnergies<S>> makePairwiseEnergies(const Ensemble& ensemble, const AttentionOptions& options)
{
    return std::make_unique<Pairwise<S>>(ensemble, options);
}

template std::unique_ptr<PairwiseEnergies<float>> makePairwiseEnergies(const Ensemble&, const AttentionOptions&);
template std::unique_ptr<PairwiseEnergies<double>> makePairwiseEnergies(const Ensemble&, const AttentionOptions&);

}  // namespace gauge
