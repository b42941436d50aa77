// Text that may have to give way: what of it was written is noted where it is printed.
#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QString>

namespace gauge::ui {

/// The text, cut by "…" to a width. On paper the cut is noted (ui/painter/press.h).
QString fitted(QPainter& painter, const QFontMetricsF& metrics, const QString& text, Qt::TextElideMode mode, double width);

/// For a referee: of so many names, so many are written.
void noteNames(QPainter& painter, const QString& of, qsizetype written, qsizetype all);

}  // namespace gauge::ui
