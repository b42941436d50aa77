// The scripts a newcomer meets: what they refuse before they build, and that a second start installs nothing.
#include "core/io/file.h"
#include "tests/support/cli.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <sys/stat.h>

namespace gauge::test {
namespace {

const std::string kScripts = std::string(GAUGESCOPE_SOURCE) + "/scripts/";

CliResult script(const std::string& name, const std::vector<std::string>& arguments)
{
    std::vector<std::string> all{kScripts + name};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return runProgram("/bin/bash", all);
}

/// "render --view values" of each option that a command's help lists.
std::string listed(const std::string& command)
{
    std::vector<std::string> arguments;
    if (command != "window")
        arguments.push_back(command);
    arguments.push_back("--help");
    std::istringstream help(runProgram("gaugescope", arguments).out);
    static const std::regex option("^  (-[^ ]+)( +[^ ]+)?( \\.\\.\\.)?.*$");
    std::string rows;
    std::smatch found;
    for (std::string line; std::getline(help, line);) {
        if (!std::regex_match(line, found, option))
            continue;
        const std::string after = found[2].str();
        const bool takes = after.size() > 1 && after[1] != ' ';
        const std::string kind = !takes ? "flag" : found[3].matched ? "values" : "value";
        std::istringstream names(found[1].str());
        for (std::string name; std::getline(names, name, ',');)
            rows += command + " " + name + " " + kind + "\n";
    }
    return rows;
}

TEST(Scripts, KnowTheArgumentsOfTheProgram)
{
    std::string rows;
    for (const char* command : {"window", "render", "gallery", "lesson"})
        rows += listed(command);
    EXPECT_NE(rows.find("window --text value\n"), std::string::npos) << rows;
    EXPECT_NE(rows.find("render --view values\n"), std::string::npos) << rows;
    EXPECT_NE(rows.find("render --by-cluster flag\n"), std::string::npos) << rows;
    const TemporaryFolder folder;
    if (rows != readFile(kScripts + "arguments.txt")) {
        std::ofstream("arguments.txt") << rows;
        ADD_FAILURE() << "scripts/arguments.txt is not what --help lists; arguments.txt in this folder is";
    }
}

TEST(Scripts, RefuseAWrongArgumentBeforeTheyBuild)
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
        {{"--txet", "a"},
         "gaugescope: --txet: expected an option of window (--help lists them), found none of that name\n"},
        {{"none.npz"}, "gaugescope: none.npz: expected a file, found none of that name\n"},
        {{"--text"}, "gaugescope: --text: expected a value after it, found none\n"},
        {{"render", "--view", "attention", "--no-self=3"}, "gaugescope: --no-self: expected no value, found 3\n"},
        {{"render", "--clusers", "3"},
         "gaugescope: --clusers: expected an option of render (--help lists them), found none of that name\n"},
        {{"gallery", "--view", "attention"},
         "gaugescope: --view: expected an option of gallery (--help lists them), found none of that name\n"},
        {{"lesson", "3", "--stop", "2"},
         "gaugescope: --stop: expected an option of lesson (--help lists them), found none of that name\n"},
    };
    for (const auto& [arguments, words] : wrong)
        for (const char* name : {"check-arguments", "run"}) {
            const CliResult said = script(name, arguments);
            EXPECT_EQ(said.code, 2) << name << ' ' << words;
            EXPECT_EQ(said.err, words) << name;
            EXPECT_EQ(said.out, "") << name;
        }
}

TEST(Scripts, TakeWhatTheProgramTakes)
{
    const std::vector<std::vector<std::string>> right{
        {},
        {"--theme", "dark"},
        {"--text", "--odd", "--theme=light"},
        {GAUGESCOPE_SOURCE "/README.md"},
        {"render", "--view", "attention", "beliefs", "--kappa", "-1", "-o", "nowhere.pdf"},
        {"render", GAUGESCOPE_SOURCE "/README.md", "--no-self", "-o", "nowhere.pdf"},
        {"gallery", "-o", "nowhere"},
        {"gallery", "-onowhere"},
        {"lesson", "3", "--step", "2"},
        {"lesson", "3", "-o", "nowhere.html"},
    };
    for (const auto& arguments : right)
        EXPECT_EQ(script("check-arguments", arguments).err, "");
}

/// Where nothing is missing no package manager is called, nobody becomes root, and nothing is said.
TEST(Scripts, ASecondStartInstallsNothing)
{
    const TemporaryFolder folder;
    for (const char* name : {"apt-get", "apt", "sudo", "su", "wget", "curl"}) {
        std::ofstream(folder.file(name)) << "#!/bin/sh\necho called $0 >&2\nexit 9\n";
        ASSERT_EQ(chmod(folder.file(name).c_str(), 0755), 0);
    }
    const std::string path = std::string(std::getenv("PATH"));
    setenv("PATH", (folder.file("") + ":" + path).c_str(), 1);
    const CliResult said = script("deps", {});
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(said.code, 0);
    EXPECT_EQ(said.err, "");
    EXPECT_EQ(said.out, "");
}

/// A package's name that Debian only provides by another one is never "installed": it would be asked for at every start.
TEST(Scripts, EveryPackageHasItsRealName)
{
    std::istringstream deps(readFile(kScripts + "deps"));
    int packages = 0;
    bool inside = false;
    for (std::string line; std::getline(deps, line);) {
        if (line == "packages=(" || line == ")")
            inside = line != ")";
        else if (inside && line.find('#') == std::string::npos) {
            std::istringstream words(line);
            for (std::string package; words >> package; ++packages)
                EXPECT_EQ(runProgram("/usr/bin/dpkg-query", {"-W", "-f=${Status}", package}).out, "install ok installed")
                    << package;
        }
    }
    EXPECT_GT(packages, 20);
}

}  // namespace
}  // namespace gauge::test
