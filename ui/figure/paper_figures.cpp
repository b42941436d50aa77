#include "ui/figure/paper_figures.h"

#include "ui/scene/words.h"
#include "ui/views/all_views.h"

#include <algorithm>

namespace gauge::ui {

const std::vector<PaperFigure>& paperFigures()
{
    static const std::vector<PaperFigure> all{
        {"attention-heatmap", text("Attention heatmap"), "attention", {}, {}},
        {"head-grid", text("Attention of every head"), "attention", {{"head", "all"}}, {{"irrep-heads", "true"}}},
        {"consensus-matrix", text("Consensus matrix"), "attention", {{"quantity", "D"}, {"by-cluster", "on"}}, {}},
        {"arcs", text("Attention as arcs"), "arcs", {{"top", "top 2"}}, {}},
        {"belief-clusters", text("Beliefs by category"), "beliefs", {{"colour", "category"}, {"trails", "off"}}, {}},
        {"belief-trajectories", text("Belief trajectories"), "beliefs", {{"trails", "on"}}, {}},
        {"covariance-ellipses", text("Covariance ellipses"), "beliefs", {{"trails", "off"}, {"sigma", "1 σ"}}, {}},
        {"frames", text("Gauge frames"), "frames", {}, {{"position-rate", "0.4"}}},
        {"frame-clusters",
         text("Gauge frames on principal axes"),
         "statistics",
         {{"mode", "frames"}, {"colour", "category"}},
         {{"position-rate", "0.4"}}},
        {"entropy-by-layer", text("Attention entropy by layer"), "statistics", {}, {}},
        {"entropy-by-kappa", text("Attention entropy against κ"), "statistics", {{"mode", "entropy by κ"}}, {}},
        {"agreement-by-layer",
         text("Divergence within and between groups"),
         "statistics",
         {{"mode", "agreement by layer"}},
         {}},
        {"head-roles", text("What each head does"), "statistics", {{"mode", "heads"}}, {{"irrep-heads", "true"}}},
        {"equivariance",
         text("Gauge-equivariance residual"),
         "statistics",
         {{"mode", "equivariance"}},
         {{"position-rate", "0.4"}}},
        {"free-energy", text("Free-energy decomposition"), "free-energy", {{"shape", "stacked"}}, {}},
        {"hierarchy", text("Hierarchy of meta-tokens"), "meta-tokens", {}, {}},
        {"dendrogram", text("Merge tree"), "consensus", {}, {}},
        {"pair", text("One pair taken apart"), "inspector", {}, {}},
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
