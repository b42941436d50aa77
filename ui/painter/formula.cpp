#include "ui/painter/formula.h"

#include "ui/painter/formula_layout.h"
#include "ui/painter/text.h"

#include <cmath>

namespace gauge::ui {
namespace {

/// A faulty formula is one text: what was written.
FormulaTree readable(const QString& formula)
{
    FormulaTree tree = readFormula(formula);
    if (!tree.fault.isEmpty()) {
        tree.typeset = false;
        tree.row.resize(1);
        tree.row[0].text = formula;
    }
    return tree;
}

/// On the screen: whether its pixels can be told, and edges be laid on them.
bool hasPixels(const QPainter& painter, const Style& style)
{
    return !style.paper && painter.deviceTransform().type() <= QTransform::TxScale;
}

/// A baseline between two rows of pixels would blur bars, and round each text by itself.
QPointF onPixels(const QPainter& painter, const QPointF& at)
{
    const QTransform device = painter.deviceTransform();
    const QPointF there = device.map(at);
    return device.inverted().map(QPointF(there.x(), std::round(there.y())));
}

void fillSharp(QPainter& painter, const QRectF& bar, const Style& style)
{
    QRectF edges = bar;
    if (hasPixels(painter, style)) {
        const QRectF there = painter.deviceTransform().mapRect(bar);
        const QSizeF whole(std::max(1.0, std::round(there.width())), std::max(1.0, std::round(there.height())));
        const QRectF sharp(QPointF(std::round(there.left()), std::round(there.top())), whole);
        edges = painter.deviceTransform().inverted().mapRect(sharp);
    }
    painter.fillRect(edges, painter.pen().color());
}

void paint(QPainter& painter, const FormulaBox& box, const QPointF& baseline, const Style& style)
{
    for (const FormulaInk& ink : box.ink) {
        if (!ink.text.isEmpty()) {
            painter.setFont(ink.font);
            painter.drawText(baseline + ink.at, ink.text);
        } else if (!ink.outline.isEmpty()) {
            painter.fillPath(ink.outline.translated(baseline), painter.pen().color());
        } else {
            fillSharp(painter, ink.bar.translated(baseline), style);
        }
    }
}

}  // namespace

FormulaSize formulaSize(const QString& formula, const Style& style, double factor, bool display)
{
    const FormulaBox box = formulaBox(readable(formula), style, factor, display);
    return {box.width, box.ascent(), box.descent()};
}

double formulaWidth(const QString& formula, const Style& style, double factor)
{
    return formulaBox(readable(formula), style, factor, false, false).width;
}

double paintFormula(QPainter& painter, const QPointF& baseline, const QString& formula, const Style& style, double factor,
                    bool display)
{
    const OneText one(painter);
    const FormulaTree tree = readable(formula);
    const FormulaBox box = formulaBox(tree, style, factor, display, false);
    if (!tree.typeset) {
        paint(painter, box, baseline, style);
        return box.width;
    }
    const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, box, hasPixels(painter, style) ? onPixels(painter, baseline) : baseline, style);
    painter.setRenderHint(QPainter::Antialiasing, smooth);
    return box.width;
}

QString formulaFault(const QString& formula)
{
    return readFormula(formula).fault;
}

}  // namespace gauge::ui
