#include "app/cli.h"
#include "gpu/cuda.h"

#include <algorithm>
#include <iostream>

namespace gauge::cli {
namespace {

nlohmann::ordered_json describe(const State& state)
{
    nlohmann::ordered_json out;
    out["tokens"] = state.tokenCount();
    out["dimension"] = state.dim();
    out["heads"] = state.heads;
    out["group"] = state.group;
    out["algebra_dimension"] = state.generators.size();
    out["prior"] = state.prior ? "given" : "the belief itself";
    out["multiplicity_total"] = state.multiplicity.sum();
    out["dropped_cross_head_covariance"] = state.droppedCovariance;
    for (const auto& [name, array] : state.arrays)
        out["arrays"][name] = {{"shape", array.shape}, {"type", array.typeName()}};
    return out;
}

/// The CUDA devices that answer, or why there is none.
void listDevices(const Arguments& arguments)
{
    const CudaAnswer answer = makeCudaBackend();
    nlohmann::ordered_json summary{{"devices", nlohmann::ordered_json::array()}, {"reason", answer.reason}};
    for (const DeviceDescription& d : answer.devices) {
        summary["devices"].push_back({{"name", d.name},
                                      {"architecture", d.architecture},
                                      {"memory", d.memory},
                                      {"free", d.free},
                                      {"processors", d.processors}});
        if (!arguments.json)
            fmt::print("{}: architecture {}, {} processors, {:.1f} GiB of memory, {:.1f} free\n", d.name, d.architecture,
                       d.processors, d.memory / 1073741824, d.free / 1073741824);
    }
    if (!arguments.json && !answer.backend)
        fmt::print("no CUDA device: {}\n", answer.reason);
    printSummary(arguments, summary);
}

void run(const Arguments& arguments)
{
    const State state = readInput(arguments, arguments.input);
    const nlohmann::ordered_json summary = describe(state);
    if (arguments.json) {
        printSummary(arguments, summary);
        return;
    }
    fmt::print("{}: {} tokens, K = {}, {} head{} ({}), {}\n", state.name, state.tokenCount(), state.dim(),
               state.heads.size(), state.heads.size() == 1 ? "" : "s", summary["heads"].dump(), state.group);
    fmt::print("prior: {}; multiplicity: {} in all\n", summary["prior"].get<std::string>(), state.multiplicity.sum());
    if (state.heads.size() > 1)
        fmt::print("cross-head covariance dropped: {:.3g} of the Frobenius norm\n", state.droppedCovariance);
    for (const auto& [name, array] : state.arrays)
        fmt::print("  {:<14} {:<12} {}\n", name, array.shapeName(), array.typeName());
    if (std::find_if(state.arrays.begin(), state.arrays.end(), [](const auto& a) { return a.first == "tokens"; }) !=
        state.arrays.end()) {
        fmt::print("tokens:");
        for (std::size_t i = 0; i < std::min<std::size_t>(state.tokens.size(), 40); ++i)
            fmt::print(" {}", state.tokens[i]);
        fmt::print("{}\n", state.tokens.size() > 40 ? " …" : "");
    }
}

}  // namespace

void addInfo(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("info", "what is in a belief file");
    command->add_option("IN", arguments.input, "belief file (.npz, .safetensors, .csv)");
    addReading(*command, arguments.reading);
    command->add_flag("--json", arguments.json, "machine-readable");
    const auto devices = std::make_shared<bool>(false);
    command->add_flag("--devices", *devices, "the CUDA devices that answer, instead of a file");
    command->callback([&arguments, devices, command] {
        if (*devices == !arguments.input.empty())
            fail("info: expected IN or --devices, found {}", *devices ? "both" : "neither");
        for (const char* option : {"--frames", "--group", "--sigma"})
            if (*devices && command->count(option) > 0)
                fail("{}: says how IN is to be read, found --devices", option);
        *devices ? listDevices(arguments) : run(arguments);
    });
}

}  // namespace gauge::cli
