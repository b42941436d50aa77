// What a page of a run or of a lesson holds: states, steps, and numbers at full precision, below a size.
#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/stage.h"
#include "core/page/state.h"

namespace gauge::page {

/// A page without its words' looks: JSON (resources/page reads it), and the lists that it names by their places, as bytes.
struct Content {
    nlohmann::json json;
    std::vector<std::string> lists;
};

/// A formula as a page sets it: {"m": MathML as nested lists, "t": in words}. Of a text's formulas in the line, or on a line of their own.
using Typeset = std::function<nlohmann::json(const std::string& markup, bool display)>;

/// What a page is made from. States that a step does not show any more are none.
struct Plan {
    std::string title;
    std::string about;
    std::vector<Shown> states;
    nlohmann::json lesson;             // null: none
    Uses uses;                         // of words, by all expressions
    std::shared_ptr<void> stage = {};  // what the scenes run on, where nobody else keeps it
};

/// A page of one state, and of the one it is compared with.
Plan planOf(const std::string& title, Shown shown, std::optional<Shown> pinned);

/// A page of a lesson, every step of which is played. Throws Error with the step in front: what a page would have to lie about.
Plan planOf(const lesson::Lesson& lesson, const lesson::FileReader& files, const BackendFactory& backends,
            const Typeset& typeset, const RunControl& control);

/// At most `room` bytes, lists in base 64: the layers that are shown first, then as many others as fit; what is left out is said in "notes". Throws Error where there is no room
/// for a layer without its energies.
Content contentOf(const Plan& plan, std::size_t room, const RunControl& control);

}  // namespace gauge::page
