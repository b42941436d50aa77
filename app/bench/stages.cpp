#include "app/bench/stages.h"

#include "app/bench/reference_product.h"
#include "core/attention/energies.h"
#include "core/cost/methods.h"
#include "core/parallel.h"
#include "gpu/cuda.h"

#include <algorithm>

namespace gauge::bench {
namespace {

template <class S>
void addStagesIn(const Shape& shape, const State& state, const std::shared_ptr<const Ensemble>& ensemble,
                 std::vector<Task>& tasks)
{
    AttentionOptions options;
    options.precision = shape.precision;
    Task exp = stageTask(shape, "exp", "cold", 0);
    exp.body = [&state] { static_cast<void>(framesFromPhi(state.phi, state.exponential)); };
    tasks.push_back(exp);
    Task pull = stageTask(shape, "pull-back", "cold", 0);
    pull.body = [&state, ensemble] { static_cast<void>(pullBack(state.belief, ensemble->frames)); };
    tasks.push_back(pull);
    Task features = stageTask(shape, "features", "cold", 0);
    features.body = [ensemble, options] { static_cast<void>(makeFeatureEnergies<S>(*ensemble, options)); };
    tasks.push_back(features);

    const Cost cost = costOf(options, Organisation::Warm, MessageCost::None, shape.n, shape.heads);
    Task pairs = stageTask(shape, "pairs", "warm", cost.operations);
    pairs.row.evaluations = cost.evaluations;
    const Index width = (shape.n + kPanelWidth<S> - 1) / kPanelWidth<S> * kPanelWidth<S>;
    auto out = std::make_shared<std::vector<RowMatrix<S>>>(shape.heads.size(), RowMatrix<S>(shape.n, width));
    pairs.body = [shape, width, out,
                  energies = std::shared_ptr<PairEnergies<S>>(makeFeatureEnergies<S>(*ensemble, options))] {
        parallelRanges(shape.n, std::clamp<Index>(shape.n / 4, 8, 48), [&](Index first, Index last) {
            for (std::size_t h = 0; h < shape.heads.size(); ++h)
                energies->tile({h, first, last, 0, shape.n}, (*out)[h].row(first).data(), width);
        });
    };
    tasks.push_back(pairs);

    Task gemm = stageTask(shape, "gemm", "warm", cost.operations);
    gemm.row.method = "machine";
    auto factors = std::make_shared<std::vector<RowMatrix<S>>>();
    for (const Index d : shape.heads)
        factors->push_back(RowMatrix<S>::Random(shape.n, d * (d + 3) / 2));
    auto product = std::make_shared<std::vector<RowMatrix<S>>>(shape.heads.size(), RowMatrix<S>(shape.n, shape.n));
    gemm.body = [shape, factors, product] {
        const Index share = (shape.n + availableThreads() - 1) / availableThreads();
        parallelRanges(shape.n, share, [&](Index first, Index last) {
            for (std::size_t h = 0; h < shape.heads.size(); ++h) {
                const RowMatrix<S>& f = (*factors)[h];
                referenceProduct(last - first, shape.n, f.cols(), f.row(first).data(), f.data(),
                                 (*product)[h].row(first).data());
            }
        });
    };
    tasks.push_back(gemm);
}

}  // namespace

Task stageTask(const Shape& shape, const char* name, const char* situation, double operations)
{
    Task task;
    task.row.shape = shape;
    task.row.method = "exact";
    task.row.situation = situation;
    task.row.stage = name;
    task.row.operations = operations;
    return task;
}

void addStages(const Shape& shape, const State& state, const std::shared_ptr<const Ensemble>& ensemble,
               std::vector<Task>& tasks)
{
    if (shape.precision == Precision::Double)
        addStagesIn<double>(shape, state, ensemble, tasks);
    else
        addStagesIn<float>(shape, state, ensemble, tasks);
}

void addDeviceStages(const Shape& shape, const Ensemble& ensemble, int repeats, std::vector<Row>& rows)
{
    for (const Precision precision : kPrecisions) {
        if (precision != shape.precision && !needsMatrixUnits(precision))
            continue;
        AttentionOptions options;
        options.precision = precision;
        for (const DeviceStage& s : profileCuda(ensemble, options, repeats)) {
            Row row;
            row.shape = shape;
            row.shape.precision = precision;
            row.method = s.name == "gemm" ? "cublas" : "exact";
            row.backend = "cuda";
            row.situation = "warm";
            row.stage = s.name;
            row.median = s.median;
            row.least = s.least;
            row.repeats = repeats;
            row.error = -1;
            row.operations = s.operations;
            row.bytes = s.bytes;
            rows.push_back(row);
        }
    }
}

}  // namespace gauge::bench
