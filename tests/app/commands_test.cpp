// The commands of FORMATS.md, end to end.
#include "core/io/safetensors.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace gauge::test {
namespace {

const char* const kSentence = "the cat sat on the mat while the dog slept near the fire";

TEST(Commands, EmbedThenCondensePutsRepeatedWordsTogether)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz")}).code, 0);
    const NpzArrays t = readNpz(folder.file("t.npz"));
    EXPECT_EQ(t.at("mu").shape, (std::vector<Index>{13, 16}));
    EXPECT_EQ(t.count("phi"), 0u);
    ASSERT_EQ(runCli({"condense", folder.file("t.npz"), "-o", folder.file("c.npz"), "--threshold", "1e-9"}).code, 0);
    const NpzArrays c = readNpz(folder.file("c.npz"));
    const auto& labels = c.at("labels").numbers;
    EXPECT_EQ(labels[0], labels[4]);
    EXPECT_EQ(labels[0], labels[7]);
    EXPECT_EQ(labels[0], labels[11]);
    EXPECT_EQ(c.at("meta_count_1").numbers[0], 4);
    EXPECT_EQ(c.at("kl_evaluations").numbers, (std::vector<double>{169, 100}));
    EXPECT_EQ(c.at("active_scale").numbers.back(), 1);
}

TEST(Commands, PositionsKeepRepeatedWordsApart)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz"), "--position-rate", "0.3"}).code, 0);
    ASSERT_EQ(runCli({"condense", folder.file("t.npz"), "-o", folder.file("c.npz"), "--threshold", "1e-9"}).code, 0);
    const auto labels = readNpz(folder.file("c.npz")).at("labels").numbers;
    EXPECT_NE(labels[0], labels[4]);
    ASSERT_EQ(runCli({"attend", folder.file("t.npz"), "-o", folder.file("a.npz")}).code, 0);
}

TEST(Commands, MetaTokensFormAsLayersRun)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz")}).code, 0);
    std::size_t before = 14;
    for (const char* layers : {"0", "6"}) {
        ASSERT_EQ(runCli({"evolve", folder.file("t.npz"), "-o", folder.file("e.npz"), "--layers", layers, "--kappa", "2",
                          "--alpha", "0.5"})
                      .code,
                  0);
        ASSERT_EQ(runCli({"condense", folder.file("e.npz"), "-o", folder.file("c.npz"), "--kappa", "2"}).code, 0);
        const auto labels = readNpz(folder.file("c.npz")).at("meta_count_1").numbers;
        EXPECT_LT(labels.size(), before);
        before = labels.size();
        if (std::string(layers) == "6") {
            const auto label = readNpz(folder.file("c.npz")).at("labels").numbers;
            EXPECT_EQ(label[1], label[8]) << "cat and dog";
        }
    }
}

TEST(Commands, EvolveKeepsItsInputAndContinues)
{
    const TemporaryFolder folder;
    NpzArrays arrays = randomArrays(Group::Irreps, 6, 3);
    arrays["tokens"] = textArray({"a", "b", "c", "d", "e", "f"});
    writeNpz(folder.file("in.npz"), {arrays.begin(), arrays.end()});
    ASSERT_EQ(runCli({"evolve", folder.file("in.npz"), "-o", folder.file("two.npz"), "--layers", "2"}).code, 0);
    ASSERT_EQ(runCli({"evolve", folder.file("in.npz"), "-o", folder.file("one.npz")}).code, 0);
    ASSERT_EQ(runCli({"evolve", folder.file("one.npz"), "-o", folder.file("again.npz")}).code, 0);
    const NpzArrays two = readNpz(folder.file("two.npz"));
    const NpzArrays again = readNpz(folder.file("again.npz"));
    EXPECT_EQ(two.at("tokens").text, arrays["tokens"].text);
    EXPECT_EQ(two.at("phi").numbers, arrays["phi"].numbers);
    EXPECT_EQ(two.at("heads").kind, 'i');
    EXPECT_EQ(two.at("free_energy").shape, (std::vector<Index>{3}));
    for (std::size_t i = 0; i < two.at("mu").numbers.size(); ++i)
        EXPECT_NEAR(two.at("mu").numbers[i], again.at("mu").numbers[i], 1e-10);
    for (std::size_t t = 0; t < 3; ++t)
        EXPECT_NEAR(two.at("free_energy").numbers[t],
                    two.at("belief_energy").numbers[t] + two.at("coupling_energy").numbers[t] +
                        two.at("entropy_term").numbers[t],
                    1e-10);
}

TEST(Commands, SafetensorsHoldWhatNpzHolds)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz"), "--position-rate", "0.2"}).code, 0);
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.safetensors"), "--position-rate", "0.2"}).code, 0);
    for (const char* end : {"npz", "safetensors"}) {
        const CliResult r =
            runCli({"attend", folder.file(std::string("t.") + end), "-o", folder.file(std::string("a.") + end)});
        ASSERT_EQ(r.code, 0) << r.err;
    }
    const NpzArrays npz = readNpz(folder.file("a.npz"));
    const NpzArrays tensors = readSafetensors(folder.file("a.safetensors"));
    ASSERT_EQ(npz.size(), tensors.size());
    for (const auto& [name, array] : npz) {
        EXPECT_EQ(array.shape, tensors.at(name).shape);
        EXPECT_EQ(array.numbers, tensors.at(name).numbers);
    }
    EXPECT_EQ(readSafetensors(folder.file("t.safetensors")).at("tokens").text,
              readNpz(folder.file("t.npz")).at("tokens").text);
}

TEST(Commands, DamagedSafetensorsAreOneLineAndWriteNothing)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", "cat and dog", "-o", folder.file("t.safetensors")}).code, 0);
    std::ifstream in(folder.file("t.safetensors"), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::string> damaged{"", "short", std::string(64, '\xff'), whole.substr(0, 40),
                                     whole.substr(0, whole.size() - 1)};
    for (std::size_t at = 8; at < 300; at += 13) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x41);
        damaged.push_back(flipped);
    }
    for (const std::string& bytes : damaged) {
        std::ofstream(folder.file("d.safetensors"), std::ios::binary) << bytes;
        const CliResult r = runCli({"attend", folder.file("d.safetensors"), "-o", folder.file("x.npz")});
        if (r.code == 0) {  // a flipped name of an array that is not needed
            std::filesystem::remove(folder.file("x.npz"));
            continue;
        }
        EXPECT_EQ(r.code, 2) << r.err;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_FALSE(std::filesystem::exists(folder.file("x.npz")));
    }
}

TEST(Commands, SeveralInputsAreOneBatchIntoAFolder)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", "the cat", "-o", folder.file("a.npz")}).code, 0);
    ASSERT_EQ(runCli({"embed", "a dog sat", "-o", folder.file("b.npz")}).code, 0);
    ASSERT_EQ(runCli({"attend", folder.file("a.npz"), folder.file("b.npz"), "-o", folder.file("out")}).code, 0);
    EXPECT_EQ(readNpz(folder.file("out/a.npz")).at("energy").shape, (std::vector<Index>{1, 2, 2}));
    EXPECT_EQ(readNpz(folder.file("out/b.npz")).at("energy").shape, (std::vector<Index>{1, 3, 3}));
}

TEST(Commands, ScalesAndCrossScaleModesCountTheirDivergences)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz")}).code, 0);
    for (const char* mode : {"active", "within", "full"}) {
        for (const char* linkage : {"complete", "components", "mutual"}) {
            const CliResult r = runCli({"condense", folder.file("t.npz"), "-o", folder.file("c.npz"), "--threshold", "12",
                                        "--scales", "3", "--cross-scale", mode, "--linkage", linkage});
            ASSERT_EQ(r.code, 0) << r.err;
            const NpzArrays c = readNpz(folder.file("c.npz"));
            const std::vector<double>& scale = c.at("active_scale").numbers;
            double counted = 0;
            for (const double s : {0., 1., 2., 3.}) {
                const auto own = static_cast<double>(std::count(scale.begin(), scale.end(), s));
                counted += own * own;
            }
            const auto agents = static_cast<double>(scale.size());
            EXPECT_EQ(c.at("kl_evaluations").numbers[1], std::string(mode) == "within" ? counted : agents * agents);
            EXPECT_EQ(c.at("parent_2").shape[0], c.at("meta_mu_1").shape[0]);
            double tokens = 0;
            for (const double n : c.at("meta_count_3").numbers)
                tokens += n;
            EXPECT_EQ(tokens, 13) << "multiplicities are carried through the scales";
            const std::vector<double>& beta = c.at("active_attention").numbers;
            for (std::size_t a = 0; a < scale.size(); ++a) {
                double sum = 0;
                for (std::size_t b = 0; b < scale.size(); ++b)
                    sum += beta[a * scale.size() + b];
                EXPECT_NEAR(sum, 1, 1e-12);
            }
        }
    }
}

TEST(Commands, JsonSummariesAreJson)
{
    const TemporaryFolder folder;
    const CliResult r = runCli({"embed", "A café, isn't it?", "-o", folder.file("t.npz"), "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const auto json = nlohmann::json::parse(r.out);
    EXPECT_EQ(json.at("tokens"), (nlohmann::json{"A", "café", ",", "isn't", "it", "?"}));
    EXPECT_EQ(nlohmann::json::parse(runCli({"info", folder.file("t.npz"), "--json"}).out).at("tokens"), 6);
}

TEST(Commands, WrongUseIsOneLineAndExitTwo)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"embed", kSentence, "-o", folder.file("t.npz")}).code, 0);
    const std::vector<std::vector<std::string>> wrong = {
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--kappa", "0"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--mask", "window=-1"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--divergence", "renyi=1"},
        // Without a device the first half is refused, with one the second.
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--backend", "cuda", "--precision", "half",
         "--transport", "pairwise"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--backend", "cuda", "--no-matrix", "--tree", "0.1"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--no-matrix", "--backend", "naive"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--edges-below", "1"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--covariance", "low-rank=0"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--attention-prior", "alibi=-1"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--precision", "half", "--backend", "cpu"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--precision", "tf32", "--backend", "cpu"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--precision", "bf16", "--backend", "naive"},
        {"attend", folder.file("t.npz"), "-o", folder.file("x.npz"), "--nonsense"},
        {"condense", folder.file("t.npz"), "-o", folder.file("x.npz"), "--mask", "causal"},
        {"condense", folder.file("t.npz"), "-o", folder.file("x.npz"), "--attention-prior", "recency=3"},
        {"evolve", folder.file("t.npz"), "-o", folder.file("x.npz"), "--frame-step", "0.1"},
        {"evolve", folder.file("t.npz"), "-o", folder.file("x.npz"), "--dynamics", "gradient", "--transport",
         "first-order"},
        {"embed", "   ", "-o", folder.file("x.npz")},
        {"embed", "bad \xFF bytes", "-o", folder.file("x.npz")},
        {"embed", "word", "-o", folder.file("x.npz"), "--model", folder.file("t.npz")},
        {"gradient", folder.file("t.npz"), "-o", folder.file("x.npz"), "--covariance", "diagonal-projected"},
        {"info"},
        {"info", folder.file("t.npz"), "--devices"},
        {}};
    for (const auto& words : wrong) {
        const CliResult r = runCli(words);
        EXPECT_EQ(r.code, 2) << (words.empty() ? "" : words.back()) << r.err;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_FALSE(std::filesystem::exists(folder.file("x.npz")));
    }
}

TEST(Commands, BenchReportsBothSidesOfTheRatio)
{
    const TemporaryFolder folder;
    ASSERT_EQ(runCli({"bench", "--shape", "6,8,3+5", "--repeats", "1", "--json", folder.file("b.json")}).code, 0);
    std::ifstream in(folder.file("b.json"));
    const auto rows = nlohmann::json::parse(in).at("rows");
    std::set<std::string> methods;
    for (const auto& row : rows) {
        methods.insert(row.at("method"));
        EXPECT_GT(row.at("seconds_min").get<double>(), 0);
        for (const char* exact : {"naive", "pairwise", "exact"})
            if (row.at("method") == exact && !row.at("max_relative_error").is_null()) {
                EXPECT_LT(row.at("max_relative_error").get<double>(), 1e-10) << row;
            }
    }
    for (const char* method :
         {"naive", "pairwise", "exact", "diagonal", "first-order", "low-rank=8", "window=8", "dot-product"})
        EXPECT_EQ(methods.count(method), 1u) << method;
}

}  // namespace
}  // namespace gauge::test
