// Expressions about what is on show: "beta(cat,dog) > beta(cat,cat)" (docs/lessons.md has the grammar). Parsed once, asked at every snapshot.
#pragma once

#include "core/lesson/scene.h"
#include "core/lesson/value.h"

#include <memory>
#include <string>
#include <vector>

namespace gauge::lesson {

struct Word;

/// A node of the tree: what it does with its children.
struct Node {
    enum class Kind {
        Number,
        Truth,
        Word,      // in quotes
        Token,     // by its label
        Variable,  // of an Over, by its slot
        Ask,       // a word of the vocabulary, with arguments
        Function,  // abs, exp, …
        Before,
        Pinned,
        At,
        Over,  // children: what is asked of each, and the condition if there is one
        And,
        Or,
        Not,
        Compare,
        Negate,
        Binary
    };

    Kind kind = Kind::Number;
    Type type = Type::Number;
    std::size_t column = 1;
    std::string text = {};      // a label, a sign, a function's name
    double number = 0;          // a number; the slot of a variable; the first slot of an Over
    std::size_t variables = 0;  // of an Over
    const Word* word = nullptr;
    std::vector<Node> children = {};
};

class Expression {
public:
    /// Throws Error naming the column: what was expected and found.
    explicit Expression(const std::string& text);

    const std::string& text() const { return text_; }
    Type type() const { return root_->type; }
    const Node& root() const { return *root_; }

private:
    std::string text_;
    std::shared_ptr<const Node> root_;
};

/// The same, of a type that is expected there.
Expression expressionOf(const std::string& text, Type type);

/// Thrown where the answer is not there yet: nothing is locked, pinned or measured.
class NotYet : public Error {
public:
    using Error::Error;
};

/// Throws Error naming the column: a token that is not there, a division by zero, a value that is no number; NotYet; Cancelled where a stop is asked for.
Value evaluate(const Expression& expression, const Scene& scene);

/// Of an expression that is true or false: false too where the answer is not there yet.
bool holds(const Expression& expression, const Scene& scene);

/// The place of a token by its label, "the#2" the second "the". Throws Error naming what there is.
Index placeOf(const Snapshot& snapshot, const std::string& label);

/// And back.
std::string labelOf(const Snapshot& snapshot, Index token);

/// A label as expressions have it: in quotes where it could be read as something else.
std::string tokenInExpression(const std::string& label);

}  // namespace gauge::lesson
