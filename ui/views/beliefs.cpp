// Means and covariance ellipses in a plane: principal axes, or two dimensions of the common or the local frames.
#include "ui/categories.h"
#include "ui/chart.h"
#include "ui/flat_ellipse.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

struct Flat {
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d cov = Eigen::Matrix2d::Identity();
};

/// What is drawn: now, and where each came from.
struct Picture {
    std::vector<Flat> now;
    std::vector<std::vector<Eigen::Vector2d>> trail;  // N of the layers so far; empty where only the shown layer is known
    QString x, y;
    double from = 0;  // the moment
};

double sigmaOf(const Scene& scene)
{
    constexpr std::array<double, 3> sigmas{0.5, 1, 2};
    return sigmas[static_cast<std::size_t>(std::clamp(scene.options.sigma, 0, 2))];
}

/// Principal axes shown, by number.
std::pair<Index, Index> principal(const Scene& scene)
{
    if (scene.options.axes == Pc13)
        return {0, 2};
    if (scene.options.axes == Pc23)
        return {1, 2};
    return {0, 1};
}

Flat flatten(const ProjectedBelief& b, Index a, Index c)
{
    Flat f;
    f.mean << b.mean(a), b.mean(c);
    f.cov << b.cov(a, a), b.cov(a, c), b.cov(c, a), b.cov(c, c);
    return f;
}

/// Between two layers straight lines of means and covariances: a picture of the step, not of what lies between.
Flat between(const Flat& a, const Flat& b, double t)
{
    return {(1 - t) * a.mean + t * b.mean, (1 - t) * a.cov + t * b.cov};
}

QString axisName(const Projection& space, Index a)
{
    return QCoreApplication::translate("views", "PC%1 (%2 % of the means’ variance)")
        .arg(a + 1)
        .arg(100 * space.explained[a], 0, 'f', 0);
}

Picture principalPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const auto [a, b] = principal(scene);
    Picture p;
    p.x = axisName(s.space, a);
    p.y = axisName(s.space, b);
    const double moment = scene.moment >= 0 && scene.moment <= s.layers ? scene.moment : s.layer;
    const auto low = static_cast<std::size_t>(std::floor(moment));
    const std::size_t high = std::min(low + 1, s.projected.size() - 1);
    const double t = moment - std::floor(moment);
    p.from = moment;
    for (std::size_t i = 0; i < s.projected[low].size(); ++i) {
        p.now.push_back(between(flatten(s.projected[low][i], a, b), flatten(s.projected[high][i], a, b), t));
        std::vector<Eigen::Vector2d> trail;
        for (std::size_t layer = 0; layer <= low; ++layer)
            trail.push_back(flatten(s.projected[layer][i], a, b).mean);
        trail.push_back(p.now.back().mean);
        p.trail.push_back(std::move(trail));
    }
    return p;
}

/// Two dimensions of one head's beliefs, common or local.
Picture dimensionPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const Index k = s.state->dim();
    const Index a = std::clamp<Index>(scene.options.first, 0, k - 1);
    const Index b = k > 1 ? (a + 1) % k : a;
    Picture p;
    const QString where = scene.options.local ? QCoreApplication::translate("views", "own frame")
                                              : QCoreApplication::translate("views", "common frame");
    p.x = QCoreApplication::translate("views", "dimension %1, %2").arg(a).arg(where);
    p.y = QCoreApplication::translate("views", "dimension %1").arg(b);
    for (Index i = 0; i < s.tokens(); ++i) {
        Vectord mean = fullMean(*s.common, i);
        Matrixd cov = fullCovariance(*s.common, i);
        if (scene.options.local) {
            const Matrixd u = frameMatrix(s.frames, i);
            mean = u * mean;
            cov = u * cov * u.transpose();
        }
        Flat f;
        f.mean << mean(a), mean(b);
        f.cov << cov(a, a), cov(a, b), cov(b, a), cov(b, b);
        p.now.push_back(f);
    }
    return p;
}

/// Local beliefs along the same principal directions as the common ones.
Picture localPrincipalPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const auto [a, b] = principal(scene);
    Picture p;
    p.x = QCoreApplication::translate("views", "PC%1 of the common frame, own frame").arg(a + 1);
    p.y = QCoreApplication::translate("views", "PC%1").arg(b + 1);
    Matrixd axes(s.space.axes.rows(), 2);
    axes << s.space.axes.col(a), s.space.axes.col(b);
    for (Index i = 0; i < s.tokens(); ++i) {
        const Matrixd turned = frameMatrix(s.frames, i).transpose() * axes;
        p.now.push_back({turned.transpose() * fullMean(*s.common, i) - axes.transpose() * s.space.centre,
                         turned.transpose() * fullCovariance(*s.common, i) * turned});
    }
    return p;
}

Picture pictureOf(const Scene& scene)
{
    if (scene.options.axes == Dimensions)
        return dimensionPicture(scene);
    return scene.options.local ? localPrincipalPicture(scene) : principalPicture(scene);
}

/// Equal scale on both axes, so that ellipses keep their shape.
struct Sheet {
    QRectF plot;
    Eigen::Vector2d low;
    double scale = 1;
    bool small = false;  // no room for what the axes are

    QPointF map(const Eigen::Vector2d& v) const
    {
        return {plot.left() + (v.x() - low.x()) * scale, plot.bottom() - (v.y() - low.y()) * scale};
    }
};

void widen(Eigen::Vector2d& low, Eigen::Vector2d& high, const Picture& p, double sigma)
{
    for (const Flat& f : p.now) {
        const Eigen::Vector2d reach = sigma * f.cov.diagonal().cwiseMax(0).cwiseSqrt();
        low = low.cwiseMin(f.mean - reach);
        high = high.cwiseMax(f.mean + reach);
    }
    for (const auto& trail : p.trail) {
        for (const Eigen::Vector2d& v : trail) {
            low = low.cwiseMin(v);
            high = high.cwiseMax(v);
        }
    }
}

/// The frame of the whole path, so that playing does not move the axes.
void widenByPath(Eigen::Vector2d& low, Eigen::Vector2d& high, const Scene& scene)
{
    if (scene.options.axes == Dimensions || scene.options.local)
        return;
    const auto [a, b] = principal(scene);
    for (const auto& layer : scene.snapshot->projected) {
        for (const ProjectedBelief& belief : layer) {
            const Eigen::Vector2d mean = flatten(belief, a, b).mean;
            low = low.cwiseMin(mean);
            high = high.cwiseMax(mean);
        }
    }
}

Sheet chartOf(const QRectF& area, const Scene& scene, const std::vector<Picture>& pictures)
{
    const double u = scene.style.unit();
    Sheet c;
    c.small = area.height() < 150 * u;
    c.plot = c.small ? area.adjusted(30 * u, 4 * u, -6 * u, -18 * u) : area.adjusted(46 * u, 10 * u, -12 * u, -38 * u);
    Eigen::Vector2d low = Eigen::Vector2d::Constant(std::numeric_limits<double>::infinity());
    Eigen::Vector2d high = -low;
    for (const Picture& p : pictures)
        widen(low, high, p, sigmaOf(scene));
    widenByPath(low, high, scene);
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-6);
    const double fit = std::min(c.plot.width() / (1.06 * span.x()), c.plot.height() / (1.06 * span.y()));
    c.scale = fit * std::max(1.0, scene.options.zoom);
    const Eigen::Vector2d whole = Eigen::Vector2d(c.plot.width(), c.plot.height()) / fit;
    const Eigen::Vector2d corner = (low + high) / 2 - whole / 2;
    const Eigen::Vector2d centre(scene.options.centre.x(), 1 - scene.options.centre.y());
    c.low = corner + whole.cwiseProduct(centre) - whole / (2 * std::max(1.0, scene.options.zoom));
    return c;
}

/// Pictures that share the axes: both states of a comparison.
std::vector<Picture> pairOfPictures(const Scene& scene)
{
    std::vector<Picture> pictures{pictureOf(scene)};
    if (scene.reference && scene.reference->state->dim() == scene.snapshot->state->dim()) {
        Scene other = scene;
        std::swap(other.snapshot, other.reference);
        other.moment = -1;
        pictures.push_back(pictureOf(other));
    }
    return pictures;
}

QPainterPath ellipse(const Sheet& chart, const Flat& b, double sigma)
{
    return ellipsePath(b.mean, b.cov, sigma, [&](const Eigen::Vector2d& v) { return chart.map(v); });
}

/// A colour for each token, and what they say.
struct Colours {
    std::vector<QColor> of;
    QString legend;
};

Colours coloursOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    Colours colours;
    const auto n = static_cast<std::size_t>(s.tokens());
    std::map<std::string, int> seen;
    const auto byName = [&](const std::string& name) {
        const int number = seen.emplace(name, static_cast<int>(seen.size())).first->second;
        return scene.style.cluster(number % kClusterColours);
    };
    const Vectord entropy =
        scene.options.colour == ByEntropy ? Vectord(s.numbers->spread.entropy.colwise().mean()) : Vectord();
    const double most = std::log(std::max(2.0, static_cast<double>(s.tokens())));
    for (std::size_t i = 0; i < n; ++i) {
        const auto token = static_cast<Index>(i);
        if (scene.options.colour == ByToken)
            colours.of.push_back(byName(s.state->tokens[i]));
        else if (scene.options.colour == ByCategory && !s.state->category.empty())
            colours.of.push_back(byName(s.state->category[i]));
        else if (scene.options.colour == ByEntropy)
            colours.of.push_back(scene.style.shade(0.05 + 0.8 * entropy(token) / most));
        else
            colours.of.push_back(tokenColour(s, scene.style, token));
    }
    if (scene.options.colour == ByCategory && s.state->category.empty())
        colours.legend = QCoreApplication::translate("views", "no categories in this state: coloured by cluster");
    else if (scene.options.colour == ByCategory)
        colours.legend = QCoreApplication::translate("views", "%1 categories").arg(seen.size());
    else if (scene.options.colour == ByEntropy)
        colours.legend = QCoreApplication::translate("views", "dark: attends to one, bright: to all");
    return colours;
}

void paintAxes(QPainter& painter, const Sheet& c, const Scene& scene, const Picture& p, const QString& legend)
{
    const double u = scene.style.unit();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawRect(c.plot);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const Eigen::Vector2d high = c.low + Eigen::Vector2d(c.plot.width(), c.plot.height()) / c.scale;
    painter.setPen(scene.style.quiet());
    for (const double t : ticks(c.low.x(), high.x(), std::max(2, static_cast<int>(c.plot.width() / (70 * u))))) {
        const double x = c.map({t, 0}).x();
        painter.drawLine(QPointF(x, c.plot.bottom()), QPointF(x, c.plot.bottom() + 3 * u));
        painter.drawText(QRectF(x - 30 * u, c.plot.bottom() + 4 * u, 60 * u, metrics.height()), Qt::AlignHCenter,
                         shortNumber(t));
    }
    for (const double t : ticks(c.low.y(), high.y(), std::max(2, static_cast<int>(c.plot.height() / (44 * u))))) {
        const double y = c.map({0, t}).y();
        painter.drawLine(QPointF(c.plot.left() - 3 * u, y), QPointF(c.plot.left(), y));
        painter.drawText(QRectF(c.plot.left() - 42 * u, y - metrics.height() / 2, 37 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    if (c.small)
        return;
    constexpr std::array<const char*, 3> sigmas{"½ σ", "1 σ", "2 σ"};
    const QString sigma = QString::fromUtf8(sigmas[static_cast<std::size_t>(std::clamp(scene.options.sigma, 0, 2))]);
    const QString below =
        p.x + QStringLiteral(" · ") + sigma + (legend.isEmpty() ? QString() : QStringLiteral(" · ") + legend);
    painter.drawText(QRectF(c.plot.left() - 40 * u, c.plot.bottom() + 5 * u + metrics.height(), c.plot.width() + 48 * u,
                            metrics.height()),
                     Qt::AlignHCenter, metrics.elidedText(below, Qt::ElideRight, c.plot.width() + 48 * u));
    painter.drawText(QPointF(c.plot.left() + 5 * u, c.plot.top() + metrics.ascent() + 3 * u),
                     metrics.elidedText(p.y, Qt::ElideRight, c.plot.width() - 10 * u));
    if (scene.moment >= 0 && std::abs(scene.moment - std::round(scene.moment)) > 1e-3) {
        const QString note = QCoreApplication::translate("views", "moving from layer %1 to %2")
                                 .arg(std::floor(scene.moment))
                                 .arg(std::ceil(scene.moment));
        painter.drawText(c.plot.adjusted(0, 3 * u, -5 * u, 0), Qt::AlignRight | Qt::AlignTop, note);
    }
}

/// One label for tokens of one name at one place; others give way, and are left out where nothing is free.
void paintLabels(QPainter& painter, const Sheet& c, const Scene& scene, const std::vector<Flat>& now)
{
    if (!scene.style.labels)
        return;
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    std::vector<bool> done(now.size(), false);
    std::vector<QRectF> taken{QRectF(c.plot.left(), c.plot.top(), c.plot.width(), 18 * u)};  // the axis' name
    for (const Flat& b : now) {
        const QPointF p = c.map(b.mean);
        taken.emplace_back(p.x() - 3 * u, p.y() - 3 * u, 6 * u, 6 * u);
    }
    constexpr std::size_t mostLabels = 160;
    std::size_t written = 0;
    for (std::size_t i = 0; i < now.size() && written < mostLabels; ++i) {
        if (done[i] || !c.plot.contains(c.map(now[i].mean)))
            continue;
        int same = 0;
        bool lit = false;
        for (std::size_t j = i; j < now.size(); ++j) {
            if (s.state->tokens[j] == s.state->tokens[i] && (now[j].mean - now[i].mean).norm() * c.scale < 3 * u) {
                done[j] = true;
                ++same;
                lit = lit || scene.selection.lights(static_cast<int>(j));
            }
        }
        painter.setFont(scene.style.textFont(1.0, lit));
        const QFontMetricsF metrics(painter.font());
        QString name = metrics.elidedText(tokenName(s, static_cast<Index>(i)), Qt::ElideRight, 110 * u);
        if (same > 1)
            name += QStringLiteral(" ×%1").arg(same);
        const QSizeF size(metrics.horizontalAdvance(name) + 2, metrics.height());
        const QPointF p = c.map(now[i].mean);
        for (const QPointF& offset :
             {QPointF(5 * u, -size.height() * 0.9), QPointF(5 * u, -size.height() * 0.1),
              QPointF(-5 * u - size.width(), -size.height() * 0.9), QPointF(-5 * u - size.width(), -size.height() * 0.1),
              QPointF(-size.width() / 2, -size.height() - 4 * u), QPointF(-size.width() / 2, 4 * u),
              QPointF(12 * u, -size.height() * 1.7), QPointF(12 * u, size.height() * 0.8),
              QPointF(-12 * u - size.width(), -size.height() * 1.7),
              QPointF(-12 * u - size.width(), size.height() * 0.8)}) {
            const QRectF box(p + offset, size);
            const bool free = c.plot.contains(box) && std::none_of(taken.begin(), taken.end(), [&](const QRectF& t) {
                                  return t.intersects(box.adjusted(1, 1 * u, -1, -1 * u));
                              });
            if (!free)
                continue;
            taken.push_back(box);
            ++written;
            QColor ground = scene.style.panel();
            ground.setAlphaF(0.72F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(box.adjusted(0, 1 * u, 0, -1 * u), 2 * u, 2 * u);
            painter.setPen(lit ? scene.style.accent() : scene.style.text());
            painter.drawText(box, Qt::AlignCenter, name);
            break;
        }
    }
}

void paintTokens(QPainter& painter, const Sheet& c, const Scene& scene, const Picture& p,
                 const std::vector<QColor>& colours, const Categories& marks)
{
    const double u = scene.style.unit();
    for (std::size_t i = 0; i < p.now.size(); ++i) {
        const QColor colour = colours[i];
        const bool lit = scene.selection.lights(static_cast<int>(i));
        if (scene.options.trails && i < p.trail.size() && p.trail[i].size() > 1) {
            QPainterPath trail(c.map(p.trail[i].front()));
            for (const Eigen::Vector2d& v : p.trail[i])
                trail.lineTo(c.map(v));
            QColor faint = colour;
            faint.setAlphaF(0.45F);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(faint, 1 * u));
            painter.drawPath(trail);
        }
        QColor fill = colour;
        fill.setAlphaF(lit ? 0.28F : p.now.size() > 100 ? 0.03F : 0.09F);
        painter.setBrush(fill);
        painter.setPen(QPen(lit ? scene.style.accent() : colour, (lit ? 1.8 : p.now.size() > 100 ? 0.5 : 0.9) * u));
        painter.drawPath(ellipse(c, p.now[i], sigmaOf(scene)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(lit ? scene.style.accent() : colour);
        paintMark(painter, marks.of.empty() ? 0 : marks.of[i], c.map(p.now[i].mean), 2.6 * u);
    }
}

}  // namespace

void paintBeliefs(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const std::vector<Picture> pictures = pairOfPictures(scene);
    const Sheet c = chartOf(area, scene, pictures);
    const Colours colours = coloursOf(scene);
    paintAxes(painter, c, scene, pictures.front(), colours.legend);
    painter.save();
    painter.setClipRect(c.plot, Qt::IntersectClip);
    const Categories categories =
        scene.options.colour == ByCategory ? categoriesOf(*scene.snapshot, ByCategory) : Categories{};
    paintTokens(painter, c, scene, pictures.front(), colours.of, categories);
    painter.restore();
    paintLabels(painter, c, scene, pictures.front().now);
    if (!c.small)
        paintCategoryKey(painter, c.plot, categories, scene.style);
}

/// Arrows from where a belief is in A to where it is in B, both seen along B's axes.
void paintBeliefsDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Scene a = scene;
    auto sameAxes = std::make_shared<Snapshot>(*scene.reference);
    sameAxes->projected =
        std::vector<std::vector<ProjectedBelief>>{project(scene.snapshot->space, scene.reference->common)};
    sameAxes->space = scene.snapshot->space;
    sameAxes->layer = sameAxes->layers = 0;
    a.snapshot = sameAxes;
    a.moment = -1;
    const Picture to = pictureOf(scene);
    const Picture from = pictureOf(a);
    const Sheet c = chartOf(area, scene, {to, from});
    const Colours colours = coloursOf(scene);
    paintAxes(painter, c, scene, to, QCoreApplication::translate("views", "from A to B"));
    painter.save();
    painter.setClipRect(c.plot, Qt::IntersectClip);
    for (std::size_t i = 0; i < to.now.size(); ++i) {
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const QColor colour = lit ? scene.style.accent() : colours.of[i];
        const QPointF p = c.map(from.now[i].mean);
        const QPointF q = c.map(to.now[i].mean);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, (lit ? 2 : 1.2) * u));
        painter.drawLine(p, q);
        painter.drawEllipse(p, 2 * u, 2 * u);
        painter.setBrush(colour);
        painter.drawEllipse(q, 2.6 * u, 2.6 * u);
    }
    painter.restore();
    paintLabels(painter, c, scene, to.now);
}

QRectF beliefsPlot(const QRectF& area, const Scene& scene)
{
    return chartOf(area, scene, pairOfPictures(scene)).plot;
}

Hit hitBeliefs(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const std::vector<Picture> pictures = pairOfPictures(scene);
    const Sheet c = chartOf(area, scene, pictures);
    const std::vector<Flat>& now = pictures.front().now;
    double nearest = 14 * scene.style.unit();
    Hit hit;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const QPointF d = c.map(now[i].mean) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(i)};
            hit.value = exactNumber(now[i].mean.x()) + QLatin1Char('\t') + exactNumber(now[i].mean.y());
            hit.text = QStringLiteral("%1: (%2, %3), σ = %4 × %5")
                           .arg(tokenName(*scene.snapshot, static_cast<Index>(i)))
                           .arg(now[i].mean.x(), 0, 'g', 5)
                           .arg(now[i].mean.y(), 0, 'g', 5)
                           .arg(std::sqrt(now[i].cov(0, 0)), 0, 'g', 4)
                           .arg(std::sqrt(now[i].cov(1, 1)), 0, 'g', 4);
        }
    }
    return hit;
}

QList<QStringList> tableOfBeliefs(const Scene& scene)
{
    const Picture p = pictureOf(scene);
    QList<QStringList> rows{{QStringLiteral("token"), p.x, p.y, QStringLiteral("variance x"), QStringLiteral("covariance"),
                             QStringLiteral("variance y")}};
    for (std::size_t i = 0; i < p.now.size(); ++i)
        rows << QStringList{tokenName(*scene.snapshot, static_cast<Index>(i)),
                            exactNumber(p.now[i].mean.x()),
                            exactNumber(p.now[i].mean.y()),
                            exactNumber(p.now[i].cov(0, 0)),
                            exactNumber(p.now[i].cov(0, 1)),
                            exactNumber(p.now[i].cov(1, 1))};
    return rows;
}

}  // namespace gauge::ui
