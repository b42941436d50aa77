#include "core/learn/answer_bank.h"

#include "core/gaussian/packing.h"
#include "core/learn/belief_bank.h"
#include "core/learn/plain_words.h"
#include "core/parallel.h"

#include <cmath>

namespace gauge::learn {
namespace {

constexpr double kSpread = 0.1;
constexpr Index kWordsATask = 256;

/// Where a number of one head's row stands among the columns that a tied bank is asked with. Variances that coordinates share are asked for
/// once, by their sum.
struct TiedColumn {
    Index from;  // within the head: [P packed | h] or [S packed | m]
    Index to;
    bool first;  // of those that share it
};

Index tiedColumns(const VocabularyShape& vocabulary)
{
    if (vocabulary.family() == Family::Full)
        return rowWidth(headShapes(vocabulary.heads, vocabulary.family()));
    return varianceOf(vocabulary).back() + 1 + headOffsets(vocabulary.heads).back();
}

std::vector<TiedColumn> tiedColumnsOf(const VocabularyShape& vocabulary, const HeadShape& head)
{
    std::vector<TiedColumn> columns;
    if (vocabulary.family() == Family::Full) {
        for (Index c = 0; c < head.width(); ++c)
            columns.push_back({c, head.at + c, true});
        return columns;
    }
    const std::vector<Index> variance = varianceOf(vocabulary);
    for (Index c = 0; c < head.dim; ++c) {
        const auto at = static_cast<std::size_t>(head.mean + c);
        columns.push_back({c, variance[at], at == 0 || variance[at] != variance[at - 1]});
        columns.push_back({head.packed + c, variance.back() + 1 + head.mean + c, true});
    }
    return columns;
}

template <class S>
S coldness(const AnswerBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta)
{
    return std::exp(-view(theta, layout[blocks.logTau])(0, 0));
}

template <class S>
void fillTied(const VocabularyShape& vocabulary, S cold, const RowMatrix<S>& words, Bank<S>& b)
{
    b.weights.resize(words.rows(), tiedColumns(vocabulary));
    for (const HeadShape& head : headShapes(vocabulary.heads, vocabulary.family())) {
        const std::vector<TiedColumn> columns = tiedColumnsOf(vocabulary, head);
        parallelRanges(words.rows(), kWordsATask, [&](Index first, Index last) {
            for (Index v = first; v < last; ++v)
                for (const TiedColumn& c : columns)
                    b.weights(v, c.to) = words(v, head.at + c.from) * (c.from < head.packed ? cold * S(-0.5) : cold);
            RowMatrix<S> features;
            Vector<S> partition;
            moments<S>(vocabulary.family(), head, words.block(first, head.at, last - first, head.width()), features,
                       partition);
            b.bias.segment(first, last - first) -= cold * partition;
        });
    }
}

template <class S>
void tiedBackward(const VocabularyShape& vocabulary, S cold, const RowMatrix<S>& words, const Bank<S>& g,
                  RowMatrix<S>& gWords)
{
    for (const HeadShape& head : headShapes(vocabulary.heads, vocabulary.family())) {
        const std::vector<TiedColumn> columns = tiedColumnsOf(vocabulary, head);
        parallelRanges(words.rows(), kWordsATask, [&](Index first, Index last) {
            const Index n = last - first;
            const RowMatrix<S> natural = words.block(first, head.at, n, head.width());
            RowMatrix<S> features;
            Vector<S> psi;
            moments(vocabulary.family(), head, natural, features, psi);
            RowMatrix<S> gNatural = RowMatrix<S>::Zero(n, head.width());
            for (Index v = 0; v < n; ++v)
                for (const TiedColumn& c : columns)
                    if (c.first)
                        gNatural(v, c.from) = g.weights(first + v, c.to) * (c.from < head.packed ? cold * S(-0.5) : cold);
            momentsBackward<S>(vocabulary.family(), head, natural, features, RowMatrix<S>::Zero(n, head.width()),
                               g.bias.segment(first, n) * -cold, gNatural);
            gWords.block(first, head.at, n, head.width()) += gNatural;
        });
    }
}

/// visit(feature, column) for the diagonal of S of one head, which an untied bank asks for.
template <class Visit>
void forEachVariance(const AnswerShape& shape, const HeadShape& head, Visit visit)
{
    forEachPacked(head.dim, shape.vocabulary.family() == Family::Diagonal, [&](Index place, Index r, Index c) {
        if (r == c)
            visit(place, head.mean + c);
    });
}

/// First column of the means that an untied bank or a linear map asks for.
Index meanColumn(const AnswerShape& shape, const HeadShape& head)
{
    return head.mean + (shape.output == Output::Linear ? 0 : headOffsets(shape.vocabulary.heads).back());
}

}  // namespace

VocabularyShape bankShape(const AnswerShape& shape)
{
    if (shape.output == Output::Tied)
        return shape.vocabulary;
    VocabularyShape bank;
    bank.words = shape.vocabulary.words;
    bank.heads = shape.vocabulary.heads;
    bank.meanSpread = kSpread;
    bank.shapeRate = shape.vocabulary.shapeRate;
    return bank;
}

bool answersFromWords(const AnswerShape& shape)
{
    return shape.output == Output::Tied && !plainWords(shape.vocabulary);
}

AnswerBlocks addAnswers(ParameterLayout& layout, const AnswerShape& shape, const VocabularyBlocks& words)
{
    AnswerBlocks blocks;
    blocks.beliefs = words;
    if (shape.output == Output::Untied)
        blocks.beliefs = addVocabulary(layout, bankShape(shape), "bank.");
    if (shape.output == Output::Linear)
        blocks.readout = layout.add("readout", shape.vocabulary.words, headOffsets(shape.vocabulary.heads).back(), true);
    blocks.bias = layout.add("bias", 1, shape.vocabulary.words, false);
    if (shape.output != Output::Linear)
        blocks.logTau = layout.add("log_tau", 1, 1, false, Update::Plain, shape.numberRate);
    return blocks;
}

template <class S>
void initialise(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout, Aligned<S>& theta,
                std::mt19937_64& random)
{
    if (shape.output == Output::Untied)
        initialise(bankShape(shape), blocks.beliefs, layout, theta, random);
    if (shape.output != Output::Linear)
        return;
    std::normal_distribution<double> normal(0, kSpread);
    auto weights = view(theta, layout[blocks.readout]);
    for (Index i = 0; i < weights.size(); ++i)
        weights.data()[i] = static_cast<S>(normal(random));
}

template <class S>
Bank<S> answerBank(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout,
                   const Aligned<S>& theta, const RowMatrix<S>& words)
{
    Bank<S> b;
    b.bias = view(theta, layout[blocks.bias]).row(0).transpose();
    switch (shape.output) {
    case Output::Linear: b.weights = view(theta, layout[blocks.readout]); break;
    case Output::Untied:
    case Output::Tied:
        if (answersFromWords(shape))
            fillTied(shape.vocabulary, coldness(blocks, layout, theta), words, b);
        else
            fillBeliefBank(bankShape(shape), blocks.beliefs, layout, coldness(blocks, layout, theta), theta, b);
    }
    return b;
}

template <class S>
void answerBankBackward(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout,
                        const Aligned<S>& theta, const RowMatrix<S>& words, const Bank<S>& bank, const Bank<S>& g,
                        RowMatrix<S>& gWords, Aligned<S>& gradient)
{
    view(gradient, layout[blocks.bias]).row(0) += g.bias.transpose();
    if (shape.output == Output::Linear) {
        view(gradient, layout[blocks.readout]) += g.weights;
        return;
    }
    const S cold = coldness(blocks, layout, theta);
    const Vector<S> partition = (view(theta, layout[blocks.bias]).row(0).transpose() - bank.bias) / cold;  // ψ
    view(gradient, layout[blocks.logTau])(0, 0) +=
        cold * g.bias.dot(partition) - g.weights.cwiseProduct(bank.weights).sum();
    if (answersFromWords(shape))
        tiedBackward(shape.vocabulary, cold, words, g, gWords);
    else
        beliefBankBackward(bankShape(shape), blocks.beliefs, layout, cold, theta, g, gradient);
}

Index askedColumns(const AnswerShape& shape)
{
    const Index k = headOffsets(shape.vocabulary.heads).back();
    switch (shape.output) {
    case Output::Linear: return k;
    case Output::Untied: return 2 * k;
    case Output::Tied: break;
    }
    return tiedColumns(shape.vocabulary);
}

template <class S>
void ask(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& features, RowMatrix<S>& asked)
{
    if (shape.output == Output::Tied) {
        const std::vector<TiedColumn> columns = tiedColumnsOf(shape.vocabulary, head);
        for (Index i = 0; i < features.rows(); ++i)
            for (const TiedColumn& c : columns)
                if (c.first)
                    asked(i, c.to) = features(i, c.from);
                else
                    asked(i, c.to) += features(i, c.from);
        return;
    }
    asked.middleCols(meanColumn(shape, head), head.dim) = features.rightCols(head.dim);
    if (shape.output == Output::Untied)
        forEachVariance(shape, head, [&](Index from, Index to) { asked.col(to) = features.col(from); });
}

template <class S>
RowMatrix<S> askBackward(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& gAsked)
{
    RowMatrix<S> g = RowMatrix<S>::Zero(gAsked.rows(), head.width());
    if (shape.output == Output::Tied) {
        const std::vector<TiedColumn> columns = tiedColumnsOf(shape.vocabulary, head);
        for (Index i = 0; i < g.rows(); ++i)
            for (const TiedColumn& c : columns)
                g(i, c.from) = gAsked(i, c.to);
        return g;
    }
    g.rightCols(head.dim) = gAsked.middleCols(meanColumn(shape, head), head.dim);
    if (shape.output == Output::Untied)
        forEachVariance(shape, head, [&](Index from, Index to) { g.col(from) = gAsked.col(to); });
    return g;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void initialise<S>(const AnswerShape&, const AnswerBlocks&, const ParameterLayout&, Aligned<S>&,              \
                                std::mt19937_64&);                                                                         \
    template Bank<S> answerBank<S>(const AnswerShape&, const AnswerBlocks&, const ParameterLayout&, const Aligned<S>&,     \
                                   const RowMatrix<S>&);                                                                   \
    template void answerBankBackward<S>(const AnswerShape&, const AnswerBlocks&, const ParameterLayout&,                   \
                                        const Aligned<S>&, const RowMatrix<S>&, const Bank<S>&, const Bank<S>&,            \
                                        RowMatrix<S>&, Aligned<S>&);                                                       \
    template void ask<S>(const AnswerShape&, const HeadShape&, const RowMatrix<S>&, RowMatrix<S>&);                        \
    template RowMatrix<S> askBackward<S>(const AnswerShape&, const HeadShape&, const RowMatrix<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
