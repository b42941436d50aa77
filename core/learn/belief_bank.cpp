#include "core/learn/belief_bank.h"

#include "core/learn/plain_words.h"
#include "core/parallel.h"

namespace gauge::learn {
namespace {

constexpr Index kWordsATask = 256;

}  // namespace

template <class S>
void fillBeliefBank(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout, S cold,
                    const Aligned<S>& theta, Bank<S>& bank)
{
    const std::vector<Index> variance = varianceOf(shape);
    const Index variances = variance.back() + 1;
    const auto k = static_cast<Index>(variance.size());
    bank.weights.resize(shape.words, variances + k);
    parallelRanges(shape.words, kWordsATask, [&](Index first, Index last) {
        for (Index v = first; v < last; ++v) {
            const Vector<S> p = precisionsOf(blocks, layout, theta, v);
            const S* mean = view(theta, layout[blocks.mean]).row(v).data();
            const S* logs = view(theta, layout[blocks.logVariance]).row(v).data();
            S* to = bank.weights.row(v).data();
            for (Index j = 0; j < variances; ++j)
                to[j] = -cold / 2 * p[j];
            S partition = 0;  // 2ψ
            for (Index c = 0; c < k; ++c) {
                const Index j = variance[static_cast<std::size_t>(c)];
                const S information = p[j] * mean[c];
                to[variances + c] = cold * information;
                partition += information * mean[c] + logs[j];
            }
            bank.bias[v] -= cold / 2 * partition;
        }
    });
}

template <class S>
void beliefBankBackward(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout, S cold,
                        const Aligned<S>& theta, const Bank<S>& g, Aligned<S>& gradient)
{
    const std::vector<Index> variance = varianceOf(shape);
    const Index variances = variance.back() + 1;
    const auto k = static_cast<Index>(variance.size());
    parallelRanges(shape.words, kWordsATask, [&](Index first, Index last) {
        for (Index v = first; v < last; ++v) {
            const Vector<S> p = precisionsOf(blocks, layout, theta, v);
            const S* mean = view(theta, layout[blocks.mean]).row(v).data();
            const S* from = g.weights.row(v).data();
            S* gMean = view(gradient, layout[blocks.mean]).row(v).data();
            S* gLogs = view(gradient, layout[blocks.logVariance]).row(v).data();
            const S gPsi = -cold * g.bias[v];
            for (Index j = 0; j < variances; ++j)
                gLogs[j] += cold / 2 * p[j] * from[j];
            for (Index c = 0; c < k; ++c) {
                const Index j = variance[static_cast<std::size_t>(c)];
                const S gInformation = cold * from[variances + c];
                gMean[c] += p[j] * (gInformation + gPsi * mean[c]);
                gLogs[j] += gPsi / 2 - p[j] * mean[c] * (gInformation + gPsi / 2 * mean[c]);
            }
        }
    });
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void fillBeliefBank<S>(const VocabularyShape&, const VocabularyBlocks&, const ParameterLayout&, S,            \
                                    const Aligned<S>&, Bank<S>&);                                                          \
    template void beliefBankBackward<S>(const VocabularyShape&, const VocabularyBlocks&, const ParameterLayout&, S,        \
                                        const Aligned<S>&, const Bank<S>&, Aligned<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
