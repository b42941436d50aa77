#include "ui/views/attention/attention.h"

#include "ui/scene/words.h"
#include "ui/views/attention/values.h"
#include "ui/views/attention/view.h"

namespace gauge::ui {
namespace attention {
namespace {

/// The range of the present picture; false where there is none.
bool lockRange(ViewOptions& options, const Scene& scene)
{
    auto& own = options.of<Options>();
    if (!own.lockRange || !scene.snapshot)
        return true;
    if (!refusal(scene).isEmpty())
        return false;
    const ShownMatrix m = matrixOf(*scene.snapshot, own);
    own.least = m.least;
    own.greatest = m.greatest;
    return true;
}

QString objection(const ViewOptions&, const Style& style)
{
    return style.colourBar ? QString()
                           : QCoreApplication::translate(
                                 "views", "Attention: without its colour bar the numbers are told by colour alone.");
}

std::vector<ViewControl> controls()
{
    return {
        {"quantity",
         QT_TRANSLATE_NOOP("views", "Quantity"),
         QT_TRANSLATE_NOOP(
             "views",
             "What the cells show: attention β, its logarithm, the energy E, or the distance D that consensus cuts, in "
             "nats."),
         placeOf<&Options::quantity>(),
         {QT_TRANSLATE_NOOP("views", "β"), QT_TRANSLATE_NOOP("views", "ln β"), QT_TRANSLATE_NOOP("views", "E"),
          QT_TRANSLATE_NOOP("views", "D")}},
        {"head",
         QT_TRANSLATE_NOOP("views", "Head"),
         QT_TRANSLATE_NOOP("views", "One head, all of them side by side, or their mean (energies: their sum)."),
         placeOf<&Options::head>(),
         {},
         Choices::Heads},
        {"by-cluster",
         QT_TRANSLATE_NOOP("views", "By cluster"),
         QT_TRANSLATE_NOOP("views", "Order tokens as the dendrogram does; it then stands on the margin, with θ to drag."),
         placeOf<&Options::byCluster>(),
         {}},
        {"lock-range",
         QT_TRANSLATE_NOOP("views", "Lock range"),
         QT_TRANSLATE_NOOP("views", "Keep this colour range while the state changes."),
         placeOf<&Options::lockRange>(),
         {},
         Choices::Fixed,
         nullptr,
         lockRange},
        {"per-row",
         QT_TRANSLATE_NOOP("views", "Per row"),
         QT_TRANSLATE_NOOP("views", "Scale each row by its largest entry: whom each token hears most."),
         placeOf<&Options::perRow>(),
         {}},
        {"cut",
         QT_TRANSLATE_NOOP("views", "Hide below"),
         QT_TRANSLATE_NOOP("views", "Leave out attention below this."),
         placeOf<&Options::threshold>(),
         {QT_TRANSLATE_NOOP("views", "all"), QT_TRANSLATE_NOOP("views", "> 1/N"), QT_TRANSLATE_NOOP("views", "> 0.05"),
          QT_TRANSLATE_NOOP("views", "> 0.1"), QT_TRANSLATE_NOOP("views", "> 0.2")}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"quantity", placeOf<&Options::quantity>(), 0, Distance},
                      {"head", placeOf<&Options::head>(), EveryHead, kMany},
                      {"by-cluster", placeOf<&Options::byCluster>(), 0, 1},
                      {"lock-range", placeOf<&Options::lockRange>(), 0, 1},
                      {"per-row", placeOf<&Options::perRow>(), 0, 1},
                      {"cut", placeOf<&Options::threshold>(), 0, 4}},
            .real = {{"least", placeOf<&Options::least>(), -1e300, 1e300},
                     {"greatest", placeOf<&Options::greatest>(), -1e300, 1e300}}};
}

}  // namespace
}  // namespace attention

ViewKind attentionView()
{
    return {
        .name = "attention",
        .title = QT_TRANSLATE_NOOP("views", "Attention"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see who listens to whom."),
        .icon = "attention",
        .manual = "Row i receives, column j sends. β is the softmax of −E/τ, E the divergence in nats. Masked cells "
                  "are hatched. *By cluster* orders tokens as the merge tree does and stands the tree on the margin; "
                  "its dashed line is θ and can be dragged. *Lock range* keeps the colours while the state changes; "
                  "*per row* scales each row by its largest entry. Where tokens outnumber pixels a dot is the mean of "
                  "a square block of pairs; the wheel or a double-click looks closer. With all heads chosen they "
                  "stand side by side on one scale.",
        .aspect = 0.86,
        .zoom = Zoom::Own,
        .controls = attention::controls(),
        .keys = attention::keys(),
        .paint = attention::paint,
        .hit = attention::hit,
        .difference = attention::paintDifference,
        .table = attention::table,
        .plot = attention::plot,
        .refusal = attention::refusal,
        .step = attention::step,
        .objection = attention::objection,
        .threshold = {attention::threshold, Qt::SizeHorCursor},
        .names = true,
        .colourBar = true,
    };
}

}  // namespace gauge::ui
