// What gaugescope-cli sweep cannot do, in words, and cells without numbers.
#include "tests/app/sweep_command.h"

namespace gauge::test {
namespace {

TEST_F(SweepCommand, SaysWhatCannotBe)
{
    put(randomArrays(Group::Spin1, 4, 1));
    const std::string in = file("in.npz");
    const auto says = [&](const Words& words, const std::string& what) {
        const std::string err = refused(words);
        EXPECT_NE(err.find(what), std::string::npos) << what << " in: " << err;
    };
    says({in}, "one or two parameters");
    says({"--vary", "kappa=1:2:3"}, "neither");
    says({in, "--text", "a cat", "--vary", "kappa=1:2:3"}, "both");
    says({in, "--vary", "kapa=1:2:3"}, "'kapa'");
    says({in, "--vary", "kappa=1:2"}, "FROM:TO:COUNT");
    says({in, "--vary", "kappa=0:2:3"}, "kappa");
    says({in, "--vary", "kappa=0:2:3:log"}, "above 0");
    says({in, "--vary", "kappa=1:2:1"}, "COUNT");
    says({in, "--vary", "kappa=1:2:3:lg"}, ":log");
    says({in, "--vary", "layers=1:2:4"}, "whole numbers");
    says({in, "--vary", "mask=full,no"}, "'no'");
    says({in, "--vary", "threads=1:2:2"}, "threads");
    says({in, "--vary", "message=mixture,product"}, "message");
    says({in, "--vary", "kappa=1:2:3", "--vary", "kappa=1:2:3"}, "two different");
    says({in, "--vary", "kappa=1:2:3", "--vary", "alpha=1:2:3", "--vary", "step=0.1:1:2"}, "found 3");
    says({in, "--vary", "kappa=1:2:3", "--kappa", "2"}, "choose one");
    says({in, "--vary", "position-rate=0:1:3"}, "--text");
    says({in, "--position-rate", "1", "--vary", "kappa=1:2:3"}, "--text");
    says({in, "--vary", "kappa=1:2:3", "--path", "along"}, "'along'");
    says({in, "--vary", "kappa=1:2:3", "--measure", "psi"}, "'psi'");
    says({in, "--vary", "kappa=1:2:3", "--seeds", "1:3"}, "random");
    says({in, "--vary", "kappa=1:2:3", "--seeds", "3:1", "--start-noise", "1"}, "A:B");
    says({in, "--vary", "kappa=1:2:3", "--measure", "susceptibility"}, "--seeds");
    says({in, "--vary", "kappa=1:2:3", "--measure", "agents", "--mask", "causal"}, "full mask");
    says({in, "--vary", "kappa=1:2:3", "--measure", "slowest", "--dynamics", "gradient"}, "slowest");
    says({in, "--vary", "kappa=1:2:3", "--measure", "converged"}, "--until");
    says({in, "--vary", "kappa=1:2:3", "--shard", "4/3"}, "K/M");
    says({in, "--vary", "kappa=1:2:3", "--tasks", "2"}, "--slurm");
    says({in, "--vary", "alpha=0:0:1", "--lambda", "0"}, "no cell");
    EXPECT_EQ(runCli({"sweep", in, "--vary", "kappa=1:2:3", "-o", file("out.txt")}).code, 2);
}

/// Where some cells cannot be, the others are there, and it is said.
TEST_F(SweepCommand, LeavesCellsWithoutANumberEmpty)
{
    put(randomArrays(Group::Spin1, 4, 1));
    const CliResult r =
        runCli({"sweep", file("in.npz"), "-o", file("out.npz"), "--vary", "alpha=0:1:3", "--lambda", "0", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_NE(r.err.find("1 of 3 cells"), std::string::npos) << r.err;
    EXPECT_EQ(nlohmann::json::parse(r.out).at("failed"), 1);
    const std::vector<double> energy = readNpz(file("out.npz")).at("free-energy").numbers;
    EXPECT_TRUE(std::isnan(energy[0]));
    EXPECT_FALSE(std::isnan(energy[1]) || std::isnan(energy[2]));
}

/// Ranges that are none, for a branch.
TEST_F(SweepCommand, ABranchSaysWhatItsRangeMustBe)
{
    put(randomArrays(Group::None, 3, 1));
    for (const char* range : {"kappa", "kappa=1", "kappa=1:inf", "kappa=2:1", "kappa=0:2:log", "kappa=1:x", "kappa=3:4"}) {
        const CliResult r = runCli({"branch", file("in.npz"), "-o", file("no.npz"), "--along", range});
        EXPECT_EQ(r.code, 2) << range;
        EXPECT_NE(r.err.find("--"), std::string::npos) << r.err;
        EXPECT_FALSE(std::filesystem::exists(file("no.npz")));
    }
}

/// The tasks of an array run as many layers as the sweep was asked for, whatever --until makes of none.
TEST_F(SweepCommand, AnArraysTasksAreToldTheirLayers)
{
    put(randomArrays(Group::None, 3, 1));
    ran({"sweep", file("in.npz"), "-o", file("out.npz"), "--vary", "kappa=1:2:4", "--until", "1e-9", "--layers", "1",
         "--slurm", file("job.sh"), "--tasks", "2"});
    EXPECT_NE(bytes("job.sh").find("'--layers'"), std::string::npos) << bytes("job.sh");
}

/// What is in a sweep's file is said; as beliefs it is refused.
TEST_F(SweepCommand, ItsFileIsToldFromBeliefs)
{
    put(randomArrays(Group::Spin1, 4, 1));
    ran({"sweep", file("in.npz"), "-o", file("out.npz"), "--vary", "kappa=0.5:2:4:log", "--vary", "mask=full,causal",
         "--path", "both"});
    const CliResult info = runCli({"info", file("out.npz"), "--json"});
    ASSERT_EQ(info.code, 0) << info.err;
    const auto summary = nlohmann::json::parse(info.out);
    EXPECT_EQ(summary.at("cells"), 16);
    EXPECT_EQ(summary.at("path"), "both");
    EXPECT_EQ(summary.at("axes"), (nlohmann::json{"kappa=0.5:2:4:log", "mask=full,causal"}));
    EXPECT_EQ(summary.at("tokens"), 4);
    EXPECT_NE(runCli({"info", file("out.npz")}).out.find("axis: kappa=0.5:2:4:log"), std::string::npos);
    EXPECT_EQ(runCli({"attend", file("out.npz"), "-o", file("no.npz")}).code, 2);
}

}  // namespace
}  // namespace gauge::test
