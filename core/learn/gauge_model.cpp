#include "core/learn/gauge_model.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gauge::learn {

/// What one step left for the way back; empty where it is made again.
template <class S>
struct GaugeModel<S>::Kept {
    std::vector<HeadTrace<S>> full;
    std::vector<HalfTrace<S>> half;

    void halve()
    {
        for (const HeadTrace<S>& trace : full)
            half.emplace_back(trace);
        full = {};
    }
    std::vector<HeadTrace<S>> take()
    {
        for (const HalfTrace<S>& trace : half)
            full.push_back(trace.full());
        half = {};
        return std::move(full);
    }
};

/// What all rows of one call share: the words that occur, their beliefs, the bank, the numbers of the layers.
template <class S>
struct GaugeModel<S>::Step {
    std::vector<int> ids;    // distinct words
    std::vector<int> place;  // of every word of the vocabulary within ids
    RowMatrix<S> words;      // |ids|×width
    Bank<S> answers;
    std::vector<LayerNumbers<S>> numbers;
    std::vector<std::vector<double>> rates;  // by head; empty: no turning
};

/// The gradient's parts that rows add up.
template <class S>
struct GaugeModel<S>::Sums {
    RowMatrix<S> words;
    Bank<S> answers;
    std::vector<LayerNumbers<S>> numbers;
    double loss = 0;

    Sums() = default;
    explicit Sums(const Step& step)
        : words(RowMatrix<S>::Zero(step.words.rows(), step.words.cols())),
          answers{RowMatrix<S>::Zero(step.answers.weights.rows(), step.answers.weights.cols()),
                  Vector<S>::Zero(step.answers.bias.size())},
          numbers(step.numbers.size())
    {
        for (std::size_t l = 0; l < numbers.size(); ++l)
            numbers[l].logKappa = Vector<S>::Zero(step.numbers[l].logKappa.size());
    }

    void add(const Sums& other)
    {
        words += other.words;
        answers.weights += other.answers.weights;
        answers.bias += other.answers.bias;
        for (std::size_t l = 0; l < numbers.size(); ++l)
            numbers[l].add(other.numbers[l]);
        loss += other.loss;
    }
};

template <class S>
GaugeModel<S>::GaugeModel(const GaugeShape& shape) : shape_(shape), answerShape_{shape.output, shape.vocabulary}
{
    const VocabularyShape& v = shape.vocabulary;
    if (shape.positions == Positions::Rotary && v.covariance == WordCovariance::Diagonal && v.variances == Variances::Free)
        fail("variances: with rotary positions a diagonal family needs equal ones in coordinate pairs, found free ones");
    answerShape_.numberRate = shape.numberRate;
    words_ = addVocabulary(layout_, v, kWordBlocks);
    answers_ = addAnswers(layout_, answerShape_, words_);
    numbers_ = addNumbers(layout_, shape, v.heads);
    layer_ = {headShapes(v.heads, v.family()), v.family(), shape.self};
}

template <class S>
Aligned<S> GaugeModel<S>::initial(std::mt19937_64& random) const
{
    Aligned<S> theta(static_cast<std::size_t>(layout_.size()), S(0));
    initialise(shape_.vocabulary, words_, layout_, theta, random);
    initialise(answerShape_, answers_, layout_, theta, random);
    initialise(shape_, shape_.vocabulary.heads, numbers_, layout_, theta);
    return theta;
}

template <class S>
LayerNumbers<S> GaugeModel<S>::numbers(const Aligned<S>& theta, int layer) const
{
    return numbersOf(numbers_, layout_, theta, numbersAt(layer));
}

template <class S>
typename GaugeModel<S>::Step GaugeModel<S>::prepare(const Aligned<S>& theta, const std::vector<int>& used) const
{
    Step step;
    const Index v = shape_.vocabulary.words;
    step.place.assign(static_cast<std::size_t>(v), -1);
    step.ids = distinctWords(used, answersFromWords(answerShape_) ? v : 0);
    for (std::size_t k = 0; k < step.ids.size(); ++k)
        step.place[static_cast<std::size_t>(step.ids[k])] = static_cast<int>(k);
    step.words = naturals(shape_.vocabulary, words_, layout_, theta, step.ids);
    step.answers = answerBank(answerShape_, answers_, layout_, theta, step.words);
    for (int l = 0; l < shape_.sets(); ++l)
        step.numbers.push_back(numbers(theta, l));
    for (const Index d : shape_.vocabulary.heads)
        if (shape_.positions == Positions::Rotary)
            step.rates.push_back(turningRates(d, shape_.slowest));
    return step;
}

template <class S>
RowMatrix<S> GaugeModel<S>::begin(const Step& step, const std::vector<int>& row, Index n) const
{
    RowMatrix<S> rows(n, step.words.cols());
    for (Index i = 0; i < n; ++i)
        rows.row(i) = step.words.row(step.place[static_cast<std::size_t>(row[static_cast<std::size_t>(i)])]);
    for (std::size_t h = 0; h < step.rates.size(); ++h) {
        const HeadShape& head = layer_.heads[h];
        RowMatrix<S> part = rows.middleCols(head.at, head.width());
        turn(layer_.family, head, step.rates[h], -1, part);
        rows.middleCols(head.at, head.width()) = part;
    }
    return rows;
}

template <class S>
RowMatrix<S> GaugeModel<S>::answerFeatures(const std::vector<RowMatrix<S>>& states, std::vector<RowMatrix<S>>& features,
                                           RowMatrix<S>& turned) const
{
    turned = states.back();
    RowMatrix<S> answer(turned.rows(), askedColumns(answerShape_));
    for (const HeadShape& head : layer_.heads) {
        RowMatrix<S> part = turned.middleCols(head.at, head.width());
        if (shape_.positions == Positions::Rotary)
            turn(layer_.family, head, turningRates(head.dim, shape_.slowest), 1, part);
        turned.middleCols(head.at, head.width()) = part;
        RowMatrix<S> f;
        Vector<S> partition;
        moments(layer_.family, head, part, f, partition);
        ask(answerShape_, head, f, answer);
        features.push_back(std::move(f));
    }
    return answer;
}

template <class S>
RowMatrix<S> GaugeModel<S>::answerBackward(const RowMatrix<S>& turned, const std::vector<RowMatrix<S>>& features,
                                           const RowMatrix<S>& gAnswer) const
{
    RowMatrix<S> g(turned.rows(), turned.cols());
    for (std::size_t h = 0; h < layer_.heads.size(); ++h) {
        const HeadShape& head = layer_.heads[h];
        RowMatrix<S> part = RowMatrix<S>::Zero(turned.rows(), head.width());
        momentsBackward<S>(layer_.family, head, turned.middleCols(head.at, head.width()), features[h],
                           askBackward(answerShape_, head, gAnswer), Vector<S>::Zero(turned.rows()), part);
        if (shape_.positions == Positions::Rotary)
            turn(layer_.family, head, turningRates(head.dim, shape_.slowest), -1, part);
        g.middleCols(head.at, head.width()) = part;
    }
    return g;
}

template <class S>
double GaugeModel<S>::sequence(const Step& step, const std::vector<int>& row, Sums* sums) const
{
    const auto n = static_cast<Index>(row.size()) - 1;
    std::vector<RowMatrix<S>> states{begin(step, row, n)};
    std::vector<Kept> kept(static_cast<std::size_t>(shape_.layers * shape_.steps));
    const bool keep = sums != nullptr && !shape_.checkpointing;
    for (std::size_t t = 0; t < kept.size(); ++t) {
        const auto& numbers = step.numbers[static_cast<std::size_t>(numbersAt(static_cast<int>(t) / shape_.steps))];
        states.push_back(stepForward(layer_, numbers, states.back(), states.front(), keep ? &kept[t].full : nullptr));
        if (shape_.halfStorage)
            kept[t].halve();
    }
    std::vector<RowMatrix<S>> features;
    RowMatrix<S> turned;
    const RowMatrix<S> answer = answerFeatures(states, features, turned);
    const std::vector<int> targets(row.begin() + 1, row.end());
    RowMatrix<S> gAnswer;
    const double loss =
        crossEntropy(step.answers, answer, targets, sums ? &gAnswer : nullptr, sums ? &sums->answers : nullptr);
    if (!sums)
        return loss;
    RowMatrix<S> gPrior = RowMatrix<S>::Zero(n, answer.rows() > 0 ? step.words.cols() : 0);
    backThroughLayers(step, states, kept, answerBackward(turned, features, gAnswer), gPrior, *sums);
    for (std::size_t h = 0; h < step.rates.size(); ++h) {
        const HeadShape& head = layer_.heads[h];
        RowMatrix<S> part = gPrior.middleCols(head.at, head.width());
        turn(layer_.family, head, step.rates[h], 1, part);
        gPrior.middleCols(head.at, head.width()) = part;
    }
    for (Index i = 0; i < n; ++i)
        sums->words.row(step.place[static_cast<std::size_t>(row[static_cast<std::size_t>(i)])]) += gPrior.row(i);
    return loss;
}

template <class S>
void GaugeModel<S>::backThroughLayers(const Step& step, const std::vector<RowMatrix<S>>& states, std::vector<Kept>& kept,
                                      RowMatrix<S> g, RowMatrix<S>& gPrior, Sums& sums) const
{
    for (std::size_t t = kept.size(); t-- > 0;) {
        const auto set = static_cast<std::size_t>(numbersAt(static_cast<int>(t) / shape_.steps));
        std::vector<HeadTrace<S>> traces = kept[t].take();
        if (traces.empty())
            stepForward(layer_, step.numbers[set], states[t], states.front(), &traces);
        g = stepBackward(layer_, step.numbers[set], states[t], states.front(), traces, g, gPrior, sums.numbers[set]);
    }
    gPrior += g;
}

template <class S>
double GaugeModel<S>::loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const
{
    std::vector<int> used;
    for (const auto& row : rows)
        used.insert(used.end(), row.begin(), row.end() - 1);
    const Step step = prepare(theta, used);
    if (!gradient) {
        std::vector<double> losses(rows.size());
        parallelFor(static_cast<Index>(rows.size()), [&](Index r) {
            losses[static_cast<std::size_t>(r)] = sequence(step, rows[static_cast<std::size_t>(r)], nullptr);
        });
        return std::accumulate(losses.begin(), losses.end(), 0.0);
    }
    const auto shards = std::min<Index>(kShards, static_cast<Index>(rows.size()));
    std::vector<Sums> sums(static_cast<std::size_t>(shards));
    parallelFor(shards, [&](Index s) {
        Sums& own = sums[static_cast<std::size_t>(s)] = Sums(step);
        for (auto r = static_cast<std::size_t>(s); r < rows.size(); r += static_cast<std::size_t>(shards))
            own.loss += sequence(step, rows[r], &own);
    });
    for (std::size_t s = 1; s < sums.size(); ++s)
        sums[0].add(sums[s]);
    gradient->assign(theta.size(), S(0));
    finish(theta, step, sums[0], *gradient);
    return sums[0].loss;
}

template <class S>
void GaugeModel<S>::finish(const Aligned<S>& theta, const Step& step, const Sums& sums, Aligned<S>& gradient) const
{
    RowMatrix<S> gWords = sums.words;
    answerBankBackward(answerShape_, answers_, layout_, theta, step.words, step.answers, sums.answers, gWords, gradient);
    naturalsBackward(shape_.vocabulary, words_, layout_, theta, step.ids, gWords, gradient);
    numbersBackward(shape_, numbers_, layout_, sums.numbers, gradient);
}

template <class S>
std::vector<RowMatrix<S>> GaugeModel<S>::states(const Aligned<S>& theta, const std::vector<int>& tokens) const
{
    const Step step = prepare(theta, tokens);
    std::vector<RowMatrix<S>> states{begin(step, tokens, static_cast<Index>(tokens.size()))};
    for (int t = 0; t < shape_.layers * shape_.steps; ++t)
        states.push_back(stepForward<S>(layer_, step.numbers[static_cast<std::size_t>(numbersAt(t / shape_.steps))],
                                        states.back(), states.front(), nullptr));
    return states;
}

template <class S>
RowMatrix<S> GaugeModel<S>::answers(const Aligned<S>& theta, const RowMatrix<S>& naturals) const
{
    std::vector<RowMatrix<S>> features;
    RowMatrix<S> turned;
    return learn::logProbabilities(prepare(theta, {}).answers, answerFeatures({naturals}, features, turned));
}

template <class S>
RowMatrix<S> GaugeModel<S>::logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const
{
    return answers(theta, states(theta, tokens).back());
}

template class GaugeModel<float>;
template class GaugeModel<double>;

}  // namespace gauge::learn
