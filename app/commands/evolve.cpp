#include "app/cli.h"
#include "core/parallel.h"
#include <algorithm>

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

/// What the input held, without what the run replaces; the prior is written out so that a further run continues this one.
Arrays inputArrays(const State& state)
{
    Arrays arrays;
    for (const auto& [name, array] : state.arrays)
        if (name != "mu" && name != "sigma" && name != "frames")
            arrays.emplace_back(name, array);
    if (!state.prior) {
        arrays.emplace_back("prior_mu", state.arrays.at("mu"));
        arrays.emplace_back("prior_sigma", state.arrays.at("sigma"));
    }
    return arrays;
}

void run(const Arguments& arguments)
{
    const Request request = resolve(arguments.parameters);
    const ThreadLimit threads(request.threads);
    const auto backend = makeBackend(request.backend);
    const State state = readState(arguments.input);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    const CommonBeliefs prior = pulledBackPrior(state, ensemble);
    const Trajectory path = evolve(*backend, ensemble, prior, request.attention, request.evolve, arguments.control);
    const LocalBeliefs after = pushForward(path.layers.back(), path.frames.back());
    const bool turned = request.evolve.frameStep > 0;

    Arrays out{{"mu", means(after.heads)},
               {"sigma", covariances(after.heads)},
               {"frames", frameArray(turned ? path.frames.back() : state.frames)},
               {"free_energy", series(path.history, [](const FreeEnergy& f) { return f.total(); })},
               {"belief_energy", series(path.history, [](const FreeEnergy& f) { return f.belief; })},
               {"coupling_energy", series(path.history, [](const FreeEnergy& f) { return f.coupling; })},
               {"entropy_term", series(path.history, [](const FreeEnergy& f) { return f.entropy; })}};
    for (auto& array : inputArrays(state))
        if (std::none_of(out.begin(), out.end(), [&](const auto& o) { return o.first == array.first; }))
            out.push_back(std::move(array));
    writeArrays(arguments.output, out);
    printSummary(arguments, {{"command", "evolve"},
                             {"tokens", state.tokenCount()},
                             {"steps", request.evolve.layers * request.evolve.steps},
                             {"free_energy_first", path.history.front().total()},
                             {"free_energy_last", path.history.back().total()},
                             {"output", arguments.output}});
}

}  // namespace

void addEvolve(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("evolve", "free-energy descent: beliefs after it, and its history");
    addInputOutput(*command, arguments, "belief file (.npz)");
    addParameters(*command, arguments.parameters, kEvolve);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
