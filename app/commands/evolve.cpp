#include "app/cli.h"
#include "core/io/arrays.h"
#include "core/parallel.h"
#include <algorithm>
#include <iostream>

namespace gauge::cli {
namespace {

NpyArray series(const std::vector<FreeEnergy>& history, double (*part)(const FreeEnergy&))
{
    std::vector<double> values;
    for (const FreeEnergy& f : history)
        values.push_back(part(f));
    const auto n = static_cast<Index>(values.size());
    return numbersArray({n}, std::move(values));
}

/// Consensus parameters are read by these alone; one given in vain is an error.
void requireReader(const CLI::App& command, bool events, const Request& request)
{
    if (events || request.condensed || request.metaPrior > 0)
        return;
    for (const ParameterInfo& info : parameterTable())
        if (std::string(info.section) == "Consensus" && (info.commands & kEvolve) != 0 &&
            info.name != std::string("meta-prior") && command.count(std::string("--") + info.name) > 0)
            fail("--{}: evolve reads it with --events, --condensed or --meta-prior above 0, found none of them", info.name);
}

/// Groups and events, as arrays: the members of event e are event_member[event_offset[e] … event_offset[e+1]).
void addHistory(const ConsensusHistory& history, Arrays& out)
{
    std::vector<double> groups;
    for (const auto& layer : history.groups)
        for (const auto& scale : layer)
            groups.insert(groups.end(), scale.begin(), scale.end());
    const auto layers = static_cast<Index>(history.groups.size());
    const auto scales = static_cast<Index>(history.groups.front().size());
    const auto n = static_cast<Index>(history.groups.front().front().size());
    out.emplace_back("groups", numbersArray({layers, scales, n}, std::move(groups)));
    std::vector<Index> layer, scale, offset{0}, member;
    std::vector<std::string> kind;
    for (const ConsensusEvent& event : history.events) {
        layer.push_back(event.layer);
        scale.push_back(event.scale);
        kind.emplace_back(eventName(event.kind));
        member.insert(member.end(), event.members.begin(), event.members.end());
        offset.push_back(static_cast<Index>(member.size()));
    }
    out.emplace_back("event_layer", indices(layer));
    out.emplace_back("event_scale", indices(scale));
    out.emplace_back("event_kind", textArray(std::move(kind)));
    out.emplace_back("event_member", indices(member));
    out.emplace_back("event_offset", indices(offset));
}

/// What condensed layers ran on, and what every token heard at the last step.
void addCondensed(const CondensedTrajectory& ran, Arrays& out)
{
    std::vector<Index> agents, pairs, members;
    for (const CondensedLayer& layer : ran.layers) {
        agents.push_back(layer.agents);
        pairs.push_back(layer.pairEvaluations);
        members.push_back(layer.memberEvaluations);
    }
    out.emplace_back("agents", indices(agents));
    out.emplace_back("pair_evaluations", indices(pairs));
    out.emplace_back("member_evaluations", indices(members));
    if (ran.message.empty())
        return;
    AttentionResult heard;
    heard.naturals = ran.message;
    const LocalBeliefs local = localMessages(heard, ran.path.frames.back(), MessageKind::Product);
    out.emplace_back("message_mean", meansArray(local.heads));
    out.emplace_back("message_cov", covariancesArray(local.heads));
}

/// Groups of every layer; the tree of a layer is kept while its groups are made.
ConsensusHistory followConsensus(const Backend& backend, const RunLayers& layers, const Request& request,
                                 const RunControl& control)
{
    ScaleLevel kept;
    const TreeOfLayer tree = [&](std::size_t layer) -> const ScaleLevel& {
        return kept = treeAt(backend, layers.at(layer), layers.priorAt(layer), request, control);
    };
    return followGroups(backend, layers, tree, request, control);
}

nlohmann::ordered_json eventList(const std::vector<ConsensusEvent>& events, const std::vector<std::string>& tokens)
{
    auto list = nlohmann::ordered_json::array();
    const auto names = [&](const std::vector<Index>& members) {
        std::vector<std::string> text;
        for (const Index i : members)
            text.push_back(tokens[static_cast<std::size_t>(i)]);
        return text;
    };
    for (const ConsensusEvent& e : events) {
        list.push_back({{"layer", e.layer},
                        {"scale", e.scale},
                        {"what", eventName(e.kind)},
                        {"members", e.members},
                        {"tokens", names(e.members)}});
        if (!e.changed.empty())
            list.back()["changed"] = e.changed;
    }
    return list;
}

/// How far a run went that was to stop once beliefs stand still; that it did not is said.
void addStandstill(const Trajectory& path, const EvolveOptions& options, Arrays& out)
{
    out.emplace_back("layers_run", numbersArray({}, {static_cast<double>(path.layersRun)}));
    out.emplace_back("converged", numbersArray({}, {path.converged ? 1.0 : 0.0}));
    if (!path.converged)
        std::cerr << fmt::format(
            "gaugescope-cli: --until: beliefs still moved by {} or more at layer {}, the last one allowed\n", options.until,
            path.layersRun);
}

void run(const Arguments& arguments, const CLI::App& command, bool events)
{
    requireArraysOutput(arguments.output);
    Parameters parameters = arguments.parameters;
    if (parameters.evolve.until > 0 && command.count("--layers") == 0)
        parameters.evolve.layers = kLayersUntilStill;
    Request request = resolve(parameters);
    requireReader(command, events, request);
    const ThreadLimit threads(request.threads);
    const auto backend = arguments.backends(request.backend);
    const State state = readInput(arguments, arguments.input);
    request = resolveFor(parameters, state);
    const Start start = startOf(state, request);
    const CondensedTrajectory ran =
        runLayers(*backend, start, request, arguments.control, events || request.condensed ? Keep::Layers : Keep::Ends);
    const Trajectory& path = ran.path;
    const bool turned = request.evolve.frameStep > 0;

    Arrays out = endArrays(state, path, turned);
    out.emplace_back("free_energy", series(path.history, [](const FreeEnergy& f) { return f.total(); }));
    out.emplace_back("belief_energy", series(path.history, [](const FreeEnergy& f) { return f.belief; }));
    out.emplace_back("coupling_energy", series(path.history, [](const FreeEnergy& f) { return f.coupling; }));
    out.emplace_back("entropy_term", series(path.history, [](const FreeEnergy& f) { return f.entropy; }));
    if (request.evolve.until > 0)
        addStandstill(path, request.evolve, out);
    if (request.metaPrior > 0)
        out.emplace_back("meta_energy", series(path.history, [](const FreeEnergy& f) { return f.meta; }));
    ConsensusHistory history;
    if (request.condensed) {
        addCondensed(ran, out);
        for (const auto& groups : ran.groups)
            history.groups.push_back({groups});
        for (const CondensedLayer& layer : ran.layers)
            history.unequal.push_back(layer.unequal);
        history.events = eventsOf(history.groups);
    } else if (events) {
        requireMatricesFit(state.tokenCount(), state.heads.size() + 2, 2);
        history = followConsensus(*backend, {start, path, turned}, request, arguments.control);
    }
    if (!history.groups.empty())
        addHistory(history, out);
    for (auto& array : heldArrays(state))
        if (std::none_of(out.begin(), out.end(), [&](const auto& o) { return o.first == array.first; }))
            out.push_back(std::move(array));
    writeOutput(arguments.output, out);
    nlohmann::ordered_json summary{{"command", "evolve"},
                                   {"tokens", state.tokenCount()},
                                   {"steps", static_cast<Index>(path.history.size()) - 1},
                                   {"free_energy_first", path.history.front().total()},
                                   {"free_energy_last", path.history.back().total()},
                                   {"output", arguments.output}};
    if (request.evolve.until > 0) {
        summary["layers_run"] = path.layersRun;
        summary["converged"] = path.converged;
    }
    if (!history.groups.empty()) {
        summary["events"] = eventList(history.events, state.tokens);
        summary["unequal_links"] = history.unequal;
    }
    if (!history.unequal.empty())
        sayUnequal(history.unequal.back(), " at the last layer");
    if (request.condensed) {
        auto layers = nlohmann::ordered_json::array();
        for (const CondensedLayer& layer : ran.layers)
            layers.push_back({{"agents", layer.agents},
                              {"pair_evaluations", layer.pairEvaluations},
                              {"member_evaluations", layer.memberEvaluations}});
        summary["layers"] = layers;
    }
    printSummary(arguments, summary);
}

}  // namespace

void addEvolve(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("evolve", "free-energy descent: beliefs after it, and its history");
    addInputOutput(*command, arguments, "belief file (.npz, .safetensors, .csv)");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kEvolve);
    auto events = std::make_shared<bool>(false);
    command->add_flag(
        "--events", *events,
        "also write the groups of every layer and what happened to them: formed, grew, shrank, joined, split, "
        "dissolved");
    command->callback([&arguments, command, events] { run(arguments, *command, *events); });
}

}  // namespace gauge::cli
