// The anchor that is dragged, the walk that is clicked together, and the buttons for both.
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"
#include "ui/views/holonomy/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::holonomy {
namespace {

constexpr std::size_t kMostSteps = 64;

bool onMargin(const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (optionsOf(scene).picture != Map)
        return false;
    const MapLayout l = mapLayout(area, scene);
    return l.rows.contains(at) || l.columns.contains(at);
}

/// Along whichever margin the point is nearer to.
void dragAnchor(ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& to)
{
    const MapLayout l = mapLayout(area, scene);
    const bool column = to.y() < l.matrix.top() && to.x() > l.matrix.left();
    const double place = column ? to.x() - l.matrix.left() : to.y() - l.matrix.top();
    options.of<Options>().anchor =
        std::clamp(static_cast<int>(std::floor(place / l.cell)), 0, static_cast<int>(scene.snapshot->tokens()) - 1);
}

/// One token on; a closed walk begins anew.
void stepTo(ViewOptions& options, const Scene& scene, int token)
{
    std::vector<int>& walk = options.of<Options>().walk;
    walk.clear();
    const Path path = pathOf(scene);
    if (path.closed || path.tokens.size() >= kMostSteps) {
        walk = {token};
        return;
    }
    for (const Index t : path.tokens)
        walk.push_back(static_cast<int>(t));
    if (walk.empty() || walk.back() != token)
        walk.push_back(token);
}

void click(ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (optionsOf(scene).picture != Walk)
        return;
    if (const Hit under = hit(area, scene, at); under.tokens.size() == 1)
        stepTo(options, scene, under.tokens.front());
}

void stepBack(ViewOptions& options, const Scene&)
{
    if (std::vector<int>& walk = options.of<Options>().walk; !walk.empty())
        walk.pop_back();
}

void clear(ViewOptions& options, const Scene&)
{
    options.of<Options>().walk.clear();
}

bool key(ViewOptions& options, const Scene& scene, int pressed)
{
    if (optionsOf(scene).picture == Map && (pressed == Qt::Key_PageUp || pressed == Qt::Key_PageDown)) {
        const int by = pressed == Qt::Key_PageUp ? -1 : 1;
        const auto anchor = static_cast<int>(anchorOf(scene));
        options.of<Options>().anchor = std::clamp(anchor + by, 0, static_cast<int>(scene.snapshot->tokens()) - 1);
        return true;
    }
    if (optionsOf(scene).picture != Walk)
        return false;
    switch (pressed) {
    case Qt::Key_Backspace: stepBack(options, scene); return true;
    case Qt::Key_Delete: clear(options, scene); return true;
    case Qt::Key_Space:
        if (!scene.selection.locked.empty())
            stepTo(options, scene, scene.selection.locked.front());
        return true;
    default: return false;
    }
}

bool walks(const Scene& scene)
{
    return optionsOf(scene).picture == Walk && !optionsOf(scene).walk.empty() && refusal(scene).isEmpty();
}

/// What the state has to bend with: its own links, or a generator; empty where it has neither.
std::string bending(const Scene& scene)
{
    const State& s = *scene.snapshot->state;
    if (s.links && (s.links->coordinates.size() > 0 || !s.links->matrices.empty()))
        return "links";
    if (s.links && !s.links->heads.empty())
        return "heads";
    const bool turns = scene.snapshot->input.state == nullptr || !s.generators.empty();
    return !turns ? std::string() : std::string("power=0.6,0.5");
}

bool couldBend(const Scene& scene)
{
    return scene.snapshot->connection.flat() && scene.snapshot->recording() == nullptr && !bending(scene).empty();
}

}  // namespace

ViewHands hands()
{
    return {.grabs = onMargin, .drag = dragAnchor, .click = click, .key = key};
}

std::vector<ViewAction> actions()
{
    return {
        {"bend", QT_TRANSLATE_NOOP("views", "bend"),
         QT_TRANSLATE_NOOP(
             "views",
             "Chooses a connection: the file's links where it has some, or else power=0.6,0.5, one generator turned by "
             "0.6·√|i−j|."),
         couldBend, nullptr, "connection", bending},
        {"step-back", QT_TRANSLATE_NOOP("views", "step back"),
         QT_TRANSLATE_NOOP("views", "Takes back the walk's last step (Backspace)."), walks, stepBack},
        {"clear", QT_TRANSLATE_NOOP("views", "clear"), QT_TRANSLATE_NOOP("views", "Forgets the walk (Delete)."), walks,
         clear},
    };
}

}  // namespace gauge::ui::holonomy
