// The text with its attention as arcs: above the line from senders to receivers, as wide as the weight.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"
#include "ui/views/arcs/layout.h"
#include "ui/views/arcs/view.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <QFontMetricsF>

namespace gauge::ui::arcs {
namespace {

/// The receiver's end, which tells the two directions apart.
void paintHead(QPainter& painter, const QPointF& at, double u)
{
    painter.drawPolygon(QPolygonF{{at, at + QPointF(-3.2 * u, -6 * u), at + QPointF(3.2 * u, -6 * u)}});
}

void paintWords(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF plain(scene.style.textFont());
    const double edge =
        scene.visible.isNull() ? l.line.left() - 20 * u : scene.visible.left() + 4 * u;  // names reach no further
    const int step = l.slanted ? std::max(1, static_cast<int>(std::ceil(plain.height() * 1.2 / l.step))) : 1;
    noteNames(painter, QCoreApplication::translate("views", "Arcs, names of tokens"), (s.tokens() + step - 1) / step,
              s.tokens());
    for (Index i = 0; i < s.tokens(); ++i) {
        const double x = l.x(i);
        if (x < scene.frame(l.line).left() - l.step || x > scene.frame(l.line).right() + l.step)
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        setDot(painter, s, scene.style, i, tokenColour(s, scene.style, i));
        const double dot = std::min(2.6 * u, 0.4 * l.step);
        painter.drawEllipse(QPointF(x, l.base + 3 * u), dot, dot);
        if (i % step != 0)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QFontMetricsF metrics(painter.font());
        if (!l.slanted) {
            painter.drawText(QRectF(x - l.step, l.line.top() + 4 * u, 2 * l.step, metrics.height()), Qt::AlignHCenter,
                             tokenName(s, i));
            continue;
        }
        drawSlanted(painter, QPointF(x + 3 * u, l.line.top() + 12 * u), tokenName(s, i),
                    std::min((l.line.height() - 16 * u) / 0.743, (x - edge - 7 * u) / 0.67), Slant::To);
    }
}

void paintArcs(QPainter& painter, const Layout& l, const std::vector<Arc>& arcs, const Scene& scene,
               const std::function<QColor(const Arc&)>& colourOf, double most)
{
    const double u = scene.style.unit();
    const bool any = !scene.selection.locked.empty() || !scene.selection.hovered.empty();
    for (const Arc& arc : arcs) {
        const bool lit =
            scene.selection.lights(arc.receiver) && (scene.selection.receiver < 0 || scene.selection.sender == arc.sender);
        QColor colour = colourOf(arc);
        const double share = std::min(1.0, std::abs(arc.weight) / most);
        colour.setAlphaF(static_cast<float>((any && !lit ? 0.25 : 1.0) * (0.25 + 0.75 * share)));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, (0.5 + 3.2 * share) * u, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(pathOf(l, arc, u));
        if (arc.sender == arc.receiver)
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        paintHead(painter, {l.x(arc.receiver), l.base}, u);
    }
}

/// The weight of the widest arc: of both states of a comparison, of all layers while they play.
double widestOf(const Scene& scene, const std::vector<Arc>& arcs)
{
    double most = 0.05;
    for (const Arc& arc : arcs)
        most = std::max(most, arc.weight);
    for (const auto& s : {scene.snapshot, scene.reference}) {
        if (!s)
            continue;
        if (s->extents && optionsOf(scene).head == EveryHead)
            for (const MatrixExtents& head : s->extents->attention)
                most = std::max(most, head.plain.greatest);
        else if (const MatrixExtents* run = extentsOfRun(*s, Attention, optionsOf(scene).head))
            most = std::max(most, run->plain.greatest);
    }
    if (scene.reference) {
        Scene other = scene;
        std::swap(other.snapshot, other.reference);
        for (const Arc& arc : arcsOf(other))
            most = std::max(most, arc.weight);
    }
    return most;
}

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QRectF row = scene.frame(area).adjusted(12 * u, 4 * u, -12 * u, 0);
    drawFitted(painter, row, Qt::AlignLeft | Qt::AlignTop, text);
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const bool every = optionsOf(scene).head == EveryHead;
    const std::vector<Arc> arcs = arcsOf(scene);
    const double most = widestOf(scene, arcs);
    paintArcs(
        painter, l, arcs, scene,
        [&](const Arc& arc) {
            return every ? scene.style.cluster(arc.head % kMostColours)
                         : tokenColour(*scene.snapshot, scene.style, arc.receiver);
        },
        most);
    paintWords(painter, l, scene);
    const QString caption =
        optionsOf(scene).receiver == 1 && arcs.empty()
            ? (scene.style.paper ? words("no token is selected") : words("select a token to see whom it hears"))
            : words("β: arrow at the receiver, width by weight (largest %1)%2")
                  .arg(shortNumber(most), every ? words(" · a colour a head") : QString());
    paintCaption(painter, area, scene, caption);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    Scene a = scene;
    a.snapshot = scene.reference;
    std::vector<Arc> arcs = arcsOf(scene);
    const std::vector<Arc> before = arcsOf(a);
    arcs.insert(arcs.end(), before.begin(), before.end());
    std::sort(arcs.begin(), arcs.end(), [](const Arc& x, const Arc& y) {
        return std::tie(x.receiver, x.sender, x.head) < std::tie(y.receiver, y.sender, y.head);
    });
    arcs.erase(std::unique(arcs.begin(), arcs.end(),
                           [](const Arc& x, const Arc& y) {
                               return x.receiver == y.receiver && x.sender == y.sender && x.head == y.head;
                           }),
               arcs.end());
    double most = scene.snapshot->extents ? widestOf(scene, arcs) : 1e-12;
    for (Arc& arc : arcs) {
        const int head = arc.head >= 0 ? arc.head : optionsOf(scene).head;
        arc.weight = shownEntry(*scene.snapshot, Attention, head, arc.receiver, arc.sender) -
                     shownEntry(*scene.reference, Attention, head, arc.receiver, arc.sender);
        most = std::max(most, std::abs(arc.weight));
    }
    paintArcs(painter, l, arcs, scene, [&](const Arc& arc) { return diverging(arc.weight > 0 ? 0.85 : 0.15); }, most);
    paintWords(painter, l, scene);
    paintCaption(painter, area, scene, words("Δβ: red more, blue less, largest %1").arg(shortNumber(most)));
}

}  // namespace gauge::ui::arcs
