// Places a formula's parts by the rules of typesetting: axis, scripts, limits, fractions, roots.
#pragma once

#include "ui/painter/formula_box.h"
#include "ui/painter/formula_tree.h"
#include "ui/painter/style.h"

namespace gauge::ui {

/// What a row is set in; the inner parts of a formula get theirs from it.
struct FormulaSetting {
    const Style& style;
    double factor = 1.15;
    bool typeset = false;
    bool display = false;  // signs are large, limits stand below and above
    bool measured = true;  // texts' extents are wanted; always where it is typeset
    int level = 0;         // 0 the formula, 1 its scripts, 2 the scripts' scripts and all beyond

    double em() const;  // nominal: what old formulas measure lifts in
    QFont font(bool italic) const;
    double snapped(double y) const;    // to the medium's dots: texts and bars keep their distance
    double dots(double stroke) const;  // a thickness: whole dots, and at least one
    FormulaSetting script() const;     // of scripts and limits
    FormulaSetting inner() const;      // of what a fraction holds: in a line of text it is small
    FormulaSetting plain() const;      // not display
};

/// The height that minus signs and the bars of fractions share, and the bars' thickness.
struct FormulaAxis {
    double height = 0;
    double stroke = 0;
};
FormulaAxis axisOf(const FormulaSetting& setting);

FormulaBox rowBox(const FormulaRow& row, const FormulaSetting& setting);

/// The whole formula: its ink lies within its width, but for a formula as written, whose width is its texts'.
/// Not measured, a formula as written has no extent.
FormulaBox formulaBox(const FormulaTree& tree, const Style& style, double factor, bool display, bool measured = true);

// The kinds of parts (formula_parts.cpp).
FormulaBox fractionBox(const FormulaNode& node, const FormulaSetting& setting);
FormulaBox rootBox(const FormulaNode& node, const FormulaSetting& setting);
FormulaBox fenceBox(const FormulaNode& node, const FormulaSetting& setting);
FormulaBox accentBox(const FormulaNode& node, const FormulaSetting& setting);
FormulaBox bigSignBox(const FormulaNode& node, const FormulaSetting& setting);

}  // namespace gauge::ui
