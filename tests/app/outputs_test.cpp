// What is written is a whole file of the kind its name says, or nothing, and the exit code tells which.
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace gauge::test {
namespace {

namespace fs = std::filesystem;

const std::string kInput = GAUGESCOPE_SOURCE "/tests/data/cases/ok.npz";

CliResult attend(const std::string& output)
{
    return runCli({"attend", kInput, "-o", output});
}

void expectRefused(const CliResult& r, const std::string& words)
{
    EXPECT_EQ(r.code, 2) << r.err;
    EXPECT_EQ(r.out, "");
    EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
    EXPECT_NE(r.err.find(words), std::string::npos) << r.err;
}

TEST(Outputs, OfANameThatIsNotWrittenAreRefusedBeforeAnythingIsComputed)
{
    const TemporaryFolder folder;
    for (const char* command : {"attend", "evolve", "gradient", "condense", "holonomy", "embed"})
        for (const char* name : {"o.csv", "o.txt", "o", "o.npz.bak"}) {
            // The input is not even looked at.
            expectRefused(runCli({command, command == std::string("embed") ? "a word" : "/no/such/file.npz", "-o",
                                  folder.file(name)}),
                          "expected a name that ends with .npz or .safetensors");
            EXPECT_FALSE(fs::exists(folder.file(name)));
        }
    for (const char* name : {"o.NPZ", "o.Safetensors"})
        EXPECT_EQ(attend(folder.file(name)).code, 0) << name;
    EXPECT_EQ(readFile(folder.file("o.NPZ")).substr(0, 2), "PK");
    EXPECT_EQ(readFile(folder.file("o.Safetensors"))[8], '{');
    expectRefused(attend(folder.file("none/o.npz")), "there is no folder");
}

TEST(Outputs, ReplaceNothingButFilesThatMayBeWritten)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo(folder.file("pipe.npz").c_str(), 0600), 0);
    expectRefused(attend(folder.file("pipe.npz")), "expected a file to write, found a pipe");
    EXPECT_TRUE(fs::is_fifo(folder.file("pipe.npz")));
    fs::create_symlink("/dev/null", folder.file("null.npz"));
    expectRefused(attend(folder.file("null.npz")), "expected a file to write, found a device");
    EXPECT_TRUE(fs::is_symlink(folder.file("null.npz")));
    fs::create_directory(folder.file("folder.npz"));
    expectRefused(attend(folder.file("folder.npz")), "found a folder");
    fs::create_symlink("b.npz", folder.file("a.npz"));
    fs::create_symlink("a.npz", folder.file("b.npz"));
    expectRefused(attend(folder.file("a.npz")), "found links in a circle");
    EXPECT_TRUE(fs::is_symlink(folder.file("a.npz")));
    writeFileAtomically(folder.file("kept.npz"), "precious");
    fs::permissions(folder.file("kept.npz"), fs::perms::owner_read | fs::perms::group_read);
    expectRefused(attend(folder.file("kept.npz")), "cannot be written (the file there may not be)");
    EXPECT_EQ(readFile(folder.file("kept.npz")), "precious");
    expectRefused(runCli({"bench", "--json", folder.file("pipe.npz")}), "found a pipe");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.file(".")), {}), 6) << "something was left behind";
}

TEST(Outputs, ThatStandardOutputDoesNotTakeAreNoSuccess)
{
    const TemporaryFolder folder;
    const auto shell = [&](const std::string& command) {
        return runProgram("/bin/sh", {"-c", "'" GAUGESCOPE_BIN "/gaugescope-cli' " + command});
    };
    for (const char* where : {">/dev/full", ">&-"})
        for (const std::string& command :
             {"info '" + kInput + "'", "info '" + kInput + "' --json", std::string("--version"), std::string("manual"),
              "attend '" + kInput + "' -o '" + folder.file("o.npz") + "' --json"}) {
            const CliResult r = shell(command + " " + where);
            EXPECT_EQ(r.code, 2) << command << where << r.err;
            EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        }
    // A file that is written while standard output is closed is not mixed with what would have gone there.
    EXPECT_EQ(readNpz(folder.file("o.npz")).count("attention"), 1U);
    EXPECT_EQ(shell("attend '" + kInput + "' -o '" + folder.file("p.npz") + "' >&- 2>&- <&-").code, 0);
    EXPECT_EQ(readNpz(folder.file("p.npz")).count("attention"), 1U);
}

}  // namespace
}  // namespace gauge::test
