#include "ui/views/inspector/inspector.h"

#include "ui/scene/words.h"
#include "ui/views/inspector/options.h"
#include "ui/views/inspector/view.h"

namespace gauge::ui {
namespace inspector {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"step",
         QT_TRANSLATE_NOOP("views", "Step"),
         QT_TRANSLATE_NOOP("views", "Walk through the computation of one pair."),
         placeOf<&Options::step>(),
         {QT_TRANSLATE_NOOP("views", "in short"), QT_TRANSLATE_NOOP("views", "1 beliefs"),
          QT_TRANSLATE_NOOP("views", "2 transport"), QT_TRANSLATE_NOOP("views", "3 divergence"),
          QT_TRANSLATE_NOOP("views", "4 softmax"), QT_TRANSLATE_NOOP("views", "5 dot product")}},
        {"head",
         QT_TRANSLATE_NOOP("views", "Head"),
         QT_TRANSLATE_NOOP("views", "Whose frame, energy and attention are walked through."),
         placeOf<&Options::head>(),
         {},
         Choices::OneHead},
        {"absorb-frames",
         QT_TRANSLATE_NOOP("views", "Absorb frames"),
         QT_TRANSLATE_NOOP(
             "views",
             "Write every belief in the common frame and let all frames be the identity: what stays the same does not "
             "depend on frames."),
         {},
         {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"step", placeOf<&Options::step>(), 0, 5}, {"head", placeOf<&Options::head>(), EveryHead, kMany}},
            .real = {}};
}

}  // namespace
}  // namespace inspector

ViewKind inspectorView()
{
    return {
        .name = "inspector",
        .title = QT_TRANSLATE_NOOP("views", "Inspector"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence, then point at a pair to see how its attention comes about."),
        .icon = "inspector",
        .manual = "One pair, step by step: the two beliefs, Ω_ij applied to j, the three parts of the divergence and "
                  "their sum, the softmax, and what dot-product attention gives the same pair. The bars below are the "
                  "parts by dimension of i's frame.",
        .aspect = 0.9,
        .zoom = Zoom::None,
        .controls = inspector::controls(),
        .keys = inspector::keys(),
        .paint = inspector::paint,
        .hit = inspector::hit,
        .difference = inspector::paintDifference,
        .table = inspector::table,
    };
}

}  // namespace gauge::ui
