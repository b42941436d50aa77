// The options of a view as others meet them: controls of its tool bar, and keys in files.
#pragma once

#include "ui/scene/view_options.h"

#include <string>
#include <vector>

namespace gauge::ui {

struct Scene;

/// A number among a view's own options, without their type.
template <class Number>
struct Place {
    Number (*get)(const ViewOptions&) = nullptr;
    void (*set)(ViewOptions&, Number) = nullptr;
};

/// placeOf<&Options::head>(): where that member lies.
template <auto Member>
constexpr auto placeOf()
{
    return []<class Own, class Number>(Number Own::*) {
        return Place<Number>{[](const ViewOptions& options) -> Number { return options.of<Own>().*Member; },
                             [](ViewOptions& options, Number value) { options.of<Own>().*Member = value; }};
    }(Member);
}

/// What there is to choose from: the texts of the control, or as many as the state has. OneHead: no mean, not all at once; the one that attention shows, or another.
/// Rows: the texts are names of parameters, which the window shows by their labels; one that is no parameter's is shown as it is.
enum class Choices { Fixed, Heads, OneHead, Blocks, Dimensions, Rows };

/// A choice, a switch without choices, or without a place a parameter of the run by that name.
struct ViewControl {
    const char* name = nullptr;
    const char* label = nullptr;
    const char* tip = nullptr;
    Place<int> place = {};
    std::vector<const char*> choices = {};
    Choices source = Choices::Fixed;
    /// Whether it stands in the tool bar; null: always.
    bool (*offered)(const ViewOptions&) = nullptr;
    /// What else is set when a hand sets it on this scene; false: it cannot be set there. Null: nothing else.
    bool (*follow)(ViewOptions&, const Scene&) = nullptr;
    std::vector<const char*> names = {};  // of the choices on a command line and in lessons; empty: their texts

    bool isSwitch() const { return choices.empty() && source == Choices::Fixed; }
    /// Of a choice from texts.
    const char* nameOf(int choice) const { return (names.empty() ? choices : names)[static_cast<std::size_t>(choice)]; }
};

/// An option as sessions and recipes keep it.
template <class Number>
struct OptionKey {
    const char* key;
    Place<Number> place;
    Number least;
    Number greatest;
};

/// A list of whole numbers from 0 on, each at most `greatest`.
struct ListKey {
    const char* key;
    Place<std::vector<int>> place;
    int greatest;
};

/// One of so many words.
struct WordKey {
    const char* key;
    Place<std::string> place;
    std::vector<std::string> words;
};

struct OptionKeys {
    std::vector<OptionKey<int>> whole;
    std::vector<OptionKey<double>> real;
    std::vector<ListKey> lists = {};
    std::vector<WordKey> words = {};
};

/// Of a number that counts what a state has.
inline constexpr int kMany = 100000;

}  // namespace gauge::ui
