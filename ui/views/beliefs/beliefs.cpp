#include "ui/views/beliefs/beliefs.h"

#include "ui/scene/words.h"
#include "ui/views/beliefs/options.h"
#include "ui/views/beliefs/view.h"

namespace gauge::ui {
namespace beliefs {
namespace {

bool byDimensions(const ViewOptions& options)
{
    return options.of<Options>().axes == Dimensions;
}

QString objection(const ViewOptions& options, const Style&)
{
    return options.of<Options>().colour != ByEntropy
               ? QString()
               : words("Beliefs: entropy is told by colour alone; name it in the caption or choose another colouring.");
}

std::vector<ViewControl> controls()
{
    return {
        {"axes",
         text("Axes"),
         text("Principal axes of the means, or two dimensions of the common frame."),
         placeOf<&Options::axes>(),
         {text("PC 1 × 2"), text("PC 1 × 3"), text("PC 2 × 3"), text("dimensions")}},
        {"dimension",
         text("First dimension"),
         text("With axes set to dimensions: this one and the next."),
         placeOf<&Options::first>(),
         {},
         Choices::Dimensions,
         byDimensions},
        {"frame",
         text("Frame"),
         text("Beliefs pulled back to the common frame, or each in its own."),
         placeOf<&Options::local>(),
         {text("common"), text("local")}},
        {"colour",
         text("Colour"),
         text("Colour by cluster, by word, by the file's category, or by attention entropy."),
         placeOf<&Options::colour>(),
         {text("cluster"), text("word"), text("category"), text("entropy")}},
        {"sigma",
         text("σ"),
         text("How many standard deviations the ellipses span."),
         placeOf<&Options::sigma>(),
         {text("½ σ"), text("1 σ"), text("2 σ")}},
        {"trails", text("Trails"), text("Where each belief came from, layer by layer."), placeOf<&Options::trails>(), {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"axes", placeOf<&Options::axes>(), 0, Dimensions},
                      {"first", placeOf<&Options::first>(), 0, kMany},
                      {"local", placeOf<&Options::local>(), 0, 1},
                      {"colour", placeOf<&Options::colour>(), 0, ByEntropy},
                      {"sigma", placeOf<&Options::sigma>(), 0, 2},
                      {"trails", placeOf<&Options::trails>(), 0, 1}},
            .real = {}};
}

}  // namespace
}  // namespace beliefs

ViewKind beliefsView()
{
    return {
        .name = "beliefs",
        .title = text("Beliefs"),
        .empty = text("Type a sentence to see its beliefs."),
        .icon = "beliefs",
        .manual = text("Means and covariance ellipses along the principal axes of all layers' means, or along two "
                       "dimensions, in the common frame or each in its own. The axes say how much of the means' variance "
                       "they show. Trails lead from the first layer; between two layers the picture moves along straight "
                       "lines, which is a picture of the step and not a computed state."),
        .aspect = 0.72,
        .zoom = Zoom::Own,
        .controls = beliefs::controls(),
        .keys = beliefs::keys(),
        .paint = beliefs::paint,
        .hit = beliefs::hit,
        .difference = beliefs::paintDifference,
        .table = beliefs::table,
        .plot = beliefs::plot,
        .objection = beliefs::objection,
        .moves = true,
        .names = true,
    };
}

}  // namespace gauge::ui
