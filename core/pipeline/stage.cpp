#include "core/pipeline/stage.h"

namespace gauge {
namespace {

using Names = std::vector<std::string>;

Names operator+(Names a, const Names& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

StageTable makeStages()
{
    const Names energy{"score",      "divergence", "covariance", "transport",
                       "connection", "link-scale", "backend",    "precision"};
    const Names softmax{"kappa", "temperature-scale", "head-attention", "mask", "no-self", "attention-prior"};
    const Names layers{"steps", "step", "alpha", "lambda", "frame-step", "dynamics", "until"};
    const Names groups{"linkage",    "threshold", "clusters",         "hysteresis",    "pooling",      "pooling-weights",
                       "meta-frame", "scales",    "threshold-growth", "unknown-words", "unequal-links"};
    return {
        .embed = {"embed", {"position-rate", "irrep-heads"}},
        .absorb = {"absorb", {"absorb-frames"}},
        .start = {"frames", {"covariance", "transport", "connection", "link-scale", "start-noise", "seed"}},
        .layers = {"trajectory", energy + softmax + layers},
        .groupLayers = {"trajectory", energy + softmax + layers + Names{"meta-prior", "condensed"} + groups},
        .trees = {"trees", energy + Names{"linkage", "unknown-words", "unequal-links"}},
        .attend = {"attend", energy + softmax + Names{"energy", "message"}},
        .holonomy = {"holonomy", {"seed"}},
        .cut = {"cut", energy + groups},
        .active = {"active", energy + softmax + Names{"cross-scale"}},
        .curves = {"curves", energy + softmax},
        .gradient = {"gradient", energy + softmax + Names{"alpha", "lambda"}},
    };
}

}  // namespace

Stage::Stage(std::string name, std::vector<std::string> reads) : name_(std::move(name)), reads_(std::move(reads))
{
    for (const std::string& row : reads_)
        parameterInfo(row);
}

std::string Stage::key(const Parameters& parameters) const
{
    std::string key;
    for (const std::string& row : reads_)
        key += parameterText(parameters, parameterInfo(row)) + '\x1f';
    return key;
}

Request Stage::given(const Request& asked) const
{
    Request given;
    for (const std::string& row : reads_)
        parameterInfo(row).copy(asked, given);
    given.attention.headTemperature = asked.attention.headTemperature;
    return given;
}

std::vector<const Stage*> StageTable::all() const
{
    return {&embed, &absorb, &start, &layers, &groupLayers, &trees, &attend, &holonomy, &cut, &active, &curves, &gradient};
}

const Stage& StageTable::layersFor(const Parameters& parameters) const
{
    return parameters.condensed || parameters.metaPrior > 0 ? groupLayers : layers;
}

const StageTable& stages()
{
    static const StageTable table = makeStages();
    return table;
}

}  // namespace gauge
