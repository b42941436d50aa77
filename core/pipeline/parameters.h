// Every parameter, described once (DESIGN.md, idea 2): from this table come the command-line flags, the keys of a session,
// the controls with their tooltips, the undo texts and docs/parameters.md.
#pragma once

#include "core/attention/options.h"
#include "core/consensus/options.h"
#include "core/dynamics/evolve.h"

#include <string>
#include <variant>
#include <vector>

namespace gauge {

/// What a user set, in the user's words. Defaults are the contract of FORMATS.md.
struct Parameters {
    double kappa = 1.0;
    std::string temperatureScale = "none";
    std::string headAttention = "each";
    std::string divergence = "kl";
    std::string score = "divergence";
    std::string covariance = "full";
    std::string mask = "full";
    bool noSelf = false;
    std::string attentionPrior = "none";
    std::string energy = "all";
    std::string message = "mixture";
    std::string transport = "exact";
    double positionRate = 0.0;
    bool irrepHeads = false;
    bool absorbFrames = false;
    int layers = 1;
    int steps = 1;
    double step = 0.5;
    double alpha = 1.0;
    double lambda = 1.0;
    double frameStep = 0.0;
    double startNoise = 0.0;
    int seed = 1;
    std::string dynamics = "mirror";
    double threshold = 1.0;
    int clusters = 0;
    double hysteresis = 0.0;
    std::string linkage = "complete";
    std::string pooling = "moment";
    std::string poolingWeights = "multiplicity";
    std::string metaFrame = "medoid";
    int scales = 1;
    double thresholdGrowth = 1.0;
    std::string crossScale = "active";
    double metaPrior = 0.0;
    bool condensed = false;
    std::string backend = "auto";
    std::string precision = "double";
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

struct ParameterInfo {
    using Member = std::variant<double Parameters::*, int Parameters::*, bool Parameters::*, std::string Parameters::*>;

    const char* name;     // flag without dashes, session key
    const char* symbol;   // as in MATH.md, may be empty
    const char* label;    // in the window
    const char* section;  // group in the window and in the manual
    Member member;
    double least;  // numbers: range of the contract, least (excluded when `open`)
    double greatest;
    bool open;           // the lower bound itself is not allowed
    double sliderLeast;  // numbers: range of the slider in the window
    double sliderGreatest;
    bool logarithmic;
    const char* unit;
    std::vector<std::string> choices;  // text: what this version honours; W stands for a whole number
    unsigned commands;
    const char* help;  // one line
};

/// The table, in the order in which a person meets the parameters.
const std::vector<ParameterInfo>& parameterTable();

/// The row of a name; throws Error for an unknown one.
const ParameterInfo& parameterInfo(const std::string& name);

/// Value of one row as text, and back (checked against the row; Error in words naming the flag).
std::string parameterText(const Parameters& parameters, const ParameterInfo& info);
void setParameter(Parameters& parameters, const ParameterInfo& info, const std::string& text);

/// The values of one row in words: "> 0", "full, causal".
std::string rangeText(const ParameterInfo& info);

/// The table as Markdown, the page of the manual.
std::string parameterManual();

/// Parameters in types, checked; only what can be honoured gets here.
struct Request {
    AttentionOptions attention;
    EvolveOptions evolve;
    ConsensusOptions consensus;
    double metaPrior = 0;    // γ; 0: off
    bool condensed = false;  // layers run on active agents
    std::string backend;
    int threads = 0;
};

/// Throws Error naming the option, what it may be and what was found.
Request resolve(const Parameters& parameters);

}  // namespace gauge
