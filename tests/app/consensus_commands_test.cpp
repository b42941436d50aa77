// Consensus through the commands: what they write beyond labels, and what they refuse.
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace gauge::test {
namespace {

const char* const kLong =
    "the cat sat on the mat while the dog slept by the fire and the child read a book about a king and a queen";

class Text : public testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(runCli({"embed", kLong, "-o", in_}).code, 0); }

    TemporaryFolder folder_;
    std::string in_ = folder_.file("t.npz");
    std::string out_ = folder_.file("o.npz");
};

TEST_F(Text, CondenseWritesNumbersBothTablesAndEveryTokensMessage)
{
    const CliResult r = runCli({"condense", in_, "-o", out_, "--threshold", "2", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const NpzArrays c = readNpz(out_);
    EXPECT_EQ(c.at("merge").numbers, c.at("merge_complete").numbers);
    EXPECT_EQ(c.at("merge_components").shape, (std::vector<Index>{24, 4}));
    EXPECT_EQ(c.at("attention_entropy").shape, (std::vector<Index>{1, 25}));
    EXPECT_EQ(c.at("silhouette").shape, (std::vector<Index>{25}));
    EXPECT_EQ(c.at("message_cov").shape, (std::vector<Index>{25, 16, 16}));
    EXPECT_EQ(c.at("modularity").shape, (std::vector<Index>{}));
    const auto summary = nlohmann::json::parse(r.out);
    EXPECT_NEAR(summary["consensus"]["modularity"].get<double>(), c.at("modularity").numbers[0], 1e-15);
    EXPECT_LT(c.at("within").numbers[0], c.at("between").numbers[0]);

    const auto& bound = c.at("attention_bound").numbers;
    ASSERT_EQ(bound.size(), 25u);
    for (const double b : bound) {
        EXPECT_GE(b, 0);
        EXPECT_LE(b, 1);
    }
}

TEST_F(Text, CondensingDuplicatesLeavesEveryMessageAsItWas)
{
    ASSERT_EQ(runCli({"condense", in_, "-o", out_, "--threshold", "1e-9"}).code, 0);
    ASSERT_EQ(runCli({"attend", in_, "-o", out_ + ".a.npz"}).code, 0);
    const NpzArrays c = readNpz(out_);
    const NpzArrays a = readNpz(out_ + ".a.npz");
    EXPECT_LT(c.at("active_index").numbers.size(), 25u);
    for (const char* name : {"message_mean", "message_cov"})
        for (std::size_t k = 0; k < a.at(name).numbers.size(); ++k)
            EXPECT_NEAR(c.at(name).numbers[k], a.at(name).numbers[k], 1e-12);
    for (const double b : c.at("attention_bound").numbers)
        EXPECT_LT(b, 1e-6);
}

TEST_F(Text, OtherLinksKeepAgreeingTokensApartAndThatIsSaid)
{
    const std::string triangle = std::string(GAUGESCOPE_SOURCE) + "/resources/examples/triangle.npz";
    const std::vector<std::string> condense{"condense", triangle,      "-o",  out_,    "--connection",
                                            "links",    "--threshold", "100", "--json"};
    const CliResult apart = runCli(condense);
    ASSERT_EQ(apart.code, 0) << apart.err;
    EXPECT_NE(apart.err.find("--unequal-links: 3 pairs agree and keep apart"), std::string::npos) << apart.err;
    EXPECT_EQ(nlohmann::json::parse(apart.out)["unequal_links_by_scale"], nlohmann::json::array({3}));
    EXPECT_EQ(readNpz(out_).at("meta_count_1").numbers.size(), 3u);

    std::vector<std::string> joining = condense;
    joining.insert(joining.end(), {"--unequal-links", "medoid"});
    const CliResult joined = runCli(joining);
    ASSERT_EQ(joined.code, 0) << joined.err;
    EXPECT_EQ(joined.err.find("unequal"), std::string::npos) << joined.err;
    const NpzArrays c = readNpz(out_);
    EXPECT_EQ(c.at("meta_count_1").numbers, (std::vector<double>{3}));
    EXPECT_EQ(c.at("attention_bound").shape, (std::vector<Index>{1, 3}));

    std::vector<std::string> counted = condense;
    counted.insert(counted.end(), {"--clusters", "2"});
    const CliResult refused = runCli(counted);
    EXPECT_EQ(refused.code, 2);
    EXPECT_NE(refused.err.find("different links"), std::string::npos) << refused.err;

    const CliResult layers = runCli({"evolve", triangle, "-o", out_, "--connection", "links", "--threshold", "100",
                                     "--condensed", "--layers", "2", "--json"});
    ASSERT_EQ(layers.code, 0) << layers.err;
    EXPECT_EQ(nlohmann::json::parse(layers.out)["unequal_links"], nlohmann::json::array({3, 3}));
    EXPECT_NE(layers.err.find("3 pairs at the last layer agree"), std::string::npos) << layers.err;
}

TEST_F(Text, ClustersByNumberAndPoolingWeights)
{
    for (const char* count : {"1", "7", "12"}) {
        ASSERT_EQ(runCli({"condense", in_, "-o", out_, "--clusters", count}).code, 0);
        EXPECT_EQ(readNpz(out_).at("meta_count_1").numbers.size(), static_cast<std::size_t>(std::stoi(count)));
    }
    const CliResult many = runCli({"condense", in_, "-o", out_, "--clusters", "26"});
    EXPECT_EQ(many.code, 2);
    EXPECT_NE(many.err.find("between 1 and 25"), std::string::npos) << many.err;
    EXPECT_EQ(runCli({"condense", in_, "-o", out_, "--pooling", "product", "--pooling-weights", "uniform"}).code, 2);
    EXPECT_EQ(runCli({"condense", in_, "-o", out_, "--pooling-weights", "coherence", "--meta-frame", "karcher"}).code, 0);
}

TEST_F(Text, ThreeScalesFormFromRealTextAndTheEventListTellsTheStory)
{
    const CliResult r = runCli({"evolve", in_, "-o", out_, "--layers", "6", "--kappa", "3", "--alpha", "0.3", "--events",
                                "--scales", "3", "--threshold", "0.5", "--threshold-growth", "2", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const auto events = nlohmann::json::parse(r.out)["events"];
    std::set<int> formed;
    bool animals = false;
    for (const auto& e : events) {
        if (e["what"] == "formed")
            formed.insert(e["scale"].get<int>());
        animals = animals || e["tokens"] == nlohmann::json({"cat", "dog"});
    }
    EXPECT_EQ(formed, (std::set<int>{1, 2, 3}));
    EXPECT_TRUE(animals);
    const NpzArrays o = readNpz(out_);
    EXPECT_EQ(o.at("groups").shape, (std::vector<Index>{7, 3, 25}));
    EXPECT_EQ(o.at("event_layer").numbers.size(), events.size());
    EXPECT_EQ(o.at("event_kind").text.size(), events.size());
    EXPECT_EQ(o.at("event_offset").numbers.back(), static_cast<double>(o.at("event_member").numbers.size()));
}

TEST_F(Text, CondensedLayersAreSmallerAndEveryTokenHasItsMessage)
{
    const CliResult r =
        runCli({"evolve", in_, "-o", out_, "--layers", "6", "--kappa", "3", "--alpha", "0.3", "--condensed", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const NpzArrays o = readNpz(out_);
    const auto& agents = o.at("agents").numbers;
    ASSERT_EQ(agents.size(), 6u);
    EXPECT_EQ(agents.front(), 25);
    EXPECT_LT(agents.back(), 15);
    EXPECT_EQ(o.at("pair_evaluations").numbers.back(), agents.back() * agents.back());
    EXPECT_EQ(o.at("message_mean").shape, (std::vector<Index>{25, 16}));
    EXPECT_FALSE(nlohmann::json::parse(r.out)["events"].empty());
}

TEST_F(Text, AnOptionGivenInVainIsAnError)
{
    const CliResult r = runCli({"evolve", in_, "-o", out_, "--threshold", "2"});
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("--threshold"), std::string::npos);
    EXPECT_EQ(runCli({"evolve", in_, "-o", out_, "--condensed", "--mask", "causal"}).code, 2);
    EXPECT_EQ(runCli({"evolve", in_, "-o", out_, "--condensed", "--meta-prior", "1"}).code, 2);
    EXPECT_EQ(runCli({"evolve", in_, "-o", out_, "--events", "--score", "dot-product"}).code, 2);
    EXPECT_EQ(runCli({"attend", in_, "-o", out_, "--tree", "0.1"}).code, 2);
    EXPECT_EQ(runCli({"attend", in_, "-o", out_, "--no-matrix", "--tree", "0.1", "--links", "3"}).code, 2);
    EXPECT_EQ(runCli({"attend", in_, "-o", out_, "--no-matrix", "--tree", "0.1", "--mask", "causal"}).code, 2);
    EXPECT_EQ(runCli({"payoff", in_, "-o", out_}).code, 2);
    EXPECT_EQ(runCli({"payoff", in_, "--layers", "1"}).code, 2);
    EXPECT_EQ(runCli({"payoff", in_, "--meta-prior", "1"}).code, 2);
    EXPECT_FALSE(std::ifstream(out_).good()) << "nothing was written";
}

TEST_F(Text, TheTreeGivesTheMessagesOfTheExactMethod)
{
    ASSERT_EQ(runCli({"attend", in_, "-o", out_ + ".a.npz"}).code, 0);
    for (const char* precision : {"double", "single"}) {
        ASSERT_EQ(runCli({"attend", in_, "-o", out_, "--no-matrix", "--tree", "1e-6", "--precision", precision}).code, 0);
        const NpzArrays tree = readNpz(out_);
        const NpzArrays exact = readNpz(out_ + ".a.npz");
        for (std::size_t k = 0; k < exact.at("message_mean").numbers.size(); ++k)
            EXPECT_NEAR(tree.at("message_mean").numbers[k], exact.at("message_mean").numbers[k], 1e-4);
        EXPECT_EQ(tree.count("attention_bound"), 1u);
    }
}

TEST_F(Text, PayOffIsMeasuredOnAState)
{
    const CliResult r = runCli({"payoff", in_, "--repeats", "1", "--kappa", "3", "--threshold", "1", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const auto p = nlohmann::json::parse(r.out);
    EXPECT_EQ(p["tokens"], 25);
    EXPECT_LT(p["agents"], 25);
    EXPECT_GT(p["seconds_full"]["median"], 0);
    const int agents = p["agents"].get<int>();
    EXPECT_EQ(p["kl_evaluations_of_a_layer"], nlohmann::json({625, agents * agents}));
}

TEST_F(Text, MetaPriorsWriteTheirPartOfTheFreeEnergy)
{
    ASSERT_EQ(
        runCli({"evolve", in_, "-o", out_, "--layers", "3", "--meta-prior", "1", "--threshold", "3", "--hysteresis", "0.5"})
            .code,
        0);
    const NpzArrays o = readNpz(out_);
    for (std::size_t t = 0; t < 4; ++t)
        EXPECT_NEAR(o.at("free_energy").numbers[t],
                    o.at("belief_energy").numbers[t] + o.at("coupling_energy").numbers[t] +
                        o.at("entropy_term").numbers[t] + o.at("meta_energy").numbers[t],
                    1e-9);
    EXPECT_GT(o.at("meta_energy").numbers[1], 0);
}

TEST_F(Text, DotProductsHaveNoConsensusAndEveryCommandSaysSoInTheSameWords)
{
    const std::string words = "--score: consensus needs divergence (agreement is a small divergence), found dot-product";
    const std::vector<std::vector<std::string>> all{{"condense", in_, "-o", out_},
                                                    {"evolve", in_, "-o", out_, "--events"},
                                                    {"evolve", in_, "-o", out_, "--condensed"},
                                                    {"evolve", in_, "-o", out_, "--meta-prior", "1"},
                                                    {"payoff", in_}};
    for (std::vector<std::string> command : all) {
        command.insert(command.end(), {"--score", "dot-product"});
        const CliResult r = runCli(command);
        EXPECT_EQ(r.code, 2) << command.front();
        EXPECT_NE(r.err.find(words), std::string::npos) << r.err;
        EXPECT_FALSE(std::ifstream(out_).good());
    }
}

TEST_F(Text, StartNoiseScattersTheSameWayForTheSameSeed)
{
    const auto evolved = [&](const std::vector<std::string>& more) {
        std::vector<std::string> command{"evolve", in_, "-o", out_, "--layers", "2"};
        command.insert(command.end(), more.begin(), more.end());
        const CliResult r = runCli(command);
        EXPECT_EQ(r.code, 0) << r.err;
        return readNpz(out_);
    };
    const NpzArrays still = evolved({});
    const NpzArrays one = evolved({"--start-noise", "0.5", "--seed", "3"});
    const NpzArrays again = evolved({"--start-noise", "0.5", "--seed", "3"});
    const NpzArrays other = evolved({"--start-noise", "0.5", "--seed", "4"});
    EXPECT_EQ(one.at("mu").numbers, again.at("mu").numbers);
    EXPECT_NE(one.at("mu").numbers, other.at("mu").numbers);
    EXPECT_NE(one.at("mu").numbers, still.at("mu").numbers);
    EXPECT_EQ(one.at("prior_mu").numbers, still.at("prior_mu").numbers) << "priors stay";
    EXPECT_EQ(evolved({"--seed", "4"}).at("mu").numbers, still.at("mu").numbers) << "a seed alone scatters nothing";
}

}  // namespace
}  // namespace gauge::test
