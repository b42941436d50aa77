#include "core/learn/trained_text.h"

#include "core/algebra/frames.h"
#include "core/error.h"
#include "core/learn/model_file.h"
#include "core/learn/models.h"
#include "core/text/embedder.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Cholesky>
#include <numeric>

extern "C" {
extern const char gaugescope_learned_begin[];
extern const char gaugescope_learned_end[];
}

namespace gauge::learn {
namespace {

constexpr const char* kBuiltIn = "learned";
constexpr std::size_t kLikely = 12;  // answers kept a token

std::vector<int> idsOf(const TrainedModel& model, const std::string& text)
{
    std::vector<int> ids{Vocabulary::kEnd};
    const std::vector<int> own = model.vocabulary.encode(text);
    if (own.empty())
        fail("text: expected at least one word, found none");
    ids.insert(ids.end(), own.begin(), own.end());
    return ids;
}

std::vector<std::string> labelsOf(const TrainedModel& model, const std::string& text)
{
    std::vector<std::string> labels{model.vocabulary.words().front()};
    if (model.config.tokenizer == "word") {
        const std::vector<std::string> words = tokenize(text);
        labels.insert(labels.end(), words.begin(), words.end());
        return labels;
    }
    for (const char c : text)
        labels.push_back(c > 0x20 && c < 0x7f ? std::string(1, c)
                                              : model.vocabulary.words()[static_cast<unsigned char>(c) + 1u]);
    return labels;
}

Aligned<double> widened(const Aligned<float>& theta)
{
    return {theta.begin(), theta.end()};
}

/// R_i: turns pairs of coordinates of one head from the common frame to place i.
Matrixd turned(const GaugeShape& shape, Index dim, Index place)
{
    Matrixd r = Matrixd::Identity(dim, dim);
    if (shape.positions == Positions::None)
        return r;
    const std::vector<double> rates = turningRates(dim, shape.slowest);
    for (Index p = 0; p < dim / 2; ++p) {
        const double a = rates[static_cast<std::size_t>(p)] * static_cast<double>(place);
        r.block<2, 2>(2 * p, 2 * p) << std::cos(a), -std::sin(a), std::sin(a), std::cos(a);
    }
    return r;
}

/// The learned frames of the words, by head; none: identities.
Frames wordFrames(const TrainedModel& model, const GaugeShape& shape, const VocabularyBlocks& blocks,
                  const std::vector<int>& ids)
{
    const Heads& heads = shape.vocabulary.heads;
    if (!shape.vocabulary.frames)
        return identityFrames(static_cast<Index>(ids.size()), heads);
    const auto table = view(model.theta, model.layout[blocks.frame]);
    RowMatrixd phi(static_cast<Index>(ids.size()), 3);
    for (Index i = 0; i < phi.rows(); ++i)
        phi.row(i) = table.row(ids[static_cast<std::size_t>(i)]).cast<double>();
    std::vector<int> spins;
    for (const Index d : heads)
        spins.push_back(static_cast<int>(d - 1) / 2);
    return framesFromPhi(phi, planExponential(so3Irreps(spins), heads));
}

/// One token's belief in one head: from natural parameters in the common frame of the words.
void writeBelief(Family family, const HeadShape& head, const double* row, const Matrixd& u, Vectord& mean, Matrixd& cov)
{
    const Index d = head.dim;
    Matrixd c;
    if (family == Family::Full)
        c = unpack(row, d).llt().solve(Matrixd::Identity(d, d));
    else
        c = Eigen::Map<const Vectord>(row, d).cwiseInverse().asDiagonal();
    const Vectord m = c * Eigen::Map<const Vectord>(row + head.packed, d);
    mean.segment(head.mean, d) = u * m;
    const Matrixd local = u * c * u.transpose();
    cov.block(head.mean, head.mean, d, d) = (local + local.transpose()) / 2;
}

void append(std::vector<double>& to, const RowMatrixd& values)
{
    to.insert(to.end(), values.data(), values.data() + values.size());
}

Answer answerOf(const TrainedModel& model, const Eigen::Ref<const Eigen::RowVectorXd>& logs, int next)
{
    Answer answer;
    std::vector<int> order(static_cast<std::size_t>(logs.size()));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t kept = std::min(kLikely, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](int a, int b) { return logs[a] != logs[b] ? logs[a] > logs[b] : a < b; });
    for (std::size_t k = 0; k < kept; ++k)
        answer.likely.emplace_back(model.vocabulary.words()[static_cast<std::size_t>(order[k])], std::exp(logs[order[k]]));
    answer.entropy = -(logs.array().exp() * logs.array()).sum();
    if (next >= 0)
        answer.next = std::exp(logs[next]);
    return answer;
}

}  // namespace

void requireRunnable(const TrainedModel& model)
{
    if (model.config.model != "gauge")
        fail("model: expected a gauge transformer, found a {} one (it has no beliefs to show)", model.config.model);
    if (model.config.connections != "none")
        fail(
            "model: expected a flat gauge transformer, found one with {} head connections, whose layers read words by maps "
            "of their own (eval and info take it)",
            model.config.connections);
    if (!model.config.shareLayers && model.config.layers > 1)
        fail("model: expected one κ, α, λ and step for all layers (trained with \"share-layers\": true), found {} sets",
             model.config.layers);
    if (model.config.layers < 1)
        fail("model: expected at least one layer, found none");
}

NpzArrays embedText(const TrainedModel& model, const std::string& text)
{
    requireRunnable(model);
    const std::vector<int> ids = idsOf(model, text);
    const GaugeModel<double> typed(gaugeShape(model.config, model.vocabulary.size()));
    const GaugeShape& shape = typed.shape();
    const auto heads = headShapes(shape.vocabulary.heads, shape.vocabulary.family());
    const Aligned<double> theta = widened(model.theta);
    const RowMatrixd rows = naturals(shape.vocabulary, typed.words(), typed.layout(), theta, ids);
    const Frames words = wordFrames(model, shape, typed.words(), ids);
    const Index k = headOffsets(shape.vocabulary.heads).back();
    const auto n = static_cast<Index>(ids.size());
    std::vector<double> mu;
    std::vector<double> sigma;
    std::vector<double> frames;
    for (Index i = 0; i < n; ++i) {
        Vectord mean(k);
        Matrixd cov = Matrixd::Zero(k, k);
        Matrixd frame = Matrixd::Zero(k, k);
        for (std::size_t h = 0; h < heads.size(); ++h) {
            const Matrixd u = words.u[h][i];
            writeBelief(shape.vocabulary.family(), heads[h], rows.row(i).data() + heads[h].at, u, mean, cov);
            frame.block(heads[h].mean, heads[h].mean, heads[h].dim, heads[h].dim) = u * turned(shape, heads[h].dim, i);
        }
        append(mu, mean.transpose());
        append(sigma, cov);
        append(frames, frame);
    }
    NpzArrays arrays;
    arrays["mu"] = numbersArray({n, k}, std::move(mu));
    arrays["sigma"] = numbersArray({n, k, k}, std::move(sigma));
    if (shape.vocabulary.frames || shape.positions == Positions::Rotary)
        arrays["frames"] = numbersArray({n, k, k}, std::move(frames));
    arrays["heads"] =
        numbersArray({static_cast<Index>(heads.size())}, {model.config.heads.begin(), model.config.heads.end()});
    arrays["heads"].kind = 'i';
    const LayerNumbers<double> numbers = typed.numbers(theta, 0);
    const Vectord temperature = numbers.logKappa.array().exp();
    arrays["head_temperature"] = numbersArray({temperature.size()}, {temperature.begin(), temperature.end()});
    arrays["tokens"] = textArray(labelsOf(model, text));
    std::vector<std::string> unknown;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string word = lowerCase(arrays["tokens"].text[i]);
        const bool lacks = model.config.tokenizer == "word" && ids[i] == Vocabulary::kUnknown;
        unknown.push_back(lacks && isWord(word) ? word : std::string());
    }
    addGuessed(arrays, unknown);
    return arrays;
}

std::vector<WordBelief> wordBeliefs(const TrainedModel& model, const std::vector<int>& ids)
{
    const VocabularyShape shape = wordsShape(model.config, model.vocabulary.size());
    ParameterLayout layout;
    const VocabularyBlocks blocks = addVocabulary(layout, shape, kWordBlocks);
    const auto heads = headShapes(shape.heads, shape.family());
    const RowMatrixd rows = naturals(shape, blocks, layout, widened(model.theta), ids);
    const Index k = headOffsets(shape.heads).back();
    std::vector<WordBelief> beliefs(ids.size(), {Vectord(k), Matrixd::Zero(k, k)});
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (const HeadShape& head : heads)
            writeBelief(shape.family(), head, rows.row(static_cast<Index>(i)).data() + head.at,
                        Matrixd::Identity(head.dim, head.dim), beliefs[i].mean, beliefs[i].cov);
    return beliefs;
}

std::vector<Answer> answersOf(const TrainedModel& model, const CommonBeliefs& beliefs, const std::string& text)
{
    const std::vector<int> ids = idsOf(model, text);
    const GaugeModel<float> typed(gaugeShape(model.config, model.vocabulary.size()));
    const VocabularyShape& vocabulary = typed.shape().vocabulary;
    const auto heads = headShapes(vocabulary.heads, vocabulary.family());
    if (beliefs.tokens() != static_cast<Index>(ids.size()) || beliefs.heads.size() != heads.size())
        fail("answers: expected beliefs of {} tokens in {} heads, found {} in {}", ids.size(), heads.size(),
             beliefs.tokens(), beliefs.heads.size());
    RowMatrix<float> rows(beliefs.tokens(), rowWidth(heads));
    for (std::size_t h = 0; h < heads.size(); ++h) {
        const HeadShape& head = heads[h];
        for (Index i = 0; i < rows.rows(); ++i) {
            const Matrixd c = beliefs.heads[h].cov[i];
            const Matrixd p = vocabulary.family() == Family::Full
                                  ? Matrixd(c.llt().solve(Matrixd::Identity(head.dim, head.dim)))
                                  : Matrixd(c.diagonal().cwiseInverse().asDiagonal());
            const Vectord information = p * beliefs.heads[h].mean.col(i);
            if (vocabulary.family() == Family::Full)
                pack<float>(p.cast<float>(), rows.row(i).data() + head.at);
            else
                rows.row(i).segment(head.at, head.dim) = p.diagonal().transpose().cast<float>();
            rows.row(i).segment(head.at + head.packed, head.dim) = information.transpose().cast<float>();
        }
    }
    const RowMatrixd logs = typed.answers(model.theta, rows).cast<double>();
    std::vector<Answer> answers;
    for (Index i = 0; i < logs.rows(); ++i)
        answers.push_back(answerOf(model, logs.row(i), i + 1 < logs.rows() ? ids[static_cast<std::size_t>(i) + 1] : -1));
    return answers;
}

std::shared_ptr<const TrainedModel> builtInTrainedModel()
{
    static const auto model = [] {
        TrainedModel m = decodeModel({gaugescope_learned_begin, gaugescope_learned_end}, "built-in trained model");
        m.origin = kBuiltIn;
        return std::make_shared<const TrainedModel>(std::move(m));
    }();
    return model;
}

std::shared_ptr<const TrainedModel> modelFrom(const std::string& origin)
{
    if (origin == kBuiltIn)
        return builtInTrainedModel();
    auto model = std::make_shared<const TrainedModel>(readModel(origin));
    requireRunnable(*model);
    return model;
}

}  // namespace gauge::learn
