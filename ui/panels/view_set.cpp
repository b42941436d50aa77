#include "ui/panels/view_set.h"

#include "ui/views/all_views.h"

#include <algorithm>
#include <QMainWindow>

namespace gauge::ui {

ViewSet::ViewSet(QMainWindow& window, Docks& docks, SelectionModel& selection, ParameterPanel& parameters)
    : window_(window), docks_(docks), selection_(selection), parameters_(parameters)
{
    connect(&painter_, &PaintWorker::failed, this, &ViewSet::failed);
    for (const ViewKind& kind : viewKinds())
        add(kind, QLatin1String(kind.name));
}

// Canvases speak to the painter when they go: they go first.
ViewSet::~ViewSet()
{
    for (const auto& [name, panel] : panels_) {
        panel->disconnect(this);
        docks_.remove(name);
    }
}

ViewPanel* ViewSet::add(const ViewKind& kind, const QString& name)
{
    auto* panel = new ViewPanel(kind, name, selection_, painter_, parameters_, &window_);
    panel->setAttribute(Qt::WA_DeleteOnClose, false);
    panel->setTheme(theme_);
    panel->canvas().setLook(map_, family_);
    panel->setProperty("help", QLatin1String(kind.name));
    panels_[name] = panel;
    docks_.add(name, panel);
    forward(name, panel);
    emit added(panel);
    return panel;
}

void ViewSet::forward(const QString& name, ViewPanel* panel)
{
    Canvas& canvas = panel->canvas();
    connect(&canvas, &Canvas::pointed, this, &ViewSet::pointed);
    connect(&canvas, &Canvas::thresholdDragged, this, &ViewSet::thresholdDragged);
    connect(&canvas, &Canvas::parametersDragged, this, &ViewSet::parametersDragged);
    connect(&canvas, &Canvas::optionsChanged, this, [this, name, &canvas] { emit optionsChanged(name, canvas.options()); });
    connect(&canvas, &Canvas::exportFigureWanted, this, [this, &canvas] { emit exportFigureWanted(&canvas); });
    connect(&canvas, &Canvas::exportDataWanted, this, [this, &canvas] { emit exportDataWanted(&canvas); });
    connect(&canvas, &Canvas::nameWanted, this, &ViewSet::nameWanted);
    connect(&canvas, &Canvas::inspectWanted, this, &ViewSet::inspectWanted);
    connect(panel, &ViewPanel::duplicateWanted, this, [this, name] { emit duplicateWanted(name); });
    if (!duplicateOf(name).isEmpty())
        connect(panel, &PanelDock::closedByHand, this, [this, name] { emit removeWanted(name); }, Qt::QueuedConnection);
    connect(panel, &ViewPanel::measureWanted, this, &ViewSet::measureWanted);
    connect(panel, &ViewPanel::cancelWanted, this, &ViewSet::measureCancelled);
    connect(panel, &ViewPanel::actionWanted, this,
            [this, name](const QString& action) { emit actionWanted(name, action); });
    if (canvas.kind().mapped)
        forwardMap(name, panel);
    if (canvas.kind().curves)
        connect(panel, &QDockWidget::visibilityChanged, this, &ViewSet::askForCurves);
}

void ViewSet::forwardMap(const QString& name, ViewPanel* panel)
{
    connect(&panel->canvas(), &Canvas::optionsChanged, this, &ViewSet::mapsChanged);
    connect(&panel->canvas(), &Canvas::cellWanted, this,
            [this, name](const CellPlace& place) { emit cellWanted(name, place); });
    connect(&panel->canvas(), &Canvas::sweepWanted, this, [this, name] { emit sweepWanted(name); });
    connect(panel, &ViewPanel::fillWanted, this, [this, name] { emit fillWanted(name); });
    connect(panel, &QDockWidget::visibilityChanged, this, &ViewSet::mapsChanged);
}

void ViewSet::remove(const QString& name)
{
    panels_.erase(name);
    docks_.remove(name);
    askForCurves();
}

QStringList ViewSet::duplicates() const
{
    QStringList names;
    for (const auto& [name, panel] : panels_)
        if (!duplicateOf(name).isEmpty())
            names << name;
    return names;
}

void ViewSet::askForCurves()
{
    emit curvesWanted(std::any_of(panels_.begin(), panels_.end(), [](const auto& entry) {
        return entry.second->seen() && entry.second->canvas().kind().curves;
    }));
}

int ViewSet::headShown() const
{
    const Canvas& attention = canvas(QStringLiteral("attention"));
    return controlOf(attention.kind(), QStringLiteral("head"))->place.get(attention.options());
}

bool ViewSet::settled() const
{
    return std::all_of(panels_.begin(), panels_.end(), [](const auto& entry) {
        const Canvas& canvas = entry.second->canvas();
        return !canvas.isVisible() || canvas.current();
    });
}

ViewPanel* ViewSet::duplicate(const QString& name)
{
    const Canvas& from = canvas(name);
    const QString base = QLatin1String(from.kind().name) + QLatin1Char('-');
    int number = 2;
    while (panels_.contains(base + QString::number(number)))
        ++number;
    const QString copied = base + QString::number(number);
    ViewPanel* copy = add(from.kind(), copied);
    docks_.putBeside(copied, name);
    copy->canvas().setOptions(from.options());
    return copy;
}

void ViewSet::restore(const std::map<QString, ViewOptions>& views)
{
    std::vector<QString> superfluous;
    for (const auto& [name, panel] : panels_)
        if (!duplicateOf(name).isEmpty() && !views.contains(name))
            superfluous.push_back(name);
    for (const QString& name : superfluous)
        remove(name);
    for (const auto& [name, options] : views) {
        if (!panels_.contains(name)) {
            const ViewKind& kind = *viewOfPanel(name);
            add(kind, name);
            docks_.putBelow(name, QLatin1String(kind.name));
        }
        canvas(name).setOptions(options);
    }
}

void ViewSet::show(const Shown& shown)
{
    for (const auto& [name, panel] : panels_)
        panel->show(shownIn(name, shown));
}

void ViewSet::setTheme(Theme theme)
{
    theme_ = theme;
    for (const auto& [name, panel] : panels_)
        panel->setTheme(theme);
}

void ViewSet::setLook(ColourMap map, const QString& family)
{
    map_ = map;
    family_ = family;
    for (const auto& [name, panel] : panels_)
        panel->canvas().setLook(map, family);
}

}  // namespace gauge::ui
