// The cells: rectangles where they are few, an image where they are many; contours and the cross over them.
#include "ui/views/map/contours.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QImage>

namespace gauge::ui::map {
namespace {

constexpr std::size_t kMostOnPaper = 128;  // a side drawn as rectangles
constexpr std::size_t kMostOnScreen = 48;

QColor colourOf(const Picture& p, const Range& range, std::size_t i, std::size_t j)
{
    const double value = p.view.colour(i, j);
    if (!std::isfinite(value))
        return p.scene.style.field();
    const QColor colour = shadeOf(p.scene.style, p.view, range, value);
    return p.view.known(i, j) ? colour : paler(colour, p.scene.style);
}

void paintImage(QPainter& painter, const Picture& p, const Range& range)
{
    const auto nx = static_cast<int>(p.view.x.size());
    const auto ny = static_cast<int>(p.view.y.size());
    QImage image(nx, ny, QImage::Format_RGB32);
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j)
            image.setPixel(i, ny - 1 - j,
                           colourOf(p, range, static_cast<std::size_t>(i), static_cast<std::size_t>(j)).rgb());
    painter.drawImage(p.layout.cells, image);
}

void paintRectangles(QPainter& painter, const Picture& p, const Range& range)
{
    for (std::size_t i = 0; i < p.view.x.size(); ++i) {
        for (std::size_t j = p.view.y.size(); j-- > 0;) {  // from the top: each lies over the seam of the one above
            QRectF cell = p.layout.cell(p.view, i, j);
            if (p.scene.style.paper && i + 1 < p.view.x.size())
                cell.setRight(cell.right() + 0.04 * cell.width());
            if (p.scene.style.paper && j > 0)
                cell.setBottom(cell.bottom() + 0.04 * cell.height());
            painter.fillRect(cell, colourOf(p, range, i, j));
        }
    }
}

/// Whether a line runs through a box.
bool crosses(const QPolygonF& line, const QRectF& box)
{
    for (qsizetype k = 1; k < line.size(); ++k) {
        const double length = std::hypot(line[k].x() - line[k - 1].x(), line[k].y() - line[k - 1].y());
        const int steps = 1 + static_cast<int>(length / (0.25 * box.height()));
        for (int s = 0; s <= steps; ++s)
            if (box.contains(line[k - 1] + (line[k] - line[k - 1]) * s / steps))
                return true;
    }
    return false;
}

/// What keeps texts of contours away: other contours, the cross' lines, texts that stand.
struct Obstacles {
    QRectF within;
    std::vector<QPolygonF> lines;
    std::vector<QRectF> texts;

    bool free(const QRectF& box, std::size_t own) const
    {
        if (!within.contains(box))
            return false;
        for (std::size_t k = 0; k < lines.size(); ++k)
            if (k != own && crosses(lines[k], box))
                return false;
        return std::none_of(texts.begin(), texts.end(), [&](const QRectF& text) { return text.intersects(box); });
    }
};

/// A place on a contour for its text, where it is long enough and there is room.
QRectF labelPlace(const QPolygonF& line, const QSizeF& text, const Obstacles& others, std::size_t own)
{
    double length = 0;
    for (qsizetype k = 1; k < line.size(); ++k)
        length += std::hypot(line[k].x() - line[k - 1].x(), line[k].y() - line[k - 1].y());
    if (length < 3.5 * text.width())
        return {};
    for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9}) {
        double gone = 0;
        qsizetype at = 1;
        for (; at + 1 < line.size() && gone < share * length; ++at)
            gone += std::hypot(line[at].x() - line[at - 1].x(), line[at].y() - line[at - 1].y());
        const QRectF box(line[at] - QPointF(text.width() / 2, text.height() / 2), text);
        if (others.free(box.adjusted(-2, -2, 2, 2), own))
            return box;
    }
    return {};
}

/// A line with a halo, which leaves out its text.
void paintContour(QPainter& painter, const QPolygonF& line, const QRectF& text, const QColor& ink, double u)
{
    painter.save();
    if (!text.isNull()) {
        const QRectF all = line.boundingRect().united(text).adjusted(-8, -8, 8, 8);
        QPainterPath outside;
        outside.addRect(all);
        outside.addRect(text);
        painter.setClipPath(outside, Qt::IntersectClip);
    }
    QColor halo = ink.lightnessF() > 0.5F ? QColor(Qt::black) : QColor(Qt::white);
    halo.setAlphaF(0.35F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 2.2 * u, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(QPen(ink, 0.9 * u, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.restore();
}

void paintHaloed(QPainter& painter, const QPointF& from, const QPointF& to, const Style& style, double width)
{
    QColor halo = style.panel();
    halo.setAlphaF(0.75F);
    painter.setPen(QPen(halo, width + 1.6 * style.unit()));
    painter.drawLine(from, to);
    painter.setPen(QPen(style.text(), width));
    painter.drawLine(from, to);
}

/// Of a place beyond the ends: an arrow that points there.
void paintBeyond(QPainter& painter, const QPointF& tip, const QPointF& out, const Style& style)
{
    const double u = style.unit();
    const QPointF across(-out.y(), out.x());
    painter.setPen(QPen(style.panel(), 0.8 * u));
    painter.setBrush(style.text());
    painter.drawPolygon(QPolygonF{tip, tip - 7 * u * out + 4 * u * across, tip - 7 * u * out - 4 * u * across});
}

}  // namespace

QColor shadeOf(const Style& style, const View& view, const Range& range, double value)
{
    return view.difference ? diverging(range.share(value)) : style.shade(range.share(value));
}

void paintCells(QPainter& painter, const Picture& p, const Range& range)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const std::size_t most = std::max(p.view.x.size(), p.view.y.size());
    if (most > (p.scene.style.paper ? kMostOnPaper : kMostOnScreen) && p.view.x.even() && p.view.y.even())
        paintImage(painter, p, range);
    else
        paintRectangles(painter, p, range);
    painter.restore();
    for (std::size_t i = 0; i < p.view.x.size(); ++i)
        for (std::size_t j = 0; j < p.view.y.size(); ++j)
            if (!std::isfinite(p.view.colour(i, j)))
                paintHatched(painter, p.layout.cell(p.view, i, j), p.scene.style);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(p.scene.style.quiet(), 0.75 * p.scene.style.unit()));
    painter.drawRect(p.layout.cells);
}

void paintContours(QPainter& painter, const Picture& p, const Range& range)
{
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.84));
    const QFontMetricsF metrics(painter.font());
    const std::vector<Contour> contours = contoursOf(p.view, range);
    Obstacles others{p.layout.cells, {}, {}};
    for (const Contour& contour : contours) {
        others.lines.emplace_back();
        for (const QPointF& at : contour.points)
            others.lines.back() << p.layout.at(at.x(), at.y());
    }
    if (Cross::within(p.cross.x))
        others.lines.push_back({p.layout.at(*p.cross.x, 0), p.layout.at(*p.cross.x, 1)});
    if (Cross::within(p.cross.y))
        others.lines.push_back({p.layout.at(0, *p.cross.y), p.layout.at(1, *p.cross.y)});
    painter.save();
    painter.setClipRect(p.layout.cells, Qt::IntersectClip);
    for (std::size_t k = 0; k < contours.size(); ++k) {
        const QColor ink = inkOn(shadeOf(p.scene.style, p.view, range, contours[k].level));
        const QSizeF size(metrics.horizontalAdvance(contours[k].text) + 3 * u, metrics.ascent());
        const QRectF text = labelPlace(others.lines[k], size, others, k);
        paintContour(painter, others.lines[k], text, ink, u);
        if (text.isNull())
            continue;
        others.texts.push_back(text);
        painter.setPen(ink);
        painter.drawText(text.adjusted(0, -4 * u, 0, 4 * u), Qt::AlignCenter, contours[k].text);
    }
    painter.restore();
}

void paintCross(QPainter& painter, const Picture& p)
{
    const double u = p.scene.style.unit();
    const Layout& l = p.layout;
    const bool inX = Cross::within(p.cross.x);
    const bool inY = p.view.plane() && Cross::within(p.cross.y);
    if (inX && p.view.plane())
        paintHaloed(painter, l.at(*p.cross.x, 0), l.at(*p.cross.x, 1), p.scene.style, 0.8 * u);
    if (inY)
        paintHaloed(painter, l.at(0, *p.cross.y), l.at(1, *p.cross.y), p.scene.style, 0.8 * u);
    if (inX && inY) {
        const QPointF at = l.at(*p.cross.x, *p.cross.y);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(p.scene.style.panel(), 3.2 * u));
        painter.drawEllipse(at, 5 * u, 5 * u);
        painter.setPen(QPen(p.scene.style.text(), 1.4 * u));
        painter.drawEllipse(at, 5 * u, 5 * u);
        return;
    }
    if (!p.cross.x || (p.view.plane() && !p.cross.y))
        return;  // nowhere along an axis of words
    const auto held = [](double share) { return std::clamp(share, 0.0, 1.0); };
    const double y = p.view.plane() ? *p.cross.y : 0;
    const QPointF out(*p.cross.x - held(*p.cross.x), -(y - held(y)));
    if (const double far = std::hypot(out.x(), out.y()); far > 0)
        paintBeyond(painter, l.at(held(*p.cross.x), held(y)), out / far, p.scene.style);
}

}  // namespace gauge::ui::map
