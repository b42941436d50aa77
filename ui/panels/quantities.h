// What can be asked of what is on show, said so that nobody has to know the words of expressions: for those who make a lesson.
#pragma once

#include "core/lesson/value.h"

#include <QString>
#include <vector>

namespace gauge::ui {

struct Quantity {
    enum class Blank { Token, Number, Method };

    const char* expression;  // "beta(%1,%2)"
    const char* label;       // "how much %1 listens to %2"; of the context "quantities"
    lesson::Type type = lesson::Type::Number;
    std::vector<Blank> blanks = {};
};

/// Every word of the vocabulary but the parameters, and what is made of several.
const std::vector<Quantity>& quantities();

/// With its blanks filled.
QString filled(const QString& pattern, const QStringList& blanks);

}  // namespace gauge::ui
