#include "ui/views/all_views.h"

#include "ui/views/arcs/arcs.h"
#include "ui/views/attention/attention.h"
#include "ui/views/beliefs/beliefs.h"
#include "ui/views/consensus/consensus.h"
#include "ui/views/cost/cost.h"
#include "ui/views/frames/frames.h"
#include "ui/views/free_energy/free_energy.h"
#include "ui/views/holonomy/holonomy.h"
#include "ui/views/inspector/inspector.h"
#include "ui/views/map/map.h"
#include "ui/views/meta_tokens/meta_tokens.h"
#include "ui/views/next/next.h"
#include "ui/views/statistics/statistics.h"

namespace gauge::ui {
namespace {

/// A panel's view, and what follows its name.
struct Panel {
    const ViewKind* kind = nullptr;
    QString duplicate;
};

Panel panelOf(const QString& panel)
{
    for (const ViewKind& kind : viewKinds()) {
        std::vector<const char*> names = kind.oldNames;
        names.push_back(kind.name);
        for (const char* name : names) {
            const QString first = QLatin1String(name);
            if (panel == first)
                return {&kind, {}};
            if (panel.startsWith(first + QLatin1Char('-')) && panel.size() > first.size() + 1)
                return {&kind, panel.mid(first.size() + 1)};
        }
    }
    return {};
}

}  // namespace

const std::vector<ViewKind>& viewKinds()
{
    static const std::vector<ViewKind> kinds{
        attentionView(),   // Ctrl+1
        arcsView(),        // Ctrl+2
        framesView(),      // Ctrl+3
        beliefsView(),     // Ctrl+4
        consensusView(),   // Ctrl+5
        metaTokensView(),  // Ctrl+6
        freeEnergyView(),  // Ctrl+7
        costView(),        // Ctrl+8
        inspectorView(),   // Ctrl+9
        statisticsView(),  // Ctrl+0
        nextTokenView(),   // Ctrl+Shift+1
        holonomyView(),    // Ctrl+Shift+2
        mapView(),         // Ctrl+Shift+3
    };
    return kinds;
}

const ViewKind* findView(const QString& name)
{
    const Panel panel = panelOf(name);
    return panel.duplicate.isEmpty() ? panel.kind : nullptr;
}

const ViewKind* viewOfPanel(const QString& panel)
{
    return panelOf(panel).kind;
}

QString duplicateOf(const QString& panel)
{
    return panelOf(panel).duplicate;
}

QString presentName(const QString& panel)
{
    const auto [kind, duplicate] = panelOf(panel);
    if (!kind)
        return {};
    const QString name = QLatin1String(kind->name);
    return duplicate.isEmpty() ? name : name + QLatin1Char('-') + duplicate;
}

/// In English, as the manual is.
QString viewsManual()
{
    QString manual;
    for (const ViewKind& kind : viewKinds())
        manual += QStringLiteral("## %1 (%2)\n\n%3\n\n")
                      .arg(QString::fromUtf8(kind.title), QLatin1String(kind.name), QString::fromUtf8(kind.manual));
    return manual;
}

std::string namesOfViews(bool (*answer)(const ViewKind&))
{
    std::vector<std::string> names;
    for (const ViewKind& kind : viewKinds())
        if (answer(kind))
            names.emplace_back(kind.name);
    std::string all;
    for (std::size_t k = 0; k < names.size(); ++k)
        all += (k == 0 ? "" : k + 1 < names.size() ? ", " : " or ") + names[k];
    return all;
}

}  // namespace gauge::ui
