// Beliefs taken in, once for all calls: their features, or what they are carried with, and the rows messages average.
#pragma once

#include "gpu/pairs.h"

namespace gauge::gpu {

template <class M, class T, class A>
Pairs<M, T, A>::Pairs(M& machine, const LoadRequest& request)
    : m_(machine), n_(request.tokens), diagonal_(request.diagonal), score_(request.score), pairwise_(request.pairwise),
      failures_(machine.template allocate<Failures>(1))
{
    resetFailures();
    for (const HeadInput& input : request.heads) {
        Head head = makeHead(input.dim, request.mixture, request.naturals);
        m_.upload(head.mean, input.mean, n_ * input.dim);
        m_.upload(head.cov, input.cov, static_cast<long>(n_) * input.dim * input.dim);
        if (pairwise_)
            takePairwise(head, heads_.size());
        heads_.push_back(std::move(head));
    }
    mixtureKind_ = request.mixture == LoadRequest::Rows::Mean ? Rows::Kind::Mean : Rows::Kind::Moments;
    makeScratch();
    for (Head& head : heads_)
        prepare(head);
    throwFailures();
}

template <class M, class T, class A>
int Pairs<M, T, A>::width(std::size_t head, bool naturals) const
{
    return static_cast<int>(Rows::widthOf(naturals ? Rows::Kind::Naturals : mixtureKind_, heads_[head].dim, diagonal_));
}

template <class M, class T, class A>
std::vector<double> Pairs<M, T, A>::shift(std::size_t head) const
{
    const std::lock_guard lock(mutex_);
    std::vector<double> out(static_cast<std::size_t>(heads_[head].dim));
    m_.download(out.data(), heads_[head].pooled.data(), heads_[head].dim);
    return out;
}

template <class M, class T, class A>
auto Pairs<M, T, A>::makeHead(long d, LoadRequest::Rows mixture, bool naturals) -> Head
{
    Head head;
    head.dim = d;
    head.mean = m_.template allocate<double>(n_ * d);
    head.cov = m_.template allocate<double>(n_ * d * d);
    head.pooled = m_.template allocate<double>(d + d * d);
    head.map = m_.template allocate<double>(d * d);
    head.whitening = m_.template allocate<double>(d * d);
    if (!pairwise_) {
        head.left = m_.template allocate<T>(n_ * featureLength(d));
        head.right = m_.template allocate<T>(n_ * featureLength(d));
        head.leftBias = m_.template allocate<A>(n_);
        head.rightBias = m_.template allocate<A>(n_);
    }
    if (mixture != LoadRequest::Rows::None) {
        const auto kind = mixture == LoadRequest::Rows::Mean ? Rows::Kind::Mean : Rows::Kind::Moments;
        head.mixture = m_.template allocate<A>(n_ * Rows::widthOf(kind, d, diagonal_));
    }
    if (naturals)
        head.naturals = m_.template allocate<A>(n_ * Rows::widthOf(Rows::Kind::Naturals, d, diagonal_));
    return head;
}

/// The beliefs that are carried, with their frames.
template <class M, class T, class A>
void Pairs<M, T, A>::takePairwise(Head& head, std::size_t h)
{
    const PairwiseRequest& r = *pairwise_;
    const long d = head.dim;
    const auto take = [&](const double* from, long count) {
        Buffer<double> to = m_.template allocate<double>(count);
        m_.upload(to, from, count);
        return to;
    };
    head.ownMean = take(r.heads[h].mean, n_ * d);
    head.ownCov = take(r.heads[h].cov, n_ * d * d);
    head.ownPrecision = m_.template allocate<double>(n_ * d * d);
    head.ownH = m_.template allocate<double>(n_ * d);
    head.ownLogDet = m_.template allocate<double>(n_);
    if (r.carry != PairwiseRequest::Carry::Nothing)
        head.frame = take(r.frame[h], n_ * d * d);
    if (r.carry == PairwiseRequest::Carry::Frames)
        head.inverse = take(r.inverse[h], n_ * d * d);
}

template <class M, class T, class A>
void Pairs<M, T, A>::makeScratch()
{
    long widest = 1;
    for (const Head& head : heads_)
        widest = std::max({widest, scratchOf(head.dim), CarryScratch::sizeOf(head.dim)});
    chunk_ = std::clamp<long>((1L << 24) / widest, 1, n_);
    scratch_ = m_.template allocate<double>(chunk_ * widest);
}

template <class M, class T, class A>
long Pairs<M, T, A>::featureLength(long d) const
{
    if (score_ == Score::DotProduct)
        return d;
    const long length = diagonal_ ? 2 * d : d * (d + 3) / 2;
    return score_ == Score::Jeffreys ? 2 * length : length;
}

template <class M, class T, class A>
void Pairs<M, T, A>::prepare(Head& head)
{
    const long d = head.dim;
    const Beliefs q = beliefsOf(head);
    m_.launch(d + d * d, PoolNumbers{q, head.pooled.data()});
    if (head.mixture.size() > 0)
        makeRows(head, mixtureKind_, head.mixture.data());
    if (head.naturals.size() > 0)
        makeRows(head, Rows::Kind::Naturals, head.naturals.data());
    if (pairwise_) {
        preparePairwise(head);
        return;
    }
    if (score_ != Score::DotProduct)
        m_.launch(1, WhitenMap{d, diagonal_, head.pooled.data(), head.whitening.data(), head.map.data(),
                               &failures_.data()->token});
    eachToken([&](long first) {
        return PairFeatures<T, A>{q,
                                  score_,
                                  head.pooled.data(),
                                  head.map.data(),
                                  first,
                                  scratch_.data(),
                                  head.left.data(),
                                  head.right.data(),
                                  head.leftBias.data(),
                                  head.rightBias.data(),
                                  &failures_.data()->token};
    });
}

template <class M, class T, class A>
void Pairs<M, T, A>::preparePairwise(Head& head)
{
    const Beliefs own{n_, head.dim, false, head.ownMean.data(), head.ownCov.data()};
    eachToken([&](long first) {
        return ToNaturals{own,
                          first,
                          scratch_.data(),
                          head.ownPrecision.data(),
                          head.ownH.data(),
                          head.ownLogDet.data(),
                          &failures_.data()->token};
    });
}

template <class M, class T, class A>
void Pairs<M, T, A>::makeRows(Head& head, typename Rows::Kind kind, A* rows)
{
    eachToken([&](long first) {
        return Rows{beliefsOf(head), kind, head.pooled.data(), first, scratch_.data(), rows, &failures_.data()->token};
    });
}

template <class M, class T, class A>
void Pairs<M, T, A>::resetFailures()
{
    const Failures none;
    m_.upload(failures_, &none, 1);
}

template <class M, class T, class A>
void Pairs<M, T, A>::throwFailures()
{
    Failures found;
    m_.download(&found, failures_.data(), 1);
    if (found.pair != ULLONG_MAX)
        throw DeviceError(UndefinedPair{static_cast<int>(found.pair >> 32), static_cast<int>(found.pair & 0xffffffffU)});
    if (found.token != INT_MAX)
        throw DeviceError(NotPositiveDefinite{found.token});
    if (found.receiver != INT_MAX)
        throw DeviceError(NotFinite{found.receiver});
}

}  // namespace gauge::gpu
