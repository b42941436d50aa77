#include "ui/views/free_energy/free_energy.h"

#include "ui/scene/words.h"
#include "ui/views/free_energy/options.h"
#include "ui/views/free_energy/view.h"

namespace gauge::ui {
namespace free_energy {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"shape",
         QT_TRANSLATE_NOOP("views", "Shape"),
         QT_TRANSLATE_NOOP("views", "Lines, or the parts stacked."),
         placeOf<&Options::stacked>(),
         {QT_TRANSLATE_NOOP("views", "lines"), QT_TRANSLATE_NOOP("views", "stacked")}},
        {"log",
         QT_TRANSLATE_NOOP("views", "Log"),
         QT_TRANSLATE_NOOP("views", "Logarithmic scale; parts below zero are left out."),
         placeOf<&Options::logScale>(),
         {}},
        {"token",
         QT_TRANSLATE_NOOP("views", "Of"),
         QT_TRANSLATE_NOOP("views", "The whole text, or the selected token's share."),
         placeOf<&Options::token>(),
         {QT_TRANSLATE_NOOP("views", "all tokens"), QT_TRANSLATE_NOOP("views", "selected")}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"stacked", placeOf<&Options::stacked>(), 0, 1},
                      {"log", placeOf<&Options::logScale>(), 0, 1},
                      {"token", placeOf<&Options::token>(), 0, 1}},
            .real = {}};
}

}  // namespace
}  // namespace free_energy

ViewKind freeEnergyView()
{
    return {
        .name = "free-energy",
        .oldNames = {"energy"},
        .title = QT_TRANSLATE_NOOP("views", "Free energy"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its free energy fall."),
        .icon = "energy",
        .manual = "F and its parts over layers and steps, in nats. With *selected*, a token's share of each. A "
                  "vertical dotted line marks a change of parameters during the run.",
        .aspect = 0.55,
        .zoom = Zoom::Along,
        .controls = free_energy::controls(),
        .keys = free_energy::keys(),
        .paint = free_energy::paint,
        .hit = free_energy::hit,
        .difference = free_energy::paintDifference,
        .table = free_energy::table,
        .plot = free_energy::plot,
        .reach = free_energy::reach,
        .moves = true,
    };
}

}  // namespace gauge::ui
