#include "core/pipeline/stages.h"

#include "core/attention/state_ensemble.h"
#include "core/error.h"
#include "core/io/file.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/record_tokens.h"

namespace gauge {
namespace {

std::string shortName(const std::string& text)
{
    std::string name = text.substr(0, text.find('\n'));
    if (name.size() <= 40)
        return name;
    std::size_t end = 40;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
        --end;
    return name.substr(0, end) + "…";
}

constexpr Wanted kEnergies{.energy = true, .attention = false, .mixture = false};

LocalBeliefs finite(LocalBeliefs beliefs)
{
    requireFinite(beliefs.heads, "message");
    return beliefs;
}

/// Beliefs of the geometric mean; of receivers that hear nobody mean 0 and covariance 0.
GaussianBlock productBelief(const NaturalBlock& naturals)
{
    const Index n = naturals.h.cols();
    const Index d = naturals.h.rows();
    Stack precision(n, d);
    std::vector<bool> silent(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) {
        const auto at = static_cast<std::size_t>(i);
        silent[at] = naturals.precision[i].isZero(0.0);
        precision[i] = silent[at] ? Matrixd(Matrixd::Identity(d, d)) : Matrixd(naturals.precision[i]);
    }
    GaussianBlock block = fromNatural(precision, naturals.h);
    for (Index i = 0; i < n; ++i) {
        if (silent[static_cast<std::size_t>(i)]) {
            block.mean.col(i).setZero();
            block.cov[i].setZero();
        }
    }
    return block;
}

/// Meta-tokens of the moment as priors of their members, asked for layer after layer.
PullSource pullOfLayers(const Backend& backend, const CommonBeliefs& prior, const Request& request,
                        const RunControl& control)
{
    return [&, before = TokenGroups{}](const Ensemble& ensemble) mutable {
        const std::vector<ScaleLevel> levels =
            levelsAt(backend, ensemble, treeAt(backend, ensemble, prior, request, control), request, before, control);
        before = tokenGroups(levels);
        return pullOfMetaTokens(ensemble, levels, request.metaPrior);
    };
}

/// The clusters of the first scale alone, and who keeps apart, as levels of which nothing else is read.
std::vector<ScaleLevel> firstCut(const ScaleLevel& tree, const ConsensusOptions& options, const TokenGroups& before)
{
    std::vector<ScaleLevel> levels(1);
    TreeCut cut = cutOf(tree, 1, options, before.empty() ? std::vector<Index>{} : before.front());
    levels.front().clusters = std::move(cut.clusters);
    levels.front().unequal = cut.unequal;
    return levels;
}

/// Why condensation has no meaning under these options; empty where it has.
std::string condensationRefusal(const AttentionOptions& options)
{
    if (std::string refusal = consensusRefusal(options); !refusal.empty())
        return refusal;
    if (options.mask.kind != Mask::Kind::Full)
        return "--mask: condensation needs full (a meta-token stands at no one place), found a causal or window mask";
    if (options.prior.kind != AttentionPrior::Kind::None)
        return "--attention-prior: condensation needs none (a meta-token stands at no one place)";
    return {};
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

NpzArrays arraysOfText(const std::string& text, const learn::TrainedModel* model, const Request& asked)
{
    EmbedOptions options = stages().embed.given(asked).text;
    options.generators = asked.text.generators;
    if (model != nullptr) {
        if (!(options == EmbedOptions{}))
            fail("--position-rate, --irrep-heads and --generators: belong to the built-in words; a trained model has "
                 "frames of its own");
        return learn::embedText(*model, text);
    }
    options.generators = options.generators || !asked.attention.connection.flat();
    return embedText(builtInModel(), text, options);
}

State stateOfText(const std::string& text, const learn::TrainedModel* model, const Request& request)
{
    return stateFromArrays(arraysOfText(text, model, request), shortName(text));
}

void requireMatricesFit(Index n, std::size_t heads, int arrays)
{
    const double bytes = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(heads) * 8.0 * arrays;
    if (bytes > static_cast<double>(memoryLimit()))
        fail("expected matrices within the memory limit of {} bytes, found {} tokens needing {:.3g} bytes for {} arrays of "
             "{}×{}×{}",
             memoryLimit(), n, bytes, arrays, heads, n, n);
}

Ensemble ensembleOf(const State& state, const Request& asked)
{
    const Request request = stages().start.given(asked);
    if (!(request.start.noise > 0))
        return makeEnsemble(state, request.attention, request.start.seed);
    State scattered = state;
    scattered.belief =
        scatterMeans(std::move(scattered.belief), request.start.noise, static_cast<std::uint64_t>(request.start.seed));
    return makeEnsemble(scattered, request.attention, request.start.seed);
}

Start startOf(const State& state, const Request& request)
{
    Start start{ensembleOf(state, request), {}};
    start.prior = pulledBackPrior(state, start.ensemble);
    return start;
}

CondensedTrajectory runLayers(const Backend& backend, const Start& start, const Request& asked, const RunControl& control,
                              Keep keep)
{
    Request request = stages().layersFor(asked).given(asked);
    request.evolve.layers = asked.evolve.layers;
    if (request.condensed) {
        requireCondensable(request.attention);
        return evolveCondensed(backend, start.ensemble, start.prior, request.attention, request.evolve, request.consensus,
                               control, keep);
    }
    CondensedTrajectory out;
    out.path = evolve(backend, start.ensemble, start.prior, request.attention, request.evolve, control,
                      request.metaPrior > 0 ? pullOfLayers(backend, start.prior, request, control) : PullSource{}, keep);
    return out;
}

Ensemble RunLayers::at(std::size_t layer) const
{
    if (starts != nullptr)
        return (*starts)[layer]->ensemble;
    return ensembleOfLayer(start.ensemble, path, layer, framesMoved);
}

CommonBeliefs RunLayers::priorAt(std::size_t layer) const
{
    if (starts != nullptr)
        return (*starts)[layer]->prior;
    return priorOfLayer(start.prior, start.ensemble, path, layer, framesMoved);
}

AttentionResult attentionOf(const Backend& backend, const Ensemble& ensemble, const Request& asked, const Wanted& wanted,
                            const RunControl& control)
{
    return attendOnce(backend, ensemble, stages().attend.given(asked).attention, wanted, control);
}

Holonomy holonomyAround(const Connection& connection, const Heads& heads, const std::vector<RowMatrixd>& attention,
                        const Request& asked, const RunControl& control)
{
    const Request request = stages().holonomy.given(asked);
    return holonomyOf(connection, heads, attention, static_cast<std::uint64_t>(request.start.seed), control);
}

LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind)
{
    if (kind == MessageKind::Mixture)
        return finite(pushForward(result.message, frames));
    CommonBeliefs beliefs;
    for (const NaturalBlock& naturals : result.naturals)
        beliefs.heads.push_back(productBelief(naturals));
    return finite(pushForward(beliefs, frames));
}

ScaleLevel treeFrom(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                    const std::vector<RowMatrixd>& energy, const Request& asked, const RunControl& control)
{
    const Request request = stages().trees.given(asked);
    return treeOf(backend, ensemble, prior, energy, forConsensus(request.attention), request.consensus, control);
}

ScaleLevel treeAt(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior, const Request& asked,
                  const RunControl& control)
{
    const AttentionOptions attention = forConsensus(stages().trees.given(asked).attention);
    return treeFrom(backend, ensemble, prior, attendOnce(backend, ensemble, attention, kEnergies, control).energy, asked,
                    control);
}

std::vector<ScaleLevel> levelsAt(const Backend& backend, const Ensemble& ensemble, ScaleLevel tree, const Request& asked,
                                 const TokenGroups& before, const RunControl& control)
{
    const Request request = stages().cut.given(asked);
    return growLevels(backend, ensemble, std::move(tree), forConsensus(request.attention), request.consensus, before,
                      control);
}

ConsensusHistory followGroups(const Backend& backend, const RunLayers& run, const TreeOfLayer& tree, const Request& asked,
                              const RunControl& control)
{
    const Request request = stages().cut.given(asked);
    ConsensusHistory history;
    TokenGroups before;
    for (std::size_t layer = 0; layer < run.count(); ++layer) {
        if (run.recording != nullptr && layer > 0)
            before = groupsAmong(*run.recording, before, layer - 1, layer);
        const std::vector<ScaleLevel> levels =
            request.consensus.scales == 1 ? firstCut(tree(layer), request.consensus, before)
                                          : levelsAt(backend, run.at(layer), tree(layer), request, before, control);
        for (std::size_t s = 1; s < levels.size(); ++s)
            history.evaluations += levels[s].evaluations;
        history.unequal.push_back(levels.front().unequal);
        before = tokenGroups(levels);
        history.groups.push_back(before);
    }
    history.events = eventsOf(run.recording != nullptr ? groupsOfAll(*run.recording, history.groups) : history.groups);
    return history;
}

Active activeOf(const Backend& backend, const Ensemble& ensemble, const std::vector<ScaleLevel>& levels,
                const Request& asked, bool messages, const RunControl& control)
{
    const Request request = stages().active.given(asked);
    requireCondensable(request.attention);
    const CrossScale crossScale = request.consensus.crossScale;
    Active active{activeAgents(ensemble, levels, crossScale), {}};
    active.attention = attendAmong(backend, active.agents, request.attention, crossScale, messages, control);
    return active;
}

Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control)
{
    requireCondensable(request.attention);
    Condensation c;
    c.levels = levelsAt(backend, ensemble, std::move(first), request, {}, control);
    Active active =
        activeOf(backend, ensemble, c.levels, request, request.consensus.crossScale == CrossScale::Active, control);
    c.active = std::move(active.agents);
    c.attention = std::move(active.attention);
    c.evaluations = c.attention.evaluations;
    for (const ScaleLevel& level : c.levels)
        c.evaluations += level.evaluations;
    return c;
}

bool canCondense(const AttentionOptions& options)
{
    return condensationRefusal(options).empty();
}

void requireCondensable(const AttentionOptions& options)
{
    if (const std::string refusal = condensationRefusal(options); !refusal.empty())
        throw Error(refusal);
}

ResearchCurves curvesOf(const Backend& backend, const CurvesInput& in, const Request& request, const RunControl& control)
{
    return researchCurves(backend, in, stages().curves.given(request).attention, control);
}

FreeEnergyGradient gradientOf(const Backend& backend, const Start& start, const Request& asked, const RunControl& control,
                              bool byLinks)
{
    const Request request = stages().gradient.given(asked);
    return freeEnergyGradient(backend, start.ensemble, start.prior, request.attention,
                              {request.evolve.alpha, request.evolve.lambda}, control, byLinks);
}

}  // namespace gauge
