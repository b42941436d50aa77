#include "app/cli.h"
#include "app/info_model.h"
#include "core/backend/device_table_file.h"
#include "core/gaussian/recording.h"
#include "core/io/file.h"
#include "core/io/text_table.h"
#include "core/learn/model_file.h"
#include "core/learn/trained_text.h"
#include "core/sweep/stored.h"
#include "gpu/cuda.h"

#include <algorithm>
#include <iostream>

namespace gauge::cli {
namespace {

constexpr std::size_t kMostWords = 40;        // of a list in a line
constexpr std::size_t kMostRecordsTold = 8;   // of those that lack tokens, one by one
constexpr std::size_t kMostAbsent = 1000000;  // labels that are listed for a machine

/// Labels of the run's tokens that records have not, in all of them together.
std::size_t absentInAll(const Recording& recording)
{
    std::size_t absent = 0;
    for (const Record& record : recording.records)
        absent += recording.tokens.size() - record.state->tokens.size();
    return absent;
}

/// Each record, and the run's tokens that it has not: where they are too many to list, that is said instead.
nlohmann::ordered_json recordsOf(const Recording& recording)
{
    const std::size_t absent = absentInAll(recording);
    if (absent > kMostAbsent)
        std::cerr << fmt::format("gaugescope-cli: absent: {} labels in all records are too many to list, and left out\n",
                                 absent);
    nlohmann::ordered_json records = nlohmann::ordered_json::array();
    for (const Record& record : recording.records) {
        records.push_back({{"name", record.name}, {"tokens", record.state->tokenCount()}});
        if (absent <= kMostAbsent)
            records.back()["absent"] = absentFrom(recording, record);
    }
    return records;
}

nlohmann::ordered_json describe(const State& state)
{
    nlohmann::ordered_json out;
    out["tokens"] = state.recording ? static_cast<Index>(state.recording->tokens.size()) : state.tokenCount();
    out["dimension"] = state.dim();
    out["heads"] = state.heads;
    out["group"] = state.group;
    out["algebra_dimension"] = state.generators.size();
    out["prior"] = state.prior ? "given" : "the belief itself";
    out["multiplicity_total"] = state.multiplicity.sum();
    out["dropped_cross_head_covariance"] = state.droppedCovariance;
    for (const auto& [name, array] : state.arrays)
        out["arrays"][name] = {{"shape", array.shape}, {"type", array.typeName()}};
    if (state.recording)
        out["records"] = recordsOf(*state.recording);
    return out;
}

nlohmann::ordered_json describe(const DeviceDescription& device, double free)
{
    return {{"name", device.name},
            {"architecture", device.architecture},
            {"driver", device.identity.driver},
            {"memory", device.memory},
            {"free", free},
            {"processors", device.processors}};
}

/// What `auto` makes of the first device.
std::string wordsOfAuto(const DeviceDescription& first)
{
    const KnownTable known = knownTable(first.identity);
    return known.table ? "decides by what was measured on it" : fmt::format("stays on the processor ({})", known.whyNot);
}

/// The CUDA devices that are there, or why there is none.
void listDevices(const Arguments& arguments)
{
    const CudaDevices there = cudaDevices();
    nlohmann::ordered_json summary{{"devices", nlohmann::ordered_json::array()}, {"reason", there.reason}};
    for (std::size_t k = 0; k < there.devices.size(); ++k) {
        const DeviceDescription& d = there.devices[k];
        const double free = freeCudaMemory(k);
        summary["devices"].push_back(describe(d, free));
        if (!arguments.json)
            fmt::print("{}: architecture {}, driver {}, {} processors, {:.1f} GiB of memory, {:.1f} free\n", d.name,
                       d.architecture, d.identity.driver, d.processors, d.memory / 1073741824, free / 1073741824);
    }
    const std::string words =
        there.devices.empty() ? "stays on the processor (no device)" : wordsOfAuto(there.devices.front());
    summary["auto"] = words;
    if (!arguments.json && there.devices.empty())
        fmt::print("no CUDA device: {}\n", there.reason);
    else if (!arguments.json)
        fmt::print("--backend auto {}\n", words);
    printSummary(arguments, summary);
}

/// "a b c …", the last one too where `withLast` says so.
void printWords(const char* what, const std::vector<std::string>& words, bool withLast)
{
    fmt::print("{}:", what);
    for (std::size_t i = 0; i < std::min(kMostWords, words.size()); ++i)
        fmt::print(" {}", words[i]);
    if (words.size() > kMostWords)
        fmt::print(" …{}", withLast ? " " + words.back() : "");
    fmt::print("\n");
}

/// The records, and which of the run's tokens are absent from which.
void printRecords(const Recording& recording)
{
    std::vector<std::string> names;
    std::vector<const Record*> lacking;
    for (const Record& record : recording.records) {
        names.push_back(record.name);
        if (record.state->tokenCount() < static_cast<Index>(recording.tokens.size()))
            lacking.push_back(&record);
    }
    printWords("records", names, true);
    for (std::size_t k = 0; k < std::min(kMostRecordsTold, lacking.size()); ++k) {
        const std::vector<std::string> absent = absentFrom(recording, *lacking[k]);
        fmt::print("absent from {}: {} of {} tokens: {}\n", lacking[k]->name, absent.size(), recording.tokens.size(),
                   listed(absent));
    }
    if (lacking.size() > kMostRecordsTold)
        fmt::print("and tokens are absent from {} more records\n", lacking.size() - kMostRecordsTold);
}

void printSizes(const State& state)
{
    const std::string heads =
        fmt::format("K = {}, {} head{} ({}), {}", state.dim(), state.heads.size(), state.heads.size() == 1 ? "" : "s",
                    nlohmann::json(state.heads).dump(), state.group);
    if (state.recording)
        fmt::print("{}: a recorded run of {} record{}, {} tokens, {}\n", state.name, state.recording->records.size(),
                   state.recording->records.size() == 1 ? "" : "s", state.recording->tokens.size(), heads);
    else
        fmt::print("{}: {} tokens, {}\n", state.name, state.tokenCount(), heads);
}

/// Whether the file holds a sweep instead of beliefs; what is wrong with it is said by whoever reads it then.
bool isSweep(const std::string& path)
{
    if (!hasSuffix(path, ".npz"))
        return false;
    try {
        return holdsSweep(readNpz(path));
    } catch (const Error&) {
        return false;
    }
}

void tellSweep(const Arguments& arguments, const std::string& path)
{
    const StoredSweep sweep = readSweep(path, &learn::modelFrom);
    nlohmann::ordered_json summary{{"command", "info"}, {"cells", sweep.plan.cells()}, {"path", pathName(sweep.plan.path)}};
    for (const Axis& axis : sweep.plan.axes)
        summary["axes"].push_back(axis.text());
    for (const Measure measure : sweep.plan.measures)
        summary["measures"].push_back(measureName(measure));
    summary["seeds"] = sweep.plan.seeds;
    summary["tokens"] = sweep.state->tokenCount();
    if (!sweep.shard.whole())
        summary["shard"] = {sweep.shard.part, sweep.shard.parts};
    if (arguments.json) {
        printSummary(arguments, summary);
        return;
    }
    fmt::print("a sweep of {} cells over {} tokens, path {}{}\n", sweep.plan.cells(), sweep.state->tokenCount(),
               pathName(sweep.plan.path),
               sweep.shard.whole() ? "" : fmt::format("; part {} of {}", sweep.shard.part, sweep.shard.parts));
    for (const Axis& axis : sweep.plan.axes)
        fmt::print("axis: {}\n", axis.text());
    if (!sweep.plan.seeds.empty())
        fmt::print("seeds: {} to {}\n", sweep.plan.seeds.front(), sweep.plan.seeds.back());
    for (const Measure measure : sweep.plan.measures)
        fmt::print("measure: {}\n", measureName(measure));
}

void run(const Arguments& arguments, const std::vector<std::string>& inputs)
{
    if (inputs.size() == 1 && isSweep(inputs.front())) {
        tellSweep(arguments, inputs.front());
        return;
    }
    if (inputs.size() == 1 && learn::isModel(inputs.front())) {
        tellModel(arguments, inputs.front());
        return;
    }
    const State state = readRecords(arguments, inputs);
    const nlohmann::ordered_json summary = describe(state);
    if (arguments.json) {
        printSummary(arguments, summary);
        return;
    }
    printSizes(state);
    if (state.recording)
        fmt::print("its first record:\n");
    fmt::print("prior: {}; multiplicity: {} in all\n", summary["prior"].get<std::string>(), state.multiplicity.sum());
    if (state.heads.size() > 1)
        fmt::print("cross-head covariance dropped: {:.3g} of the Frobenius norm\n", state.droppedCovariance);
    for (const auto& [name, array] : state.arrays)
        fmt::print("  {:<14} {:<12} {}\n", name, array.shapeName(), array.typeName());
    if (state.recording)
        printRecords(*state.recording);
    if (state.recording || state.arrays.contains("tokens"))
        printWords("tokens", state.recording ? state.recording->tokens : state.tokens, false);
}

}  // namespace

void addInfo(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("info", "what is in a belief file, a sweep or a trained model");
    const auto inputs = std::make_shared<std::vector<std::string>>();
    command->add_option("IN", *inputs,
                        "belief file (.npz, .safetensors, .csv), sweep or model that train wrote; several belief files, or "
                        "a folder of them: a recorded run");
    addReading(*command, arguments.reading);
    command->add_flag("--json", arguments.json, "machine-readable");
    const auto devices = std::make_shared<bool>(false);
    command->add_flag("--devices", *devices, "the CUDA devices that answer, instead of a file");
    command->callback([&arguments, devices, inputs, command] {
        if (*devices == !inputs->empty())
            fail("info: expected IN or --devices, found {}", *devices ? "both" : "neither");
        for (const char* option : {"--frames", "--group", "--sigma"})
            if (*devices && command->count(option) > 0)
                fail("{}: says how IN is to be read, found --devices", option);
        *devices ? listDevices(arguments) : run(arguments, *inputs);
    });
}

}  // namespace gauge::cli
