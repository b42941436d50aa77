#include "tests/architecture/rules.h"

namespace gauge::architecture {

Faults unlistedSources(const Tree& tree)
{
    Faults faults;
    for (const auto& [path, source] : tree.sources)
        if (!path.ends_with(".h") && !tree.listed.contains(path))
            faults.push_back(path + ": expected a target that lists it, found none");
    return faults;
}

/// A list of a CMakeLists.txt names headers to precompile alone.
Faults ownPrecompiled(const Tree& tree)
{
    Faults faults;
    for (const auto& [path, source] : tree.sources)
        if (path.ends_with(".h") && tree.listed.contains(path))
            faults.push_back(path +
                             ": expected headers of others alone among the precompiled: out of a compiler cache ours are "
                             "read twice");
    return faults;
}

/// Only targets of the project are asked for: a library from elsewhere is the business of foreignHeaders.
Faults forbiddenLinks(const Tree& tree)
{
    Faults faults;
    for (const auto& [library, permitted] : tree.ladder.libraries) {
        const auto linked = tree.links.find(library);
        if (linked == tree.links.end())
            continue;
        for (const std::string& other : linked->second)
            if (tree.links.contains(other) && other != library && !permitted.contains(other))
                faults.push_back(library + " links " + other + ": expected only " + joined(permitted));
    }
    return faults;
}

Faults linkCircles(const Tree& tree)
{
    Faults faults;
    for (const Walk& walk : circles(tree.links))
        faults.push_back("a circle of targets: " + arrows(walk));
    return faults;
}

Faults allFaults(const Tree& tree)
{
    Faults faults;
    for (const auto rule : {upwardIncludes, unknownRungs, folderCircles, fileCircles, closedRooms, foreignHeaders,
                            crossedViews, conditionalCompilation, languageOfTheDesktop, longFiles, unlistedSources,
                            ownPrecompiled, forbiddenLinks, linkCircles}) {
        const Faults found = rule(tree);
        faults.insert(faults.end(), found.begin(), found.end());
    }
    return faults;
}

}  // namespace gauge::architecture
