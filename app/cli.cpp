#include "app/cli.h"

#include "core/gaussian/recorded_files.h"

#include <algorithm>
#include <iostream>

namespace gauge::cli {
namespace {

Reading readingOf(const Arguments& arguments)
{
    Reading reading = arguments.reading;
    reading.control = arguments.control;
    return reading;
}

/// Says a state's notes.
State told(State state)
{
    for (const std::string& note : state.notes)
        std::cerr << "gaugescope-cli: " << Error(note).what() << '\n';  // in one line, whatever names hold
    return state;
}

}  // namespace

void addInputOutput(CLI::App& app, Arguments& arguments, const std::string& inputHelp)
{
    app.add_option("IN", arguments.input, inputHelp)->required();
    app.add_option("-o,--output", arguments.output, "the .npz or .safetensors file to write")->required();
    app.add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
}

State readInput(const Arguments& arguments, const std::string& input)
{
    State state = readState(input, readingOf(arguments));
    requireOneState(state);
    return told(std::move(state));
}

State readRecords(const Arguments& arguments, const std::vector<std::string>& inputs)
{
    return told(readStates(inputs, readingOf(arguments)));
}

void writeOutput(const std::string& path, const Arrays& arrays)
{
    for (const std::string& name : writeArrays(path, arrays))
        std::cerr << "gaugescope-cli: " << path << ": left out, of a type that the format has not: " << name << '\n';
}

void sayUnequal(Index pairs, const char* where)
{
    if (pairs > 0)
        std::cerr << fmt::format("gaugescope-cli: --unequal-links: {} {}{} agree and keep apart, because their links to "
                                 "the others are not equal (medoid joins "
                                 "them, with the links of the medoid)\n",
                                 pairs, pairs == 1 ? "pair" : "pairs", where);
}

NpyArray headMatrices(const std::vector<RowMatrixd>& matrices)
{
    std::vector<double> values;
    for (const RowMatrixd& m : matrices)
        values.insert(values.end(), m.data(), m.data() + m.size());
    return numbersArray({static_cast<Index>(matrices.size()), matrices.front().rows(), matrices.front().cols()},
                        std::move(values));
}

NpyArray indices(const std::vector<Index>& values)
{
    return numbersArray({static_cast<Index>(values.size())}, std::vector<double>(values.begin(), values.end()));
}

void printSummary(const Arguments& arguments, const nlohmann::ordered_json& summary)
{
    if (arguments.json)
        std::cout << summary.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';  // names of files are bytes
}

}  // namespace gauge::cli
