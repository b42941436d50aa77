#include "ui/painter/text.h"

#include "ui/painter/press.h"

namespace gauge::ui {
namespace {

Press* pressOf(const QPainter& painter)
{
    return dynamic_cast<Press*>(painter.device());
}

}  // namespace

QString fitted(QPainter& painter, const QFontMetricsF& metrics, const QString& text, Qt::TextElideMode mode, double width)
{
    const QString shown = metrics.elidedText(text, mode, width);
    if (shown != text)
        if (Press* press = pressOf(painter))
            press->noteShortened(text, shown);
    return shown;
}

void noteNames(QPainter& painter, const QString& of, qsizetype written, qsizetype all)
{
    if (written < all)
        if (Press* press = pressOf(painter))
            press->noteNames(of, written, all);
}

}  // namespace gauge::ui
