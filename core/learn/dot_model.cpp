#include "core/learn/dot_model.h"

#include "core/error.h"
#include "core/learn/attention_layer.h"
#include "core/parallel.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace gauge::learn {
namespace {

constexpr double kNormFloor = 1e-5;

/// Layer normalisation with gain and shift (rows 0 and 1 of `numbers`).
template <class S, class Numbers>
RowMatrix<S> normalise(const RowMatrix<S>& x, const Numbers& numbers, Norm<S>& norm)
{
    norm.whitened = x.colwise() - x.rowwise().mean();
    norm.scale = (norm.whitened.array().square().rowwise().mean() + static_cast<S>(kNormFloor)).rsqrt().matrix();
    norm.whitened = norm.scale.asDiagonal() * norm.whitened;
    return ((norm.whitened.array().rowwise() * numbers.row(0).array()).rowwise() + numbers.row(1).array()).matrix();
}

template <class S, class Numbers, class Gradient>
RowMatrix<S> normaliseBackward(const Norm<S>& norm, const Numbers& numbers, const RowMatrix<S>& g, Gradient gNumbers)
{
    gNumbers.row(0) += g.cwiseProduct(norm.whitened).colwise().sum();
    gNumbers.row(1) += g.colwise().sum();
    const RowMatrix<S> inner = (g.array().rowwise() * numbers.row(0).array()).matrix();
    const Vector<S> mean = inner.rowwise().mean();
    const Vector<S> along = inner.cwiseProduct(norm.whitened).rowwise().mean();
    return norm.scale.asDiagonal() * RowMatrix<S>((inner.colwise() - mean) - along.asDiagonal() * norm.whitened);
}

/// GELU by its tanh form, and its slope.
template <class S>
void gelu(const RowMatrix<S>& x, RowMatrix<S>& y, RowMatrix<S>* slope)
{
    const S c = static_cast<S>(std::sqrt(2 / std::numbers::pi));
    const S a = static_cast<S>(0.044715);
    const RowMatrix<S> t = (c * (x.array() + a * x.array().cube())).tanh().matrix();
    y = (x.array() * (1 + t.array()) / 2).matrix();
    if (slope)
        *slope = ((1 + t.array()) / 2 + x.array() / 2 * (1 - t.array().square()) * c * (1 + 3 * a * x.array().square()))
                     .matrix();
}

}  // namespace

template <class S>
struct DotModel<S>::Trace {
    RowMatrix<S> input;
    Norm<S> norm1, norm2;
    RowMatrix<S> normed1, normed2;
    RowMatrix<S> qkv;
    std::vector<RowMatrix<S>> attention;  // a head
    RowMatrix<S> heard;                   // N×D
    RowMatrix<S> inner, hidden, slope;    // N×4D
};

template <class S>
DotModel<S>::DotModel(const DotShape& shape) : shape_(shape)
{
    const Index d = shape.width;
    if (d < 1 || shape.heads < 1 || d % shape.heads != 0)
        fail("width: expected a multiple of the {} heads, found {}", shape.heads, d);
    embedding_ = layout_.add("embedding", shape.words, d, true);
    position_ = layout_.add("position", shape.length, d, true);
    for (int l = 0; l < shape.layers; ++l) {
        const auto named = [l](const char* name) { return fmt::format("layer.{}.{}", l, name); };
        LayerBlocks b{};
        b.norm1 = layout_.add(named("norm1"), 2, d, false);
        b.queryKeyValue = layout_.add(named("query_key_value"), d, 3 * d, true);
        b.queryKeyValueBias = layout_.add(named("query_key_value_bias"), 1, 3 * d, false);
        b.project = layout_.add(named("project"), d, d, true);
        b.projectBias = layout_.add(named("project_bias"), 1, d, false);
        b.norm2 = layout_.add(named("norm2"), 2, d, false);
        b.up = layout_.add(named("up"), d, 4 * d, true);
        b.upBias = layout_.add(named("up_bias"), 1, 4 * d, false);
        b.down = layout_.add(named("down"), 4 * d, d, true);
        b.downBias = layout_.add(named("down_bias"), 1, d, false);
        layers_.push_back(b);
    }
    finalNorm_ = layout_.add("final_norm", 2, d, false);
    bias_ = layout_.add("bias", 1, shape.words, false);
}

template <class S>
Aligned<S> DotModel<S>::initial(std::mt19937_64& random) const
{
    Aligned<S> theta(static_cast<std::size_t>(layout_.size()), S(0));
    std::normal_distribution<double> normal;
    for (const ParameterBlock& block : layout_.blocks()) {
        auto values = view(theta, block);
        if (block.name.find("norm") != std::string::npos) {
            values.row(0).setOnes();
        } else if (block.decays) {
            const bool table = block.name == "embedding" || block.name == "position";
            double spread = table ? shape_.spread : 1 / std::sqrt(static_cast<double>(block.rows));
            if (block.name.find("project") != std::string::npos || block.name.find("down") != std::string::npos)
                spread /= std::sqrt(2.0 * shape_.layers);
            for (Index i = 0; i < values.size(); ++i)
                values.data()[i] = static_cast<S>(spread * normal(random));
        }
    }
    return theta;
}

template <class S>
RowMatrix<S> DotModel<S>::embed(const Aligned<S>& theta, const Sequences& sequences, const std::vector<int>& tokens) const
{
    RowMatrix<S> x(sequences.rows(), shape_.width);
    const auto positions = view(theta, layout_[position_]);
    const auto table = view(theta, layout_[embedding_]);
    for (Index i = 0; i < x.rows(); ++i) {
        const Index place = sequences.places[static_cast<std::size_t>(i)];
        if (place >= shape_.length)
            fail("text: expected at most {} tokens in a row for this transformer, found more", shape_.length);
        x.row(i) = positions.row(place) + table.row(tokens[static_cast<std::size_t>(i)]);
    }
    return x;
}

/// visit(first row, rows, first column of the head, attention's place in the trace)
template <class Visit>
void forEachHead(const DotShape& shape, const Sequences& sequences, Visit visit)
{
    for (std::size_t q = 0; q < sequences.count(); ++q)
        for (Index h = 0; h < shape.heads; ++h)
            visit(sequences.starts[q], sequences.starts[q + 1] - sequences.starts[q], h * (shape.width / shape.heads),
                  q * static_cast<std::size_t>(shape.heads) + static_cast<std::size_t>(h));
}

template <class S>
RowMatrix<S> DotModel<S>::attend(const Sequences& sequences, const RowMatrix<S>& qkv, Trace& trace) const
{
    const Index d = shape_.width;
    const Index head = d / shape_.heads;
    const S tau = std::sqrt(static_cast<S>(head));
    RowMatrix<S> heard(qkv.rows(), d);
    trace.attention.resize(sequences.count() * static_cast<std::size_t>(shape_.heads));
    forEachHead(shape_, sequences, [&](Index first, Index n, Index at, std::size_t place) {
        const RowMatrix<S> energy = -qkv.block(first, at, n, head) * qkv.block(first, d + at, n, head).transpose();
        trace.attention[place] = causalAttention(energy, true, tau);
        heard.block(first, at, n, head).noalias() = trace.attention[place] * qkv.block(first, 2 * d + at, n, head);
    });
    return heard;
}

template <class S>
RowMatrix<S> DotModel<S>::attendBackward(const Sequences& sequences, const Trace& trace, const RowMatrix<S>& g) const
{
    const Index d = shape_.width;
    const Index head = d / shape_.heads;
    const S scale = 1 / std::sqrt(static_cast<S>(head));
    const RowMatrix<S>& qkv = trace.qkv;
    RowMatrix<S> gQkv(g.rows(), 3 * d);
    forEachHead(shape_, sequences, [&](Index first, Index n, Index at, std::size_t place) {
        const RowMatrix<S>& beta = trace.attention[place];
        const auto own = g.block(first, at, n, head);
        const RowMatrix<S> gLogits =
            scale * softmaxBackward<S>(beta, own * qkv.block(first, 2 * d + at, n, head).transpose());
        gQkv.block(first, at, n, head).noalias() = gLogits * qkv.block(first, d + at, n, head);
        gQkv.block(first, d + at, n, head).noalias() = gLogits.transpose() * qkv.block(first, at, n, head);
        gQkv.block(first, 2 * d + at, n, head).noalias() = beta.transpose() * own;
    });
    return gQkv;
}

template <class S>
RowMatrix<S> DotModel<S>::layerForward(const Aligned<S>& theta, const LayerBlocks& b, const Sequences& sequences,
                                       const RowMatrix<S>& x, Trace& t) const
{
    t.input = x;
    t.normed1 = normalise(x, view(theta, layout_[b.norm1]), t.norm1);
    t.qkv = t.normed1 * view(theta, layout_[b.queryKeyValue]);
    t.qkv.rowwise() += view(theta, layout_[b.queryKeyValueBias]).row(0);
    t.heard = attend(sequences, t.qkv, t);
    RowMatrix<S> y = x + t.heard * view(theta, layout_[b.project]);
    y.rowwise() += view(theta, layout_[b.projectBias]).row(0);
    t.normed2 = normalise(y, view(theta, layout_[b.norm2]), t.norm2);
    t.inner = t.normed2 * view(theta, layout_[b.up]);
    t.inner.rowwise() += view(theta, layout_[b.upBias]).row(0);
    gelu(t.inner, t.hidden, &t.slope);
    y += t.hidden * view(theta, layout_[b.down]);
    y.rowwise() += view(theta, layout_[b.downBias]).row(0);
    return y;
}

template <class S>
RowMatrix<S> DotModel<S>::layerBackward(const Aligned<S>& theta, const LayerBlocks& b, const Trace& t,
                                        const Sequences& sequences, const RowMatrix<S>& g, Aligned<S>& gradient) const
{
    view(gradient, layout_[b.downBias]).row(0) += g.colwise().sum();
    view(gradient, layout_[b.down]).noalias() += t.hidden.transpose() * g;
    const RowMatrix<S> gInner = (g * view(theta, layout_[b.down]).transpose()).cwiseProduct(t.slope);
    view(gradient, layout_[b.upBias]).row(0) += gInner.colwise().sum();
    view(gradient, layout_[b.up]).noalias() += t.normed2.transpose() * gInner;
    const RowMatrix<S> gNormed2 = gInner * view(theta, layout_[b.up]).transpose();
    const RowMatrix<S> gMiddle =
        g + normaliseBackward(t.norm2, view(theta, layout_[b.norm2]), gNormed2, view(gradient, layout_[b.norm2]));
    view(gradient, layout_[b.projectBias]).row(0) += gMiddle.colwise().sum();
    view(gradient, layout_[b.project]).noalias() += t.heard.transpose() * gMiddle;
    const RowMatrix<S> gQkv = attendBackward(sequences, t, gMiddle * view(theta, layout_[b.project]).transpose());
    view(gradient, layout_[b.queryKeyValueBias]).row(0) += gQkv.colwise().sum();
    view(gradient, layout_[b.queryKeyValue]).noalias() += t.normed1.transpose() * gQkv;
    const RowMatrix<S> gNormed1 = gQkv * view(theta, layout_[b.queryKeyValue]).transpose();
    return gMiddle + normaliseBackward(t.norm1, view(theta, layout_[b.norm1]), gNormed1, view(gradient, layout_[b.norm1]));
}

template <class S>
RowMatrix<S> DotModel<S>::features(const Aligned<S>& theta, const Sequences& sequences, const std::vector<int>& tokens,
                                   std::vector<Trace>& traces, Norm<S>& norm) const
{
    RowMatrix<S> x = embed(theta, sequences, tokens);
    traces.resize(layers_.size());
    for (std::size_t l = 0; l < layers_.size(); ++l)
        x = layerForward(theta, layers_[l], sequences, x, traces[l]);
    return normalise(x, view(theta, layout_[finalNorm_]), norm);
}

template <class S>
Bank<S> DotModel<S>::bank(const Aligned<S>& theta) const
{
    return {view(theta, layout_[embedding_]), view(theta, layout_[bias_]).row(0).transpose()};
}

template <class S>
double DotModel<S>::part(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const
{
    const Questions asked(rows);
    std::vector<Trace> traces;
    Norm<S> norm;
    const RowMatrix<S> last = features(theta, asked.sequences, asked.tokens, traces, norm);
    const Bank<S> answers = bank(theta);
    if (!gradient)
        return crossEntropy<S>(answers, last, asked.targets, nullptr, nullptr);
    RowMatrix<S> g;
    Bank<S> gBank{RowMatrix<S>::Zero(answers.weights.rows(), answers.weights.cols()), Vector<S>::Zero(answers.bias.size())};
    const double loss = crossEntropy(answers, last, asked.targets, &g, &gBank);
    view(*gradient, layout_[bias_]).row(0) += gBank.bias.transpose();
    auto table = view(*gradient, layout_[embedding_]);
    table += gBank.weights;
    g = normaliseBackward(norm, view(theta, layout_[finalNorm_]), g, view(*gradient, layout_[finalNorm_]));
    for (std::size_t l = layers_.size(); l-- > 0;)
        g = layerBackward(theta, layers_[l], traces[l], asked.sequences, g, *gradient);
    auto positions = view(*gradient, layout_[position_]);
    for (Index i = 0; i < g.rows(); ++i) {
        positions.row(asked.sequences.places[static_cast<std::size_t>(i)]) += g.row(i);
        table.row(asked.tokens[static_cast<std::size_t>(i)]) += g.row(i);
    }
    return loss;
}

template <class S>
double DotModel<S>::loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const
{
    const auto shards =
        std::min<Index>(gradient ? kShards : static_cast<Index>(rows.size()), static_cast<Index>(rows.size()));
    std::vector<double> losses(static_cast<std::size_t>(shards));
    std::vector<Aligned<S>> parts(gradient ? static_cast<std::size_t>(shards) : 0, Aligned<S>(theta.size(), S(0)));
    parallelFor(shards, [&](Index s) {
        const auto own = static_cast<std::size_t>(s);
        losses[own] = part(theta, dealt(rows, s, shards), gradient ? &parts[own] : nullptr);
    });
    if (gradient) {
        *gradient = std::move(parts[0]);
        for (std::size_t s = 1; s < parts.size(); ++s)
            for (std::size_t i = 0; i < gradient->size(); ++i)
                (*gradient)[i] += parts[s][i];
    }
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

template <class S>
RowMatrix<S> DotModel<S>::logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const
{
    std::vector<Trace> traces;
    Norm<S> norm;
    return learn::logProbabilities(bank(theta),
                                   features(theta, Sequences({static_cast<Index>(tokens.size())}), tokens, traces, norm));
}

Index widthFor(DotShape shape, Index parameters)
{
    const auto size = [&](Index width) {
        shape.width = width;
        return DotModel<float>(shape).layout().size();
    };
    Index width = shape.heads;
    while (size(width) < parameters)
        width += shape.heads;
    return width > shape.heads && size(width) - parameters > parameters - size(width - shape.heads) ? width - shape.heads
                                                                                                    : width;
}

template class DotModel<float>;
template class DotModel<double>;

}  // namespace gauge::learn
