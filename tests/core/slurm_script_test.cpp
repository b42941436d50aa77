// The script of a job array, run by sh beside an sbatch and a program that only say how they are called; a real Slurm is tried by scripts/check-slurm.
#include "core/error.h"
#include "core/io/file.h"
#include "core/sweep/slurm.h"
#include "tests/support/cli.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace gauge {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

bool contains(const Words& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// Notes its words and runs what it is given: each task of an array for as long as it is requeued, what depends on it when none has failed.
constexpr const char* kSbatch = R"sh(#!/bin/sh
case "$*" in
*--array=1-*) id=41 && log=$FAKE/task.log ;;
*) id=42 && log=$FAKE/merge.log ;;
esac
printf '%s\0' "$@" >"$FAKE/sbatch-$id"
[ ! -e "$FAKE/refuses-$id" ] || exit 1
for word in "$@"; do
  case $word in --array=1-*) tasks=${word#--array=1-} ;; esac
done
while case $1 in -*) true ;; *) false ;; esac do shift; done
for k in $(seq "${tasks:-1}"); do
  [ $id = 42 ] && [ -e "$FAKE/failed" ] && break
  again=yes
  while [ -n "$again" ]; do
    SLURM_ARRAY_JOB_ID=41 SLURM_ARRAY_TASK_ID=$k sh "$@" >>"$log" 2>&1
    status=$?
    again=''
    if [ -e "$FAKE/requeued" ]; then rm "$FAKE/requeued" && again=yes; fi
  done
  [ $status = 0 ] || echo "$k $status" >>"$FAKE/failed"
done
echo "$id;a-cluster"
)sh";

/// Notes its words, does what the test says in `behaviour`, or else writes a part or the parts behind one another.
constexpr const char* kProgram = R"sh(#!/bin/sh
calls=$(($(cat "$FAKE/calls" 2>/dev/null || echo 0) + 1))
echo $calls >"$FAKE/calls"
printf '%s\0' "$PWD" "$@" >"$FAKE/call-$calls"
for out in "$@"; do :; done
[ "$2" = --merge ] && merge=yes
if [ -e "$FAKE/behaviour" ]; then . "$FAKE/behaviour"; fi
case $2 in
--merge)
  shift 2
  while [ "$1" != -o ]; do cat "$1" || exit 2; shift; done >"$out"
  ;;
*)
  rm -rf "$out.unfinished"
  echo "part $SLURM_ARRAY_TASK_ID" >"$out"
  ;;
esac
)sh";

class SlurmScript : public testing::Test {
protected:
    test::TemporaryFolder folder_;
    const std::string bin_ = folder_.file("bin");
    const std::string work_ = folder_.file("it's a $folder\n\"ü\"");
    SlurmJob job_{{"in.npz", "--vary", "kappa=1:2:3"}, "out.npz", 3, 2, bin_ + "/a program", work_};

    SlurmScript()
    {
        fs::create_directory(bin_);
        fs::create_directory(work_);
        for (const char* tool : {"sh", "bash", "cat", "cmp", "cp", "grep", "mkdir", "rm", "seq", "sleep", "tail", "wc"})
            fs::create_symlink(fs::exists(std::string("/usr/bin/") + tool) ? std::string("/usr/bin/") + tool
                                                                           : std::string("/bin/") + tool,
                               bin_ + "/" + tool);
        tool("sbatch", kSbatch);
        tool("a program", kProgram);
        tool("squeue",
             "#!/bin/sh\n[ \"$4\" != -o ] || cat \"$FAKE/state\"\n[ \"$4\" = -o ] || cat \"$FAKE/queue\" 2>/dev/null\n");
        tool("scontrol", "#!/bin/sh\necho \"$*\" >>\"$FAKE/scontrol\"\n[ $(wc -l <\"$FAKE/scontrol\") -gt 9 ] || : "
                         ">\"$FAKE/requeued\"\n");
        tool("scancel", "#!/bin/sh\necho \"$*\" >>\"$FAKE/scancel\"\n");
        put(file("state"), "RUNNING\n");
    }

    static void put(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    void tool(const std::string& name, const std::string& lines) const
    {
        put(bin_ + "/" + name, lines);
        fs::permissions(bin_ + "/" + name, fs::perms::owner_all);
    }
    std::string file(const std::string& name) const { return folder_.file(name); }
    std::string part(const std::string& name) const { return work_ + "/out.npz.parts/" + name; }
    std::string text(const std::string& name) const { return fs::exists(file(name)) ? readFile(file(name)) : ""; }
    std::string wholeFile() const { return fs::exists(work_ + "/out.npz") ? readFile(work_ + "/out.npz") : ""; }

    /// Words that were noted, one a NUL.
    Words words(const std::string& name) const
    {
        Words words;
        const std::string bytes = text(name);
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t end = bytes.find('\0', at);
            words.push_back(bytes.substr(at, end - at));
            at = end + 1;
        }
        return words;
    }

    test::CliResult run(const Words& options = {}, const std::string& shell = "sh") const
    {
        put(file("script"), slurmScript(job_));
        return runScript(options, shell);
    }
    test::CliResult runScript(const Words& options, const std::string& shell) const
    {
        Words all{"-i", "PATH=" + bin_, "FAKE=" + file(""), shell, file("script")};
        all.insert(all.end(), options.begin(), options.end());
        return test::runProgram("/usr/bin/env", all);
    }
};

TEST_F(SlurmScript, SendsAnArrayAndTheMergeThatWaitsForIt)
{
    const test::CliResult sent = run({"--partition=long", "--time=2:00:00"});
    EXPECT_EQ(sent.code, 0) << sent.err;
    EXPECT_TRUE(contains(sent.out, "job 41: 3 tasks; job 42: their merge")) << sent.out;
    const Words array = words("sbatch-41");
    for (const char* word : {"--parsable", "--array=1-3", "--requeue", "--open-mode=append", "--signal=B:TERM@60",
                             "--cpus-per-task=2", "--partition=long", "--time=2:00:00"})
        EXPECT_TRUE(contains(array, word)) << word;
    const Words merge = words("sbatch-42");
    for (const char* word :
         {"--dependency=afterok:41", "--kill-on-invalid-dep=yes", "--requeue", "--partition=long", "--time=2:00:00"})
        EXPECT_TRUE(contains(merge, word)) << word;
    EXPECT_FALSE(contains(merge, "--array=1-3"));
    EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
    for (const auto& left : fs::directory_iterator(work_ + "/out.npz.parts"))
        EXPECT_FALSE(contains(left.path().filename().string(), "part-")) << left.path();
}

TEST_F(SlurmScript, TheProgramGetsEveryArgumentAsItIs)
{
    job_.arguments = {"it's.npz",
                      "--text",
                      "a $HOME `id` $(id) \\ \\n \"q\" 'r'''",
                      "two\nlines\n",
                      "dos\r\nlines\r\n",
                      "\r",
                      "",
                      "*",
                      "über 🐈",
                      "#SBATCH --time=1\n#SBATCH --array=9",
                      "\ttab and  blanks ",
                      "-n",
                      "!! %j"};
    for (const char* shell : {"sh", "bash"}) {
        fs::remove_all(work_ + "/out.npz.parts");
        fs::remove(file("calls"));
        ASSERT_EQ(run({}, shell).code, 0);
        for (int k = 1; k <= 3; ++k) {
            Words expected{work_, "sweep"};
            expected.insert(expected.end(), job_.arguments.begin(), job_.arguments.end());
            for (const std::string& word :
                 {std::string("--shard"), fmt::format("{}/3", k), std::string("--resume"), std::string("--threads"),
                  std::string("2"), std::string("-o"), part(fmt::format("part-{}.npz", k))})
                expected.push_back(word);
            EXPECT_EQ(words(fmt::format("call-{}", k)), expected);
        }
        EXPECT_EQ(words("call-4"), (Words{work_ + "/out.npz.parts", "sweep", "--merge", "part-1.npz", "part-2.npz",
                                          "part-3.npz", "-o", work_ + "/out.npz"}));
    }
    EXPECT_EQ(readFile(file("script")).find('\r'), std::string::npos) << "sbatch takes no script with line ends of DOS";
}

TEST_F(SlurmScript, ThePartsOfTheRealProgramMergeToTheWhole)
{
    const std::string whole = file("whole.npz");
    const std::string merged = work_ + "/out.npz";
    const auto sweep = [](const std::string& output) {
        return Words{"sweep",
                     "--text",
                     "it's a $cat\nthat sat",
                     "--vary",
                     "kappa=0.5:2:4",
                     "--vary",
                     "mask=full,causal",
                     "--path",
                     "both",
                     "--start-noise",
                     "0.1",
                     "--seeds",
                     "1:2",
                     "--layers",
                     "5",
                     "-o",
                     output};
    };
    ASSERT_EQ(test::runCli(sweep(whole)).code, 0);
    Words written = sweep(merged);
    for (const char* word : {"--slurm", "", "--tasks", "3", "--threads", "2"})
        written.emplace_back(*word == '\0' ? file("script") : word);
    const test::CliResult wrote = test::runCli(written);
    ASSERT_EQ(wrote.code, 0) << wrote.err;
    const test::CliResult sent = runScript({}, "sh");
    ASSERT_EQ(sent.code, 0) << sent.err;
    EXPECT_TRUE(contains(words("sbatch-41"), "--cpus-per-task=2"));
    written[written.size() - 3] = "1";
    EXPECT_TRUE(contains(test::runCli(written).err, "--tasks: expected 2 to "));
    ASSERT_TRUE(fs::exists(merged)) << text("task.log") << text("merge.log");
    EXPECT_TRUE(readFile(whole) == readFile(merged));
}

TEST_F(SlurmScript, AStoppedOrKilledTaskIsSentAgain)
{
    for (const char* end : {"exit 130", "kill -KILL $$"}) {
        fs::remove_all(work_ + "/out.npz.parts");
        fs::remove(file("calls"));
        fs::remove(file("scontrol"));
        put(file("behaviour"),
            fmt::format("if [ $calls -le 2 ] && [ -z \"$merge\" ]; then mkdir -p \"$out.unfinished\"; echo cell "
                        ">>\"$out.unfinished/cells\"; {}; fi\n",
                        end));
        EXPECT_EQ(run().code, 0);
        EXPECT_EQ(text("scontrol"), "requeue 41_1\nrequeue 41_1\n");
        EXPECT_EQ(text("calls"), "6\n") << "three runs of the first task, one of the others, the merge";
        EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
    }
}

TEST_F(SlurmScript, TheSignalBeforeTheTimeLimitReachesTheProgram)
{
    put(file("behaviour"), R"sh(
if [ $calls = 1 ]; then
  mkdir "$out.unfinished"
  echo cell >"$out.unfinished/cells"
  trap 'sleep 0.3; echo ended >>"$FAKE/scontrol"; exit 130' TERM
  kill -TERM $PPID
  sleep 5 &
  wait
  exit 1
fi
)sh");
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(text("scontrol"), "ended\nrequeue 41_1\n");
    EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
}

TEST_F(SlurmScript, ATaskThatSlurmItselfEndsIsNotSentAgain)
{
    put(file("state"), "COMPLETING\n");
    put(file("behaviour"), "exit 130\n");
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(text("scontrol"), "");
    EXPECT_EQ(text("failed"), "1 130\n2 130\n3 130\n");
    EXPECT_EQ(wholeFile(), "");
}

TEST_F(SlurmScript, ATaskThatCannotBeSentAgainSaysWhy)
{
    job_.tasks = 1;
    put(file("behaviour"), "exit 130\n");
    const auto expect = [&](const std::string& words) {
        EXPECT_EQ(run().code, 0);
        EXPECT_EQ(text("failed"), "1 2\n");
        EXPECT_TRUE(contains(text("task.log"), words)) << text("task.log");
        fs::remove(file("failed"));
        fs::remove(file("task.log"));
    };
    tool("scontrol", "#!/bin/sh\necho no >&2\nexit 1\n");
    expect("no\ngaugescope sweep: task 1: expected Slurm to send it again, found the refusal above\n");
    tool("squeue", "#!/bin/sh\necho no >&2\nexit 1\n");
    expect("no\ngaugescope sweep: task 1: expected squeue to say how it stands, found the refusal above\n");
    fs::remove(bin_ + "/scontrol");
    expect("gaugescope sweep: task 1: expected scontrol on the node to send it again, found none\n");
    EXPECT_EQ(wholeFile(), "");
}

TEST_F(SlurmScript, ATaskThatComesNoFurtherIsNotSentForEver)
{
    job_.tasks = 1;
    put(file("behaviour"), "exit 130\n");
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(text("scontrol"), "requeue 41_1\nrequeue 41_1\n");
    EXPECT_EQ(text("failed"), "1 2\n");
    EXPECT_TRUE(contains(text("task.log"), "task 1: expected a new cell within three runs, found none"))
        << text("task.log");
}

TEST_F(SlurmScript, AnErrorIsNotTriedAgain)
{
    put(file("behaviour"), "[ $calls != 2 ] || exit 2\n");
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(text("failed"), "2 2\n");
    EXPECT_EQ(text("scontrol"), "");
    EXPECT_EQ(wholeFile(), "");
    EXPECT_TRUE(fs::exists(part("part-1.npz")));

    // Sent again it computes what failed alone.
    fs::remove(file("failed"));
    fs::remove(file("calls"));
    fs::remove(file("behaviour"));
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(text("calls"), "2\n");
    EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
}

TEST_F(SlurmScript, PartsGoOnlyOnceTheyAreMerged)
{
    put(file("behaviour"), "[ -z \"$merge\" ] || exit 2\n");
    EXPECT_EQ(run().code, 0);
    EXPECT_EQ(wholeFile(), "");
    for (int k = 1; k <= 3; ++k)
        EXPECT_TRUE(fs::exists(part(fmt::format("part-{}.npz", k))));
    fs::remove(file("behaviour"));
    EXPECT_EQ(run({"merge"}).code, 0);
    EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
    EXPECT_FALSE(fs::exists(part("part-1.npz")));
    // A merge that is sent again after its parts have gone has nothing left to do.
    EXPECT_EQ(run({"merge"}).code, 0);
    EXPECT_EQ(wholeFile(), "part 1\npart 2\npart 3\n");
}

TEST_F(SlurmScript, RefusesWithoutSbatch)
{
    fs::remove(bin_ + "/sbatch");
    const test::CliResult sent = run();
    EXPECT_EQ(sent.code, 2);
    EXPECT_EQ(sent.err, "gaugescope sweep: expected sbatch, found none; run this where jobs are sent from\n");
    EXPECT_FALSE(fs::exists(work_ + "/out.npz.parts"));
}

TEST_F(SlurmScript, RefusesPartsOfAnotherSweep)
{
    put(file("behaviour"), "exit 2\n");
    ASSERT_EQ(run().code, 0);
    put(part("part-2.npz"), "");
    job_.arguments.back() = "kappa=1:2:4";
    const test::CliResult sent = run();
    EXPECT_EQ(sent.code, 2);
    EXPECT_TRUE(contains(sent.err, "expected parts of this sweep, found one of another; remove ")) << sent.err;
}

TEST_F(SlurmScript, RefusesToWorkOnThePartsTwiceAtOnce)
{
    ASSERT_EQ(run().code, 0);
    put(file("queue"), "41 PENDING\n");
    const test::CliResult sent = run();
    EXPECT_EQ(sent.code, 2);
    EXPECT_EQ(sent.err, "gaugescope sweep: job 41 is at it already; scancel 41 ends it\n");
}

TEST_F(SlurmScript, RefusesOptionsThatItGivesItself)
{
    for (const char* option : {"--array=1-9", "--array", "-a1-9", "--wrap=true"}) {
        const test::CliResult sent = run({option});
        EXPECT_EQ(sent.code, 2);
        EXPECT_TRUE(contains(sent.err, fmt::format("gaugescope sweep: {}: expected options for both jobs", option)))
            << sent.err;
    }
    EXPECT_TRUE(words("sbatch-41").empty());
}

TEST_F(SlurmScript, WhatSbatchRefusesIsNotLeftHalfSent)
{
    put(file("refuses-42"), "");
    const test::CliResult sent = run();
    EXPECT_EQ(sent.code, 2);
    EXPECT_TRUE(contains(sent.err, "expected sbatch to take the merge, found the refusal above; job 41 is cancelled"))
        << sent.err;
    EXPECT_EQ(text("scancel"), "41\n");
}

TEST_F(SlurmScript, RefusesAPathThatSlurmReadsOtherwise)
{
    for (const char* output : {"out-%j.npz", "a\\b.npz"}) {
        job_.output = output;
        EXPECT_THROW((void)slurmScript(job_), Error);
    }
}

}  // namespace
}  // namespace gauge
