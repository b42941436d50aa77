// train, eval and embed of a trained model, end to end; stopped, killed and gone on with.
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"

#include <chrono>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace gauge::test {
namespace {

namespace fs = std::filesystem;

class LearnCommands : public testing::Test {
protected:
    std::string file(const std::string& name) const { return folder_.file(name); }

    /// A config over a small text of its own; what `changes` says wins.
    std::string config(nlohmann::json changes = {})
    {
        std::string text;
        const char* sentences[] = {"the cat eats fish.", "the dog eats meat.", "a bird sees the cat.",
                                   "the dog sees a bird."};
        for (int k = 0; k < 120; ++k)
            text += std::string(sentences[(k * 3 + k / 7) % 4]) + "\n\n";
        writeFileAtomically(file("text.txt"), text);
        nlohmann::json c{{"corpus", file("text.txt")},
                         {"vocabulary", 40},
                         {"heads", {4, 4}},
                         {"length", 12},
                         {"batch", 8},
                         {"updates", 40},
                         {"warm-up", 5},
                         {"learning-rate", 0.03},
                         {"evaluate-every", 10},
                         {"save-every", 5},
                         {"share-layers", true}};
        if (changes.is_object())
            c.update(changes);
        writeFileAtomically(file("config.json"), c.dump());
        return file("config.json");
    }
    CliResult train(const std::string& model, std::vector<std::string> more = {})
    {
        std::vector<std::string> arguments{"train", file("config.json"), "-o", file(model)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCli(arguments);
    }
    /// Starts a training and sends it a signal once its checkpoint is there; the exit status, or −1 when the signal ended it.
    int stoppedBy(int signal, const std::string& model, const std::string& log)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            static_cast<void>(std::freopen("/dev/null", "w", stderr));
            static_cast<void>(std::freopen("/dev/null", "w", stdout));
            ::execl(GAUGESCOPE_BIN "/gaugescope-cli", "gaugescope-cli", "train", file("config.json").c_str(), "-o",
                    file(model).c_str(), "--log", file(log).c_str(), nullptr);
            ::_exit(127);
        }
        while (!fs::exists(file(model) + ".checkpoint"))
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        ::kill(child, signal);
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    TemporaryFolder folder_;
};

TEST_F(LearnCommands, OneSeedGivesOneLogAndOneModel)
{
    config();
    const CliResult first = train("a.safetensors", {"--log", file("a.csv"), "--json", "--yardstick"});
    ASSERT_EQ(first.code, 0) << first.err;
    const auto summary = nlohmann::json::parse(first.out);
    EXPECT_LT(summary.at("held_out_perplexity").get<double>(), 12);
    EXPECT_GT(summary.at("kneser_ney_5_perplexity").get<double>(), 1);
    EXPECT_EQ(summary.at("updates"), 40);
    ASSERT_EQ(train("b.safetensors", {"--log", file("b.csv"), "--threads", "1"}).code, 0);
    EXPECT_EQ(readFile(file("a.csv")), readFile(file("b.csv")));
    EXPECT_EQ(readFile(file("a.safetensors")), readFile(file("b.safetensors")));
    EXPECT_FALSE(fs::exists(file("a.safetensors.checkpoint")));
    ASSERT_EQ(train("c.safetensors", {"--log", file("c.json")}).code, 0);
    const std::string log = readFile(file("c.json"));
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 40);
    EXPECT_EQ(nlohmann::json::parse(log.substr(0, log.find('\n'))).at("update"), 1);
}

TEST_F(LearnCommands, StoppedOrKilledAndGoneOnWithIsTheSameAsNotStopping)
{
    config({{"updates", 1500}, {"evaluate-every", 500}});
    ASSERT_EQ(train("whole.safetensors", {"--log", file("whole.csv")}).code, 0);
    for (const int signal : {SIGINT, SIGKILL}) {
        fs::remove(file("part.safetensors"));
        EXPECT_EQ(stoppedBy(signal, "part.safetensors", "part.csv"), signal == SIGINT ? 130 : -1);
        EXPECT_FALSE(fs::exists(file("part.safetensors")));
        const CliResult rest = train("part.safetensors", {"--resume", "--log", file("part.csv")});
        ASSERT_EQ(rest.code, 0) << rest.err;
        EXPECT_EQ(readFile(file("part.csv")), readFile(file("whole.csv")));
        EXPECT_EQ(readFile(file("part.safetensors")), readFile(file("whole.safetensors")));
    }
}

TEST_F(LearnCommands, EvalReadsFilesAndWords)
{
    config();
    ASSERT_EQ(train("m.safetensors").code, 0);
    const CliResult words = runCli({"eval", file("m.safetensors"), "the cat eats fish.", "--json"});
    ASSERT_EQ(words.code, 0) << words.err;
    const auto known = nlohmann::json::parse(words.out);
    EXPECT_EQ(known.at("tokens"), 6);  // five, and the end
    EXPECT_GE(known.at("seconds").get<double>(), 0);
    const auto strange =
        nlohmann::json::parse(runCli({"eval", file("m.safetensors"), "fish eats cat the a.", "--json"}).out);
    EXPECT_LT(known.at("perplexity").get<double>(), strange.at("perplexity").get<double>());
    writeFileAtomically(file("t.txt"), "the cat eats fish.\n");
    const auto same = nlohmann::json::parse(runCli({"eval", file("m.safetensors"), file("t.txt"), "--json"}).out);
    EXPECT_EQ(same.at("perplexity"), known.at("perplexity"));
    const CliResult held = runCli({"eval", file("m.safetensors"), "--held-out", "--json"});
    ASSERT_EQ(held.code, 0) << held.err;
    EXPECT_EQ(runCli({"eval", file("m.safetensors")}).code, 2);
    EXPECT_EQ(runCli({"eval", file("m.safetensors"), " "}).code, 2);
    EXPECT_EQ(runCli({"eval", file("t.txt"), "the cat"}).code, 2);
}

TEST_F(LearnCommands, EvolveOnATrainedTextIsItsForwardPass)
{
    config();
    ASSERT_EQ(train("m.safetensors").code, 0);
    const CliResult embedded =
        runCli({"embed", "the dog eats", "--model", file("m.safetensors"), "-o", file("t.npz"), "--json"});
    ASSERT_EQ(embedded.code, 0) << embedded.err;
    const auto p = nlohmann::json::parse(embedded.out).at("parameters");
    const NpzArrays arrays = readNpz(file("t.npz"));
    EXPECT_EQ(arrays.at("tokens").text, (std::vector<std::string>{"<end>", "the", "dog", "eats"}));
    EXPECT_EQ(arrays.at("head_temperature").shape, (std::vector<Index>{2}));
    EXPECT_EQ(arrays.at("frames").shape, (std::vector<Index>{4, 8, 8}));
    const auto text = [&](const char* key) {
        return p.at(key).is_string() ? p.at(key).get<std::string>() : p.at(key).dump();
    };
    const CliResult evolved =
        runCli({"evolve", file("t.npz"), "-o", file("e.npz"), "--layers", text("layers"), "--steps", text("steps"),
                "--step", text("step"), "--alpha", text("alpha"), "--lambda", text("lambda"), "--mask", text("mask")});
    ASSERT_EQ(evolved.code, 0) << evolved.err;
    EXPECT_EQ(runCli({"attend", file("t.npz"), "-o", file("a.npz"), "--head-attention", "summed"}).code, 2);
    EXPECT_EQ(runCli({"embed", "a", "--model", file("m.safetensors"), "-o", file("x.npz"), "--position-rate", "0.1"}).code,
              2);
    EXPECT_FALSE(fs::exists(file("x.npz")));
}

TEST_F(LearnCommands, WhatIsWrongIsOneLineAndWritesNothing)
{
    const std::pair<nlohmann::json, const char*> wrong[] = {
        {{{"corpus", file("none.txt")}}, "none.txt"},         {{{"layerz", 2}}, "layerz"},
        {{{"heads", {4, 4}}, {"frames", "learned"}}, "2ℓ+1"}, {{{"updates", -1}}, "updates"},
        {{{"model", "dot-product"}, {"width", 7}}, "width"},
    };
    for (const auto& [changes, word] : wrong) {
        config(changes);
        const CliResult r = train("m.safetensors");
        EXPECT_EQ(r.code, 2) << word;
        EXPECT_NE(r.err.find(word), std::string::npos) << r.err;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_FALSE(fs::exists(file("m.safetensors")));
    }
    config();
    EXPECT_EQ(train("m.safetensors", {"--resume"}).code, 2);
    EXPECT_EQ(train("m.safetensors", {"--log", file("log.txt")}).code, 2);
}

}  // namespace
}  // namespace gauge::test
