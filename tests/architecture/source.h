// What the rules ask of a source file: its preprocessor lines, its length, and what in it follows the language of the desktop.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace gauge::architecture {

struct Include {
    std::string written;  // between the quotes or angles
    std::string path;     // from the root of the tree; empty for a header of elsewhere
};

struct Source {
    std::string path;  // from the root of the tree
    std::vector<Include> includes;
    std::vector<std::string> conditionals;   // "12: #ifdef"
    std::vector<std::string> languageWords;  // "12: std::stod": what follows the language of the desktop
    int lines = 0;
};

/// `rooms` tells an include from the root, "core/error.h", from one beside the file.
Source readSource(const std::string& path, const std::string& text, const std::set<std::string>& rooms);

/// "core" of "core/io/npy.h"
std::string roomOf(const std::string& path);

}  // namespace gauge::architecture
