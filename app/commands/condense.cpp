#include "app/cli.h"
#include "core/parallel.h"

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

void run(const Arguments& arguments)
{
    const Request request = resolve(arguments.parameters);
    requireMaskForCondensation(request.attention.mask);
    const ThreadLimit threads(request.threads);
    const auto backend = makeBackend(request.backend);
    const State state = readState(arguments.input);
    const Index n = state.tokenCount();
    requireMatricesFit(n, state.heads.size() + 2, 2);
    const Ensemble ensemble = makeEnsemble(state, request.attention.family, request.ignoreFrames);
    const AttentionResult base =
        backend->attend(*backend->prepare(ensemble, request.attention), request.attention,
                        {.energy = true, .attention = false, .mixture = false, .product = false}, arguments.control);
    const Matrixd distance = consensusDistance(base.energy);
    const std::vector<Merge> tree = mergeTree(distance, request.linkage);
    const Condensation c = condense(*backend, ensemble, distance, tree, request, arguments.control);

    std::vector<Index> scales;
    std::vector<Index> index;
    for (const AgentId& id : c.active.id) {
        scales.push_back(id.scale);
        index.push_back(id.index);
    }
    const auto agents = static_cast<Index>(c.active.id.size());
    const auto metas = static_cast<Index>(c.clusters.members.size());
    std::vector<double> counts(c.metas.multiplicity.begin(), c.metas.multiplicity.end());
    writeNpz(arguments.output, {{"distance", numbersArray({n, n}, {distance.data(), distance.data() + distance.size()})},
                                {"labels", indices(c.clusters.label)},
                                {"merge", mergeArray(tree)},
                                {"meta_mu_1", means(c.metas.local.heads)},
                                {"meta_sigma_1", covariances(c.metas.local.heads)},
                                {"meta_frame_1", frameArray(c.metas.frames)},
                                {"meta_count_1", numbersArray({metas}, std::move(counts))},
                                {"parent_1", indices(c.clusters.label)},
                                {"meta_common_mu_1", means(c.metas.common.heads)},
                                {"meta_common_sigma_1", covariances(c.metas.common.heads)},
                                {"active_energy", headMatrices(c.activeAttention.energy)},
                                {"active_attention", headMatrices(c.activeAttention.attention)},
                                {"active_scale", indices(scales)},
                                {"active_index", indices(index)},
                                {"kl_evaluations", indices({n * n, agents * agents})}});
    printSummary(arguments, {{"command", "condense"},
                             {"tokens", n},
                             {"clusters", metas},
                             {"active_agents", agents},
                             {"kl_evaluations", {n * n, agents * agents}},
                             {"output", arguments.output}});
}

}  // namespace

void addCondense(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("condense", "clusters, meta-tokens, cross-scale attention");
    addInputOutput(*command, arguments, "belief file (.npz)");
    addParameters(*command, arguments.parameters, kCondense);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
