// gaugescope-cli bench: the exact path against the literal double loop, both sides in one run (BENCH.md).
#include "app/cli.h"
#include "core/parallel.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>

namespace gauge::cli {
namespace {

struct Shape {
    Index n = 32;
    Index k = 64;
    Heads heads{64};
};

struct Row {
    Shape shape;
    std::string method;
    std::string precision;
    std::string situation;
    std::string stage;
    double least = 0;
    double median = 0;
    int repeats = 0;
    double error = 0;
};

struct BenchOptions {
    std::vector<std::string> shapes;
    std::vector<std::string> methods;
    std::string precision = "double";
    int repeats = 9;
    int threads = 0;
    std::string json;
};

Shape parseShape(const std::string& text)
{
    Shape shape;
    int consumed = 0;
    if (std::sscanf(text.c_str(), "%td,%td,%n", &shape.n, &shape.k, &consumed) != 2 || consumed == 0 || shape.n < 1 ||
        shape.k < 1 || shape.n > 65536 || shape.k > 1024)
        fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
    shape.heads.clear();
    Index sum = 0;
    for (std::size_t at = static_cast<std::size_t>(consumed); at < text.size();) {
        std::size_t used = 0;
        try {
            shape.heads.push_back(std::stol(text.substr(at), &used));
        } catch (const std::exception&) {
            fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
        }
        if (shape.heads.back() < 1)
            fail("--shape: expected head dimensions of at least 1, found '{}'", text);
        sum += shape.heads.back();
        at += used;
        if (at < text.size() && text[at++] != '+')
            fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
    }
    if (sum != shape.k)
        fail("--shape: expected heads summing to K = {}, found {}", shape.k, sum);
    return shape;
}

/// Spins of SO(3) whose dimensions fill d: 0…ℓ for a square, one spin for an odd d, spin 0 and one more for an even d.
std::vector<int> spinsFilling(Index d)
{
    const auto root = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(d))));
    std::vector<int> spins;
    if (root * root == d)
        for (int spin = 0; spin < root; ++spin)
            spins.push_back(spin);
    else if (d % 2 == 1)
        spins = {static_cast<int>(d / 2)};
    else
        spins = {0, static_cast<int>(d / 2 - 1)};
    return spins;
}

/// A random state of the shape: SO(3) on every head by irreps, random rotations, well-conditioned covariances.
State randomState(const Shape& shape)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    State state;
    state.heads = shape.heads;
    std::vector<int> spins;
    for (const Index d : shape.heads)
        for (const int spin : spinsFilling(d))
            spins.push_back(spin);
    state.generators = so3Irreps(spins);
    state.exponential = planExponential(state.generators, state.heads);
    state.phi = RowMatrixd::NullaryExpr(shape.n, 3, [&] { return normal(random); });
    for (const Index d : shape.heads) {
        GaussianBlock block{Matrixd::NullaryExpr(d, shape.n, [&] { return normal(random); }), Stack(shape.n, d)};
        for (Index i = 0; i < shape.n; ++i) {
            const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
            block.cov[i] = a * a.transpose() / static_cast<double>(d) + 0.5 * Matrixd::Identity(d, d);
        }
        state.belief.heads.push_back(std::move(block));
    }
    state.multiplicity = Vectord::Ones(shape.n);
    return state;
}

double seconds(const std::function<void()>& body)
{
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Bench {
public:
    explicit Bench(const BenchOptions& options) : options_(options) {}

    void run(const Shape& shape, const RunControl& control)
    {
        const State state = randomState(shape);
        AttentionOptions attention;
        attention.precision = options_.precision == "single" ? Precision::Single : Precision::Double;
        const auto cpu = makeBackend("cpu");
        const auto naive = makeBackend("naive");
        const Wanted wanted;
        // Loaded state: beliefs in local frames and phi. Frames are part of what is timed cold.
        const auto cold = [&] {
            State loaded = state;
            loaded.frames = framesFromPhi(state.phi, state.exponential);
            return makeEnsemble(loaded, attention);
        };
        const Ensemble ensemble = cold();
        const auto prepared = cpu->prepare(ensemble, attention, wanted);
        const auto literal = naive->prepare(ensemble, attention, wanted);
        AttentionOptions exactDouble = attention;
        exactDouble.precision = Precision::Double;
        const AttentionResult truth = attendOnce(*cpu, ensemble, exactDouble, wanted, control);

        struct Task {
            std::string method;
            std::string situation;
            std::function<AttentionResult()> body;
            std::vector<double> times{};
            AttentionResult result{};
        };
        std::vector<Task> tasks;
        if (wants("naive"))
            tasks.push_back({"naive", "cold", [&] {
                                 AttentionResult r;
                                 naive->attend(*literal, attention, wanted, control, r);
                                 return r;
                             }});
        if (wants("exact")) {
            tasks.push_back({"exact", "cold", [&] {
                                 const Ensemble e = cold();
                                 return attendOnce(*cpu, e, attention, wanted, control);
                             }});
            tasks.push_back({"exact", "warm", [&] {
                                 AttentionResult r;
                                 cpu->attend(*prepared, attention, wanted, control, r);
                                 return r;
                             }});
        }
        for (int r = 0; r <= options_.repeats; ++r) {  // the first round warms up
            for (Task& task : tasks) {
                const double t = seconds([&] { task.result = task.body(); });
                if (r > 0)
                    task.times.push_back(t);
            }
        }
        for (Task& task : tasks) {
            std::sort(task.times.begin(), task.times.end());
            rows_.push_back({shape, task.method, options_.precision, task.situation, "attend", task.times.front(),
                             task.times[task.times.size() / 2], options_.repeats, errorOf(task.result, truth)});
        }
    }

    void print() const
    {
        fmt::print("{:>6} {:>5} {:>6} {:>8} {:>6} {:>12} {:>12} {:>10} {:>10}\n", "N", "K", "heads", "method", "", "min ms",
                   "median ms", "× naive", "error");
        for (const Row& row : rows_) {
            const double base = naiveTime(row.shape);
            fmt::print("{:>6} {:>5} {:>6} {:>8} {:>6} {:>12.4f} {:>12.4f} {:>10} {:>10.1e}\n", row.shape.n, row.shape.k,
                       row.shape.heads.size(), row.method, row.situation, row.least * 1e3, row.median * 1e3,
                       base > 0 ? fmt::format("{:.0f}", base / row.median) : "–", row.error);
        }
    }

    nlohmann::ordered_json json() const
    {
        nlohmann::ordered_json out;
        out["machine"] = {{"cpu", cpuName()}, {"threads", availableThreads()}, {"blas", "Eigen"}, {"device", nullptr}};
        out["rows"] = nlohmann::ordered_json::array();
        for (const Row& r : rows_) {
            double features = 0;
            for (const Index d : r.shape.heads)
                features += static_cast<double>(d * (d + 3)) / 2;
            const double pairs = static_cast<double>(r.shape.n) * static_cast<double>(r.shape.n);
            double cubes = 0;
            for (const Index d : r.shape.heads)
                cubes += static_cast<double>(d * d * d);
            // exact: one product for energies, one for messages; naive: about 60 d³ a pair (two exponentials lead).
            const double operations = r.method == "naive" ? 60 * pairs * cubes : 4 * pairs * features;
            out["rows"].push_back({{"n", r.shape.n},
                                   {"k", r.shape.k},
                                   {"heads", r.shape.heads},
                                   {"method", r.method},
                                   {"covariance", "full"},
                                   {"precision", r.precision},
                                   {"backend", r.method == "naive" ? "naive" : "cpu"},
                                   {"situation", r.situation},
                                   {"stage", r.stage},
                                   {"messages", true},
                                   {"seconds_min", r.least},
                                   {"seconds_median", r.median},
                                   {"repeats", r.repeats},
                                   {"max_relative_error", r.error},
                                   {"kl_evaluations", pairs},
                                   {"operations", operations},
                                   {"bytes", 16 * pairs * static_cast<double>(r.shape.heads.size())}});
        }
        return out;
    }

private:
    bool wants(const std::string& method) const
    {
        return options_.methods.empty() ||
               std::find(options_.methods.begin(), options_.methods.end(), method) != options_.methods.end();
    }

    static double errorOf(const AttentionResult& result, const AttentionResult& truth)
    {
        double error = 0;
        for (std::size_t h = 0; h < truth.energy.size(); ++h)
            error = std::max(error, (result.energy[h] - truth.energy[h]).cwiseAbs().maxCoeff() /
                                        std::max(1e-300, truth.energy[h].cwiseAbs().maxCoeff()));
        return error;
    }

    double naiveTime(const Shape& shape) const
    {
        for (const Row& row : rows_)
            if (row.method == "naive" && row.shape.n == shape.n && row.shape.heads == shape.heads)
                return row.median;
        return 0;
    }

    static std::string cpuName()
    {
        std::ifstream in("/proc/cpuinfo");
        for (std::string line; std::getline(in, line);)
            if (line.rfind("model name", 0) == 0)
                return line.substr(line.find(':') + 2);
        return "unknown";
    }

    BenchOptions options_;
    std::vector<Row> rows_;
};

void run(const BenchOptions& options, const RunControl& control)
{
    for (const std::string& method : options.methods)
        if (method != "naive" && method != "exact")
            fail("--method: expected naive or exact in this version, found '{}'", method);
    const ThreadLimit threads(options.threads);
    std::vector<Shape> shapes;
    for (const std::string& text : options.shapes)
        shapes.push_back(parseShape(text));
    if (shapes.empty())
        shapes = {{32, 64, {64}}, {32, 64, Heads(8, 8)}};
    Bench bench(options);
    for (const Shape& shape : shapes)
        bench.run(shape, control);
    bench.print();
    if (!options.json.empty())
        writeFileAtomically(options.json, bench.json().dump(1) + "\n");
}

}  // namespace

void addBench(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("bench", "this machine: the exact path against the naive loop");
    auto options = std::make_shared<BenchOptions>();
    command->add_option("--shape", options->shapes, "N,K,H1+H2+… (repeatable)");
    command->add_option("--method", options->methods, "naive, exact (repeatable)");
    command->add_option("--precision", options->precision, "double or single")
        ->check(CLI::IsMember({"double", "single"}))
        ->capture_default_str();
    command->add_option("--repeats", options->repeats, "timed rounds, at least 9 for a figure to quote")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "0: all cores")->check(CLI::Range(0, 4096))->capture_default_str();
    command->add_option("--json", options->json, "file for the rows");
    command->callback([&arguments, options] { run(*options, arguments.control); });
}

}  // namespace gauge::cli
