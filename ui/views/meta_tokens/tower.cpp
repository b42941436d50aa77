#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/meta_tokens/groups.h"
#include "ui/views/meta_tokens/layout.h"
#include "ui/views/meta_tokens/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui::meta_tokens {
namespace {

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

void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, bool byTree)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    const Index n = s.tokens();
    QString text;
    if (s.active.empty()) {
        text = QStringLiteral("%1 tokens are %2 agents · cross-scale attention needs the full mask")
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
    if (byTree)
        text += words(" · tokens in the order of the tree");
    const QRectF frame = scene.frame(area);
    drawFitted(painter, QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
               Qt::AlignLeft, text);
}

/// Groups of the layer before that are no more, fading where they stood.
void paintDissolving(QPainter& painter, const Layout& l, const Passage& p, const Scene& scene)
{
    const double u = scene.style.unit();
    for (const auto& members : p.before) {
        if (p.after.contains(members))
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
    for (const QPointF& end : optionsOf(scene).fold ? std::vector<QPointF>{} : node.below) {
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

/// Who its members are, over a meta-token of the first scale.
void paintMembers(QPainter& painter, const QRectF& frame, const Node& node, const Scene& scene)
{
    painter.setFont(scene.style.textFont(0.84));
    const double height = QFontMetricsF(painter.font()).height();
    const QRectF box(node.at.x() - node.half, node.at.y() - node.radius - height - scene.style.unit(), 2 * node.half,
                     height);
    if (!frame.adjusted(2, 2, -2, -2).contains(box))
        return;
    painter.fillRect(box, scene.style.panel());  // no line to the floor above runs through the names
    painter.setPen(scene.style.quiet());
    painter.drawText(box, Qt::AlignCenter, node.members);
}

QString nothingText(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (s.tokens() == 1)
        return words("One token alone has nobody to agree with.");
    QString text = words("No tokens agree below θ = %1 nat: raise θ, or let more layers run.");
    if (scene.style.paper)
        text = words("No tokens agree below θ = %1 nat.");
    else if (s.recording() != nullptr)
        text = words("No tokens agree below θ = %1 nat: raise θ.");
    return text.arg(shortNumber(s.levels->front().threshold));
}

/// Words instead of meta-tokens.
void paintNothing(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    painter.drawText(scene.frame(area).adjusted(12 * u, 30 * u, -12 * u, -60 * u), Qt::AlignCenter | Qt::TextWordWrap,
                     nothingText(scene));
}

/// Meta-tokens from the top down, those that form on their way up.
void paintFloors(QPainter& painter, const QRectF& area, const Layout& l, const Passage& passage, const Scene& scene)
{
    for (auto node = l.meta.rbegin(); node != l.meta.rend(); ++node) {
        const bool forming = node->scale == 1 && passage.t < 1 && passage.before.count(sortedTokens(*node)) == 0;
        Node drawn = *node;
        painter.save();
        if (forming) {
            painter.setOpacity(passage.t);
            drawn.at.setY(l.floor[0] + passage.t * (node->at.y() - l.floor[0]));
        }
        paintNode(painter, drawn, scene);
        if (!forming && !node->members.isEmpty())
            paintMembers(painter, scene.frame(area), *node, scene);
        painter.restore();
    }
}

/// Tokens and their names.
void paintGround(QPainter& painter, const QRectF& area, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    const QRectF frame = scene.frame(area);
    double used = -1e9;
    qsizetype written = 0;
    qsizetype all = 0;
    for (Index place = 0; place < s.tokens(); ++place) {
        const Index i = tokenAt(l, s, place);
        const bool inGroup =
            s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])].size() > 1;
        const QPointF p = l.token[static_cast<std::size_t>(i)];
        if ((optionsOf(scene).fold && inGroup) || p.x() < frame.left() - l.step || p.x() > frame.right() + l.step)
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        setDot(painter, s, scene.style, i, tokenColour(s, scene.style, i));
        if (lit)
            painter.setPen(QPen(scene.style.accent(), 2 * u));
        painter.drawEllipse(p, l.dot, l.dot);
        const QFontMetricsF own(scene.style.textFont(1.0, lit));
        const QString name = fitted(
            painter, own, tokenName(s, i), Qt::ElideRight,
            std::min(std::max(l.step * 1.3, 72 * u), 2 * std::min(p.x() - frame.left(), frame.right() - p.x()) - 4 * u));
        const double half = own.horizontalAdvance(name) / 2;
        ++all;
        if (p.x() - half < used + 3 * u)
            continue;  // no room: names never overlap
        ++written;
        used = p.x() + half;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(p.x() - half - 1, p.y() + l.dot + 3 * u, 2 * half + 2, metrics.height()), Qt::AlignHCenter,
                         name);
    }
    noteNames(painter, QCoreApplication::translate("views", "Meta-tokens, names of tokens"), written, all);
}

}  // namespace

void paintTower(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const Passage passage = passageOf(scene);
    paintCaption(painter, area, scene, l.byTree);
    if (l.meta.empty() && passage.before.empty())
        paintNothing(painter, area, scene);
    if (passage.t >= 1)
        paintLinks(painter, l, scene);
    else
        paintDissolving(painter, l, passage, scene);
    paintFloors(painter, area, l, passage, scene);
    paintGround(painter, area, l, scene);
}

}  // namespace gauge::ui::meta_tokens
