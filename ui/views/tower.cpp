// The meta-token tower: tokens on the ground floor, a floor of meta-tokens for every scale above, the strongest attention between
// agents that take part.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

/// A meta-token of two or more agents of the floor below.
struct Node {
    QPointF at;
    double radius = 0;
    Index scale = 1;
    Index label = -1;
    std::vector<QPointF> below;  // where its agents stand: meta-tokens, or tokens of their own
    std::vector<Index> tokens;
};

struct Layout {
    std::vector<QPointF> token;  // N
    std::vector<Node> meta;      // floor by floor
    std::vector<double> floor;   // height of each scale, 0 the ground
    double step = 1;
    double dot = 4;
};

/// Pushes the nodes of one floor apart, then back inside.
void spreadOut(std::vector<Node>& floor, const QRectF& inner, double gap)
{
    std::sort(floor.begin(), floor.end(), [](const Node& a, const Node& b) { return a.at.x() < b.at.x(); });
    for (int round = 0; round < 60; ++round) {
        for (std::size_t k = 1; k < floor.size(); ++k) {
            const double need = floor[k].radius + floor[k - 1].radius + gap;
            const double lacking = need - (floor[k].at.x() - floor[k - 1].at.x());
            if (lacking > 0) {
                floor[k].at.rx() += lacking / 2;
                floor[k - 1].at.rx() -= lacking / 2;
            }
        }
        for (Node& node : floor)
            node.at.setX(std::clamp(node.at.x(), inner.left(), inner.right()));
    }
}

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(18 * u, 30 * u, -18 * u, -26 * u);
    const auto scales = static_cast<double>(s.levels->size());
    Layout l;
    l.step = inner.width() / static_cast<double>(s.tokens());
    l.dot = std::clamp(l.step * 0.16, 1.5 * u, 6 * u);
    for (Index i = 0; i < s.tokens(); ++i)
        l.token.emplace_back(inner.left() + (static_cast<double>(i) + 0.5) * l.step, inner.bottom());
    for (double k = 0; k <= scales; ++k)
        l.floor.push_back(inner.bottom() - inner.height() * (scales == 1 ? 0.78 * k : 0.9 * k / scales));
    // The agents of the floor below, by label: where they stand and whose tokens they are.
    std::vector<QPointF> place = l.token;
    std::vector<std::vector<Index>> tokens(place.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        tokens[i] = {static_cast<Index>(i)};
    for (std::size_t k = 0; k < s.levels->size(); ++k) {
        const ScaleLevel& level = (*s.levels)[k];
        const double most = std::min(18 * u, 0.3 * (l.floor[0] - l.floor[1]));
        std::vector<Node> floor;
        std::vector<QPointF> nextPlace(level.clusters.members.size());
        std::vector<std::vector<Index>> nextTokens(level.clusters.members.size());
        for (std::size_t c = 0; c < level.clusters.members.size(); ++c) {
            const auto& members = level.clusters.members[c];
            Node node;
            double x = 0;
            for (const Index m : members) {
                const auto at = static_cast<std::size_t>(m);
                x += place[at].x() / static_cast<double>(members.size());
                node.below.push_back(place[at]);
                nextTokens[c].insert(nextTokens[c].end(), tokens[at].begin(), tokens[at].end());
            }
            nextPlace[c] = place[static_cast<std::size_t>(members.front())];
            if (members.size() < 2)
                continue;
            node.radius = std::min(most, (8 + 2.2 * std::sqrt(level.metas.multiplicity(static_cast<Index>(c)))) * u);
            node.at = QPointF(x, l.floor[k + 1]);
            node.scale = static_cast<Index>(k + 1);
            node.label = static_cast<Index>(c);
            node.tokens = nextTokens[c];
            floor.push_back(std::move(node));
        }
        spreadOut(floor, inner, 10 * u);
        for (const Node& node : floor)
            nextPlace[static_cast<std::size_t>(node.label)] = QPointF(node.at.x(), node.at.y() - node.radius);
        l.meta.insert(l.meta.end(), std::make_move_iterator(floor.begin()), std::make_move_iterator(floor.end()));
        place = std::move(nextPlace);
        tokens = std::move(nextTokens);
    }
    return l;
}

/// Where an active agent is drawn.
QPointF agentAt(const Layout& l, const AgentId& id)
{
    if (id.scale == 0)
        return l.token[static_cast<std::size_t>(id.index)];
    for (const Node& node : l.meta)
        if (node.scale == id.scale && node.label == id.index)
            return node.at;
    return {};
}

/// Divergences that the agents' attention takes.
Index divergences(const Snapshot& s)
{
    const auto a = static_cast<Index>(s.active.size());
    if (s.parameters.crossScale != "within")
        return a * a;
    std::map<Index, Index> floor;
    for (const AgentId& id : s.active)
        ++floor[id.scale];
    Index sum = 0;
    for (const auto& [scale, agents] : floor)
        sum += agents * agents;
    return sum;
}

/// Each active agent's strongest other sender.
void paintLinks(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (s.activeAttention.empty())
        return;
    const RowMatrixd beta = headMean(s.activeAttention);
    for (Index i = 0; i < beta.rows(); ++i) {
        Index best = -1;
        for (Index j = 0; j < beta.cols(); ++j)
            if (j != i && (best < 0 || beta(i, j) > beta(i, best)))
                best = j;
        if (best < 0 || beta(i, best) < 0.02)
            continue;
        const QPointF from = agentAt(l, s.active[static_cast<std::size_t>(best)]);
        const QPointF to = agentAt(l, s.active[static_cast<std::size_t>(i)]);
        QColor colour = scene.style.quiet();
        colour.setAlphaF(static_cast<float>(std::min(0.9, 0.25 + beta(i, best))));
        painter.setPen(QPen(colour, (0.6 + 2.2 * beta(i, best)) * scene.style.unit(), Qt::DotLine));
        const bool level = std::abs(from.y() - to.y()) < 1;
        const double lift = level ? std::min(46.0 * scene.style.unit(), 0.3 * std::abs(from.x() - to.x()) + 14) : 0;
        QPainterPath path(from);
        path.quadTo((from + to) / 2 - QPointF(0, lift), to);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
}

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    const Index n = s.tokens();
    QString text;
    if (s.active.empty()) {
        text = QStringLiteral("%1 tokens in %2 groups · cross-scale attention needs the full mask")
                   .arg(n)
                   .arg(s.clusters().members.size());
    } else {
        text = QStringLiteral("%1 tokens → %2 agents · %3 → %4 divergences")
                   .arg(n)
                   .arg(s.active.size())
                   .arg(n * n)
                   .arg(divergences(s));
        if (s.active.size() > 1)
            text += QStringLiteral(" · dotted: strongest other sender");
    }
    painter.drawText(QRectF(area.left() + 12 * u, area.top() + 4 * u, area.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, area.width() - 24 * u));
}

/// A scale-1 group has its colour; what stands above several groups has none of its own.
QColor colourOf(const Node& node, const Scene& scene)
{
    return node.scale == 1 ? scene.style.cluster(scene.snapshot->clusterColour[static_cast<std::size_t>(node.label)])
                           : scene.style.quiet();
}

void paintNode(QPainter& painter, const Node& node, const Scene& scene)
{
    const double u = scene.style.unit();
    const QColor colour = colourOf(node, scene);
    const bool lit = std::any_of(node.tokens.begin(), node.tokens.end(),
                                 [&](Index i) { return scene.selection.lights(static_cast<int>(i)); });
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, (lit ? 2.4 : 1.2) * u));
    for (const QPointF& end : node.below) {
        QPainterPath path(QPointF(node.at.x(), node.at.y() + node.radius));
        const double middle = (node.at.y() + end.y()) / 2;
        path.cubicTo(QPointF(node.at.x(), middle), QPointF(end.x(), middle), end);
        painter.drawPath(path);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(node.at, node.radius, node.radius);
    painter.setPen(inkOn(colour));
    painter.setFont(scene.style.textFont(0.92, true));
    const ScaleLevel& level = (*scene.snapshot->levels)[static_cast<std::size_t>(node.scale - 1)];
    painter.drawText(QRectF(node.at.x() - 40 * u, node.at.y() - 10 * u, 80 * u, 20 * u), Qt::AlignCenter,
                     QStringLiteral("×%1").arg(shortNumber(level.metas.multiplicity(node.label))));
}

}  // namespace

void paintTower(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    paintCaption(painter, area, scene);
    paintLinks(painter, l, scene);
    for (auto node = l.meta.rbegin(); node != l.meta.rend(); ++node)
        paintNode(painter, *node, scene);
    const QFontMetricsF metrics(scene.style.textFont());
    double used = -1e9;
    for (Index i = 0; i < s.tokens(); ++i) {
        const QPointF p = l.token[static_cast<std::size_t>(i)];
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(Qt::NoPen));
        painter.setBrush(tokenColour(s, scene.style, i));
        painter.drawEllipse(p, l.dot, l.dot);
        const QString name = metrics.elidedText(tokenName(s, i), Qt::ElideRight, std::max(l.step * 1.3, 40 * u));
        const double half = metrics.horizontalAdvance(name) / 2;
        if (p.x() - half < used + 3 * u && !lit)
            continue;  // no room: names never overlap
        used = p.x() + half;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(p.x() - 60 * u, p.y() + l.dot + 3 * u, 120 * u, metrics.height()), Qt::AlignHCenter, name);
    }
}

Hit hitTower(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    Hit hit;
    for (const Node& node : l.meta) {
        if (std::hypot(at.x() - node.at.x(), at.y() - node.at.y()) > node.radius)
            continue;
        const ScaleLevel& level = (*s.levels)[static_cast<std::size_t>(node.scale - 1)];
        double within = 0;
        const auto& members = level.clusters.members[static_cast<std::size_t>(node.label)];
        for (const Index i : members)
            for (const Index j : members)
                within = std::max(within, level.distance(i, j));
        for (const Index i : node.tokens)
            hit.tokens.push_back(static_cast<int>(i));
        hit.text = QStringLiteral("scale %1: meta-token of %2 (multiplicity %3), greatest distance within %4 nat, θ %5 nat")
                       .arg(node.scale)
                       .arg(members.size())
                       .arg(level.metas.multiplicity(node.label), 0, 'g', 6)
                       .arg(within, 0, 'g', 4)
                       .arg(level.threshold, 0, 'g', 4);
        return hit;
    }
    const QRectF ground(area.left(), l.token.front().y() - 12, area.width(), area.bottom() - l.token.front().y() + 12);
    if (ground.contains(at)) {
        const auto i = static_cast<int>(std::floor((at.x() - l.token.front().x()) / l.step + 0.5));
        if (i >= 0 && i < static_cast<int>(s.tokens())) {
            hit.tokens = {i};
            const Index label = s.clusters().label[static_cast<std::size_t>(i)];
            hit.text =
                QStringLiteral("%1: group %2 of %3").arg(tokenName(s, i)).arg(label).arg(s.clusters().members.size());
        }
    }
    return hit;
}

}  // namespace gauge::ui
