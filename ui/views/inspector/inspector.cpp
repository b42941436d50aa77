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
         text("Step"),
         text("Walk through the computation of one pair."),
         placeOf<&Options::step>(),
         {text("in short"), text("1 beliefs"), text("2 transport"), text("3 divergence"), text("4 softmax"),
          text("5 dot product")}},
        {"head",
         text("Head"),
         text("Whose frame, energy and attention are walked through."),
         placeOf<&Options::head>(),
         {},
         Choices::OneHead},
        {"absorb-frames",
         text("Absorb frames"),
         text("Write every belief in the common frame and let all frames be the identity: what stays the same does not "
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
        .title = text("Inspector"),
        .empty = text("Type a sentence, then point at a pair to see how its attention comes about."),
        .icon = "inspector",
        .manual = text("One pair, step by step: the two beliefs, Ω_ij applied to j, the three parts of the divergence and "
                       "their sum, the softmax, and what dot-product attention gives the same pair. The bars below are the "
                       "parts by dimension of i's frame."),
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
