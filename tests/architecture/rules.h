// The rules of the tree: each looks at all of it and says every fault it finds, a line each.
#pragma once

#include "tests/architecture/tree.h"

namespace gauge::architecture {

using Faults = std::vector<std::string>;

// Who includes whom (include_rules.cpp).
Faults upwardIncludes(const Tree& tree);  // a folder that stands higher in the ladder
Faults unknownRungs(const Tree& tree);    // folders and files that the ladder does not name, rungs that are not there
Faults folderCircles(const Tree& tree);   // inside core, inside ui
Faults fileCircles(const Tree& tree);     // anywhere
Faults closedRooms(const Tree& tree);     // a room that this one may not include
Faults foreignHeaders(const Tree& tree);  // Qt, CUDA, TBB, solvers where they do not belong
Faults crossedViews(const Tree& tree);    // a view's folder, from outside it

// How a file is written (file_rules.cpp).
Faults conditionalCompilation(const Tree& tree);
Faults languageOfTheDesktop(const Tree& tree);  // numbers, letters and order that depend on it
Faults longFiles(const Tree& tree);

// What CMake builds of it (build_rules.cpp).
Faults unlistedSources(const Tree& tree);
Faults ownPrecompiled(const Tree& tree);  // a header of ours that a target precompiles
Faults forbiddenLinks(const Tree& tree);
Faults linkCircles(const Tree& tree);

/// What all of them find.
Faults allFaults(const Tree& tree);

}  // namespace gauge::architecture
