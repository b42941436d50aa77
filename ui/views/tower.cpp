// The meta-token tower: tokens on the ground floor, a floor of meta-tokens for every scale above, the strongest attention between
// agents that take part.
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>
#include <set>

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
        const double room = inner.width() / std::max<double>(1, static_cast<double>(floor.size()));
        for (Node& node : floor)
            node.radius = std::clamp(0.46 * room, 2 * u, node.radius);
        spreadOut(floor, inner, std::min(10 * u, 0.08 * room));
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
    if (s.request.consensus.crossScale != CrossScale::Within)
        return a * a;
    std::map<Index, Index> floor;
    for (const AgentId& id : s.active)
        ++floor[id.scale];
    Index sum = 0;
    for (const auto& [scale, agents] : floor)
        sum += agents * agents;
    return sum;
}

/// Each active agent's strongest other sender, the strongest of those links alone where there are many.
void paintLinks(QPainter& painter, const Layout& l, const Scene& scene)
{
    constexpr std::size_t most = 60;
    const Snapshot& s = *scene.snapshot;
    if (s.activeAttention.empty())
        return;
    struct Link {
        Index receiver, sender;
        double weight;
    };
    const RowMatrixd beta = headMean(s.activeAttention);
    std::vector<Link> links;
    for (Index i = 0; i < beta.rows(); ++i) {
        Index best = -1;
        for (Index j = 0; j < beta.cols(); ++j)
            if (j != i && (best < 0 || beta(i, j) > beta(i, best)))
                best = j;
        if (best >= 0 && beta(i, best) >= 0.02)
            links.push_back({i, best, beta(i, best)});
    }
    std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) { return a.weight > b.weight; });
    links.resize(std::min(links.size(), most));
    painter.setBrush(Qt::NoBrush);
    for (const Link& link : links) {
        const QPointF from = agentAt(l, s.active[static_cast<std::size_t>(link.sender)]);
        const QPointF to = agentAt(l, s.active[static_cast<std::size_t>(link.receiver)]);
        QColor colour = scene.style.quiet();
        colour.setAlphaF(static_cast<float>(std::min(0.9, 0.25 + link.weight)));
        painter.setPen(QPen(colour, (0.6 + 2.2 * link.weight) * scene.style.unit(), Qt::DotLine));
        const bool level = std::abs(from.y() - to.y()) < 1;
        const double lift = level ? std::min(46.0 * scene.style.unit(), 0.3 * std::abs(from.x() - to.x()) + 14) : 0;
        QPainterPath path(from);
        path.quadTo((from + to) / 2 - QPointF(0, lift), to);
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
        text = QStringLiteral("agents %1 → %2 · divergences %3 → %4")
                   .arg(n)
                   .arg(s.active.size())
                   .arg(n * n)
                   .arg(divergences(s));
        if (s.active.size() > 1)
            text += QStringLiteral(" · dotted: strongest other sender");
    }
    const QRectF frame = scene.frame(area);
    painter.drawText(QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, frame.width() - 24 * u));
}

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

/// Sets of two or more tokens that were one group at a layer, on the first scale.
std::set<std::vector<Index>> groupsAt(const Snapshot& s, int layer)
{
    std::map<Index, std::vector<Index>> byLabel;
    const auto& label = s.groups[static_cast<std::size_t>(layer)].front();
    for (std::size_t i = 0; i < label.size(); ++i)
        if (label[i] >= 0)
            byLabel[label[i]].push_back(static_cast<Index>(i));
    std::set<std::vector<Index>> groups;
    for (auto& [number, members] : byLabel)
        if (members.size() > 1)
            groups.insert(std::move(members));
    return groups;
}

/// While the picture moves from one layer to the next: how far it is, and what was and what will be.
struct Passage {
    double t = 1;
    std::set<std::vector<Index>> before, after;
};

Passage passageOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    Passage p;
    if (scene.moment < 0 || scene.moment > s.layers || s.groups.empty())
        return p;
    const auto low = static_cast<int>(std::floor(scene.moment));
    const int high = std::min(low + 1, s.layers);
    p.t = scene.moment - low;
    if (high == low || high != s.layer || p.t <= 0) {
        p.t = 1;
        return p;
    }
    p.before = groupsAt(s, low);
    p.after = groupsAt(s, high);
    return p;
}

std::vector<Index> sortedTokens(const Node& node)
{
    std::vector<Index> tokens = node.tokens;
    std::sort(tokens.begin(), tokens.end());
    return tokens;
}

/// Groups of the layer before that are no more, fading where they stood.
void paintDissolving(QPainter& painter, const Layout& l, const Passage& p, const Scene& scene)
{
    const double u = scene.style.unit();
    for (const auto& members : p.before) {
        if (p.after.count(members) != 0)
            continue;
        double x = 0;
        for (const Index i : members)
            x += l.token[static_cast<std::size_t>(i)].x() / static_cast<double>(members.size());
        painter.save();
        painter.setOpacity(1 - p.t);
        const QPointF at(x, l.floor[0] + (1 - p.t) * (l.floor[1] - l.floor[0]));
        painter.setPen(QPen(scene.style.quiet(), 1.2 * u));
        for (const Index i : members)
            painter.drawLine(at, l.token[static_cast<std::size_t>(i)]);
        painter.setBrush(scene.style.quiet());
        painter.drawEllipse(at, 10 * u, 10 * u);
        painter.restore();
    }
}

/// Agents at a layer: groups and tokens of their own, or what a condensed layer ran on.
Index agentsAt(const Snapshot& s, int layer)
{
    Index agents = s.tokens();
    for (const auto& members : groupsAt(s, layer))
        agents -= static_cast<Index>(members.size()) - 1;
    return agents;
}

void paintCounts(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(46 * u, 30 * u, -16 * u, -34 * u);
    const auto n = static_cast<double>(s.tokens());
    const double step = plot.width() / (s.layers + 1);
    painter.setPen(scene.style.quiet());
    for (const double t : ticks(0, n, 4)) {
        const double y = plot.bottom() - t / n * plot.height();
        painter.setPen(QPen(scene.style.field(), 1 * u));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(scene.style.quiet());
        painter.drawText(QRectF(plot.left() - 44 * u, y - metrics.height() / 2, 40 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    const bool wide = step > metrics.horizontalAdvance(QStringLiteral("0,000,000 KL")) + 4;
    for (int layer = 0; layer <= s.layers; ++layer) {
        const Index agents = agentsAt(s, layer);
        const double x = plot.left() + layer * step;
        const double height = static_cast<double>(agents) / n * plot.height();
        painter.fillRect(QRectF(x + 0.15 * step, plot.bottom() - height, 0.7 * step, height),
                         layer == s.layer ? scene.style.accent() : scene.style.cluster(5));
        painter.setPen(scene.style.text());
        if (step > 18 * u)
            painter.drawText(QRectF(x, plot.bottom() - height - metrics.height(), step, metrics.height()), Qt::AlignHCenter,
                             wide ? words("%1 · %2 KL").arg(agents).arg(agents * agents) : QString::number(agents));
        painter.setPen(scene.style.quiet());
        if (step > 14 * u || layer % 5 == 0)
            painter.drawText(QRectF(x - 10, plot.bottom() + 3 * u, step + 20, metrics.height()), Qt::AlignHCenter,
                             QString::number(layer));
    }
    const bool condensed = !s.condensed.empty();
    const QRectF frame = scene.frame(area);
    painter.drawText(
        QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()), Qt::AlignLeft,
        metrics.elidedText(
            condensed
                ? words("agents at each layer, which the layers ran on; divergences are their square")
                : words(
                      "agents at each layer, if layers ran on them (condensed layers: off); divergences are their square"),
            Qt::ElideRight, frame.width() - 24 * u));
    painter.drawText(QRectF(frame.left(), plot.bottom() + 4 * u + metrics.height(), frame.width(), metrics.height()),
                     Qt::AlignHCenter, words("layer"));
}

/// The followed token's companions, layer by layer.
void paintFollow(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Selection& sel = scene.selection;
    const int token = !sel.locked.empty() ? sel.locked.front() : !sel.hovered.empty() ? sel.hovered.front() : 0;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(56 * u, 28 * u, -18 * u, -12 * u - metrics.height());
    const double row = plot.height() / (s.layers + 1);
    const double column = plot.width() / static_cast<double>(s.tokens());
    const double dot = std::clamp(std::min(row, column) * 0.24, 1.2 * u, 5 * u);
    const int every = std::max(1, static_cast<int>(std::ceil(metrics.height() / row)));
    for (int layer = 0; layer <= s.layers; ++layer) {
        const double y = plot.bottom() - (layer + 0.5) * row;  // later layers above, as in the tower
        std::vector<Index> companions{token};
        for (const auto& members : groupsAt(s, layer))
            if (std::find(members.begin(), members.end(), token) != members.end())
                companions = members;
        painter.setPen(QPen(scene.style.accent(), 1.6 * u));
        painter.drawLine(QPointF(plot.left() + (static_cast<double>(companions.front()) + 0.5) * column, y),
                         QPointF(plot.left() + (static_cast<double>(companions.back()) + 0.5) * column, y));
        for (Index i = 0; i < s.tokens(); ++i) {
            const bool together = std::find(companions.begin(), companions.end(), i) != companions.end();
            painter.setPen(Qt::NoPen);
            painter.setBrush(together ? scene.style.accent() : scene.style.hairline());
            painter.drawEllipse(QPointF(plot.left() + (static_cast<double>(i) + 0.5) * column, y),
                                together ? dot : dot * 0.7, together ? dot : dot * 0.7);
        }
        painter.setPen(scene.style.quiet());
        if (layer % every == 0)
            painter.drawText(QRectF(plot.left() - 54 * u, y - metrics.height() / 2, 48 * u, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, words("layer %1").arg(layer));
    }
    double used = -1e9;
    for (Index i = 0; i < s.tokens(); ++i) {
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * column;
        const QString name = metrics.elidedText(tokenName(s, i), Qt::ElideRight, std::max(column * 1.2, 40 * u));
        const double half = metrics.horizontalAdvance(name) / 2;
        if (x - half < used + 3 * u)
            continue;
        used = x + half;
        painter.setPen(i == token ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(x - half - 1, plot.bottom() + 2 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                         name);
    }
    painter.setPen(scene.style.quiet());
    const QRectF frame = scene.frame(area);
    painter.drawText(QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft,
                     metrics.elidedText(words("companions of %1, layer by layer").arg(tokenName(s, token)), Qt::ElideRight,
                                        frame.width() - 24 * u));
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
    for (const QPointF& end : scene.options.fold ? std::vector<QPointF>{} : node.below) {
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
    if (node.radius < 9 * u)
        return;  // no room for its multiplicity
    painter.drawText(QRectF(node.at.x() - 40 * u, node.at.y() - 10 * u, 80 * u, 20 * u), Qt::AlignCenter,
                     QStringLiteral("×%1").arg(shortNumber(level.metas.multiplicity(node.label))));
}

}  // namespace

void paintTower(QPainter& painter, const QRectF& area, const Scene& scene)
{
    if (scene.options.counts) {
        paintCounts(painter, area, scene);
        return;
    }
    if (scene.options.follow) {
        paintFollow(painter, area, scene);
        return;
    }
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    const Passage passage = passageOf(scene);
    paintCaption(painter, area, scene);
    if (l.meta.empty() && passage.before.empty()) {
        painter.setFont(scene.style.textFont());
        painter.setPen(scene.style.quiet());
        painter.drawText(scene.frame(area).adjusted(12 * u, 30 * u, -12 * u, -60 * u), Qt::AlignCenter | Qt::TextWordWrap,
                         words("No tokens agree below θ = %1 nat: raise θ, or let more layers run.")
                             .arg(shortNumber(s.levels->front().threshold)));
    }
    if (passage.t >= 1)
        paintLinks(painter, l, scene);
    else
        paintDissolving(painter, l, passage, scene);
    for (auto node = l.meta.rbegin(); node != l.meta.rend(); ++node) {
        const bool forming = node->scale == 1 && passage.t < 1 && passage.before.count(sortedTokens(*node)) == 0;
        Node drawn = *node;
        painter.save();
        if (forming) {
            painter.setOpacity(passage.t);
            drawn.at.setY(l.floor[0] + passage.t * (node->at.y() - l.floor[0]));
        }
        paintNode(painter, drawn, scene);
        painter.restore();
    }
    const QFontMetricsF metrics(scene.style.textFont());
    const QRectF frame = scene.frame(area);
    double used = -1e9;
    for (Index i = 0; i < s.tokens(); ++i) {
        const bool inGroup =
            s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])].size() > 1;
        const QPointF p = l.token[static_cast<std::size_t>(i)];
        if ((scene.options.fold && inGroup) || p.x() < frame.left() - l.step || p.x() > frame.right() + l.step)
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(Qt::NoPen));
        painter.setBrush(tokenColour(s, scene.style, i));
        painter.drawEllipse(p, l.dot, l.dot);
        const QFontMetricsF own(scene.style.textFont(1.0, lit));
        const QString name = own.elidedText(
            tokenName(s, i), Qt::ElideRight,
            std::min(std::max(l.step * 1.3, 72 * u), 2 * std::min(p.x() - frame.left(), frame.right() - p.x()) - 4 * u));
        const double half = own.horizontalAdvance(name) / 2;
        if (p.x() - half < used + 3 * u)
            continue;  // no room: names never overlap
        used = p.x() + half;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(p.x() - half - 1, p.y() + l.dot + 3 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                         name);
    }
}

/// Every group's size in A and in B.
void paintTowerDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const Snapshot& a = *scene.reference;
    const Snapshot& b = *scene.snapshot;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(16 * u, 30 * u, -16 * u, -26 * u);
    const double step = plot.width() / static_cast<double>(b.tokens());
    const double zero = plot.center().y();
    const auto size = [](const Snapshot& s, Index i) {
        return static_cast<double>(
            s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])].size());
    };
    double most = 1;
    for (Index i = 0; i < b.tokens(); ++i)
        most = std::max(most, std::abs(size(b, i) - size(a, i)));
    double used = -1e9;
    for (Index i = 0; i < b.tokens(); ++i) {
        const double d = size(b, i) - size(a, i);
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * step;
        const double height = d / most * (plot.height() / 2 - metrics.height());
        painter.fillRect(QRectF(QPointF(x - 0.3 * step, zero), QPointF(x + 0.3 * step, zero - height)).normalized(),
                         diverging(d > 0 ? 0.85 : 0.15));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const QString name = metrics.elidedText(tokenName(b, i), Qt::ElideRight, std::max(step, 40 * u));
        const double half = metrics.horizontalAdvance(name) / 2;
        if (x - half > used + 3 * u) {
            used = x + half;
            painter.drawText(QRectF(x - half - 1, plot.bottom() + 4 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                             name);
        }
        if (d != 0 && step > 20 * u)
            painter.drawText(
                QRectF(x - step / 2, d > 0 ? zero - height - metrics.height() : zero - height, step, metrics.height()),
                Qt::AlignHCenter,
                QStringLiteral("%1%2").arg(d > 0 ? QStringLiteral("+") : QStringLiteral("−")).arg(std::abs(d)));
    }
    painter.setPen(QPen(scene.style.hairline(), 1 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setPen(scene.style.quiet());
    const QRectF frame = scene.frame(area);
    const QString text = words("agents %1 → %2 · bars: change of each token's group size")
                             .arg(a.clusters().members.size())
                             .arg(b.clusters().members.size());
    painter.drawText(QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, frame.width() - 24 * u));
}

Hit hitTower(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    Hit hit;
    if (scene.options.counts || scene.options.follow)
        return hit;
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
        std::sort(hit.tokens.begin(), hit.tokens.end());
        hit.text = QStringLiteral("scale %1: meta-token of %2 (multiplicity %3), greatest distance within %4 nat, θ %5 nat")
                       .arg(node.scale)
                       .arg(members.size())
                       .arg(level.metas.multiplicity(node.label), 0, 'g', 6)
                       .arg(within, 0, 'g', 4)
                       .arg(level.threshold, 0, 'g', 4);
        hit.value = exactNumber(within);
        if (scene.names)
            if (const auto name = scene.names->find(sortedTokens(node)); name != scene.names->end())
                hit.text.prepend(name->second + QStringLiteral(" · "));
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

QList<QStringList> tableOfTower(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows{{words("scale"), words("meta-token"), words("multiplicity"), words("members")}};
    for (std::size_t k = 0; k < s.levels->size(); ++k) {
        const ScaleLevel& level = (*s.levels)[k];
        for (std::size_t c = 0; c < level.clusters.members.size(); ++c) {
            QStringList members;
            for (const Index m : level.clusters.members[c])
                members << (k == 0 ? tokenName(s, m) : QString::number(m));
            rows << QStringList{QString::number(k + 1), QString::number(c),
                                exactNumber(level.metas.multiplicity(static_cast<Index>(c))),
                                members.join(QLatin1Char(' '))};
        }
    }
    return rows;
}

}  // namespace gauge::ui
