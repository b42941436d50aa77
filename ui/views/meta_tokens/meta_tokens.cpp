#include "ui/views/meta_tokens/meta_tokens.h"

#include "ui/scene/words.h"
#include "ui/views/meta_tokens/options.h"
#include "ui/views/meta_tokens/view.h"

namespace gauge::ui {
namespace meta_tokens {
namespace {

std::vector<ViewControl> controls()
{
    return {
        {"cross-scale",
         QT_TRANSLATE_NOOP("views", "Cross-scale"),
         QT_TRANSLATE_NOOP("views", "Which agents attend to which."),
         {},
         {}},
        {"fold",
         QT_TRANSLATE_NOOP("views", "Fold"),
         QT_TRANSLATE_NOOP("views", "Show meta-tokens without their members."),
         placeOf<&Options::fold>(),
         {}},
        {"follow",
         QT_TRANSLATE_NOOP("views", "Follow"),
         QT_TRANSLATE_NOOP("views", "The selected token through the layers: whose group it is in at each."),
         placeOf<&Options::follow>(),
         {}},
        {"counts",
         QT_TRANSLATE_NOOP("views", "Counts"),
         QT_TRANSLATE_NOOP("views", "Agents and divergences, layer by layer."),
         placeOf<&Options::counts>(),
         {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"fold", placeOf<&Options::fold>(), 0, 1},
                      {"follow", placeOf<&Options::follow>(), 0, 1},
                      {"counts", placeOf<&Options::counts>(), 0, 1}},
            .real = {}};
}

}  // namespace
}  // namespace meta_tokens

ViewKind metaTokensView()
{
    return {
        .name = "meta-tokens",
        .oldNames = {"tower"},
        .title = QT_TRANSLATE_NOOP("views", "Meta-tokens"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its meta-tokens."),
        .icon = "tower",
        .manual = "Tokens stand on the ground floor; tokens that agree stand below their meta-token, with its "
                  "multiplicity. Dotted lines are each agent's strongest other sender. *Follow* shows a token's "
                  "companions layer by layer, *counts* the agents and divergences.",
        .aspect = 0.5,
        .zoom = Zoom::Along,
        .controls = meta_tokens::controls(),
        .keys = meta_tokens::keys(),
        .paint = meta_tokens::paint,
        .hit = meta_tokens::hit,
        .difference = meta_tokens::paintDifference,
        .table = meta_tokens::table,
        .refusal = consensusRefusalOf,
        .moves = true,
    };
}

}  // namespace gauge::ui
