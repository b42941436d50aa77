// The table of views: names, painters, and the controls each offers.
#include "ui/scene.h"

#include <QCoreApplication>

namespace gauge::ui {
namespace {

using O = ViewOptions;

/// Marks a text for translation.
constexpr const char* text(const char* words)
{
    return words;
}

ViewControl headControl(const char* tip)
{
    return {"head", text("Head"), tip, &O::head, {}, Choices::Heads};
}

std::vector<ViewControl> attentionControls()
{
    return {
        {"quantity",
         text("Quantity"),
         text("What the cells show: attention β, its logarithm, the energy E, or the distance D that consensus cuts, in "
              "nats."),
         &O::quantity,
         {text("β"), text("ln β"), text("E"), text("D")}},
        headControl(text("One head, all of them side by side, or their mean (energies: their sum).")),
        {"by-cluster",
         text("By cluster"),
         text("Order tokens as the dendrogram does; it then stands on the margin, with θ to drag."),
         &O::byCluster,
         {}},
        {"lock-range", text("Lock range"), text("Keep this colour range while the state changes."), &O::lockRange, {}},
        {"per-row",
         text("Per row"),
         text("Scale each row by its largest entry: whom each token hears most."),
         &O::perRow,
         {}},
        {"cut",
         text("Hide below"),
         text("Leave out attention below this."),
         &O::threshold,
         {text("all"), text("> 1/N"), text("> 0.05"), text("> 0.1"), text("> 0.2")}},
    };
}

std::vector<ViewControl> arcsControls()
{
    return {
        {"receiver",
         text("Receivers"),
         text("Arcs into every token, or into the selected ones alone."),
         &O::receiver,
         {text("everyone"), text("selected")}},
        {"top",
         text("Strongest senders"),
         text("How many of its strongest senders each receiver shows."),
         &O::top,
         {text("top 1"), text("top 2"), text("top 3"), text("top 5"), text("all > 0.01")}},
        headControl(text("One head, every head in its colour, or their mean.")),
    };
}

std::vector<ViewControl> framesControls()
{
    return {
        {"mode",
         text("Picture"),
         text("Triads; φ in its ball of radius π; relative angles of all pairs; or j's ellipse carried into i's frame."),
         &O::frames,
         {text("triads"), text("φ ball"), text("angles"), text("carry")}},
        {"block",
         text("Block"),
         text("Which block of the frame (irrep) the triads, angles and ellipses show."),
         &O::block,
         {},
         Choices::Blocks},
        {"trails",
         text("Trails"),
         text("How the frames turned over the layers (they turn where η > 0)."),
         &O::frameTrails,
         {}},
    };
}

std::vector<ViewControl> beliefsControls()
{
    return {
        {"axes",
         text("Axes"),
         text("Principal axes of the means, or two dimensions of the common frame."),
         &O::axes,
         {text("PC 1 × 2"), text("PC 1 × 3"), text("PC 2 × 3"), text("dimensions")}},
        {"dimension",
         text("First dimension"),
         text("With axes set to dimensions: this one and the next."),
         &O::first,
         {},
         Choices::Dimensions},
        {"frame",
         text("Frame"),
         text("Beliefs pulled back to the common frame, or each in its own."),
         &O::local,
         {text("common"), text("local")}},
        {"colour",
         text("Colour"),
         text("Colour by cluster, by word, by the file's category, or by attention entropy."),
         &O::colour,
         {text("cluster"), text("word"), text("category"), text("entropy")}},
        {"sigma",
         text("σ"),
         text("How many standard deviations the ellipses span."),
         &O::sigma,
         {text("½ σ"), text("1 σ"), text("2 σ")}},
        {"trails", text("Trails"), text("Where each belief came from, layer by layer."), &O::trails, {}},
    };
}

std::vector<ViewControl> consensusControls()
{
    return {
        {"mode",
         text("Picture"),
         text("The merge tree, the graph of pairs closer than θ, or the statistics."),
         &O::consensus,
         {text("tree"), text("links"), text("numbers")}},
        {"linkage", text("Linkage"), text("When two groups may join."), nullptr, {}},
        {"clusters", text("Clusters"), text("Cut into this many groups instead of at θ; 0: at θ."), nullptr, {}},
    };
}

std::vector<ViewControl> towerControls()
{
    return {
        {"cross-scale", text("Cross-scale"), text("Which agents attend to which."), nullptr, {}},
        {"fold", text("Fold"), text("Show meta-tokens without their members."), &O::fold, {}},
        {"follow",
         text("Follow"),
         text("The selected token through the layers: whose group it is in at each."),
         &O::follow,
         {}},
        {"counts", text("Counts"), text("Agents and divergences, layer by layer."), &O::counts, {}},
    };
}

std::vector<ViewControl> energyControls()
{
    return {
        {"shape", text("Shape"), text("Lines, or the parts stacked."), &O::stacked, {text("lines"), text("stacked")}},
        {"log", text("Log"), text("Logarithmic scale; parts below zero are left out."), &O::logScale, {}},
        {"token",
         text("Of"),
         text("The whole text, or the selected token's share."),
         &O::token,
         {text("all tokens"), text("selected")}},
    };
}

std::vector<ViewControl> costControls()
{
    return {
        {"backend", text("Backend"), text("Who computes the run."), nullptr, {}},
        {"precision", text("Precision"), text("Precision of the run's pair products."), nullptr, {}},
    };
}

std::vector<ViewControl> statisticsControls()
{
    return {
        {"mode",
         text("Picture"),
         text("Attention entropy by layer; distances within and between groups by layer; what each head does; entropy "
              "against κ; "
              "how much the energies change when local frames do; or the frames on their two principal axes."),
         &O::statistics,
         {text("entropy by layer"), text("agreement by layer"), text("heads"), text("entropy by κ"), text("equivariance"),
          text("frames")}},
        {"colour",
         text("Colour"),
         text("Of the frames: by cluster, by word or by the file's category."),
         &O::colour,
         {text("cluster"), text("word"), text("category")}},
    };
}

std::vector<ViewControl> inspectorControls()
{
    return {
        {"step",
         text("Step"),
         text("Walk through the computation of one pair."),
         &O::step,
         {text("in short"), text("1 beliefs"), text("2 transport"), text("3 divergence"), text("4 softmax"),
          text("5 dot product")}},
        headControl(text("Whose frame, energy and attention are walked through.")),
        {"absorb-frames",
         text("Absorb frames"),
         text("Write every belief in the common frame and let all frames be the identity: what stays the same does not "
              "depend on frames."),
         nullptr,
         {}},
    };
}

}  // namespace

const std::vector<ViewKind>& viewKinds()
{
    static const std::vector<ViewKind> kinds{
        {"attention", text("Attention"), text("Type a sentence to see who listens to whom."), "attention", paintAttention,
         hitAttention, paintAttentionDifference, tableOfAttention, attentionPlot, 0.86, Zoom::Own, attentionControls(),
         attentionRefusal},
        {"arcs", text("Arcs"), text("Type a sentence to see its attention as arcs."), "arcs", paintArcs, hitArcs,
         paintArcsDifference, tableOfArcs, nullptr, 0.45, Zoom::Along, arcsControls()},
        {"frames", text("Gauge frames"), text("Type a sentence to see its gauge frames."), "frames", paintFrames, hitFrames,
         paintFramesDifference, tableOfFrames, nullptr, 0.62, Zoom::Whole, framesControls()},
        {"beliefs", text("Beliefs"), text("Type a sentence to see its beliefs."), "beliefs", paintBeliefs, hitBeliefs,
         paintBeliefsDifference, tableOfBeliefs, beliefsPlot, 0.72, Zoom::Own, beliefsControls()},
        {"dendrogram", text("Consensus"), text("Type two words or more to see who agrees."), "consensus", paintDendrogram,
         hitDendrogram, paintDendrogramDifference, tableOfDendrogram, dendrogramPlot, 0.68, Zoom::Along,
         consensusControls(), consensusRefusalOf},
        {"tower", text("Meta-tokens"), text("Type a sentence to see its meta-tokens."), "tower", paintTower, hitTower,
         paintTowerDifference, tableOfTower, nullptr, 0.5, Zoom::Along, towerControls(), consensusRefusalOf},
        {"energy", text("Free energy"), text("Type a sentence to see its free energy fall."), "energy", paintEnergy,
         hitEnergy, paintEnergyDifference, tableOfEnergy, energyPlot, 0.55, Zoom::Along, energyControls()},
        {"cost", text("Cost"), text("Type a sentence to see what each method costs on it."), "cost", paintCost, hitCost,
         paintCostDifference, tableOfCost, nullptr, 0.6, Zoom::None, costControls()},
        {"inspector", text("Inspector"),
         text("Type a sentence, then point at a pair to see how its attention comes about."), "inspector", paintInspector,
         hitInspector, paintInspectorDifference, tableOfInspector, nullptr, 0.9, Zoom::None, inspectorControls()},
        {"statistics", text("Statistics"), text("Type a sentence to see its entropies and how far it agrees."),
         "statistics", paintStatistics, hitStatistics, paintStatisticsDifference, tableOfStatistics, statisticsPlot, 0.62,
         Zoom::None, statisticsControls(), statisticsRefusal},
        {"next",
         text("Next token"),
         text("Type a sentence, with trained words, to see what is expected next."),
         "next",
         paintNextToken,
         hitNextToken,
         paintNextTokenDifference,
         tableOfNextToken,
         nullptr,
         0.56,
         Zoom::None,
         {},
         nextTokenRefusal},
    };
    return kinds;
}

const ViewKind* findView(const QString& name)
{
    for (const ViewKind& kind : viewKinds())
        if (name == QLatin1String(kind.name))
            return &kind;
    return nullptr;
}

}  // namespace gauge::ui
