#include "ui/painter/formula_box.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui {

void place(FormulaBox& into, const FormulaBox& box, const QPointF& at)
{
    for (FormulaInk ink : box.ink) {
        ink.at += at;
        ink.outline.translate(at);
        ink.bar.translate(at);
        into.ink.push_back(std::move(ink));
    }
    if (!box.extent.isNull())
        into.extent = into.extent.isNull() ? box.extent.translated(at) : into.extent.united(box.extent.translated(at));
}

void placeOutline(FormulaBox& into, const QPainterPath& outline)
{
    FormulaBox box;
    box.extent = outline.boundingRect();
    box.ink.push_back({{}, {}, {}, outline, {}});
    place(into, box, {});
}

void placeBar(FormulaBox& into, const QRectF& bar)
{
    FormulaBox box;
    box.extent = bar;
    box.ink.push_back({{}, {}, {}, {}, bar});
    place(into, box, {});
}

FormulaBox textBox(const QString& text, const QFont& font, bool measured)
{
    FormulaBox box;
    if (text.isEmpty())
        return box;
    box.width = QFontMetricsF(font).horizontalAdvance(text);
    if (measured) {
        QPainterPath outline;
        outline.addText(0, 0, font, text);
        box.extent = outline.boundingRect();
    }
    box.ink.push_back({{}, text, font, {}, {}});
    return box;
}

}  // namespace gauge::ui
