#include "ui/painter/formula_shapes.h"

#include <algorithm>
#include <QPainterPathStroker>
#include <QTransform>

namespace gauge::ui {
namespace {

QPainterPath stroked(const QPainterPath& line, double stroke, Qt::PenJoinStyle join = Qt::MiterJoin)
{
    QPainterPathStroker stroker;
    stroker.setWidth(stroke);
    stroker.setJoinStyle(join);
    stroker.setCapStyle(Qt::FlatCap);
    return stroker.createStroke(line).simplified();
}

/// Two arcs: thin at the ends, thick in the middle, as a bracket in a book.
QPainterPath roundBracket(double top, double bottom, double stroke)
{
    const double height = bottom - top;
    const double depth = std::clamp(0.16 * height, 2.6 * stroke, 6.5 * stroke);
    const double thin = 0.35 * stroke;
    const double a = top + 0.27 * height;
    const double b = bottom - 0.27 * height;
    const double outer = -depth / 3;  // a cubic reaches three quarters of the way to its handles
    const double inner = outer + 4.0 / 3 * (stroke - thin);
    QPainterPath path(QPointF(depth, top));
    path.cubicTo(QPointF(outer, a), QPointF(outer, b), QPointF(depth, bottom));
    path.lineTo(QPointF(depth + thin, bottom));
    path.cubicTo(QPointF(inner + thin, b), QPointF(inner + thin, a), QPointF(depth + thin, top));
    path.closeSubpath();
    return path;
}

QPainterPath brace(double top, double bottom, double stroke)
{
    const double middle = (top + bottom) / 2;
    const double turn = std::min(0.25 * (bottom - top), 6 * stroke);
    const double stem = 3.2 * stroke;
    const double tip = 6.4 * stroke;
    QPainterPath line(QPointF(tip, top));
    line.cubicTo(QPointF(stem, top), QPointF(stem, top + 0.3 * turn), QPointF(stem, top + turn));
    line.lineTo(stem, middle - turn);
    line.cubicTo(QPointF(stem, middle - 0.3 * turn), QPointF(0.6 * stem, middle), QPointF(0, middle));
    line.cubicTo(QPointF(0.6 * stem, middle), QPointF(stem, middle + 0.3 * turn), QPointF(stem, middle + turn));
    line.lineTo(stem, bottom - turn);
    line.cubicTo(QPointF(stem, bottom - 0.3 * turn), QPointF(stem, bottom), QPointF(tip, bottom));
    return stroked(line, 0.85 * stroke, Qt::RoundJoin);
}

QPainterPath angle(double top, double bottom, double stroke)
{
    const double depth = std::clamp(0.22 * (bottom - top), 3 * stroke, 7 * stroke);
    QPainterPath line(QPointF(depth, top));
    line.lineTo(0.5 * stroke, (top + bottom) / 2);
    line.lineTo(depth, bottom);
    return stroked(line, 0.85 * stroke);
}

QPainterPath waved(double width, double stroke)
{
    const double high = 0.13 * std::min(width, 30 * stroke) + 1.2 * stroke;
    QPainterPath path(QPointF(0, -0.1 * high));
    path.cubicTo(QPointF(0.2 * width, -1.75 * high), QPointF(0.62 * width, 0.55 * high), QPointF(width, -high));
    path.cubicTo(QPointF(0.8 * width, 0.75 * high), QPointF(0.36 * width, -1.25 * high), QPointF(0, -0.1 * high));
    return path;
}

QPainterPath arrow(double width, double stroke)
{
    const double head = 2.4 * stroke;
    const double reach = 3.6 * stroke;
    const double y = -head;
    QPainterPath path(QPointF(0, y - 0.4 * stroke));
    path.lineTo(width - 0.6 * reach, y - 0.4 * stroke);
    path.lineTo(width - reach, y - head);
    path.lineTo(width, y);
    path.lineTo(width - reach, y + head);
    path.lineTo(width - 0.6 * reach, y + 0.4 * stroke);
    path.lineTo(0, y + 0.4 * stroke);
    path.closeSubpath();
    return path;
}

}  // namespace

QPainterPath bracketShape(QChar sign, double top, double bottom, double stroke)
{
    QPainterPath path;
    switch (sign.unicode()) {
    case u')': path = roundBracket(top, bottom, stroke) * QTransform::fromScale(-1, 1); break;
    case u'}': path = brace(top, bottom, stroke) * QTransform::fromScale(-1, 1); break;
    case u'⟩': path = angle(top, bottom, stroke) * QTransform::fromScale(-1, 1); break;
    case u'{': path = brace(top, bottom, stroke); break;
    case u'⟨': path = angle(top, bottom, stroke); break;
    default: path = roundBracket(top, bottom, stroke);
    }
    return path.translated(-path.boundingRect().left(), 0);
}

std::vector<QRectF> bracketBars(QChar sign, double top, double bottom, double stroke)
{
    const QRectF stem(0, top, stroke, bottom - top);
    const double arm = 4 * stroke;
    switch (sign.unicode()) {
    case u'[': return {stem, QRectF(0, top, arm, stroke), QRectF(0, bottom - stroke, arm, stroke)};
    case u']':
        return {stem.translated(arm - stroke, 0), QRectF(0, top, arm, stroke), QRectF(0, bottom - stroke, arm, stroke)};
    case u'|': return {stem};
    case u'‖': return {stem, stem.translated(3 * stroke, 0)};
    default: return {};
    }
}

QPainterPath rootShape(double width, double top, double bottom, double stroke)
{
    // A short rise, the thick stroke down, the thin one up to the bar.
    const double high = std::min(bottom - top, 14 * stroke);
    const double thick = 1.5 * stroke;
    const double foot = 0.42 * width;
    const QPointF start(0, bottom - 0.52 * high);
    const QPointF shoulder(0.18 * width, bottom - 0.6 * high);
    QPainterPath path(start);
    path.lineTo(shoulder + QPointF(0.3 * thick, 0));
    path.lineTo(foot + 0.5 * thick, bottom - 1.9 * thick);
    path.lineTo(width - 0.7 * stroke, top);
    path.lineTo(width + 0.01, top);
    path.lineTo(width + 0.01, top + stroke);
    path.lineTo(foot + 0.55 * thick, bottom);
    path.lineTo(foot - 0.1 * thick, bottom);
    path.lineTo(shoulder + QPointF(-0.45 * thick, 0.5 * thick));
    path.lineTo(start + QPointF(0.15 * thick, 0.45 * thick));
    path.closeSubpath();
    return path;
}

QPainterPath accentShape(const QString& accent, double width, double stroke)
{
    if (accent == QLatin1String("tilde"))
        return waved(width, stroke);
    if (accent == QLatin1String("vec"))
        return arrow(width, stroke);
    const double high = std::min(0.22 * width + 1.6 * stroke, 6 * stroke);
    QPainterPath line(QPointF(0, 0));
    line.lineTo(width / 2, -high);
    line.lineTo(width, 0);
    line.lineTo(width / 2, -high + 1.25 * stroke);
    line.closeSubpath();
    return line;
}

}  // namespace gauge::ui
