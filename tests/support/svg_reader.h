// An SVG as a reader without our code sees it: shapes with their colours and places, texts, bitmaps.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <vector>

namespace gauge::ui::test {

struct SvgRect {
    QRectF place;
    QColor fill;  // alpha 0: none
};

/// A stroke or an area: the corners of its path, those of Bézier curves with their control points.
struct SvgPath {
    QPolygonF points;
    std::vector<QChar> kinds;  // M, L or C of each point
    QColor fill;
    QColor stroke;
    double width = 0;
    bool dashed = false;
    bool closed = false;
};

struct SvgEllipse {
    QPointF centre;
    double rx = 0;
    double ry = 0;
    QColor fill;
    QColor stroke;
};

struct SvgText {
    QString text;
    QPointF at;       // where its baseline begins
    double size = 0;  // points
    double angle = 0;
    QColor colour;
};

struct SvgImage {
    QRectF place;
    QImage image;
    QString rendering;  // image-rendering
};

struct Svg {
    QRectF page;
    std::vector<SvgRect> rects;
    std::vector<SvgPath> paths;
    std::vector<SvgEllipse> ellipses;
    std::vector<SvgText> texts;
    std::vector<SvgImage> images;
};

/// Throws std::runtime_error for what it does not understand.
Svg readSvg(const QByteArray& bytes);

}  // namespace gauge::ui::test
