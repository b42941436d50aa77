// What an expression of a lesson is worth: a number, true or false, a token, or a word.
#pragma once

#include "core/types.h"

#include <string>

namespace gauge::lesson {

enum class Type { Number, Truth, Token, Word };

/// The type's name in messages: "a number".
const char* typeName(Type type);

/// One of them, by the type that its expression has.
struct Value {
    double number = 0;
    bool truth = false;
    Index token = -1;  // −1: none
    std::string word = {};

    static Value of(double number) { return {.number = number}; }
    static Value whether(bool truth) { return {.truth = truth}; }
    static Value ofToken(Index token) { return {.token = token}; }
    static Value ofWord(std::string word) { return {.word = std::move(word)}; }
};

}  // namespace gauge::lesson
