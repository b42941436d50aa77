// Text that may have to give way: what of it was written is noted where it is printed.
#pragma once

#include "ui/painter/style.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QString>

namespace gauge::ui {

/// A picture on the screen, with the height in pixels that no text of it falls below.
class Slide : public QImage {
public:
    Slide(const QSize& size, double leastText) : QImage(size, Format_RGB32), leastText_(static_cast<int>(leastText)) {}
    int leastText() const { return leastText_; }

private:
    int leastText_;
};

/// The text, cut by "…" to a width. On paper the cut is noted (ui/painter/press.h).
QString fitted(QPainter& painter, const QFontMetricsF& metrics, const QString& text, Qt::TextElideMode mode, double width);

/// Draws the text in the box, smaller where it would not fit (down to 9 px on the screen or what its slide asks for, 5 pt on paper), and only then cut.
void drawFitted(QPainter& painter, const QRectF& box, int flags, const QString& text,
                Qt::TextElideMode mode = Qt::ElideRight);

/// The same along a slant, for names beside an axis: rising from `at`, or ending there.
enum class Slant { From, To };
void drawSlanted(QPainter& painter, const QPointF& at, const QString& text, double room, Slant slant);

/// What is said, and on the screen what a hand could do about it: hints do not print.
QString withHint(const Style& style, const QString& said, const QString& hint);

/// What is drawn while one lives is one text to a referee: a formula, whose scripts and marks may touch.
class OneText {
public:
    explicit OneText(QPainter& painter);
    ~OneText();
    OneText(const OneText&) = delete;
    OneText& operator=(const OneText&) = delete;

private:
    QPainter& painter_;
};

/// For a referee: of so many names, so many are written.
void noteNames(QPainter& painter, const QString& of, qsizetype written, qsizetype all);

}  // namespace gauge::ui
