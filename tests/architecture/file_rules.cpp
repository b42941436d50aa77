#include "tests/architecture/rules.h"

namespace gauge::architecture {
namespace {

constexpr int most = 400;  // lines of a file

}  // namespace

Faults conditionalCompilation(const Tree& tree)
{
    Faults faults;
    for (const auto& [path, source] : tree.sources)
        for (const std::string& conditional : source.conditionals)
            if (roomOf(path) != "tests")
                faults.push_back(path + ":" + conditional + ": expected no conditional compilation");
    return faults;
}

Faults languageOfTheDesktop(const Tree& tree)
{
    Faults faults;
    for (const auto& [path, source] : tree.sources)
        for (const std::string& word : source.languageWords)
            if (roomOf(path) != "tests")
                faults.push_back(path + ":" + word + ": expected nothing that follows the desktop's language");
    return faults;
}

Faults longFiles(const Tree& tree)
{
    Faults faults;
    for (const auto& [path, source] : tree.sources)
        if (source.lines > most && !tree.longFiles.contains(path))
            faults.push_back(path + ": expected at most " + std::to_string(most) + " lines, found " +
                             std::to_string(source.lines));
    for (const auto& [path, reason] : tree.longFiles) {
        const auto source = tree.sources.find(path);
        if (source == tree.sources.end())
            faults.push_back("long.txt: expected a source " + path + ", found none");
        else if (source->second.lines <= most)
            faults.push_back("long.txt: expected more than " + std::to_string(most) + " lines in " + path + ", found " +
                             std::to_string(source->second.lines) + ": it can leave the list");
        if (reason.empty())
            faults.push_back("long.txt: expected a reason after " + path + ", found none");
    }
    return faults;
}

}  // namespace gauge::architecture
