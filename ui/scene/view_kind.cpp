#include "ui/scene/view_kind.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

namespace gauge::ui {
namespace {

constexpr double kGap = 12;         // between the pictures of a comparison
constexpr double kRoomsWidth = 17;  // heights of letters: narrower ones tell the last row of a room nothing

/// The area a zoomed view paints on, of which `visible` is on screen.
QRectF zoomedArea(const QRectF& visible, Zoom zoom, const ViewOptions& o)
{
    if (zoom == Zoom::None || zoom == Zoom::Own || o.zoom <= 1)
        return visible;
    const double w = visible.width() * o.zoom;
    const double h = zoom == Zoom::Whole ? visible.height() * o.zoom : visible.height();
    const auto start = [](double low, double size, double all, double centre) {
        return low - std::clamp(centre * all - size / 2, 0.0, all - size);
    };
    return {start(visible.left(), visible.width(), w, o.centre.x()),
            zoom == Zoom::Whole ? start(visible.top(), visible.height(), h, o.centre.y()) : visible.top(), w, h};
}

void paintOne(const ViewKind& kind, QPainter& painter, const QRectF& visible, Scene scene)
{
    painter.save();
    painter.setClipRect(visible, Qt::IntersectClip);
    scene.visible = visible;
    const auto paint = scene.side == Side::Difference ? kind.difference : kind.paint;
    QString why = scene.side == Side::Difference ? differenceRefusal(scene) : QString();
    if (why.isEmpty())
        why = refusalOf(kind, scene);
    if (!why.isEmpty()) {
        paintRefusal(painter, visible, scene, why);
    } else {
        paint(painter, zoomedArea(visible, kind.zoom, scene.options), scene);
    }
    painter.restore();
}

/// The pictures of a comparison: the one chosen, or all in a row, in a column, or two above one, by the shape of the area; before an audience the
/// difference alone where there is no room for three.
std::vector<std::pair<Side, QRectF>> sidesOf(const QRectF& area, const Scene& scene)
{
    if (!scene.reference || scene.side != Side::Alone)
        return {{scene.side, area}};
    const double u = scene.style.unit();
    const double title = 20 * u;
    const double gap = kGap * u;
    constexpr std::array three{Side::A, Side::B, Side::Difference};
    if (scene.options.compared != Compared::All)
        return {{three[static_cast<std::size_t>(scene.options.compared) - 1], area.adjusted(0, title, 0, 0)}};
    const double shape = area.width() / std::max(1.0, area.height());
    const int columns = shape > 1.9 ? 3 : shape < 0.7 ? 1 : 2;
    const int rows = columns == 3 ? 1 : columns == 1 ? 3 : 2;
    const double w = (area.width() - (columns - 1) * gap) / columns;
    const double h = (area.height() - (rows - 1) * gap) / rows;
    if (w < kRoomsWidth * scene.style.least)
        return {{Side::Difference, area.adjusted(0, title, 0, 0)}};
    std::vector<std::pair<Side, QRectF>> sides;
    for (int k = 0; k < 3; ++k) {
        const double middle = columns == 2 && k == 2 ? (area.width() - w) / 2 : (k % columns) * (w + gap);
        const QRectF cell(area.left() + middle, area.top() + (k / columns) * (h + gap), w, h);
        sides.emplace_back(three[static_cast<std::size_t>(k)], cell.adjusted(0, title, 0, 0));
    }
    return sides;
}

/// The scene of one picture: A shows the reference, with B beside it for common limits.
Scene sceneOf(const Scene& scene, Side side)
{
    Scene part = scene;
    part.side = side;
    if (side == Side::A)
        std::swap(part.snapshot, part.reference);
    return part;
}

}  // namespace

QString refusalOf(const ViewKind& kind, const Scene& scene)
{
    if (!kind.refusal || !scene.snapshot)
        return {};
    const QString why = kind.refusal(scene);
    if (!why.isEmpty() || scene.side != Side::Difference || !scene.reference)
        return why;
    Scene other = scene;
    std::swap(other.snapshot, other.reference);
    return kind.refusal(other);
}

QList<QStringList> tableView(const ViewKind& kind, const Scene& scene)
{
    const QString why = refusalOf(kind, scene);
    return why.isEmpty() ? kind.table(scene) : QList<QStringList>{QStringList{why}};
}

void paintView(const ViewKind& kind, QPainter& painter, const QRectF& area, const Scene& scene)
{
    static const std::array<const char*, 4> titles{"", "A", "B", "B − A"};
    for (const auto& [side, rect] : sidesOf(area, scene)) {
        if (side != scene.side) {
            painter.setFont(scene.style.textFont(1.0, true));
            painter.setPen(scene.style.quiet());
            painter.drawText(
                QRectF(rect.left(), rect.top() - 20 * scene.style.unit(), rect.width(), 20 * scene.style.unit()),
                Qt::AlignCenter, QString::fromUtf8(titles[static_cast<std::size_t>(side)]));
        }
        paintOne(kind, painter, rect, sceneOf(scene, side));
    }
}

Hit hitView(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at)
{
    for (const auto& [side, rect] : sidesOf(area, scene)) {
        if (!rect.contains(at) || side == Side::Difference)
            continue;
        Scene part = sceneOf(scene, side);
        part.visible = rect;
        if (!refusalOf(kind, part).isEmpty())
            return {};
        Hit hit = kind.hit(zoomedArea(rect, kind.zoom, part.options), part, at);
        hit.threshold = hit.threshold && side != Side::A;
        return hit;
    }
    return {};
}

double thresholdAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at)
{
    const double present = scene.snapshot->request.consensus.threshold;
    if (!kind.threshold.at || !scene.snapshot->consensusRefused.empty())
        return present;
    for (const auto& [side, rect] : sidesOf(area, scene)) {
        if (side == Side::A || side == Side::Difference)
            continue;
        Scene part = sceneOf(scene, side);
        part.visible = rect;
        const QRectF content = zoomedArea(rect, kind.zoom, part.options);
        return kind.threshold.at(content, part, at);
    }
    return present;
}

namespace {

/// One picture of a view, with something to show: its area and scene.
struct Picture {
    QRectF area;
    Scene scene;
};

/// The one that a point lies in, but for differences; `nearest`: or else the first, of a drag that left it.
std::optional<Picture> pictureAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at,
                                 bool nearest)
{
    std::optional<Picture> found;
    for (const auto& [side, rect] : sidesOf(area, scene)) {
        if (side == Side::Difference || !(rect.contains(at) || (nearest && !found)))
            continue;
        Picture picture{{}, sceneOf(scene, side)};
        picture.scene.visible = rect;
        picture.area = zoomedArea(rect, kind.zoom, picture.scene.options);
        if (refusalOf(kind, picture.scene).isEmpty())
            found = picture;
    }
    return found;
}

}  // namespace

bool grabbedAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (!kind.hands.grabs)
        return false;
    const std::optional<Picture> p = pictureAt(kind, area, scene, at, false);
    return p && kind.hands.grabs(p->area, p->scene, at);
}

void dragView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& to)
{
    if (const std::optional<Picture> p = pictureAt(kind, area, scene, to, true))
        kind.hands.drag(options, p->area, p->scene, to);
}

void clickView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (!kind.hands.click)
        return;
    if (const std::optional<Picture> p = pictureAt(kind, area, scene, at, false))
        kind.hands.click(options, p->area, p->scene, at);
}

bool pointGrabbedAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (!kind.point.grabs)
        return false;
    const std::optional<Picture> p = pictureAt(kind, area, scene, at, false);
    return p && p->scene.side != Side::A && kind.point.grabs(p->area, p->scene, at);
}

RowTexts pointDraggedTo(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& to)
{
    const std::optional<Picture> p = pictureAt(kind, area, scene, to, true);
    return p ? kind.point.at(p->area, p->scene, to) : RowTexts();
}

bool dropOnView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at,
                const std::string& row)
{
    return kind.drop && kind.drop(options, area, scene, at, row);
}

std::optional<CellPlace> cellOnView(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at)
{
    if (!kind.cell)
        return std::nullopt;
    const std::optional<Picture> p = pictureAt(kind, area, scene, at, false);
    return p ? kind.cell(p->area, p->scene, at) : std::nullopt;
}

Hit stepView(const ViewKind& kind, const Scene& scene, int rows, int columns)
{
    if (kind.step)
        return kind.step(scene, rows, columns);
    const Snapshot& s = *scene.snapshot;
    std::vector<Index> order(static_cast<std::size_t>(s.tokens()));
    std::iota(order.begin(), order.end(), 0);
    const std::vector<int>& locked = scene.selection.locked;
    const int token = movedAlong(order, locked.empty() ? -1 : locked.front(), rows + columns);
    Hit hit;
    hit.tokens = {token};
    hit.text = words("%1, group %2")
                   .arg(tokenName(s, token), QString::number(s.clusters().label[static_cast<std::size_t>(token)]));
    return hit;
}

}  // namespace gauge::ui
