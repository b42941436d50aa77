// gaugescope-cli: everything the compute core does, without Qt and without a display (FORMATS.md).
#include "app/cli.h"
#include "app/interrupt.h"
#include "app/standard_streams.h"
#include "core/memory.h"
#include "core/version.h"
#include "gpu/cuda.h"

#include <cstdio>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace {

/// A bar on standard error, when that is a terminal.
void drawProgress(double fraction)
{
    constexpr int width = 40;
    const int filled = static_cast<int>(fraction * width);
    std::fprintf(stderr, "\r[%.*s%*s] %3d %%", filled, "########################################", width - filled, "",
                 static_cast<int>(fraction * 100));
    if (fraction >= 1)
        std::fputc('\n', stderr);
}

int runProgram(int argc, char** argv)
{
    const gauge::cli::Interrupt interrupt;
    gauge::cli::Arguments arguments;
    arguments.backends = gauge::deviceBackends();
    arguments.control.stop = interrupt.token();
    if (::isatty(STDERR_FILENO) != 0)
        arguments.control.progress = drawProgress;

    CLI::App app("Gaugescope: a gauge transformer, exact and live", "gaugescope-cli");
    app.set_version_flag("--version", GAUGESCOPE_VERSION);
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    app.footer("Backends: cpu (exact, common frame), cuda (`info --devices` says whether one answers), naive (reference).");
    gauge::cli::addInfo(app, arguments);
    gauge::cli::addAttend(app, arguments);
    gauge::cli::addEvolve(app, arguments);
    gauge::cli::addGradient(app, arguments);
    gauge::cli::addCondense(app, arguments);
    gauge::cli::addHolonomy(app, arguments);
    gauge::cli::addSweep(app, arguments);
    gauge::cli::addBranch(app, arguments);
    gauge::cli::addEmbed(app, arguments);
    gauge::cli::addBuildModel(app, arguments);
    gauge::cli::addTrain(app, arguments);
    gauge::cli::addEval(app, arguments);
    gauge::cli::addBench(app, arguments);
    gauge::cli::addBenchLearning(app, arguments);
    gauge::cli::addPayOff(app, arguments);
    gauge::cli::addLesson(app, arguments);
    gauge::cli::addManual(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::Success& e) {
        return app.exit(e);
    } catch (const CLI::Error& e) {
        std::cerr << "gaugescope-cli: " << e.what() << '\n';
        return 2;
    }
}

}  // namespace

int main(int argc, char** argv)
{
    gauge::cli::openStandardStreams();
    gauge::keepFreedMemory();
    try {
        const int code = runProgram(argc, argv);
        gauge::cli::finishStandardOutput();
        return code;
    } catch (const gauge::Error& e) {
        std::cerr << "gaugescope-cli: " << e.what() << '\n';
        return 2;
    } catch (const gauge::cli::StoppedAndSaved& saved) {
        std::cerr << "gaugescope-cli: " << saved.words << '\n';
        return 130;
    } catch (const gauge::Cancelled&) {
        std::cerr << "gaugescope-cli: stopped; nothing was written\n";
        return 130;
    } catch (const std::bad_alloc&) {
        std::cerr << "gaugescope-cli: expected the work to fit in memory, found none left; nothing was written\n";
        return 2;
    } catch (const std::system_error& e) {  // {fmt} where standard output takes no more
        std::cerr << "gaugescope-cli: " << e.what() << '\n';
        return 2;
    } catch (const std::exception& e) {
        std::cerr << "gaugescope-cli: " << e.what() << '\n';
        return 1;
    }
}
