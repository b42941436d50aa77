// The meta-token tower: tokens on the ground floor, meta-tokens above, the strongest attention between active agents.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

struct Node {
    QPointF at;
    double radius = 0;
    Index label = -1;  // meta-token
};

struct Layout {
    std::vector<QPointF> token;  // N
    std::vector<Node> meta;      // groups of two or more
    double step = 1;
    double dot = 4;
};

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(18 * u, 30 * u, -18 * u, -26 * u);
    Layout l;
    const auto n = static_cast<double>(s.tokens());
    l.step = inner.width() / n;
    l.dot = std::clamp(l.step * 0.16, 1.5 * u, 6 * u);
    for (Index i = 0; i < s.tokens(); ++i)
        l.token.emplace_back(inner.left() + (static_cast<double>(i) + 0.5) * l.step, inner.bottom());
    for (std::size_t c = 0; c < s.clusters().members.size(); ++c) {
        const auto& members = s.clusters().members[c];
        if (members.size() < 2)
            continue;
        double x = 0;
        for (const Index i : members)
            x += l.token[static_cast<std::size_t>(i)].x() / static_cast<double>(members.size());
        const double radius = std::min(18 * u, (8 + 2.2 * std::sqrt(s.metas().multiplicity(static_cast<Index>(c)))) * u);
        l.meta.push_back({QPointF(x, inner.top() + inner.height() * 0.22), radius, static_cast<Index>(c)});
    }
    std::sort(l.meta.begin(), l.meta.end(), [](const Node& a, const Node& b) { return a.at.x() < b.at.x(); });
    // Push neighbours apart, then back inside.
    for (int round = 0; round < 60; ++round) {
        for (std::size_t k = 1; k < l.meta.size(); ++k) {
            const double need = l.meta[k].radius + l.meta[k - 1].radius + 10 * u;
            const double short_ = need - (l.meta[k].at.x() - l.meta[k - 1].at.x());
            if (short_ > 0) {
                l.meta[k].at.rx() += short_ / 2;
                l.meta[k - 1].at.rx() -= short_ / 2;
            }
        }
        for (Node& node : l.meta)
            node.at.setX(std::clamp(node.at.x(), inner.left(), inner.right()));
    }
    return l;
}

/// Where an active agent is drawn.
QPointF agentAt(const Layout& l, const AgentId& id)
{
    if (id.scale == 0)
        return l.token[static_cast<std::size_t>(id.index)];
    for (const Node& node : l.meta)
        if (node.label == id.index)
            return node.at;
    return {};
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
    const auto a = static_cast<Index>(s.clusters().members.size());
    QString text = QStringLiteral("%1 → %2 active agents · %3 → %4 divergences").arg(n).arg(a).arg(n * n).arg(a * a);
    if (s.active.empty())
        text += QStringLiteral(" · cross-scale attention needs the full mask");
    else if (s.active.size() > 1)
        text += QStringLiteral(" · dotted: strongest other sender");
    painter.drawText(QRectF(area.left() + 12 * u, area.top() + 4 * u, area.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, area.width() - 24 * u));
}

}  // namespace

void paintTower(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    paintCaption(painter, area, scene);
    paintLinks(painter, l, scene);
    for (const Node& node : l.meta) {
        const auto label = static_cast<std::size_t>(node.label);
        const QColor colour = scene.style.cluster(s.clusterColour[label]);
        painter.setBrush(Qt::NoBrush);
        for (const Index i : s.clusters().members[label]) {
            const QPointF end = l.token[static_cast<std::size_t>(i)];
            const bool lit = scene.selection.lights(static_cast<int>(i));
            painter.setPen(QPen(colour, (lit ? 2.4 : 1.2) * u));
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
        painter.drawText(QRectF(node.at.x() - 40 * u, node.at.y() - 10 * u, 80 * u, 20 * u), Qt::AlignCenter,
                         QStringLiteral("×%1").arg(shortNumber(s.metas().multiplicity(node.label))));
    }
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
        double within = 0;
        const auto& members = s.clusters().members[static_cast<std::size_t>(node.label)];
        for (const Index i : members) {
            hit.tokens.push_back(static_cast<int>(i));
            for (const Index j : members)
                within = std::max(within, s.distance()(i, j));
        }
        hit.text = QStringLiteral("meta-token of %1 (multiplicity %2), greatest distance within %3 nat")
                       .arg(members.size())
                       .arg(s.metas().multiplicity(node.label), 0, 'g', 6)
                       .arg(within, 0, 'g', 4);
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
