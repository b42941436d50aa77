#include "app/bench/measure.h"

#include "app/bench/reference_product.h"
#include "core/attention/energies.h"
#include "core/backend/cuda.h"
#include "core/dynamics/evolve.h"
#include "core/error.h"
#include "core/gaussian/features.h"
#include "core/parallel.h"
#include "core/stats/methods.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge::bench {
namespace {

struct Task {
    Row row;
    std::function<void()> body;
    std::function<double()> error;  // after the last round; empty: nothing to compare
    std::vector<double> times{};
    double once = 0;  // seconds, of the first round
};

/// Runs the tasks in interleaved rounds, the first to warm up and to leave out what takes too long.
std::vector<Row> runRounds(std::vector<Task>& tasks, const MeasureOptions& options, const RunControl& control)
{
    for (Task& task : tasks) {
        control.check();
        task.once = secondsOf(task.body);
        if (task.once * options.repeats > options.longest) {
            fmt::print(stderr, "left out: {} ({}) at N={}, K={}: {:.2f} s a round\n", task.row.method, task.row.stage,
                       task.row.shape.n, task.row.shape.k, task.once);
            task.body = nullptr;
        }
    }
    for (int r = 0; r < options.repeats; ++r) {
        for (Task& task : tasks) {
            control.check();
            if (!task.body)
                continue;
            if (task.once < 0.05)  // a warm-up of its own: the round before left other data in the caches
                task.body();
            task.times.push_back(secondsOf(task.body));
        }
    }
    std::vector<Row> rows;
    for (Task& task : tasks) {
        if (!task.body)
            continue;
        std::sort(task.times.begin(), task.times.end());
        task.row.least = task.times.front();
        task.row.median = task.times[task.times.size() / 2];
        task.row.repeats = options.repeats;
        task.row.error = task.error ? task.error() : -1;
        rows.push_back(task.row);
    }
    return rows;
}

bool wants(const MeasureOptions& options, const std::string& method)
{
    return options.methods.empty() ||
           std::find(options.methods.begin(), options.methods.end(), method) != options.methods.end();
}

/// Kernel by kernel, by the device's own clock, in the shape's precision and in half.
void addDeviceStages(const Shape& shape, const Ensemble& ensemble, int repeats, std::vector<Row>& rows)
{
    for (const Precision precision : {shape.precision, Precision::Half}) {
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

/// Everything a shape's tasks share.
class Bench {
public:
    Bench(const Shape& shape, const MeasureOptions& options, const RunControl& control)
        : shape_(shape), options_(options), control_(control), state_(randomState(shape)), cpu_(makeCpuBackend()),
          naive_(makeNaiveBackend()), cuda_(makeCudaBackend().backend)
    {
        state_.frames = framesFromPhi(state_.phi, state_.exponential);
        AttentionOptions exact;
        truth_ = attendOnce(*cpu_, makeEnsemble(state_, exact), exact,
                            {.energy = true, .attention = true, .mixture = false}, control);
    }

    std::vector<Row> attends()
    {
        std::vector<Task> tasks;
        for (const std::string& name : methodNames())
            if (wants(name))
                addMethod(name, tasks);
        if (wants("exact")) {
            if (shape_.precision == Precision::Double)
                addStages<double>(tasks);
            else
                addStages<float>(tasks);
            addEvolve(*cpu_, tasks);
        }
        if (cuda_)
            addDevice(tasks);
        std::vector<Row> rows = runRounds(tasks, options_, control_);
        if (cuda_ && wants("exact"))
            addDeviceStages(shape_, load({}), options_.repeats, rows);
        return rows;
    }

private:
    bool wants(const std::string& method) const { return bench::wants(options_, method); }

    /// From the loaded state: exponentials and pull-back are part of what is timed.
    Ensemble load(const AttentionOptions& options) const
    {
        Ensemble e;
        e.heads = state_.heads;
        e.covariance = options.covariance;
        e.multiplicity = state_.multiplicity;
        e.frames = framesFromPhi(state_.phi, state_.exponential);
        e.common = pullBack(state_.belief, e.frames);
        e.phi = state_.phi;
        e.generators = state_.generators;
        applyFamily(e);
        return e;
    }

    double errorOf(const AttentionResult& r, const AttentionOptions& o) const
    {
        const auto& found = o.score == Score::DotProduct ? r.attention : r.energy;
        const auto& exact = o.score == Score::DotProduct ? truth_.attention : truth_.energy;
        double error = 0;
        for (std::size_t h = 0; h < found.size(); ++h) {
            double worst = 0;
            for (Index i = 0; i < shape_.n; ++i)
                for (Index j = 0; j < shape_.n; ++j)
                    if (!std::isnan(found[h](i, j)))
                        worst = std::max(worst, std::abs(found[h](i, j) - exact[h](i, j)));
            error = std::max(error, worst / exact[h].cwiseAbs().maxCoeff());
        }
        return error;
    }

    /// A method on a backend, with the ensemble that warm runs start from.
    struct Method {
        std::string name;
        std::string covariance;
        const Backend* backend;
        std::shared_ptr<const AttentionOptions> options;
        std::shared_ptr<const Ensemble> ensemble;
    };

    Method methodOn(const Backend& backend, const std::string& name, Precision precision) const
    {
        const MethodInfo& info = methodTable().at(name);
        auto options = std::make_shared<AttentionOptions>(info.options);
        options->precision = precision;
        return {name, info.covariance, &backend, options, std::make_shared<Ensemble>(load(*options))};
    }

    void addAttend(const Method& m, const char* situation, const Wanted& wanted, MessageCost messages, const char* stage,
                   std::vector<Task>& tasks) const
    {
        const bool naive = m.backend == naive_.get();
        const bool cold = std::string(situation) == "cold";
        Task task;
        task.row.shape = shape_;
        task.row.shape.precision = m.options->precision;
        task.row.method = m.name;
        task.row.covariance = m.covariance;
        task.row.backend = m.backend->name();
        task.row.situation = situation;
        task.row.stage = stage;
        task.row.messages = messages != MessageCost::None;
        const Organisation organisation = naive ? Organisation::Naive : cold ? Organisation::Cold : Organisation::Warm;
        const Cost cost = costOf(*m.options, organisation, messages, shape_.n, shape_.heads);
        task.row.evaluations = cost.evaluations;
        task.row.operations = cost.operations;
        task.row.bytes = cost.bytes;
        auto result = std::make_shared<AttentionResult>();
        if (cold && !naive)
            task.body = [this, m, wanted, result] {
                const Ensemble e = load(*m.options);
                m.backend->attend(*m.backend->prepare(e, *m.options, wanted), *m.options, wanted, control_, *result);
            };
        else
            task.body = [this, m, wanted, result,
                         prepared = std::shared_ptr<Prepared>(m.backend->prepare(*m.ensemble, *m.options, wanted))] {
                m.backend->attend(*prepared, *m.options, wanted, control_, *result);
            };
        if (wanted.energy || (m.options->score == Score::DotProduct && wanted.attention))
            task.error = [this, m, result] { return errorOf(*result, *m.options); };
        tasks.push_back(std::move(task));
    }

    /// Cold and warm attention of one method, with mean messages and with whole ones.
    void addMethod(const std::string& name, std::vector<Task>& tasks)
    {
        const MethodInfo& info = methodTable().at(name);
        const Method method = methodOn(info.naive ? *naive_ : *cpu_, name, shape_.precision);
        const Wanted full{};
        Wanted mean;
        mean.meanOnly = true;
        Wanted silent;
        silent.mixture = false;
        const bool dot = name == "dot-product";
        const auto add = [&](const char* situation, const Wanted& wanted, MessageCost messages, const char* stage) {
            addAttend(method, situation, wanted, messages, stage, tasks);
        };
        if (info.naive) {
            add("cold", silent, MessageCost::None, "attend");
            add("cold", full, MessageCost::Full, "attend-full");
            return;
        }
        if (!dot) {
            add("cold", silent, MessageCost::None, "attend");
            add("warm", silent, MessageCost::None, "attend");
        }
        if (name != "exact" && name != "diagonal" && !dot)
            return;
        if (!dot) {
            add("cold", mean, MessageCost::Mean, "attend-mean");
            add("cold", full, MessageCost::Full, "attend-full");
            add("warm", full, MessageCost::Full, "attend-full");
        }
        add("warm", mean, MessageCost::Mean, "attend-mean");
        // Attention and messages as a transformer needs them: no energy matrix comes back.
        Wanted lean = mean;
        lean.energy = false;
        if (!dot)
            add("cold", lean, MessageCost::Mean, "attend-lean");
        add("warm", lean, MessageCost::Mean, "attend-lean");
        lean.attention = false;
        add("warm", lean, MessageCost::Mean, "message-mean");
    }

    Task stage(const char* name, const char* situation, double operations) const
    {
        Task task;
        task.row.shape = shape_;
        task.row.method = "exact";
        task.row.situation = situation;
        task.row.stage = name;
        task.row.operations = operations;
        return task;
    }

    template <class S>
    void addStages(std::vector<Task>& tasks)
    {
        const AttentionOptions options = [&] {
            AttentionOptions o;
            o.precision = shape_.precision;
            return o;
        }();
        auto ensemble = std::make_shared<Ensemble>(load(options));
        Task exp = stage("exp", "cold", 0);
        exp.body = [this] { static_cast<void>(framesFromPhi(state_.phi, state_.exponential)); };
        tasks.push_back(exp);
        Task pull = stage("pull-back", "cold", 0);
        pull.body = [this, ensemble] { static_cast<void>(pullBack(state_.belief, ensemble->frames)); };
        tasks.push_back(pull);
        Task features = stage("features", "cold", 0);
        features.body = [ensemble, options] { static_cast<void>(makeFeatureEnergies<S>(*ensemble, options)); };
        tasks.push_back(features);

        const Cost cost = costOf(options, Organisation::Warm, MessageCost::None, shape_.n, shape_.heads);
        Task pairs = stage("pairs", "warm", cost.operations);
        pairs.row.evaluations = cost.evaluations;
        const Index width = (shape_.n + kPanelWidth<S> - 1) / kPanelWidth<S> * kPanelWidth<S>;
        auto out = std::make_shared<std::vector<RowMatrix<S>>>(shape_.heads.size(), RowMatrix<S>(shape_.n, width));
        pairs.body = [this, width, out,
                      energies = std::shared_ptr<PairEnergies<S>>(makeFeatureEnergies<S>(*ensemble, options))] {
            parallelRanges(shape_.n, std::clamp<Index>(shape_.n / 4, 8, 48), [&](Index first, Index last) {
                for (std::size_t h = 0; h < shape_.heads.size(); ++h)
                    energies->tile({h, first, last, 0, shape_.n}, (*out)[h].row(first).data(), width);
            });
        };
        tasks.push_back(pairs);

        Task gemm = stage("gemm", "warm", cost.operations);
        gemm.row.method = "machine";
        auto factors = std::make_shared<std::vector<RowMatrix<S>>>();
        for (const Index d : shape_.heads)
            factors->push_back(RowMatrix<S>::Random(shape_.n, d * (d + 3) / 2));
        auto product = std::make_shared<std::vector<RowMatrix<S>>>(shape_.heads.size(), RowMatrix<S>(shape_.n, shape_.n));
        gemm.body = [this, factors, product] {
            const Index share = (shape_.n + availableThreads() - 1) / availableThreads();
            parallelRanges(shape_.n, share, [&](Index first, Index last) {
                for (std::size_t h = 0; h < shape_.heads.size(); ++h) {
                    const RowMatrix<S>& f = (*factors)[h];
                    referenceProduct(last - first, shape_.n, f.cols(), f.row(first).data(), f.data(),
                                     (*product)[h].row(first).data());
                }
            });
        };
        tasks.push_back(gemm);
    }

    /// The device beside the processor: what a transformer needs, dot-product attention, all layers as one, and half.
    void addDevice(std::vector<Task>& tasks)
    {
        for (const char* name : {"exact", "diagonal", "dot-product"}) {
            if (!wants(name))
                continue;
            for (const char* situation : {"cold", "warm"}) {
                const Method method = methodOn(*cuda_, name, shape_.precision);
                addAttend(method, situation, {.mixture = false}, MessageCost::None, "attend", tasks);
                addAttend(method, situation, {.energy = false, .meanOnly = true}, MessageCost::Mean, "attend-lean", tasks);
                addAttend(method, situation, {.energy = false, .attention = false, .meanOnly = true}, MessageCost::Mean,
                          "message-mean", tasks);
                addAttend(methodOn(*cuda_, name, Precision::Half), situation, {.mixture = false}, MessageCost::None,
                          "attend", tasks);
            }
        }
        if (wants("exact"))
            addEvolve(*cuda_, tasks);
    }

    void addEvolve(const Backend& backend, std::vector<Task>& tasks)
    {
        AttentionOptions options;
        options.precision = shape_.precision;
        auto ensemble = std::make_shared<Ensemble>(load(options));
        Task task = stage("evolve-6", "warm", 0);
        task.row.messages = true;
        task.row.backend = backend.name();
        task.body = [this, &backend, ensemble, options] {
            static_cast<void>(evolve(backend, *ensemble, ensemble->common, options, {.layers = 6}, control_));
        };
        tasks.push_back(task);
    }

    Shape shape_;
    const MeasureOptions& options_;
    const RunControl& control_;
    State state_;
    std::unique_ptr<Backend> cpu_;
    std::unique_ptr<Backend> naive_;
    std::unique_ptr<Backend> cuda_;  // null without a device
    AttentionResult truth_;
};

}  // namespace

std::vector<Row> measure(const Shape& shape, const MeasureOptions& options, const RunControl& control)
{
    return Bench(shape, options, control).attends();
}

std::vector<Row> measureStream(const Shape& shape, const MeasureOptions& options, const RunControl& control)
{
    MeasureOptions patient = options;
    patient.longest = std::max(options.longest, 60.0);
    State state = randomState(shape);
    state.frames = framesFromPhi(state.phi, state.exponential);
    std::vector<std::unique_ptr<Backend>> backends;
    backends.push_back(makeCpuBackend());
    if (auto cuda = makeCudaBackend().backend)
        backends.push_back(std::move(cuda));
    std::vector<Task> tasks;
    for (const auto& backend : backends)
        for (const char* name : {"exact", "diagonal", "dot-product"}) {
            if (!wants(options, name))
                continue;
            AttentionOptions o = methodTable().at(name).options;
            o.precision = shape.precision;
            Wanted wanted;
            wanted.meanOnly = true;
            Task task;
            task.row.shape = shape;
            task.row.method = name;
            task.row.covariance = methodTable().at(name).covariance;
            task.row.situation = "warm";
            task.row.stage = "stream";
            task.row.backend = backend->name();
            task.row.messages = true;
            const Cost cost = costOf(o, Organisation::Warm, MessageCost::Mean, shape.n, shape.heads);
            task.row.evaluations = cost.evaluations;
            task.row.operations = cost.operations;
            const Ensemble e = makeEnsemble(state, o);
            task.body = [&backend, o, &control, prepared = std::shared_ptr<Prepared>(backend->prepare(e, o, wanted))] {
                static_cast<void>(backend->stream(*prepared, o, {}, control));
            };
            tasks.push_back(std::move(task));
        }
    std::vector<Row> rows = runRounds(tasks, patient, control);
    if (wants(options, "exact") && backends.size() > 1)
        addDeviceStages(shape, makeEnsemble(state, {}), options.repeats, rows);
    return rows;
}

}  // namespace gauge::bench
