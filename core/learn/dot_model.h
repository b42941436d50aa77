// The yardstick: an ordinary pre-norm transformer decoder (Vaswani et al. 2017; Radford et al. 2019) – learned positions,
// multi-head dot-product attention, a GELU feed-forward of four times the width, output tied to the embedding.
#pragma once

#include "core/learn/sequence_model.h"

namespace gauge::learn {

struct DotShape {
    Index words = 0;
    Index width = 48;  // D, divisible by heads
    Index heads = 4;
    int layers = 2;
    Index length = 64;  // longest row
};

template <class S>
class DotModel : public SequenceModel<S> {
public:
    /// Throws Error when the width is not divisible by the heads.
    explicit DotModel(const DotShape& shape);

    const ParameterLayout& layout() const override { return layout_; }
    Aligned<S> initial(std::mt19937_64& random) const override;
    double loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const override;
    RowMatrix<S> logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const override;

private:
    struct LayerBlocks {
        Index norm1, queryKeyValue, queryKeyValueBias, project, projectBias, norm2, up, upBias, down, downBias;
    };
    struct Trace;

    RowMatrix<S> layerForward(const Aligned<S>& theta, const LayerBlocks& blocks, const RowMatrix<S>& x,
                              Trace& trace) const;
    RowMatrix<S> layerBackward(const Aligned<S>& theta, const LayerBlocks& blocks, const Trace& trace,
                               const RowMatrix<S>& g, Aligned<S>& gradient) const;
    RowMatrix<S> attend(const RowMatrix<S>& qkv, Trace& trace) const;
    RowMatrix<S> attendBackward(const Trace& trace, const RowMatrix<S>& g) const;
    RowMatrix<S> embed(const Aligned<S>& theta, const std::vector<int>& row, Index n) const;
    double sequence(const Aligned<S>& theta, const std::vector<int>& row, Aligned<S>* gradient,
                    RowMatrix<S>* answers) const;

    DotShape shape_;
    ParameterLayout layout_;
    Index embedding_ = -1;
    Index position_ = -1;
    Index finalNorm_ = -1;
    Index bias_ = -1;
    std::vector<LayerBlocks> layers_;
};

/// The width, a multiple of `heads`, at which its parameters come closest to `parameters`.
Index widthFor(DotShape shape, Index parameters);

}  // namespace gauge::learn
