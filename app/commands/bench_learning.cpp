// gaugescope-cli bench-learning: tokens a second of the flat gauge transformer, of the one with head connections and of a dot-product one of as many
// parameters, forward and for an update, measured in turn in one run; and what keeping or remaking attention costs in memory.
#include "app/cli.h"
#include "core/learn/models.h"
#include "core/learn/optimizer.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

namespace gauge::cli {
namespace {

using learn::LearnConfig;

constexpr Index kWords = 8000;
constexpr int kTokens = 2048;  // a call

struct BenchArguments {
    int repeats = 9;
    int threads = 0;
    std::vector<int> memoryOf;  // Model, N, L, Storage: what the program asks of itself
};

enum Storage { Kept, MadeAgain, InHalf };

enum Model { Flat, Connected, DotProduct };
constexpr std::array<const char*, 3> kModels{"flat", "connected", "dot-product"};

LearnConfig configOf(Model model, int length, int layers, int storage = Kept)
{
    LearnConfig c;
    if (model == Flat) {
        c.heads = {3, 5, 9, 13, 15};
    } else {  // the dot-product one is as wide as has as many parameters
        c.heads.assign(4, 36);
        c.dimension = 143;  // with the one variance 144 columns of the bank: products are fastest at multiples of 8
        c.connections = "free";
        c.output = "tied";
        c.model = model == Connected ? "gauge" : "dot-product";
    }
    c.layers = layers;
    c.length = length;
    c.batch = kTokens / length;
    c.checkpointing = storage == MadeAgain;
    c.halfStorage = storage == InHalf;
    return c;
}

/// Rows of random words: what they are changes no time.
learn::Rows randomRows(const LearnConfig& c)
{
    std::mt19937_64 random(1);
    learn::Rows rows(static_cast<std::size_t>(c.batch));
    for (auto& row : rows)
        for (int k = 0; k <= c.length; ++k)
            row.push_back(static_cast<int>(random() % static_cast<std::uint64_t>(kWords)));
    return rows;
}

class Runner {
public:
    explicit Runner(const LearnConfig& config)
        : config_(config), model_(learn::makeModel<float>(config, kWords)), rows_(randomRows(config))
    {
        std::mt19937_64 random(1);
        theta_ = model_->initial(random);
    }
    Index parameters() const { return model_->layout().size(); }
    double forward()
    {
        return timed([&] { model_->loss(theta_, rows_, nullptr); });
    }
    double update()
    {
        return timed([&] {
            Aligned<float> gradient;
            model_->loss(theta_, rows_, &gradient);
            for (float& g : gradient)
                g /= kTokens;
            learn::clipGradient(gradient, 1);
            learn::update(config_, model_->layout(), gradient, theta_, state_);
        });
    }

private:
    template <class Work>
    static double timed(const Work& work)
    {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    LearnConfig config_;
    std::unique_ptr<learn::SequenceModel<float>> model_;
    learn::Rows rows_;
    Aligned<float> theta_;
    learn::OptimizerState<float> state_;
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// The peak of one update's memory, in a process of its own.
double megabytes(Model model, int length, int layers, Storage storage)
{
    const std::string command = fmt::format("/proc/{}/exe bench-learning --memory-of {} {} {} {}", ::getpid(),
                                            static_cast<int>(model), length, layers, static_cast<int>(storage));
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    long kilobytes = 0;
    if (!pipe || std::fscanf(pipe.get(), "%ld", &kilobytes) != 1)
        fail("bench-learning: expected the memory of a run, found that it could not be started");
    return static_cast<double>(kilobytes) / 1024;
}

/// In kilobytes: a whole number reads alike in every language.
void printMemory(const std::vector<int>& shape)
{
    Runner runner(configOf(static_cast<Model>(shape[0]), shape[1], shape[2], shape[3]));
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    runner.update();
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    fmt::print("{}\n", after.ru_maxrss - before.ru_maxrss);
}

/// One row a model.
nlohmann::ordered_json measure(int length, int layers, const BenchArguments& bench, const RunControl& control)
{
    std::array<Runner, 3> runners{Runner(configOf(Flat, length, layers)), Runner(configOf(Connected, length, layers)),
                                  Runner(configOf(DotProduct, length, layers))};
    std::array<std::vector<double>, 6> seconds;
    for (int r = -1; r < bench.repeats; ++r)  // the first round warms up
        for (std::size_t k = 0; k < seconds.size(); ++k) {
            control.check();
            const double taken = k % 2 == 0 ? runners[k / 2].forward() : runners[k / 2].update();
            if (r >= 0)
                seconds[k].push_back(taken);
        }
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (std::size_t m = 0; m < runners.size(); ++m) {
        const auto model = static_cast<Model>(m);
        rows.push_back({{"n", length},
                        {"layers", layers},
                        {"model", kModels[m]},
                        {"parameters", runners[m].parameters()},
                        {"forward", kTokens / median(seconds[2 * m])},
                        {"update", kTokens / median(seconds[2 * m + 1])},
                        {"megabytes_kept", megabytes(model, length, layers, Kept)}});
        if (model == Flat)
            rows.back()["megabytes_half"] = megabytes(model, length, layers, InHalf);
        if (model != DotProduct)
            rows.back()["megabytes_checkpointed"] = megabytes(model, length, layers, MadeAgain);
    }
    return rows;
}

void printRow(const nlohmann::ordered_json& r)
{
    const auto memory = [&](const char* key) {
        return r.contains(key) ? fmt::format("{:.1f}", r[key].get<double>()) : "–";
    };
    fmt::print("{:>4} {:>3} {:>12} {:>11} {:>9.0f} {:>9.0f} {:>8} {:>8} {:>10}\n", r["n"].get<int>(),
               r["layers"].get<int>(), r["model"].get<std::string>(), r["parameters"].get<Index>(),
               r["forward"].get<double>(), r["update"].get<double>(), memory("megabytes_kept"), memory("megabytes_half"),
               memory("megabytes_checkpointed"));
}

void run(const Arguments& arguments, const BenchArguments& bench)
{
    const ThreadLimit limit(bench.threads);
    if (!bench.memoryOf.empty()) {
        printMemory(bench.memoryOf);
        return;
    }
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    if (!arguments.json)
        fmt::print("Tokens a second: the flat gauge transformer, K = 45 in heads 3+5+9+13+15, the one with head "
                   "connections, K = 144 in "
                   "4 heads of 36, a dot-product one of as many parameters; {} words, single precision, medians of {}, in "
                   "turn; MB of one "
                   "update of {} tokens.\n"
                   "{:>4} {:>3} {:>12} {:>11} {:>9} {:>9} {:>8} {:>8} {:>10}\n",
                   kWords, bench.repeats, kTokens, "N", "L", "model", "parameters", "forward", "update", "MB kept",
                   "in half", "made again");
    for (const int length : {64, 128})
        for (const int layers : {2, 4})
            for (const auto& row : measure(length, layers, bench, arguments.control)) {
                rows.push_back(row);
                if (!arguments.json)
                    printRow(row);
            }
    printSummary(arguments,
                 {{"command", "bench-learning"}, {"tokens", kTokens}, {"repeats", bench.repeats}, {"rows", rows}});
}

}  // namespace

void addBenchLearning(CLI::App& app, Arguments& arguments)
{
    CLI::App* command =
        app.add_subcommand("bench-learning", "tokens a second in training, beside a dot-product transformer");
    const auto bench = std::make_shared<BenchArguments>();
    command->add_option("--repeats", bench->repeats, "rounds")->check(CLI::Range(3, 1000))->capture_default_str();
    command->add_option("--threads", bench->threads, "threads; 0: all cores")->check(CLI::Range(0, 1024));
    command
        ->add_option(
            "--memory-of", bench->memoryOf,
            "MODEL N L 0|1|2: the kilobytes of one update of the flat (0), connected (1) or dot-product (2) model, "
            "attention kept, made again, or kept in half")
        ->expected(4);
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    command->callback([&arguments, bench] { run(arguments, *bench); });
}

}  // namespace gauge::cli
