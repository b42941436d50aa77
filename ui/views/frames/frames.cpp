#include "ui/views/frames/frames.h"

#include "ui/scene/words.h"
#include "ui/views/frames/options.h"
#include "ui/views/frames/view.h"

#include <algorithm>

namespace gauge::ui {
namespace frames {
namespace {

bool turns(const ViewOptions& options)
{
    const int picture = options.of<Options>().picture;
    return picture == Triads || picture == Ball;
}

void turn(ViewOptions& options, const QPointF& by)
{
    auto& own = options.of<Options>();
    own.azimuth -= by.x() * 0.01;
    own.elevation = std::clamp(own.elevation + by.y() * 0.01, -1.5, 1.5);
}

void turnBack(ViewOptions& options)
{
    options.of<Options>().azimuth = Options{}.azimuth;
    options.of<Options>().elevation = Options{}.elevation;
}

std::vector<ViewControl> controls()
{
    return {
        {"mode",
         QT_TRANSLATE_NOOP("views", "Picture"),
         QT_TRANSLATE_NOOP(
             "views",
             "Triads; φ in its ball of radius π; relative angles of all pairs; or j's ellipse carried into i's frame."),
         placeOf<&Options::picture>(),
         {QT_TRANSLATE_NOOP("views", "triads"), QT_TRANSLATE_NOOP("views", "φ ball"), QT_TRANSLATE_NOOP("views", "angles"),
          QT_TRANSLATE_NOOP("views", "carry")}},
        {"block",
         QT_TRANSLATE_NOOP("views", "Block"),
         QT_TRANSLATE_NOOP("views", "Which block of the frame (irrep) the triads, angles and ellipses show."),
         placeOf<&Options::block>(),
         {},
         Choices::Blocks},
        {"trails",
         QT_TRANSLATE_NOOP("views", "Trails"),
         QT_TRANSLATE_NOOP("views", "How the frames turned over the layers (they turn where η > 0)."),
         placeOf<&Options::trails>(),
         {}},
    };
}

OptionKeys keys()
{
    return {.whole = {{"frames", placeOf<&Options::picture>(), 0, Carry},
                      {"block", placeOf<&Options::block>(), 0, kMany},
                      {"frame-trails", placeOf<&Options::trails>(), 0, 1}},
            .real = {{"azimuth", placeOf<&Options::azimuth>(), -1e6, 1e6},
                     {"elevation", placeOf<&Options::elevation>(), -1.5, 1.5}}};
}

}  // namespace
}  // namespace frames

ViewKind framesView()
{
    return {
        .name = "frames",
        .title = QT_TRANSLATE_NOOP("views", "Gauge frames"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see its gauge frames."),
        .icon = "frames",
        .manual =
            "Triads show each token's frame in the common one; drag to turn them. *φ ball* places each rotation "
            "as a vector of length up to π. *Angles* shows how far Ω_ij turns for every pair. *Carry* draws j's "
            "ellipse as it stands and as Ω_ij carries it beside i's. Where there is a connection, ribbons join the triad "
            "of a "
            "token that is lit to those of the six it hears most: each turns along its way by the angle of V_ij, half a "
            "turn for π, its back in another colour.",
        .aspect = 0.62,
        .zoom = Zoom::Whole,
        .controls = frames::controls(),
        .keys = frames::keys(),
        .paint = frames::paint,
        .hit = frames::hit,
        .difference = frames::paintDifference,
        .table = frames::table,
        .turning = {frames::turns, frames::turn, frames::turnBack},
    };
}

}  // namespace gauge::ui
