// What the program opens with and offers: a text and the parameters that tell its story.
#pragma once

#include "core/pipeline/parameters.h"

#include <QString>
#include <string>
#include <vector>

namespace gauge::ui {

struct Example {
    std::string name;
    std::string text;
    Parameters parameters;
};

/// From resources/examples/examples.json, compiled in. The first one is what the window opens with.
std::vector<Example> examples();
/// Its name in the language of the window.
QString exampleTitle(const Example& example);
/// Those that the catalogues know; a test holds them against the examples.
std::vector<const char*> listedExampleNames();

}  // namespace gauge::ui
