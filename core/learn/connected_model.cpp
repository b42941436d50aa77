#include "core/learn/connected_model.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace gauge::learn {
namespace {

constexpr Index kWordsATask = 256;
constexpr double kOutputSpread = 0.02;  // of W around the identity

}  // namespace

/// What all rows of one call share.
template <class S>
struct ConnectedModel<S>::Step {
    std::vector<int> ids;    // distinct words
    std::vector<int> place;  // of every word of the vocabulary within ids
    RowMatrix<S> words;      // |ids|×2K
    Bank<S> answers;
    std::vector<LayerNumbers<S>> numbers;
    std::vector<SquaredMaps<S>> maps;
    PlaceFrames<S> frames;
    RowMatrix<S> output;  // K×K: W
    RowMatrix<S>
        outputSquares;  // variances×K: the squares of its rows, summed where the bank asks for one variance of them
};

/// The gradient's parts that rows add up.
template <class S>
struct ConnectedModel<S>::Sums {
    std::vector<int> tokens;  // of the shard's rows,
    RowMatrix<S> begins;      // and the gradient by the beliefs that they begin with
    Bank<S> answers;
    std::vector<LayerNumbers<S>> numbers;
    std::vector<HeadMaps<S>> maps;
    RowMatrix<S> output;
    double loss = 0;

    Sums() = default;
    explicit Sums(const Step& step)
        : answers{RowMatrix<S>::Zero(step.answers.weights.rows(), step.answers.weights.cols()),
                  Vector<S>::Zero(step.answers.bias.size())},
          numbers(step.numbers.size()), output(RowMatrix<S>::Zero(step.output.rows(), step.output.cols()))
    {
        for (std::size_t l = 0; l < numbers.size(); ++l) {
            const HeadMaps<S>& own = step.maps[l].maps;
            numbers[l].logKappa = Vector<S>::Zero(step.numbers[l].logKappa.size());
            maps.push_back({RowMatrix<S>::Zero(own.reading.rows(), own.reading.cols()),
                            RowMatrix<S>::Zero(own.back.rows(), own.back.cols())});
        }
    }

    /// All but the rows'.
    void add(const Sums& other)
    {
        parallelRanges(answers.weights.rows(), kWordsATask, [&](Index first, Index last) {
            answers.weights.middleRows(first, last - first) += other.answers.weights.middleRows(first, last - first);
        });
        answers.bias += other.answers.bias;
        for (std::size_t l = 0; l < numbers.size(); ++l) {
            numbers[l].add(other.numbers[l]);
            maps[l].reading += other.maps[l].reading;
            maps[l].back += other.maps[l].back;
        }
        output += other.output;
        loss += other.loss;
    }
};

/// The last beliefs, and by W what is asked of the vocabulary.
template <class S>
struct ConnectedModel<S>::Asked {
    RowMatrix<S> variance, mean;  // T×K, before W
    RowMatrix<S> columns;         // T×F: what the bank is asked with, sums of variance + mean² and the mean after it
};

template <class S>
ConnectedModel<S>::ConnectedModel(const ConnectedShape& shape) : shape_(shape), answerShape_{shape.output, shape.vocabulary}
{
    const bool turned = shape.positions == Positions::Rotary;
    for (const Index d : shape.maps.heads)
        if (turned && d % 2 != 0)
            fail("heads: with rotary positions a head connection needs even dimensions, whose pairs turn, found {}", d);
    answerShape_.numberRate = shape.numberRate;
    words_ = addVocabulary(layout_, shape.vocabulary, kWordBlocks);
    answers_ = addAnswers(layout_, answerShape_, words_);
    numbers_ = addNumbers(layout_, shape, shape.maps.heads);
    for (int l = 0; l < shape_.sets(); ++l)
        maps_.push_back(addMaps(layout_, shape.maps, fmt::format("layer.{}.", l)));
    if (shape.outputMap)
        outputMap_ = layout_.add("output_map", shape.maps.dim, shape.maps.dim, false, Update::Plain, shape.maps.rate);
    layer_ = {shape.maps.heads, turned ? 2 : 1, shape.self};
    if (shape.vocabulary.variances == Variances::Word)
        layer_.group = kWholeHead;
    if (shape.output != Output::Linear)
        varianceAt_ = varianceOf(bankShape(answerShape_));
}

template <class S>
Aligned<S> ConnectedModel<S>::initial(std::mt19937_64& random) const
{
    Aligned<S> theta(static_cast<std::size_t>(layout_.size()), S(0));
    initialise(shape_.vocabulary, words_, layout_, theta, random);
    initialise(answerShape_, answers_, layout_, theta, random);
    initialise(shape_, layer_.heads, numbers_, layout_, theta);
    for (const MapBlocks& blocks : maps_)
        initialise(shape_.maps, blocks, layout_, theta, random);
    if (outputMap_ >= 0) {
        std::normal_distribution<double> normal(0, kOutputSpread);
        auto w = view(theta, layout_[outputMap_]);
        w.setIdentity();
        for (Index i = 0; i < w.size(); ++i)
            w.data()[i] += static_cast<S>(normal(random));
    }
    return theta;
}

template <class S>
HeadMaps<S> ConnectedModel<S>::maps(const Aligned<S>& theta, int layer) const
{
    return headMaps(shape_.maps, maps_[shape_.shareLayers ? 0 : static_cast<std::size_t>(layer)], layout_, theta);
}

template <class S>
typename ConnectedModel<S>::Step ConnectedModel<S>::prepare(const Aligned<S>& theta, const std::vector<int>& used,
                                                            Index longest) const
{
    Step step;
    const Index v = shape_.vocabulary.words;
    step.place.assign(static_cast<std::size_t>(v), -1);
    step.ids = distinctWords(used, answersFromWords(answerShape_) ? v : 0);
    for (std::size_t k = 0; k < step.ids.size(); ++k)
        step.place[static_cast<std::size_t>(step.ids[k])] = static_cast<int>(k);
    step.words = naturals(shape_.vocabulary, words_, layout_, theta, step.ids);
    step.answers = answerBank(answerShape_, answers_, layout_, theta, step.words);
    for (int l = 0; l < shape_.sets(); ++l) {
        step.numbers.push_back(numbersOf(numbers_, layout_, theta, l));
        step.maps.push_back(squaredMaps(layer_, maps(theta, l)));
    }
    if (shape_.positions == Positions::Rotary)
        step.frames = placeFrames<S>(layer_.heads, shape_.slowest, longest);
    step.output = outputMap_ >= 0 ? RowMatrix<S>(view(theta, layout_[outputMap_]))
                                  : RowMatrix<S>(RowMatrix<S>::Identity(shape_.maps.dim, shape_.maps.dim));
    const Index variances = varianceAt_.empty() ? 0 : varianceAt_.back() + 1;
    step.outputSquares = RowMatrix<S>::Zero(variances, shape_.maps.dim);
    for (std::size_t c = 0; c < varianceAt_.size(); ++c)
        step.outputSquares.row(varianceAt_[c]) += step.output.row(static_cast<Index>(c)).cwiseAbs2();
    return step;
}

template <class S>
RowMatrix<S> ConnectedModel<S>::begin(const Step& step, const std::vector<int>& tokens) const
{
    RowMatrix<S> rows(static_cast<Index>(tokens.size()), step.words.cols());
    for (Index i = 0; i < rows.rows(); ++i)
        rows.row(i) = step.words.row(step.place[static_cast<std::size_t>(tokens[static_cast<std::size_t>(i)])]);
    return rows;
}

template <class S>
std::vector<RowMatrix<S>> ConnectedModel<S>::forward(const Step& step, const Sequences& sequences,
                                                     const std::vector<int>& tokens,
                                                     std::vector<MappedTrace<S>>* traces) const
{
    std::vector<RowMatrix<S>> states{begin(step, tokens)};
    for (int t = 0; t < shape_.layers * shape_.steps; ++t) {
        MappedTrace<S> trace;
        states.push_back(mappedForward(layer_, sequences, step.frames, step.maps[setOf(t)], step.numbers[setOf(t)],
                                       states.back(), states.front(), trace));
        if (traces)
            traces->push_back(std::move(trace));
    }
    return states;
}

template <class S>
typename ConnectedModel<S>::Asked ConnectedModel<S>::asked(const Step& step, const RowMatrix<S>& rows) const
{
    const Index k = shape_.maps.dim;
    const Index variances = step.outputSquares.rows();
    Asked a;
    a.variance = rows.leftCols(k).cwiseInverse();
    a.mean = rows.rightCols(k).cwiseProduct(a.variance);
    a.columns.resize(rows.rows(), variances + k);
    if (outputMap_ >= 0)
        a.columns.rightCols(k).noalias() = a.mean * step.output.transpose();
    else
        a.columns.rightCols(k) = a.mean;
    a.columns.leftCols(variances).noalias() = a.variance * step.outputSquares.transpose();
    if (variances > 0)
        for (Index c = 0; c < k; ++c)
            a.columns.col(varianceAt_[static_cast<std::size_t>(c)]) += a.columns.col(variances + c).cwiseAbs2();
    return a;
}

template <class S>
RowMatrix<S> ConnectedModel<S>::askedBackward(const Step& step, const Asked& a, const RowMatrix<S>& g, Sums& sums) const
{
    const Index k = shape_.maps.dim;
    const Index variances = step.outputSquares.rows();
    const RowMatrix<S> gVariance = g.leftCols(variances);
    RowMatrix<S> gMean = g.rightCols(k);
    if (variances > 0)
        for (Index c = 0; c < k; ++c)
            gMean.col(c) +=
                2 * a.columns.col(variances + c).cwiseProduct(gVariance.col(varianceAt_[static_cast<std::size_t>(c)]));
    const RowMatrix<S> gBefore =
        variances > 0 ? RowMatrix<S>(gVariance * step.outputSquares) : RowMatrix<S>(RowMatrix<S>::Zero(g.rows(), k));
    if (outputMap_ < 0)
        return naturalGradientOf(a.variance, a.mean, gBefore, gMean);
    sums.output.noalias() += gMean.transpose() * a.mean;
    const RowMatrix<S> gSquares = gVariance.transpose() * a.variance;
    if (variances > 0)
        for (Index c = 0; c < k; ++c)
            sums.output.row(c) +=
                2 * step.output.row(c).cwiseProduct(gSquares.row(varianceAt_[static_cast<std::size_t>(c)]));
    return naturalGradientOf<S>(a.variance, a.mean, gBefore, gMean * step.output);
}

template <class S>
double ConnectedModel<S>::part(const Step& step, const Rows& rows, Sums* sums) const
{
    Questions questions(rows);
    const Sequences& sequences = questions.sequences;
    std::vector<MappedTrace<S>> traces;
    const bool keep = sums && !shape_.checkpointing;
    const std::vector<RowMatrix<S>> states = forward(step, sequences, questions.tokens, keep ? &traces : nullptr);
    const Asked last = asked(step, states.back());
    RowMatrix<S> gColumns;
    const double loss = crossEntropy(step.answers, last.columns, questions.targets, sums ? &gColumns : nullptr,
                                     sums ? &sums->answers : nullptr);
    if (!sums)
        return loss;
    RowMatrix<S> g = askedBackward(step, last, gColumns, *sums);
    RowMatrix<S> gPrior = RowMatrix<S>::Zero(g.rows(), g.cols());
    for (int t = shape_.layers * shape_.steps; t-- > 0;) {
        const auto at = static_cast<std::size_t>(t);
        const std::size_t set = setOf(t);
        MappedTrace<S> again;
        if (!keep)
            mappedForward(layer_, sequences, step.frames, step.maps[set], step.numbers[set], states[at], states.front(),
                          again);
        g = mappedBackward(layer_, sequences, step.frames, step.maps[set], step.numbers[set], states[at], states.front(),
                           keep ? traces[at] : again, g, gPrior, sums->numbers[set], sums->maps[set]);
        if (keep)
            traces.pop_back();
    }
    sums->begins = gPrior + g;
    sums->tokens = std::move(questions.tokens);
    return loss;
}

template <class S>
double ConnectedModel<S>::loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const
{
    std::vector<int> used;
    Index longest = 0;
    for (const auto& row : rows) {
        used.insert(used.end(), row.begin(), row.end() - 1);
        longest = std::max(longest, static_cast<Index>(row.size()) - 1);
    }
    const Step step = prepare(theta, used, longest);
    const auto shards = std::min<Index>(kShards, static_cast<Index>(rows.size()));
    std::vector<Sums> sums(static_cast<std::size_t>(shards));
    parallelFor(shards, [&](Index s) {
        Sums& sum = sums[static_cast<std::size_t>(s)];
        if (gradient)
            sum = Sums(step);
        sum.loss = part(step, dealt(rows, s, shards), gradient ? &sum : nullptr);
    });
    if (!gradient)
        return std::accumulate(sums.begin(), sums.end(), 0.0, [](double sum, const Sums& s) { return sum + s.loss; });
    for (std::size_t s = 1; s < sums.size(); ++s)
        sums[0].add(sums[s]);
    gradient->assign(theta.size(), S(0));
    RowMatrix<S> gWords = RowMatrix<S>::Zero(step.words.rows(), step.words.cols());
    for (const Sums& sum : sums)
        for (std::size_t i = 0; i < sum.tokens.size(); ++i)
            gWords.row(step.place[static_cast<std::size_t>(sum.tokens[i])]) += sum.begins.row(static_cast<Index>(i));
    finish(theta, step, sums[0], std::move(gWords), *gradient);
    return sums[0].loss;
}

template <class S>
void ConnectedModel<S>::finish(const Aligned<S>& theta, const Step& step, const Sums& sums, RowMatrix<S> gWords,
                               Aligned<S>& gradient) const
{
    answerBankBackward(answerShape_, answers_, layout_, theta, step.words, step.answers, sums.answers, gWords, gradient);
    naturalsBackward(shape_.vocabulary, words_, layout_, theta, step.ids, gWords, gradient);
    numbersBackward(shape_, numbers_, layout_, sums.numbers, gradient);
    for (std::size_t l = 0; l < sums.maps.size(); ++l)
        headMapsBackward(shape_.maps, maps_[l], layout_, theta, step.maps[l].maps, sums.maps[l], gradient);
    if (outputMap_ >= 0)
        view(gradient, layout_[outputMap_]) += sums.output;
}

template <class S>
RowMatrix<S> ConnectedModel<S>::logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const
{
    const auto n = static_cast<Index>(tokens.size());
    const Step step = prepare(theta, tokens, n);
    const std::vector<RowMatrix<S>> states = forward(step, Sequences({n}), tokens, nullptr);
    return learn::logProbabilities(step.answers, asked(step, states.back()).columns);
}

template class ConnectedModel<float>;
template class ConnectedModel<double>;

}  // namespace gauge::learn
