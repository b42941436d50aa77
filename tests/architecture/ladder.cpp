#include "tests/architecture/ladder.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace gauge::architecture {

namespace {

/// "ui" of "ui/scene", "core" of "io".
std::string roomOfRung(const std::string& rung)
{
    const std::size_t slash = rung.find('/');
    return slash == std::string::npos ? "core" : rung.substr(0, slash);
}

}  // namespace

int Ladder::height(const std::string& rung) const
{
    const auto at = std::find(rungs.begin(), rungs.end(), rung);
    return at == rungs.end() ? -1 : static_cast<int>(at - rungs.begin());
}

std::string Ladder::rungOf(const std::string& path) const
{
    const std::size_t room = path.find('/');
    const std::string name = path.substr(0, room);
    if (std::none_of(rungs.begin(), rungs.end(), [&](const std::string& rung) { return roomOfRung(rung) == name; }))
        return "";
    const std::size_t folder = path.find('/', room + 1);
    if (folder != std::string::npos)
        return name == "core" ? path.substr(room + 1, folder - room - 1) : path.substr(0, folder);
    const auto named = standing.find(path.substr(0, path.rfind('.')));
    return named == standing.end() ? name : named->second;
}

Ladder readLadder(const std::string& text)
{
    Ladder ladder;
    for (const auto& row : rows(text)) {
        if (row.size() < 2)
            throw std::runtime_error("ladder.txt: expected a name after " + row[0] + ", found none");
        const std::string& name = row[1];
        const std::set<std::string> rest(row.begin() + 2, row.end());
        if (row[0] == "rung") {
            ladder.rungs.push_back(name);
            for (const std::string& file : rest)
                ladder.standing[roomOfRung(name) + "/" + file] = name;
        } else if (row[0] == "room") {
            ladder.rooms[name] = rest;
        } else if (row[0] == "without") {
            ladder.without[name] = rest;
        } else if (row[0] == "library") {
            ladder.libraries[name] = rest;
        } else {
            throw std::runtime_error("ladder.txt: expected rung, room, without or library, found " + row[0]);
        }
    }
    return ladder;
}

std::vector<std::vector<std::string>> rows(const std::string& text)
{
    std::vector<std::vector<std::string>> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::vector<std::string> row;
        for (std::string word; words >> word;)
            row.push_back(word);
        if (!row.empty())
            found.push_back(std::move(row));
    }
    return found;
}

std::string joined(const std::set<std::string>& words)
{
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : " ") + word;
    return line;
}

}  // namespace gauge::architecture
