// A formula's markup, read: what formula.h paints and says.
#pragma once

#include "ui/painter/formula_symbols.h"

#include <QString>
#include <vector>

namespace gauge::ui {

enum class FormulaKind { Text, Space, Fraction, Root, BigSign, Accent, Fence, Group };

struct FormulaNode;
using FormulaRow = std::vector<FormulaNode>;

struct FormulaNode {
    FormulaKind kind = FormulaKind::Text;
    FormulaPart part = FormulaPart::Ordinary;
    QString text;         // Text, BigSign: as painted; Accent: hat, tilde, bar or vec; Fence: its two signs, '.' for none
    bool italic = false;  // Text
    bool spaced = false;  // a space was typed before it
    double space = 0;     // Space: width, em
    std::vector<FormulaRow> content;  // Fraction: above and below the bar; Root, Accent, Fence, Group: what they hold
    FormulaRow sub;
    FormulaRow super;
};

struct FormulaTree {
    FormulaRow row;
    bool typeset = false;  // spaced by the classes of its parts, not as written
    QString fault;         // what is wrong, in words; then the row is empty
};

/// Typeset where there is a command in it.
FormulaTree readFormula(const QString& formula);
/// Typeset in any case: spaces mean nothing, every sign is a part of its own.
FormulaTree readTypeset(const QString& formula);

/// | and ‖ open and close where they embrace something; a sign without two sides, as in −1, is no operation.
void settleParts(FormulaRow& row);

/// One letter over which an accent stands, or empty.
QString accentedLetter(const FormulaNode& node);

}  // namespace gauge::ui
