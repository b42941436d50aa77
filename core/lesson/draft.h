// A lesson as its author has it: whatever is wrong with it yet, nothing of it is lost.
#pragma once

#include "core/lesson/lesson.h"

#include <nlohmann/json.hpp>

namespace gauge::lesson {

/// Its JSON. Keys that no lesson has and values of a wrong kind stay until somebody mends them.
struct Draft {
    nlohmann::json lesson;

    bool operator==(const Draft&) const = default;
};

/// One without steps.
Draft newDraft();

/// Of anything that is a lesson at all: JSON of its format with a list of steps that are objects. Throws Error with the label in front.
Draft draftFrom(const std::string& bytes, const std::string& label);

/// What is saved: keys in their order, the same bytes for the same draft.
std::string bytesOf(const Draft& draft);

/// The lesson as far as it can be read, and what cannot.
struct DraftReading {
    Lesson lesson;
    std::vector<FieldFault> faults;
};
DraftReading readingOf(const Draft& draft);

std::size_t stepsOf(const Draft& draft);

// Fields by the names that faults have: "text", "answer 2: holds", and "claims", one a line; of step −1 "title", "about", "minutes".

/// What stands there as somebody types it; a value of another kind as its JSON. Empty: nothing.
std::string fieldText(const Draft& draft, int step, const std::string& field);
/// Empty: the key goes. Nothing happens for an answer that is not there.
void setField(Draft& draft, int step, const std::string& field, const std::string& text);

/// A state ("state", "then", "show 2") or the spotlight as JSON; null: there is none.
nlohmann::json partOf(const Draft& draft, int step, const std::string& field);
/// Null takes it away; "show" and one more than there are adds one.
void setPart(Draft& draft, int step, const std::string& field, const nlohmann::json& part);

std::size_t answersOf(const Draft& draft, int step);
std::size_t shownOf(const Draft& draft, int step);
bool isRight(const Draft& draft, int step, std::size_t answer);
void setRight(Draft& draft, int step, std::size_t answer);
void addAnswer(Draft& draft, int step);
void removeAnswer(Draft& draft, int step, std::size_t answer);

/// Takes keys away, with whatever they hold.
void removeKeys(Draft& draft, int step, const std::vector<std::string>& keys);
/// Keys of a step, of its answers and of the lesson itself that no lesson has: "step 2: colour".
std::vector<std::string> unknownKeys(const Draft& draft, int step);
void removeUnknown(Draft& draft, int step);

/// Throws Error where a lesson has as many as it may.
void insertStep(Draft& draft, std::size_t at, const nlohmann::json& step);
void removeStep(Draft& draft, std::size_t at);
void moveStep(Draft& draft, std::size_t from, std::size_t to);

}  // namespace gauge::lesson
