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
    return meansArray(blocks);
}

NpyArray covarianceGradients(const std::vector<BlockGradient>& heads)
{
    std::vector<GaussianBlock> blocks;
    for (const BlockGradient& h : heads)
        blocks.push_back({h.mean, h.cov});
    return covariancesArray(blocks);
}

/// One K×K block diagonal matrix row by row.
void appendBlocks(const std::vector<Matrixd>& blocks, const Heads& heads, std::vector<double>& numbers)
{
    const std::vector<Index> at = headOffsets(heads);
    RowMatrixd whole = RowMatrixd::Zero(at.back(), at.back());
    for (std::size_t h = 0; h < blocks.size(); ++h)
        whole.block(at[h], at[h], heads[h], heads[h]) = blocks[h];
    numbers.insert(numbers.end(), whole.data(), whole.data() + whole.size());
}

/// grad_links N×N×G, grad_link_frames N×N×K×K, grad_head_connection K×K, grad_link_weights G×K×K: those the connection has.
void addLinks(const ConnectionGradient& g, Index n, const Heads& heads, Arrays& out)
{
    const Index k = headOffsets(heads).back();
    if (g.coordinates.size() > 0)
        out.emplace_back("grad_links", numbersArray({n, n, g.coordinates.cols()},
                                                    {g.coordinates.data(), g.coordinates.data() + g.coordinates.size()}));
    if (!g.heads.empty()) {
        std::vector<double> numbers;
        appendBlocks(g.heads, heads, numbers);
        out.emplace_back("grad_head_connection", numbersArray({k, k}, std::move(numbers)));
    }
    if (!g.matrices.empty()) {
        std::vector<double> numbers;
        for (Index pair = 0; pair < n * n; ++pair) {
            std::vector<Matrixd> blocks;
            blocks.reserve(g.matrices.size());
            for (const Stack& head : g.matrices)
                blocks.emplace_back(head[pair]);
            appendBlocks(blocks, heads, numbers);
        }
        out.emplace_back("grad_link_frames", numbersArray({n, n, k, k}, std::move(numbers)));
    }
    if (!g.weights.empty()) {
        std::vector<double> numbers;
        for (const Matrixd& w : g.weights)
            appendBlocks({w}, {k}, numbers);
        out.emplace_back("grad_link_weights",
                         numbersArray({static_cast<Index>(g.weights.size()), k, k}, std::move(numbers)));
    }
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
    const FreeEnergyGradient gradient = gradientOf(*backend, start, request, arguments.control, true);
    const std::vector<BlockGradient> local = localGradient(gradient, start.ensemble.frames);
    const RowMatrixd& frame = gradient.frame;
    Arrays out{{"free_energy", numbersArray({}, {gradient.value.total()})},
               {"grad_mu", meanGradients(local)},
               {"grad_sigma", covarianceGradients(local)},
               {"grad_frame", numbersArray({frame.rows(), frame.cols()}, {frame.data(), frame.data() + frame.size()})}};
    addLinks(gradient.connection, state.tokenCount(), state.heads, out);
    writeOutput(arguments.output, out);
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
