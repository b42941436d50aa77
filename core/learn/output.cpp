#include "core/learn/output.h"

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

}  // namespace

template <class S>
double crossEntropy(const Bank<S>& bank, const RowMatrix<S>& features, const std::vector<int>& targets,
                    RowMatrix<S>* gFeatures, Bank<S>* gBank)
{
    RowMatrix<S> p = logitsOf(bank, features);
    double loss = 0;
    for (Index i = 0; i < p.rows(); ++i) {
        const Index target = targets[static_cast<std::size_t>(i)];
        auto row = p.row(i).array();
        const S greatest = row.maxCoeff();
        const S own = row[target] - greatest;
        row = (row - greatest).exp();
        const S sum = row.sum();
        loss += std::log(static_cast<double>(sum)) - static_cast<double>(own);
        if (gBank) {
            row /= sum;
            row[target] -= 1;
        }
    }
    if (gBank) {
        gFeatures->noalias() = p * bank.weights;
        gBank->weights.noalias() += p.transpose() * features;
        gBank->bias += p.colwise().sum().transpose();
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
