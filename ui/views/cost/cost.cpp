#include "ui/views/cost/cost.h"

#include "ui/scene/words.h"
#include "ui/views/cost/view.h"

namespace gauge::ui {
namespace cost {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"backend", QT_TRANSLATE_NOOP("views", "Backend"), QT_TRANSLATE_NOOP("views", "Who computes the run."), {}, {}},
        {"precision",
         QT_TRANSLATE_NOOP("views", "Precision"),
         QT_TRANSLATE_NOOP("views", "Precision of the run's pair products."),
         {},
         {}},
    };
}

}  // namespace
}  // namespace cost

ViewKind costView()
{
    return {
        .name = "cost",
        .title = QT_TRANSLATE_NOOP("views", "Cost"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see what each method costs on it."),
        .icon = "cost",
        .manual = "Times every method on the present state, in the background: the bar is the median from the loaded "
                  "state to attention and mean messages, whiskers reach from the fastest to the slowest round, the "
                  "circle is the pair stage alone. ≈ marks methods that were measured on the first tokens only and "
                  "scaled by N². Errors are of energies, relative to the largest exact one; of dot-product attention, "
                  "of β.",
        .aspect = 0.6,
        .zoom = Zoom::None,
        .controls = cost::controls(),
        .paint = cost::paint,
        .hit = cost::hit,
        .difference = cost::paintDifference,
        .table = cost::table,
        .measured = true,
    };
}

}  // namespace gauge::ui
