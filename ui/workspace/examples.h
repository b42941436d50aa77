// What the program opens with and offers: a text and the parameters that tell its story.
#pragma once

#include "core/pipeline/parameters.h"

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

}  // namespace gauge::ui
