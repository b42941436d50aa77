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
         QT_TRANSLATE_NOOP("views", "Receivers"),
         QT_TRANSLATE_NOOP("views", "Arcs into every token, or into the selected ones alone."),
         placeOf<&Options::receiver>(),
         {QT_TRANSLATE_NOOP("views", "everyone"), QT_TRANSLATE_NOOP("views", "selected")}},
        {"top",
         QT_TRANSLATE_NOOP("views", "Strongest senders"),
         QT_TRANSLATE_NOOP("views", "How many of its strongest senders each receiver shows."),
         placeOf<&Options::top>(),
         {QT_TRANSLATE_NOOP("views", "top 1"), QT_TRANSLATE_NOOP("views", "top 2"), QT_TRANSLATE_NOOP("views", "top 3"),
          QT_TRANSLATE_NOOP("views", "top 5"), QT_TRANSLATE_NOOP("views", "all > 0.01")}},
        {"head",
         QT_TRANSLATE_NOOP("views", "Head"),
         QT_TRANSLATE_NOOP("views", "One head, every head in its colour, or their mean."),
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
        .title = QT_TRANSLATE_NOOP("views", "Arcs"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its attention as arcs."),
        .icon = "arcs",
        .manual = "The text with an arc from each receiver's strongest senders, the arrow at the receiver, the width "
                  "by β.",
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
