#include "core/learn/answer_bank.h"

#include "core/gaussian/packing.h"

#include <cmath>

namespace gauge::learn {
namespace {

constexpr double kSpread = 0.1;

VocabularyShape beliefShape(const AnswerShape& shape)
{
    return {shape.vocabulary.words, shape.vocabulary.heads, WordCovariance::Diagonal, false, 0, false};
}

template <class S>
S coldness(const AnswerBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta)
{
    return std::exp(-view(theta, layout[blocks.logTau])(0, 0));
}

/// From means and ln of the variances: −P/2τ, h/τ and −ψ/τ.
template <class S>
void fillUntied(const AnswerBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta, Bank<S>& b)
{
    const S cold = coldness(blocks, layout, theta);
    const auto mean = view(theta, layout[blocks.beliefs.mean]).array();
    const auto logs = view(theta, layout[blocks.beliefs.logVariance]).array();
    const Index k = mean.cols();
    b.weights.resize(mean.rows(), 2 * k);
    b.weights.leftCols(k) = ((-logs).exp() * (-cold / 2)).matrix();
    b.weights.rightCols(k) = (b.weights.leftCols(k).array() * S(-2) * mean).matrix();
    b.bias += ((b.weights.leftCols(k).array() * mean.square() - logs * (cold / 2)).rowwise().sum()).matrix();
}

template <class S>
void untiedBackward(const AnswerBlocks& blocks, const ParameterLayout& layout, S cold, const Aligned<S>& theta,
                    const Bank<S>& bank, const Bank<S>& g, Aligned<S>& gradient)
{
    const auto mean = view(theta, layout[blocks.beliefs.mean]).array();
    const Index k = mean.cols();
    const RowMatrix<S> p = bank.weights.leftCols(k) * (S(-2) / cold);
    const auto gH = g.weights.rightCols(k).array() * cold;
    const auto gP = g.weights.leftCols(k).array() * (-cold / 2);
    const auto gPsi = (g.bias * -cold).array().replicate(1, k);
    view(gradient, layout[blocks.beliefs.mean]).array() += p.array() * (gH + gPsi * mean);
    view(gradient, layout[blocks.beliefs.logVariance]).array() +=
        gPsi / 2 - p.array() * (gP + gH * mean + gPsi / 2 * mean.square());
}

template <class S>
void fillTied(const VocabularyShape& vocabulary, S cold, const RowMatrix<S>& words, Bank<S>& b)
{
    b.weights = cold * words;
    for (const HeadShape& head : headShapes(vocabulary.heads, vocabulary.family())) {
        b.weights.middleCols(head.at, head.packed) *= S(-0.5);
        RowMatrix<S> features;
        Vector<S> partition;
        moments<S>(vocabulary.family(), head, words.middleCols(head.at, head.width()), features, partition);
        b.bias -= cold * partition;
    }
}

template <class S>
void tiedBackward(const VocabularyShape& vocabulary, S cold, const RowMatrix<S>& words, const Bank<S>& g,
                  RowMatrix<S>& gWords)
{
    for (const HeadShape& head : headShapes(vocabulary.heads, vocabulary.family())) {
        const RowMatrix<S> natural = words.middleCols(head.at, head.width());
        RowMatrix<S> features;
        Vector<S> psi;
        moments(vocabulary.family(), head, natural, features, psi);
        RowMatrix<S> gNatural = cold * g.weights.middleCols(head.at, head.width());
        gNatural.leftCols(head.packed) *= S(-0.5);
        momentsBackward<S>(vocabulary.family(), head, natural, features, RowMatrix<S>::Zero(natural.rows(), head.width()),
                           g.bias * -cold, gNatural);
        gWords.middleCols(head.at, head.width()) += gNatural;
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

AnswerBlocks addAnswers(ParameterLayout& layout, const AnswerShape& shape)
{
    AnswerBlocks blocks;
    const Index words = shape.vocabulary.words;
    if (shape.output == Output::Untied)
        blocks.beliefs = addVocabulary(layout, beliefShape(shape), "bank.");
    if (shape.output == Output::Linear)
        blocks.readout = layout.add("readout", words, headOffsets(shape.vocabulary.heads).back(), true);
    blocks.bias = layout.add("bias", 1, words, false);
    if (shape.output != Output::Linear)
        blocks.logTau = layout.add("log_tau", 1, 1, false, Update::Plain, kNumberRate);
    return blocks;
}

template <class S>
void initialise(const AnswerShape& shape, const AnswerBlocks& blocks, const ParameterLayout& layout, Aligned<S>& theta,
                std::mt19937_64& random)
{
    if (shape.output == Output::Untied)
        initialise(beliefShape(shape), blocks.beliefs, layout, theta, random, kSpread);
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
    case Output::Untied: fillUntied(blocks, layout, theta, b); break;
    case Output::Tied: fillTied(shape.vocabulary, coldness(blocks, layout, theta), words, b); break;
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
    if (shape.output == Output::Untied)
        untiedBackward(blocks, layout, cold, theta, bank, g, gradient);
    else
        tiedBackward(shape.vocabulary, cold, words, g, gWords);
}

Index askedColumns(const AnswerShape& shape)
{
    const Index k = headOffsets(shape.vocabulary.heads).back();
    switch (shape.output) {
    case Output::Linear: return k;
    case Output::Untied: return 2 * k;
    case Output::Tied: break;
    }
    return rowWidth(headShapes(shape.vocabulary.heads, shape.vocabulary.family()));
}

template <class S>
void ask(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& features, RowMatrix<S>& asked)
{
    if (shape.output == Output::Tied) {
        asked.middleCols(head.at, head.width()) = features;
        return;
    }
    asked.middleCols(meanColumn(shape, head), head.dim) = features.rightCols(head.dim);
    if (shape.output == Output::Untied)
        forEachVariance(shape, head, [&](Index from, Index to) { asked.col(to) = features.col(from); });
}

template <class S>
RowMatrix<S> askBackward(const AnswerShape& shape, const HeadShape& head, const RowMatrix<S>& gAsked)
{
    if (shape.output == Output::Tied)
        return gAsked.middleCols(head.at, head.width());
    RowMatrix<S> g = RowMatrix<S>::Zero(gAsked.rows(), head.width());
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
