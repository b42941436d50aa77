// The gauge transformer with head connections (MATH.md §9) as a language model: words are diagonal beliefs in the common frame; in every layer
// a head reads receiver and sender by maps of its own, in the frames of their places, attends by the KL between what it reads and hands
// back what the energy's senders say; after the last layer a map of the whole belief asks the vocabulary.
#pragma once

#include "core/learn/answer_bank.h"
#include "core/learn/layer_plan.h"
#include "core/learn/mapped_layer.h"
#include "core/learn/sequence_model.h"

namespace gauge::learn {

struct ConnectedShape : LayerPlan {
    VocabularyShape vocabulary;  // of one head of K, diagonal
    MapShape maps;               // of every layer
    Output output = Output::Tied;
    bool outputMap = true;  // W: what is asked is W·q
};

template <class S>
class ConnectedModel : public SequenceModel<S> {
public:
    /// Throws Error for shapes that cannot be: odd heads that places turn, maps that do not fit K.
    explicit ConnectedModel(const ConnectedShape& shape);

    const ParameterLayout& layout() const override { return layout_; }
    Aligned<S> initial(std::mt19937_64& random) const override;
    double loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const override;
    RowMatrix<S> logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const override;

    const ConnectedShape& shape() const { return shape_; }
    /// The maps of a layer, 2D×K and D×K.
    HeadMaps<S> maps(const Aligned<S>& theta, int layer) const;

private:
    struct Step;
    struct Sums;
    struct Asked;

    std::size_t setOf(int step) const { return shape_.shareLayers ? 0 : static_cast<std::size_t>(step / shape_.steps); }
    Step prepare(const Aligned<S>& theta, const std::vector<int>& used, Index longest) const;
    RowMatrix<S> begin(const Step& step, const std::vector<int>& tokens) const;
    std::vector<RowMatrix<S>> forward(const Step& step, const Sequences& sequences, const std::vector<int>& tokens,
                                      std::vector<MappedTrace<S>>* traces) const;
    Asked asked(const Step& step, const RowMatrix<S>& rows) const;
    RowMatrix<S> askedBackward(const Step& step, const Asked& asked, const RowMatrix<S>& gColumns, Sums& sums) const;
    double part(const Step& step, const Rows& rows, Sums* sums) const;
    void finish(const Aligned<S>& theta, const Step& step, const Sums& sums, RowMatrix<S> gWords,
                Aligned<S>& gradient) const;

    ConnectedShape shape_;
    ParameterLayout layout_;
    VocabularyBlocks words_;
    AnswerShape answerShape_;
    AnswerBlocks answers_;
    NumberBlocks numbers_;
    std::vector<MapBlocks> maps_;
    Index outputMap_ = -1;  // K×K
    MappedShape layer_;
    std::vector<Index>
        varianceAt_;  // K: which variance of the bank's a coordinate is asked by; empty where it asks for none
};

}  // namespace gauge::learn
