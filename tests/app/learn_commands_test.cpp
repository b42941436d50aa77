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

/// Head connections of every kind of map.
nlohmann::json connected(const char* maps = "free")
{
    return {{"connections", maps}, {"output", "tied"}, {"learning-rate", 0.05}};
}

TEST_F(LearnCommands, WithHeadConnectionsTooOneSeedGivesOneLogAndStoppingChangesNothing)
{
    nlohmann::json changes = connected();
    changes.update({{"updates", 1200}, {"evaluate-every", 400}, {"dimension", 7}, {"share-layers", false}});
    config(changes);
    ASSERT_EQ(train("whole.safetensors", {"--log", file("whole.csv")}).code, 0);
    ASSERT_EQ(train("one.safetensors", {"--log", file("one.csv"), "--threads", "1"}).code, 0);
    EXPECT_EQ(readFile(file("one.csv")), readFile(file("whole.csv")));
    EXPECT_EQ(readFile(file("one.safetensors")), readFile(file("whole.safetensors")));
    for (const int signal : {SIGINT, SIGKILL}) {
        fs::remove(file("part.safetensors"));
        EXPECT_EQ(stoppedBy(signal, "part.safetensors", "part.csv"), signal == SIGINT ? 130 : -1);
        const CliResult rest = train("part.safetensors", {"--resume", "--log", file("part.csv")});
        ASSERT_EQ(rest.code, 0) << rest.err;
        EXPECT_EQ(readFile(file("part.csv")), readFile(file("whole.csv")));
        EXPECT_EQ(readFile(file("part.safetensors")), readFile(file("whole.safetensors")));
    }
}

TEST_F(LearnCommands, AModelWithHeadConnectionsIsAskedAndDescribed)
{
    for (const char* maps : {"free", "linear", "rotation", "random", "identity"}) {
        nlohmann::json changes = connected(maps);
        changes["share-layers"] = false;
        config(changes);
        const CliResult trained = train("m.safetensors", {"--json"});
        ASSERT_EQ(trained.code, 0) << trained.err;
        const double heldOut = nlohmann::json::parse(trained.out).at("held_out_perplexity").get<double>();
        EXPECT_LT(heldOut, 12) << maps;
        const CliResult asked = runCli({"eval", file("m.safetensors"), "--held-out", "--json"});
        ASSERT_EQ(asked.code, 0) << asked.err;
        EXPECT_NEAR(nlohmann::json::parse(asked.out).at("perplexity").get<double>(), heldOut, 1e-6 * heldOut);
        const CliResult told = runCli({"info", file("m.safetensors"), "--json"});
        ASSERT_EQ(told.code, 0) << told.err;
        const auto info = nlohmann::json::parse(told.out);
        EXPECT_NEAR(info.at("held_out_perplexity").get<double>(), heldOut, 1e-6 * heldOut);
        const auto& heads = info.at("connections");
        ASSERT_EQ(heads.size(), 4U) << maps;  // two layers of two heads
        const bool group = maps == std::string("linear") || maps == std::string("rotation");
        for (const auto& head : heads) {
            EXPECT_EQ(head.at("receiver").size(), 4U);
            EXPECT_GE(head.at("sender").front().get<double>(), head.at("sender").back().get<double>());
            EXPECT_EQ(head.contains("link"), group) << maps;
            if (maps == std::string("rotation"))
                for (const auto& value : head.at("sender"))
                    EXPECT_NEAR(value.get<double>(), 1, 1e-5);
            if (maps == std::string("identity"))
                EXPECT_EQ(head.at("return").front(), 1);
            if (group)
                EXPECT_GT(head.at("link").at("deviation").get<double>(), 0);
        }
        const CliResult text = runCli({"info", file("m.safetensors")});
        EXPECT_NE(text.out.find("layer 2 head 2"), std::string::npos) << text.out;
        const CliResult refused = runCli({"embed", "the cat", "--model", file("m.safetensors"), "-o", file("e.npz")});
        EXPECT_EQ(refused.code, 2);
        EXPECT_NE(refused.err.find("head connections"), std::string::npos) << refused.err;
        EXPECT_FALSE(fs::exists(file("e.npz")));
    }
}

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
        {{{"corpus", file("none.txt")}}, "none.txt"},
        {{{"layerz", 2}}, "layerz"},
        {{{"heads", {4, 4}}, {"frames", "learned"}}, "2ℓ+1"},
        {{{"updates", -1}}, "updates"},
        {{{"model", "dot-product"}, {"width", 7}}, "width"},
        {{{"dimension", 6}}, "dimension"},
        {{{"return", "energy"}}, "return"},
        {{{"shared-sender", true}}, "shared-sender"},
        {{{"output-map", false}}, "output-map"},
        {{{"connections", "all"}}, "connections"},
        {{{"connections", "free"}, {"covariance", "full"}}, "covariance"},
        {{{"connections", "free"}, {"frames", "learned"}}, "frames"},
        {{{"connections", "free"}, {"half-storage", true}}, "half-storage"},
        {{{"connections", "free"}, {"heads", {3, 5}}}, "even"},
        {{{"connections", "linear"}, {"dimension", 9}}, "add up to K = 9"},
        {{{"connections", "rotation"}, {"shared-sender", true}}, "shared-sender"},
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
