// A walk from token to token, and the belief that is carried along it.
#include "ui/painter/formula.h"
#include "ui/painter/text.h"
#include "ui/scene/flat_ellipse.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {
namespace {

/// Beliefs of the walk that are drawn: those of an open one have not come home yet.
std::size_t drawnOf(const LoopWalk& walk, bool closed)
{
    return walk.carried.size() - (closed ? 0 : 1);
}

void paintStep(QPainter& painter, const QPointF& from, const QPointF& to, const QColor& colour, double u, bool dashed)
{
    const QPointF d = to - from;
    const double length = std::max(1e-9, std::hypot(d.x(), d.y()));
    const QPointF along = d / length;
    const QPointF across(-along.y(), along.x());
    const QPointF end = to - 7 * u * along;
    painter.setPen(QPen(colour, 1.8 * u, dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(from + 5 * u * along, end);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF{end + 3 * u * along, end - 5 * u * along + 3.4 * u * across, end - 5 * u * along - 3.4 * u * across});
}

/// Every so many tokens have room for a name around the circle; those of the walk always have one.
void paintCircle(QPainter& painter, const WalkLayout& l, const Scene& scene, const Path& path)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Index n = s.tokens();
    for (std::size_t k = 1; k < path.tokens.size(); ++k)
        paintStep(painter, l.token(path.tokens[k - 1], n), l.token(path.tokens[k], n), scene.style.accent(), u, false);
    if (path.closed)
        paintStep(painter, l.token(path.tokens.back(), n), l.token(path.tokens.front(), n), scene.style.accent(), u, false);
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    const double arc = 2 * M_PI * l.radius / static_cast<double>(n);
    const auto step = static_cast<Index>(std::max(1.0, std::ceil(1.15 * metrics.height() / std::max(1e-9, arc))));
    std::vector<QRectF> taken;
    const auto name = [&](Index i, bool strong) {
        const QPointF at = l.token(i, n);
        const QPointF out = (at - l.centre) / l.radius;
        painter.setFont(scene.style.textFont(0.92, strong));
        const double width = std::min(QFontMetricsF(painter.font()).horizontalAdvance(tokenName(s, i)) + 2 * u, 66 * u);
        const QPointF middle = at + QPointF(out.x() * (8 * u + width / 2), out.y() * (8 * u + metrics.height() / 2));
        const QRectF box(middle.x() - width / 2, middle.y() - metrics.height() / 2, width, metrics.height());
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); }))
            return;
        taken.push_back(box);
        painter.setPen(strong ? scene.style.accent() : scene.style.text());
        drawFitted(painter, box, Qt::AlignCenter, tokenName(s, i));
    };
    const auto inWalk = [&](Index i) { return std::find(path.tokens.begin(), path.tokens.end(), i) != path.tokens.end(); };
    for (const Index i : path.tokens)
        name(i, true);
    for (Index i = 0; i < n; ++i)
        if (!inWalk(i) && (i % step == 0 || scene.selection.lights(static_cast<int>(i))))
            name(i, scene.selection.lights(static_cast<int>(i)));
    const double dot = std::min(4.0 * u, 0.4 * arc);
    for (Index i = 0; i < n; ++i) {
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? QPen(scene.style.accent(), 1.8 * u) : QPen(Qt::NoPen));
        painter.setBrush(inWalk(i) ? scene.style.accent() : tokenColour(s, scene.style, i));
        painter.drawEllipse(l.token(i, n), dot, dot);
    }
}

void paintBelief(QPainter& painter, const FlatBelief& belief, const FlatMap& map, const QColor& colour, double width,
                 Qt::PenStyle pen, float filled)
{
    QColor fill = colour;
    fill.setAlphaF(filled);
    painter.setBrush(fill);
    painter.setPen(QPen(colour, width, pen));
    painter.drawPath(ellipsePath(belief, 1, map));
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(map(belief.mean), 1.6 * width, 1.6 * width);
}

/// The first token's belief as it stayed at home, at every stop, and when it is back.
void paintPlane(QPainter& painter, const QRectF& plane, const Scene& scene, const LoopWalk& walk, const Path& path)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    const std::size_t drawn = drawnOf(walk, path.closed);
    const QRectF plot = plane.adjusted(2 * u, metrics.height() + 4 * u, -2 * u, -metrics.height() - 4 * u);
    if (plot.height() < 20 * u)
        return;
    const FlatMap map = mapOf(
        std::vector<FlatBelief>(walk.flat.begin(), walk.flat.begin() + static_cast<std::ptrdiff_t>(drawn)), plot, 0.94);
    const QColor home = scene.style.cluster(0);
    const QColor away = scene.style.cluster(3);
    for (std::size_t k = 1; k < drawn; ++k) {
        const bool last = k + 1 == drawn;
        paintBelief(painter, walk.flat[k], map, last ? away : scene.style.cluster(-1), (last ? 1.8 : 1.0) * u,
                    last && path.closed ? Qt::SolidLine : Qt::DashLine, last ? 0.12F : 0.03F);
        painter.setPen(QPen(scene.style.quiet(), 0.75 * u, Qt::DotLine));
        painter.drawLine(map(walk.flat[k - 1].mean), map(walk.flat[k].mean));
    }
    paintBelief(painter, walk.flat.front(), map, home, 1.8 * u, Qt::SolidLine, 0.12F);
    painter.setFont(scene.style.textFont(0.92));
    const QString first = tokenName(*scene.snapshot, path.tokens.front());
    const std::array<std::pair<QColor, QString>, 2> key{
        std::pair(home, words("%1 at home").arg(first)),
        std::pair(away, path.closed ? words("%1 come home").arg(first)
                                    : words("%1 at %2").arg(first, tokenName(*scene.snapshot, path.tokens.back())))};
    for (std::size_t k = 0; k < 2; ++k) {
        const double x = plane.left() + static_cast<double>(k) * plane.width() / 2;
        painter.setPen(QPen(key[k].first, 1.8 * u, k == 1 && !path.closed ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(QPointF(x, plane.top() + metrics.height() / 2),
                         QPointF(x + 16 * u, plane.top() + metrics.height() / 2));
        painter.setPen(scene.style.text());
        drawFitted(painter, QRectF(x + 20 * u, plane.top(), plane.width() / 2 - 24 * u, metrics.height()), Qt::AlignLeft,
                   key[k].second);
    }
    painter.setPen(scene.style.quiet());
    drawFitted(painter, QRectF(plane.left(), plane.bottom() - metrics.height(), plane.width(), metrics.height()),
               Qt::AlignHCenter,
               words("1 σ, dimensions %1 and %2 of head %3, common frame")
                   .arg(walk.dimensions[0])
                   .arg(walk.dimensions[1])
                   .arg(headOf(scene)));
}

QString nextStep(const Scene& scene, const Path& path)
{
    if (path.tokens.empty())
        return scene.style.paper ? words("No walk was chosen.")
                                 : words("Click a token to set out from, then others; back at the first the loop closes.");
    if (path.closed)
        return withHint(scene.style, words("The loop is closed."), words(" Click a token to set out anew."));
    const QString home = tokenName(*scene.snapshot, path.tokens.front());
    return path.tokens.size() == 1
               ? withHint(scene.style, words("Set out from %1.").arg(home), words(" Click where to go."))
               : withHint(scene.style, words("On the way."), words(" Click %1 to come home.").arg(home));
}

}  // namespace

std::optional<LoopWalk> walkOf(const Scene& scene)
{
    const Path path = pathOf(scene);
    if (path.tokens.size() < 2)
        return std::nullopt;
    return loopWalk(*scene.snapshot, headOf(scene), path.tokens);
}

QString walkText(const Scene& scene, const Path& path)
{
    QStringList names;
    for (const Index token : path.tokens)
        names << tokenName(*scene.snapshot, token);
    if (path.closed)
        names << names.front();
    return names.join(QStringLiteral(" → "));
}

void paintWalk(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Path path = pathOf(scene);
    const WalkLayout l = walkLayout(area, scene);
    painter.setFont(scene.style.textFont(1.0, true));
    painter.setPen(scene.style.text());
    drawFitted(painter, l.title, Qt::AlignLeft | Qt::AlignVCenter,
               path.tokens.empty() ? words("A walk, and what it does not bring home") : walkText(scene, path),
               Qt::ElideMiddle);
    paintCircle(painter, l, scene, path);
    if (const std::optional<LoopWalk> walk = walkOf(scene)) {
        paintPlane(painter, l.plane, scene, *walk, path);
        paintNumbers(painter, l.numbers, scene, *walk);
    }
    paintCaption(painter, area, scene, nextStep(scene, path));
}

}  // namespace gauge::ui::holonomy
