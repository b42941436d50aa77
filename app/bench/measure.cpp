#include "app/bench/measure.h"

#include "app/bench/stages.h"
#include "core/attention/state_ensemble.h"
#include "core/cost/methods.h"
#include "core/dynamics/evolve.h"
#include "gpu/cuda.h"

#include <algorithm>
#include <cmath>

namespace gauge::bench {
namespace {

/// Along links errors are known up to so many tokens.
constexpr Index kMostInLiteralLoop = 128;

bool wants(const MeasureOptions& options, const std::string& method)
{
    return options.methods.empty() ||
           std::find(options.methods.begin(), options.methods.end(), method) != options.methods.end();
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
            AttentionOptions exact;
            exact.precision = shape_.precision;
            addStages(shape_, state_, std::make_shared<Ensemble>(load(exact)), tasks);
            addEvolve(*cpu_, tasks);
        }
        if (cuda_)
            addDevice(tasks);
        std::vector<Row> rows = runRounds(tasks, options_.repeats, options_.longest, control_);
        if (cuda_ && wants("exact"))
            addDeviceStages(shape_, load({}), options_.repeats, rows);
        return rows;
    }

private:
    bool wants(const std::string& method) const { return bench::wants(options_, method); }

    Ensemble load(const AttentionOptions& options) const { return coldEnsemble(state_, options); }

    /// Along links the truth is the literal loop's.
    double errorOf(const AttentionResult& r, const AttentionOptions& o) const
    {
        AttentionResult linked;
        if (!o.connection.flat())
            linked = attendOnce(*naive_, load(o), o, {.energy = true, .attention = false, .mixture = false}, control_);
        const AttentionResult& truth = o.connection.flat() ? truth_ : linked;
        const auto& found = o.score == Score::DotProduct ? r.attention : r.energy;
        const auto& exact = o.score == Score::DotProduct ? truth.attention : truth.energy;
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
        const bool askable = m.options->connection.flat() || shape_.n <= kMostInLiteralLoop;
        if ((wanted.energy && askable) || (m.options->score == Score::DotProduct && wanted.attention))
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

    /// The device beside the processor: what a transformer needs, dot-product attention, all layers as one, and the precisions that only it has.
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
                for (const Precision precision : kPrecisions)
                    if (needsMatrixUnits(precision))
                        addAttend(methodOn(*cuda_, name, precision), situation, {.mixture = false}, MessageCost::None,
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
        Task task = stageTask(shape_, "evolve-6", "warm", 0);
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
    std::vector<Row> rows = runRounds(tasks, options.repeats, std::max(options.longest, 60.0), control);
    if (wants(options, "exact") && backends.size() > 1)
        addDeviceStages(shape, makeEnsemble(state, {}), options.repeats, rows);
    return rows;
}

}  // namespace gauge::bench
