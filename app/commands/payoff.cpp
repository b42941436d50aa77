// gaugescope-cli payoff: does condensation pay, on one state or as a curve; and the tree method's time and error beside it.
#include "app/bench/curves.h"
#include "app/cli.h"
#include "core/io/file.h"
#include "core/parallel.h"

namespace gauge::cli {
namespace {

struct PayOffArguments {
    std::vector<Index> sizes{32, 128, 1024, 8192};
    std::vector<Index> treeSizes{1024, 2048, 4096, 8192, 16384, 65536};
    int repeats = 9;
};

nlohmann::ordered_json toJson(const Seconds& s)
{
    return {{"min", s.least}, {"median", s.median}};
}

nlohmann::ordered_json toJson(const PayOff& p)
{
    return {{"tokens", p.tokens},
            {"agents", p.agents},
            {"fraction_condensed", p.fractionCondensed()},
            {"layers", p.layers},
            {"kl_evaluations", {p.fullEvaluations, p.condensedEvaluations}},
            {"kl_evaluations_of_a_layer", {p.tokens * p.tokens, p.agents * p.agents}},
            {"seconds_full", toJson(p.full)},
            {"seconds_condensed", toJson(p.condensed)},
            {"seconds_full_layer", toJson(p.fullLayer)},
            {"seconds_condensed_layer", toJson(p.condensedLayer)},
            {"seconds_detection", toJson(p.detection)},
            {"seconds_formation", toJson(p.formation)},
            {"speed_up_run", p.runSpeedUp()},
            {"speed_up_layer", p.layerSpeedUp()},
            {"break_even_layers", p.breakEvenLayers()},
            {"difference", p.difference}};
}

void print(const PayOff& p)
{
    fmt::print("{:>6} {:>6} {:>9.0f} {:>12} {:>12} {:>10.3f} {:>10.3f} {:>10.3f} {:>10.3f} {:>8.2f} {:>8.2f} {:>8}\n",
               p.tokens, p.agents, 100 * p.fractionCondensed(), p.tokens * p.tokens, p.agents * p.agents,
               1e3 * p.fullLayer.median, 1e3 * p.condensedLayer.median, 1e3 * p.detection.median, 1e3 * p.formation.median,
               p.layerSpeedUp(), p.runSpeedUp(),
               p.breakEvenLayers() > 0 ? fmt::format("{:.1f}", p.breakEvenLayers()) : "never");
    std::fflush(stdout);
}

void printHead(int layers)
{
    fmt::print(
        "Milliseconds, medians. A layer on agents has its detection, pooling and questions to members in it;\n"
        "detection and formation are also timed alone, on all N tokens. A run has {} layers, the first on all tokens.\n\n",
        layers);
    fmt::print("{:>6} {:>6} {:>9} {:>12} {:>12} {:>10} {:>10} {:>10} {:>10} {:>8} {:>8} {:>8}\n", "N", "A", "gone %",
               "KL, tokens", "KL, agents", "layer N", "layer A", "detection", "formation", "× layer", "× run", "pays at");
}

/// What a curve says about the seed's rule of thumb.
void printVerdict(const std::vector<PayOff>& curve)
{
    std::vector<double> fraction, layer, run;
    for (const PayOff& p : curve) {
        fraction.push_back(p.fractionCondensed());
        layer.push_back(p.layerSpeedUp());
        run.push_back(p.runSpeedUp());
    }
    const auto text = [](double f) { return f < 0 ? std::string("never") : fmt::format("at {:.0f} %", 100 * f); };
    fmt::print("N = {}: a layer breaks even {} gone, a run of {} layers {}\n\n", curve.front().tokens,
               text(breakEvenFraction(fraction, layer)), curve.front().layers, text(breakEvenFraction(fraction, run)));
}

void measureState(const Arguments& arguments, const CLI::App& command, int repeats)
{
    constexpr int layersByDefault = 4;
    Request request = resolve(arguments.parameters);
    if (request.metaPrior > 0 || request.condensed)
        fail("payoff: compares layers on tokens with layers on agents by itself, found --meta-prior or --condensed");
    const int layers = command.count("--layers") > 0 ? request.evolve.layers : layersByDefault;
    if (layers < 2)
        fail("--layers: payoff needs at least 2 (what one more layer takes is a difference), found {}", layers);
    const ThreadLimit threads(request.threads);
    const auto backend = arguments.backends(request.backend);
    requireCondensable(request.attention);
    const State state = readInput(arguments, arguments.input);
    request = resolveFor(arguments.parameters, state);
    requireMatricesFit(state.tokenCount(), state.heads.size() + 2, 2);
    const Start start = startOf(state, request);
    const PayOff p = measurePayOff(*backend, start.ensemble, start.prior, request.attention, request.evolve,
                                   request.consensus, {repeats, layers}, arguments.control);
    if (!arguments.json) {
        printHead(p.layers);
        print(p);
        fmt::print("\nmeans at the end differ by {:.2g} of the widest\n", p.difference);
    }
    printSummary(arguments, toJson(p));
}

nlohmann::ordered_json measureTree(const PayOffArguments& own, const RunControl& control)
{
    constexpr Index longestExact = 16384;
    constexpr double tolerance = 1e-3;
    auto rows = nlohmann::ordered_json::array();
    fmt::print(
        "Tree method, tolerance {} in total variation, beside exact streamed attention\n\n{:>9} {:>6} {:>10} {:>10} {:>8} "
        "{:>9} {:>10} {:>10}\n",
        tolerance, "state", "N", "tree ms", "exact ms", "×", "KL a row", "bound", "error");
    for (const char* state : {"random", "gathered", "text"}) {
        for (const Index n : own.treeSizes) {
            const bool exact = n <= longestExact;
            const bench::TreePoint p =
                bench::treePoint(state, n, tolerance, exact, n > 8192 ? std::min(3, own.repeats) : own.repeats, control);
            fmt::print("{:>9} {:>6} {:>10.1f} {:>10} {:>8} {:>9.0f} {:>10.1e} {:>10}\n", state, p.n, 1e3 * p.tree.median,
                       exact ? fmt::format("{:.1f}", 1e3 * p.exact.median) : "–",
                       exact ? fmt::format("{:.2f}", p.exact.median / p.tree.median) : "–", p.evaluations, p.bound,
                       exact ? fmt::format("{:.1e}", p.messageError) : "–");
            std::fflush(stdout);
            nlohmann::ordered_json row{{"state", state},
                                       {"n", p.n},
                                       {"tolerance", tolerance},
                                       {"seconds_tree", toJson(p.tree)},
                                       {"kl_evaluations_of_a_row", p.evaluations},
                                       {"bound", p.bound}};
            if (exact) {
                row["seconds_exact"] = toJson(p.exact);
                row["message_error"] = p.messageError;
            }
            rows.push_back(row);
        }
    }
    return rows;
}

void measureCurves(const Arguments& arguments, const PayOffArguments& own)
{
    const ThreadLimit threads(arguments.parameters.threads);
    nlohmann::ordered_json out{{"gaugescope", "pay-off"}, {"threads", availableThreads()}};
    out["curves"] = nlohmann::ordered_json::array();
    printHead(4);
    for (const Index n : own.sizes) {
        const std::vector<PayOff> curve =
            bench::payOffCurve(n, n > 4096 ? std::min(own.repeats, 3) : own.repeats, {arguments.control.stop, {}});
        nlohmann::ordered_json points = nlohmann::ordered_json::array();
        for (const PayOff& p : curve) {
            print(p);
            points.push_back(toJson(p));
        }
        printVerdict(curve);
        out["curves"].push_back({{"n", n}, {"points", points}});
    }
    if (!own.treeSizes.empty())
        out["tree"] = measureTree(own, {arguments.control.stop, {}});
    if (!arguments.output.empty())
        writeFileAtomically(arguments.output, out.dump(1) + "\n");
}

}  // namespace

void addPayOff(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("payoff", "does condensation pay: on a state, or as curves for figures");
    auto own = std::make_shared<PayOffArguments>();
    command->add_option("IN", arguments.input, "belief file; without it curves over sizes and fractions condensed");
    command->add_option("-o,--output", arguments.output, "curves: the .json file for `gaugescope render --view pay-off`");
    command->add_flag("--json", arguments.json, "with IN: print the measurement as JSON");
    command
        ->add_option("--repeats", own->repeats,
                     "timed rounds, at least 9 for a figure to quote (3 at most beyond 4,096 tokens)")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--sizes", own->sizes, "curves: numbers of tokens")->delimiter(',')->check(CLI::Range(16, 16384));
    command->add_option("--tree-sizes", own->treeSizes, "curves: numbers of tokens for the tree method")
        ->delimiter(',')
        ->check(CLI::Range(16, 65536));
    addReading(*command, arguments.reading);
    addParameters(*command, arguments.parameters, kEvolve);
    command->callback([&arguments, own, command] {
        if (arguments.input.empty() && arguments.json)
            fail("--json: without IN curves are written by -o, found --json");
        for (const char* option : {"--frames", "--group", "--sigma"})
            if (arguments.input.empty() && command->count(option) > 0)
                fail("{}: says how IN is to be read, found no IN", option);
        if (!arguments.output.empty())
            requireReplaceable(arguments.output);
        if (!arguments.input.empty() && !arguments.output.empty())
            fail("-o: with IN the measurement is printed (--json), found -o");
        arguments.input.empty() ? measureCurves(arguments, *own) : measureState(arguments, *command, own->repeats);
    });
}

}  // namespace gauge::cli
