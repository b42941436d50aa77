// Beliefs taken in: their features and what messages average, in the parts that products take. The beliefs themselves are not kept.
#pragma once

#include "gpu/flash.h"

namespace gauge::gpu {

template <class M, Operand O, int Parts>
Flash<M, O, Parts>::Flash(M& machine, const LoadRequest& request)
    : m_(machine), n_(request.tokens), tiles_((n_ + kTile - 1) / kTile), diagonal_(request.diagonal),
      linked_(!request.links.empty()), score_(request.score),
      mixtureKind_(request.mixture == LoadRequest::Rows::Mean ? RowKind::Mean : RowKind::Moments)
{
    layOutWords(request);
    takeBeliefs(request);
}

template <class M, Operand O, int Parts>
int Flash<M, O, Parts>::width(std::size_t head, bool naturals) const
{
    return static_cast<int>(rowWidth(naturals ? RowKind::Naturals : mixtureKind_, heads_[head].dim, onAxes(naturals)));
}

/// Rows of values that a kernel averages at once, for the widest of all heads.
inline int wideFor(long widest)
{
    if (widest <= 8)
        return 8;
    return widest <= 16 ? 16 : 48;
}

/// Of a piece: as many as let both passes fit into a block's memory even where the receivers' features come again with each piece.
template <class M, Operand O, int Parts>
int Flash<M, O, Parts>::mostLoads(int wide) const
{
    const auto fits = [&](int loads) {
        const int words = kTile * rowWords(loads);
        const long messages = comesAgain(1, words, wide * rowWords(Values::loads())).bytes();
        const long rows = comesAgain(1, words, 0).bytes(FlashRows<O, Parts>::kMore);
        return std::max(messages, rows) <= m_.mostShared();
    };
    int loads = kMostLoads;
    while (loads > 1 && !fits(loads))
        --loads;
    return loads;
}

/// Room for all heads, cleared: what stands beyond a token's numbers and beyond the last token counts nothing.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::layOutWords(const LoadRequest& request)
{
    for (const HeadInput& input : request.heads) {
        heads_.emplace_back();
        heads_.back().dim = input.dim;
    }
    long widest[2] = {1, 1};
    for (std::size_t h = 0; h < heads_.size(); ++h)
        for (const bool naturals : {false, true})
            widest[naturals] = std::max<long>(widest[naturals], width(h, naturals));
    const bool divergence = score_ != Score::DotProduct;
    const int most = mostLoads(std::max(wideFor(widest[0]), wideFor(widest[1])));
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        Head& head = heads_[h];
        const long features = PairFeatures<Features, false>::lengthOf(score_, head.dim, diagonal_);
        head.left = {nullptr, tiles_, features, divergence, false, most, divergence ? 1.0 : -1.0};
        head.right = {nullptr, tiles_, features, divergence, true, most, 1};
        head.mixture = {nullptr, tiles_, request.mixture != LoadRequest::Rows::None ? width(h, false) : 0,
                        wideFor(widest[0])};
        head.naturals = {nullptr, tiles_, request.naturals ? width(h, true) : 0, wideFor(widest[1])};
    }
    const auto eachRows = [&](auto visit) {
        for (Head& head : heads_)
            visit(head.left), visit(head.right), visit(head.mixture), visit(head.naturals);
    };
    const auto room = [](const auto& rows) { return (rows.words() + 63) / 64 * 64; };
    long words = 0;
    eachRows([&](const auto& rows) { words += room(rows); });
    words_ = m_.template allocate<Word>(words);
    Word* next = words_.data();
    eachRows([&](auto& rows) {
        if (rows.words() > 0)
            rows.at = next;
        next += room(rows);
    });
    m_.setBytes(words_.data(), 0, words_.size() * static_cast<long>(sizeof(Word)));
    for (const Head& head : heads_) {
        firstPiece_.push_back(pieces_.size());
        for (int k = 0; k < head.left.pieces(); ++k)
            pieces_.push_back({head.left.at + k * head.left.pieceWords(), head.right.at + k * head.right.pieceWords(),
                               head.left.loads()});
    }
    firstPiece_.push_back(pieces_.size());
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::takeBeliefs(const LoadRequest& request)
{
    std::vector<BeliefViews> beliefs(heads_.size());
    View<Failures> failures;
    const Buffer<unsigned char> memory = layOut(m_, [&](Arena& arena) {
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            beliefs[h].dim = heads_[h].dim;
            layBeliefs(arena, n_, linked_, beliefs[h]);
        }
        failures = arena.take<Failures>(1);
        for (BeliefViews& head : beliefs)
            head.pooled = arena.take<double>(head.dim + head.dim * head.dim);
        for (BeliefViews& head : beliefs)
            layPooling(arena, n_, head);
    });
    Outgoing there(memory.data());
    for (std::size_t h = 0; h < heads_.size(); ++h)
        sendBeliefs(request.heads[h], request.link(h), beliefs[h], there);
    m_.send(memory.data(), there);
    m_.launch(1, NoFailures{failures.data()});
    int* failed = &failures.data()->token;
    poolBeliefs(m_, n_, diagonal_, score_ != Score::DotProduct, beliefs, failed);
    linked_ ? putFeatures<true>(beliefs, failures.data()) : putFeatures<false>(beliefs, failures.data());
    std::vector<MessageRows<Values>> rows;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        const Head& head = heads_[h];
        const BeliefViews& b = beliefs[h];
        const Beliefs q{n_, b.dim, diagonal_, b.mean.data(), b.cov.data()};
        const Beliefs mixed{n_, b.dim, onAxes(false), b.mean.data(), b.cov.data()};
        if (head.mixture.at != nullptr)
            rows.push_back({mixed, mixtureKind_, b.pooled.data(), head.mixture, failed});
        if (head.naturals.at != nullptr)
            rows.push_back({q, RowKind::Naturals, b.pooled.data(), head.naturals, failed});
    }
    eachToken(m_, n_, rows);
    Failures found;
    Incoming back(memory.data());
    back.add(failures.data(), &found, 1);
    for (const BeliefViews& head : beliefs) {
        shifts_.emplace_back(static_cast<std::size_t>(head.dim));
        back.add(head.pooled.data(), shifts_.back().data(), head.dim);
    }
    m_.fetch(memory.data(), back);
    throwFailures(found);
}

template <class M, Operand O, int Parts>
template <bool Linked>
void Flash<M, O, Parts>::putFeatures(const std::vector<BeliefViews>& beliefs, Failures* failures)
{
    std::vector<PairFeatures<Features, Linked>> all;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        const BeliefViews& b = beliefs[h];
        all.push_back({{n_, b.dim, diagonal_, b.mean.data(), b.cov.data()},
                       score_,
                       b.pooled.data(),
                       b.map.data(),
                       b.linkedMoments(),
                       heads_[h].left,
                       heads_[h].right,
                       &failures->token,
                       &failures->receiver});
    }
    eachToken(m_, n_, all);
}

}  // namespace gauge::gpu
