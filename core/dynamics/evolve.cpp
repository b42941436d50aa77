#include "core/dynamics/evolve.h"

#include "core/parallel.h"

namespace gauge {

CommonBeliefs mirrorStep(const CommonBeliefs& beliefs, const std::vector<NaturalBlock>& prior,
                         const std::vector<NaturalBlock>& messages, const EvolveOptions& o)
{
    const double keep = 1.0 - o.step;
    const double toPrior = o.step * o.alpha / (o.alpha + o.lambda);
    const double toMessage = o.step * o.lambda / (o.alpha + o.lambda);
    CommonBeliefs next;
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        NaturalBlock eta = naturalParameters(beliefs.heads[h]);
        parallelFor(beliefs.tokens(), [&](Index i) {
            eta.precision[i] =
                keep * eta.precision[i] + toPrior * prior[h].precision[i] + toMessage * messages[h].precision[i];
        });
        eta.h = keep * eta.h + toPrior * prior[h].h + toMessage * messages[h].h;
        next.heads.push_back(fromNatural(eta.precision, eta.h));
    }
    return next;
}

Trajectory evolve(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control)
{
    std::vector<NaturalBlock> priorNaturals;
    for (const GaussianBlock& block : prior.heads)
        priorNaturals.push_back(naturalParameters(block));

    Trajectory trajectory;
    Ensemble current = ensemble;
    trajectory.layers.push_back(current.common);
    const int total = options.layers * options.steps;
    const Wanted wanted{.energy = false, .attention = false, .mixture = false, .product = true};
    for (int t = 0; t <= total; ++t) {
        control.check();
        const AttentionResult result = backend.attend(*backend.prepare(current, attention), attention, wanted, control);
        trajectory.history.push_back(freeEnergy(current.common, prior, result, options.alpha, options.lambda));
        if (t == total)
            break;
        current.common = mirrorStep(current.common, priorNaturals, result.naturals, options);
        if ((t + 1) % options.steps == 0)
            trajectory.layers.push_back(current.common);
        control.report(static_cast<double>(t + 1) / total);
    }
    return trajectory;
}

}  // namespace gauge
