// device-check: what a device answers and takes, in one visit (docs/device.md).
#include "core/memory.h"
#include "core/parallel.h"
#include "core/version.h"
#include "gpu/device_backend.h"
#include "tests/gpu/check_steps.h"
#include "tests/gpu/host_device.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace gauge::test {
namespace {

struct Options {
    bool host = false;
    double seconds = 300;
    std::vector<std::string> only;
    std::string out = "device-check-results";
    std::string conformance = GAUGESCOPE_SOURCE "/tests/data/conformance";
};

struct Step {
    const char* name;
    double share;  // of the time, when all run; 0: only where asked for
    std::function<void(const Checked&, Report&)> run;
};

std::vector<Step> steps(const Options& options)
{
    return {{"errors", 0.1, checkErrors},
            {"answers", 0.3, checkAnswers},
            {"times", 0.45, checkTimes},
            {"conformance", 0.15,
             [folder = options.conformance](const Checked& d, Report& r) { checkConformance(d, folder, r); }},
            {"touch", 0, checkTouch},
            {"once", 0, checkOnce}};
}

Checked hostDevice()
{
    const auto machine = std::make_shared<HostMachine>();
    Checked out;
    out.host = true;
    out.make = [machine] { return makeDeviceBackend(std::make_unique<HostDevice>(machine)); };
    out.backend = out.make();
    out.profile = [machine](const Ensemble& e, const AttentionOptions& o, int repeats) {
        return profileDevice(HostDevice(machine), e, o, repeats);
    };
    out.about = {"the host machine in a device's place: small shapes, times without meaning"};
    return out;
}

/// Throws NoDevice.
Checked cudaDevice()
{
    CudaAnswer answer = makeCudaBackend();
    if (!answer.backend)
        throw NoDevice(answer.reason);
    Checked out;
    out.make = [] { return makeCudaBackend().backend; };
    out.backend = std::move(answer.backend);
    out.profile = profileCuda;
    for (std::size_t k = 0; k < answer.devices.size(); ++k) {
        const DeviceDescription& d = answer.devices[k];
        out.about.push_back(fmt::format("{}, architecture {}, {:.1f} GB, {:.1f} free, {} processors", d.name,
                                        d.architecture, d.memory * 1e-9, freeCudaMemory(k) * 1e-9, d.processors));
    }
    return out;
}

int check(const Options& options)
{
    const Checked device = options.host ? hostDevice() : cudaDevice();
    Report report(options.out);
    report.say(fmt::format("device-check {}, {} threads", GAUGESCOPE_VERSION, availableThreads()));
    for (const std::string& line : device.about)
        report.say(line);
    for (const Step& step : steps(options)) {
        const bool named = std::find(options.only.begin(), options.only.end(), step.name) != options.only.end();
        if (options.only.empty() ? step.share == 0 : !named)
            continue;
        report.begin(step.name, options.seconds * (options.only.size() == 1 ? 1 : std::max(step.share, 0.2)));
        try {
            step.run(device, report);
        } catch (const std::exception& e) {
            report.fail(e.what());
        }
    }
    report.say(fmt::format("\ndevice-check: {} failed", report.failures()));
    return report.failures() == 0 ? 0 : 1;
}

int run(int argc, char** argv)
{
    Options options;
    CLI::App app("What a device answers beside the processor, and how soon.", "device-check");
    app.add_flag("--host", options.host, "the host machine in the device's place, with small shapes");
    app.add_option("--seconds", options.seconds, "for all steps together")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    std::vector<std::string> names;
    for (const Step& step : steps(options))
        names.emplace_back(step.name);
    app.add_option("--only", options.only, "this step (repeatable)")->check(CLI::IsMember(names));
    app.add_option("--out", options.out, "folder for summary.txt and details")->capture_default_str();
    app.add_option("--conformance", options.conformance, "folder of the conformance cases");
    try {
        app.parse(argc, argv);
        return check(options);
    } catch (const CLI::ParseError& e) {
        return app.exit(e);
    }
}

}  // namespace
}  // namespace gauge::test

int main(int argc, char** argv)
{
    try {
        gauge::keepFreedMemory();
        return gauge::test::run(argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "device-check: " << e.what() << '\n';
        return 2;
    }
}
