#include "core/pipeline/compute.h"

#include "core/error.h"

namespace gauge {

namespace {

LocalBeliefs finite(LocalBeliefs beliefs)
{
    requireFinite(beliefs.heads, "message");
    return beliefs;
}

}  // namespace

Request resolveFor(const Parameters& parameters, const State& state)
{
    Request request = resolve(parameters);
    request.attention.headTemperature = state.headTemperature;
    if (request.attention.summedHeads && !state.headTemperature.empty())
        fail("--head-attention summed: expected heads of one temperature, found a state with head_temperature for each");
    return request;
}

LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind)
{
    if (kind == MessageKind::Mixture)
        return finite(pushForward(result.message, frames));
    CommonBeliefs beliefs;
    for (const NaturalBlock& naturals : result.naturals) {
        const Index n = naturals.h.cols();
        const Index d = naturals.h.rows();
        Stack precision(n, d);
        std::vector<bool> silent(static_cast<std::size_t>(n));
        for (Index i = 0; i < n; ++i) {
            silent[static_cast<std::size_t>(i)] = naturals.precision[i].isZero(0.0);
            precision[i] =
                silent[static_cast<std::size_t>(i)] ? Matrixd(Matrixd::Identity(d, d)) : Matrixd(naturals.precision[i]);
        }
        GaussianBlock block = fromNatural(precision, naturals.h);
        for (Index i = 0; i < n; ++i) {
            if (silent[static_cast<std::size_t>(i)]) {
                block.mean.col(i).setZero();
                block.cov[i].setZero();
            }
        }
        beliefs.heads.push_back(std::move(block));
    }
    return finite(pushForward(beliefs, frames));
}

void requireMatricesFit(Index n, std::size_t heads, int arrays)
{
    const double bytes = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(heads) * 8.0 * arrays;
    if (bytes > static_cast<double>(memoryLimit()))
        fail("expected matrices within the memory limit of {} bytes, found {} tokens needing {:.3g} bytes for {} arrays of "
             "{}×{}×{}",
             memoryLimit(), n, bytes, arrays, heads, n, n);
}

bool canCondense(const AttentionOptions& options)
{
    return options.mask.kind == Mask::Kind::Full && options.prior.kind == AttentionPrior::Kind::None &&
           options.score == Score::Divergence;
}

void requireCondensable(const AttentionOptions& options)
{
    if (options.mask.kind != Mask::Kind::Full)
        fail("--mask: condensation needs full (a meta-token stands at no one place), found a causal or window mask");
    if (options.prior.kind != AttentionPrior::Kind::None)
        fail("--attention-prior: condensation needs none (a meta-token stands at no one place)");
    if (options.score == Score::DotProduct)
        fail("--score: condensation needs divergence (agreement is a small divergence), found dot-product");
}

namespace {

/// Meta-tokens of the moment as priors of their members, asked for layer after layer.
PullSource pullOfLayers(const Backend& backend, const CommonBeliefs& prior, const Request& request,
                        const RunControl& control)
{
    return [&, attention = forConsensus(request.attention),
            before = std::vector<std::vector<Index>>{}](const Ensemble& ensemble) mutable {
        const AttentionResult r =
            attendOnce(backend, ensemble, attention, {.energy = true, .attention = false, .mixture = false}, control);
        ScaleLevel first = treeOf(backend, ensemble, prior, r.energy, attention, request.consensus.linkage, control);
        const std::vector<ScaleLevel> levels =
            growLevels(backend, ensemble, std::move(first), attention, request.consensus, before, control);
        before = tokenGroups(levels);
        return pullOfMetaTokens(ensemble, levels, request.metaPrior);
    };
}

}  // namespace

CondensedTrajectory runLayers(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                              const Request& request, const RunControl& control)
{
    if (request.condensed) {
        requireCondensable(request.attention);
        return evolveCondensed(backend, ensemble, prior, request.attention, request.evolve, request.consensus, control);
    }
    CondensedTrajectory out;
    out.path = evolve(backend, ensemble, prior, request.attention, request.evolve, control,
                      request.metaPrior > 0 ? pullOfLayers(backend, prior, request, control) : PullSource{});
    return out;
}

ConsensusHistory followConsensus(const Backend& backend, const Ensemble& start, const CommonBeliefs& prior,
                                 const Trajectory& path, const Request& request, const RunControl& control)
{
    ConsensusHistory history;
    const AttentionOptions attention = forConsensus(request.attention);
    const bool moved = request.evolve.frameStep > 0;
    std::vector<std::vector<Index>> before;
    for (std::size_t layer = 0; layer < path.layers.size(); ++layer) {
        const Ensemble e = ensembleOfLayer(start, path, layer, moved);
        const AttentionResult r =
            attendOnce(backend, e, attention, {.energy = true, .attention = false, .mixture = false}, control);
        ScaleLevel first = treeOf(backend, e, priorOfLayer(prior, start, path, layer, moved), r.energy, attention,
                                  request.consensus.linkage, control);
        before = tokenGroups(growLevels(backend, e, std::move(first), attention, request.consensus, before, control));
        history.groups.push_back(before);
    }
    history.events = eventsOf(history.groups);
    return history;
}

Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control)
{
    requireCondensable(request.attention);
    const ConsensusOptions& options = request.consensus;
    Condensation c;
    c.levels = growLevels(backend, ensemble, std::move(first), request.attention, options, {}, control);
    c.active = activeAgents(ensemble, c.levels, options.crossScale);
    c.attention = attendAmong(backend, c.active, request.attention, options.crossScale,
                              options.crossScale == CrossScale::Active, control);
    c.evaluations = c.attention.evaluations;
    for (const ScaleLevel& level : c.levels)
        c.evaluations += level.evaluations;
    return c;
}

}  // namespace gauge
