#include "app/bench/device_grid.h"

#include "app/bench/rounds.h"
#include "core/attention/state_ensemble.h"
#include "core/dynamics/evolve.h"

#include <algorithm>
#include <numeric>

namespace gauge::bench {
namespace {

constexpr double kLongest = 10;  // seconds a side may take for one point

/// As many rounds as a minute has room for.
int roundsOf(Index tokens)
{
    if (tokens <= 128)
        return 15;
    return tokens <= 512 ? 7 : 3;
}

constexpr Wanted kMessages{.energy = false, .attention = false};

std::function<void()> attendCold(const Backend& backend, const std::shared_ptr<const Ensemble>& ensemble,
                                 const AttentionOptions& options, const Wanted& wanted, const RunControl& control)
{
    return [&backend, ensemble, options, wanted, &control, result = std::make_shared<AttentionResult>()] {
        backend.attend(*backend.prepare(*ensemble, options, wanted), options, wanted, control, *result);
    };
}

std::function<void()> attendWarm(const Backend& backend, const std::shared_ptr<const Ensemble>& ensemble,
                                 const AttentionOptions& options, const RunControl& control)
{
    return [&backend, options, &control, result = std::make_shared<AttentionResult>(),
            prepared = std::shared_ptr<Prepared>(backend.prepare(*ensemble, options, {}))] {
        backend.attend(*prepared, options, {}, control, *result);
    };
}

std::function<void()> bodyOf(TimedStage stage, const Backend& backend, const std::shared_ptr<const Ensemble>& ensemble,
                             const AttentionOptions& options, const RunControl& control)
{
    switch (stage) {
    case TimedStage::AttendCold: return attendCold(backend, ensemble, options, {}, control);
    case TimedStage::AttendWarm: return attendWarm(backend, ensemble, options, control);
    case TimedStage::Messages: return attendCold(backend, ensemble, options, kMessages, control);
    case TimedStage::Stream:
        return [&backend, ensemble, options, &control] {
            static_cast<void>(backend.stream(*backend.prepare(*ensemble, options, {}), options, {}, control));
        };
    case TimedStage::Layers:
        return [&backend, ensemble, options, &control] {
            static_cast<void>(evolve(backend, *ensemble, ensemble->common, options, {.layers = 6}, control));
        };
    }
    return {};
}

/// Every stage of a shape on both sides, one after the other.
std::vector<Task> tasksOf(const Shape& shape, const State& state, const Backend& cpu, const Backend& device,
                          const RunControl& control)
{
    AttentionOptions options;
    options.precision = shape.precision;
    const auto ensemble = std::make_shared<const Ensemble>(makeEnsemble(state, options));
    std::vector<Task> tasks;
    for (const TimedStage stage : kTimedStages)
        for (const Backend* backend : {&cpu, &device}) {
            Task task;
            task.row.shape = shape;
            task.row.method = backend == &cpu ? "cpu" : "device";
            task.row.stage = stageName(stage);
            task.body = bodyOf(stage, *backend, ensemble, options, control);
            tasks.push_back(std::move(task));
        }
    return tasks;
}

/// The points of which both sides were timed.
void addPoints(const std::vector<Row>& rows, DeviceTable& table)
{
    for (const Row& cpu : rows)
        for (const Row& device : rows) {
            if (cpu.method != "cpu" || device.method != "device" || cpu.stage != device.stage ||
                cpu.shape.precision != device.shape.precision)
                continue;
            const auto* const stage = std::find_if(kTimedStages.begin(), kTimedStages.end(),
                                                   [&](TimedStage s) { return cpu.stage == stageName(s); });
            table.points.push_back({*stage,
                                    cpu.shape.precision,
                                    {cpu.shape.n, featureLength(cpu.shape.heads, {})},
                                    {cpu.median, device.median}});
        }
}

}  // namespace

DeviceTable measureDevice(const Backend& device, const DeviceIdentity& identity, const DeviceGrid& grid,
                          const RunControl& control)
{
    const auto cpu = makeCpuBackend();
    DeviceTable table{identity, {}};
    for (const Heads& heads : grid.heads)
        for (const Index n : grid.tokens) {
            Shape shape;
            shape.n = n;
            shape.heads = heads;
            shape.k = std::accumulate(heads.begin(), heads.end(), Index{0});
            State state = randomState(shape);
            state.frames = framesFromPhi(state.phi, state.exponential);
            std::vector<Task> tasks;
            for (const Precision precision : grid.precisions) {
                shape.precision = precision;
                for (Task& task : tasksOf(shape, state, *cpu, device, control))
                    tasks.push_back(std::move(task));
            }
            addPoints(runRounds(tasks, roundsOf(n), kLongest, control), table);
        }
    return table;
}

void printDeviceTable(const DeviceTable& table)
{
    fmt::print("{} beside the processor: what --backend auto decides by\n", wordsOf(table.of));
    fmt::print("{:>12} {:>10} {:>7} {:>9} {:>12} {:>12} {:>10} {:>7}\n", "stage", "precision", "N", "features",
               "processor ms", "device ms", "× faster", "auto");
    for (const TimedPoint& p : table.points)
        fmt::print("{:>12} {:>10} {:>7} {:>9} {:>12.4f} {:>12.4f} {:>10.2f} {:>7}\n", stageName(p.stage),
                   precisionName(p.precision), p.shape.tokens, p.shape.length, p.seconds.cpu * 1e3, p.seconds.device * 1e3,
                   p.seconds.cpu / p.seconds.device,
                   deviceIsFaster(table, p.stage, p.precision, p.shape) ? "device" : "cpu");
}

}  // namespace gauge::bench
