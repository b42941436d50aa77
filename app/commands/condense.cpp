#include "app/cli.h"
#include "core/attention/spread.h"
#include "core/consensus/distance.h"
#include "core/consensus/statistics.h"
#include "core/io/arrays.h"
#include "core/parallel.h"

#include <cmath>
#include <optional>

namespace gauge::cli {
namespace {

NpyArray mergeArray(const std::vector<Merge>& tree)
{
    std::vector<double> values;
    for (const Merge& m : tree)
        for (const double v : {static_cast<double>(m.a), static_cast<double>(m.b), m.height, static_cast<double>(m.count)})
            values.push_back(v);
    return numbersArray({static_cast<Index>(tree.size()), 4}, std::move(values));
}

/// The arrays of one scale; s counts from 1.
void addScale(const ScaleLevel& level, std::size_t s, Arrays& out)
{
    const auto name = [s](const char* stem) { return fmt::format("{}_{}", stem, s); };
    const auto labels = static_cast<Index>(level.clusters.members.size());
    const Vectord& count = level.metas.multiplicity;
    const LocalBeliefs local = pushForward(level.metas.common, level.metas.frames);
    requireFinite(local.heads, "meta-token");
    out.emplace_back(name("meta_mu"), meansArray(local.heads));
    out.emplace_back(name("meta_sigma"), covariancesArray(local.heads));
    out.emplace_back(name("meta_frame"), framesArray(level.metas.frames));
    out.emplace_back(name("meta_count"), numbersArray({labels}, {count.begin(), count.end()}));
    out.emplace_back(name("parent"), indices(level.clusters.label));
    out.emplace_back(name("meta_common_mu"), meansArray(level.metas.common.heads));
    out.emplace_back(name("meta_common_sigma"), covariancesArray(level.metas.common.heads));
}

NpyArray matrix(const RowMatrixd& m)
{
    return numbersArray({m.rows(), m.cols()}, {m.data(), m.data() + m.size()});
}

/// Beliefs of agents handed back to the tokens they stand for, each in its own frame.
LocalBeliefs expand(const CommonBeliefs& agents, const std::vector<std::vector<Index>>& tokens, const Carry& carry,
                    const Frames& frames)
{
    CommonBeliefs all;
    for (const GaussianBlock& block : agents.heads) {
        GaussianBlock out{Matrixd(block.dim(), frames.tokens()), Stack(frames.tokens(), block.dim())};
        for (std::size_t a = 0; a < tokens.size(); ++a) {
            for (const Index i : tokens[a]) {
                out.mean.col(i) = block.mean.col(static_cast<Index>(a));
                out.cov[i] = block.cov[static_cast<Index>(a)];
            }
        }
        all.heads.push_back(std::move(out));
    }
    return pushForward(carry.back(all), frames);
}

/// How far a token's attention can be from that of its agent.
std::optional<CondensationBound> boundOf(const Ensemble& ensemble, const Condensation& c, const AttentionResult& base,
                                         const std::vector<std::vector<Index>>& tokens, const AttentionOptions& attention)
{
    if (!attention.mask.everyPair())
        return std::nullopt;
    if (ensemble.connection.byPair())
        return condensationBound(base.energy, c.attention.energy, tokens, ensemble.heads, attention);
    if (!attention.energiesFactor())
        return std::nullopt;
    return condensationBound(ensemble, tokens, c.active.ensemble, attention);
}

/// The agents that take part, and, where they part the tokens, what every token hears and how far that can be from the truth.
void addActive(const Ensemble& ensemble, const Condensation& c, const AttentionResult& base, const Request& request,
               Arrays& out)
{
    std::vector<Index> scales;
    std::vector<Index> index;
    for (const AgentId& id : c.active.id) {
        scales.push_back(id.scale);
        index.push_back(id.index);
    }
    out.emplace_back("active_energy", headMatrices(c.attention.energy));
    out.emplace_back("active_attention", headMatrices(c.attention.attention));
    out.emplace_back("active_scale", indices(scales));
    out.emplace_back("active_index", indices(index));
    if (request.consensus.crossScale != CrossScale::Active)
        return;
    const auto tokens = tokensOf(c.active, c.levels);
    const LocalBeliefs heard = expand(c.attention.message, tokens, carryToAgents(ensemble, c.levels), ensemble.frames);
    out.emplace_back("message_mean", meansArray(heard.heads));
    out.emplace_back("message_cov", covariancesArray(heard.heads));
    if (const auto bound = boundOf(ensemble, c, base, tokens, request.attention))
        out.emplace_back("attention_bound", matrix(bound->attention));
}

/// The first scale's tree, from attention's energies where they are those that consensus reads.
ScaleLevel firstTree(const Backend& backend, const Start& start, const AttentionResult& base, const Request& request,
                     const RunControl& control)
{
    if (readsAttention(request.attention))
        return treeFrom(backend, start.ensemble, start.prior, base.energy, request, control);
    ScaleLevel level = treeAt(backend, start.ensemble, start.prior, request, control);
    level.evaluations += level.distance.size();
    return level;
}

/// A number, or null where it has no meaning.
nlohmann::ordered_json orNull(double value)
{
    return std::isnan(value) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
}

/// The consensus of scale 1 in numbers, as arrays and for the summary.
nlohmann::ordered_json addNumbers(const ScaleLevel& level, const std::vector<RowMatrixd>& attention,
                                  const EffectiveRank& rank, Arrays& out)
{
    const ClusterStatistics clusters = clusterStatistics(level.clusters, level.distance, attention);
    const AttentionSpread spread = attentionSpread(attention);
    out.emplace_back("silhouette", numbersArray({clusters.silhouetteOf.size()},
                                                {clusters.silhouetteOf.begin(), clusters.silhouetteOf.end()}));
    out.emplace_back("attention_entropy", matrix(spread.entropy));
    out.emplace_back("attention_concentration", matrix(spread.concentration));
    out.emplace_back("attention_strongest", matrix(spread.strongest));
    const auto one = [&](const char* name, double value) { out.emplace_back(name, numbersArray({}, {value})); };
    one("within", clusters.within);
    one("between", clusters.between);
    one("modularity", clusters.modularity);
    one("effective_rank_means", rank.means);
    one("effective_rank_mixture", rank.mixture);
    const auto headMeans = [](const RowMatrixd& quantity) {
        const Vectord mean = meanOverReceivers(quantity);
        return std::vector<double>(mean.begin(), mean.end());
    };
    return {{"within", orNull(clusters.within)},
            {"between", orNull(clusters.between)},
            {"silhouette", orNull(clusters.silhouette)},
            {"modularity", orNull(clusters.modularity)},
            {"effective_rank_means", rank.means},
            {"effective_rank_mixture", rank.mixture},
            {"attention_entropy", headMeans(spread.entropy)},
            {"attention_concentration", headMeans(spread.concentration)}};
}

void run(const Arguments& arguments)
{
    requireArraysOutput(arguments.output);
    Request request = resolve(arguments.parameters);
    requireCondensable(request.attention);
    const ThreadLimit threads(request.threads);
    const auto backend = arguments.backends(request.backend);
    const State state = readInput(arguments, arguments.input);
    request = resolveFor(arguments.parameters, state);
    const Index n = state.tokenCount();
    requireMatricesFit(n, state.heads.size() + 2, 3);
    const Start start = startOf(state, request);
    const Ensemble& ensemble = start.ensemble;
    const AttentionResult base = attentionOf(*backend, ensemble, request, {.mixture = false}, arguments.control);
    const Condensation c = condense(*backend, ensemble, firstTree(*backend, start, base, request, arguments.control),
                                    request, arguments.control);

    const ScaleLevel& first = c.levels.front();
    const Matrixd& distance = first.distance;
    const Matrixd linked = apartDistance(distance, apartByEither(first.guessed, first.links));
    Arrays out{{"distance", numbersArray({n, n}, {distance.data(), distance.data() + distance.size()})},
               {"labels", indices(first.clusters.label)},
               {"merge", mergeArray(first.tree)},
               {"merge_complete", mergeArray(mergeTree(linked, Linkage::Complete))},
               {"merge_components", mergeArray(mergeTree(linked, Linkage::Components))}};
    for (std::size_t s = 1; s <= c.levels.size(); ++s)
        addScale(c.levels[s - 1], s, out);
    addActive(ensemble, c, base, request, out);
    out.emplace_back("kl_evaluations", indices({n * n, c.attention.evaluations}));
    const nlohmann::ordered_json numbers =
        addNumbers(first, base.attention, effectiveRank(ensemble.common, ensemble.multiplicity), out);
    writeOutput(arguments.output, out);

    std::vector<std::size_t> clusters;
    std::vector<double> thresholds;
    std::vector<Index> unequal;
    for (const ScaleLevel& level : c.levels) {
        unequal.push_back(level.unequal);
        clusters.push_back(level.clusters.members.size());
        thresholds.push_back(level.threshold);
    }
    sayUnequal(unequal.front(), "");
    printSummary(arguments, {{"command", "condense"},
                             {"tokens", n},
                             {"clusters", clusters.front()},
                             {"clusters_by_scale", clusters},
                             {"threshold_by_scale", thresholds},
                             {"unequal_links_by_scale", unequal},
                             {"active_agents", c.active.id.size()},
                             {"kl_evaluations", {n * n, c.attention.evaluations}},
                             {"kl_evaluations_of_scales", c.evaluations - c.attention.evaluations},
                             {"consensus", numbers},
                             {"output", arguments.output}});
}

}  // namespace

void addCondense(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("condense", "clusters, meta-tokens, cross-scale attention");
    addInputOutput(*command, arguments, "belief file (.npz, .safetensors, .csv)");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kCondense | kFileOnly);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
