// What the commands of gaugescope-cli share.
#pragma once

#include "app/options.h"
#include "core/gaussian/belief_arrays.h"
#include "core/io/npy.h"
#include "core/pipeline/evolved.h"
#include "core/run_control.h"

#include <nlohmann/json.hpp>
#include <string>

namespace gauge::cli {

/// What the command line says, filled by CLI11.
struct Arguments {
    std::string input;
    std::string output;
    Reading reading;  // how IN is to be read
    bool json = false;
    Parameters parameters;
    std::string model;        // embed: a model file instead of the built-in one
    bool generators = false;  // embed: even where no frame turns
    BackendFactory backends;  // what this program computes on
    RunControl control;
};

using Arrays = NamedArrays;

/// Adds IN and -o.
void addInputOutput(CLI::App& app, Arguments& arguments, const std::string& inputHelp);

/// Reads IN as the command line says; what of it is not used, or taken for granted, is said in a line each on standard error. A recorded run is an Error.
State readInput(const Arguments& arguments, const std::string& input);

/// The same of whatever files or folders hold: one state, or a recorded run (core/gaussian/recorded_files.h).
State readRecords(const Arguments& arguments, const std::vector<std::string>& inputs);

/// Writes arrays to a file whose format was asked for; what it cannot hold is named on standard error.
void writeOutput(const std::string& path, const Arrays& arrays);

/// H×N×N.
NpyArray headMatrices(const std::vector<RowMatrixd>& matrices);
NpyArray indices(const std::vector<Index>& values);

/// Says on standard error how many pairs agree and keep apart for their links alone, where there are any. where: of what, "" or " at the last layer".
void sayUnequal(Index pairs, const char* where);

/// Prints the summary on standard output when --json was given.
void printSummary(const Arguments& arguments, const nlohmann::ordered_json& summary);

/// Thrown when a stop was asked for and the work so far is kept: what was saved, in words.
struct StoppedAndSaved {
    std::string words;
};

// One function a command; each may throw Error or Cancelled.
void addInfo(CLI::App& app, Arguments& arguments);
void addAttend(CLI::App& app, Arguments& arguments);
void addEvolve(CLI::App& app, Arguments& arguments);
void addGradient(CLI::App& app, Arguments& arguments);
void addCondense(CLI::App& app, Arguments& arguments);
void addHolonomy(CLI::App& app, Arguments& arguments);
void addSweep(CLI::App& app, Arguments& arguments);
void addBranch(CLI::App& app, Arguments& arguments);
void addEmbed(CLI::App& app, Arguments& arguments);
void addBuildModel(CLI::App& app, Arguments& arguments);
void addBench(CLI::App& app, Arguments& arguments);
void addBenchLearning(CLI::App& app, Arguments& arguments);
void addPayOff(CLI::App& app, Arguments& arguments);
void addManual(CLI::App& app);
void addTrain(CLI::App& app, Arguments& arguments);
void addEval(CLI::App& app, Arguments& arguments);
void addLesson(CLI::App& app, Arguments& arguments);

}  // namespace gauge::cli
