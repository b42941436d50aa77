#include "core/attention/energies.h"

#include "core/gaussian/features.h"
#include "core/kernels/product.h"

namespace gauge {
namespace {

template <class S>
class FeatureEnergies : public PairEnergies<S> {
public:
    FeatureEnergies(const Ensemble& ensemble, const AttentionOptions& options)
        : divergence_(options.score == Score::Divergence)
    {
        const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
        if (!options.connection.flat())
            links_ = ensemble.connection.heads();
        for (std::size_t h = 0; h < ensemble.common.heads.size(); ++h) {
            const GaussianBlock& block = ensemble.common.heads[h];
            features_.push_back(divergence_ ? pairFeatures<S>(block, diagonal, options.divergence, Conditioning::Whitened,
                                                              links_.empty() ? nullptr : &links_[h])
                                            : dotProductFeatures<S>(block));
        }
    }

    void tile(const PairTile& t, S* out, Index stride) const override
    {
        const PairFeatures<S>& f = features_[t.head];
        Epilogue<S> e;
        e.rowBias = f.leftBias.data() + t.i0;
        e.columnBias = f.rightBias.data();
        e.factor = f.factor;
        if (divergence_)  // rounding below zero is cut off: a divergence is not negative
            e.least = S(0);
        multiplyRows(f.left.data() + t.i0 * f.left.cols(), f.left.cols(), t.i1 - t.i0, f.right, t.j0 / kPanelWidth<S>,
                     (t.j1 + kPanelWidth<S> - 1) / kPanelWidth<S>, e, out, stride);
        for (Index i = std::max(t.i0, t.j0); divergence_ && links_.empty() && i < std::min(t.i1, t.j1); ++i)
            out[(i - t.i0) * stride + i - t.j0] = S(0);
    }

private:
    bool divergence_;
    std::vector<HeadLink> links_;  // empty: beliefs are compared as they stand, and E_ii is 0
    std::vector<PairFeatures<S>> features_;
};

}  // namespace

template <class S>
std::unique_ptr<PairEnergies<S>> makeFeatureEnergies(const Ensemble& ensemble, const AttentionOptions& options)
{
    return std::make_unique<FeatureEnergies<S>>(ensemble, options);
}

template std::unique_ptr<PairEnergies<float>> makeFeatureEnergies(const Ensemble&, const AttentionOptions&);
template std::unique_ptr<PairEnergies<double>> makeFeatureEnergies(const Ensemble&, const AttentionOptions&);

}  // namespace gauge
