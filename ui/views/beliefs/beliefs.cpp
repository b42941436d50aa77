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
               : QCoreApplication::translate(
                     "views",
                     "Beliefs: entropy is told by colour alone; name it in the caption or choose another colouring.");
}

std::vector<ViewControl> controls()
{
    return {
        {"axes",
         QT_TRANSLATE_NOOP("views", "Axes"),
         QT_TRANSLATE_NOOP("views", "Principal axes of the means, or two dimensions of the common frame."),
         placeOf<&Options::axes>(),
         {QT_TRANSLATE_NOOP("views", "PC 1 × 2"), QT_TRANSLATE_NOOP("views", "PC 1 × 3"),
          QT_TRANSLATE_NOOP("views", "PC 2 × 3"), QT_TRANSLATE_NOOP("views", "dimensions")}},
        {"dimension",
         QT_TRANSLATE_NOOP("views", "First dimension"),
         QT_TRANSLATE_NOOP("views", "With axes set to dimensions: this one and the next."),
         placeOf<&Options::first>(),
         {},
         Choices::Dimensions,
         byDimensions},
        {"frame",
         QT_TRANSLATE_NOOP("views", "Frame"),
         QT_TRANSLATE_NOOP("views", "Beliefs pulled back to the common frame, or each in its own."),
         placeOf<&Options::local>(),
         {QT_TRANSLATE_NOOP("views", "common"), QT_TRANSLATE_NOOP("views", "local")}},
        {"colour",
         QT_TRANSLATE_NOOP("views", "Colour"),
         QT_TRANSLATE_NOOP("views", "Colour by cluster, by word, by the file's category, or by attention entropy."),
         placeOf<&Options::colour>(),
         {QT_TRANSLATE_NOOP("views", "cluster"), QT_TRANSLATE_NOOP("views", "word"), QT_TRANSLATE_NOOP("views", "category"),
          QT_TRANSLATE_NOOP("views", "entropy")}},
        {"sigma",
         QT_TRANSLATE_NOOP("views", "σ"),
         QT_TRANSLATE_NOOP("views", "How many standard deviations the ellipses span."),
         placeOf<&Options::sigma>(),
         {QT_TRANSLATE_NOOP("views", "½ σ"), QT_TRANSLATE_NOOP("views", "1 σ"), QT_TRANSLATE_NOOP("views", "2 σ")}},
        {"trails",
         QT_TRANSLATE_NOOP("views", "Trails"),
         QT_TRANSLATE_NOOP("views", "Where each belief came from, layer by layer."),
         placeOf<&Options::trails>(),
         {}},
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
        .title = QT_TRANSLATE_NOOP("views", "Beliefs"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its beliefs."),
        .icon = "beliefs",
        .manual = "Means and covariance ellipses along the principal axes of all layers' means, or along two "
                  "dimensions, in the common frame or each in its own. The axes say how much of the means' variance "
                  "they show. Trails lead from the first layer; between two layers the picture moves along straight "
                  "lines, which is a picture of the step and not a computed state.",
        .aspect = 0.72,
        .zoom = Zoom::Own,
        .controls = beliefs::controls(),
        .keys = beliefs::keys(),
        .paint = beliefs::paint,
        .hit = beliefs::hit,
        .difference = beliefs::paintDifference,
        .table = beliefs::table,
        .plot = beliefs::plot,
        .reach = beliefs::reach,
        .objection = beliefs::objection,
        .moves = true,
        .names = true,
    };
}

}  // namespace gauge::ui
