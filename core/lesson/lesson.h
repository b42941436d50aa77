// A lesson: guided steps on real numbers (docs/lessons.md).
#pragma once

#include "core/lesson/text.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gauge::lesson {

/// What a step sets; what is not named stays. One with a text or a file begins anew.
struct Patch {
    std::optional<std::string> text;
    std::optional<std::string> file;                              // beside the lesson
    std::optional<std::string> model;                             // of the text
    std::vector<std::pair<std::string, std::string>> parameters;  // by the table's names, values as on the command line
    std::optional<bool> onward;      // with them: from the layer on show; false: from the first layer
    std::optional<int> layer;        // −1: the last
    std::vector<std::string> views;  // that are open; empty: those that are
    std::map<std::string, std::map<std::string, std::string>> options;  // of views
    std::optional<std::vector<std::string>> lock;                       // tokens
    std::optional<std::pair<std::string, std::string>> pair;            // receiver and sender
    std::optional<bool> pin;
    bool measure = false;
    int train = 0;  // updates; 0: none

    bool operator==(const Patch&) const = default;
    bool empty() const { return *this == Patch{}; }
    bool anew() const { return text || file; }
};

/// What is lit, and where the hand should go.
struct Spotlight {
    std::string control;  // a parameter; or
    std::string panel;    // timeline, source, training, compare; or
    std::string view;     // of it:
    std::string token;
    std::optional<std::pair<std::string, std::string>> cell;
    bool threshold = false;
};

struct Answer {
    Text text;
    Expression holds;
    Text because;
    bool right = false;
};

struct Step {
    Text text;
    Patch state;
    std::optional<Spotlight> spotlight;
    std::vector<Expression> claims;
    Text question;
    std::vector<Answer> answers;
    Patch then;
    Text task;
    std::optional<Expression> check;
    Text hint;
    std::vector<Patch> show;
    Text takeAway;
    Text note;  // for the presenter alone
};

struct Lesson {
    std::string path;  // where it was read from; empty: nowhere
    std::string title;
    std::string about;
    int minutes = 0;
    std::vector<Step> steps;
};

/// Throws Error with the label in front: what was expected and found, in which step, key and column.
Lesson lessonFrom(const std::string& bytes, const std::string& label);

/// A file. Throws Error with its path in front.
Lesson readLesson(const std::string& path);

/// The bytes of a file that is no larger than a lesson may be. Throws Error.
std::string lessonBytes(const std::string& path);

/// Whether a JSON text is meant as one: its format says so.
bool namesLesson(const std::string& text);

/// Whether a name among a state's views is no picture, but a panel that stands beside them: parameters, training, source.
bool standsBeside(const std::string& view);

/// Something wrong: in which step, at which of its fields ("check", "answer 2: holds"), and what. A step of −1: the lesson's own.
struct FieldFault {
    int step = -1;
    std::string field;
    std::string words;

    bool operator==(const FieldFault&) const = default;
};

/// "step 2: check: expected …"
std::string lineOf(const FieldFault& fault);

/// The texts of a step by their fields: "text", "answer 1: because".
std::vector<std::pair<std::string, const Text*>> fieldTexts(const Step& step);

/// As many words as a screen has room for in a field; 0: it is no text.
std::size_t mostWords(const std::string& field);

/// Texts that are longer, of a step whose number is not said.
std::vector<FieldFault> tooLong(const Step& step);

}  // namespace gauge::lesson
