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

/// The arrays of one scale; s counts from 1.
void addScale(const ScaleLevel& level, std::size_t s, Arrays& out)
{
    const auto name = [s](const char* stem) { return fmt::format("{}_{}", stem, s); };
    const auto labels = static_cast<Index>(level.clusters.members.size());
    const Vectord& count = level.metas.multiplicity;
    out.emplace_back(name("meta_mu"), means(level.metas.local.heads));
    out.emplace_back(name("meta_sigma"), covariances(level.metas.local.heads));
    out.emplace_back(name("meta_frame"), frameArray(level.metas.frames));
    out.emplace_back(name("meta_count"), numbersArray({labels}, {count.begin(), count.end()}));
    out.emplace_back(name("parent"), indices(level.clusters.label));
    out.emplace_back(name("meta_common_mu"), means(level.metas.common.heads));
    out.emplace_back(name("meta_common_sigma"), covariances(level.metas.common.heads));
}

void run(const Arguments& arguments)
{
    const Request request = resolve(arguments.parameters);
    requireCondensable(request.attention);
    const ThreadLimit threads(request.threads);
    const auto backend = makeBackend(request.backend);
    const State state = readState(arguments.input);
    const Index n = state.tokenCount();
    requireMatricesFit(n, state.heads.size() + 2, 2);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    const AttentionResult base = attendOnce(*backend, ensemble, request.attention,
                                            {.energy = true, .attention = false, .mixture = false}, arguments.control);
    const Condensation c =
        condense(*backend, ensemble,
                 treeOf(*backend, ensemble, pulledBackPrior(state, ensemble), base.energy, request, arguments.control),
                 request, arguments.control);

    std::vector<Index> scales;
    std::vector<Index> index;
    for (const AgentId& id : c.active.id) {
        scales.push_back(id.scale);
        index.push_back(id.index);
    }
    const ScaleLevel& first = c.levels.front();
    const Matrixd& distance = first.distance;
    Arrays out{{"distance", numbersArray({n, n}, {distance.data(), distance.data() + distance.size()})},
               {"labels", indices(first.clusters.label)},
               {"merge", mergeArray(first.tree)}};
    for (std::size_t s = 1; s <= c.levels.size(); ++s)
        addScale(c.levels[s - 1], s, out);
    out.emplace_back("active_energy", headMatrices(c.activeAttention.energy));
    out.emplace_back("active_attention", headMatrices(c.activeAttention.attention));
    out.emplace_back("active_scale", indices(scales));
    out.emplace_back("active_index", indices(index));
    out.emplace_back("kl_evaluations", indices({n * n, c.evaluations}));
    writeArrays(arguments.output, out);
    std::vector<std::size_t> clusters;
    for (const ScaleLevel& level : c.levels)
        clusters.push_back(level.clusters.members.size());
    printSummary(arguments, {{"command", "condense"},
                             {"tokens", n},
                             {"clusters", clusters.front()},
                             {"clusters_by_scale", clusters},
                             {"active_agents", c.active.id.size()},
                             {"kl_evaluations", {n * n, c.evaluations}},
                             {"output", arguments.output}});
}

}  // namespace

void addCondense(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("condense", "clusters, meta-tokens, cross-scale attention");
    addInputOutput(*command, arguments, "belief file (.npz)");
    addParameters(*command, arguments.parameters, kCondense | kFileOnly);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
