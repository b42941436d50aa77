// Beliefs taken in, once for all calls: their features, or what they are carried with, and the rows messages average.
#pragma once

#include "gpu/pairs.h"

namespace gauge::gpu {

template <class M, class T, class A>
Pairs<M, T, A>::Pairs(M& machine, const LoadRequest& request)
    : m_(machine), n_(request.tokens), diagonal_(request.diagonal), linked_(!request.links.empty()), score_(request.score),
      pairwise_(request.pairwise)
{
    mixtureKind_ = request.mixture == LoadRequest::Rows::Mean ? RowKind::Mean : RowKind::Moments;
    takeBeliefs(request);
    send(request);
    if (pairwise_)
        makeScratch();
    startFailures(loading_.data());
    prepare(heads_);
    Failures found;
    Incoming results(loading_.data());
    results.add(loading_.data(), &found, 1);
    for (const Head& head : heads_) {
        shifts_.emplace_back(static_cast<std::size_t>(head.dim));
        results.add(head.pooled.data(), shifts_.back().data(), head.dim);
    }
    m_.fetch(loading_.data(), results);
    throwFailures(found);
}

template <class M, class T, class A>
int Pairs<M, T, A>::width(std::size_t head, bool naturals) const
{
    return static_cast<int>(averagesWidth(naturals ? RowKind::Naturals : mixtureKind_, heads_[head].dim));
}

/// Room for all heads: what comes from the host first, then what goes back to it.
template <class M, class T, class A>
void Pairs<M, T, A>::takeBeliefs(const LoadRequest& request)
{
    for (const HeadInput& input : request.heads) {
        heads_.emplace_back();
        heads_.back().dim = input.dim;
    }
    memory_ = layOut(m_, [&](Arena& arena) {
        for (Head& head : heads_) {
            layBeliefs(arena, n_, linked_, head);
            if (pairwise_)
                takePairwise(arena, head);
        }
        loading_ = arena.take<Failures>(1);
        for (Head& head : heads_)
            head.pooled = arena.take<double>(head.dim + head.dim * head.dim);
        for (Head& head : heads_)
            layHead(arena, head, request.mixture, request.naturals);
    });
}

/// The beliefs that are carried, with their frames.
template <class M, class T, class A>
void Pairs<M, T, A>::takePairwise(Arena& arena, Head& head) const
{
    const long matrices = n_ * head.dim * head.dim;
    head.ownMean = arena.take<double>(n_ * head.dim);
    head.ownCov = arena.take<double>(matrices);
    if (pairwise_->carry != PairwiseRequest::Carry::Nothing)
        head.frame = arena.take<double>(matrices);
    if (pairwise_->carry == PairwiseRequest::Carry::Frames)
        head.inverse = arena.take<double>(matrices);
}

/// Room for what is made of a head's beliefs.
template <class M, class T, class A>
void Pairs<M, T, A>::layHead(Arena& arena, Head& head, LoadRequest::Rows mixture, bool naturals) const
{
    const long d = head.dim;
    layPooling(arena, n_, head);
    if (pairwise_) {
        head.ownPrecision = arena.take<double>(n_ * d * d);
        head.ownH = arena.take<double>(n_ * d);
        head.ownLogDet = arena.take<double>(n_);
    } else {
        head.left = arena.take<T>(n_ * featureLength(d));
        head.right = arena.take<T>(n_ * featureLength(d));
        head.leftBias = arena.take<A>(n_);
        head.rightBias = arena.take<A>(n_);
    }
    if (mixture != LoadRequest::Rows::None)
        head.mixture = arena.take<A>(n_ * averagesWidth(mixtureKind_, d));
    if (naturals)
        head.naturals = arena.take<A>(n_ * averagesWidth(RowKind::Naturals, d));
}

template <class M, class T, class A>
void Pairs<M, T, A>::send(const LoadRequest& request)
{
    Outgoing beliefs(memory_.data());
    const auto add = [&](const View<double>& to, const double* from) {
        if (to.size() > 0)
            beliefs.add(to.data(), from, to.size());
    };
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        Head& head = heads_[h];
        sendBeliefs(request.heads[h], request.link(h), head, beliefs);
        if (!pairwise_)
            continue;
        add(head.ownMean, pairwise_->heads[h].mean);
        add(head.ownCov, pairwise_->heads[h].cov);
        if (head.frame.size() > 0)
            add(head.frame, pairwise_->frame[h]);
        if (head.inverse.size() > 0)
            add(head.inverse, pairwise_->inverse[h]);
    }
    m_.send(memory_.data(), beliefs);
}

template <class M, class T, class A>
void Pairs<M, T, A>::makeScratch()
{
    long widest = 1;
    for (const Head& head : heads_)
        widest = std::max(widest, CarryScratch::sizeOf(head.dim));
    chunk_ = std::clamp<long>((1L << 24) / widest, 1, n_);
    scratch_ = m_.template allocate<double>(chunk_ * widest);
}

/// What is made of beliefs, every kind for all heads at once.
template <class M, class T, class A>
void Pairs<M, T, A>::prepare(std::vector<Head>& heads)
{
    poolBeliefs(m_, n_, diagonal_, !pairwise_ && score_ != Score::DotProduct, heads, &failures_->token);
    int* failed = &failures_->token;
    std::vector<ToNaturals> own;
    std::vector<Rows> rows;
    for (const Head& head : heads) {
        const double* pooled = head.pooled.data();
        const auto average = [&](RowKind kind, const View<A>& to) {
            if (to.size() > 0)
                rows.push_back({averagedOf(head, kind), kind, pooled, {to.data(), averagesWidth(kind, head.dim)}, failed});
        };
        average(mixtureKind_, head.mixture);
        average(RowKind::Naturals, head.naturals);
        if (pairwise_)
            own.push_back({{n_, head.dim, false, head.ownMean.data(), head.ownCov.data()},
                           head.ownPrecision.data(),
                           head.ownH.data(),
                           head.ownLogDet.data(),
                           failed});
    }
    if (!pairwise_)
        linked_ ? putFeatures<true>(heads) : putFeatures<false>(heads);
    eachToken(m_, n_, own);
    eachToken(m_, n_, rows);
}

template <class M, class T, class A>
template <bool Linked>
void Pairs<M, T, A>::putFeatures(const std::vector<Head>& heads)
{
    std::vector<Features<Linked>> all;
    for (const Head& head : heads) {
        const long length = featureLength(head.dim);
        all.push_back({beliefsOf(head),
                       score_,
                       head.pooled.data(),
                       head.map.data(),
                       head.linkedMoments(),
                       {{head.left.data(), length}, head.leftBias.data()},
                       {{head.right.data(), length}, head.rightBias.data()},
                       &failures_->token,
                       &failures_->receiver});
    }
    eachToken(m_, n_, all);
}

/// From here on what goes wrong is kept at `at`.
template <class M, class T, class A>
void Pairs<M, T, A>::startFailures(Failures* at)
{
    failures_ = at;
    m_.launch(1, NoFailures{at});
}

}  // namespace gauge::gpu
