// What the program opens with and offers: a text or a state, the parameters that tell its story, and the story.
#pragma once

#include "core/pipeline/run_input.h"

#include <QString>
#include <string>
#include <vector>

namespace gauge::ui {

struct Example {
    std::string name;
    std::string story = {};  // what one sees, in two sentences
    std::string text;        // or
    std::string file = {};   // a state among the program's resources
    std::string model = {};  // of the text: learned; empty: the built-in words
    Parameters parameters;
    std::vector<std::string> claims = {};  // that bear the story out (docs/lessons.md), asked by a test
};

/// From resources/examples/examples.json, compiled in. The first one is what the window opens with; it is a text by the built-in words.
const std::vector<Example>& examples();
/// What it runs. Reads its state, or the trained words: not at once. Throws Error.
RunInput inputOf(const Example& example);
/// Its name and its story in the language of the window.
QString exampleTitle(const Example& example);
QString exampleStory(const Example& example);
/// The story of a run that is an example as it opened, whatever layer is on show; empty for any other.
QString storyOf(const RunInput& run);
/// Those that the catalogues know, names and stories; a test holds them against the examples.
std::vector<std::pair<const char*, const char*>> listedExamples();

}  // namespace gauge::ui
