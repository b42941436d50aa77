#include "core/learn/attention_layer.h"

#include "core/attention/softmax.h"

#include <cmath>
#include <numeric>

namespace gauge::learn {
namespace {

/// Scales the columns of [P | h] so that a product with features gives ½⟨P_j, S_i⟩ − h_j·m_i.
template <class S>
RowMatrix<S> keys(const HeadShape& head, const RowMatrix<S>& natural)
{
    RowMatrix<S> k = natural;
    k.leftCols(head.packed) *= S(0.5);
    k.rightCols(head.dim) *= S(-1);
    return k;
}

template <class S>
HeadTrace<S> attend(const LayerShape& shape, const HeadShape& head, S kappa, const RowMatrix<S>& natural)
{
    HeadTrace<S> t;
    moments(shape.family, head, natural, t.features, t.partition);
    t.energy.noalias() = t.features * keys(head, natural).transpose();
    t.energy.rowwise() += t.partition.transpose();
    t.attention = causalAttention(t.energy, shape.self, kappa);
    return t;
}

Senders causalSenders(bool self, Index i, Index n)
{
    return sendersOf({Mask::Kind::Causal, 0, self}, i, n);
}

/// Places 0, 1, … of one sequence.
std::vector<Index> placesOf(Index n)
{
    std::vector<Index> places(static_cast<std::size_t>(n));
    std::iota(places.begin(), places.end(), 0);
    return places;
}

}  // namespace

template <class S>
HalfTrace<S>::HalfTrace(const HeadTrace<S>& t)
    : features(t.features.template cast<Eigen::bfloat16>()), energy(t.energy.template cast<Eigen::bfloat16>()),
      attention(t.attention.template cast<Eigen::bfloat16>()), partition(t.partition)
{
}

template <class S>
HeadTrace<S> HalfTrace<S>::full() const
{
    return {features.template cast<S>(), partition, energy.template cast<S>(), attention.template cast<S>()};
}

template <class S>
RowMatrix<S> causalAttention(const RowMatrix<S>& energy, bool self, S tau)
{
    const Index n = energy.rows();
    const LogWeights none;
    RowMatrix<S> beta(n, n);
    for (Index i = 0; i < n; ++i)
        attentionRow(energy.row(i).data(), beta.row(i).data(), i, 0, n, causalSenders(self, i, n), none, tau);
    return beta;
}

template <class S>
RowMatrix<S> softmaxBackward(const RowMatrix<S>& weights, const RowMatrix<S>& g)
{
    const Vector<S> mean = weights.cwiseProduct(g).rowwise().sum();
    return (weights.array() * (g.colwise() - mean).array()).matrix();
}

template <class S>
RowMatrix<S> stepForward(const LayerShape& shape, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                         const RowMatrix<S>& prior, std::vector<HeadTrace<S>>* traces)
{
    const RowWeights<S> w = rowWeights(numbers, shape.self, placesOf(rows.rows()));
    RowMatrix<S> result = w.own.asDiagonal() * rows;
    result += w.prior.asDiagonal() * prior;
    for (std::size_t h = 0; h < shape.heads.size(); ++h) {
        const HeadShape& head = shape.heads[h];
        const RowMatrix<S> natural = rows.middleCols(head.at, head.width());
        HeadTrace<S> t = attend(shape, head, std::exp(numbers.logKappa[static_cast<Index>(h)]), natural);
        result.middleCols(head.at, head.width()) += w.message.asDiagonal() * (t.attention * natural);
        if (traces)
            traces->push_back(std::move(t));
    }
    return result;
}

template <class S>
RowMatrix<S> stepBackward(const LayerShape& shape, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                          const RowMatrix<S>& prior, const std::vector<HeadTrace<S>>& traces, const RowMatrix<S>& gResult,
                          RowMatrix<S>& gPrior, LayerNumbers<S>& gNumbers)
{
    const RowWeights<S> w = rowWeights(numbers, shape.self, placesOf(rows.rows()));
    RowMatrix<S> gRows = w.own.asDiagonal() * gResult;
    gPrior += w.prior.asDiagonal() * gResult;
    Vector<S> along = Vector<S>::Zero(rows.rows());
    for (std::size_t h = 0; h < shape.heads.size(); ++h) {
        const HeadShape& head = shape.heads[h];
        const HeadTrace<S>& t = traces[h];
        const RowMatrix<S> natural = rows.middleCols(head.at, head.width());
        const RowMatrix<S> g = w.message.asDiagonal() * gResult.middleCols(head.at, head.width());
        const RowMatrix<S> gAttention = g * natural.transpose();
        along += t.attention.cwiseProduct(gAttention).rowwise().sum();
        const S cold = std::exp(-numbers.logKappa[static_cast<Index>(h)]);
        const RowMatrix<S> gEnergy = -cold * softmaxBackward(t.attention, gAttention);
        gNumbers.logKappa[static_cast<Index>(h)] -= gEnergy.cwiseProduct(t.energy).sum();
        RowMatrix<S> gNatural = t.attention.transpose() * g;
        gNatural += keys<S>(head, gEnergy.transpose() * t.features);
        const RowMatrix<S> gFeatures = gEnergy * keys(head, natural);
        const Vector<S> gPartition = gEnergy.colwise().sum().transpose();
        momentsBackward(shape.family, head, natural, t.features, gFeatures, gPartition, gNatural);
        gRows.middleCols(head.at, head.width()) += gNatural;
    }
    addSlopes(w, rows, prior, gResult, along, numbers, gNumbers);
    return gRows;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template struct HalfTrace<S>;                                                                                          \
    template RowMatrix<S> causalAttention<S>(const RowMatrix<S>&, bool, S);                                                \
    template RowMatrix<S> softmaxBackward<S>(const RowMatrix<S>&, const RowMatrix<S>&);                                    \
    template RowMatrix<S> stepForward<S>(const LayerShape&, const LayerNumbers<S>&, const RowMatrix<S>&,                   \
                                         const RowMatrix<S>&, std::vector<HeadTrace<S>>*);                                 \
    template RowMatrix<S> stepBackward<S>(const LayerShape&, const LayerNumbers<S>&, const RowMatrix<S>&,                  \
                                          const RowMatrix<S>&, const std::vector<HeadTrace<S>>&, const RowMatrix<S>&,      \
                                          RowMatrix<S>&, LayerNumbers<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
