#include "ui/views/next/next.h"

#include "ui/scene/words.h"
#include "ui/views/next/view.h"

namespace gauge::ui {

ViewKind nextTokenView()
{
    return {
        .name = "next",
        .title = QT_TRANSLATE_NOOP("views", "Next token"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence, with trained words, to see what is expected next."),
        .icon = "next",
        .manual = "What a trained model expects after a token: the likeliest words with their probabilities, by KL "
                  "from the token's belief to every word's. The word that does follow is marked. Below, how "
                  "surprising each token was, −ln p. Point at a bar there, or at a token in any view, to choose one; "
                  "earlier layers answer from the beliefs they have. Needs trained words: choose them under Source, "
                  "open a model that `train` wrote, or train one.",
        .aspect = 0.56,
        .zoom = Zoom::None,
        .paint = next::paint,
        .hit = next::hit,
        .difference = next::paintDifference,
        .table = next::table,
        .refusal = next::refusal,
    };
}

}  // namespace gauge::ui
