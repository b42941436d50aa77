#include "core/dynamics/gradient.h"
#include "app/cli.h"
#include "core/io/arrays.h"
#include "core/parallel.h"

namespace gauge::cli {
namespace {

NpyArray meanGradients(const std::vector<BlockGradient>& heads)
{
    std::vector<GaussianBlock> blocks;
    for (const BlockGradient& h : heads)
        blocks.push_back({h.mean, Stack(h.mean.cols(), h.mean.rows())});
    return means(blocks);
}

NpyArray covarianceGradients(const std::vector<BlockGradient>& heads)
{
    std::vector<GaussianBlock> blocks;
    for (const BlockGradient& h : heads)
        blocks.push_back({h.mean, h.cov});
    return covariances(blocks);
}

void run(const Arguments& arguments)
{
    requireArraysOutput(arguments.output);
    Request request = resolve(arguments.parameters);
    const ThreadLimit threads(request.threads);
    if (const std::string refusal = gradientRefusal(request.attention); !refusal.empty())
        throw Error(refusal);
    const auto backend = arguments.backends(request.backend);
    const State state = readInput(arguments, arguments.input);
    request = resolveFor(arguments.parameters, state);
    requireMatricesFit(state.tokenCount(), state.heads.size(), 4);
    const Start start = startOf(state, request);
    const FreeEnergyGradient gradient = gradientOf(*backend, start, request, arguments.control);
    const std::vector<BlockGradient> local = localGradient(gradient, start.ensemble.frames);
    const RowMatrixd& frame = gradient.frame;
    writeOutput(arguments.output,
                {{"free_energy", numbersArray({}, {gradient.value.total()})},
                 {"grad_mu", meanGradients(local)},
                 {"grad_sigma", covarianceGradients(local)},
                 {"grad_frame", numbersArray({frame.rows(), frame.cols()}, {frame.data(), frame.data() + frame.size()})}});
    printSummary(arguments, {{"command", "gradient"},
                             {"tokens", state.tokenCount()},
                             {"free_energy", gradient.value.total()},
                             {"belief_energy", gradient.value.belief},
                             {"coupling_energy", gradient.value.coupling},
                             {"entropy_term", gradient.value.entropy},
                             {"output", arguments.output}});
}

}  // namespace

void addGradient(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("gradient", "gradients of the free energy by means, covariances and frames");
    addInputOutput(*command, arguments, "belief file (.npz, .safetensors, .csv)");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kGradient);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
