#include "app/cli.h"
#include "core/attention/tree_attention.h"
#include "core/io/arrays.h"
#include "core/parallel.h"

#include <filesystem>
#include <set>

namespace gauge::cli {
namespace {

/// attend's own options.
struct AttendOptions {
    std::vector<std::string> inputs;
    bool noMatrix = false;
    Index links = 8;
    double edgesBelow = -1;
    double tree = 0;  // tolerance of the tree method; 0: every pair
};

/// One input goes to the file -o names; several go to the folder of that name, each under its own.
std::vector<std::string> outputPaths(const AttendOptions& options, const std::string& output)
{
    if (options.inputs.size() == 1) {
        requireArraysOutput(output);
        return {output};
    }
    std::vector<std::string> paths;
    std::set<std::string> seen;
    for (const std::string& input : options.inputs) {
        const std::string stem = std::filesystem::path(input).stem().string();
        if (!seen.insert(stem).second)
            fail("attend: expected inputs of different names for one folder, found '{}' twice", stem);
        paths.push_back((std::filesystem::path(output) / (stem + ".npz")).string());
    }
    if (!std::filesystem::is_directory(output) && !std::filesystem::create_directories(output))
        fail("{}: expected a folder for the results of {} inputs", output, options.inputs.size());
    for (const std::string& path : paths)
        requireArraysOutput(path);
    return paths;
}

void writeMatrices(const std::string& path, const Ensemble& ensemble, const AttentionResult& result, MessageKind kind)
{
    const LocalBeliefs message = localMessages(result, ensemble.frames, kind);
    writeOutput(path, {{"energy", headMatrices(result.energy)},
                       {"attention", headMatrices(result.attention)},
                       {"message_mean", meansArray(message.heads)},
                       {"message_cov", covariancesArray(message.heads)}});
}

template <class M>
NpyArray headTables(const std::vector<M>& tables)
{
    std::vector<double> values;
    for (const M& t : tables)
        values.insert(values.end(), t.data(), t.data() + t.size());
    return numbersArray({static_cast<Index>(tables.size()), tables.front().rows(), tables.front().cols()},
                        std::move(values));
}

void writeStream(const std::string& path, const Ensemble& ensemble, StreamResult& r, MessageKind kind, bool withEdges)
{
    AttentionResult messages;
    messages.message = std::move(r.message);
    messages.naturals = std::move(r.naturals);
    const LocalBeliefs message = localMessages(messages, ensemble.frames, kind);
    Arrays out{{"message_mean", meansArray(message.heads)},
               {"message_cov", covariancesArray(message.heads)},
               {"pooled_attention", headTables(r.pooled)},
               {"link_sender", headTables(r.linkSender)},
               {"link_attention", headTables(r.linkWeight)}};
    if (withEdges) {
        std::vector<double> pairs;
        std::vector<double> distances;
        for (const Edge& e : r.edges) {
            pairs.push_back(static_cast<double>(e.i));
            pairs.push_back(static_cast<double>(e.j));
            distances.push_back(e.distance);
        }
        const auto count = static_cast<Index>(distances.size());
        out.emplace_back("edges", numbersArray({count, 2}, std::move(pairs)));
        out.emplace_back("edge_distance", numbersArray({count}, std::move(distances)));
    }
    writeOutput(path, out);
}

void writeTree(const std::string& path, const Ensemble& ensemble, TreeAttention& r, MessageKind kind)
{
    AttentionResult messages;
    messages.message = std::move(r.message);
    messages.naturals = std::move(r.naturals);
    const LocalBeliefs message = localMessages(messages, ensemble.frames, kind);
    writeOutput(path, {{"message_mean", meansArray(message.heads)},
                       {"message_cov", covariancesArray(message.heads)},
                       {"attention_bound", numbersArray({r.bound.rows(), r.bound.cols()},
                                                        {r.bound.data(), r.bound.data() + r.bound.size()})}});
}

/// Options of --tree that something else rules out.
void requireTree(const AttendOptions& own, const CLI::App& command, const Request& request)
{
    if (own.tree <= 0)
        return;
    if (!own.noMatrix)
        fail("--tree: only with --no-matrix (with matrices every pair is computed anyway)");
    for (const char* option : {"--links", "--edges-below"})
        if (command.count(option) > 0)
            fail("{}: --tree does not look at every pair and cannot honour it", option);
    if (request.backend != BackendChoice::Auto && request.backend != BackendChoice::Cpu)
        fail("--backend: the tree method runs on the CPU backend, found {}",
             parameterText(request, parameterInfo("backend")));
    if (const auto refusal = treeRefusal(request.attention))
        throw Error(*refusal);
}

/// Divergences an attend computes: all pairs, or those the mask allows.
Index evaluations(const AttentionOptions& options, Index n, bool streamed)
{
    if (!options.allowedOnly && !streamed)
        return n * n;
    Index count = 0;
    for (Index i = 0; i < n; ++i) {
        const auto [first, last] = options.mask.senders(i, n);
        count += last - first - (!options.mask.self && i >= first && i < last ? 1 : 0);
    }
    return count;
}

void run(const Arguments& arguments, const AttendOptions& own, const CLI::App& command)
{
    Request request = resolve(arguments.parameters);
    requireTree(own, command, request);
    if (own.inputs.size() > 1 && !arguments.reading.frames.empty())
        fail("--frames: goes with one table of means, found {} inputs", own.inputs.size());
    if (own.edgesBelow >= 0 && !own.noMatrix)
        fail("--edges-below: only with --no-matrix (without it `condense` gives every distance)");
    const ThreadLimit threads(request.threads);
    const auto backend = arguments.backends(request.backend);
    const bool product = request.attention.message == MessageKind::Product;
    const Wanted wanted{.energy = true, .attention = true, .mixture = !product, .product = product};
    const std::vector<std::string> paths = outputPaths(own, arguments.output);
    std::vector<State> states;
    std::vector<Ensemble> ensembles;
    Index tokens = 0;
    Index count = 0;
    std::size_t matrices = 0;
    for (const std::string& input : own.inputs) {
        states.push_back(readInput(arguments, input));
        if (states.size() > 1 && states.back().headTemperature != states.front().headTemperature)
            fail("{}: expected the head_temperature of {} (states of one call share their options), found another", input,
                 own.inputs.front());
        request = resolveFor(arguments.parameters, states.back());
        const Index n = states.back().tokenCount();
        tokens += n;
        count += evaluations(request.attention, n, own.noMatrix);
        matrices = std::max(matrices, states.back().heads.size());
        if (!own.noMatrix)
            requireMatricesFit(n, states.back().heads.size(), 4);
        ensembles.push_back(ensembleOf(states.back(), request));
    }
    const AttentionOptions attention = stages().attend.given(request).attention;
    double exactPairs = 0;
    double groupPairs = 0;
    double bound = 0;
    if (own.tree > 0) {
        for (std::size_t k = 0; k < states.size(); ++k) {
            TreeAttention r = treeAttention(ensembles[k], attention, own.tree, arguments.control);
            exactPairs += r.exactPairs;
            groupPairs += r.groupPairs;
            bound = std::max(bound, r.bound.maxCoeff());
            writeTree(paths[k], ensembles[k], r, attention.message);
        }
    } else if (own.noMatrix) {
        for (std::size_t k = 0; k < states.size(); ++k) {
            const StreamWanted stream{
                .links = std::min(own.links, states[k].tokenCount()), .edgesBelow = own.edgesBelow, .product = product};
            StreamResult r =
                backend->stream(*backend->prepare(ensembles[k], attention, wanted), attention, stream, arguments.control);
            writeStream(paths[k], ensembles[k], r, attention.message, own.edgesBelow >= 0);
        }
    } else {
        const std::vector<AttentionResult> results = attendBatch(*backend, ensembles, attention, wanted, arguments.control);
        for (std::size_t k = 0; k < states.size(); ++k)
            writeMatrices(paths[k], ensembles[k], results[k], attention.message);
    }
    nlohmann::ordered_json summary{{"command", "attend"},       {"sequences", states.size()}, {"tokens", tokens},
                                   {"heads", matrices},         {"backend", backend->name()}, {"kl_evaluations", count},
                                   {"output", arguments.output}};
    if (own.tree > 0) {  // counted over heads: each has its own tree
        summary["kl_evaluations"] = exactPairs + groupPairs;
        summary["with_tokens"] = exactPairs;
        summary["with_groups"] = groupPairs;
        summary["largest_bound"] = bound;
    }
    printSummary(arguments, summary);
}

}  // namespace

void addAttend(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("attend", "energies, attention, messages");
    auto own = std::make_shared<AttendOptions>();
    command->add_option("IN", own->inputs, "belief file (.npz, .safetensors, .csv); several: one call for a batch")
        ->required();
    addReading(*command, arguments.reading);
    command
        ->add_option("-o,--output", arguments.output,
                     "the .npz or .safetensors file to write; with several inputs a folder for one .npz each")
        ->required();
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    addParameters(*command, arguments.parameters, kAttend | kFileOnly);
    command->add_flag("--no-matrix", own->noMatrix,
                      "keep no N×N array: messages, a pooled map and the strongest links, in memory linear in N");
    command->add_option("--links", own->links, "with --no-matrix: strongest senders kept for each receiver")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    command
        ->add_option("--edges-below", own->edgesBelow,
                     "with --no-matrix: also the pairs whose consensus distance lies below this many nats")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option(
            "--tree", own->tree,
            "with --no-matrix: take far groups of tokens by their meta-tokens, so that no row of attention is further "
            "than this from the exact one (total variation); 0: every pair exactly")
        ->check(CLI::Range(0.0, 1.0));
    command->callback([&arguments, own, command] { run(arguments, *own, *command); });
}

}  // namespace gauge::cli
