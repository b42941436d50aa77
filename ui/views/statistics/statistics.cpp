#include "ui/views/statistics/statistics.h"

#include "ui/scene/words.h"
#include "ui/views/statistics/options.h"
#include "ui/views/statistics/view.h"

namespace gauge::ui {
namespace statistics {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"mode",
         QT_TRANSLATE_NOOP("views", "Picture"),
         QT_TRANSLATE_NOOP(
             "views",
             "Attention entropy by layer; distances within and between groups by layer; what each head does; entropy "
             "against κ; "
             "how much the energies change when local frames do; or the frames on their two principal axes."),
         placeOf<&Options::picture>(),
         {QT_TRANSLATE_NOOP("views", "entropy by layer"), QT_TRANSLATE_NOOP("views", "agreement by layer"),
          QT_TRANSLATE_NOOP("views", "heads"), QT_TRANSLATE_NOOP("views", "entropy by κ"),
          QT_TRANSLATE_NOOP("views", "equivariance"), QT_TRANSLATE_NOOP("views", "frames")}},
        {"colour",
         QT_TRANSLATE_NOOP("views", "Colour"),
         QT_TRANSLATE_NOOP("views", "Of the frames: by cluster, by word or by the file's category."),
         placeOf<&Options::colour>(),
         {QT_TRANSLATE_NOOP("views", "cluster"), QT_TRANSLATE_NOOP("views", "word"),
          QT_TRANSLATE_NOOP("views", "category")}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"statistics", placeOf<&Options::picture>(), 0, FrameMap},
                      {"colour", placeOf<&Options::colour>(), 0, ByEntropy}},
            .real = {}};
}

}  // namespace
}  // namespace statistics

ViewKind statisticsView()
{
    return {
        .name = "statistics",
        .title = QT_TRANSLATE_NOOP("views", "Statistics"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its entropies and how far it agrees."),
        .icon = "statistics",
        .manual = "What papers on gauge transformers print. *Entropy by layer*: −Σ β ln β of each head, a mean over "
                  "receivers, between 0 (one sender) and ln N (all alike). *Agreement by layer*: mean D inside the "
                  "groups and between them. *Heads*: entropy, attention to self, how many tokens away a head listens, "
                  "and the energy it attends at. *Entropy by κ*: the same energies at other temperatures. "
                  "*Equivariance*: the largest change of any energy when every token's frame and belief are changed "
                  "together by a map of the given size; exact transport leaves rounding alone. *Frames*: the entries "
                  "of the U_i on their two principal axes. Computed while the view is open.",
        .aspect = 0.62,
        .zoom = Zoom::None,
        .controls = statistics::controls(),
        .keys = statistics::keys(),
        .paint = statistics::paint,
        .hit = statistics::hit,
        .difference = statistics::paintDifference,
        .table = statistics::table,
        .plot = statistics::plot,
        .refusal = statistics::refusal,
        .curves = true,
    };
}

}  // namespace gauge::ui
