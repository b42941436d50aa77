#include "core/learn/dot_model.h"

#include "core/error.h"
#include "core/learn/attention_layer.h"
#include "core/learn/output.h"
#include "core/parallel.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace gauge::learn {
namespace {

template <class S>
struct Norm {
    RowMatrix<S> whitened;  // N×D
    Vector<S> scale;        // N: 1/σ
};

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
            double spread = table ? 0.1 : 1 / std::sqrt(static_cast<double>(block.rows));
            if (block.name.find("project") != std::string::npos || block.name.find("down") != std::string::npos)
                spread /= std::sqrt(2.0 * shape_.layers);
            for (Index i = 0; i < values.size(); ++i)
                values.data()[i] = static_cast<S>(spread * normal(random));
        }
    }
    return theta;
}

template <class S>
RowMatrix<S> DotModel<S>::embed(const Aligned<S>& theta, const std::vector<int>& row, Index n) const
{
    if (n > shape_.length)
        fail("text: expected at most {} tokens in a row for this transformer, found {}", shape_.length, n);
    RowMatrix<S> x = view(theta, layout_[position_]).topRows(n);
    const auto table = view(theta, layout_[embedding_]);
    for (Index i = 0; i < n; ++i)
        x.row(i) += table.row(row[static_cast<std::size_t>(i)]);
    return x;
}

template <class S>
RowMatrix<S> DotModel<S>::attend(const RowMatrix<S>& qkv, Trace& trace) const
{
    const Index d = shape_.width;
    const Index head = d / shape_.heads;
    const S tau = std::sqrt(static_cast<S>(head));
    RowMatrix<S> heard(qkv.rows(), d);
    for (Index h = 0; h < shape_.heads; ++h) {
        const RowMatrix<S> energy = -qkv.middleCols(h * head, head) * qkv.middleCols(d + h * head, head).transpose();
        trace.attention.push_back(causalAttention(energy, true, tau));
        heard.middleCols(h * head, head).noalias() = trace.attention.back() * qkv.middleCols(2 * d + h * head, head);
    }
    return heard;
}

template <class S>
RowMatrix<S> DotModel<S>::attendBackward(const Trace& trace, const RowMatrix<S>& g) const
{
    const Index d = shape_.width;
    const Index head = d / shape_.heads;
    const S scale = 1 / std::sqrt(static_cast<S>(head));
    RowMatrix<S> gQkv(g.rows(), 3 * d);
    for (Index h = 0; h < shape_.heads; ++h) {
        const RowMatrix<S>& beta = trace.attention[static_cast<std::size_t>(h)];
        const RowMatrix<S> own = g.middleCols(h * head, head);
        const RowMatrix<S> gLogits =
            scale * softmaxBackward<S>(beta, own * trace.qkv.middleCols(2 * d + h * head, head).transpose());
        gQkv.middleCols(h * head, head).noalias() = gLogits * trace.qkv.middleCols(d + h * head, head);
        gQkv.middleCols(d + h * head, head).noalias() = gLogits.transpose() * trace.qkv.middleCols(h * head, head);
        gQkv.middleCols(2 * d + h * head, head).noalias() = beta.transpose() * own;
    }
    return gQkv;
}

template <class S>
RowMatrix<S> DotModel<S>::layerForward(const Aligned<S>& theta, const LayerBlocks& b, const RowMatrix<S>& x, Trace& t) const
{
    t.input = x;
    t.normed1 = normalise(x, view(theta, layout_[b.norm1]), t.norm1);
    t.qkv = t.normed1 * view(theta, layout_[b.queryKeyValue]);
    t.qkv.rowwise() += view(theta, layout_[b.queryKeyValueBias]).row(0);
    t.heard = attend(t.qkv, t);
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
                                        const RowMatrix<S>& g, Aligned<S>& gradient) const
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
    const RowMatrix<S> gQkv = attendBackward(t, gMiddle * view(theta, layout_[b.project]).transpose());
    view(gradient, layout_[b.queryKeyValueBias]).row(0) += gQkv.colwise().sum();
    view(gradient, layout_[b.queryKeyValue]).noalias() += t.normed1.transpose() * gQkv;
    const RowMatrix<S> gNormed1 = gQkv * view(theta, layout_[b.queryKeyValue]).transpose();
    return gMiddle + normaliseBackward(t.norm1, view(theta, layout_[b.norm1]), gNormed1, view(gradient, layout_[b.norm1]));
}

template <class S>
double DotModel<S>::sequence(const Aligned<S>& theta, const std::vector<int>& row, Aligned<S>* gradient,
                             RowMatrix<S>* answers) const
{
    const auto n = static_cast<Index>(row.size()) - (answers ? 0 : 1);
    RowMatrix<S> x = embed(theta, row, n);
    std::vector<Trace> traces(layers_.size());
    for (std::size_t l = 0; l < layers_.size(); ++l)
        x = layerForward(theta, layers_[l], x, traces[l]);
    Norm<S> norm;
    const RowMatrix<S> features = normalise(x, view(theta, layout_[finalNorm_]), norm);
    const Bank<S> bank{view(theta, layout_[embedding_]), view(theta, layout_[bias_]).row(0).transpose()};
    if (answers) {
        *answers = learn::logProbabilities(bank, features);
        return 0;
    }
    const std::vector<int> targets(row.begin() + 1, row.end());
    if (!gradient)
        return crossEntropy<S>(bank, features, targets, nullptr, nullptr);
    RowMatrix<S> g;
    Bank<S> gBank{RowMatrix<S>::Zero(bank.weights.rows(), bank.weights.cols()), Vector<S>::Zero(bank.bias.size())};
    const double loss = crossEntropy(bank, features, targets, &g, &gBank);
    view(gradient[0], layout_[bias_]).row(0) += gBank.bias.transpose();
    view(gradient[0], layout_[embedding_]) += gBank.weights;
    g = normaliseBackward(norm, view(theta, layout_[finalNorm_]), g, view(*gradient, layout_[finalNorm_]));
    for (std::size_t l = layers_.size(); l-- > 0;)
        g = layerBackward(theta, layers_[l], traces[l], g, *gradient);
    view(*gradient, layout_[position_]).topRows(n) += g;
    auto table = view(*gradient, layout_[embedding_]);
    for (Index i = 0; i < n; ++i)
        table.row(row[static_cast<std::size_t>(i)]) += g.row(i);
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
        for (auto r = static_cast<std::size_t>(s); r < rows.size(); r += static_cast<std::size_t>(shards))
            losses[static_cast<std::size_t>(s)] +=
                sequence(theta, rows[r], gradient ? &parts[static_cast<std::size_t>(s)] : nullptr, nullptr);
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
    RowMatrix<S> answers;
    sequence(theta, tokens, nullptr, &answers);
    return answers;
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
