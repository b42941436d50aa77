// A view as a figure on paper: the same painter as the screen, in points and millimetres.
#pragma once

#include "ui/scene.h"

#include <functional>
#include <QByteArray>
#include <QString>

namespace gauge::ui {

struct FigureOptions {
    double widthMm = 139.7;
    double heightMm = 0;  // 0: the view's own aspect
    double fontPt = 7;
    Theme theme = Theme::Light;
    double dpi = 300;  // PNG
};

/// What is painted: a title for the file, the shape, and the hand.
struct Painting {
    QString title;
    double aspect;  // height/width
    std::function<void(QPainter&, const QRectF&, const Style&)> paint;
};

/// The bytes of a .pdf, .svg or .png, chosen by `suffix`; the same painting gives the same bytes. Throws Error for other suffixes.
QByteArray renderFigure(const Painting& painting, const FigureOptions& options, const QString& suffix);
QByteArray renderFigure(const ViewKind& kind, Scene scene, const FigureOptions& options, const QString& suffix);

/// Millimetres from "85mm", "8.5cm", "3.25in" or "240pt". Throws Error.
double parseLength(const QString& text);

}  // namespace gauge::ui
