// gaugescope-cli sweep: a run at every place of one or two axes, and what each ends in.
#include "app/cli.h"
#include "app/sweep_progress.h"
#include "app/sweep_source.h"
#include "core/io/file.h"
#include "core/learn/trained_text.h"
#include "core/parallel.h"
#include "core/pipeline/parameter_row.h"
#include "core/sweep/journal.h"
#include "core/sweep/slurm.h"
#include "core/sweep/stored.h"

#include <fmt/ranges.h>
#include <iostream>
#include <sys/resource.h>

namespace gauge::cli {
namespace {

struct SweepArguments {
    SourceArguments source;  // with --merge its inputs are the parts
    std::vector<std::string> vary;
    std::string path = "cold";
    std::vector<std::string> measures;
    std::string seeds;
    std::string shard;
    bool resume = false;
    bool merge = false;
    std::string slurm;
    std::size_t tasks = 16;
};

/// "A:B", both ends taken.
std::vector<int> seedsFrom(const std::string& text)
{
    std::vector<int> seeds;
    if (text.empty())
        return seeds;
    const std::string_view said = text;
    const std::size_t colon = std::min(said.find(':'), said.size());
    const auto from = numberIn<int>(said.substr(0, colon));
    const auto to = numberIn<int>(said.substr(std::min(colon + 1, said.size())));
    if (!from || !to || *from < 0 || *to > 1'000'000'000 || *to < *from || *to - *from >= 1'000'000)
        fail("--seeds: expected A:B, whole numbers from 0 with A <= B, found '{}'", text);
    for (int seed = *from; seed <= *to; ++seed)
        seeds.push_back(seed);
    return seeds;
}

std::vector<Measure> measuresFrom(const std::vector<std::string>& lists)
{
    std::vector<Measure> measures;
    for (const std::string& list : lists) {
        for (std::size_t at = 0; at <= list.size();) {
            const std::size_t comma = std::min(list.find(',', at), list.size());
            measures.push_back(measureFrom(list.substr(at, comma - at)));
            at = comma + 1;
        }
    }
    return measures;
}

SweepPlan planFrom(const Arguments& arguments, const SweepArguments& said, const CLI::App& command)
{
    SweepPlan plan;
    for (const std::string& text : said.vary)
        plan.axes.push_back(axisFrom(text));
    for (const Axis& axis : plan.axes)
        if (given(command, axis.row->name))
            fail("--{0}: is varied (--vary {0}=…) and set as well; choose one of them", axis.row->name);
    plan.path = pathFrom(said.path);
    plan.measures = measuresFrom(said.measures);
    plan.seeds = seedsFrom(said.seeds);
    if (!plan.seeds.empty() && given(command, "seed"))
        fail("--seed: --seeds says which there are; choose one of them");
    plan.base = arguments.parameters;
    bool until = plan.base.evolve.until > 0;
    bool layers = given(command, "layers");
    for (const Axis& axis : plan.axes) {
        until = until || std::string_view(axis.row->name) == "until";
        layers = layers || std::string_view(axis.row->name) == "layers";
    }
    if (until && !layers)
        plan.base.evolve.layers = kLayersUntilStill;
    plan.source = sourceFrom(arguments, said.source, command);
    return checked(std::move(plan));
}

/// A command line that asks for the same: what the tasks of a job array are called with.
std::vector<std::string> sameCommand(const Arguments& arguments, const SweepArguments& said, const SweepPlan& plan)
{
    std::vector<std::string> words;
    const auto add = [&](const std::string& name, const std::string& value) {
        words.push_back(name);
        words.push_back(value);
    };
    if (plan.source.state)
        words.push_back(said.source.inputs.front());
    else
        add("--text", said.source.text);
    if (!arguments.model.empty())
        add("--model", arguments.model);
    if (!arguments.reading.frames.empty())
        add("--frames", arguments.reading.frames);
    if (!arguments.reading.group.empty())
        add("--group", arguments.reading.group);
    if (arguments.reading.sigma)
        add("--sigma", fmt::format("{}", *arguments.reading.sigma));
    for (const std::string& axis : said.vary)
        add("--vary", axis);
    add("--path", pathName(plan.path));
    for (const Measure measure : plan.measures)
        add("--measure", measureName(measure));
    if (!said.seeds.empty())
        add("--seeds", said.seeds);
    const Parameters defaults;
    for (const ParameterInfo& info : parameterTable()) {
        const std::string_view name = info.name;
        const bool varied = std::any_of(plan.axes.begin(), plan.axes.end(), [&](const Axis& a) { return a.row == &info; });
        const bool needed = name == "layers" && !varied;  // what they are without a word depends on --until
        if (name == "threads" || (!needed && info.text(plan.base) == info.text(defaults)))
            continue;
        if (info.kind == ParameterInfo::Kind::Flag)
            words.push_back(std::string("--") + info.name);
        else
            add(std::string("--") + info.name, info.text(plan.base));
    }
    return words;
}

void writeSlurm(const Arguments& arguments, const SweepArguments& said, const SweepPlan& plan)
{
    const std::size_t units = unitsOf(plan).size();
    if (units < 2)
        fail("--slurm: expected runs that do not wait for one another, found a single one; with --resume this sweep is a "
             "job as it is");
    if (said.tasks < 2 || said.tasks > units)
        fail("--tasks: expected 2 to {}, the runs of this sweep that do not wait for one another, found {}", units,
             said.tasks);
    writeFileAtomically(said.slurm, slurmScript({sameCommand(arguments, said, plan), arguments.output, said.tasks,
                                                 std::max(1, arguments.parameters.threads)}));
    printSummary(arguments, {{"command", "sweep"}, {"cells", plan.cells()}, {"tasks", said.tasks}, {"script", said.slurm}});
}

void requireSweepOutput(const std::string& output)
{
    if (hasSuffix(output, ".csv"))
        requireReplaceable(output);
    else if (hasSuffix(output, ".npz"))
        requireArraysOutput(output);
    else
        fail("-o: expected a file that ends in .npz or .csv, found '{}'", output);
}

void writeSweep(const Arguments& arguments, const Sweeper& sweeper, const SweepTable& table, const Shard& shard)
{
    if (hasSuffix(arguments.output, ".csv"))
        writeFileAtomically(arguments.output, sweepCsv(sweeper.plan(), table, sweeper.state().tokenCount()));
    else
        writeOutput(arguments.output, sweepArrays(sweeper.plan(), table, sweeper.state(), shard));
}

/// Cells without a number are said, with the reason of one; where there is none with a number that is all there is to say, but of a part: others
/// have some.
void sayFailed(const SweepJournal& journal, const Shard& shard)
{
    if (journal.failed() == 0)
        return;
    if (shard.whole() && journal.failed() == journal.cellsInAll())
        fail("sweep: no cell could be computed: {}", journal.failure());
    std::cerr << fmt::format("gaugescope-cli: {} of {} cells could not be computed and have no numbers; one of them: {}\n",
                             journal.failed(), journal.cellsInAll(), journal.failure());
}

/// The most memory that this process has held, MB.
double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void compute(const Arguments& arguments, const SweepArguments& said, const SweepPlan& plan, const Shard& shard)
{
    const ThreadLimit threads(arguments.parameters.threads);
    const Sweeper sweeper(plan, arguments.backends);
    SweepJournal journal(arguments.output, sweeper, shard, said.resume);
    SweepProgress progress(journal.cellsDone(), journal.cellsInAll());
    const std::size_t before = journal.cellsDone();
    const auto keep = [&](const SweptStep& step) {
        journal.keep(step);
        progress.show(journal.cellsDone());
    };
    try {
        sweeper.run(journal.left(), keep, arguments.control);
    } catch (const Cancelled&) {
        throw StoppedAndSaved{fmt::format("stopped; {} of {} cells are kept in {}, and --resume goes on",
                                          journal.cellsDone(), journal.cellsInAll(),
                                          SweepJournal::folderOf(arguments.output))};
    }
    sayFailed(journal, shard);
    writeSweep(arguments, sweeper, journal.table(), shard);
    journal.finish();
    printSummary(arguments, {{"command", "sweep"},
                             {"cells", journal.cellsInAll()},
                             {"resumed", before},
                             {"failed", journal.failed()},
                             {"tokens", sweeper.state().tokenCount()},
                             {"seconds", progress.seconds()},
                             {"peak_megabytes", peakMegabytes()},
                             {"output", arguments.output}});
}

void merge(const Arguments& arguments, const SweepArguments& said, const CLI::App& command)
{
    for (const char* name : {"text", "vary", "path", "measure", "seeds", "shard", "resume", "slurm", "tasks", "model"})
        if (given(command, name))
            fail("--merge: takes parts that say themselves what was swept, found --{}", name);
    for (const ParameterInfo& info : parameterTable())
        if (command.get_option_no_throw(std::string("--") + info.name) != nullptr && given(command, info.name))
            fail("--merge: takes parts that say themselves what was swept, found --{}", info.name);
    std::vector<std::pair<std::string, NpzArrays>> parts;
    parts.reserve(said.source.inputs.size());
    for (const std::string& path : said.source.inputs)
        parts.emplace_back(path, readNpz(path));
    NamedArrays whole = mergedSweep(parts);
    if (hasSuffix(arguments.output, ".csv")) {
        const StoredSweep sweep = sweepFrom({whole.begin(), whole.end()}, &learn::modelFrom);
        writeFileAtomically(arguments.output, sweepCsv(sweep.plan, sweep.table, sweep.state->tokenCount()));
    } else {
        writeOutput(arguments.output, whole);
    }
    printSummary(arguments, {{"command", "sweep"}, {"parts", parts.size()}, {"output", arguments.output}});
}

void run(const Arguments& arguments, const SweepArguments& said, const CLI::App& command)
{
    requireSweepOutput(arguments.output);
    if (said.merge) {
        merge(arguments, said, command);
        return;
    }
    const Shard shard = said.shard.empty() ? Shard{} : shardFrom(said.shard);
    if (!shard.whole() && hasSuffix(arguments.output, ".csv"))
        fail("--shard: a part is written as .npz, from which --merge makes a table, found '{}'", arguments.output);
    const SweepPlan plan = planFrom(arguments, said, command);
    if (given(command, "tasks") && said.slurm.empty())
        fail("--tasks: is of --slurm, found none");
    if (said.slurm.empty())
        compute(arguments, said, plan, shard);
    else if (!shard.whole() || said.resume)
        fail("--slurm: the tasks of the array have shards and resume by themselves, found --{}",
             said.resume ? "resume" : "shard");
    else
        writeSlurm(arguments, said, plan);
}

}  // namespace

void addSweep(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("sweep", "runs over one or two parameters: a map of where agreement happens");
    auto said = std::make_shared<SweepArguments>();
    addSource(*command, arguments, said->source);
    command->add_option("-o,--output", arguments.output, "the .npz or .csv file to write")->required();
    command
        ->add_option(
            "--vary", said->vary,
            "a parameter and its values: NAME=FROM:TO:COUNT, NAME=FROM:TO:COUNT:log or NAME=word,word; once or twice")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("NAME=VALUES");
    command
        ->add_option("--path", said->path,
                     "cold: every cell from IN; up, down: along the first axis by rising or falling values, each cell "
                     "from the beliefs of the one before; both")
        ->default_str("cold")
        ->type_name("PATH");
    std::vector<std::string> names;
    for (const Measure measure : allMeasures())
        names.emplace_back(measureName(measure));
    command
        ->add_option(
            "--measure", said->measures,
            fmt::format("what is measured of every cell's end, of {}; without: all that have a meaning there but slowest",
                        fmt::join(names, ", ")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("A,B…");
    command->add_option("--seeds", said->seeds, "every cell for seeds A to B, where start noise or links are random")
        ->type_name("A:B");
    command->add_option("--shard", said->shard, "compute the K-th of M parts alone; --merge makes one file of them")
        ->type_name("K/M");
    command->add_flag("--resume", said->resume,
                      "go on with a sweep that was stopped or killed; begins where there is none");
    command->add_flag("--merge", said->merge, "IN are the parts of one sweep, all of them");
    command
        ->add_option("--slurm", said->slurm,
                     "write a script that sends the sweep to a Slurm cluster as a job array, and compute nothing")
        ->type_name("FILE");
    command->add_option("--tasks", said->tasks, "tasks of the job array")->default_str("16")->type_name("M");
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kEvolve | kCondense | kEmbed | kExplore);
    command->callback([&arguments, command, said] { run(arguments, *said, *command); });
}

}  // namespace gauge::cli
