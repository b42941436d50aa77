#include "ui/panels/docks.h"

#include "ui/panels/view_panel.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QTabBar>

namespace gauge::ui {

namespace {

constexpr int kLeastToSplit = 300;  // pixels, of which each half shows a header and a picture

}  // namespace

Docks::Docks(QMainWindow& window) : QObject(&window), window_(window) {}

void Docks::add(const QString& name, PanelDock* dock)
{
    docks_[name] = dock;
    connect(dock, &QDockWidget::dockLocationChanged, this, &Docks::updateTitles, Qt::QueuedConnection);
    connect(dock, &QDockWidget::topLevelChanged, this, &Docks::updateTitles, Qt::QueuedConnection);
    connect(dock->toggleViewAction(), &QAction::toggled, this, &Docks::updateTitles, Qt::QueuedConnection);
    connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
        if (shown)
            dock->raise();
    });
    if (!dock->property("help").isValid())
        dock->setProperty("help", name);
}

void Docks::remove(const QString& name)
{
    const auto dock = docks_.find(name);
    window_.removeDockWidget(dock->second);
    delete dock->second;
    docks_.erase(dock);
}

void Docks::raise(const QString& name)
{
    at(name).show();
    at(name).raise();
}

void Docks::putBeside(const QString& name, const QString& other)
{
    const PanelDock& beside = at(other);
    split(name, other, beside.width() > beside.height() ? Qt::Horizontal : Qt::Vertical);
}

void Docks::putBelow(const QString& name, const QString& other)
{
    split(name, other, Qt::Vertical);
}

/// Qt parts the place of one dock alone: what is tabbed with it steps aside meanwhile.
void Docks::split(const QString& name, const QString& other, Qt::Orientation along)
{
    PanelDock* place = &at(other);
    place->setFloating(false);
    place->show();
    QCoreApplication::sendPostedEvents(&window_, QEvent::LayoutRequest);               // its size of now
    if ((along == Qt::Vertical ? place->height() : place->width()) < kLeastToSplit) {  // a tab is seen, a sliver is not
        window_.tabifyDockWidget(place, &at(name));
        raise(name);
        updateTitles();
        return;
    }
    const QList<QDockWidget*> tabs = window_.tabifiedDockWidgets(place);
    std::vector<std::pair<QDockWidget*, bool>> aside;
    for (QDockWidget* tab : tabs) {
        aside.emplace_back(tab, tab->toggleViewAction()->isChecked());
        window_.removeDockWidget(tab);
    }
    window_.splitDockWidget(place, &at(name), along);
    for (const auto& [tab, shown] : aside) {
        window_.tabifyDockWidget(place, tab);
        tab->setVisible(shown);
    }
    at(name).show();
    place->raise();
    updateTitles();
}

void Docks::show(std::initializer_list<const char*> names)
{
    for (const char* name : names)
        wanted_[QLatin1String(name)] = true;
}

/// Views that the arrangement has said nothing of yet, as tabs behind this one.
void Docks::tabTheRest(const char* name)
{
    const QString first = QLatin1String(name);
    for (const ViewKind& kind : viewKinds())
        if (!wanted_[QLatin1String(kind.name)]) {
            window_.tabifyDockWidget(&at(first), &at(QLatin1String(kind.name)));
            show({kind.name});
        }
}

void Docks::arrangeFigure()
{
    tabTheRest("attention");
}

void Docks::arrangeTeach()
{
    const auto d = [this](const char* name) { return &at(QLatin1String(name)); };
    window_.splitDockWidget(d("attention"), d("inspector"), Qt::Horizontal);
    window_.splitDockWidget(d("attention"), d("arcs"), Qt::Vertical);
    window_.splitDockWidget(d("inspector"), d("beliefs"), Qt::Vertical);
    window_.tabifyDockWidget(d("beliefs"), d("frames"));
    show({"inspector", "arcs", "beliefs", "frames"});
}

void Docks::arrangeExplore()
{
    const auto d = [this](const char* name) { return &at(QLatin1String(name)); };
    window_.splitDockWidget(d("attention"), d("frames"), Qt::Horizontal);
    window_.splitDockWidget(d("attention"), d("meta-tokens"), Qt::Vertical);
    window_.splitDockWidget(d("frames"), d("beliefs"), Qt::Vertical);
    window_.splitDockWidget(d("beliefs"), d("inspector"), Qt::Vertical);
    window_.tabifyDockWidget(d("attention"), d("arcs"));
    for (const char* name : {"map", "cost"})  // they are tall
        window_.tabifyDockWidget(d("attention"), d(name));
    for (const char* name : {"consensus", "free-energy", "statistics", "next", "holonomy"})
        window_.tabifyDockWidget(d("meta-tokens"), d(name));
    show({"frames", "meta-tokens", "beliefs", "inspector", "arcs", "consensus", "free-energy", "statistics", "next",
          "holonomy", "map", "cost"});
    tabTheRest("meta-tokens");
}

void Docks::resize(Preset preset)
{
    const auto d = [this](const char* name) { return static_cast<QDockWidget*>(&at(QLatin1String(name))); };
    window_.resizeDocks({d("source"), d("attention"), preset == Preset::Teach ? d("inspector") : d("frames")},
                        {kSideWidth, 620, 440}, Qt::Horizontal);
    window_.resizeDocks({d("source"), d("parameters")}, {170, 560}, Qt::Vertical);
    if (preset == Preset::Teach) {
        window_.resizeDocks({d("attention"), d("arcs")}, {520, 380}, Qt::Vertical);
        window_.resizeDocks({d("inspector"), d("beliefs")}, {460, 440}, Qt::Vertical);
    }
    if (preset == Preset::Explore) {
        window_.resizeDocks({d("attention"), d("meta-tokens")}, {440, 270}, Qt::Vertical);
        window_.resizeDocks({d("frames"), d("beliefs"), d("inspector")}, {210, 250, 270}, Qt::Vertical);
    }
}

void Docks::takeAllOut()
{
    for (const auto& [name, dock] : docks_) {
        dock->setFloating(false);  // one that was taken out already does not come back
        window_.removeDockWidget(dock);
    }
    wanted_.clear();
}

/// What is not asked for has a place too, so that it is remembered as closed.
void Docks::putAway()
{
    for (const auto& [name, dock] : docks_) {
        if (!wanted_[name])
            window_.addDockWidget(Qt::BottomDockWidgetArea, dock);
        dock->setVisible(wanted_[name]);
    }
}

void Docks::arrange(Preset preset)
{
    const auto d = [this](const char* name) { return &at(QLatin1String(name)); };
    takeAllOut();
    preset_ = preset;
    show({"source", "parameters", "attention"});
    window_.addDockWidget(Qt::LeftDockWidgetArea, d("source"));
    window_.splitDockWidget(d("source"), d("parameters"), Qt::Vertical);
    window_.addDockWidget(Qt::RightDockWidgetArea, d("attention"));
    switch (preset) {
    case Preset::Figure: arrangeFigure(); break;
    case Preset::Teach: arrangeTeach(); break;
    case Preset::Explore: arrangeExplore(); break;
    }
    putAway();
    // Their pages are as narrow, and want its height.
    window_.tabifyDockWidget(d("parameters"), d("training"));
    window_.tabifyDockWidget(d("parameters"), d("help"));
    window_.tabifyDockWidget(d("parameters"), d("lesson"));
    window_.tabifyDockWidget(d("parameters"), d("author"));
    for (const char* name : {"attention", "meta-tokens", "beliefs"})
        if (d(name)->isVisible())
            d(name)->raise();
    resize(preset);
    updateTitles();
}

void Docks::setTheme(Theme theme)
{
    for (const auto& [name, dock] : docks_)
        dock->header().setTheme(theme);
}

void Docks::updateTitles()
{
    for (QTabBar* tabs : window_.findChildren<QTabBar*>())
        tabs->setDrawBase(false);
    for (const auto& [name, dock] : docks_) {
        const QList<QDockWidget*> beside = window_.tabifiedDockWidgets(dock);
        const bool alone = std::none_of(beside.begin(), beside.end(),
                                        [](const QDockWidget* d) { return d->toggleViewAction()->isChecked(); });
        dock->header().setTitled(dock->isFloating() || alone);
    }
}

}  // namespace gauge::ui
