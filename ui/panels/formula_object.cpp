#include "ui/panels/formula_object.h"

#include <QPainter>

namespace gauge::ui {
namespace {

constexpr int kMarkup = QTextFormat::UserProperty + 1;
constexpr int kDisplayed = QTextFormat::UserProperty + 2;

double factorOf(bool displayed)
{
    return displayed ? 1.25 : 1.04;
}

}  // namespace

FormulaSize FormulaObject::sizeOf(const QString& markup, const Style& style, bool displayed)
{
    return formulaSize(markup, style, factorOf(displayed), displayed);
}

QSizeF FormulaObject::intrinsicSize(QTextDocument*, int, const QTextFormat& format)
{
    const FormulaSize size = sizeOf(format.stringProperty(kMarkup), style_, format.boolProperty(kDisplayed));
    return {size.width, size.ascent};
}

void FormulaObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format)
{
    const bool displayed = format.boolProperty(kDisplayed);
    painter->save();
    painter->setPen(style_.text());
    paintFormula(*painter, rect.bottomLeft(), format.stringProperty(kMarkup), style_, factorOf(displayed), displayed);
    painter->restore();
}

QTextCharFormat formulaFormat(const QString& markup, bool displayed, const QFont& font)
{
    QTextCharFormat format;
    format.setObjectType(kFormulaObject);
    format.setProperty(kMarkup, markup);
    format.setProperty(kDisplayed, displayed);
    format.setFont(font);
    return format;
}

}  // namespace gauge::ui
