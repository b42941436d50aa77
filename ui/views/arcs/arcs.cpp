#include "ui/views/arcs/arcs.h"

#include "ui/scene/words.h"
#include "ui/views/arcs/options.h"
#include "ui/views/arcs/view.h"

namespace gauge::ui {
namespace arcs {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"receiver",
         text("Receivers"),
         text("Arcs into every token, or into the selected ones alone."),
         placeOf<&Options::receiver>(),
         {text("everyone"), text("selected")}},
        {"top",
         text("Strongest senders"),
         text("How many of its strongest senders each receiver shows."),
         placeOf<&Options::top>(),
         {text("top 1"), text("top 2"), text("top 3"), text("top 5"), text("all > 0.01")}},
        {"head",
         text("Head"),
         text("One head, every head in its colour, or their mean."),
         placeOf<&Options::head>(),
         {},
         Choices::Heads},
    };
}

OptionKeys keys()
{
    return {.whole = {{"top", placeOf<&Options::top>(), 0, 4},
                      {"receiver", placeOf<&Options::receiver>(), 0, 1},
                      {"head", placeOf<&Options::head>(), EveryHead, kMany}},
            .real = {}};
}

}  // namespace
}  // namespace arcs

ViewKind arcsView()
{
    return {
        .name = "arcs",
        .title = text("Arcs"),
        .empty = text("Type a sentence to see its attention as arcs."),
        .icon = "arcs",
        .manual = text("The text with an arc from each receiver's strongest senders, the arrow at the receiver, the width "
                       "by β."),
        .aspect = 0.45,
        .zoom = Zoom::Along,
        .controls = arcs::controls(),
        .keys = arcs::keys(),
        .paint = arcs::paint,
        .hit = arcs::hit,
        .difference = arcs::paintDifference,
        .table = arcs::table,
    };
}

}  // namespace gauge::ui
