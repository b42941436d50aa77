// What a device takes, beside the processor and what it has to take at least (docs/device.md, the cases).
#include "app/bench/rounds.h"
#include "core/attention/state_ensemble.h"
#include "core/dynamics/evolve.h"
#include "tests/gpu/check_steps.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gauge::test {
namespace {

using bench::Row;
using bench::Shape;
using bench::Task;

/// What is asked of a shape: matrices, no matrix, or layers.
struct Ask {
    enum class Kind { Attend, Stream, Layers } kind = Kind::Attend;
    const char* name;
    Wanted wanted{};
    StreamWanted stream{};
    double floorWarm = 0;  // seconds on an H100, in single; 0: not stated
    double floorCold = 0;
};

struct TimedCase {
    std::string name;
    Shape shape;
    std::vector<Ask> asks;
    int repeats = 9;
    double seconds = 10;  // that it may take on a device
};

constexpr Wanted kMatrices{.meanOnly = true};
constexpr Wanted kMeans{.energy = false, .attention = false, .meanOnly = true};
constexpr Wanted kMoments{.energy = false, .attention = false};
constexpr StreamWanted kMessagesAlone{.pooledCells = 1, .links = 0};

std::vector<TimedCase> timedCases(bool host)
{
    using enum Ask::Kind;
    const auto shaped = [&](Index n, const Heads& heads) {
        Shape s{n, 0, heads, Precision::Single};
        for (const Index d : heads)
            s.k += d;
        return s;
    };
    const Heads eight(8, 8);
    const Heads irreps{3, 5, 9, 13, 15};
    const Ask layers{.kind = Layers, .name = "six layers", .floorWarm = 1e-4, .floorCold = 1e-4};
    const auto streams = [](double means, double moments) {
        return std::vector<Ask>{
            {.kind = Stream, .name = "means alone", .wanted = kMeans, .stream = kMessagesAlone, .floorWarm = means},
            {.kind = Stream, .name = "moments alone", .wanted = kMoments, .stream = kMessagesAlone, .floorWarm = moments},
            {.kind = Stream, .name = "means, map, links", .wanted = kMeans, .floorWarm = 2 * means}};
    };
    const Ask matrices{.name = "matrices, means", .wanted = kMatrices, .floorWarm = 5e-6, .floorCold = 5e-5};
    if (host)
        return {{"a", shaped(12, {1, 3}), {{.name = matrices.name, .wanted = kMatrices}}, 3},
                {"c", shaped(40, {3, 3}), streams(0, 0), 3},
                {"d", shaped(8, {3, 3}), {{.kind = Layers, .name = layers.name}}, 3}};
    Ask large = matrices;
    large.floorWarm = large.floorCold = 1.3e-3;
    const Ask lean{.name = "means", .wanted = kMeans, .floorWarm = 2e-5, .floorCold = 7e-5};
    return {{"a",
             shaped(128, irreps),
             {matrices, {.name = "means", .wanted = kMeans, .floorWarm = 5e-6, .floorCold = 5e-5}},
             31,
             4},
            {"b", shaped(1024, eight), {large, lean}, 9, 20},
            {"d", shaped(32, eight), {layers}, 31, 4},
            {"d, N = 128", shaped(128, irreps), {layers}, 15, 5},
            {"c", shaped(8192, eight), streams(8e-4, 1.4e-3), 5, 25},
            {"c, N = 16,384", shaped(16384, eight), streams(3.3e-3, 5.6e-3), 3, 40}};
}

/// What a task leaves behind, to be compared.
struct Result {
    AttentionResult attended;
    CommonBeliefs beliefs;
};

void perform(const Backend& backend, const Ensemble& ensemble, const Prepared* prepared, const Ask& ask,
             const AttentionOptions& options, Result& result)
{
    if (ask.kind == Ask::Kind::Layers) {
        result.beliefs = evolve(backend, ensemble, ensemble.common, options, {.layers = 6}, {}).layers.back();
        return;
    }
    std::unique_ptr<Prepared> own;
    if (prepared == nullptr)
        own = backend.prepare(ensemble, options, ask.wanted);
    const Prepared& used = prepared != nullptr ? *prepared : *own;
    if (ask.kind == Ask::Kind::Stream)
        result.beliefs = backend.stream(used, options, ask.stream, {}).message;
    else
        backend.attend(used, options, ask.wanted, {}, result.attended);
}

const CommonBeliefs& beliefsOf(const Result& result, const Ask& ask)
{
    return ask.kind == Ask::Kind::Attend ? result.attended.message : result.beliefs;
}

/// Of means and covariances, relative to the largest of their kind; infinite where a number is none.
double errorOf(const CommonBeliefs& found, const CommonBeliefs& expected)
{
    double error = found.heads.size() == expected.heads.size() ? 0 : HUGE_VAL;
    for (std::size_t h = 0; h < std::min(found.heads.size(), expected.heads.size()); ++h) {
        const GaussianBlock& f = found.heads[h];
        const GaussianBlock& e = expected.heads[h];
        const double mean = (f.mean - e.mean).cwiseAbs().maxCoeff<Eigen::PropagateNaN>() / e.mean.cwiseAbs().maxCoeff();
        double widest = 0;
        double apart = 0;
        for (Index i = 0; i < e.tokens(); ++i) {
            widest = std::max(widest, e.cov[i].cwiseAbs().maxCoeff());
            const double off = (f.cov[i] - e.cov[i]).cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
            apart = off > apart || std::isnan(off) ? off : apart;
        }
        for (const double e1 : {mean, apart / std::max(widest, 1e-300)})
            error = std::isnan(e1) ? HUGE_VAL : std::max(error, e1);
    }
    return error;
}

/// The tasks of one case: cold, loaded and warm, on the processor and on the device in every precision it takes.
class CaseTasks {
public:
    CaseTasks(const TimedCase& timed, const Checked& device)
        : timed_(timed), device_(device), state_(bench::randomState(timed.shape)), cpu_(makeCpuBackend())
    {
        state_.frames = framesFromPhi(state_.phi, state_.exponential);
        ensemble_ = std::make_shared<Ensemble>(makeEnsemble(state_, AttentionOptions{}));
        for (const Ask& ask : timed_.asks) {
            Result exact;
            perform(*cpu_, *ensemble_, nullptr, ask, {}, exact);
            exact_.push_back(beliefsOf(exact, ask));
        }
    }

    std::vector<Task> all()
    {
        std::vector<Task> tasks;
        for (std::size_t k = 0; k < timed_.asks.size(); ++k) {
            add(*cpu_, Precision::Single, k, tasks);
            for (const CheckedPrecision& p : checkedPrecisions()) {
                AttentionOptions asked;
                asked.precision = p.value;
                const bool once = timed_.asks[k].kind == Ask::Kind::Layers && p.value != Precision::Double &&
                                  p.value != Precision::Single;
                if (!device_.backend->refuses(asked) && !once)
                    add(*device_.backend, p.value, k, tasks);
            }
        }
        return tasks;
    }

    const Ensemble& ensemble() const { return *ensemble_; }

private:
    void add(const Backend& backend, Precision precision, std::size_t k, std::vector<Task>& tasks)
    {
        const Ask& ask = timed_.asks[k];
        AttentionOptions options;
        options.precision = precision;
        const auto result = std::make_shared<Result>();  // of all situations: matrices are large
        for (const char* situation : {"cold", "loaded", "warm"}) {
            const std::string named = situation;
            if (named != "warm" && ask.kind == Ask::Kind::Stream && ask.stream.pooledCells != 1)
                continue;
            if (named == "loaded" && ask.kind == Ask::Kind::Stream && &backend == cpu_.get())
                continue;
            if (named == "warm" && ask.kind == Ask::Kind::Layers)
                continue;
            Task task;
            task.row.shape = timed_.shape;
            task.row.shape.precision = precision;
            task.row.method = timed_.name;
            task.row.backend = backend.name();
            task.row.situation = situation;
            task.row.stage = ask.name;
            if (named == "cold")
                task.body = [this, &backend, &ask, options, result] {
                    perform(backend, bench::coldEnsemble(state_, options), nullptr, ask, options, *result);
                };
            else if (named == "loaded")
                task.body = [this, &backend, &ask, options, result] {
                    perform(backend, *ensemble_, nullptr, ask, options, *result);
                };
            else
                task.body = [this, &backend, &ask, options, result,
                             prepared = std::shared_ptr<Prepared>(backend.prepare(*ensemble_, options, ask.wanted))] {
                    perform(backend, *ensemble_, prepared.get(), ask, options, *result);
                };
            task.error = [this, &ask, k, result] { return errorOf(beliefsOf(*result, ask), exact_[k]); };
            tasks.push_back(std::move(task));
        }
    }

    const TimedCase& timed_;
    const Checked& device_;
    State state_;
    std::unique_ptr<Backend> cpu_;
    std::shared_ptr<const Ensemble> ensemble_;
    std::vector<CommonBeliefs> exact_;
};

const CheckedPrecision& checkedOf(Precision precision)
{
    for (const CheckedPrecision& p : checkedPrecisions())
        if (p.value == precision)
            return p;
    throw Error("a precision that is not checked");
}

double floorOf(const TimedCase& timed, const Row& row)
{
    for (const Ask& ask : timed.asks)
        if (row.stage == ask.name)
            return row.situation == "warm" ? ask.floorWarm : ask.floorCold;
    return 0;
}

void tellRows(const TimedCase& timed, const std::vector<Row>& rows, Report& report)
{
    report.say(fmt::format("{:>18} {:>7} {:>5} {:>7} {:>11} {:>11} {:>11} {:>9} {:>7} {:>9}", "what", "from", "on", "",
                           "min ms", "median ms", "floor ms", "of floor", "of cpu", "error"));
    nlohmann::ordered_json lines;
    for (const Row& row : rows) {
        const auto cpu = std::find_if(rows.begin(), rows.end(), [&](const Row& r) {
            return r.backend == "cpu" && r.stage == row.stage && r.situation == row.situation;
        });
        const double floor = row.backend == "cpu" ? 0 : floorOf(timed, row);
        const char* name = precisionName(row.shape.precision);
        const auto ratio = [](double of, double by) { return by > 0 ? fmt::format("{:.2f}", of / by) : std::string("–"); };
        report.say(fmt::format("{:>18} {:>7} {:>5} {:>7} {:>11.4f} {:>11.4f} {:>11} {:>9} {:>7} {:>9.1e}", row.stage,
                               row.situation, row.backend, name, row.least * 1e3, row.median * 1e3,
                               floor > 0 ? fmt::format("{:.4f}", floor * 1e3) : "–", ratio(row.median, floor),
                               ratio(row.median, cpu == rows.end() ? 0 : cpu->median), row.error));
        lines.push_back({{"case", timed.name},
                         {"n", row.shape.n},
                         {"heads", row.shape.heads},
                         {"what", row.stage},
                         {"situation", row.situation},
                         {"backend", row.backend},
                         {"precision", name},
                         {"seconds_min", row.least},
                         {"seconds_median", row.median},
                         {"floor", floor},
                         {"repeats", row.repeats},
                         {"error", row.error}});
        if (!(row.error <= checkedOf(row.shape.precision).tolerance))
            report.fail(fmt::format("case {}, {}, {}, {} {}: expected within {:.0e} of the largest, found {:.1e}",
                                    timed.name, row.stage, row.situation, row.backend, name,
                                    checkedOf(row.shape.precision).tolerance, row.error));
    }
    report.file("times.jsonl") << lines.dump() << '\n';
}

void tellStages(const Checked& device, const CaseTasks& tasks, Report& report)
{
    for (const CheckedPrecision& p : checkedPrecisions()) {
        AttentionOptions options;
        options.precision = p.value;
        if (device.backend->refuses(options))
            continue;
        std::string line = fmt::format("{:>7} by the device's clock, ms:", precisionName(p.value));
        for (const DeviceStage& s : device.profile(tasks.ensemble(), options, 5)) {
            line += fmt::format("  {} {:.4f}", s.name, s.median * 1e3);
            if (s.operations > 0)
                line += fmt::format(" ({:.1f} Top/s)", s.operations / s.median * 1e-12);
            else if (s.bytes > 0)
                line += fmt::format(" ({:.0f} GB/s)", s.bytes / s.median * 1e-9);
        }
        report.say(line);
    }
}

void timeCase(const TimedCase& timed, const Checked& device, Report& report)
{
    report.say(fmt::format("\ncase {}: N = {}, heads {}", timed.name, timed.shape.n, fmt::join(timed.shape.heads, "+")));
    CaseTasks made(timed, device);
    std::vector<Task> tasks = made.all();
    const std::size_t asked = tasks.size();
    const std::vector<Row> rows = bench::runRounds(tasks, timed.repeats, timed.seconds / 2, {});
    tellRows(timed, rows, report);
    if (rows.size() < asked)
        report.fail(
            fmt::format("case {}: {} of {} left out, which would take too long", timed.name, asked - rows.size(), asked));
    if (timed.asks.front().kind != Ask::Kind::Layers)
        tellStages(device, made, report);
}

}  // namespace

void checkTimes(const Checked& device, Report& report)
{
    for (const TimedCase& timed : timedCases(device.host)) {
        if (!report.hasTime(device.host ? 0.5 : timed.seconds, "case " + timed.name))
            continue;
        try {
            timeCase(timed, device, report);
        } catch (const std::exception& e) {
            report.fail(fmt::format("case {}: {}", timed.name, e.what()));
        }
    }
}

void checkOnce(const Checked& device, Report& report)
{
    for (const TimedCase& timed : timedCases(device.host)) {
        if (timed.shape.n > 8192)
            continue;
        State state = bench::randomState(timed.shape);
        state.frames = framesFromPhi(state.phi, state.exponential);
        const Ensemble ensemble = makeEnsemble(state, AttentionOptions{});
        AttentionOptions options;
        options.precision = Precision::Single;
        for (const Ask& ask : timed.asks) {
            Result result;
            perform(*device.backend, ensemble, nullptr, ask, options, result);
        }
        report.say("case " + timed.name + ": once");
    }
}

}  // namespace gauge::test
