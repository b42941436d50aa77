#include "ui/views/holonomy/holonomy.h"

#include "ui/scene/words.h"
#include "ui/views/holonomy/options.h"
#include "ui/views/holonomy/view.h"

namespace gauge::ui {
namespace holonomy {
namespace {

bool showsLoops(const ViewOptions& options)
{
    return options.of<Options>().picture == Loops;
}

std::vector<ViewControl> controls()
{
    return {
        {"mode",
         QT_TRANSLATE_NOOP("views", "Picture"),
         QT_TRANSLATE_NOOP("views",
                           "Curvature as one token sees it; the Wilson loops of all triangles; who cannot agree; or a "
                           "walk of your own, token by token."),
         placeOf<&Options::picture>(),
         {QT_TRANSLATE_NOOP("views", "curvature"), QT_TRANSLATE_NOOP("views", "loops"),
          QT_TRANSLATE_NOOP("views", "frustration"), QT_TRANSLATE_NOOP("views", "walk")}},
        {"head",
         QT_TRANSLATE_NOOP("views", "Head"),
         QT_TRANSLATE_NOOP("views", "Whose links: the head that attention shows, or another."),
         placeOf<&Options::head>(),
         {},
         Choices::OneHead},
        {"weighted",
         QT_TRANSLATE_NOOP("views", "By attention"),
         QT_TRANSLATE_NOOP("views",
                           "Every triangle counts by its face weight β_ij β_jk β_ki, the mean of both ways round, instead "
                           "of alike."),
         placeOf<&Options::weighted>(),
         {},
         Choices::Fixed,
         showsLoops},
        {"connection",
         QT_TRANSLATE_NOOP("views", "Connection"),
         QT_TRANSLATE_NOOP("views", "Where the links V_ij come from; its amounts are sliders beside the parameter."),
         {},
         {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"holonomy", placeOf<&Options::picture>(), 0, Walk},
                      {"holonomy-head", placeOf<&Options::head>(), MeanHead, kMany},
                      {"by-attention", placeOf<&Options::weighted>(), 0, 1},
                      {"anchor", placeOf<&Options::anchor>(), 0, kMany}},
            .real = {},
            .lists = {{"walk", placeOf<&Options::walk>(), kMany}}};
}

}  // namespace
}  // namespace holonomy

ViewKind holonomyView()
{
    return {
        .name = "holonomy",
        .title = QT_TRANSLATE_NOOP("views", "Holonomy"),
        .empty =
            QT_TRANSLATE_NOOP("views", "Type three words or more and choose a connection to see what does not come home."),
        .icon = "holonomy",
        .manual =
            "What a connection's links V_ij do around loops. *Curvature* is the map ‖V_ai V_ij V_ja − 1‖_F of an anchor "
            "a: drag its mark on the margin, or press Page Up and Page Down. *Loops* is the distribution of the Wilson "
            "loops tr H̄/d of all triangles, head by head, with its mean (up to 60 tokens all of them, else 512 drawn "
            "from the seed with a 95 % interval); *by attention* weighs each by β_ij β_jk β_ki, and loops through a token "
            "that is lit stand out. *Frustration* draws the mode of the connection Laplacian that comes nearest to "
            "agreeing along every link, an arrow a token on the axes of its frame, and its eigenvalue: 0 where all can "
            "agree. *Walk*: click tokens one after another, and the first one's belief is carried along, V by V; back at "
            "the first the loop closes, and what is left over is written out: the polar form of H̄, its angle and its "
            "stretch. Space takes the token that arrow keys chose, Backspace takes the last step back, Delete clears.",
        .aspect = 0.62,
        .zoom = Zoom::Whole,
        .controls = holonomy::controls(),
        .keys = holonomy::keys(),
        .paint = holonomy::paint,
        .hit = holonomy::hit,
        .difference = holonomy::paintDifference,
        .table = holonomy::table,
        .refusal = holonomy::refusal,
        .reach = holonomy::reach,
        .hands = holonomy::hands(),
        .actions = holonomy::actions(),
    };
}

}  // namespace gauge::ui
