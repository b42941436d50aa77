#include "ui/figure/paper_figures.h"

#include "ui/views/all_views.h"

#include <algorithm>
#include <QCoreApplication>

namespace gauge::ui {

const std::vector<PaperFigure>& paperFigures()
{
    static const std::vector<PaperFigure> all{
        {"attention-heatmap", QT_TRANSLATE_NOOP("figures", "Attention heatmap"), "attention", {}, {}},
        {"head-grid",
         QT_TRANSLATE_NOOP("figures", "Attention of every head"),
         "attention",
         {{"head", "all"}},
         {{"irrep-heads", "true"}}},
        {"consensus-matrix",
         QT_TRANSLATE_NOOP("figures", "Consensus matrix"),
         "attention",
         {{"quantity", "D"}, {"by-cluster", "on"}},
         {}},
        {"arcs", QT_TRANSLATE_NOOP("figures", "Attention as arcs"), "arcs", {{"top", "top 2"}}, {}},
        {"belief-clusters",
         QT_TRANSLATE_NOOP("figures", "Beliefs by category"),
         "beliefs",
         {{"colour", "category"}, {"trails", "off"}},
         {}},
        {"belief-trajectories", QT_TRANSLATE_NOOP("figures", "Belief trajectories"), "beliefs", {{"trails", "on"}}, {}},
        {"covariance-ellipses",
         QT_TRANSLATE_NOOP("figures", "Covariance ellipses"),
         "beliefs",
         {{"trails", "off"}, {"sigma", "1 σ"}},
         {}},
        {"frames", QT_TRANSLATE_NOOP("figures", "Gauge frames"), "frames", {}, {{"position-rate", "0.4"}}},
        {"frame-clusters",
         QT_TRANSLATE_NOOP("figures", "Gauge frames on principal axes"),
         "statistics",
         {{"mode", "frames"}, {"colour", "category"}},
         {{"position-rate", "0.4"}}},
        {"entropy-by-layer", QT_TRANSLATE_NOOP("figures", "Attention entropy by layer"), "statistics", {}, {}},
        {"entropy-by-kappa",
         QT_TRANSLATE_NOOP("figures", "Attention entropy against κ"),
         "statistics",
         {{"mode", "entropy by κ"}},
         {}},
        {"agreement-by-layer",
         QT_TRANSLATE_NOOP("figures", "Divergence within and between groups"),
         "statistics",
         {{"mode", "agreement by layer"}},
         {}},
        {"head-roles",
         QT_TRANSLATE_NOOP("figures", "What each head does"),
         "statistics",
         {{"mode", "heads"}},
         {{"irrep-heads", "true"}}},
        {"equivariance",
         QT_TRANSLATE_NOOP("figures", "Gauge-equivariance residual"),
         "statistics",
         {{"mode", "equivariance"}},
         {{"position-rate", "0.4"}}},
        {"free-energy",
         QT_TRANSLATE_NOOP("figures", "Free-energy decomposition"),
         "free-energy",
         {{"shape", "stacked"}},
         {}},
        {"hierarchy", QT_TRANSLATE_NOOP("figures", "Hierarchy of meta-tokens"), "meta-tokens", {}, {}},
        {"dendrogram", QT_TRANSLATE_NOOP("figures", "Merge tree"), "consensus", {}, {}},
        {"pair", QT_TRANSLATE_NOOP("figures", "One pair taken apart"), "inspector", {}, {}},
    };
    return all;
}

const PaperFigure* findPaperFigure(const QString& name)
{
    const auto& all = paperFigures();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const PaperFigure& f) { return name == QLatin1String(f.name); });
    return found == all.end() ? nullptr : &*found;
}

ViewOptions optionsOf(const PaperFigure& figure)
{
    ViewOptions options;
    const ViewKind* kind = findView(QLatin1String(figure.view));
    for (const auto& [name, value] : figure.options)
        setOption(*kind, options, QLatin1String(name), QString::fromUtf8(value));
    return options;
}

}  // namespace gauge::ui
