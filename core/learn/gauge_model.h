// The gauge transformer as a language model: beliefs of words, turned by position, L layers of S mirror steps under causal
// KL attention, and the next token by KL to the vocabulary. No query, key or value matrices.
#pragma once

#include "core/learn/answer_bank.h"
#include "core/learn/attention_layer.h"
#include "core/learn/layer_plan.h"
#include "core/learn/sequence_model.h"

namespace gauge::learn {

struct GaugeShape : LayerPlan {
    VocabularyShape vocabulary;
    Output output = Output::Untied;
    bool halfStorage = false;  // what is kept for the way back is kept in half (bf16)
};

template <class S>
class GaugeModel : public SequenceModel<S> {
public:
    /// Throws Error for shapes that cannot be: learned frames on even heads, rotary positions on a diagonal family without
    /// pairs.
    explicit GaugeModel(const GaugeShape& shape);

    const ParameterLayout& layout() const override { return layout_; }
    Aligned<S> initial(std::mt19937_64& random) const override;
    double loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const override;
    RowMatrix<S> logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const override;

    const GaugeShape& shape() const { return shape_; }
    const VocabularyBlocks& words() const { return words_; }
    LayerNumbers<S> numbers(const Aligned<S>& theta, int layer) const;

    /// ln p of every token after each place, from natural parameters in the common frame: n×width to n×V.
    RowMatrix<S> answers(const Aligned<S>& theta, const RowMatrix<S>& naturals) const;

    /// Natural parameters in the common frame after 0 … L·S steps, N×width each.
    std::vector<RowMatrix<S>> states(const Aligned<S>& theta, const std::vector<int>& tokens) const;

private:
    struct Sums;
    struct Step;
    struct Kept;

    Index numbersAt(int layer) const { return shape_.shareLayers ? 0 : layer; }
    RowMatrix<S> begin(const Step& step, const std::vector<int>& row, Index n) const;
    RowMatrix<S> answerFeatures(const std::vector<RowMatrix<S>>& states, std::vector<RowMatrix<S>>& features,
                                RowMatrix<S>& turned) const;
    double sequence(const Step& step, const std::vector<int>& row, Sums* sums) const;
    void backThroughLayers(const Step& step, const std::vector<RowMatrix<S>>& states, std::vector<Kept>& kept,
                           RowMatrix<S> g, RowMatrix<S>& gPrior, Sums& sums) const;
    RowMatrix<S> answerBackward(const RowMatrix<S>& turned, const std::vector<RowMatrix<S>>& features,
                                const RowMatrix<S>& gAnswer) const;
    Step prepare(const Aligned<S>& theta, const std::vector<int>& used) const;
    void finish(const Aligned<S>& theta, const Step& step, const Sums& sums, Aligned<S>& gradient) const;

    GaugeShape shape_;
    ParameterLayout layout_;
    VocabularyBlocks words_;
    AnswerShape answerShape_;
    AnswerBlocks answers_;
    NumberBlocks numbers_;
    LayerShape layer_;
};

}  // namespace gauge::learn
