// Texts of lessons: plain words, stress, formulas, and numbers computed from what is on show.
#pragma once

#include "core/lesson/expression.h"

#include <variant>

namespace gauge::lesson {

/// A number in a text: as many decimals as asked for, or three significant digits; or per cent.
struct Computed {
    Expression expression;
    int decimals = -1;  // −1: three significant digits
    bool percent = false;
};

/// A stretch of a text.
struct Piece {
    enum class Kind { Plain, Stress, Formula, Display, Paragraph, Computed };

    Kind kind = Kind::Plain;
    std::string text;                // words, or a formula's markup
    std::optional<Computed> number;  // of kind Computed
};

using Text = std::vector<Piece>;

/// Throws Error: markup, an unpaired sign, a fault of an expression with its column.
Text textFrom(const std::string& source);

/// Throws Error for control characters but line breaks and tabs, and for marks that turn the direction of what follows.
void requireNoControls(const std::string& text);

/// Words of it; a number is one, a formula none.
std::size_t wordsIn(const Text& text);

/// How a number is written: 13, 0.296, 35.4, 1,024, 2.2·10⁻¹⁶.
std::string numberText(double value, int decimals = -1);

/// What a number of a text shows. Throws Error as evaluate does, and for what is no number, word or token.
std::string shown(const Computed& number, const Scene& scene);

/// The whole as plain words, formulas as they are written. Throws Error as shown does.
std::string plainText(const Text& text, const Scene& scene);

}  // namespace gauge::lesson
