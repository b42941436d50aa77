#include "app/render.h"

#include "app/render_source.h"
#include "core/error.h"
#include "core/io/file.h"
#include "core/page/state.h"
#include "ui/figure/figure_data.h"
#include "ui/figure/figure_map.h"
#include "ui/figure/figure_recipe.h"
#include "ui/figure/paper_figures.h"
#include "ui/figure/payoff_figure.h"
#include "ui/page/page.h"
#include "ui/views/all_views.h"
#include "ui/views/map_options.h"
#include "ui/views/view_options_json.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <QFileInfo>

namespace gauge::app {
namespace {

using ui::FigureLook;
using ui::FigureSpec;

bool isFigure(const QString& path)
{
    return QStringList{QStringLiteral("pdf"), QStringLiteral("svg"), QStringLiteral("png")}.contains(
        QFileInfo(path).suffix().toLower());
}

/// A recipe: a .json of ours, or the one inside a figure.
std::optional<QByteArray> recipeOf(const std::string& input)
{
    const QString path = QString::fromStdString(input);
    if (isFigure(path)) {
        const auto recipe = ui::recipeIn(QByteArray::fromStdString(readFile(input)));
        if (!recipe)
            fail("{}: expected a figure that carries its recipe, found none inside", input);
        return recipe;
    }
    if (!path.endsWith(QLatin1String(".json")) || namesSession(input))
        return std::nullopt;
    QByteArray text = QByteArray::fromStdString(readFile(input));
    return text.contains("\"gaugescope-figure\"") ? std::optional(text) : std::nullopt;
}

FigureLook lookOf(const RenderArguments& a)
{
    FigureLook look;
    look.widthMm = ui::parseLength(QString::fromStdString(a.width));
    if (!a.height.empty())
        look.heightMm = ui::parseLength(QString::fromStdString(a.height));
    look.theme = a.theme == "dark" ? ui::Theme::Dark : ui::Theme::Light;
    look.map = a.colourMap == "cividis" ? ui::ColourMap::Cividis
               : a.colourMap == "magma" ? ui::ColourMap::Magma
                                        : ui::ColourMap::Viridis;
    look.fontPt = a.font;
    look.linePt = a.line;
    look.dpi = a.dpi;
    look.columns = a.columns;
    look.family = QString::fromStdString(a.family);
    look.title = QString::fromStdString(a.title);
    look.titles = a.titles;
    look.letters = !a.noLetters;
    look.labels = !a.noLabels;
    look.colourBar = !a.noColourBar;
    return look;
}

/// What a quantity is called in the view's control.
const std::map<std::string, const char*> kQuantities{
    {"attention", "β"}, {"log-attention", "ln β"}, {"energy", "E"}, {"distance", "D"}};

/// Of several views, those that have such a control.
void setWhereThere(const ui::ViewKind& kind, ui::ViewOptions& options, const char* control, const char* value)
{
    if (ui::controlOf(kind, QLatin1String(control)))
        ui::setOption(kind, options, QLatin1String(control), QString::fromUtf8(value));
}

void applyOptions(const RenderArguments& a, const CLI::App& command, const ui::ViewKind& kind, ui::ViewOptions& options)
{
    if (given(command, "--quantity"))
        setWhereThere(kind, options, "quantity", kQuantities.at(a.quantity));
    if (given(command, "--head") && a.head == "-1")
        setWhereThere(kind, options, "head", "mean");
    else if (given(command, "--head") && (!a.views.empty() || ui::controlOf(kind, QStringLiteral("head"))))
        ui::setOption(kind, options, QStringLiteral("head"), QString::fromStdString(a.head));
    if (a.byCluster)
        setWhereThere(kind, options, "by-cluster", "on");
    for (const std::string& option : a.options) {
        const auto equals = option.find('=');
        if (equals == std::string::npos)
            fail("--option: expected NAME=VALUE, found '{}'", option);
        const QString name = QString::fromStdString(option.substr(0, equals));
        if (!a.views.empty() || !a.figure.empty() ||
            ui::controlOf(kind, name))  // else of the views of a page, of which one has it
            ui::setOption(kind, options, name, QString::fromStdString(option.substr(equals + 1)));
    }
}

bool canBeDrawn(const ui::ViewKind& kind)
{
    return !kind.measured;
}

/// A panel as the session's window had it, changed by what the command line says.
ui::FigurePanel panelOf(const RenderArguments& a, const CLI::App& command, const std::string& view, const Session& session)
{
    const ui::ViewKind* kind = ui::findView(QString::fromStdString(view));
    if (!kind)
        fail("--view: expected {}; of a payoff file pay-off or tree; found '{}'", ui::namesOfViews(canBeDrawn), view);
    if (kind->measured)
        fail("--view cost: costs are measured, in the window or by `gaugescope-cli bench`; found no measurement to draw");
    ui::FigurePanel panel{kind, {}, {}};
    const auto& window = session.window;
    if (session.run.state && !window.contains("views"))
        ui::startWith(*kind, panel.options, *session.run.state);
    if (const auto views = window.find("views"); views != window.end() && views->is_object())
        for (const auto& [name, options] : views->items())
            if (ui::presentName(QString::fromStdString(name)) == QLatin1String(kind->name))
                panel.options = ui::optionsFromJson(*kind, options, "window.views." + name);
    if (window.contains("selection"))
        panel.selection = ui::lockFromJson(window["selection"], "window.selection");
    applyOptions(a, command, *kind, panel.options);
    return panel;
}

/// The map of a stored sweep: its axes, path and seeds are what they are.
void showSwept(const RenderArguments& a, const CLI::App& command, ui::FigurePanel& panel, const ui::MapState& map)
{
    panel.map = map;
    panel.options = ui::map::sweptOptions(panel.map.map->plan, {});
    applyOptions(a, command, *panel.kind, panel.options);
    ui::map::requireSwept(panel.map.map->plan, panel.options);
}

/// Heads that are asked for must exist, known only once the state is; what is left out must be something a panel has.
void requireAsked(const FigureSpec& spec, const Snapshot& snapshot)
{
    for (const ui::FigurePanel& panel : spec.panels)
        if (const ui::ViewControl* control = ui::controlOf(*panel.kind, QStringLiteral("head"));
            control && control->place.get(panel.options) >= static_cast<int>(snapshot.energy.size()))
            fail("--head: expected a head from 0 to {}, or mean or all, found {}", snapshot.energy.size() - 1,
                 control->place.get(panel.options));
    const auto require = [&](const char* flag, bool (*answer)(const ui::ViewKind&), const char* what) {
        if (std::none_of(spec.panels.begin(), spec.panels.end(), [&](const auto& p) { return answer(*p.kind); }))
            fail("{}: expected the view {}, {}, found {}", flag, ui::namesOfViews(answer), what,
                 spec.panels.front().kind->name);
    };
    if (!spec.look.labels)
        require("--no-labels", [](const ui::ViewKind& k) { return k.names; }, "whose token names can be left out");
    if (!spec.look.colourBar)
        require("--no-colour-bar", [](const ui::ViewKind& k) { return k.colourBar; }, "whose colour bar it is");
}

bool isPage(const RenderArguments& a)
{
    return QFileInfo(QString::fromStdString(a.output)).suffix().toLower() == QLatin1String("html");
}

/// A page is as wide as its reader's window, and has its own look: what makes a figure means nothing to it.
void requirePageOptions(const CLI::App& command)
{
    for (const char* option :
         {"--figure", "--width", "--height", "--theme", "--font", "--family", "--line", "--colour-map", "--dpi",
          "--columns", "--titles", "--no-letters", "--no-labels", "--no-colour-bar", "--recipe", "--data"})
        if (given(command, option))
            fail("render: expected no {} of a page (.html), which takes its reader's own look, found it", option);
}

/// Options that were said have to be of a view that a page shows so.
void requireOnPage(const RenderArguments& a, const FigureSpec& spec)
{
    for (const std::string& option : a.options) {
        const std::string name = option.substr(0, option.find('='));
        bool known = false;
        for (const ui::FigurePanel& panel : spec.panels) {
            known = known || ui::controlOf(*panel.kind, QString::fromStdString(name));
            const auto ignored = ui::ignoredOnPage(*panel.kind, panel.options);
            if (std::ranges::find(ignored, name) != ignored.end())
                fail("--option {}: expected one that a page follows (of attention quantity, head and by-cluster, of "
                     "beliefs sigma), "
                     "found one of {} that only figures have",
                     option, panel.kind->name);
        }
        if (!known)
            fail("--option: expected the name of a control of the page's views, found '{}'", name);
    }
    if (a.head == "all")
        fail("--head: expected a number or mean of a page, found all: it shows one head or the mean");
}

/// Locked tokens that a shorter text does not have are let go.
void limitSelections(FigureSpec& spec, Index tokens)
{
    for (ui::FigurePanel& panel : spec.panels) {
        std::erase_if(panel.selection.locked, [&](int t) { return t >= tokens; });
        if (panel.selection.lockedReceiver >= tokens || panel.selection.lockedSender >= tokens)
            panel.selection.lockedReceiver = panel.selection.lockedSender = -1;
    }
}

void write(const RenderArguments& a, FigureSpec spec, const BackendFactory& backends)
{
    const QString output = QString::fromStdString(a.output);
    ui::computeMaps(spec, backends);
    const ui::FigureScenes scenes = ui::computeFigure(spec, backends);
    if (a.layer > scenes.snapshot->layers)
        fail("--layer: expected a layer from 0 to {}, or -1 for the last, found {}", scenes.snapshot->layers, a.layer);
    requireAsked(spec, *scenes.snapshot);
    ui::requireShown(spec, scenes);
    limitSelections(spec, scenes.snapshot->tokens());
    if (isPage(a)) {
        writeFileAtomically(a.output, ui::pageOf(spec, scenes, backends, {}).toStdString());
        return;
    }
    QByteArray recipe;
    try {
        recipe = ui::recipeText(spec);
    } catch (const Error& e) {
        std::cerr << "gaugescope: the figure carries no recipe: " << e.what() << '\n';
    }
    const QByteArray bytes =
        ui::renderFigure(ui::paintingOf(spec, scenes), spec.look, QFileInfo(output).suffix().toLower(), recipe);
    for (const QString& note : ui::refereeNotes(spec, scenes))
        std::cerr << "gaugescope: " << note.toStdString() << '\n';
    writeFileAtomically(a.output, bytes.toStdString());
    ui::writeBeside(output, spec, scenes, a.recipe, a.data);
}

/// A recipe says everything: nothing else may be asked for.
void requireAlone(const CLI::App& command)
{
    for (const CLI::Option* option : command.get_options())
        if (option->count() > 0 && option->get_name() != "IN" && !option->check_name("--output") &&
            !option->check_name("--recipe") && !option->check_name("--data"))
            fail("render: expected a recipe alone, which says everything, found {} too", option->get_name());
}

/// A measurement's charts: nothing is computed, so no parameter has a meaning.
void renderCharts(const RenderArguments& a)
{
    const std::string input = soleInput(a);
    if (input.empty())
        fail("--view {}: expected IN, the JSON file of `gaugescope-cli payoff -o`{}", a.views.front(),
             a.inputs.empty() ? "" : fmt::format(", found {} files", a.inputs.size()));
    const auto charts = underLabel(input, [&] { return ui::payOffCharts(readFile(input), a.views.front()); });
    const ui::Painting painting{QString::fromStdString(a.views.front()), 0.48,
                                [&](QPainter& painter, const QRectF& area, const ui::Style& style) {
                                    ui::paintCharts(painter, area, charts, style);
                                }};
    const QString suffix = QFileInfo(QString::fromStdString(a.output)).suffix().toLower();
    writeFileAtomically(a.output, ui::renderFigure(painting, lookOf(a), suffix).toStdString());
}

FigureSpec specOf(const RenderArguments& a, const CLI::App& command)
{
    FigureSpec spec;
    RenderSource source = sourceOf(a, command);
    spec.session = std::move(source.session);
    spec.look = lookOf(a);
    if (spec.session.window.contains("names"))
        spec.names = ui::namesFromJson(spec.session.window["names"], "window.names");
    if (!a.figure.empty()) {
        const ui::PaperFigure* figure = ui::findPaperFigure(QString::fromStdString(a.figure));
        if (!figure || !a.views.empty()) {
            std::string known;
            for (const ui::PaperFigure& f : ui::paperFigures())
                known += (known.empty() ? "" : ", ") + std::string(f.name);
            if (figure)
                fail("render: expected --figure or --view, found both");
            fail("--figure: expected {}, found '{}'", known, a.figure);
        }
        spec.panels.push_back(panelOf(a, command, figure->view, spec.session));
        spec.panels.front().options = ui::optionsOf(*figure);
        applyOptions(a, command, *spec.panels.front().kind, spec.panels.front().options);
        for (const auto& [name, value] : figure->parameters)
            if (!spec.session.run.state && !given(command, std::string("--") + name))
                setParameter(spec.session.run.parameters, parameterInfo(name), value);
        return spec;
    }
    if (a.views.empty() && !isPage(a))
        fail("render: expected --view NAME or --figure NAME, found neither");
    for (const std::string& view : a.views.empty() ? page::viewsOnPage() : a.views)
        spec.panels.push_back(panelOf(a, command, view, spec.session));
    for (ui::FigurePanel& panel : spec.panels)
        if (panel.kind->mapped && source.map)
            showSwept(a, command, panel, {.map = source.map, .stored = true});
    if (isPage(a))
        requireOnPage(a, spec);
    return spec;
}

void addSource(CLI::App& command, RenderArguments& a)
{
    cli::addReading(command, a.reading);
    command.add_option("--text", a.text, "a text instead of a file");
    command.add_option("--model", a.model, "the text's trained words: learned (built in), or a model file");
    command.add_option("--width", a.width, "width, such as 85mm")->capture_default_str();
    command.add_option("--theme", a.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}))->capture_default_str();
    command.add_option("--font", a.font, "text size in points")->check(CLI::Range(5.0, 24.0))->capture_default_str();
    command.add_option("--family", a.family, "font family (default: Liberation Sans)");
    command.add_option("--line", a.line, "width in points of an ordinary line; 0: by the text size")
        ->check(CLI::Range(0.0, 4.0))
        ->capture_default_str();
    command.add_option("--colour-map", a.colourMap, "viridis, cividis or magma")
        ->check(CLI::IsMember({"viridis", "cividis", "magma"}))
        ->capture_default_str();
    command.add_option("--dpi", a.dpi, "resolution of a PNG")->check(CLI::Range(36.0, 1200.0))->capture_default_str();
    command.add_option("--layer", a.layer, "layer to show; -1: the last")
        ->check(CLI::Range(-1, 100000))
        ->capture_default_str();
    cli::addParameters(command, a.parameters, kAttend | kEvolve | kCondense | kEmbed | kExplore);
}

}  // namespace

CLI::App* addRender(CLI::App& app, RenderArguments& a)
{
    CLI::App* command = app.add_subcommand("render", "a figure of a view, without a window");
    command->add_option(
        "IN", a.inputs,
        "belief file (.npz, .safetensors, .csv); several, or a folder of them: a recorded run; or a session (.gaugescope), "
        "recipe (.json), a figure that carries its recipe, or the .json of `gaugescope-cli payoff`; without it the text, "
        "or "
        "the opening sentence");
    command->add_option("--view", a.views,
                        ui::namesOfViews(canBeDrawn) + "; of a payoff file: pay-off, tree; several make panels");
    command->add_option("--figure", a.figure, "a figure of papers by name, such as entropy-by-layer (see `gallery`)");
    command->add_option("-o,--output", a.output, "the figure: .pdf, .svg or .png; or a page that lives in a browser: .html")
        ->required();
    command->add_option("--option", a.options, "a control of the view: NAME=VALUE, such as colour=category");
    command->add_option("--height", a.height, "height (default: the view's own shape)");
    command->add_option("--columns", a.columns, "columns of panels; 0: up to three, four two by two")
        ->check(CLI::Range(0, 26));
    command->add_option("--title", a.title, "a title above the panels");
    command->add_flag("--titles", a.titles, "each panel's view by name");
    command->add_flag("--no-letters", a.noLetters, "panels without letters");
    command->add_flag("--no-labels", a.noLabels, "attention, beliefs and consensus without token names");
    command->add_flag("--no-colour-bar", a.noColourBar, "attention without its colour bar");
    command->add_option("--head", a.head, "head to show: a number, mean or all")->capture_default_str();
    command->add_option("--quantity", a.quantity, "attention, log-attention, energy or distance")
        ->check(CLI::IsMember({"attention", "log-attention", "energy", "distance"}))
        ->capture_default_str();
    command->add_flag("--by-cluster", a.byCluster, "order tokens as the dendrogram does");
    command->add_flag("--recipe", a.recipe, "also write FIGURE.recipe.json, which renders the same bytes again");
    command->add_flag("--data", a.data, "also write the numbers: FIGURE.npz and a .csv a panel");
    addSource(*command, a);
    return command;
}

CLI::App* addGallery(CLI::App& app, RenderArguments& a)
{
    CLI::App* command = app.add_subcommand("gallery", "every figure that papers print, into a folder");
    command->add_option("IN", a.inputs,
                        "belief file, several, a folder of them, or session; without it the text, or the opening sentence");
    command->add_option("-o,--output", a.output, "the folder")->required();
    command->add_option("--format", a.figure, "pdf, svg or png")->check(CLI::IsMember({"pdf", "svg", "png"}));
    addSource(*command, a);
    return command;
}

void render(const RenderArguments& a, CLI::App& command, const BackendFactory& backends)
{
    if (a.views.size() == 1 && (a.views.front() == "pay-off" || a.views.front() == "tree")) {
        renderCharts(a);
        return;
    }
    if (isPage(a))
        requirePageOptions(command);
    const std::string input = soleInput(a);
    if (const auto recipe = input.empty() ? std::nullopt : recipeOf(input)) {
        requireAlone(command);
        underLabel(input, [&] { write(a, ui::specFromRecipe(*recipe), backends); });
        return;
    }
    write(a, specOf(a, command), backends);
}

void gallery(const RenderArguments& a, CLI::App& command, const BackendFactory& backends)
{
    const std::string format = a.figure.empty() ? "svg" : a.figure;
    std::error_code problem;
    std::filesystem::create_directories(a.output, problem);
    if (problem)
        fail("{}: expected a folder to write to, found {}", a.output, problem.message());
    for (const ui::PaperFigure& figure : ui::paperFigures()) {
        RenderArguments one = a;
        one.figure = figure.name;
        one.output = (std::filesystem::path(a.output) / (std::string(figure.name) + "." + format)).string();
        write(one, specOf(one, command), backends);
        std::cout << one.output << '\n';
    }
}

}  // namespace gauge::app
