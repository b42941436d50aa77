// Consensus: the merge tree with its draggable threshold, the graph of links below it, or the numbers.
#include "ui/matrix.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/tree_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

struct Layout {
    QRectF plot;
    double step = 1;  // between leaves
    double labelWidth = 0;
};

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    l.labelWidth = scene.style.labels ? std::min({widestName(s, scene.style.textFont()), 70 * u, 0.3 * area.height()}) : 0;
    l.plot = area.adjusted(46 * u, 12 * u + metrics.height(), -14 * u, -l.labelWidth * 0.8 - 16 * u);
    l.step = l.plot.width() / static_cast<double>(s.tokens());
    return l;
}

TreeShape treeOf(const Layout& l, const Snapshot& s)
{
    std::vector<double> x(static_cast<std::size_t>(s.tokens()));
    for (std::size_t k = 0; k < s.leaves.size(); ++k)
        x[static_cast<std::size_t>(s.leaves[k])] = l.plot.left() + (static_cast<double>(k) + 0.5) * l.step;
    return TreeShape(s, std::move(x));
}

double yOf(const Layout& l, const TreeShape& tree, double height)
{
    return l.plot.bottom() - tree.share(height) * l.plot.height();
}

void paintJoins(QPainter& painter, const Layout& l, const TreeShape& tree, const Scene& scene)
{
    const double u = scene.style.unit();
    for (std::size_t t = 0; t < scene.snapshot->tree().size(); ++t) {
        const TreeShape::Join j = tree.join(t);
        painter.setPen(
            QPen(j.colour < -1 ? scene.style.quiet() : scene.style.cluster(j.colour), (j.together ? 1.8 : 1.0) * u));
        const double y = yOf(l, tree, j.height);
        painter.drawLine(QPointF(j.a, yOf(l, tree, j.heightA)), QPointF(j.a, y));
        painter.drawLine(QPointF(j.b, yOf(l, tree, j.heightB)), QPointF(j.b, y));
        painter.drawLine(QPointF(j.a, y), QPointF(j.b, y));
    }
}

void paintLeaves(QPainter& painter, const Layout& l, const Scene& scene)
{
    if (!scene.style.labels)
        return;
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    const double edge =
        scene.visible.isNull() ? l.plot.left() - 40 * u : scene.visible.left() + 4 * u;  // names reach no further
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() * 1.2 / l.step)));
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const auto token = static_cast<int>(s.leaves[k]);
        const bool lit = scene.selection.lights(token);
        const double x = l.plot.left() + (static_cast<double>(k) + 0.5) * l.step;
        if (lit && static_cast<int>(k) % step != 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(scene.style.accent());
            painter.drawEllipse(QPointF(x, l.plot.bottom() + 4 * u), 2 * u, 2 * u);
        }
        if (static_cast<int>(k) % step != 0)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.save();
        painter.translate(x + 3 * u, l.plot.bottom() + 11 * u);
        painter.rotate(-48);
        const QFontMetricsF bold(painter.font());
        const QString name =
            bold.elidedText(tokenName(s, token), Qt::ElideRight, std::min(l.labelWidth + 4, (x - edge) / 0.67));
        painter.drawText(QPointF(-bold.horizontalAdvance(name), 0), name);
        painter.restore();
    }
}

/// A group's name where a person gave one, in the middle over its leaves.
void paintNames(QPainter& painter, const Layout& l, const TreeShape& tree, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!scene.names)
        return;
    for (std::size_t t = 0; t < s.tree().size(); ++t) {
        const std::vector<int> members = tree.tokens(t);
        const auto name = scene.names->find(std::vector<Index>(members.begin(), members.end()));
        if (name == scene.names->end() || !tree.join(t).together)
            continue;
        painter.setFont(scene.style.textFont(0.92, true));
        painter.setPen(scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const double y = yOf(l, tree, tree.join(t).height);
        const double half = metrics.horizontalAdvance(name->second) / 2 + 2;
        painter.drawText(QRectF(tree.position(t) - half, y - metrics.height() - 1, 2 * half, metrics.height()),
                         Qt::AlignHCenter, name->second);
    }
}

QStringList shortNumbers(const Snapshot& s)
{
    const ClusterStatistics& c = s.numbers->clusters;
    QStringList parts;
    const auto add = [&](const QString& name, double value, const char* unit) {
        if (!std::isnan(value))
            parts << name + QLatin1Char(' ') + shortNumber(value) + QLatin1String(unit);
    };
    add(words("within"), c.within, "");
    add(words("between"), c.between, " nat");
    add(words("silhouette"), c.silhouette, "");
    add(words("modularity"), c.modularity, "");
    return parts;
}

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QRectF row = scene.frame(area).adjusted(12 * u, 3 * u, -12 * u, 0);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, row.width()));
}

void paintTree(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeOf(l, s);
    const double left = std::max(l.plot.left(), scene.frame(area).left() + 46 * u);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    paintJoins(painter, l, tree, scene);
    paintLeaves(painter, l, scene);
    if (left > l.plot.left())  // zoomed: the axis stays in sight
        painter.fillRect(QRectF(left - 46 * u, l.plot.top() - 4, 46 * u, l.plot.height() + 8), scene.style.panel());
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(left, l.plot.bottom()), l.plot.bottomRight());
    painter.drawLine(QPointF(left, l.plot.top()), QPointF(left, l.plot.bottom()));
    painter.setFont(scene.style.textFont(0.92));
    double last = 1e9;
    for (const double t : ticks(0, tree.top(), 6)) {
        const double y = yOf(l, tree, t);
        if (last - y < metrics.height() || y < l.plot.top() + metrics.height())
            continue;
        last = y;
        painter.setPen(scene.style.quiet());
        painter.drawLine(QPointF(left - 3 * u, y), QPointF(left, y));
        painter.drawText(QRectF(left - 42 * u, y - metrics.height() / 2, 37 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    painter.drawText(QRectF(left - 44 * u, l.plot.top() - metrics.height() * 0.4, 42 * u, metrics.height()), Qt::AlignRight,
                     QStringLiteral("D (nat)"));
    paintCaption(painter, area, scene, shortNumbers(s).join(QStringLiteral(" · ")));
    paintNames(painter, l, tree, scene);
    const double y = yOf(l, tree, s.levels->front().threshold);
    painter.setPen(QPen(scene.style.accent(), 1.5 * u, Qt::DashLine));
    painter.drawLine(QPointF(left, y), QPointF(l.plot.right(), y));
    painter.setFont(scene.style.textFont(0.92, true));
    const QString label = QStringLiteral("θ = %1 nat").arg(shortNumber(s.levels->front().threshold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 6 * u;
    const double over = y - metrics.height() - 2 * u < l.plot.top() ? y + 2 * u : y - metrics.height() - 2 * u;
    const QRectF box(left + 4 * u, over, width, metrics.height());
    painter.fillRect(box, scene.style.panel());
    painter.setPen(scene.style.accent());
    painter.drawText(box, Qt::AlignCenter, label);
}

/// Tokens on a circle in the order of the tree, a line for every pair closer than θ.
QPointF onCircle(const QRectF& area, const Scene& scene, std::size_t k)
{
    const double u = scene.style.unit();
    const double angle = 2 * M_PI * static_cast<double>(k) / static_cast<double>(scene.snapshot->leaves.size()) - M_PI / 2;
    const double r = std::max(10.0, std::min(area.width() / 2 - 74 * u, area.height() / 2 - 34 * u));
    return area.center() + QPointF(0, 6 * u) + r * QPointF(std::cos(angle), std::sin(angle));
}

void paintLinks(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const double theta = s.levels->front().threshold;
    Index links = 0;
    for (std::size_t a = 0; a < s.leaves.size(); ++a) {
        for (std::size_t b = a + 1; b < s.leaves.size(); ++b) {
            const Index i = s.leaves[a];
            const Index j = s.leaves[b];
            if (!(s.distance()(i, j) < theta))
                continue;
            ++links;
            const bool together =
                s.clusters().label[static_cast<std::size_t>(i)] == s.clusters().label[static_cast<std::size_t>(j)];
            QColor colour = together ? tokenColour(s, scene.style, i) : scene.style.quiet();
            const double near = 1 - s.distance()(i, j) / theta;
            colour.setAlphaF(static_cast<float>(0.3 + 0.7 * near));
            painter.setPen(QPen(colour, (0.7 + 1.6 * near) * u, together ? Qt::SolidLine : Qt::DashLine));
            painter.drawLine(onCircle(area, scene, a), onCircle(area, scene, b));
        }
    }
    const QFontMetricsF metrics(scene.style.textFont());
    const double apart = s.leaves.size() > 1 ? std::hypot((onCircle(area, scene, 0) - onCircle(area, scene, 1)).x(),
                                                          (onCircle(area, scene, 0) - onCircle(area, scene, 1)).y())
                                             : 100;
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() / std::max(0.1, apart))));
    std::vector<QRectF> taken;
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const Index i = s.leaves[k];
        const QPointF p = onCircle(area, scene, k);
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const double dot = std::clamp(apart * 0.3, 1.2 * u, 4 * u);
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(Qt::NoPen));
        painter.setBrush(tokenColour(s, scene.style, i));
        painter.drawEllipse(p, dot, dot);
        if (static_cast<int>(k) % step != 0)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QString name = QFontMetricsF(painter.font()).elidedText(tokenName(s, i), Qt::ElideRight, 62 * u);
        const double out = p.x() - area.center().x();
        const double width = 66 * u;
        const double x = out > 2 ? p.x() + 7 * u : out < -2 ? p.x() - 7 * u - width : p.x() - width / 2;
        const double lift = std::abs(out) > 2 ? 0 : (p.y() < area.center().y() ? -1 : 1) * (metrics.height() / 2 + 4 * u);
        const QRectF box(x, p.y() - metrics.height() / 2 + lift, width, metrics.height());
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        painter.drawText(box,
                         (out > 2    ? Qt::AlignLeft
                          : out < -2 ? Qt::AlignRight
                                     : Qt::AlignHCenter) |
                             Qt::AlignVCenter,
                         name);
    }
    paintCaption(painter, area, scene,
                 words("%1 pairs closer than θ = %2 nat · dashed: not in one group").arg(links).arg(shortNumber(theta)));
}

/// Name and value, and what it means.
using Rows = std::vector<std::array<QString, 3>>;

Rows numbersOf(const Snapshot& s)
{
    const ConsensusNumbers& c = *s.numbers;
    const auto text = [](double v) { return std::isnan(v) ? QStringLiteral("–") : shortNumber(v); };
    const Vectord entropy = meanOverReceivers(c.spread.entropy);
    const Vectord concentration = meanOverReceivers(c.spread.concentration);
    Index groups = 0;
    for (const auto& members : s.clusters().members)
        groups += members.size() > 1 ? 1 : 0;
    return {
        {words("groups of two or more"), QString::number(groups), words("of %1 tokens").arg(s.tokens())},
        {words("within"), text(c.clusters.within), words("nat · mean D inside groups")},
        {words("between"), text(c.clusters.between), words("nat · mean D across groups")},
        {words("silhouette"), text(c.clusters.silhouette), words("−1 … 1 · how well groups fit")},
        {words("modularity of β"), text(c.clusters.modularity), words("attention inside, beyond chance")},
        {words("effective rank of means"), text(c.rank.means), words("1: collapsed to a line")},
        {words("… with covariances"), text(c.rank.mixture), words("of K = %1").arg(s.state->dim())},
        {words("attention entropy"), text(entropy.mean()),
         words("nat · 0 … ln N = %1").arg(shortNumber(std::log(static_cast<double>(s.tokens()))))},
        {words("attention concentration"), text(concentration.mean()), words("Σ β², 1/N … 1")},
    };
}

void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const Rows rows = numbersOf(*scene.snapshot);
    const QRectF frame = scene.frame(area).adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const double height = std::min(24 * u, frame.height() / static_cast<double>(rows.size()));
    const double name = 0.42 * frame.width();
    const double value = 0.16 * frame.width();
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const double y = frame.top() + static_cast<double>(k) * height;
        const auto cell = [&](double x, double width, int align, const QString& text, const QColor& colour) {
            painter.setPen(colour);
            painter.drawText(QRectF(x, y, width, height), align | Qt::AlignVCenter,
                             QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, width));
        };
        painter.setFont(scene.style.textFont());
        cell(frame.left(), name - 4 * u, Qt::AlignLeft, rows[k][0], scene.style.text());
        painter.setFont(scene.style.textFont(1.0, true));
        cell(frame.left() + name, value, Qt::AlignRight, rows[k][1], scene.style.text());
        painter.setFont(scene.style.textFont(0.92));
        cell(frame.left() + name + value + 12 * u, frame.width() - name - value - 12 * u, Qt::AlignLeft, rows[k][2],
             scene.style.quiet());
        painter.setPen(QPen(scene.style.hairline(), 0.5 * u));
        painter.drawLine(QPointF(frame.left(), y + height), QPointF(frame.right(), y + height));
    }
}

QString nameOf(const Scene& scene, const std::vector<int>& members)
{
    if (!scene.names)
        return {};
    const auto name = scene.names->find(std::vector<Index>(members.begin(), members.end()));
    return name == scene.names->end() ? QString() : name->second + QStringLiteral(": ");
}

Hit hitTree(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeOf(l, s);
    const double u = scene.style.unit();
    Hit hit;
    hit.threshold =
        l.plot.adjusted(0, -4, 0, 4).contains(at) && std::abs(at.y() - yOf(l, tree, s.levels->front().threshold)) < 6 * u;
    if (at.y() > l.plot.bottom() - 2) {
        const auto k = static_cast<int>(std::floor((at.x() - l.plot.left()) / l.step));
        if (k >= 0 && k < static_cast<int>(s.leaves.size())) {
            hit.tokens = {static_cast<int>(s.leaves[static_cast<std::size_t>(k)])};
            const double silhouette = s.numbers->clusters.silhouetteOf(hit.tokens.front());
            hit.text = words("%1: silhouette %2")
                           .arg(tokenName(s, hit.tokens.front()),
                                std::isnan(silhouette) ? QStringLiteral("–") : shortNumber(silhouette));
        }
        return hit;
    }
    for (std::size_t t = 0; t < s.tree().size(); ++t) {
        const TreeShape::Join j = tree.join(t);
        if (std::abs(at.y() - yOf(l, tree, j.height)) > 4 * u || at.x() < std::min(j.a, j.b) - 2 ||
            at.x() > std::max(j.a, j.b) + 2)
            continue;
        hit.tokens = tree.tokens(t);
        hit.value = exactNumber(j.height);
        hit.text = nameOf(scene, hit.tokens) +
                   words("%1 tokens join at D = %2 nat").arg(hit.tokens.size()).arg(j.height, 0, 'g', 6);
    }
    return hit;
}

Hit hitLinks(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    double nearest = 9 * scene.style.unit();
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const QPointF d = onCircle(area, scene, k) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(s.leaves[k])};
            hit.text = tokenName(s, s.leaves[k]);
        }
    }
    return hit;
}

}  // namespace

void paintDendrogram(QPainter& painter, const QRectF& area, const Scene& scene)
{
    switch (scene.options.consensus) {
    case Links: paintLinks(painter, area, scene); break;
    case Numbers: paintNumbers(painter, area, scene); break;
    default: paintTree(painter, area, scene);
    }
}

/// Whose group changed: every token with its group's colour before and after, joined where the members moved.
void paintDendrogramDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF frame = scene.frame(area).adjusted(16 * u, 30 * u, -16 * u, -12 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    const QFontMetricsF metrics(scene.style.textFont());
    const double width = std::min(80 * u, 0.3 * frame.width());
    const auto place = [&](const Snapshot& s, Index token) {
        const auto at = std::find(s.leaves.begin(), s.leaves.end(), token) - s.leaves.begin();
        return frame.top() + (static_cast<double>(at) + 0.5) * frame.height() / n;
    };
    const Snapshot& a = *scene.reference;
    const Snapshot& b = *scene.snapshot;
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() * n / frame.height())));
    Index moved = 0;
    for (Index i = 0; i < b.tokens(); ++i) {
        const auto companions = [&](const Snapshot& s) {
            return s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])];
        };
        const bool same = companions(a) == companions(b);
        moved += same ? 0 : 1;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const QPointF from(frame.left() + width, place(a, i));
        const QPointF to(frame.right() - width, place(b, i));
        QPainterPath path(from);
        path.cubicTo(QPointF(frame.center().x(), from.y()), QPointF(frame.center().x(), to.y()), to);
        QColor colour = lit ? scene.style.accent() : same ? scene.style.hairline() : tokenColour(b, scene.style, i);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, (same ? 0.8 : 1.6) * u));
        painter.drawPath(path);
        const auto end = [&](const Snapshot& s, const QPointF& p, bool left) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokenColour(s, scene.style, i));
            painter.drawEllipse(p, 2.5 * u, 2.5 * u);
            const auto at = std::find(s.leaves.begin(), s.leaves.end(), i) - s.leaves.begin();
            if (at % step != 0)
                return;
            painter.setFont(scene.style.textFont(1.0, lit));
            painter.setPen(lit ? scene.style.accent() : scene.style.text());
            const QRectF box(left ? p.x() - width : p.x() + 6 * u, p.y() - metrics.height() / 2, width - 6 * u,
                             metrics.height());
            painter.drawText(box, (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                             QFontMetricsF(painter.font()).elidedText(tokenName(s, i), Qt::ElideRight, box.width()));
        };
        end(a, from, true);
        end(b, to, false);
    }
    paintCaption(painter, area, scene, words("%1 of %2 tokens have other companions in B").arg(moved).arg(b.tokens()));
}

QRectF dendrogramPlot(const QRectF& area, const Scene& scene)
{
    const bool tree =
        scene.options.consensus == Tree && scene.snapshot->tokens() > 1 && consensusRefusalOf(scene).isEmpty();
    return tree ? layoutOf(area, scene).plot : QRectF();
}

double dendrogramThreshold(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    return treeOf(l, *scene.snapshot).height((l.plot.bottom() - at.y()) / l.plot.height());
}

Hit hitDendrogram(const QRectF& area, const Scene& scene, const QPointF& at)
{
    switch (scene.options.consensus) {
    case Links: return hitLinks(area, scene, at);
    case Numbers: return {};
    default: return hitTree(area, scene, at);
    }
}

QList<QStringList> tableOfDendrogram(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows;
    if (scene.options.consensus == Numbers) {
        for (const auto& row : numbersOf(s))
            rows << QStringList{row[0], row[1], row[2]};
        return rows;
    }
    rows << QStringList{words("token"), words("group"), words("silhouette")};
    for (Index i = 0; i < s.tokens(); ++i)
        rows << QStringList{tokenName(s, i), QString::number(s.clusters().label[static_cast<std::size_t>(i)]),
                            exactNumber(s.numbers->clusters.silhouetteOf(i))};
    return rows;
}

}  // namespace gauge::ui
