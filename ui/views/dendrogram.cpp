// The merge tree with its draggable threshold. Heights on a square-root scale, so that early agreements stay visible.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

struct Layout {
    QRectF plot;
    double top = 1;         // greatest height shown, nats
    double step = 1;        // between leaves
    std::vector<double> x;  // of tokens, then merges
    double labelWidth = 0;

    double y(double height) const { return plot.bottom() - std::sqrt(std::max(0.0, height) / top) * plot.height(); }
};

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    for (Index i = 0; i < s.tokens(); ++i)
        l.labelWidth = std::max(l.labelWidth, metrics.horizontalAdvance(tokenName(s, i)));
    l.labelWidth = std::min(l.labelWidth, 70 * u);
    l.plot = area.adjusted(46 * u, 12 * u + metrics.height(), -14 * u, -l.labelWidth * 0.8 - 16 * u);
    l.top = 1.08 * std::max({s.tree().empty() ? 1.0 : s.tree().back().height, s.levels->front().threshold * 1.05, 1e-9});
    l.step = l.plot.width() / static_cast<double>(s.tokens());
    l.x.resize(static_cast<std::size_t>(s.tokens()));
    for (std::size_t k = 0; k < s.leaves.size(); ++k)
        l.x[static_cast<std::size_t>(s.leaves[k])] = l.plot.left() + (static_cast<double>(k) + 0.5) * l.step;
    for (const Merge& m : s.tree())
        l.x.push_back((l.x[static_cast<std::size_t>(m.a)] + l.x[static_cast<std::size_t>(m.b)]) / 2);
    return l;
}

double heightOf(const Snapshot& s, Index node)
{
    return node < s.tokens() ? 0.0 : s.tree()[static_cast<std::size_t>(node - s.tokens())].height;
}

Index anyLeaf(const Snapshot& s, Index node)
{
    while (node >= s.tokens())
        node = s.tree()[static_cast<std::size_t>(node - s.tokens())].a;
    return node;
}

void paintTree(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    for (std::size_t t = 0; t < s.tree().size(); ++t) {
        const Merge& m = s.tree()[t];
        const bool joined = m.height < s.levels->front().threshold;
        painter.setPen(
            QPen(joined ? tokenColour(s, scene.style, anyLeaf(s, m.a)) : scene.style.quiet(), (joined ? 1.8 : 1.0) * u));
        const double y = l.y(m.height);
        for (const Index child : {m.a, m.b}) {
            const double x = l.x[static_cast<std::size_t>(child)];
            painter.drawLine(QPointF(x, l.y(heightOf(s, child))), QPointF(x, y));
        }
        painter.drawLine(QPointF(l.x[static_cast<std::size_t>(m.a)], y), QPointF(l.x[static_cast<std::size_t>(m.b)], y));
    }
}

void paintLeaves(QPainter& painter, const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() * 0.9 / l.step)));
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const auto token = static_cast<int>(s.leaves[k]);
        const bool lit = scene.selection.lights(token);
        if (static_cast<int>(k) % step != 0 && !lit)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.save();
        painter.translate(l.x[static_cast<std::size_t>(token)] + 3 * u, l.plot.bottom() + 11 * u);
        painter.rotate(-48);
        const QString name =
            QFontMetricsF(painter.font()).elidedText(tokenName(s, token), Qt::ElideRight, l.labelWidth + 4);
        painter.drawText(QPointF(-QFontMetricsF(painter.font()).horizontalAdvance(name), 0), name);
        painter.restore();
    }
}

/// How tight the groups are and how far apart, where that has a meaning.
void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const ClusterStatistics& c = s.numbers->clusters;
    QStringList parts;
    const auto add = [&](const char* name, double value, const char* unit) {
        if (!std::isnan(value))
            parts << QString::fromUtf8(name) + QLatin1Char(' ') + shortNumber(value) + QLatin1String(unit);
    };
    add("within", c.within, "");
    add("between", c.between, " nat");
    add("silhouette", c.silhouette, "");
    add("modularity", c.modularity, "");
    const QFontMetricsF metrics(painter.font());
    painter.setPen(scene.style.quiet());
    painter.drawText(QRectF(area.left() + 12 * u, area.top() + 3 * u, area.width() - 24 * u, metrics.height()),
                     Qt::AlignLeft,
                     metrics.elidedText(parts.join(QStringLiteral(" · ")), Qt::ElideRight, area.width() - 24 * u));
}

}  // namespace

void paintDendrogram(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(l.plot.bottomLeft(), l.plot.bottomRight());
    painter.drawLine(l.plot.topLeft(), l.plot.bottomLeft());
    double last = l.plot.bottom() + 1e9;
    for (const double t : ticks(0, l.top, 6)) {
        if (last - l.y(t) < metrics.height())
            continue;
        last = l.y(t);
        painter.setPen(scene.style.quiet());
        painter.drawLine(QPointF(l.plot.left() - 3 * u, l.y(t)), QPointF(l.plot.left(), l.y(t)));
        painter.drawText(QRectF(l.plot.left() - 40 * u, l.y(t) - metrics.height() / 2, 35 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    painter.drawText(QPointF(l.plot.left() + 4 * u, l.plot.top() + metrics.ascent() * 0.6), QStringLiteral("D (nat)"));
    paintNumbers(painter, area, scene);
    paintTree(painter, l, scene);
    paintLeaves(painter, l, scene);
    const double y = l.y(s.levels->front().threshold);
    painter.setPen(QPen(scene.style.accent(), 1.5 * u, Qt::DashLine));
    painter.drawLine(QPointF(l.plot.left(), y), QPointF(l.plot.right(), y));
    painter.setFont(scene.style.textFont(0.92, true));
    const QString label = QStringLiteral("θ = %1 nat").arg(shortNumber(s.levels->front().threshold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 4 * u;
    const QRectF box(l.plot.left() + 4 * u, y - metrics.height() - 2 * u, width, metrics.height());
    painter.fillRect(box, scene.style.panel());
    painter.setPen(scene.style.accent());
    painter.drawText(box, Qt::AlignCenter, label);
}

double dendrogramThreshold(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    const double share = std::clamp((l.plot.bottom() - at.y()) / l.plot.height(), 0.0, 1.0);
    return share * share * l.top;
}

Hit hitDendrogram(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    Hit hit;
    hit.threshold = l.plot.adjusted(0, -4, 0, 4).contains(at) &&
                    std::abs(at.y() - l.y(s.levels->front().threshold)) < 6 * scene.style.unit();
    if (at.y() > l.plot.bottom() - 2) {
        const auto k = static_cast<int>(std::floor((at.x() - l.plot.left()) / l.step));
        if (k >= 0 && k < static_cast<int>(s.leaves.size()))
            hit.tokens = {static_cast<int>(s.leaves[static_cast<std::size_t>(k)])};
        return hit;
    }
    for (std::size_t t = 0; t < s.tree().size(); ++t) {
        const Merge& m = s.tree()[t];
        const double left = l.x[static_cast<std::size_t>(m.a)];
        const double right = l.x[static_cast<std::size_t>(m.b)];
        if (std::abs(at.y() - l.y(m.height)) > 4 * scene.style.unit() || at.x() < std::min(left, right) - 2 ||
            at.x() > std::max(left, right) + 2)
            continue;
        std::vector<Index> nodes{s.tokens() + static_cast<Index>(t)};
        while (!nodes.empty()) {
            const Index node = nodes.back();
            nodes.pop_back();
            if (node < s.tokens()) {
                hit.tokens.push_back(static_cast<int>(node));
                continue;
            }
            nodes.push_back(s.tree()[static_cast<std::size_t>(node - s.tokens())].a);
            nodes.push_back(s.tree()[static_cast<std::size_t>(node - s.tokens())].b);
        }
        std::sort(hit.tokens.begin(), hit.tokens.end());
        hit.text = QStringLiteral("%1 tokens join at D = %2 nat").arg(m.count).arg(m.height, 0, 'g', 6);
    }
    return hit;
}

}  // namespace gauge::ui
