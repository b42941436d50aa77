#include "core/learn/attention_layer.h"

#include <cmath>

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
    t.logits.noalias() = t.features * keys(head, natural).transpose();
    t.logits.rowwise() += t.partition.transpose();
    t.logits *= -1 / kappa;
    t.attention = causalSoftmax(t.logits, shape.self);
    return t;
}

}  // namespace

template <class S>
Mix<S> mixOf(const LayerNumbers<S>& n)
{
    const S step = 1 / (1 + std::exp(-n.stepLogit));
    const S share = 1 / (1 + std::exp(n.logLambda - n.logAlpha));  // α/(α+λ)
    return {1 - step, step * share, step * (1 - share)};
}

template <class S>
HalfTrace<S>::HalfTrace(const HeadTrace<S>& t)
    : features(t.features.template cast<Eigen::bfloat16>()), logits(t.logits.template cast<Eigen::bfloat16>()),
      attention(t.attention.template cast<Eigen::bfloat16>()), partition(t.partition)
{
}

template <class S>
HeadTrace<S> HalfTrace<S>::full() const
{
    return {features.template cast<S>(), partition, logits.template cast<S>(), attention.template cast<S>()};
}

template <class S>
RowMatrix<S> causalSoftmax(const RowMatrix<S>& logits, bool self)
{
    RowMatrix<S> weights = RowMatrix<S>::Zero(logits.rows(), logits.cols());
    for (Index i = 0; i < logits.rows(); ++i) {
        const Index n = self ? i + 1 : i;
        if (n == 0)
            continue;
        const auto in = logits.row(i).head(n).array();
        auto out = weights.row(i).head(n);
        out = (in - in.maxCoeff()).exp().matrix();
        out /= out.sum();
    }
    return weights;
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
    const Mix<S> mix = mixOf(numbers);
    RowMatrix<S> result = mix.own * rows + mix.prior * prior;
    for (std::size_t h = 0; h < shape.heads.size(); ++h) {
        const HeadShape& head = shape.heads[h];
        const RowMatrix<S> natural = rows.middleCols(head.at, head.width());
        HeadTrace<S> t = attend(shape, head, std::exp(numbers.logKappa[static_cast<Index>(h)]), natural);
        result.middleCols(head.at, head.width()).noalias() += mix.message * (t.attention * natural);
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
    const Mix<S> mix = mixOf(numbers);
    RowMatrix<S> gRows = mix.own * gResult;
    gPrior += mix.prior * gResult;
    S gMessage = 0;
    for (std::size_t h = 0; h < shape.heads.size(); ++h) {
        const HeadShape& head = shape.heads[h];
        const HeadTrace<S>& t = traces[h];
        const RowMatrix<S> natural = rows.middleCols(head.at, head.width());
        const RowMatrix<S> g = gResult.middleCols(head.at, head.width());
        const RowMatrix<S> heard = g * natural.transpose();
        gMessage += t.attention.cwiseProduct(heard).sum();
        const RowMatrix<S> gLogits = softmaxBackward<S>(t.attention, mix.message * heard);
        gNumbers.logKappa[static_cast<Index>(h)] -= gLogits.cwiseProduct(t.logits).sum();
        const RowMatrix<S> gEnergy = -std::exp(-numbers.logKappa[static_cast<Index>(h)]) * gLogits;
        RowMatrix<S> gNatural = mix.message * (t.attention.transpose() * g);
        gNatural += keys<S>(head, gEnergy.transpose() * t.features);
        const RowMatrix<S> gFeatures = gEnergy * keys(head, natural);
        const Vector<S> gPartition = gEnergy.colwise().sum().transpose();
        momentsBackward(shape.family, head, natural, t.features, gFeatures, gPartition, gNatural);
        gRows.middleCols(head.at, head.width()) += gNatural;
    }
    const S gOwn = gResult.cwiseProduct(rows).sum();
    const S gFromPrior = gResult.cwiseProduct(prior).sum();
    const S step = 1 - mix.own;
    const S share = mix.prior / step;
    gNumbers.stepLogit += step * (1 - step) * (share * gFromPrior + (1 - share) * gMessage - gOwn);
    const S gLogRatio = step * share * (1 - share) * (gFromPrior - gMessage);
    gNumbers.logAlpha += gLogRatio;
    gNumbers.logLambda -= gLogRatio;
    return gRows;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template struct HalfTrace<S>;                                                                                          \
    template Mix<S> mixOf<S>(const LayerNumbers<S>&);                                                                      \
    template RowMatrix<S> causalSoftmax<S>(const RowMatrix<S>&, bool);                                                     \
    template RowMatrix<S> softmaxBackward<S>(const RowMatrix<S>&, const RowMatrix<S>&);                                    \
    template RowMatrix<S> stepForward<S>(const LayerShape&, const LayerNumbers<S>&, const RowMatrix<S>&,                   \
                                         const RowMatrix<S>&, std::vector<HeadTrace<S>>*);                                 \
    template RowMatrix<S> stepBackward<S>(const LayerShape&, const LayerNumbers<S>&, const RowMatrix<S>&,                  \
                                          const RowMatrix<S>&, const std::vector<HeadTrace<S>>&, const RowMatrix<S>&,      \
                                          RowMatrix<S>&, LayerNumbers<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
