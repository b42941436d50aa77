// What a formula is made of once it has its places: texts, outlines and bars around a baseline.
#pragma once

#include <algorithm>
#include <QFont>
#include <QPainterPath>
#include <QRectF>
#include <QString>
#include <vector>

namespace gauge::ui {

/// A text at the left end of its baseline, or an outline to fill, or a bar whose edges are sharp.
struct FormulaInk {
    QPointF at;
    QString text;
    QFont font;
    QPainterPath outline;
    QRectF bar;
};

/// Coordinates: the left end of the baseline is (0, 0), y grows downwards.
struct FormulaBox {
    double width = 0;  // how far it moves what follows
    double slant = 0;  // of that width, what only the upper right needs: a subscript may stand there
    QRectF extent;     // of the ink
    std::vector<FormulaInk> ink;

    double ascent() const { return std::max(0.0, -extent.top()); }
    double descent() const { return std::max(0.0, extent.bottom()); }
};

/// A box's ink joins another's.
void place(FormulaBox& into, const FormulaBox& box, const QPointF& at);
void placeOutline(FormulaBox& into, const QPainterPath& outline);
void placeBar(FormulaBox& into, const QRectF& bar);

/// A text's advance and, where it is measured (which costs ten times as much), its outline's extent; with no text an empty box.
FormulaBox textBox(const QString& text, const QFont& font, bool measured = true);

}  // namespace gauge::ui
