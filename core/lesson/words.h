// The vocabulary of expressions: what may be asked of what is on show.
#pragma once

#include "core/lesson/scene.h"
#include "core/lesson/value.h"

#include <functional>
#include <string>
#include <vector>

namespace gauge::lesson {

struct Word {
    std::string name;
    Type type = Type::Number;
    std::vector<Type> arguments = {};
    std::size_t needed = 0;  // of the arguments; the rest may be left out
    /// `run`: now, or the run that before(), A() or at() asks about. Throws Error.
    std::function<Value(const Scene&, const Snapshot& run, const std::vector<Value>&)> ask = {};
};

/// Every word, parameters included, by name.
const std::vector<Word>& vocabulary();

/// Null for none of that name.
const Word* wordOf(const std::string& name);

// What the rows of the vocabulary are made of, a file a kind.
std::vector<Word> pairWords();
std::vector<Word> tokenWords();
std::vector<Word> agreementWords();
std::vector<Word> runWords();
std::vector<Word> linkWords();
std::vector<Word> measuredWords();
std::vector<Word> parameterWords();

}  // namespace gauge::lesson
