#include "core/holonomy/holonomy.h"
#include "app/cli.h"
#include "core/parallel.h"

#include <iostream>
#include <optional>

namespace gauge::cli {
namespace {

/// holonomy's own options.
struct HolonomyOptions {
    std::optional<Index> anchor;  // a map as it sees curvature
};

/// H×T of one member of every head.
NpyArray byTriangle(const Holonomy& holonomy, Vectord HeadHolonomy::* member)
{
    std::vector<double> numbers;
    for (const HeadHolonomy& head : holonomy.heads)
        numbers.insert(numbers.end(), (head.*member).begin(), (head.*member).end());
    return numbersArray({static_cast<Index>(holonomy.heads.size()), holonomy.triangles.token.rows()}, std::move(numbers));
}

NpyArray triangleArray(const Triangles& triangles)
{
    const RowMatrixd tokens = triangles.token.cast<double>();
    return numbersArray({tokens.rows(), 3}, {tokens.data(), tokens.data() + tokens.size()});
}

NpyArray frustrations(const Holonomy& holonomy)
{
    std::vector<double> numbers;
    for (const HeadHolonomy& head : holonomy.heads)
        numbers.push_back(head.frustration.value);
    return numbersArray({static_cast<Index>(holonomy.heads.size())}, std::move(numbers));
}

NpyArray intervals(const Holonomy& holonomy)
{
    std::vector<double> numbers;
    for (const HeadHolonomy& head : holonomy.heads)
        numbers.insert(numbers.end(), {head.least, head.greatest});
    return numbersArray({static_cast<Index>(holonomy.heads.size()), 2}, std::move(numbers));
}

/// N×K: every head's mode on its own coordinates.
NpyArray modes(const Holonomy& holonomy, Index n)
{
    std::vector<double> numbers;
    for (Index i = 0; i < n; ++i)
        for (const HeadHolonomy& head : holonomy.heads)
            numbers.insert(numbers.end(), head.frustration.mode.col(i).begin(), head.frustration.mode.col(i).end());
    const auto k = static_cast<Index>(numbers.size()) / n;
    return numbersArray({n, k}, std::move(numbers));
}

NpyArray anchorMaps(const Connection& connection, const Heads& heads, Index n, Index anchor)
{
    std::vector<RowMatrixd> maps;
    for (std::size_t h = 0; h < heads.size(); ++h)
        maps.push_back(anchorMap(connection, h, heads[h], n, anchor));
    return headMatrices(maps);
}

/// What cannot be honoured, before anything is computed.
void requireHolonomy(const State& state, const HolonomyOptions& own)
{
    const Index n = state.tokenCount();
    requireMatricesFit(n, state.heads.size(), own.anchor ? 3 : 2);
    for (const Index d : state.heads)
        if (const std::string refusal = frustrationRefusal(n, d); !refusal.empty())
            throw Error(refusal);
    if (own.anchor && (*own.anchor < 0 || *own.anchor >= n))
        fail("--anchor: expected a token from 0 to {}, found {}", n - 1, *own.anchor);
}

nlohmann::ordered_json summaryOf(const Arguments& arguments, const Holonomy& holonomy, Index tokens,
                                 const std::string& backend)
{
    nlohmann::ordered_json heads = nlohmann::ordered_json::array();
    for (const HeadHolonomy& head : holonomy.heads)
        heads.push_back({{"wilson", head.meanWilson},
                         {"wilson_interval", {head.least, head.greatest}},
                         {"largest_deviation", head.deviation.size() > 0 ? head.deviation.maxCoeff() : 0.0},
                         {"frustration", head.frustration.value}});
    return {{"command", "holonomy"},
            {"tokens", tokens},
            {"triangles", holonomy.triangles.token.rows()},
            {"sampled", holonomy.triangles.sampled},
            {"heads", heads},
            {"backend", backend},
            {"output", arguments.output}};
}

void run(const Arguments& arguments, const HolonomyOptions& own)
{
    requireArraysOutput(arguments.output);
    Request request = resolve(arguments.parameters);
    const ThreadLimit threads(request.threads);
    const auto backend = arguments.backends(request.backend);
    const State state = readInput(arguments, arguments.input);
    request = resolveFor(arguments.parameters, state);
    requireHolonomy(state, own);
    const Index n = state.tokenCount();
    const Ensemble ensemble = ensembleOf(state, request);
    const AttentionResult attended =
        attentionOf(*backend, ensemble, request, {.energy = false, .attention = true, .mixture = false}, arguments.control);
    const Holonomy holonomy =
        holonomyAround(ensemble.connection, state.heads, attended.attention, request, arguments.control);
    if (n < 3)
        std::cerr << "gaugescope-cli: holonomy: a triangle takes 3 tokens, found " << n
                  << ": no triangles, and no mean Wilson loop\n";
    Arrays out{{"triangles", triangleArray(holonomy.triangles)},
               {"wilson", byTriangle(holonomy, &HeadHolonomy::wilson)},
               {"deviation", byTriangle(holonomy, &HeadHolonomy::deviation)},
               {"cocycle", byTriangle(holonomy, &HeadHolonomy::cocycle)},
               {"face_weight", byTriangle(holonomy, &HeadHolonomy::weight)},
               {"frustration", frustrations(holonomy)},
               {"wilson_interval", intervals(holonomy)},
               {"frustration_mode", modes(holonomy, n)}};
    if (own.anchor)
        out.emplace_back("anchor_map", anchorMaps(ensemble.connection, state.heads, n, *own.anchor));
    writeOutput(arguments.output, out);
    printSummary(arguments, summaryOf(arguments, holonomy, n, backend->name()));
}

}  // namespace

void addHolonomy(CLI::App& app, Arguments& arguments)
{
    CLI::App* command =
        app.add_subcommand("holonomy", "what links between beliefs do around triangles, and who cannot agree along them");
    auto own = std::make_shared<HolonomyOptions>();
    addInputOutput(*command, arguments, "belief file (.npz, .safetensors, .csv)");
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kAttend);
    command
        ->add_option("--anchor", own->anchor,
                     "also anchor_map: how far the triangles of this token, from 0, and every pair come from home")
        ->type_name("TOKEN");
    command->callback([&arguments, own] { run(arguments, *own); });
}

}  // namespace gauge::cli
