#include "ui/paper_figures.h"

#include "core/error.h"

#include <algorithm>

namespace gauge::ui {
namespace {

constexpr const char* text(const char* words)
{
    return words;
}

const ViewControl& controlOf(const ViewKind& kind, const QString& name)
{
    std::string known;
    for (const ViewControl& control : kind.controls) {
        if (!control.member)
            continue;
        if (name == QLatin1String(control.name))
            return control;
        known += (known.empty() ? "" : ", ") + std::string(control.name);
    }
    fail("--option: expected of the view {} one of {}, found '{}'", kind.name, known, name.toStdString());
}

/// The number a text stands for among a control's values; −100 when it stands for none.
int valueOf(const ViewControl& control, const QString& value)
{
    for (std::size_t k = 0; k < control.choices.size(); ++k)
        if (value == QString::fromUtf8(control.choices[k]))
            return static_cast<int>(k);
    if (control.source == Choices::Heads && value == QLatin1String("mean"))
        return MeanHead;
    if (control.source == Choices::Heads && value == QLatin1String("all"))
        return EveryHead;
    const bool isSwitch = control.choices.empty() && control.source == Choices::Fixed;
    if (isSwitch && (value == QLatin1String("on") || value == QLatin1String("off")))
        return value == QLatin1String("on") ? 1 : 0;
    bool whole = false;
    const int number = value.toInt(&whole);
    const int most = isSwitch ? 1 : control.source == Choices::Fixed ? static_cast<int>(control.choices.size()) - 1 : 100000;
    return whole && number >= 0 && number <= most ? number : -100;
}

}  // namespace

const std::vector<PaperFigure>& paperFigures()
{
    static const std::vector<PaperFigure> all{
        {"attention-heatmap", text("Attention heatmap"), "attention", {}, {}},
        {"head-grid", text("Attention of every head"), "attention", {{"head", "all"}}, {{"irrep-heads", "true"}}},
        {"consensus-matrix",
         text("Consensus matrix"),
         "attention",
         {{"quantity", "D"}, {"by-cluster", "on"}},
         {}},
        {"arcs", text("Attention as arcs"), "arcs", {{"top", "top 2"}}, {}},
        {"belief-clusters",
         text("Beliefs by category"),
         "beliefs",
         {{"colour", "category"}, {"trails", "off"}},
         {}},
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
        {"free-energy", text("Free-energy decomposition"), "energy", {{"shape", "stacked"}}, {}},
        {"hierarchy", text("Hierarchy of meta-tokens"), "tower", {}, {}},
        {"dendrogram", text("Merge tree"), "dendrogram", {}, {}},
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

void setOption(const ViewKind& kind, ViewOptions& options, const QString& name, const QString& value)
{
    const ViewControl& control = controlOf(kind, name);
    const int number = valueOf(control, value);
    if (number == -100) {
        std::string known;
        for (const char* choice : control.choices)
            known += (known.empty() ? "" : ", ") + std::string(choice);
        if (known.empty())
            known = control.source == Choices::Heads ? "mean, all or a number"
                    : control.source == Choices::Fixed ? "on or off"
                                                       : "a number from 0";
        fail("--option: expected of {} in the view {} {}, found '{}'", control.name, kind.name, known, value.toStdString());
    }
    options.*control.member = number;
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
