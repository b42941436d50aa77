// gaugescope-cli bench: every method against the naive loop, dot-product attention and the machine itself, in one run (BENCH.md).
#include "app/bench/device_grid.h"
#include "app/bench/measure.h"
#include "app/bench/reference_product.h"
#include "app/cli.h"
#include "core/backend/device_table_file.h"
#include "core/cost/methods.h"
#include "core/io/file.h"
#include "core/parallel.h"
#include "gpu/cuda.h"

#include <algorithm>
#include <fmt/ranges.h>
#include <fstream>

namespace gauge::cli {
namespace {

using bench::Row;
using bench::Shape;

struct BenchOptions {
    std::vector<std::string> shapes;
    bench::MeasureOptions measure;
    std::string precision;
    int threads = 0;
    std::string json;
};

std::string cpuName()
{
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);)
        if (line.rfind("model name", 0) == 0)
            return line.substr(line.find(':') + 2);
    return "unknown";
}

bool sameShape(const Row& a, const Row& b)
{
    return a.shape.n == b.shape.n && a.shape.heads == b.shape.heads && a.shape.precision == b.shape.precision;
}

/// Median time of the row on the same shape with these names; 0: none.
double timeOf(const std::vector<Row>& rows, const Row& like, const std::string& method, const std::string& stage)
{
    for (const Row& row : rows)
        if (sameShape(row, like) && row.method == method && row.stage == stage)
            return row.median;
    return 0;
}

std::string ratio(double base, double time)
{
    if (base <= 0)
        return "–";
    const double r = base / time;
    return r < 10 ? fmt::format("{:.2f}", r) : fmt::format("{:.0f}", r);
}

void printShape(const std::vector<Row>& rows, const Row& first)
{
    fmt::print("\nN = {}, K = {}, heads {}, {}\n", first.shape.n, first.shape.k, fmt::join(first.shape.heads, "+"),
               precisionName(first.shape.precision));
    fmt::print("{:>19} {:>13} {:>5} {:>11} {:>11} {:>9} {:>8} {:>9} {:>9}\n", "method", "stage", "", "min ms", "median ms",
               "× naive", "Gop/s", "% machine", "error");
    const auto machineOf = [&](const std::string& backend) {
        for (const Row& row : rows)
            if (sameShape(row, first) && row.stage == "gemm" && (row.backend == "cuda") == (backend == "cuda"))
                return row.rate();
        return 0.0;
    };
    for (const Row& row : rows) {
        if (!sameShape(row, first))
            continue;
        const double machine = machineOf(row.backend);
        const std::string method = row.backend == "cuda" ? "cuda " + row.method : row.method;
        const double naive = timeOf(rows, row, "naive", row.stage == "attend-full" ? "attend-full" : "attend");
        const bool attends = row.stage.rfind("attend", 0) == 0;
        const std::string rate = row.operations > 0 ? fmt::format("{:.1f}", row.rate() * 1e-9) : "–";
        const std::string share =
            row.operations > 0 && machine > 0 ? fmt::format("{:.0f}", 100 * row.rate() / machine) : "–";
        fmt::print("{:>19} {:>13} {:>5} {:>11.4f} {:>11.4f} {:>9} {:>8} {:>9} {:>9}\n", method, row.stage, row.situation,
                   row.least * 1e3, row.median * 1e3, attends ? ratio(naive, row.median) : "–", rate, share,
                   row.error < 0 ? "–" : fmt::format("{:.1e}", row.error));
    }
}

nlohmann::ordered_json toJson(const std::vector<Row>& rows)
{
    nlohmann::ordered_json out;
    out["machine"] = {
        {"cpu", cpuName()}, {"threads", availableThreads()}, {"blas", bench::referenceProductName()}, {"device", nullptr}};
    if (const CudaDevices cuda = cudaDevices(); !cuda.devices.empty())
        out["machine"]["device"] = cuda.devices.front().name;
    out["rows"] = nlohmann::ordered_json::array();
    for (const Row& r : rows) {
        nlohmann::ordered_json error = nullptr;
        if (r.error >= 0)
            error = r.error;
        out["rows"].push_back({{"n", r.shape.n},
                               {"k", r.shape.k},
                               {"heads", r.shape.heads},
                               {"method", r.method},
                               {"covariance", r.covariance},
                               {"precision", precisionName(r.shape.precision)},
                               {"backend", r.backend},
                               {"situation", r.situation},
                               {"stage", r.stage},
                               {"messages", r.messages},
                               {"seconds_min", r.least},
                               {"seconds_median", r.median},
                               {"repeats", r.repeats},
                               {"max_relative_error", error},
                               {"kl_evaluations", r.evaluations},
                               {"operations", r.operations},
                               {"bytes", r.bytes}});
    }
    return out;
}

std::vector<Shape> defaultShapes()
{
    const Heads irreps{3, 5, 9, 13, 15};
    const Heads eight(8, 8);
    return {{32, 64, {64}, Precision::Double},    {32, 64, eight, Precision::Double},
            {32, 64, eight, Precision::Single},   {128, 45, irreps, Precision::Single},
            {512, 45, irreps, Precision::Single}, {1024, 64, eight, Precision::Single}};
}

/// Measures the first device beside the processor, prints it and keeps it for `auto`.
void measureDeviceTable(const CudaAnswer& cuda, const RunControl& control)
{
    const DeviceTable table = bench::measureDevice(*cuda.backend, cuda.devices.front().identity, {}, control);
    bench::printDeviceTable(table);
    fmt::print("kept in {}\n", keepDeviceTable(table));
}

/// --device-table alone.
void runDeviceTable(const CLI::App& command, const RunControl& control)
{
    for (const char* option : {"--shape", "--method", "--precision", "--repeats", "--longest", "--threads", "--json"})
        if (command.count(option) > 0)
            fail("{}: the table of a device has its own shapes and rounds, on all cores; found --device-table", option);
    const CudaAnswer cuda = makeCudaBackend();
    if (!cuda.backend)
        fail("--device-table: expected a CUDA device, found none ({})", cuda.reason);
    requireDeviceTablePlace(cuda.devices.front().name);
    measureDeviceTable(cuda, control);
}

void run(const BenchOptions& options, const RunControl& control)
{
    for (const std::string& method : options.measure.methods)
        if (const auto& names = methodNames(); std::find(names.begin(), names.end(), method) == names.end())
            fail("--method: expected {}, found '{}'", fmt::join(names, ", "), method);
    if (!options.json.empty())
        requireReplaceable(options.json);
    const ThreadLimit threads(options.threads);
    std::vector<Shape> shapes;
    for (const std::string& text : options.shapes)
        shapes.push_back(bench::parseShape(text));
    const bool all = shapes.empty();
    if (all)
        shapes = defaultShapes();
    if (!options.precision.empty())
        for (Shape& shape : shapes)
            shape.precision = options.precision == "single" ? Precision::Single : Precision::Double;
    fmt::print("{}, {} threads; same-shape products by {}\n", cpuName(), availableThreads(), bench::referenceProductName());
    fmt::print("× naive compares with the literal double loop with the same results (with messages for attend-full);\n"
               "% machine is the rate of counted operations beside the machine's own product of the pair stage's shape.\n");
    std::vector<Row> rows;
    const auto add = [&](std::vector<Row> more) {
        if (more.empty())
            return;
        rows.insert(rows.end(), more.begin(), more.end());
        std::vector<Row> printed;  // one of each shape and precision
        for (const Row& row : more) {
            if (std::any_of(printed.begin(), printed.end(), [&](const Row& r) { return sameShape(r, row); }))
                continue;
            printShape(more, row);
            printed.push_back(row);
        }
        std::fflush(stdout);
    };
    constexpr Index longestWithMatrices = 2048;
    for (const Shape& shape : shapes)
        add(shape.n <= longestWithMatrices ? bench::measure(shape, options.measure, control)
                                           : bench::measureStream(shape, options.measure, control));
    if (all)
        for (const Index n : {8192, 16384})
            add(bench::measureStream({n, 64, Heads(8, 8), Precision::Single}, options.measure, control));
    if (!options.json.empty())
        writeFileAtomically(options.json, toJson(rows).dump(1) + "\n");
    const bool whole = all && options.measure.methods.empty() && options.precision.empty() && options.threads == 0;
    if (!whole)
        return;
    if (const CudaAnswer cuda = makeCudaBackend(); cuda.backend)
        measureDeviceTable(cuda, control);
}

}  // namespace

void addBench(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("bench", "this machine: every method, the naive loop and dot-product attention");
    auto options = std::make_shared<BenchOptions>();
    command->add_option("--shape", options->shapes,
                        "N,K,H1+H2+… (repeatable); more than 2048 tokens are streamed, without matrices");
    command->add_option("--method", options->measure.methods, "restrict to these methods (repeatable)");
    command->add_option("--precision", options->precision, "double or single; without it each default shape has its own")
        ->check(CLI::IsMember({"double", "single"}));
    command->add_option("--repeats", options->measure.repeats, "timed rounds, at least 9 for a figure to quote")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        ->add_option("--longest", options->measure.longest, "seconds a method may take in all rounds before it is left out")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--threads", options->threads, "0: all cores")->check(CLI::Range(0, 4096))->capture_default_str();
    command->add_option("--json", options->json, "file for the rows");
    const auto deviceTable = std::make_shared<bool>(false);
    command->add_flag("--device-table", *deviceTable,
                      "instead of all this, the CUDA device beside the processor in a minute: kept as what --backend auto "
                      "decides by (a whole bench keeps it too)");
    command->callback([&arguments, options, deviceTable, command] {
        *deviceTable ? runDeviceTable(*command, arguments.control) : run(*options, arguments.control);
    });
}

}  // namespace gauge::cli
