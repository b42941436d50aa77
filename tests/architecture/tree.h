// All that the rules ask about, read from the disk once: sources, lists, and what the configured build links.
#pragma once

#include "tests/architecture/graph.h"
#include "tests/architecture/ladder.h"
#include "tests/architecture/source.h"

#include <filesystem>

namespace gauge::architecture {

struct Tree {
    Ladder ladder;
    std::map<std::string, Source> sources;         // by path: .h, .cpp and .cu of every room
    std::set<std::string> listed;                  // paths that a CMakeLists.txt names
    std::map<std::string, std::string> longFiles;  // path: reason, from long.txt
    Graph links;                                   // target: what it links, by scripts/links.cmake
};

/// `links` is links.txt of a build folder. Throws std::runtime_error where a list is missing.
Tree readTree(const std::filesystem::path& root, const std::filesystem::path& links);

}  // namespace gauge::architecture
