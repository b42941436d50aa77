// Nothing is lost: whatever stops a save, the file is the old one or the new one.
#include "core/error.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "core/io/safetensors.h"
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gauge {
namespace {

namespace fs = std::filesystem;

using test::TemporaryFolder;

using Pairs = std::vector<std::pair<std::string, NpyArray>>;

Pairs arrays(int tokens, unsigned seed)
{
    const NpzArrays made = test::randomArrays(test::Group::Spin1, tokens, seed);
    return {made.begin(), made.end()};
}

std::string session(double kappa)
{
    Session s;
    s.run.text = "some words";
    s.run.parameters.attention.kappa = kappa;
    return encodeSession(s);
}

struct Save {
    const char* file;
    void (*write)(const std::string& path, bool second);
};
void PrintTo(const Save& save, std::ostream* out)
{
    *out << save.file;
}

const Save kSaves[] = {
    {"session.gaugescope",
     [](const std::string& path, bool second) { writeFileAtomically(path, session(second ? 2 : 1)); }},
    {"beliefs.npz", [](const std::string& path, bool second) { writeNpz(path, arrays(second ? 9 : 5, 1)); }},
    {"beliefs.safetensors",
     [](const std::string& path, bool second) { writeSafetensors(path, arrays(second ? 9 : 5, 1)); }},
};

/// In a child that is to be traced: waits to be let go, saves, and leaves without cleaning up.
[[noreturn]] void savingChild(const Save& save, const std::string& path)
{
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
        ::_exit(77);
    ::raise(SIGSTOP);
    save.write(path, true);
    ::_exit(0);
}

struct Outcome {
    bool refused = false;   // tracing is not allowed here
    bool finished = false;  // the save ended before its turn to be killed
    std::vector<long> calls;
};

/// Runs a save and kills it at its nth stop: each system call stops twice, before and after it.
Outcome killedAt(const Save& save, const std::string& path, int stop)
{
    const pid_t child = ::fork();
    if (child == 0)
        savingChild(save, path);
    Outcome outcome;
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status))
        return {true, false, {}};
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (int at = 0;; ++at) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        ::waitpid(child, &status, 0);
        if (!WIFSTOPPED(status)) {
            outcome.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            return outcome;
        }
        __ptrace_syscall_info info{};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
            outcome.calls.push_back(static_cast<long>(info.entry.nr));
        if (at == stop) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            return outcome;
        }
    }
}

class Saves : public testing::TestWithParam<Save> {};

TEST_P(Saves, KilledAtAnySystemCallLeaveTheOldFileOrTheNewOne)
{
    const TemporaryFolder folder;
    const std::string path = folder.file(GetParam().file);
    GetParam().write(path, true);
    const std::string after = readFile(path);
    GetParam().write(path, false);
    const std::string before = readFile(path);
    ASSERT_NE(before, after);
    int olds = 0;
    int news = 0;
    for (int stop = 0;; ++stop) {
        ASSERT_LT(stop, 5000) << "the save never ends";
        GetParam().write(path, false);
        const Outcome outcome = killedAt(GetParam(), path, stop);
        if (outcome.refused)
            GTEST_SKIP() << "this system does not let a test trace its own child";
        const std::string found = readFile(path);
        ASSERT_TRUE(found == before || found == after) << "killed at stop " << stop << ": " << found.size() << " bytes";
        ++(found == before ? olds : news);
        if (outcome.finished)
            break;
        for (const auto& entry : fs::directory_iterator(folder.file(".")))
            if (entry.path().filename() != GetParam().file)
                fs::remove(entry.path());
    }
    EXPECT_GT(olds, 10);
    EXPECT_GT(news, 1);
}

TEST_P(Saves, AreOnDiskBeforeTheyTakeTheOldFilesPlace)
{
    const TemporaryFolder folder;
    const std::string path = folder.file(GetParam().file);
    GetParam().write(path, false);
    const Outcome outcome = killedAt(GetParam(), path, 1000000);
    if (outcome.refused)
        GTEST_SKIP() << "this system does not let a test trace its own child";
    ASSERT_TRUE(outcome.finished);
    const auto last = std::find_if(outcome.calls.rbegin(), outcome.calls.rend(), [](long call) {
        return call == SYS_rename || call == SYS_renameat || call == SYS_renameat2;
    });
    ASSERT_NE(last, outcome.calls.rend());
    const auto renamed = last.base();
    EXPECT_EQ(std::count(renamed, outcome.calls.end(), SYS_fsync), 1)
        << "the folder is synced after the file took its name";
    const auto synced = std::find(outcome.calls.begin(), renamed, SYS_fsync);
    ASSERT_NE(synced, renamed) << "the bytes are synced before";
    for (auto call = synced; call != renamed; ++call)
        EXPECT_TRUE(*call != SYS_write && *call != SYS_pwrite64 && *call != SYS_writev) << "written after the sync";
}

/// Runs a save in a child under a condition. Exit codes: 0 saved, 3 refused in words that hold the path, 4 anything else.
int saveUnder(const Save& save, const std::string& path, void (*condition)(long), long amount)
{
    const pid_t child = ::fork();
    if (child == 0) {
        condition(amount);
        try {
            save.write(path, true);
            ::_exit(0);
        } catch (const Error& e) {
            ::_exit(std::string(e.what()).find(path) != std::string::npos ? 3 : 4);
        } catch (...) {
            ::_exit(4);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_P(Saves, OnAFullDiskKeepTheOldFileAndSayWhy)
{
    const TemporaryFolder folder;
    const std::string path = folder.file(GetParam().file);
    GetParam().write(path, true);
    const auto size = static_cast<long>(fs::file_size(path));
    GetParam().write(path, false);
    const std::string before = readFile(path);
    for (const long room : {0L, 1L, size / 3, size - 1}) {
        const auto full = [](long bytes) {
            const rlimit limit{static_cast<rlim_t>(bytes), static_cast<rlim_t>(bytes)};
            ::signal(SIGXFSZ, SIG_IGN);
            ::setrlimit(RLIMIT_FSIZE, &limit);
        };
        EXPECT_EQ(saveUnder(GetParam(), path, full, room), 3) << room << " bytes of room";
        EXPECT_EQ(readFile(path), before);
        EXPECT_EQ(std::distance(fs::directory_iterator(folder.file(".")), {}), 1) << "a temporary file is left behind";
    }
    EXPECT_EQ(saveUnder(GetParam(), path, [](long) {}, 0), 0);
}

TEST_P(Saves, InAReadOnlyFolderKeepTheOldFileAndSayWhy)
{
    const TemporaryFolder folder;
    const std::string path = folder.file(GetParam().file);
    GetParam().write(path, false);
    const std::string before = readFile(path);
    fs::permissions(folder.file("."), fs::perms(0555));
    const auto ordinary = [](long) {
        if (::getuid() == 0 && ::setuid(65534) != 0)  // permissions do not bind root
            ::_exit(5);
    };
    EXPECT_EQ(saveUnder(GetParam(), path, ordinary, 0), 3);
    fs::permissions(folder.file("."), fs::perms(0755));
    EXPECT_EQ(readFile(path), before);
}

TEST_P(Saves, KeepPermissionsAndLinks)
{
    const TemporaryFolder folder;
    const std::string path = folder.file(GetParam().file);
    const std::string link = folder.file(std::string("link-") + GetParam().file);
    GetParam().write(path, false);
    fs::permissions(path, fs::perms(0600));
    fs::create_symlink(path, link);
    GetParam().write(link, true);
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms(0600));
    EXPECT_EQ(readFile(link), readFile(path));
}

INSTANTIATE_TEST_SUITE_P(AllKinds, Saves, testing::ValuesIn(kSaves));

}  // namespace
}  // namespace gauge
