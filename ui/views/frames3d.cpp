// Gauge frames: triads, φ in its ball, relative angles of all pairs, or one ellipse carried along Ω.
#include "ui/flat_ellipse.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <Eigen/Geometry>
#include <Eigen/SVD>
#include <functional>
#include <optional>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

struct Grid {
    QRectF area;
    int columns = 1;
    double width = 1;
    double height = 1;
    double radius = 1;
};

Grid gridOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    Grid g;
    g.area = area.adjusted(8 * u, 4 * u, -8 * u, -24 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    g.columns =
        std::max(1, static_cast<int>(std::ceil(std::sqrt(n * g.area.width() / std::max(1.0, g.area.height()) * 1.15))));
    g.columns = std::min(g.columns, static_cast<int>(n));
    const double rows = std::ceil(n / g.columns);
    g.width = g.area.width() / g.columns;
    g.height = g.area.height() / rows;
    g.radius = std::max(2.0, std::min(g.width * 0.40, (g.height - 16 * u) * 0.46));
    return g;
}

QRectF cellOf(const Grid& g, Index i)
{
    const auto column = static_cast<double>(i % g.columns);
    const auto row = static_cast<double>(i / g.columns);
    return {g.area.left() + column * g.width, g.area.top() + row * g.height, g.width, g.height};
}

/// Orthographic view from azimuth and elevation: x right, y up, z towards the eye.
Eigen::Vector3d seen(const Eigen::Vector3d& v, const ViewOptions& o)
{
    const double ca = std::cos(o.azimuth);
    const double sa = std::sin(o.azimuth);
    const double ce = std::cos(o.elevation);
    const double se = std::sin(o.elevation);
    const double x = -sa * v.x() + ca * v.y();
    const double depth = ca * v.x() + sa * v.y();
    return {x, ce * v.z() - se * depth, se * v.z() + ce * depth};
}

/// A block of the frame by number over all heads.
struct Block {
    std::size_t head = 0;
    Index first = 0;
    Index size = 0;
};

std::vector<Block> blocksOf(const Snapshot& s)
{
    std::vector<Block> blocks;
    for (std::size_t h = 0; h < s.frames.blocks.size(); ++h)
        for (std::size_t b = 0; b + 1 < s.frames.blocks[h].size(); ++b)
            blocks.push_back({h, s.frames.blocks[h][b], s.frames.blocks[h][b + 1] - s.frames.blocks[h][b]});
    return blocks;
}

/// Block 0 is the frame as the state's group gives it; others are the leading corner of one block's polar rotation.
std::optional<Block> chosenBlock(const Scene& scene)
{
    const std::vector<Block> blocks = blocksOf(*scene.snapshot);
    const int k = scene.options.block;
    if (k < 1 || k > static_cast<int>(blocks.size()))
        return std::nullopt;
    return blocks[static_cast<std::size_t>(k - 1)];
}

Triad triadOf(const Scene& scene, Index i)
{
    const Snapshot& s = *scene.snapshot;
    const std::optional<Block> block = chosenBlock(scene);
    if (!block)
        return s.triads[static_cast<std::size_t>(i)];
    const Matrixd u = s.frames.u[block->head][i].block(block->first, block->first, block->size, block->size);
    const Eigen::JacobiSVD<Matrixd> svd(u, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const Matrixd rotation = svd.matrixU() * svd.matrixV().transpose();
    const Matrixd stretch = svd.matrixU() * svd.singularValues().asDiagonal() * svd.matrixU().transpose();
    Triad t;
    const Index c = std::min<Index>(3, block->size);
    t.axes.setIdentity();
    t.axes.topLeftCorner(c, c) = rotation.topLeftCorner(c, c);
    t.stretch.head(c) = stretch.diagonal().head(c);
    return t;
}

/// Rotation angle between two triads, radians.
double angleBetween(const Triad& a, const Triad& b)
{
    return std::acos(std::clamp(((a.axes.transpose() * b.axes).trace() - 1) / 2, -1.0, 1.0));
}

void paintTriad(QPainter& painter, const QPointF& centre, double radius, const Triad& triad, const Scene& scene,
                bool ghost = false)
{
    const double u = scene.style.unit();
    std::array<int, 3> order{0, 1, 2};
    std::array<Eigen::Vector3d, 3> tip;
    for (int a = 0; a < 3; ++a)
        tip[static_cast<std::size_t>(a)] =
            seen(triad.axes.col(a) * std::min(1.6, triad.stretch(a)), scene.options) * radius;
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return tip[static_cast<std::size_t>(a)].z() < tip[static_cast<std::size_t>(b)].z(); });
    painter.setBrush(Qt::NoBrush);
    if (!ghost) {
        painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
        painter.drawEllipse(centre, radius, radius);
    }
    for (const int a : order) {
        const Eigen::Vector3d& t = tip[static_cast<std::size_t>(a)];
        const QPointF end = centre + QPointF(t.x(), -t.y());
        QColor colour = scene.style.axis(a);
        colour.setAlphaF(ghost ? 0.35F : 1.0F);
        painter.setPen(QPen(colour, (ghost ? 1.2 : 2) * u, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre, end);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const double dot = (t.z() >= 0 ? 2.8 : 2.0) * u * std::min(1.0, radius / (14 * u));
        painter.drawEllipse(end, dot, dot);
    }
}

void paintAxisLegend(QPainter& painter, const QRectF& area, const Scene& scene, const QString& caption)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const double baseline = frame.bottom() - 7 * u;
    painter.fillRect(QRectF(frame.left(), baseline - metrics.ascent() - 2 * u, frame.width(),
                            frame.bottom() - baseline + metrics.height()),
                     scene.style.panel());
    const std::array<const char*, 3> names{"x", "y", "z"};
    double x = frame.left() + 12 * u;
    for (int a = 0; a < 3; ++a) {
        painter.setPen(QPen(scene.style.axis(a), 2 * u));
        painter.drawLine(QPointF(x, baseline - 4 * u), QPointF(x + 12 * u, baseline - 4 * u));
        painter.setPen(scene.style.quiet());
        painter.drawText(QPointF(x + 15 * u, baseline), QLatin1String(names[static_cast<std::size_t>(a)]));
        x += 30 * u;
    }
    const double room = frame.right() - x - 12 * u;
    painter.drawText(QRectF(x + 4 * u, baseline - metrics.ascent(), room, metrics.height()), Qt::AlignRight,
                     metrics.elidedText(caption, Qt::ElideRight, room));
}

QString groupCaption(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (s.frames.identity)
        return words("every frame is the identity; raise the position rate to turn them");
    const std::optional<Block> block = chosenBlock(scene);
    return block ? words("%1, head %2, dimensions %3–%4")
                       .arg(QString::fromStdString(s.state->group))
                       .arg(block->head)
                       .arg(block->first)
                       .arg(block->first + block->size - 1)
                 : words("%1, axes in the common frame").arg(QString::fromStdString(s.state->group));
}

void paintTriads(QPainter& painter, const QRectF& area, const Scene& scene,
                 const std::function<void(const QPointF&, double, Index)>& paint)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Grid g = gridOf(area, scene);
    const QRectF frame = scene.frame(area);
    for (Index i = 0; i < s.tokens(); ++i) {
        const QRectF cell = cellOf(g, i);
        if (!cell.intersects(frame))
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const bool named = g.width >= 18 * u && g.height >= 26 * u;
        const QPointF centre(cell.center().x(), cell.top() + (cell.height() - (named ? 14 * u : 0)) / 2);
        if (lit && !scene.style.paper) {
            painter.setPen(QPen(scene.style.accent(), 1 * u));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4 * u, 4 * u);
        }
        paint(centre, named ? g.radius : std::min(g.width, g.height) * 0.42, i);
        if (!named)
            continue;
        painter.setFont(scene.style.textFont(0.92, lit));
        const QFontMetricsF metrics(painter.font());
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(cell.left(), cell.bottom() - metrics.height() - 1 * u, cell.width(), metrics.height()),
                         Qt::AlignCenter, metrics.elidedText(tokenName(s, i), Qt::ElideRight, cell.width()));
    }
}

/// Where φ_i lies in the ball: the rotation vector of the triad.
Eigen::Vector3d rotationVector(const Triad& t)
{
    Eigen::Matrix3d r = t.axes;
    const Eigen::AngleAxisd a(r);
    return a.angle() * a.axis();
}

struct BallShape {
    QPointF centre;
    double radius;
    QPointF at(const Eigen::Vector3d& phi, const ViewOptions& o) const
    {
        const Eigen::Vector3d p = seen(phi / M_PI, o) * radius;
        return centre + QPointF(p.x(), -p.y());
    }
};

BallShape ballOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF inner = area.adjusted(12 * u, 10 * u, -12 * u, -30 * u);
    return {inner.center(), std::max(4.0, std::min(inner.width(), inner.height()) / 2)};
}

void paintBall(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const BallShape ball = ballOf(area, scene);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 1 * u));
    painter.drawEllipse(ball.centre, ball.radius, ball.radius);
    for (int plane = 0; plane < 3; ++plane) {
        QPainterPath circle;
        for (int k = 0; k <= 72; ++k) {
            Eigen::Vector3d v = Eigen::Vector3d::Zero();
            v((plane + 1) % 3) = M_PI * std::cos(2 * M_PI * k / 72);
            v((plane + 2) % 3) = M_PI * std::sin(2 * M_PI * k / 72);
            const QPointF p = ball.at(v, scene.options);
            k == 0 ? circle.moveTo(p) : circle.lineTo(p);
        }
        painter.setPen(QPen(scene.style.hairline(), 0.6 * u, Qt::DotLine));
        painter.drawPath(circle);
    }
    for (int a = 0; a < 3; ++a) {
        Eigen::Vector3d v = Eigen::Vector3d::Zero();
        v(a) = M_PI;
        painter.setPen(QPen(scene.style.axis(a), 1 * u));
        painter.drawLine(ball.at(-v, scene.options), ball.at(v, scene.options));
    }
    std::vector<QRectF> taken;
    std::vector<Index> order;  // what is lit has the first right to its name
    for (const bool first : {true, false})
        for (Index i = 0; i < s.tokens(); ++i)
            if (scene.selection.lights(static_cast<int>(i)) == first)
                order.push_back(i);
    for (const Index i : order) {
        const QPointF p = ball.at(rotationVector(triadOf(scene, i)), scene.options);
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(Qt::NoPen));
        painter.setBrush(tokenColour(s, scene.style, i));
        painter.drawEllipse(p, 3.5 * u, 3.5 * u);
        painter.setFont(scene.style.textFont(0.92, lit));
        const QFontMetricsF metrics(painter.font());
        const QString name = tokenName(s, i);
        const QRectF box(p.x() + 6 * u, p.y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 2,
                         metrics.height());
        if (taken.size() > 60 || !area.contains(box) ||
            std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    paintAxisLegend(painter, area, scene,
                    s.frames.identity
                        ? groupCaption(scene)
                        : words("φ of the drawn rotation in the ball of radius π; opposite ends are one turn"));
}

struct AngleShape {
    QRectF matrix;
    double cell;
};

AngleShape anglesOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const double side = std::max(10.0, std::min(area.width() - 130 * u, area.height() - 44 * u));
    const QRectF m(area.left() + (area.width() - side) / 2 - 6 * u, area.top() + 10 * u, side, side);
    return {m, side / static_cast<double>(scene.snapshot->tokens())};
}

void paintAngles(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const AngleShape a = anglesOf(area, scene);
    std::vector<Triad> triads;
    for (Index i = 0; i < s.tokens(); ++i)
        triads.push_back(triadOf(scene, i));
    const auto n = static_cast<int>(s.tokens());
    QImage image(n, n, QImage::Format_RGB32);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            image.setPixel(
                j, i,
                scene.style.shade(angleBetween(triads[static_cast<std::size_t>(i)], triads[static_cast<std::size_t>(j)]) / M_PI)
                    .rgb());
    if (scene.style.paper && n <= 128) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                painter.fillRect(
                    QRectF(a.matrix.left() + j * a.cell, a.matrix.top() + i * a.cell, a.cell * 1.04, a.cell * 1.04),
                    QColor(image.pixel(j, i)));
        painter.restore();
    } else {
        painter.drawImage(a.matrix, image);
    }
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() / a.cell)));
    for (int i = 0; i < n; ++i) {
        const bool lit = scene.selection.lights(i);
        const double y = a.matrix.top() + (i + 0.5) * a.cell;
        if (lit) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(scene.style.accent(), 1.2 * u));
            painter.drawRect(QRectF(a.matrix.left(), y - a.cell / 2, a.matrix.width(), a.cell));
        }
        if (i % step != 0)
            continue;
        painter.setFont(scene.style.textFont(0.92, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(QRectF(a.matrix.left() - 62 * u, y - metrics.height() / 2, 58 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetricsF(painter.font()).elidedText(tokenName(s, i), Qt::ElideRight, 58 * u));
    }
    painter.setFont(scene.style.textFont(0.92));
    const QRectF bar(a.matrix.right() + 10 * u, a.matrix.top(), 10 * u, a.matrix.height());
    for (int k = 0; k < 48; ++k)
        painter.fillRect(
            QRectF(bar.left(), bar.bottom() - (k + 1) * bar.height() / 48, bar.width(), bar.height() / 48 * 1.1),
            scene.style.shade(k / 47.0));
    painter.setPen(scene.style.quiet());
    painter.drawText(QPointF(bar.right() + 4 * u, bar.top() + metrics.ascent()), QStringLiteral("π"));
    painter.drawText(QPointF(bar.right() + 4 * u, bar.bottom()), QStringLiteral("0"));
    painter.drawText(QRectF(area.left() + 8 * u, a.matrix.bottom() + 6 * u, area.width() - 16 * u, metrics.height()),
                     Qt::AlignHCenter,
                     metrics.elidedText(s.frames.identity ? groupCaption(scene) : words("angle of Ω_ij, radians"),
                                        Qt::ElideRight, area.width() - 16 * u));
}

/// One block of a pair in two of its dimensions: i's ellipse, j's in its own frame, and j's carried into i's.
void paintCarry(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const auto [i, j] = pairOf(scene);
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    if (i < 0 || j < 0) {
        painter.drawText(scene.frame(area).adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                         words("Point at a pair, or lock two tokens, to see j's ellipse carried into i's frame."));
        return;
    }
    Block block{0, 0, s.state->heads.front()};
    if (const auto chosen = chosenBlock(scene))
        block = *chosen;
    else if (s.state->heads.front() > 3 && blocksOf(s).size() > 1)
        block = blocksOf(s)[1];  // the first that turns
    const GaussianBlock& common = s.common->heads[block.head];
    const Matrixd ui = s.frames.u[block.head][i];
    const Matrixd uj = s.frames.u[block.head][j];
    struct Outline {
        Eigen::Vector2d mean;
        Eigen::Matrix2d cov;
    };
    const Index b = block.size > 1 ? block.first + 1 : block.first;
    const auto in = [&](const Matrixd& u_, int token) {
        const Vectord m = u_ * common.mean.col(token);
        const Matrixd c = u_ * common.cov[token] * u_.transpose();
        Outline o;
        o.mean << m(block.first), m(b);
        o.cov << c(block.first, block.first), c(block.first, b), c(b, block.first), c(b, b);
        return o;
    };
    const Outline own = in(ui, i);
    const Outline before = in(uj, j);
    const Outline after = in(ui, j);
    Eigen::Vector2d low = own.mean;
    Eigen::Vector2d high = own.mean;
    for (const Outline& o : {own, before, after}) {
        const Eigen::Vector2d reach = o.cov.diagonal().cwiseMax(0).cwiseSqrt();
        low = low.cwiseMin(o.mean - reach);
        high = high.cwiseMax(o.mean + reach);
    }
    const QRectF plot = area.adjusted(16 * u, 30 * u, -16 * u, -34 * u);
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-9);
    const double scale = std::min(plot.width() / span.x(), plot.height() / span.y());
    const Eigen::Vector2d middle = (low + high) / 2;
    const auto map = [&](const Eigen::Vector2d& v) {
        return QPointF(plot.center().x() + (v.x() - middle.x()) * scale, plot.center().y() - (v.y() - middle.y()) * scale);
    };
    const auto draw = [&](const Outline& o, const QColor& colour, Qt::PenStyle pen) {
        QColor fill = colour;
        fill.setAlphaF(pen == Qt::SolidLine ? 0.15F : 0.04F);
        painter.setBrush(fill);
        painter.setPen(QPen(colour, 1.6 * u, pen));
        painter.drawPath(ellipsePath(o.mean, o.cov, 1, map));
        painter.setBrush(colour);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(map(o.mean), 2.6 * u, 2.6 * u);
    };
    const QColor receiver = scene.style.cluster(0);
    const QColor sender = scene.style.cluster(3);
    draw(own, receiver, Qt::SolidLine);
    draw(before, sender, Qt::DashLine);
    draw(after, sender, Qt::SolidLine);
    painter.setPen(QPen(scene.style.quiet(), 1 * u, Qt::DotLine));
    painter.drawLine(map(before.mean), map(after.mean));
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double x = area.left() + 12 * u;
    const auto key = [&](const QColor& colour, Qt::PenStyle pen, const QString& text) {
        painter.setPen(QPen(colour, 1.8 * u, pen));
        painter.drawLine(QPointF(x, area.top() + 14 * u), QPointF(x + 16 * u, area.top() + 14 * u));
        painter.setPen(scene.style.text());
        const QString shown = metrics.elidedText(text, Qt::ElideRight, area.width() / 3 - 34 * u);
        painter.drawText(QPointF(x + 20 * u, area.top() + 18 * u), shown);
        x += metrics.horizontalAdvance(shown) + 34 * u;
    };
    key(receiver, Qt::SolidLine, words("%1 (i)").arg(tokenName(s, i)));
    key(sender, Qt::DashLine, words("%1 (j)").arg(tokenName(s, j)));
    key(sender, Qt::SolidLine, words("Ω_ij applied"));
    painter.setPen(scene.style.quiet());
    const QString caption = words("1 σ, dimensions %1 and %2 of head %3%4")
                                .arg(block.first)
                                .arg(b)
                                .arg(block.head)
                                .arg(s.frames.identity ? words(" · Ω_ij is the identity") : QString());
    painter.drawText(
        QRectF(area.left() + 12 * u, area.bottom() - metrics.height() - 6 * u, area.width() - 24 * u, metrics.height()),
        Qt::AlignHCenter, metrics.elidedText(caption, Qt::ElideRight, area.width() - 24 * u));
}

}  // namespace

void paintFrames(QPainter& painter, const QRectF& area, const Scene& scene)
{
    switch (scene.options.frames) {
    case Ball: paintBall(painter, area, scene); return;
    case Angles: paintAngles(painter, area, scene); return;
    case Carry: paintCarry(painter, area, scene); return;
    default: break;
    }
    const Snapshot& s = *scene.snapshot;
    paintTriads(painter, area, scene, [&](const QPointF& centre, double radius, Index i) {
        if (scene.options.frameTrails && static_cast<std::size_t>(s.layer) < s.triadsBefore.size() + 1)
            for (std::size_t layer = 0; layer < static_cast<std::size_t>(s.layer) && layer < s.triadsBefore.size(); ++layer)
                paintTriad(painter, centre, radius, s.triadsBefore[layer][static_cast<std::size_t>(i)], scene, true);
        paintTriad(painter, centre, radius, triadOf(scene, i), scene);
    });
    paintAxisLegend(painter, area, scene,
                    scene.options.frameTrails && s.triadsBefore.empty()
                        ? words("frames stay: raise the frame step η to turn them")
                        : groupCaption(scene));
}

/// How far each frame turned from A to B.
void paintFramesDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene a = scene;
    a.snapshot = scene.reference;
    double most = 0;
    paintTriads(painter, area, scene, [&](const QPointF& centre, double radius, Index i) {
        const Triad from = triadOf(a, i);
        const Triad to = triadOf(scene, i);
        Triad turn;
        turn.axes = to.axes * from.axes.transpose();
        turn.stretch = to.stretch.cwiseQuotient(from.stretch.cwiseMax(1e-12));
        most = std::max(most, angleBetween(from, to));
        paintTriad(painter, centre, radius, turn, scene);
    });
    paintAxisLegend(painter, area, scene, words("U_B U_A⁻¹: turned by at most %1 rad").arg(shortNumber(most)));
}

Hit hitFrames(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    const auto single = [&](int i) {
        hit.tokens = {i};
        const double angle = angleBetween(Triad{}, triadOf(scene, i));
        hit.value = exactNumber(angle);
        hit.text = words("frame of %1: turned by %2 rad from the common frame").arg(tokenName(s, i)).arg(angle, 0, 'g', 5);
    };
    if (scene.options.frames == Angles) {
        const AngleShape a = anglesOf(area, scene);
        if (!a.matrix.contains(at))
            return hit;
        hit.receiver = std::min(static_cast<int>(s.tokens()) - 1, static_cast<int>((at.y() - a.matrix.top()) / a.cell));
        hit.sender = std::min(static_cast<int>(s.tokens()) - 1, static_cast<int>((at.x() - a.matrix.left()) / a.cell));
        hit.tokens = {hit.receiver};
        if (hit.sender != hit.receiver)
            hit.tokens.push_back(hit.sender);
        const double angle = angleBetween(triadOf(scene, hit.receiver), triadOf(scene, hit.sender));
        hit.value = exactNumber(angle);
        hit.text = words("Ω of %1 ← %2 turns by %3 rad")
                       .arg(tokenName(s, hit.receiver), tokenName(s, hit.sender))
                       .arg(angle, 0, 'g', 5);
        return hit;
    }
    if (scene.options.frames == Ball) {
        const BallShape ball = ballOf(area, scene);
        double nearest = 10 * scene.style.unit();
        for (Index i = 0; i < s.tokens(); ++i) {
            const QPointF d = ball.at(rotationVector(triadOf(scene, i)), scene.options) - at;
            if (std::hypot(d.x(), d.y()) < nearest) {
                nearest = std::hypot(d.x(), d.y());
                single(static_cast<int>(i));
            }
        }
        return hit;
    }
    if (scene.options.frames == Carry)
        return hit;
    const Grid g = gridOf(area, scene);
    const auto column = static_cast<int>(std::floor((at.x() - g.area.left()) / g.width));
    const auto row = static_cast<int>(std::floor((at.y() - g.area.top()) / g.height));
    const int i = row * g.columns + column;
    if (column >= 0 && column < g.columns && row >= 0 && i < static_cast<int>(s.tokens()))
        single(i);
    return hit;
}

QList<QStringList> tableOfFrames(const Scene& scene)
{
    QList<QStringList> rows{
        {words("token"), words("φ x (rad)"), words("φ y (rad)"), words("φ z (rad)"), words("angle (rad)")}};
    for (Index i = 0; i < scene.snapshot->tokens(); ++i) {
        const Eigen::Vector3d v = rotationVector(triadOf(scene, i));
        rows << QStringList{tokenName(*scene.snapshot, i), exactNumber(v.x()), exactNumber(v.y()), exactNumber(v.z()),
                            exactNumber(v.norm())};
    }
    return rows;
}

}  // namespace gauge::ui
