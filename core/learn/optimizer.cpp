#include "core/learn/optimizer.h"

#include "core/error.h"
#include "core/learn/vocabulary.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace gauge::learn {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.98;
constexpr double kFloor = 1e-8;
constexpr Index kNumbersATask = 1 << 16;  // sums are made of so many at a time, whatever the number of threads

bool endsWith(const std::string& name, const std::string& end)
{
    return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

/// The gradient of the vocabulary's blocks in Fisher's metric.
template <class S>
Aligned<S> naturalGradient(const ParameterLayout& layout, const Aligned<S>& gradient, const Aligned<S>& theta)
{
    Aligned<S> natural = gradient;
    for (std::size_t b = 0; b + 1 < layout.blocks().size(); ++b) {
        const ParameterBlock& mean = layout.blocks()[b];
        const ParameterBlock& logs = layout.blocks()[b + 1];
        if (!endsWith(mean.name, ".mean") || !endsWith(logs.name, ".log_variance"))
            continue;
        view(natural, logs) *= S(2);
        if (mean.columns == logs.columns)
            view(natural, mean).array() *= view(theta, logs).array().exp();
    }
    return natural;
}

/// One second moment a row where the natural gradient rules, one a number elsewhere.
template <class S, class Square, class Gradient>
void secondMoments(const LearnConfig& config, const ParameterBlock& block, const Gradient& g, Square square)
{
    const S keep = static_cast<S>(kBeta2);
    if (config.naturalGradient && block.rows > 1 &&
        (endsWith(block.name, ".mean") || endsWith(block.name, ".log_variance"))) {
        const Vector<S> rows = g.array().square().rowwise().mean();
        square = (keep * square.array() + (1 - keep) * rows.array().replicate(1, block.columns)).matrix();
    } else {
        square = (keep * square.array() + (1 - keep) * g.array().square()).matrix();
    }
}

template <class S>
void retractRows(Eigen::Ref<RowMatrix<S>> frames, const RowMatrix<S>& step)
{
    const auto row = [](const auto& m, Index v) {
        return Eigen::Vector3d(static_cast<double>(m(v, 0)), static_cast<double>(m(v, 1)), static_cast<double>(m(v, 2)));
    };
    for (Index v = 0; v < frames.rows(); ++v) {
        if (step.row(v).isZero(0))
            continue;
        const Eigen::Vector3d phi = retract(row(frames, v), row(step, v));
        for (int a = 0; a < 3; ++a)
            frames(v, a) = static_cast<S>(phi[a]);
    }
}

/// AdamW of some rows of a block.
template <class S>
void updateRows(const LearnConfig& config, const ParameterBlock& block, double rate, Index from, Index rows,
                const Aligned<S>& gradient, Aligned<S>& theta, OptimizerState<S>& state)
{
    const double first = 1 - std::pow(kBeta1, state.updates);
    const double second = 1 - std::pow(kBeta2, state.updates);
    const auto g = view(gradient, block).middleRows(from, rows);
    auto mean = view(state.mean, block).middleRows(from, rows);
    auto square = view(state.square, block).middleRows(from, rows);
    auto values = view(theta, block).middleRows(from, rows);
    mean = static_cast<S>(kBeta1) * mean + static_cast<S>(1 - kBeta1) * g;
    secondMoments<S>(config, block, g, square);
    const RowMatrix<S> step = (mean.array() * static_cast<S>(rate / first) /
                               ((square.array() / static_cast<S>(second)).sqrt() + static_cast<S>(kFloor)))
                                  .matrix();
    if (block.update == Update::Frame) {
        retractRows<S>(values, step);
        return;
    }
    if (block.decays)
        values *= static_cast<S>(1 - rate * config.weightDecay);
    values -= step;
}

}  // namespace

double learningRate(const LearnConfig& config, int update)
{
    const double peak = peakRate(config);
    if (update < config.warmUp)
        return peak * (update + 1) / config.warmUp;
    const double span = std::max(1, config.updates - config.warmUp);
    const double done = std::min(1.0, (update - config.warmUp) / span);
    return peak * (config.finalRate + (1 - config.finalRate) * (1 + std::cos(std::numbers::pi * done)) / 2);
}

template <class S>
double clipGradient(Aligned<S>& gradient, double clip)
{
    const auto size = static_cast<Index>(gradient.size());
    std::vector<double> sums(static_cast<std::size_t>((size + kNumbersATask - 1) / kNumbersATask));
    parallelFor(static_cast<Index>(sums.size()), [&](Index task) {
        const Index first = task * kNumbersATask;
        const Index count = std::min(kNumbersATask, size - first);
        sums[static_cast<std::size_t>(task)] =
            Eigen::Map<const Vector<S>>(gradient.data() + first, count).template cast<double>().squaredNorm();
    });
    const double norm = std::sqrt(std::accumulate(sums.begin(), sums.end(), 0.0));
    if (!std::isfinite(norm))
        fail("training: expected a finite gradient, found one that is not (diverged: try a smaller learning rate)");
    if (clip > 0 && norm > clip)
        Eigen::Map<Vector<S>>(gradient.data(), size) *= static_cast<S>(clip / norm);
    return norm;
}

template <class S>
void update(const LearnConfig& config, const ParameterLayout& layout, const Aligned<S>& raw, Aligned<S>& theta,
            OptimizerState<S>& state)
{
    if (state.mean.empty()) {
        state.mean.assign(theta.size(), S(0));
        state.square.assign(theta.size(), S(0));
    }
    const Aligned<S> natural = config.naturalGradient ? naturalGradient(layout, raw, theta) : Aligned<S>();
    const Aligned<S>& gradient = config.naturalGradient ? natural : raw;
    const double rate = learningRate(config, state.updates);
    ++state.updates;
    for (const ParameterBlock& block : layout.blocks()) {
        if (block.update == Update::Frozen)
            continue;
        const Index grain = std::max<Index>(1, kNumbersATask / block.columns);
        parallelRanges(block.rows, grain, [&](Index first, Index last) {
            updateRows(config, block, rate * block.rate, first, last - first, gradient, theta, state);
        });
    }
}

template double clipGradient<float>(Aligned<float>&, double);
template double clipGradient<double>(Aligned<double>&, double);
template void update<float>(const LearnConfig&, const ParameterLayout&, const Aligned<float>&, Aligned<float>&,
                            OptimizerState<float>&);
template void update<double>(const LearnConfig&, const ParameterLayout&, const Aligned<double>&, Aligned<double>&,
                             OptimizerState<double>&);

}  // namespace gauge::learn
