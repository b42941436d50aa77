// Formulas with proper typography: italic variables, upright functions, scripts, fractions, roots, sums, accents.
//
// Markup: _{…} and ^{…} for scripts (of one character also without braces: q_i), ~X for X with a tilde; single Latin and Greek letters
// are variables, words are functions. A formula without a backslash is set as it is written, with its own spaces.
//
// One with a backslash is spaced by the rules of typesetting, whatever spaces were typed (one between two factors is a thin one):
// \frac{…}{…}, \sqrt{…}, \sum_{…}^{…}, \prod, \int, \hat{…}, \tilde{…}, \bar{…}, \vec{…}, \left( … \right) that grow with what they
// hold, \text{…} upright with its spaces, {…} a group, \{ \} \| and the names of formula_symbols.cpp: \beta, \le, \cdot, \ln, ….
#pragma once

#include "ui/painter/style.h"

#include <QPainter>
#include <QString>

namespace gauge::ui {

struct FormulaSize {
    double width = 0;
    double ascent = 0;   // above the baseline
    double descent = 0;  // below it
};

/// The box that the ink fills. `display`: on a line of its own, with larger signs, limits below and above, fractions in full size.
FormulaSize formulaSize(const QString& formula, const Style& style, double factor = 1.15, bool display = false);

/// Width of a formula in a line of text, at this size.
double formulaWidth(const QString& formula, const Style& style, double factor = 1.15);

/// Paints it from the left end of its baseline, in the pen's colour; returns its width. A faulty one is painted as it was written.
double paintFormula(QPainter& painter, const QPointF& baseline, const QString& formula, const Style& style,
                    double factor = 1.15, bool display = false);

/// What is wrong with it, in words: "column 7: expected …, found …"; empty when nothing is.
QString formulaFault(const QString& formula);

/// As a screen reader says it, in English: "beta sub i j equals the fraction … over …".
QString spokenFormula(const QString& formula);

}  // namespace gauge::ui
