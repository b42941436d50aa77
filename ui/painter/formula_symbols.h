// The names that a formula may use, what they look like and how they are said.
#pragma once

#include <QString>

namespace gauge::ui {

/// What a part of a formula is decides the space beside it: TeX's eight classes, in its order.
enum class FormulaPart { Ordinary, Operator, Binary, Relation, Opening, Closing, Mark, Inner };

struct FormulaSymbol {
    const char* name;  // after the backslash; empty: typed as it is
    char16_t sign;
    FormulaPart part;
    const char* spoken;  // empty: as it is
};

/// An upright word: \ln, \softmax.
struct FormulaWord {
    const char* name;
    const char* spoken;
    bool limits = false;  // in display, its scripts stand below and above
};

const FormulaSymbol* symbolNamed(QStringView name);  // null: no such name
const FormulaSymbol* symbolOf(QChar sign);           // null: nothing is known of it
const FormulaWord* wordNamed(QStringView name);

}  // namespace gauge::ui
