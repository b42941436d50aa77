// The symbols an expression is written in.
#pragma once

#include <string>
#include <vector>

namespace gauge::lesson {

struct Symbol {
    enum class Kind { Number, Name, Quoted, Sign, End };

    Kind kind = Kind::End;
    std::string text;  // a name, what stood in quotes, or a sign in ASCII: "<="
    double number = 0;
    std::size_t column = 1;  // of its first character, counted from 1
};

/// Ends with one of kind End. ≤ ≥ ≠ · − are signs too. Throws Error naming the column.
std::vector<Symbol> symbolsOf(const std::string& text);

}  // namespace gauge::lesson
