#include "ui/views/consensus/consensus.h"

#include "ui/scene/words.h"
#include "ui/views/consensus/options.h"
#include "ui/views/consensus/view.h"

namespace gauge::ui {
namespace consensus {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"mode",
         QT_TRANSLATE_NOOP("views", "Picture"),
         QT_TRANSLATE_NOOP("views", "The merge tree, the graph of pairs closer than θ, or the statistics."),
         placeOf<&Options::picture>(),
         {QT_TRANSLATE_NOOP("views", "tree"), QT_TRANSLATE_NOOP("views", "links"), QT_TRANSLATE_NOOP("views", "numbers")}},
        {"linkage", QT_TRANSLATE_NOOP("views", "Linkage"), QT_TRANSLATE_NOOP("views", "When two groups may join."), {}, {}},
        {"clusters",
         QT_TRANSLATE_NOOP("views", "Clusters"),
         QT_TRANSLATE_NOOP("views", "Cut into this many groups instead of at θ; 0: at θ."),
         {},
         {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"consensus", placeOf<&Options::picture>(), 0, Numbers}}, .real = {}};
}

}  // namespace
}  // namespace consensus

ViewKind consensusView()
{
    return {
        .name = "consensus",
        .oldNames = {"dendrogram"},
        .title = QT_TRANSLATE_NOOP("views", "Consensus"),
        .empty = QT_TRANSLATE_NOOP("views", "Type two words or more to see who agrees."),
        .icon = "consensus",
        .manual = "The merge tree of D_ij, the mean of E_ij and E_ji; drag the dashed line to move θ. *Links* draws "
                  "every pair closer than θ; *numbers* says how tight the groups are. The right button names a group.",
        .aspect = 0.68,
        .zoom = Zoom::Along,
        .controls = consensus::controls(),
        .keys = consensus::keys(),
        .paint = consensus::paint,
        .hit = consensus::hit,
        .difference = consensus::paintDifference,
        .table = consensus::table,
        .plot = consensus::plot,
        .refusal = consensusRefusalOf,
        .threshold = {consensus::threshold, Qt::SizeVerCursor},
        .names = true,
    };
}

}  // namespace gauge::ui
