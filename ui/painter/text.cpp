#include "ui/painter/text.h"

#include "ui/painter/press.h"

#include <algorithm>

namespace gauge::ui {
namespace {

Press* pressOf(const QPainter& painter)
{
    return dynamic_cast<Press*>(painter.device());
}

int leastOf(const QPainter& painter)
{
    if (pressOf(painter))
        return 5;
    const auto* slide = dynamic_cast<const Slide*>(painter.device());
    return std::max(9, slide ? slide->leastText() : 0);
}

/// A smaller font, if the text does not fit in the painter's.
void shrink(QPainter& painter, const QString& text, double width)
{
    QFont font = painter.font();
    const int least = leastOf(painter);
    while (font.pixelSize() > least && QFontMetricsF(font).horizontalAdvance(text) > width)
        font.setPixelSize(font.pixelSize() - 1);
    painter.setFont(font);
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

void drawFitted(QPainter& painter, const QRectF& box, int flags, const QString& text, Qt::TextElideMode mode)
{
    const QFont font = painter.font();
    shrink(painter, text, box.width());
    painter.drawText(box, flags, fitted(painter, QFontMetricsF(painter.font()), text, mode, box.width()));
    painter.setFont(font);
}

void drawSlanted(QPainter& painter, const QPointF& at, const QString& text, double room, Slant slant)
{
    painter.save();
    painter.translate(at);
    painter.rotate(-48);
    shrink(painter, text, room);
    const QFontMetricsF metrics(painter.font());
    const QString shown = fitted(painter, metrics, text, Qt::ElideRight, room);
    painter.drawText(QPointF(slant == Slant::To ? -metrics.horizontalAdvance(shown) : 0, 0), shown);
    painter.restore();
}

QString withHint(const Style& style, const QString& said, const QString& hint)
{
    return style.paper ? said : said + hint;
}

OneText::OneText(QPainter& painter) : painter_(painter)
{
    if (Press* press = pressOf(painter_))
        press->setOneText(true);
}

OneText::~OneText()
{
    if (Press* press = pressOf(painter_))
        press->setOneText(false);
}

void noteNames(QPainter& painter, const QString& of, qsizetype written, qsizetype all)
{
    if (written < all)
        if (Press* press = pressOf(painter))
            press->noteNames(of, written, all);
}

}  // namespace gauge::ui
