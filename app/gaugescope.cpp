// gaugescope: the window; and figures without one (FORMATS.md).
#include "app/options.h"
#include "app/version.h"
#include "core/memory.h"
#include "core/pipeline/engine.h"
#include "ui/figure.h"
#include "ui/main_window.h"
#include "ui/payoff_figure.h"

#include <iostream>
#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStyleFactory>
#include <QTimer>

namespace {

using namespace gauge;

struct RenderArguments {
    std::string input;
    std::string text;
    std::string view;
    std::string output;
    std::string width = "139.7mm";
    std::string height;
    std::string theme = "light";
    std::string quantity = "attention";
    double font = 7;
    double dpi = 300;
    int layer = -1;
    int head = -1;
    bool byCluster = false;
};

struct WindowArguments {
    std::string file;
    std::string text;
    std::string theme;  // as it was left
    std::string screenshot;
    std::string size;
};

/// The state and parameters to render: a file, a text, or the sentence the window opens with. Flags given win.
RunInput renderInput(const RenderArguments& a, CLI::App& command, const Parameters& given)
{
    RunInput input;
    input.layer = a.layer;
    if (!a.input.empty())
        input.state = std::make_shared<const State>(readState(a.input));
    const ui::Example opening = ui::examples().front();
    input.text = a.text.empty() ? opening.text : a.text;
    if (!input.state)
        input.parameters = opening.parameters;
    else
        input.parameters.layers = 0;  // a file is shown as it is, unless layers are asked for
    for (const ParameterInfo& info : parameterTable())
        if (const CLI::Option* option = command.get_option_no_throw(std::string("--") + info.name);
            option != nullptr && option->count() > 0)
            setParameter(input.parameters, info, parameterText(given, info));
    return input;
}

std::string textOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        fail("{}: {}", path, file.errorString().toStdString());
    return file.readAll().toStdString();
}

/// A measurement's charts: nothing is computed, so no parameter has a meaning.
void renderCharts(const RenderArguments& a, const ui::FigureOptions& options, const QString& suffix)
{
    std::vector<ui::Chart> charts;
    try {
        charts = ui::payOffCharts(textOf(a.input), a.view);
    } catch (const Error& e) {
        fail("{}: {}", a.input, e.what());
    }
    const ui::Painting painting{QString::fromStdString(a.view), 0.48,
                                [&](QPainter& painter, const QRectF& area, const ui::Style& style) {
                                    ui::paintCharts(painter, area, charts, style);
                                }};
    writeFileAtomically(a.output, ui::renderFigure(painting, options, suffix).toStdString());
}

int render(const RenderArguments& a, CLI::App& command, const Parameters& given)
{
    ui::FigureOptions options;
    options.widthMm = ui::parseLength(QString::fromStdString(a.width));
    if (!a.height.empty())
        options.heightMm = ui::parseLength(QString::fromStdString(a.height));
    options.theme = a.theme == "dark" ? ui::Theme::Dark : ui::Theme::Light;
    options.fontPt = a.font;
    options.dpi = a.dpi;
    const QString suffix = QFileInfo(QString::fromStdString(a.output)).suffix().toLower();
    if (a.view == "pay-off" || a.view == "tree") {
        if (a.input.empty())
            fail("--view {}: expected IN, the JSON file of `gaugescope-cli payoff -o`", a.view);
        renderCharts(a, options, suffix);
        return 0;
    }
    const ui::ViewKind* kind = ui::findView(QString::fromStdString(a.view));
    if (!kind)
        fail("--view: expected attention, arcs, frames, beliefs, dendrogram, tower, energy, inspector, pay-off or tree, "
             "found '{}'",
             a.view);
    if (kind->paint == ui::paintCost)
        fail("--view cost: costs are measured, in the window or by `gaugescope-cli bench`; found no measurement to draw");
    ui::Scene scene;
    scene.snapshot = Engine().run(renderInput(a, command, given), {});
    if (a.head >= static_cast<int>(scene.snapshot->energy.size()))
        fail("--head: expected a head from 0 to {}, or -1 for all, found {}", scene.snapshot->energy.size() - 1, a.head);
    scene.options.head = a.head;
    scene.options.byCluster = a.byCluster;
    scene.options.quantity = a.quantity == "energy"          ? ui::Energy
                             : a.quantity == "log-attention" ? ui::LogAttention
                                                             : ui::Attention;
    writeFileAtomically(a.output, ui::renderFigure(*kind, scene, options, suffix).toStdString());
    return 0;
}

CLI::App* addRender(CLI::App& app, RenderArguments& a, Parameters& parameters)
{
    CLI::App* command = app.add_subcommand("render", "a figure of a view, without a window");
    command->add_option(
        "IN", a.input,
        "belief file (.npz), or the .json of `gaugescope-cli payoff`; without it the text, or the opening sentence");
    command->add_option("--text", a.text, "a text instead of a file");
    command
        ->add_option(
            "--view", a.view,
            "attention, arcs, frames, beliefs, dendrogram, tower, energy, inspector; of a payoff file: pay-off, tree")
        ->required();
    command->add_option("-o,--output", a.output, "the figure: .pdf, .svg or .png")->required();
    command->add_option("--width", a.width, "width, such as 85mm")->capture_default_str();
    command->add_option("--height", a.height, "height (default: the view's own shape)");
    command->add_option("--theme", a.theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    command->add_option("--font", a.font, "text size in points")->check(CLI::Range(5.0, 24.0))->capture_default_str();
    command->add_option("--dpi", a.dpi, "resolution of a PNG")->check(CLI::Range(36.0, 1200.0))->capture_default_str();
    command->add_option("--layer", a.layer, "layer to show; -1: the last")
        ->check(CLI::Range(-1, 100000))
        ->capture_default_str();
    command->add_option("--head", a.head, "head to show; -1: all")->check(CLI::Range(-1, 100000))->capture_default_str();
    command->add_option("--quantity", a.quantity, "attention, log-attention or energy")
        ->check(CLI::IsMember({"attention", "log-attention", "energy"}))
        ->capture_default_str();
    command->add_flag("--by-cluster", a.byCluster, "order tokens as the dendrogram does");
    cli::addParameters(*command, parameters, kAttend | kEvolve | kCondense | kEmbed | kExplore);
    return command;
}

int openWindow(QApplication& app, const WindowArguments& a)
{
    ui::MainWindow window;
    QSettings settings(QStringLiteral("Gaugescope"), QStringLiteral("Gaugescope"));
    if (a.screenshot.empty()) {  // a picture does not depend on how somebody left the window
        window.restoreArrangement(settings);
        QObject::connect(&app, &QCoreApplication::aboutToQuit, &window, [&] { window.saveArrangement(settings); });
    }
    if (!a.theme.empty())
        window.setTheme(a.theme == "dark" ? ui::Theme::Dark : ui::Theme::Light);
    if (!a.size.empty()) {
        int w = 0;
        int h = 0;
        if (std::sscanf(a.size.c_str(), "%dx%d", &w, &h) != 2 || w < 320 || h < 240 || w > 16384 || h > 16384)
            fail("--size: expected WIDTHxHEIGHT in pixels such as 1280x800, found '{}'", a.size);
        window.resize(w, h);
    }
    if (!a.text.empty()) {
        ui::Example typed = ui::examples().front();
        typed.text = a.text;
        window.openExample(typed);
    }
    if (!a.file.empty())
        window.openFile(QString::fromStdString(a.file));
    window.show();
    QTimer look;
    if (!a.screenshot.empty()) {
        QObject::connect(&look, &QTimer::timeout, &window, [&] {
            if (!window.snapshot() || window.busy() || !window.settled())
                return;
            look.stop();
            // Docks and queued repaints settle before the picture is taken.
            QTimer::singleShot(200, &window, [&] {
                const bool written = window.grab().save(QString::fromStdString(a.screenshot));
                QCoreApplication::exit(written ? 0 : 2);
            });
        });
        look.start(50);
    }
    return app.exec();
}

/// Without a display Qt's own offscreen platform draws.
void chooseOffscreenWithoutDisplay()
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

int runProgram(int argc, char** argv)
{
    CLI::App options("Gaugescope: a gauge transformer, exact and live", "gaugescope");
    options.set_version_flag("--version", GAUGESCOPE_VERSION);
    WindowArguments windowArguments;
    options.add_option("FILE", windowArguments.file, "belief file to open");
    options.add_option("--text", windowArguments.text, "text to open");
    options.add_option("--theme", windowArguments.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    options.add_option("--screenshot", windowArguments.screenshot, "write a picture of the window and quit");
    options.add_option("--size", windowArguments.size, "window size, such as 1280x800");
    RenderArguments renderArguments;
    Parameters parameters;
    CLI::App* renderCommand = addRender(options, renderArguments, parameters);
    try {
        options.parse(argc, argv);
    } catch (const CLI::Success& e) {
        return options.exit(e);
    } catch (const CLI::Error& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 2;
    }
    chooseOffscreenWithoutDisplay();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Gaugescope"));
    return renderCommand->parsed() ? render(renderArguments, *renderCommand, parameters) : openWindow(app, windowArguments);
}

}  // namespace

int main(int argc, char** argv)
{
    gauge::keepFreedMemory();
    try {
        return runProgram(argc, argv);
    } catch (const gauge::Error& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 2;
    } catch (const std::exception& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 1;
    }
}
