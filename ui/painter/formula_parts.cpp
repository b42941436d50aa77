#include "ui/painter/formula_layout.h"
#include "ui/painter/formula_shapes.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

/// A bracket around `half` above and below the axis; as a letter of the font while that is tall enough.
FormulaBox bracketBox(QChar sign, double half, const FormulaSetting& setting)
{
    FormulaBox box;
    if (sign == QLatin1Char('.'))
        return box;
    FormulaBox letter = textBox(sign, setting.font(false));
    const FormulaAxis axis = axisOf(setting);
    if (half < 0.62 * letter.extent.height())
        return letter;
    const double top = -setting.snapped(axis.height + half);
    const double bottom = setting.snapped(half - axis.height);
    const double stroke = 0.075 * setting.em();
    const double side = 0.1 * setting.em();
    const std::vector<QRectF> bars = bracketBars(sign, top, bottom, setting.dots(stroke));
    for (const QRectF& bar : bars)
        placeBar(box, bar.translated(side, 0));
    if (bars.empty())
        placeOutline(box, bracketShape(sign, top, bottom, stroke).translated(side, 0));
    box.width = box.extent.width() + 2 * side;
    return box;
}

/// Where the top of a letter has its middle: accents stand over that, not over the middle of its advance.
double middleOfTop(const QString& letter, const QFont& font)
{
    QPainterPath outline;
    outline.addText(0, 0, font, letter);
    const QRectF all = outline.boundingRect();
    QPainterPath upper;
    upper.addRect(all.adjusted(-1, -1, 1, -all.height() - 0.55 * std::min(0.0, all.top())));
    return outline.intersected(upper).boundingRect().center().x();
}

/// A glyph over one letter: where it stands, from the left end of the letter's baseline.
FormulaBox glyphOver(const FormulaNode& letter, QChar sign, const FormulaSetting& setting)
{
    const QFont font = setting.font(letter.italic);
    const QFontMetricsF metrics(font);
    const FormulaBox mark = textBox(sign, font, setting.measured);
    const double y = metrics.tightBoundingRect(letter.text).top() + metrics.capHeight() * 0.78;
    const double middle = (metrics.horizontalAdvance(letter.text) - mark.width) / 2 + (letter.italic ? 0.8 : 0);
    FormulaBox box;
    place(box, mark, {setting.typeset ? middleOfTop(letter.text, font) - mark.extent.center().x() : middle, y});
    return box;
}

/// A bar or an outline over whatever there is.
void placeOver(FormulaBox& box, const FormulaNode& node, const FormulaSetting& setting)
{
    const double em = setting.em();
    const bool bar = node.text == QLatin1String("bar");
    const QString letter = accentedLetter(node);
    const double wide = box.extent.width() * (letter.isEmpty() ? 1 : 0.86);
    const double width = std::max(wide, (bar ? 0.3 : 0.42) * em);
    const double middle =
        letter.isEmpty() ? box.extent.center().x() : middleOfTop(letter, setting.font(node.content.front()[0].italic));
    const double foot = -setting.snapped(box.ascent() + (bar ? 0.13 : 0.1) * em);
    const double stroke = axisOf(setting).stroke;
    if (bar)
        placeBar(box, QRectF(middle - width / 2, foot - stroke, width, stroke));
    else
        placeOutline(box, accentShape(node.text, width, 0.07 * em).translated(middle - width / 2, foot));
}

}  // namespace

FormulaBox fractionBox(const FormulaNode& node, const FormulaSetting& setting)
{
    const FormulaBox above = rowBox(node.content[0], setting.inner());
    const FormulaBox below = rowBox(node.content[1], setting.inner());
    const FormulaAxis axis = axisOf(setting);
    const double em = setting.em();
    const double clear = (setting.display ? 0.17 : 0.1) * em;
    const double top = setting.snapped(axis.height + axis.stroke / 2);
    const double bottom = top - axis.stroke;
    const double overhang = 0.07 * em;
    const double side = 0.08 * em;
    FormulaBox box;
    const double wide = std::max(above.width, below.width) + 2 * overhang;
    box.width = wide + 2 * side;
    const double up = std::max((setting.display ? 0.68 : 0.4) * em, top + clear + above.descent());
    const double down = std::max((setting.display ? 0.6 : 0.3) * em, clear + below.ascent() - bottom);
    place(box, above, {side + (wide - above.width) / 2, -setting.snapped(up)});
    place(box, below, {side + (wide - below.width) / 2, setting.snapped(down)});
    placeBar(box, QRectF(side, -top, wide, axis.stroke));
    return box;
}

FormulaBox rootBox(const FormulaNode& node, const FormulaSetting& setting)
{
    const FormulaBox held = rowBox(node.content.front(), setting);
    const FormulaAxis axis = axisOf(setting);
    const double em = setting.em();
    const double clear = (setting.display ? 0.16 : 0.11) * em;
    // At least as tall as a capital, so that roots in a row agree.
    const double top = -setting.snapped(std::max(held.ascent(), 0.68 * em) + clear + axis.stroke);
    const double bottom = setting.snapped(std::max(held.descent(), 0.06 * em) + 0.04 * em);
    const double sign = std::clamp(0.34 * em + 0.1 * (bottom - top), 0.4 * em, 0.8 * em);
    const double pad = 0.06 * em;
    FormulaBox box;
    placeOutline(box, rootShape(sign, top, bottom, axis.stroke));
    placeBar(box, QRectF(sign, top, held.width + 2 * pad, axis.stroke));
    place(box, held, {sign + pad, 0});
    box.width = sign + held.width + 2 * pad + 0.06 * em;
    return box;
}

FormulaBox fenceBox(const FormulaNode& node, const FormulaSetting& setting)
{
    const FormulaBox held = rowBox(node.content.front(), setting);
    const double axis = axisOf(setting).height;
    const double half = std::max(held.ascent() - axis, held.descent() + axis) + 0.03 * setting.em();
    const FormulaBox left = bracketBox(node.text[0], half, setting);
    const FormulaBox right = bracketBox(node.text[1], half, setting);
    FormulaBox box = left;
    place(box, held, {left.width, 0});
    place(box, right, {left.width + held.width, 0});
    box.width = left.width + held.width + right.width;
    return box;
}

FormulaBox accentBox(const FormulaNode& node, const FormulaSetting& setting)
{
    const FormulaRow& row = node.content.front();
    FormulaBox box = rowBox(row, setting);
    const bool glyph = node.text == QLatin1String("tilde") || node.text == QLatin1String("hat");
    if (glyph && !accentedLetter(node).isEmpty())
        place(box, glyphOver(row[0], node.text == QLatin1String("hat") ? u'ˆ' : u'˜', setting), {});
    else
        placeOver(box, node, setting);
    return box;
}

FormulaBox bigSignBox(const FormulaNode& node, const FormulaSetting& setting)
{
    const bool word = node.text[0].isLetter();
    QFont font = setting.font(false);
    if (word)
        return textBox(node.text, font);
    const bool integral = node.text == QString(QChar(u'∫'));
    const double larger = (setting.display ? 1.5 : 1.12) * (integral ? 1.15 : 1.0);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(font.pixelSize() * larger))));
    const FormulaBox sign = textBox(node.text, font);
    const double side = 0.06 * setting.em();
    FormulaBox box;
    place(box, sign, {side - sign.extent.left(), setting.snapped(-axisOf(setting).height - sign.extent.center().y())});
    box.width = sign.extent.width() + 2 * side;
    box.slant = integral ? 0.4 * box.width : 0;
    return box;
}

}  // namespace gauge::ui
