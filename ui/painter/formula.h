// Formulas with proper typography: italic variables, upright functions, sub- and superscripts, tildes.
#pragma once

#include "ui/painter/style.h"

#include <QPainter>
#include <QString>

namespace gauge::ui {

/// Width of a formula at this size. Markup: _{…} and ^{…} for scripts (one level), ~X for X with a tilde; single Latin and Greek
/// letters are variables, words are functions.
double formulaWidth(const QString& formula, const Style& style, double factor = 1.15);

/// Paints it from the left end of its baseline; returns its width.
double paintFormula(QPainter& painter, const QPointF& baseline, const QString& formula, const Style& style,
                    double factor = 1.15);

}  // namespace gauge::ui
