#include "app/cli.h"
#include "core/parallel.h"

namespace gauge::cli {
namespace {

void run(const Arguments& arguments)
{
    const Request request = resolve(arguments.parameters);
    const ThreadLimit threads(request.threads);
    const auto backend = makeBackend(request.backend);
    const State state = readState(arguments.input);
    requireMatricesFit(state.tokenCount(), state.heads.size(), 4);
    const Ensemble ensemble = makeEnsemble(state, request.attention.family, request.ignoreFrames);
    const bool product = request.attention.message == MessageKind::Product;
    const AttentionResult result =
        backend->attend(*backend->prepare(ensemble, request.attention), request.attention,
                        {.energy = true, .attention = true, .mixture = !product, .product = product}, arguments.control);
    const LocalBeliefs message = localMessages(result, ensemble.frames, request.attention.message);
    writeNpz(arguments.output, {{"energy", headMatrices(result.energy)},
                                {"attention", headMatrices(result.attention)},
                                {"message_mean", means(message.heads)},
                                {"message_cov", covariances(message.heads)}});
    printSummary(arguments, {{"command", "attend"},
                             {"tokens", state.tokenCount()},
                             {"heads", state.heads.size()},
                             {"backend", backend->name()},
                             {"kl_evaluations", state.tokenCount() * state.tokenCount()},
                             {"output", arguments.output}});
}

}  // namespace

void addAttend(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("attend", "energies, attention, messages");
    addInputOutput(*command, arguments, "belief file (.npz)");
    addParameters(*command, arguments.parameters, kAttend);
    command->add_flag_callback(
        "--no-matrix",
        [] { fail("--no-matrix: streaming is not implemented in this version; attend writes the matrices"); },
        "not in this version");
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
