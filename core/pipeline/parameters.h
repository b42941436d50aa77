// Every parameter, described once (DESIGN.md, idea 2): from this table come the command-line flags, the keys of a session,
// the controls with their tooltips, the undo texts and docs/parameters.md. Words become types here and nowhere else.
#pragma once

#include "core/attention/options.h"
#include "core/backend/registry.h"
#include "core/consensus/options.h"
#include "core/dynamics/evolve.h"
#include "core/dynamics/start.h"
#include "core/text/embedder.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gauge {

/// What a user set, in the types that the stages read. Defaults are the contract of FORMATS.md.
struct Parameters {
    AttentionOptions attention;  // but for headTemperature, which a state says
    EmbedOptions text;
    bool absorbFrames = false;
    StartOptions start;
    EvolveOptions evolve;
    ConsensusOptions consensus;
    double metaPrior = 0;    // γ; 0: off
    bool condensed = false;  // layers run on active agents
    BackendChoice backend = BackendChoice::Auto;
    int threads = 0;

    bool operator==(const Parameters&) const = default;
};

/// The commands a parameter belongs to, as bits; kFileOnly: not in the window, whose views do not show what it changes; kExplore: what
/// the window and `render` start from.
enum Command : unsigned {
    kAttend = 1,
    kEvolve = 2,
    kCondense = 4,
    kEmbed = 8,
    kGradient = 16,
    kFileOnly = 32,
    kExplore = 64
};

/// One row of the table. What depends on the parameter's type is kept as functions of the whole.
struct ParameterInfo {
    enum class Kind { Real, Whole, Flag, Choice };

    const char* name;     // flag without dashes, session key
    const char* symbol;   // as in MATH.md, may be empty
    const char* label;    // in the window
    const char* section;  // group in the window and in the manual
    Kind kind;
    double least;  // numbers: range of the contract, least (excluded when `open`)
    double greatest;
    bool open;           // the lower bound itself is not allowed
    double sliderLeast;  // numbers: range of the slider in the window
    double sliderGreatest;
    bool logarithmic;
    const char* unit;
    std::vector<std::string> choices;  // words: what this version honours; W stands for a whole number
    unsigned commands;
    const char* help;  // one line

    std::function<double(const Parameters&)> number;                   // of numbers; of a flag 0 or 1
    std::function<std::string(const Parameters&)> text;                // the value in words
    std::function<void(Parameters&, const std::string&)> parse;        // and back; Error in words naming the flag
    std::function<void(const Parameters& from, Parameters& to)> copy;  // this value alone
};

/// The table, in the order in which a person meets the parameters.
const std::vector<ParameterInfo>& parameterTable();

/// The row of a name; throws Error for an unknown one.
const ParameterInfo& parameterInfo(std::string_view name);

/// Value of one row as text, and back (checked against the row; Error in words naming the flag).
std::string parameterText(const Parameters& parameters, const ParameterInfo& info);
void setParameter(Parameters& parameters, const ParameterInfo& info, const std::string& text);

/// The values of one row in words: "> 0", "full, causal".
std::string rangeText(const ParameterInfo& info);

/// The table as Markdown, the page of the manual.
std::string parameterManual();

/// Parameters that were checked, each and against one another: what stages are given. Made by resolve() alone.
struct Request : Parameters {};

/// Throws Error naming the option, what it may be and what was found.
Request resolve(const Parameters& parameters);

}  // namespace gauge
