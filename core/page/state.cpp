#include "core/page/state.h"

#include "core/attention/softmax.h"

#include <algorithm>

namespace gauge::page {
namespace {

using nlohmann::json;

const char* maskName(Mask::Kind kind)
{
    switch (kind) {
    case Mask::Kind::Full: return "full";
    case Mask::Kind::Causal: return "causal";
    case Mask::Kind::Window: return "window";
    case Mask::Kind::CausalWindow: return "causal-window";
    }
    return "";
}

/// A choice among a view's controls; empty where none was made.
std::string chosen(const Look& look, const std::string& of, const std::string& name)
{
    const auto view = look.options.find(of);
    if (view == look.options.end())
        return {};
    const auto option = view->second.find(name);
    return option == view->second.end() ? std::string() : option->second;
}

/// −1 where a number is not asked for: the mean.
int headOf(const Look& look, int heads)
{
    const std::string head = chosen(look, "attention", "head");
    const bool number = !head.empty() && head.find_first_not_of("0123456789") == std::string::npos;
    if (heads == 1)
        return 0;
    return number ? std::min(std::stoi(head), heads - 1) : -1;
}

/// How many σ the ellipses of beliefs are drawn at.
double sigmaOf(const Look& look)
{
    const std::string sigma = chosen(look, "beliefs", "sigma");
    if (sigma == "2 σ")
        return 2;
    return sigma == "1 σ" ? 1 : 0.5;
}

/// Tokens whose words no vocabulary has.
std::vector<Index> unknownIn(const State& state)
{
    std::vector<Index> unknown;
    for (std::size_t i = 0; i < state.guessed.size(); ++i)
        if (state.guessed[i] != 0)
            unknown.push_back(static_cast<Index>(i));
    return unknown;
}

void putLook(Piece& state, const Look& look, const Snapshot& run)
{
    const std::string quantity = chosen(look, "attention", "quantity");
    const std::string order = chosen(look, "attention", "by-cluster");
    std::vector<std::string> views;
    std::ranges::copy_if(look.views, std::back_inserter(views), drawnOnPage);
    std::vector<std::string> quantities{"β", "ln β", "E"};
    if (run.consensusRefused.empty())
        quantities.emplace_back("D");
    const bool offered = std::ranges::find(quantities, quantity) != quantities.end();
    state.json["views"] = views;
    state.json["quantities"] = quantities;
    state.json["quantity"] = offered ? quantity : "β";
    state.json["by_cluster"] = order == "true" || order == "on" || order == "1";
    state.json["head"] = headOf(look, static_cast<int>(run.attention.size()));
}

/// Temperatures in parts of κ, a head.
std::vector<double> factorsOf(const Snapshot& run)
{
    const AttentionOptions& options = run.request.attention;
    std::vector<double> factors;
    factors.reserve(run.attention.size());
    for (std::size_t h = 0; h < run.attention.size(); ++h)
        factors.push_back(temperature(options, run.state->heads, h) / options.kappa);
    return factors;
}

/// What stands in the logits by the distance of two places, H×N; empty without a prior.
std::vector<double> priorOf(const Snapshot& run)
{
    const AttentionPrior& prior = run.request.attention.prior;
    std::vector<double> weights;
    if (prior.kind == AttentionPrior::Kind::None)
        return weights;
    for (std::size_t h = 0; h < run.attention.size(); ++h)
        for (Index distance = 0; distance < run.tokens(); ++distance)
            weights.push_back(prior.logWeight(h, run.attention.size(), distance));
    return weights;
}

void putWeights(Piece& state, const Snapshot& run)
{
    const Mask& mask = run.request.attention.mask;
    state.json["mask"] = {{"kind", maskName(mask.kind)}, {"width", mask.width}, {"self", mask.self}};
    state.json["factor"] = factorsOf(run);
    state.json["head_dims"] = run.state->heads;
    state.json["summed_heads"] = run.request.attention.summedHeads;
    if (const auto prior = priorOf(run); !prior.empty())
        state.put("/prior", bytesOf(prior));
    std::vector<double> multiplicity;
    multiplicity.reserve(static_cast<std::size_t>(run.tokens()));
    for (Index i = 0; i < run.tokens(); ++i)
        multiplicity.push_back(run.state->multiplicity(i));
    if (std::ranges::any_of(multiplicity, [](double n) { return n != 1; }))
        state.json["multiplicity"] = multiplicity;
}

void putFreeEnergy(Piece& state, const Snapshot& run)
{
    if (run.history.empty())
        return;
    const auto put = [&](const char* name, double FreeEnergy::* part) {
        std::vector<double> values;
        values.reserve(run.history.size());
        for (const FreeEnergy& f : run.history)
            values.push_back(f.*part);
        state.put(fmt::format("/free_energy/{}", name), bytesOf(values));
    };
    put("belief", &FreeEnergy::belief);
    put("coupling", &FreeEnergy::coupling);
    put("entropy", &FreeEnergy::entropy);
    put("meta", &FreeEnergy::meta);
    state.json["free_energy"]["layer_at"] = *run.layerAt;
}

void putTree(Piece& layer, const Snapshot& run)
{
    if (!run.consensusRefused.empty())
        return;
    std::vector<double> merges;
    for (const Merge& m : run.tree())
        merges.insert(merges.end(), {static_cast<double>(m.a), static_cast<double>(m.b), m.height});
    layer.put("/tree/merges", bytesOf(merges));
    layer.json["tree"]["leaves"] = run.leaves;
    json tower = json::array();
    for (const ScaleLevel& level : run.levels)
        tower.push_back({{"threshold", level.threshold}, {"members", level.clusters.members}});
    layer.json["tower"] = std::move(tower);
}

void putBeliefs(Piece& layer, const Snapshot& run)
{
    const auto at = static_cast<std::size_t>(run.layer);
    if (at >= run.projected.size() || std::ssize(run.projected[at]) != run.tokens())
        return;
    std::vector<double> beliefs;
    for (const ProjectedBelief& b : run.projected[at])
        beliefs.insert(beliefs.end(), {b.mean(0), b.mean(1), b.cov(0, 0), b.cov(0, 1), b.cov(1, 1)});
    layer.put("/beliefs", bytesOf(beliefs));
}

}  // namespace

const std::vector<std::string>& viewsOnPage()
{
    static const std::vector<std::string> all{"attention", "arcs", "beliefs", "consensus", "meta-tokens", "free-energy"};
    return all;
}

bool drawnOnPage(const std::string& view)
{
    return std::ranges::find(viewsOnPage(), view) != viewsOnPage().end();
}

bool followedOnPage(const std::string& view, const std::string& control)
{
    static const std::map<std::string, std::set<std::string>> followed{{"attention", {"quantity", "head", "by-cluster"}},
                                                                       {"beliefs", {"sigma", "trails"}},
                                                                       {"arcs", {"receiver", "top", "head"}}};
    const auto known = followed.find(view);
    return known != followed.end() && known->second.contains(control);
}

Piece stateOn(const Shown& shown)
{
    const Snapshot& run = *shown.scene.now;
    Piece state;
    json& j = state.json;
    j["tokens"] = run.state->tokens;
    j["layers"] = run.layers;
    j["layer"] = run.layer;
    j["kappa"] = run.request.attention.kappa;
    j["threshold"] = run.levels.front().threshold;
    j["consensus"] = run.consensusRefused;
    j["divergence"] = parameterText(run.input.parameters, parameterInfo("divergence"));
    j["lock"] = shown.scene.looking.locked;
    if (shown.scene.looking.receiver >= 0)
        j["pair"] = {shown.scene.looking.receiver, shown.scene.looking.sender};
    j["parameters"] = parametersOn(shown.scene);
    j["recorded"] = run.recording() != nullptr;
    j["layers_follow_threshold"] = run.request.condensed || run.request.metaPrior > 0;
    j["hysteresis"] = run.request.consensus.hysteresis > 0;
    j["sigma"] = sigmaOf(shown.look);
    j["unknown"] = unknownIn(*run.state);
    if (shown.pinned >= 0)
        j["pinned"] = shown.pinned;
    j["plane"]["explained"] = {run.space.explained[0], run.space.explained[1]};
    putLook(state, shown.look, run);
    putWeights(state, run);
    putFreeEnergy(state, run);
    return state;
}

Piece layerOn(const Shown& shown, const Snapshot& run, const Uses& uses, bool matrices)
{
    Piece layer;
    layer.json["layer"] = run.layer;
    if (matrices) {
        std::string energies;
        for (const RowMatrixd& energy : run.energy)
            energies += bytesOf(energy.data(), static_cast<std::size_t>(energy.size()));
        layer.put("/energy", std::move(energies));
    }
    putTree(layer, run);
    putBeliefs(layer, run);
    putWords(layer, uses, shown.scene, run);
    return layer;
}

std::size_t matrixSize(const Snapshot& run)
{
    const auto n = static_cast<std::size_t>(run.tokens());
    return encodedSize(run.energy.size() * n * n * sizeof(double));
}

std::shared_ptr<const Snapshot> runAt(const lesson::Scene& scene, int layer)
{
    if (layer == scene.now->layer)
        return scene.now;
    RunInput input = scene.now->input;
    input.layer = layer;
    input.extras = {};
    return scene.run(input);
}

}  // namespace gauge::page
