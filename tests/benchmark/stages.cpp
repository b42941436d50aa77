// Google Benchmark programs of single stages, for work on them. Figures to quote come from `gaugescope-cli bench`, which
// measures both sides of a ratio in one run.
#include "core/attention/energies.h"
#include "core/backend/backend.h"
#include "core/dynamics/evolve.h"
#include "core/gaussian/features.h"
#include "core/kernels/product.h"
#include "core/memory.h"

#include <benchmark/benchmark.h>
#include <random>

namespace gauge {
namespace {

/// SO(3) on `heads` heads of spin ℓ, N tokens with random rotations.
struct Fixture {
    Fixture(Index n, int spin, std::size_t heads)
    {
        std::mt19937_64 random(1);
        std::normal_distribution<double> normal;
        const Index d = 2 * spin + 1;
        plan = planExponential(so3Irreps(std::vector<int>(heads, spin)), Heads(heads, d));
        phi = RowMatrixd::NullaryExpr(n, 3, [&] { return normal(random); });
        for (std::size_t h = 0; h < heads; ++h) {
            GaussianBlock block{Matrixd::NullaryExpr(d, n, [&] { return normal(random); }), Stack(n, d)};
            for (Index i = 0; i < n; ++i) {
                const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
                block.cov[i] = a * a.transpose() / static_cast<double>(d) + 0.5 * Matrixd::Identity(d, d);
            }
            local.heads.push_back(std::move(block));
        }
        ensemble.heads = plan.heads;
        ensemble.frames = framesFromPhi(phi, plan);
        ensemble.common = pullBack(local, ensemble.frames);
        ensemble.multiplicity = Vectord::Ones(n);
    }
    ExponentialPlan plan;
    RowMatrixd phi;
    LocalBeliefs local;
    Ensemble ensemble;
};

void shapes(benchmark::internal::Benchmark* b)
{
    b->ArgNames({"N", "spin", "heads"});
    for (const std::int64_t n : {32, 128, 512})
        for (const std::int64_t spin : {1, 4, 7})
            b->Args({n, spin, 4});
    b->Unit(benchmark::kMicrosecond)->UseRealTime();
}

Fixture fixtureOf(const benchmark::State& s)
{
    return {s.range(0), static_cast<int>(s.range(1)), static_cast<std::size_t>(s.range(2))};
}

void exponential(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    for (auto _ : s)
        benchmark::DoNotOptimize(framesFromPhi(f.phi, f.plan));
}
BENCHMARK(exponential)->Apply(shapes);

void generalExponential(benchmark::State& s)
{
    const Index d = s.range(0);
    const Matrixd a = Matrixd::Random(d, d) / std::sqrt(static_cast<double>(d));
    for (auto _ : s)
        benchmark::DoNotOptimize(expm(a));
}
BENCHMARK(generalExponential)->Arg(8)->Arg(16)->Arg(64);

void pullBackStage(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    for (auto _ : s)
        benchmark::DoNotOptimize(pullBack(f.local, f.ensemble.frames));
}
BENCHMARK(pullBackStage)->Apply(shapes);

template <class S>
void features(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    for (auto _ : s)
        for (const GaussianBlock& block : f.ensemble.common.heads)
            benchmark::DoNotOptimize(pairFeatures<S>(block, false, Divergence::Kl));
}
BENCHMARK(features<float>)->Apply(shapes);
BENCHMARK(features<double>)->Apply(shapes);

/// One head's pair product on one thread, counted in multiplications and additions.
template <class S>
void pairProduct(benchmark::State& s)
{
    const Index n = s.range(0);
    const Index depth = s.range(1);
    const RowMatrix<S> left = RowMatrix<S>::Random(n, depth);
    const Panels<S> right(depth, n);
    RowMatrix<S> out(48, right.padded());
    for (auto _ : s) {
        for (Index r = 0; r < n; r += 48)
            multiplyRows(left.row(r).data(), depth, std::min<Index>(48, n - r), right, 0, right.count(), Epilogue<S>{},
                         out.data(), out.cols());
        benchmark::DoNotOptimize(out.data());
    }
    s.counters["op/s"] =
        benchmark::Counter(2.0 * static_cast<double>(n * n * depth), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(pairProduct<float>)->Args({512, 44})->Args({512, 135})->Args({512, 2144})->Args({1024, 8});
BENCHMARK(pairProduct<double>)->Args({32, 2144})->Args({512, 135});

void attend(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    AttentionOptions options;
    options.precision = Precision::Single;
    const auto cpu = makeCpuBackend();
    const auto prepared = cpu->prepare(f.ensemble, options, {});
    AttentionResult result;
    for (auto _ : s)
        cpu->attend(*prepared, options, {}, {}, result);
}
BENCHMARK(attend)->Apply(shapes);

void stream(benchmark::State& s)
{
    const Fixture f(s.range(0), 4, 4);
    AttentionOptions options;
    options.precision = Precision::Single;
    const auto cpu = makeCpuBackend();
    const auto prepared = cpu->prepare(f.ensemble, options, {});
    for (auto _ : s)
        benchmark::DoNotOptimize(cpu->stream(*prepared, options, {}, {}));
}
BENCHMARK(stream)->Arg(1024)->Arg(2048)->Unit(benchmark::kMillisecond)->UseRealTime();

void gradient(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    const auto cpu = makeCpuBackend();
    for (auto _ : s)
        benchmark::DoNotOptimize(freeEnergyGradient(*cpu, f.ensemble, f.ensemble.common, {}, {}, {}));
}
BENCHMARK(gradient)->Apply(shapes);

void sixLayers(benchmark::State& s)
{
    const Fixture f = fixtureOf(s);
    const auto cpu = makeCpuBackend();
    for (auto _ : s)
        benchmark::DoNotOptimize(evolve(*cpu, f.ensemble, f.ensemble.common, {}, {.layers = 6}, {}));
}
BENCHMARK(sixLayers)->Apply(shapes);

}  // namespace
}  // namespace gauge

int main(int argc, char** argv)
{
    gauge::keepFreedMemory();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
