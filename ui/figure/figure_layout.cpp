#include "ui/figure/figure_layout.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

constexpr double kGap = 6;            // points between panels
constexpr int kRounds = 8;            // margins depend a little on the size they leave
constexpr double kLeastShare = 0.25;  // of its cell that a plot keeps while it gives way

struct Grid {
    int columns = 1;
    std::vector<double> rows;  // height over width of the tallest view in each
    double heading = 0;        // points above each panel
};

Grid gridOf(const FigureSpec& spec, bool comparing)
{
    const auto panels = static_cast<int>(spec.panels.size());
    const double line = QFontMetricsF(styleOf(spec.look).textFont(1.0, true)).height();
    Grid g;
    const int usual = panels == 4 ? 2 : std::min(panels, 3);  // nobody stands alone in a second row
    g.columns = std::clamp(spec.look.columns > 0 ? spec.look.columns : usual, 1, std::max(1, panels));
    g.rows.resize(static_cast<std::size_t>((panels + g.columns - 1) / g.columns), 0);
    for (int k = 0; k < panels; ++k) {
        double& row = g.rows[static_cast<std::size_t>(k / g.columns)];
        const FigurePanel& panel = spec.panels[static_cast<std::size_t>(k)];
        const bool three = comparing && panel.options.compared == Compared::All;
        row = std::max(row, panel.kind->aspect * (three ? 0.5 : 1.0));
    }
    g.heading = (spec.look.letters && panels > 1) || spec.look.titles ? line + 2 : 0;
    return g;
}

/// The cells row by row; rows share the height as their views' aspects do.
std::vector<PanelPlace> cellsOf(const Grid& g, std::size_t panels, const QRectF& area)
{
    const auto rows = static_cast<double>(g.rows.size());
    const double width = (area.width() - (g.columns - 1) * kGap) / g.columns;
    const double free = std::max(1.0, area.height() - (rows - 1) * kGap - rows * g.heading);
    double all = 0;
    for (const double row : g.rows)
        all += row;
    std::vector<PanelPlace> places;
    double y = area.top();
    for (const double row : g.rows) {
        const double height = free * row / all;
        for (int c = 0; c < g.columns && places.size() < panels; ++c) {
            const double x = area.left() + c * (width + kGap);
            places.push_back({QRectF(x, y, width, g.heading), QRectF(x, y + g.heading, width, height)});
        }
        y += g.heading + height + kGap;
    }
    return places;
}

/// The plots of panels, null where there are no axes or too little room to move them.
std::vector<QRectF> plotsOf(const FigureSpec& spec, const std::vector<Scene>& scenes, const std::vector<PanelPlace>& places)
{
    std::vector<QRectF> plots;
    for (std::size_t k = 0; k < places.size(); ++k) {
        const ViewKind& kind = *spec.panels[k].kind;
        const QRectF& view = places[k].view;
        const bool shown = kind.plot && scenes[k].snapshot && scenes[k].snapshot->tokens() > 0;
        const QRectF plot = shown ? kind.plot(view, scenes[k]) : QRectF();
        const bool roomy = plot.width() > kLeastShare * view.width() && plot.height() > kLeastShare * view.height();
        plots.push_back(roomy ? plot : QRectF());
    }
    return plots;
}

/// Of the panels in line with panel k, the innermost edges of their plots.
QRectF innermost(const std::vector<QRectF>& plots, std::size_t k, int columns)
{
    QRectF edges = plots[k];
    for (std::size_t other = 0; other < plots.size(); ++other) {
        if (plots[other].isNull())
            continue;
        const auto c = static_cast<std::size_t>(columns);
        if (other / c == k / c) {
            edges.setTop(std::max(edges.top(), plots[other].top()));
            edges.setBottom(std::min(edges.bottom(), plots[other].bottom()));
        }
        if (other % c == k % c) {
            edges.setLeft(std::max(edges.left(), plots[other].left()));
            edges.setRight(std::min(edges.right(), plots[other].right()));
        }
    }
    return edges;
}

}  // namespace

Style styleOf(const FigureLook& look)
{
    return Style{look.theme, look.fontPt, true, look.map, look.labels, look.colourBar, look.family, 72 / look.dpi};
}

Scene sceneOf(const FigureSpec& spec, const FigurePanel& panel, const FigureScenes& scenes, const Style& style)
{
    Scene scene;
    scene.snapshot = scenes.snapshot;
    scene.reference = scenes.reference;
    scene.selection = panel.selection;
    scene.options = panel.options;
    scene.map = panel.map;
    scene.map.running = false;
    for (const FigurePanel& beside : spec.panels)
        if (beside.kind->name == std::string_view("attention"))
            scene.head = controlOf(*beside.kind, QStringLiteral("head"))->place.get(beside.options);
    scene.names = std::make_shared<const GroupNames>(spec.names);
    scene.style = style;
    return scene;
}

double titleHeight(const FigureLook& look)
{
    return look.title.isEmpty() ? 0 : 1.2 * QFontMetricsF(styleOf(look).textFont(1.0, true)).height() + 3;
}

double aspectOf(const FigureSpec& spec, bool comparing)
{
    const Grid g = gridOf(spec, comparing);
    const double width = spec.look.widthMm * kPointsPerMm;
    const double panel = (width - (g.columns - 1) * kGap) / g.columns;
    double height = titleHeight(spec.look) + static_cast<double>(g.rows.size() - 1) * kGap;
    for (const double row : g.rows)
        height += row * panel + g.heading;
    return height / width;
}

std::vector<PanelPlace> panelPlaces(const FigureSpec& spec, const FigureScenes& scenes, const QRectF& area,
                                    const Style& style)
{
    const bool comparing = scenes.reference != nullptr;
    const Grid grid = gridOf(spec, comparing);
    const std::vector<PanelPlace> cells = cellsOf(grid, spec.panels.size(), area);
    std::vector<PanelPlace> places = cells;
    if (comparing || spec.panels.size() < 2)
        return places;
    std::vector<Scene> shown;
    for (const FigurePanel& panel : spec.panels)
        shown.push_back(sceneOf(spec, panel, scenes, style));
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<QRectF> plots = plotsOf(spec, shown, places);
        for (std::size_t k = 0; k < places.size(); ++k) {
            if (plots[k].isNull())
                continue;
            const QRectF edges = innermost(plots, k, grid.columns);
            if (edges.width() < kLeastShare * cells[k].view.width() ||
                edges.height() < kLeastShare * cells[k].view.height())
                continue;
            places[k].view.adjust(edges.left() - plots[k].left(), edges.top() - plots[k].top(),
                                  edges.right() - plots[k].right(), edges.bottom() - plots[k].bottom());
        }
    }
    return places;
}

}  // namespace gauge::ui
