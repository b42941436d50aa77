#include "ui/views/frames/ribbons.h"

#include "core/pipeline/curvature_lens.h"
#include "core/pipeline/pair.h"
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::frames {
namespace {

constexpr std::size_t kMostRibbons = 6;
constexpr int kPieces = 40;

int litToken(const Scene& scene)
{
    for (const auto* list : {&scene.selection.hovered, &scene.selection.locked})
        if (!list->empty() && list->front() < static_cast<int>(scene.snapshot->tokens()))
            return list->front();
    return -1;
}

/// A curve from one triad to another, bent a little so that those to and fro lie apart.
struct Course {
    QPointF from, bend, to;

    QPointF at(double t) const { return (1 - t) * (1 - t) * from + 2 * t * (1 - t) * bend + t * t * to; }
    QPointF across(double t) const
    {
        const QPointF along = 2 * (1 - t) * (bend - from) + 2 * t * (to - bend);
        const double length = std::max(1e-9, std::hypot(along.x(), along.y()));
        return {-along.y() / length, along.x() / length};
    }
};

Course courseOf(const Grid& g, const Ribbon& r)
{
    const auto centre = [&](Index i) {
        const QRectF cell = cellOf(g, i);
        return QPointF(cell.center().x(), cell.top() + 0.45 * cell.height());
    };
    const QPointF a = centre(r.sender);
    const QPointF b = centre(r.receiver);
    const QPointF d = b - a;
    return {a, (a + b) / 2 + 0.16 * QPointF(-d.y(), d.x()), b};
}

/// The ribbon's edges come from its width turned about the course: what is seen of it is the cosine, and beyond a quarter turn its back.
void paintOne(QPainter& painter, const Course& course, double width, double turn, const Style& style)
{
    const QColor front = style.accent();
    const QColor back = style.cluster(1);
    painter.setPen(Qt::NoPen);
    for (int k = 0; k < kPieces; ++k) {
        const double t0 = static_cast<double>(k) / kPieces;
        const double t1 = static_cast<double>(k + 1) / kPieces;
        const double w0 = width * std::cos(t0 * turn);
        const double w1 = width * std::cos(t1 * turn);
        const QPointF a = course.at(t0);
        const QPointF b = course.at(t1);
        QColor colour = w0 + w1 >= 0 ? front : back;
        colour.setAlphaF(0.55F);
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF{a + w0 * course.across(t0), b + w1 * course.across(t1), b - w1 * course.across(t1),
                                      a - w0 * course.across(t0)});
    }
}

}  // namespace

std::vector<Ribbon> ribbonsOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const int lit = litToken(scene);
    std::vector<Ribbon> ribbons;
    if (s.connection.flat() || lit < 0)
        return ribbons;
    const FrameBlock b = linkBlock(scene);
    for (Index j = 0; j < s.tokens(); ++j)
        if (j != lit)
            ribbons.push_back({lit, j, shownEntry(s, Attention, scene.head, lit, j), 0});
    std::stable_sort(ribbons.begin(), ribbons.end(), [](const Ribbon& a, const Ribbon& c) { return a.weight > c.weight; });
    ribbons.resize(std::min(ribbons.size(), kMostRibbons));
    for (Ribbon& r : ribbons)
        r.turn = turnAndStretch(linkOf(s, b.head, r.receiver, r.sender).block(b.first, b.first, b.size, b.size)).turn;
    return ribbons;
}

void paintRibbons(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<Ribbon> ribbons = ribbonsOf(scene);
    if (ribbons.empty())
        return;
    const double u = scene.style.unit();
    const Grid g = gridOf(area, scene);
    const double most = std::max(1e-12, ribbons.front().weight);
    for (auto r = ribbons.rbegin(); r != ribbons.rend(); ++r)
        paintOne(painter, courseOf(g, *r), (2 + 5 * r->weight / most) * u, r->turn, scene.style);
}

void paintRibbonAngles(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const Grid g = gridOf(area, scene);
    std::vector<QRectF> taken;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    for (const Ribbon& r : ribbonsOf(scene)) {
        const QString text = words("%1°").arg(shortNumber(r.turn * 180 / M_PI));
        const QPointF at = courseOf(g, r).at(0.5);
        const double width = metrics.horizontalAdvance(text) + 4 * u;
        const QRectF box(at.x() - width / 2, at.y() - metrics.height() / 2, width, metrics.height());
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); }))
            continue;
        taken.push_back(box);
        QColor ground = scene.style.panel();
        ground.setAlphaF(0.85F);
        painter.fillRect(box, ground);
        painter.setPen(scene.style.text());
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

QString ribbonCaption(const Scene& scene)
{
    const std::vector<Ribbon> ribbons = ribbonsOf(scene);
    if (ribbons.empty())
        return {};
    const FrameBlock b = linkBlock(scene);
    return words("ribbons: what V_ij turns by, of the %1 whom %2 hears most (head %3, dimensions %4–%5)")
        .arg(ribbons.size())
        .arg(tokenName(*scene.snapshot, ribbons.front().receiver))
        .arg(b.head)
        .arg(b.first)
        .arg(b.first + b.size - 1);
}

}  // namespace gauge::ui::frames
