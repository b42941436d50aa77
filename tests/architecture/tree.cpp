#include "tests/architecture/tree.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace gauge::architecture {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file)
{
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("architecture: expected to read " + file.string() + ", found no such file");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A room's files, their paths from the root; none where there is no such room.
std::vector<std::string> filesOf(const fs::path& root, const std::string& room)
{
    std::vector<std::string> files;
    if (!fs::is_directory(root / room))
        return files;
    for (const auto& entry : fs::recursive_directory_iterator(root / room))
        if (entry.is_regular_file())
            files.push_back(entry.path().lexically_relative(root).generic_string());
    return files;
}

/// Every word of a CMakeLists.txt as a path: from its folder, or from the root as after ${CMAKE_SOURCE_DIR}.
void addListed(std::set<std::string>& listed, const fs::path& folder, const std::string& text)
{
    for (const auto& row : rows(text))
        for (std::string word : row) {
            for (char& c : word)
                if (std::string("(){}<>$\":;,").find(c) != std::string::npos)
                    c = ' ';
            std::istringstream parts(word);
            for (std::string part; parts >> part;) {
                const std::string plain = part.starts_with('/') ? part.substr(1) : part;
                listed.insert((folder / plain).lexically_normal().generic_string());
                if (part.starts_with('/'))
                    listed.insert(plain);
            }
        }
}

std::map<std::string, std::string> readLong(const std::string& text)
{
    std::map<std::string, std::string> found;
    for (const auto& row : rows(text)) {
        std::string& reason = found[row[0]];
        for (std::size_t i = 1; i < row.size(); ++i)
            reason += (reason.empty() ? "" : " ") + row[i];
    }
    return found;
}

Graph readLinks(const std::string& text)
{
    Graph links;
    for (const auto& row : rows(text))
        links[row[0]].insert(row.begin() + 1, row.end());
    return links;
}

}  // namespace

Tree readTree(const fs::path& root, const fs::path& links)
{
    Tree tree;
    tree.ladder = readLadder(contents(root / "tests/architecture/ladder.txt"));
    tree.longFiles = readLong(contents(root / "tests/architecture/long.txt"));
    tree.links = readLinks(contents(links));
    std::set<std::string> rooms;
    for (const auto& [room, others] : tree.ladder.rooms)
        rooms.insert(room);
    for (const std::string& room : rooms)
        for (const std::string& path : filesOf(root, room)) {
            if (path.ends_with(".h") || path.ends_with(".cpp") || path.ends_with(".cu"))
                tree.sources[path] = readSource(path, contents(root / path), rooms);
            else if (path.ends_with("/CMakeLists.txt"))
                addListed(tree.listed, fs::path(path).parent_path(), contents(root / path));
        }
    return tree;
}

}  // namespace gauge::architecture
