// What the gauge model answers from: the beliefs (or the linear map) that every token of the vocabulary is known by on the
// way out, which features of a belief are asked of them, and the way back through both.
#pragma once

#include "core/learn/output.h"
#include "core/learn/vocabulary.h"

namespace gauge::learn {

enum class Output {
    Untied,  // a bank of its own, diagonal in the common frame
    Tied,    // the vocabulary that is read is the bank that is answered from
    Linear   // a linear map of the mean
};

struct AnswerShape {
    Output output = Output::Untied;
    VocabularyShape vocabulary;  // the one that is read
    double numberRate = 0.2;     // of the learning rate: τ
};

/// The places of its blocks in a layout; −1 where there is none.
struct AnswerBlocks {
    VocabularyBlocks beliefs;  // Untied: its own; Tied: the vocabulary's
    Index readout = -1;        // Linear: V×K
    Index bias = -1;           // 1×V
    Index logTau = -1;         // all but Linear
};

/// `words`: the blocks of the vocabulary that is read.
AnswerBlocks addAnswers(ParameterLayout& layout, const AnswerShape& shape, const VocabularyBlocks& words);

/// Of the beliefs that answer: the vocabulary's, or the bank's own, of free variances.
VocabularyShape bankShape(const AnswerShape& shape);

/// Whether the bank is made of the natural parameters of the whole vocabulary: tied to beliefs that are not plainly diagonal.
bool answersFromWords(const AnswerShape& shape);

/// Near zero, so that the first answers are the words' frequencies.
template <class S>
void initialise(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout, Aligned<S>& theta,
                std::mt19937_64& random);

/// The bank; `words`: natural parameters of the whole vocabulary, read where answersFromWords.
template <class S>
Bank<S> answerBank(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout,
                   const Aligned<S>& theta, const RowMatrix<S>& words);

/// Adds to `gradient`, and where answersFromWords to `gWords`, what a gradient by that bank means for them.
template <class S>
void answerBankBackward(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout,
                        const Aligned<S>& theta, const RowMatrix<S>& words, const Bank<S>& bank, const Bank<S>& gBank,
                        RowMatrix<S>& gWords, Aligned<S>& gradient);

/// Columns of the features that the bank is asked with.
Index askedColumns(const AnswerShape& shape);

/// Puts one head's part of them into `asked`, from all features [S | m] of that head.
template <class S>
void ask(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& features, RowMatrix<S>& asked);

/// The way back: the gradient by the asked columns as one by all features of a head.
template <class S>
RowMatrix<S> askBackward(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& gAsked);

}  // namespace gauge::learn
