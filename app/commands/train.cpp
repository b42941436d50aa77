// gaugescope-cli train: a gauge transformer, or its yardstick, on a text corpus.
#include "app/cli.h"
#include "core/io/file.h"
#include "core/learn/kneser_ney.h"
#include "core/learn/model_file.h"
#include "core/parallel.h"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace gauge::cli {
namespace {

using learn::Training;
using learn::UpdateReport;
using Clock = std::chrono::steady_clock;

struct TrainArguments {
    std::string log;
    bool resume = false;
    bool yardstick = false;
    int threads = 0;
};

constexpr int kLongestRun = 5;  // tokens, of the Kneser–Ney yardstick
constexpr const char* kLogHead = "update,tokens,loss,perplexity,learning_rate,gradient_norm,held_out_perplexity";

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One line an update; no times, so that equal trainings give equal logs.
std::string logLine(const UpdateReport& r)
{
    return fmt::format("{},{},{:.9g},{:.9g},{:.9g},{:.9g},{}", r.update, r.tokens, r.loss, std::exp(r.loss), r.rate,
                       r.gradientNorm, r.heldOut ? fmt::format("{:.9g}", std::exp(*r.heldOut)) : "");
}

/// The same as JSON lines.
std::string jsonLine(const UpdateReport& r)
{
    nlohmann::ordered_json line{{"update", r.update},      {"tokens", r.tokens},
                                {"loss", r.loss},          {"perplexity", std::exp(r.loss)},
                                {"learning_rate", r.rate}, {"gradient_norm", r.gradientNorm}};
    if (r.heldOut)
        line["held_out_perplexity"] = std::exp(*r.heldOut);
    return line.dump();
}

bool endsWith(const std::string& text, const char* end)
{
    const std::string e = end;
    return text.size() >= e.size() && text.compare(text.size() - e.size(), e.size(), e) == 0;
}

/// The log of a training: in memory, written whole before every checkpoint.
class Log {
public:
    Log(std::string path, bool resume, int updates) : path_(std::move(path)), json_(!endsWith(path_, ".csv"))
    {
        if (path_.empty())
            return;
        if (!endsWith(path_, ".csv") && !endsWith(path_, ".json"))
            fail("--log: expected a .csv or .json file, found '{}'", path_);
        if (!json_)
            text_ = std::string(kLogHead) + "\n";
        if (resume)
            keepUntil(updates);
    }
    void add(const UpdateReport& report)
    {
        if (!path_.empty())
            text_ += (json_ ? jsonLine(report) : logLine(report)) + "\n";
    }
    void write() const
    {
        if (!path_.empty())
            writeFileAtomically(path_, text_);
    }

private:
    /// What an earlier part of the training wrote, up to the checkpoint.
    void keepUntil(int updates)
    {
        const std::string old = readFile(path_);
        std::size_t at = 0;
        for (int k = 0; k < updates + (json_ ? 0 : 1); ++k) {
            at = old.find('\n', at);
            if (at == std::string::npos)
                fail("{}: expected the log of {} updates to go on with, found fewer", path_, updates);
            ++at;
        }
        text_ = old.substr(0, at);
    }

    std::string path_;
    bool json_;
    std::string text_;
};

/// What somebody who waits wants to know: on a terminal in one line that changes, elsewhere a line now and then.
class Progress {
public:
    Progress(const Training& training, bool quiet)
        : training_(training), terminal_(::isatty(STDERR_FILENO) != 0), quiet_(quiet), start_(Clock::now()),
          from_(training.updates())
    {
    }
    void show(const UpdateReport& r)
    {
        firstTokens_ = firstTokens_ < 0 ? r.tokens : firstTokens_;
        smooth_ = smooth_ == 0 ? r.loss : 0.98 * smooth_ + 0.02 * r.loss;
        const double seconds = secondsSince(start_);
        if (!terminal_ && (quiet_ || !r.heldOut))
            return;
        const int total = training_.config().updates;
        const double left = seconds / (r.update - from_) * (total - r.update);
        std::string line = fmt::format(
            "update {}/{}  loss {:.3f}  perplexity {:.1f}  {:.0f} tokens/s  {:.0f} min {:02.0f} s left", r.update, total,
            smooth_, std::exp(smooth_), static_cast<double>(r.tokens - firstTokens_) / std::max(seconds, 1e-9),
            std::floor(left / 60), std::fmod(left, 60));
        if (r.heldOut)
            line += fmt::format("  held out {:.1f}", std::exp(*r.heldOut));
        if (terminal_)
            std::fprintf(stderr, "\r\033[K%s%s", line.c_str(), r.heldOut || r.update == total ? "\n" : "");
        else
            std::fprintf(stderr, "%s\n", line.c_str());
    }

private:
    const Training& training_;
    bool terminal_;
    bool quiet_;
    Clock::time_point start_;
    int from_;
    Index firstTokens_ = -1;
    double smooth_ = 0;
};

std::string checkpointPath(const Arguments& arguments)
{
    return arguments.output + ".checkpoint";
}

void save(const Training& training, const Log& log, const Arguments& arguments)
{
    log.write();  // first: a log may run ahead of its checkpoint, which then cuts it, but never lag behind
    writeFileAtomically(checkpointPath(arguments), training.checkpoint());
}

/// All updates that are left. Stopped: what was done is saved and said.
void runUpdates(Training& training, Log& log, const Arguments& arguments)
{
    Progress progress(training, arguments.json);
    try {
        while (!training.done()) {
            const UpdateReport report = training.step(arguments.control);
            log.add(report);
            progress.show(report);
            if (training.updates() % training.config().saveEvery == 0)
                save(training, log, arguments);
        }
    } catch (const Cancelled&) {
        save(training, log, arguments);
        throw StoppedAndSaved{fmt::format("stopped after update {}; saved in {}: --resume goes on from there",
                                          training.updates(), checkpointPath(arguments))};
    }
}

nlohmann::ordered_json summaryOf(const Training& training, double heldOut, double seconds, int updatesHere)
{
    const auto& c = training.config();
    const double here = static_cast<double>(updatesHere) * c.batch * c.accumulate * c.length;
    return {{"command", "train"},
            {"model", c.model},
            {"parameters", training.layout().size()},
            {"vocabulary", training.vocabulary().size()},
            {"training_tokens", training.trainingStream().size()},
            {"updates", training.updates()},
            {"held_out_tokens", training.heldOutStream().size()},
            {"held_out_perplexity", std::exp(heldOut)},
            {"seconds", seconds},
            {"tokens_per_second", here / std::max(seconds, 1e-9)}};
}

void run(const Arguments& arguments, const TrainArguments& train)
{
    requireReplaceable(arguments.output);
    const ThreadLimit limit(train.threads);
    const learn::LearnConfig config = learn::readConfig(arguments.input);
    const std::unique_ptr<Training> training = learn::makeTraining(config);
    if (train.resume)
        training->restore(readFile(checkpointPath(arguments)), checkpointPath(arguments));
    const int before = training->updates();
    Log log(train.log, train.resume, before);
    const auto start = Clock::now();
    runUpdates(*training, log, arguments);
    const double seconds = secondsSince(start);
    learn::TrainedModel model = training->model();
    model.heldOutLoss = training->heldOutLoss(static_cast<Index>(training->heldOutStream().size()), arguments.control);
    writeFileAtomically(arguments.output, learn::encodeModel(model));
    log.write();
    std::filesystem::remove(checkpointPath(arguments));
    nlohmann::ordered_json summary = summaryOf(*training, model.heldOutLoss, seconds, training->updates() - before);
    if (train.yardstick) {
        const learn::KneserNey counts(training->trainingStream(), kLongestRun, training->vocabulary().size());
        summary["kneser_ney_5_perplexity"] =
            std::exp(counts.meanLoss(learn::rowsOf(training->heldOutStream(), config.length)));
    }
    summary["output"] = arguments.output;
    if (!arguments.json)
        for (const auto& [key, value] : summary.items())
            fmt::print("{}: {}\n", key, value.is_string() ? value.get<std::string>() : value.dump());
    printSummary(arguments, summary);
}

}  // namespace

void addTrain(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("train", "learn a gauge transformer on a text corpus");
    const auto train = std::make_shared<TrainArguments>();
    command->add_option("CONFIG", arguments.input, "what to train: a .json file of the keys in docs/learning.md")
        ->required();
    command
        ->add_option("-o,--output", arguments.output,
                     "the model to write (.safetensors); while it trains, MODEL.checkpoint beside it")
        ->required();
    command->add_flag("--resume", train->resume, "go on from MODEL.checkpoint");
    command->add_option("--log", train->log,
                        "a .csv, or .json of one object a line: loss, rate and gradient of every update");
    command->add_flag("--yardstick", train->yardstick, "also count an interpolated Kneser-Ney 5-gram on the same text");
    command->add_option("--threads", train->threads, "threads; 0: all cores")->check(CLI::Range(0, 1024));
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    command->callback([&arguments, train] { run(arguments, *train); });
}

}  // namespace gauge::cli
