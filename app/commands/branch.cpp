// gaugescope-cli branch: the stationary states that a parameter leads through, stable and not, with its folds.
#include "core/sweep/branch.h"
#include "app/cli.h"
#include "app/sweep_source.h"
#include "core/io/arrays.h"
#include "core/parallel.h"
#include "core/pipeline/parameter_row.h"

#include <algorithm>
#include <cmath>

namespace gauge::cli {
namespace {

struct BranchArguments {
    SourceArguments source;
    std::string along;
    int points = 400;
};

/// "NAME=FROM:TO" or "NAME=FROM:TO:log".
void readRange(const std::string& text, BranchWish& wish)
{
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos)
        fail("--along: expected NAME=FROM:TO or NAME=FROM:TO:log, found '{}'", text);
    const std::string row = text.substr(0, equal);
    wish.row = &parameterInfo(row);
    std::string range = text.substr(equal + 1);
    wish.logarithmic = range.ends_with(":log");
    if (wish.logarithmic)
        range.resize(range.size() - 4);
    const std::string_view ends = range;
    const std::size_t colon = std::min(ends.find(':'), ends.size());
    const auto from = numberIn<double>(ends.substr(0, colon));
    const auto to = numberIn<double>(ends.substr(std::min(colon + 1, ends.size())));
    if (!from || !to || !std::isfinite(*from) || !std::isfinite(*to))
        fail("--along {}: expected FROM:TO, finite, with :log behind it for steps in the logarithm, found '{}'", row,
             range);
    wish.from = *from;
    wish.to = *to;
    if (!(wish.from < wish.to) || (wish.logarithmic && !(wish.from > 0)))
        fail("--along {}: expected FROM < TO{}, found {} and {}", row, wish.logarithmic ? ", above 0" : "", wish.from,
             wish.to);
}

Arrays arraysOf(const SweptBranch& branch)
{
    std::vector<double> value, eigenvalue, stable, fold;
    std::vector<std::vector<double>> measures(branch.measures.size());
    for (const SweptPoint& p : branch.points) {
        value.push_back(p.value);
        eigenvalue.push_back(p.eigenvalue);
        stable.push_back(p.stable ? 1 : 0);
        fold.push_back(p.fold ? 1 : 0);
        for (std::size_t m = 0; m < measures.size(); ++m)
            measures[m].push_back(p.measures[m]);
    }
    const auto n = static_cast<Index>(branch.points.size());
    Arrays out{{"value", numbersArray({n}, value)},
               {"slowest", numbersArray({n}, eigenvalue)},
               {"stable", numbersArray({n}, stable)},
               {"fold", numbersArray({n}, fold)}};
    for (std::size_t m = 0; m < measures.size(); ++m)
        out.emplace_back(measureName(branch.measures[m]), numbersArray({n}, measures[m]));
    out.emplace_back("along", textArray({branch.row->name}));
    out.emplace_back("ends", textArray({branch.first, branch.last}));
    return out;
}

void run(const Arguments& arguments, const BranchArguments& said, const CLI::App& command)
{
    requireArraysOutput(arguments.output);
    BranchWish wish;
    readRange(said.along, wish);
    if (said.points < 2 || said.points > 100'000)
        fail("--points: expected 2 to 100000 each way, found {}", said.points);
    wish.mostPoints = said.points;
    wish.base = arguments.parameters;
    const double start = wish.row->number(wish.base);
    if (start < wish.from || start > wish.to)
        fail("--{0}: a branch starts there, and it lies outside --along {0}={1}:{2}, found {3}", wish.row->name, wish.from,
             wish.to, start);
    wish.source = sourceFrom(arguments, said.source, command);
    const ThreadLimit threads(arguments.parameters.threads);
    const SweptBranch branch = branchThrough(wish, arguments.backends, arguments.control);
    writeOutput(arguments.output, arraysOf(branch));
    std::vector<double> folds;
    for (const SweptPoint& p : branch.points)
        if (p.fold)
            folds.push_back(p.value);
    printSummary(arguments, {{"command", "branch"},
                             {"points", branch.points.size()},
                             {"folds", folds},
                             {"ends", {branch.first, branch.last}},
                             {"output", arguments.output}});
}

}  // namespace

void addBranch(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("branch", "follows a stationary state through folds as one parameter moves");
    auto said = std::make_shared<BranchArguments>();
    addSource(*command, arguments, said->source);
    command->add_option("-o,--output", arguments.output, "the .npz or .safetensors file to write")->required();
    command
        ->add_option("--along", said->along,
                     "the parameter and its range: NAME=FROM:TO, or NAME=FROM:TO:log; it starts at --NAME")
        ->required()
        ->type_name("NAME=RANGE");
    command->add_option("--points", said->points, "points at most, each way")->default_str("400")->type_name("P");
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kEvolve | kCondense | kEmbed | kExplore);
    command->callback([&arguments, command, said] { run(arguments, *said, *command); });
}

}  // namespace gauge::cli
