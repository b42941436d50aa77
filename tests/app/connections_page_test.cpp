// docs/connections.md: its commands run as they stand there, and give its numbers and its figures.
#include "core/io/file.h"
#include "tests/support/cli.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <sstream>

namespace gauge::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kSource = GAUGESCOPE_SOURCE;

/// Commands, and the table below them: of its header's first cell in `…` each row says the value, of the others which number is printed.
struct Block {
    std::vector<std::string> commands;
    std::vector<std::vector<std::string>> table;
};

std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');)
        cells.push_back(std::regex_replace(cell, std::regex("^ +| +$"), ""));
    return cells;
}

std::vector<Block> blocksOf(const std::string& page)
{
    std::vector<Block> blocks;
    std::istringstream in(page);
    bool before = false;
    bool goesOn = false;
    for (std::string line; std::getline(in, line);) {
        const bool command = line.starts_with("    gaugescope") || goesOn;  // not a formula
        if (command && !before)
            blocks.emplace_back();
        if (command) {
            std::string text = line.substr(4);
            const bool more = text.ends_with('\\');
            text = more ? text.substr(0, text.size() - 1) : text;
            if (goesOn)
                blocks.back().commands.back() += text;
            else
                blocks.back().commands.push_back(text);
            goesOn = more;
        } else if (line.starts_with("|") && !line.starts_with("|---") && !blocks.empty()) {
            blocks.back().table.push_back(cellsOf(line));
        }
        before = command;
    }
    return blocks;
}

/// What stands in `…`; nothing where nothing does.
std::optional<std::string> quotedIn(const std::string& cell)
{
    static const std::regex quoted("`([^`]+)`");
    std::smatch found;
    return std::regex_search(cell, found, quoted) ? std::optional(found[1].str()) : std::nullopt;
}

std::string plain(const std::string& cell)
{
    return std::regex_replace(std::regex_replace(cell, std::regex("`|\\*"), ""), std::regex("−"), "-");
}

class ConnectionsPage : public ::testing::Test {
protected:
    ConnectionsPage()
    {
        for (const char* name : {"resources", "tests"})
            fs::create_directory_symlink(kSource + "/" + name, folder_.file(name));
        fs::create_directories(folder_.file("docs/figures"));
    }

    /// As one would type it at the top of the sources; what it prints where that is JSON.
    std::optional<json> run(const std::string& command) const
    {
        const CliResult r =
            runProgram("/bin/bash", {"-c", "cd " + folder_.file("") + " && PATH=" GAUGESCOPE_BIN ":$PATH " + command});
        EXPECT_EQ(r.code, 0) << command << '\n' << r.err;
        return r.code == 0 && r.out.starts_with('{') ? std::optional(json::parse(r.out)) : std::nullopt;
    }

    void expectRow(const Block& block, const std::vector<std::string>& row) const
    {
        const std::vector<std::string>& header = block.table.front();
        ASSERT_EQ(row.size(), header.size());
        const std::regex varied("\\b" + quotedIn(header[0]).value_or("none") + "\\b");
        std::vector<json> printed;
        for (const std::string& command : block.commands)
            if (const auto out = run(std::regex_replace(command, varied, plain(row[0]))))
                printed.push_back(*out);
        for (std::size_t k = 1; k < row.size(); ++k) {
            const json::json_pointer key("/" + quotedIn(header[k]).value_or("none"));
            const auto from =
                std::find_if(printed.rbegin(), printed.rend(), [&](const json& one) { return one.contains(key); });
            ASSERT_NE(from, printed.rend()) << row[0] << ": nothing prints " << key;
            const std::string said = plain(row[k]);
            const std::size_t point = said.find('.');
            const double decimals = point == std::string::npos ? 0 : static_cast<double>(said.size() - point - 1);
            EXPECT_NEAR((*from)[key].get<double>(), std::stod(said), 0.51 * std::pow(10, -decimals))
                << row[0] << ' ' << key;
            ++numbers_;
        }
    }

    TemporaryFolder folder_;
    mutable int numbers_ = 0;
};

/// What a figure says in letters, and how many shapes it has: the last digits of coordinates are the processor's.
std::pair<std::vector<std::string>, std::ptrdiff_t> wordsAndShapes(const std::string& svg)
{
    static const std::regex text("<text[^>]*>([^<]*)</text>");
    static const std::regex shape("<(path|polyline|polygon|rect|ellipse|circle|line|image)\\b");
    std::vector<std::string> words;
    for (auto at = std::sregex_iterator(svg.begin(), svg.end(), text); at != std::sregex_iterator(); ++at)
        words.push_back((*at)[1]);
    return {words, std::distance(std::sregex_iterator(svg.begin(), svg.end(), shape), std::sregex_iterator())};
}

TEST_F(ConnectionsPage, KeepsWhatItSays)
{
    const std::string page = readFile(kSource + "/docs/connections.md");
    for (const Block& block : blocksOf(page)) {
        if (block.table.empty())
            for (const std::string& command : block.commands)
                run(command);
        for (std::size_t row = 1; row < block.table.size(); ++row)
            expectRow(block, block.table[row]);
    }
    EXPECT_GT(numbers_, 30);

    static const std::regex shown("\\]\\(figures/([^)]+)\\)");
    int figures = 0;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), shown); at != std::sregex_iterator(); ++at) {
        const std::string name = "docs/figures/" + (*at)[1].str();
        ASSERT_TRUE(fs::exists(folder_.file(name))) << name << ": no command of the page draws it";
        const auto kept = wordsAndShapes(readFile(kSource + "/" + name));
        EXPECT_GT(kept.first.size(), 3U) << name;
        EXPECT_EQ(kept, wordsAndShapes(readFile(folder_.file(name)))) << name << ": draw it anew by the page's command";
        ++figures;
    }
    EXPECT_GT(figures, 3);
}

}  // namespace
}  // namespace gauge::test
