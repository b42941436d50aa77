// Effects of the controls of dynamics.
#include "core/pipeline/effects.h"
#include "core/pipeline/trouble.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

/// The parameters that led to a layer, and under which the free energy there was counted.
const Parameters& parametersAt(const Snapshot& s, int layer)
{
    for (const Leg& leg : s.input.earlier)
        if (layer <= leg.until && leg.until < s.layers)
            return leg.parameters;
    return s.request;
}

const FreeEnergy& energyAt(const Snapshot& s, int layer)
{
    return s.history[static_cast<std::size_t>(s.layerAt[static_cast<std::size_t>(layer)])];
}

}  // namespace

std::optional<Movement> lastMovement(const Snapshot& s)
{
    if (s.layers == 0 || s.recording() != nullptr)
        return std::nullopt;
    const CommonBeliefs& after = s.path->layers.back();
    const CommonBeliefs& before = s.path->layers[s.path->layers.size() - 2];
    Movement movement{s.layers, 0, 0};
    const Index stride = std::max<Index>(1, s.tokens() / kMostReceivers);
    double sum = 0;
    double count = 0;
    for (Index i = 0; i < s.tokens(); i += stride) {
        const double nats = std::max(0.0, tokenDivergence(after, i, before, i));
        sum += nats;
        ++count;
        movement.greatest = std::max(movement.greatest, nats);
    }
    if (!std::isfinite(sum))
        return std::nullopt;
    movement.mean = sum / count;
    return movement;
}

std::optional<Remainder> startLeft(const Snapshot& s)
{
    const EvolveOptions& e = s.request.evolve;
    if (s.layers == 0 || s.recording() != nullptr || e.dynamics != Dynamics::Mirror || !s.changes.empty())
        return std::nullopt;
    const Index steps = static_cast<Index>(s.layers) * e.steps;
    return Remainder{steps, std::pow(1 - e.step, static_cast<double>(steps))};
}

std::optional<Pulls> pullsOf(const Snapshot& s)
{
    const EvolveOptions& e = parametersAt(s, s.layer).evolve;
    if (!(e.alpha > 0) || !(e.lambda > 0) || s.request.attention.score == Score::DotProduct)
        return std::nullopt;
    const FreeEnergy& f = energyAt(s, s.layer);
    const double neighbours = f.coupling + f.entropy;
    const auto n = static_cast<double>(s.tokens());
    if (!(f.belief + neighbours > kAlike * n) || !std::isfinite(f.belief + neighbours))
        return std::nullopt;  // shares of rounding
    return Pulls{f.belief / (e.alpha * n), f.coupling / (e.lambda * n), f.belief / (f.belief + neighbours)};
}

std::optional<double> scatter(const Snapshot& s)
{
    const double alpha = parametersAt(s, 0).evolve.alpha;
    if (!(s.request.start.noise > 0) || s.recording() != nullptr || s.state->prior || !(alpha > 0))
        return std::nullopt;
    return energyAt(s, 0).belief / (alpha * static_cast<double>(s.tokens()));
}

std::optional<Descent> descentOf(const Snapshot& s)
{
    if (s.layers == 0 || s.recording() != nullptr || !s.changes.empty() || s.request.metaPrior > 0)
        return std::nullopt;
    Descent descent{s.history.front().total(), s.history.back().total(), 0, static_cast<Index>(s.history.size()) - 1};
    for (std::size_t t = 1; t < s.history.size(); ++t) {
        const double before = s.history[t - 1].total();
        descent.rises += s.history[t].total() > before + 1e-9 * std::abs(before) ? 1 : 0;
    }
    return descent;
}

std::optional<double> metaShare(const Snapshot& s)
{
    const FreeEnergy& f = energyAt(s, s.layer);
    if (!(s.request.metaPrior > 0) || !(f.meta > 0) || !(f.total() > 0))
        return std::nullopt;
    return f.meta / f.total();
}

std::optional<Saving> savingOf(const Snapshot& s)
{
    if (!s.request.condensed || s.condensed.empty())
        return std::nullopt;
    Saving saving{s.condensed.back().agents, 0, 0};
    for (const CondensedLayer& layer : *s.condensed)
        saving.evaluations += layer.pairEvaluations + layer.memberEvaluations;
    saving.onTokens = s.tokens() * s.tokens() * (static_cast<Index>(s.history.size()) - 1);
    return saving;
}

}  // namespace gauge
