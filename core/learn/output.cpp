#include "core/learn/output.h"

#include <algorithm>
#include <cmath>

namespace gauge::learn {
namespace {

template <class S>
RowMatrix<S> logitsOf(const Bank<S>& bank, const RowMatrix<S>& features)
{
    RowMatrix<S> logits(features.rows(), bank.weights.rows());
    logits.noalias() = features * bank.weights.transpose();
    logits.rowwise() += bank.bias.transpose();
    return logits;
}

/// Rows of logits at once: enough to keep the products near their peak, few enough to lie in the cache, however many tokens are asked.
constexpr Index kTile = 256;

/// −ln p of the target by a row of logits, which becomes p − [target] where `gBias` asks for it.
template <class S>
double answerRow(RowMatrix<S>& logits, Index i, Index target, Vector<S>* gBias)
{
    auto row = logits.row(i).array();
    const S greatest = row.maxCoeff();
    const S own = row[target] - greatest;
    row = (row - greatest).exp();
    const S sum = row.sum();
    if (gBias) {
        row *= 1 / sum;
        row[target] -= 1;
        gBias->array() += row.transpose();
    }
    return std::log(static_cast<double>(sum)) - static_cast<double>(own);
}

}  // namespace

template <class S>
double crossEntropy(const Bank<S>& bank, const RowMatrix<S>& features, const std::vector<int>& targets,
                    RowMatrix<S>* gFeatures, Bank<S>* gBank)
{
    if (gFeatures)
        gFeatures->resize(features.rows(), features.cols());
    double loss = 0;
    RowMatrix<S> tile;
    for (Index first = 0; first < features.rows(); first += kTile) {
        const Index n = std::min(kTile, features.rows() - first);
        const auto asked = features.middleRows(first, n);
        tile.resize(n, bank.weights.rows());
        tile.rowwise() = bank.bias.transpose();
        tile.noalias() += asked * bank.weights.transpose();
        for (Index i = 0; i < n; ++i)
            loss += answerRow(tile, i, targets[static_cast<std::size_t>(first + i)], gBank ? &gBank->bias : nullptr);
        if (gBank) {
            gFeatures->middleRows(first, n).noalias() = tile * bank.weights;
            gBank->weights.noalias() += tile.transpose() * asked;
        }
    }
    return loss;
}

template <class S>
RowMatrix<S> logProbabilities(const Bank<S>& bank, const RowMatrix<S>& features)
{
    RowMatrix<S> logits = logitsOf(bank, features);
    for (Index i = 0; i < logits.rows(); ++i) {
        auto row = logits.row(i).array();
        const S greatest = row.maxCoeff();
        row -= greatest + std::log((row - greatest).exp().sum());
    }
    return logits;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template double crossEntropy<S>(const Bank<S>&, const RowMatrix<S>&, const std::vector<int>&, RowMatrix<S>*,           \
                                    Bank<S>*);                                                                             \
    template RowMatrix<S> logProbabilities<S>(const Bank<S>&, const RowMatrix<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
