#include "ui/views/meta_tokens/layout.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::meta_tokens {
namespace {

/// Tokens that stand in the order of the text; more stand in that of the merge tree, in which no line to a meta-token crosses another.
constexpr Index kInTheirOrder = 120;

/// Pushes the nodes of one floor apart, then back inside.
void spreadOut(std::vector<Node>& floor, const QRectF& inner, double gap)
{
    std::sort(floor.begin(), floor.end(), [](const Node& a, const Node& b) { return a.at.x() < b.at.x(); });
    for (int round = 0; round < 60; ++round) {
        for (std::size_t k = 1; k < floor.size(); ++k) {
            const double need = floor[k].half + floor[k - 1].half + gap;
            const double lacking = need - (floor[k].at.x() - floor[k - 1].at.x());
            if (lacking > 0) {
                floor[k].at.rx() += lacking / 2;
                floor[k - 1].at.rx() -= lacking / 2;
            }
        }
        for (Node& node : floor)
            node.at.setX(
                std::clamp(node.at.x(), inner.left() + node.half - node.radius, inner.right() - node.half + node.radius));
    }
}

/// "cat·dog": a name once, where all of them fit into a width.
void nameMembers(Node& node, const Scene& scene, double room)
{
    QStringList names;
    for (const Index i : sortedTokens(node))
        if (const QString name = tokenName(*scene.snapshot, i); !names.contains(name))
            names << name;
    const QString text = names.join(QStringLiteral("·"));
    const double width = QFontMetricsF(scene.style.textFont(0.84)).horizontalAdvance(text);
    if (width > room)
        return;
    node.members = text;
    node.half = std::max(node.half, width / 2 + 1);
}

}  // namespace

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(18 * u, 30 * u, -18 * u, -26 * u);
    const auto scales = static_cast<double>(s.levels->size());
    Layout l;
    l.step = inner.width() / static_cast<double>(s.tokens());
    l.dot = std::clamp(l.step * 0.16, 1.5 * u, 6 * u);
    l.token.resize(static_cast<std::size_t>(s.tokens()));
    l.byTree = s.tokens() > kInTheirOrder;
    for (Index place = 0; place < s.tokens(); ++place) {
        l.token[static_cast<std::size_t>(tokenAt(l, s, place))] =
            QPointF(inner.left() + (static_cast<double>(place) + 0.5) * l.step, inner.bottom());
    }
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
        for (Node& node : floor) {
            node.radius = std::clamp(0.46 * room, 2 * u, node.radius);
            node.half = node.radius;
            if (k == 0 && scene.style.labels)
                nameMembers(node, scene, 0.92 * room);
        }
        spreadOut(floor, inner, std::min(10 * u, 0.08 * room));
        for (const Node& node : floor)
            nextPlace[static_cast<std::size_t>(node.label)] = QPointF(node.at.x(), node.at.y() - node.radius);
        l.meta.insert(l.meta.end(), std::make_move_iterator(floor.begin()), std::make_move_iterator(floor.end()));
        place = std::move(nextPlace);
        tokens = std::move(nextTokens);
    }
    return l;
}

Index tokenAt(const Layout& l, const Snapshot& s, Index place)
{
    return l.byTree ? s.leaves[static_cast<std::size_t>(place)] : place;
}

QPointF agentAt(const Layout& l, const AgentId& id)
{
    if (id.scale == 0)
        return l.token[static_cast<std::size_t>(id.index)];
    for (const Node& node : l.meta)
        if (node.scale == id.scale && node.label == id.index)
            return node.at;
    return {};
}

std::vector<Index> sortedTokens(const Node& node)
{
    std::vector<Index> tokens = node.tokens;
    std::sort(tokens.begin(), tokens.end());
    return tokens;
}

}  // namespace gauge::ui::meta_tokens
