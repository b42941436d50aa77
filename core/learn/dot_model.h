// The yardstick: an ordinary pre-norm transformer decoder (Vaswani et al. 2017; Radford et al. 2019) – learned positions,
// multi-head dot-product attention, a GELU feed-forward of four times the width, output tied to the embedding.
#pragma once

#include "core/learn/output.h"
#include "core/learn/sequence_model.h"
#include "core/learn/sequences.h"

namespace gauge::learn {

struct DotShape {
    Index words = 0;
    Index width = 48;  // D, divisible by heads
    Index heads = 4;
    int layers = 2;
    Index length = 64;    // longest row
    double spread = 0.1;  // of embeddings at the start
};

/// What layer normalisation leaves for the way back.
template <class S>
struct Norm {
    RowMatrix<S> whitened;  // T×D
    Vector<S> scale;        // T: 1/σ
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

    RowMatrix<S> layerForward(const Aligned<S>& theta, const LayerBlocks& blocks, const Sequences& sequences,
                              const RowMatrix<S>& x, Trace& trace) const;
    RowMatrix<S> layerBackward(const Aligned<S>& theta, const LayerBlocks& blocks, const Trace& trace,
                               const Sequences& sequences, const RowMatrix<S>& g, Aligned<S>& gradient) const;
    RowMatrix<S> attend(const Sequences& sequences, const RowMatrix<S>& qkv, Trace& trace) const;
    RowMatrix<S> attendBackward(const Sequences& sequences, const Trace& trace, const RowMatrix<S>& g) const;
    RowMatrix<S> embed(const Aligned<S>& theta, const Sequences& sequences, const std::vector<int>& tokens) const;
    RowMatrix<S> features(const Aligned<S>& theta, const Sequences& sequences, const std::vector<int>& tokens,
                          std::vector<Trace>& traces, Norm<S>& norm) const;
    Bank<S> bank(const Aligned<S>& theta) const;
    double part(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const;

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
