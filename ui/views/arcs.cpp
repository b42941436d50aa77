// The text with its attention as arcs: above the line from senders to receivers, as wide as the weight.
#include "ui/matrix.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

struct Arc {
    int receiver, sender;
    int head;  // −1: mean
    double weight;
};

struct Layout {
    QRectF line;  // where the words stand
    double step = 1;
    double base = 0;  // y of the arcs' feet
    double height = 1;
    bool slanted = false;
    double x(Index i) const { return line.left() + (static_cast<double>(i) + 0.5) * step; }
};

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(24 * u, 26 * u, -24 * u, -8 * u);
    Layout l;
    const QFontMetricsF metrics(scene.style.textFont());
    l.step = inner.width() / static_cast<double>(scene.snapshot->tokens());
    const double widest = std::min(90 * u, widestName(*scene.snapshot, scene.style.textFont()));
    l.slanted = widest > l.step - 6 * u;
    const double words = l.slanted ? std::min(widest * 0.75 + 14 * u, 0.4 * inner.height()) : metrics.height() + 8 * u;
    l.line = QRectF(inner.left(), inner.bottom() - words, inner.width(), words);
    l.base = l.line.top() - 5 * u;
    l.height = std::max(10.0, l.base - inner.top());
    return l;
}

bool shows(const Scene& scene, int receiver)
{
    if (scene.options.receiver == 0)
        return true;
    const Selection& s = scene.selection;
    return std::find(s.locked.begin(), s.locked.end(), receiver) != s.locked.end() ||
           std::find(s.hovered.begin(), s.hovered.end(), receiver) != s.hovered.end();
}

/// The strongest senders of each receiver, of each head asked for.
std::vector<Arc> arcsOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const std::array<int, 5> tops{1, 2, 3, 5, 64};
    const int top = tops[static_cast<std::size_t>(std::clamp(scene.options.top, 0, 4))];
    const bool every = scene.options.head == EveryHead && s.attention.size() > 1;
    std::vector<Arc> arcs;
    std::vector<Arc> row;
    for (int h = every ? 0 : -1; h < (every ? static_cast<int>(s.attention.size()) : 0); ++h) {
        ViewOptions o;
        o.head = every ? h : scene.options.head;
        for (int i = 0; i < static_cast<int>(s.tokens()); ++i) {
            if (!shows(scene, i))
                continue;
            row.clear();
            for (int j = 0; j < static_cast<int>(s.tokens()); ++j)
                if (const double beta = shownEntry(s, o, i, j); beta > 0.01)
                    row.push_back({i, j, every ? h : -1, beta});
            const auto kept = std::min<std::size_t>(row.size(), static_cast<std::size_t>(top));
            std::partial_sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept), row.end(),
                              [](const Arc& a, const Arc& b) { return a.weight > b.weight; });
            arcs.insert(arcs.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept));
        }
    }
    std::sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.weight < b.weight; });
    return arcs;
}

QPainterPath pathOf(const Layout& l, const Arc& arc, double u)
{
    const double from = l.x(arc.sender);
    const double to = l.x(arc.receiver);
    QPainterPath path(QPointF(from, l.base));
    if (arc.sender == arc.receiver) {
        const double r = std::min(0.3 * l.step, 9 * u);
        path.cubicTo(QPointF(from - 2 * r, l.base - 3 * r), QPointF(from + 2 * r, l.base - 3 * r), QPointF(from, l.base));
        return path;
    }
    const double reach = std::abs(to - from) / l.line.width();
    const double lift = l.height * (0.12 + 0.88 * std::sqrt(reach)) * 4 / 3;
    path.cubicTo(QPointF(from, l.base - lift), QPointF(to, l.base - lift), QPointF(to, l.base));
    return path;
}

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
    for (Index i = 0; i < s.tokens(); ++i) {
        const double x = l.x(i);
        if (x < scene.frame(l.line).left() - l.step || x > scene.frame(l.line).right() + l.step)
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokenColour(s, scene.style, i));
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
        const QString name =
            metrics.elidedText(tokenName(s, i), Qt::ElideRight, std::min(l.line.height() / 0.76, (x - edge) / 0.67));
        painter.save();
        painter.translate(x + 3 * u, l.line.top() + 12 * u);
        painter.rotate(-48);
        painter.drawText(QPointF(-metrics.horizontalAdvance(name), 0), name);
        painter.restore();
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

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QRectF row = scene.frame(area).adjusted(12 * u, 4 * u, -12 * u, 0);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, row.width()));
}

}  // namespace

void paintArcs(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const bool every = scene.options.head == EveryHead;
    const std::vector<Arc> arcs = arcsOf(scene);
    double most = 0.05;
    for (const Arc& arc : arcs)
        most = std::max(most, arc.weight);
    paintArcs(
        painter, l, arcs, scene,
        [&](const Arc& arc) {
            return every ? scene.style.cluster(arc.head % kClusterColours)
                         : tokenColour(*scene.snapshot, scene.style, arc.receiver);
        },
        most);
    paintWords(painter, l, scene);
    const QString caption =
        scene.options.receiver == 1 && arcs.empty()
            ? QCoreApplication::translate("views", "select a token to see whom it hears")
            : QCoreApplication::translate("views", "β: arrow at the receiver, width by weight (largest %1)%2")
                  .arg(shortNumber(most), every ? QCoreApplication::translate("views", " · a colour a head") : QString());
    paintCaption(painter, area, scene, caption);
}

void paintArcsDifference(QPainter& painter, const QRectF& area, const Scene& scene)
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
    double most = 1e-12;
    for (Arc& arc : arcs) {
        ViewOptions o;
        o.head = arc.head >= 0 ? arc.head : scene.options.head;
        arc.weight = shownEntry(*scene.snapshot, o, arc.receiver, arc.sender) -
                     shownEntry(*scene.reference, o, arc.receiver, arc.sender);
        most = std::max(most, std::abs(arc.weight));
    }
    paintArcs(
        painter, l, arcs, scene, [&](const Arc& arc) { return diverging(arc.weight > 0 ? 0.85 : 0.15); }, most);
    paintWords(painter, l, scene);
    paintCaption(painter, area, scene,
                 QCoreApplication::translate("views", "Δβ: red more, blue less, largest %1").arg(shortNumber(most)));
}

Hit hitArcs(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    const double u = scene.style.unit();
    Hit hit;
    if (at.y() > l.base - 2 * u) {
        const auto i = static_cast<int>(std::floor((at.x() - l.line.left()) / l.step));
        if (i >= 0 && i < static_cast<int>(s.tokens())) {
            hit.tokens = {i};
            hit.text = tokenName(s, i);
            if (const int j = strongestSender(s, i); j >= 0)
                hit.text += QCoreApplication::translate("views", " hears most: %1").arg(tokenName(s, j));
        }
        return hit;
    }
    const std::vector<Arc> arcs = arcsOf(scene);
    QPainterPathStroker stroker;
    stroker.setWidth(7 * u);
    for (auto arc = arcs.rbegin(); arc != arcs.rend(); ++arc) {
        const QPainterPath path = pathOf(l, *arc, u);
        if (!path.boundingRect().adjusted(-4 * u, -4 * u, 4 * u, 4 * u).contains(at) ||
            !stroker.createStroke(path).contains(at))
            continue;
        hit.receiver = arc->receiver;
        hit.sender = arc->sender;
        hit.tokens = {arc->receiver};
        if (arc->sender != arc->receiver)
            hit.tokens.push_back(arc->sender);
        hit.value = exactNumber(arc->weight);
        hit.text = QStringLiteral("β(%1 ← %2) = %3")
                       .arg(tokenName(s, arc->receiver), tokenName(s, arc->sender))
                       .arg(arc->weight, 0, 'g', 6);
        if (arc->head >= 0)
            hit.text.prepend(QCoreApplication::translate("views", "head %1: ").arg(arc->head));
        return hit;
    }
    return hit;
}

QList<QStringList> tableOfArcs(const Scene& scene)
{
    QList<QStringList> rows{
        {QStringLiteral("receiver"), QStringLiteral("sender"), QStringLiteral("head"), QStringLiteral("β")}};
    for (const Arc& arc : arcsOf(scene))
        rows << QStringList{tokenName(*scene.snapshot, arc.receiver), tokenName(*scene.snapshot, arc.sender),
                            arc.head < 0 ? QStringLiteral("mean") : QString::number(arc.head), exactNumber(arc.weight)};
    return rows;
}

}  // namespace gauge::ui
