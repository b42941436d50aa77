// gaugescope-cli holonomy, end to end.
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace gauge::test {
namespace {

class HolonomyCommand : public testing::Test {
protected:
    /// The command on a state of n tokens, SO(3) on three dimensions.
    CliResult run(Index n, std::vector<std::string> options)
    {
        writeArraysOf(randomArrays(Group::Spin1, n, 5));
        return runOnFile(std::move(options));
    }
    void writeArraysOf(const NpzArrays& arrays) { writeNpz(folder_.file("in.npz"), {arrays.begin(), arrays.end()}); }
    CliResult runOnFile(std::vector<std::string> options)
    {
        std::vector<std::string> words{"holonomy", folder_.file("in.npz"), "-o", folder_.file("out.npz")};
        words.insert(words.end(), options.begin(), options.end());
        return runCli(words);
    }
    NpzArrays written() const { return readNpz(folder_.file("out.npz")); }

    TemporaryFolder folder_;
};

void expectAll(const NpyArray& array, double value, double tolerance)
{
    for (const double number : array.numbers)
        EXPECT_NEAR(number, value, tolerance);
}

TEST_F(HolonomyCommand, OfAFlatConnectionIsThatEverybodyComesHome)
{
    for (const std::vector<std::string>& options : {std::vector<std::string>{},
                                                    {"--connection", "power=0.7,1"},
                                                    {"--connection", "random=0.5", "--link-scale", "0"}}) {
        const CliResult r = run(7, options);
        ASSERT_EQ(r.code, 0) << r.err;
        const NpzArrays out = written();
        EXPECT_EQ(out.at("triangles").shape, (std::vector<Index>{35, 3}));
        EXPECT_EQ(std::vector<double>(out.at("triangles").numbers.begin(), out.at("triangles").numbers.begin() + 6),
                  (std::vector<double>{0, 1, 2, 0, 1, 3}));
        EXPECT_EQ(out.at("wilson").shape, (std::vector<Index>{1, 35}));
        expectAll(out.at("wilson"), 1, 1e-12);
        expectAll(out.at("deviation"), 0, 1e-12);
        expectAll(out.at("cocycle"), 0, 1e-12);
        expectAll(out.at("frustration"), 0, 0);
        expectAll(out.at("wilson_interval"), 1, 1e-12);
        EXPECT_EQ(out.at("frustration_mode").shape, (std::vector<Index>{7, 3}));
        EXPECT_EQ(out.count("anchor_map"), 0u);
    }
}

TEST_F(HolonomyCommand, OfACurvedOneIsSaidInNumbers)
{
    const CliResult r = run(6, {"--connection", "random=0.5", "--anchor", "2", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    const auto summary = nlohmann::json::parse(r.out);
    EXPECT_EQ(summary.at("command"), "holonomy");
    EXPECT_EQ(summary.at("triangles"), 20);
    EXPECT_EQ(summary.at("sampled"), false);
    const NpzArrays out = written();
    double mean = 0;
    for (const double wilson : out.at("wilson").numbers)
        mean += wilson / 20;
    EXPECT_LT(mean, 0.99);
    EXPECT_NEAR(summary.at("heads").at(0).at("wilson").get<double>(), mean, 1e-12);
    EXPECT_GT(out.at("frustration").numbers[0], 1e-4);
    const NpyArray& map = out.at("anchor_map");
    EXPECT_EQ(map.shape, (std::vector<Index>{1, 6, 6}));
    // The last triangle is 3, 4, 5; the map of 2 at 3, 4 is the triangle 2, 3, 4, the last but three.
    EXPECT_EQ(std::vector<double>(out.at("triangles").numbers.begin() + 48, out.at("triangles").numbers.begin() + 51),
              (std::vector<double>{2, 3, 4}));
    EXPECT_NEAR(map.numbers[3 * 6 + 4], out.at("deviation").numbers[16], 1e-12);
}

TEST_F(HolonomyCommand, SamplesBeyondSixtyTokensByTheSeed)
{
    ASSERT_EQ(run(61, {"--connection", "random=0.3"}).code, 0);
    const NpzArrays first = written();
    EXPECT_EQ(first.at("triangles").shape, (std::vector<Index>{512, 3}));
    EXPECT_LT(first.at("wilson_interval").numbers[0], first.at("wilson_interval").numbers[1]);
    ASSERT_EQ(runOnFile({"--connection", "power=0.3,0.5", "--seed", "1"}).code, 0);
    EXPECT_EQ(written().at("triangles").numbers, first.at("triangles").numbers);
    ASSERT_EQ(runOnFile({"--connection", "power=0.3,0.5", "--seed", "2"}).code, 0);
    EXPECT_NE(written().at("triangles").numbers, first.at("triangles").numbers);
}

TEST_F(HolonomyCommand, OfOneAttentionForAllHeadsStillHasEveryHeadsLinks)
{
    writeArraysOf(randomArrays(Group::So2Planes, 6, 4));
    ASSERT_EQ(runOnFile({"--connection", "random=0.4"}).code, 0);
    const Index heads = written().at("wilson").shape[0];
    ASSERT_GT(heads, 1);
    const NpzArrays each = written();
    ASSERT_EQ(runOnFile({"--connection", "random=0.4", "--head-attention", "summed"}).code, 0);
    const NpzArrays summed = written();
    EXPECT_EQ(summed.at("wilson").numbers, each.at("wilson").numbers);
    EXPECT_NE(summed.at("face_weight").numbers, each.at("face_weight").numbers);
    const auto& weight = summed.at("face_weight").numbers;
    for (std::size_t t = 0; t < 20; ++t)
        EXPECT_EQ(weight[t], weight[20 + t]);
}

TEST_F(HolonomyCommand, SaysThatTwoTokensMakeNoTriangle)
{
    const CliResult r = run(2, {"--connection", "random=0.3", "--json"});
    EXPECT_EQ(r.code, 0);
    EXPECT_EQ(r.err,
              "gaugescope-cli: holonomy: a triangle takes 3 tokens, found 2: no triangles, and no mean Wilson loop\n");
    EXPECT_EQ(written().at("wilson").shape, (std::vector<Index>{1, 0}));
    EXPECT_TRUE(std::isnan(written().at("wilson_interval").numbers[0]));
    EXPECT_TRUE(nlohmann::json::parse(r.out).at("heads").at(0).at("wilson").is_null());
}

TEST_F(HolonomyCommand, RefusesInWords)
{
    const auto refused = [&](const CliResult& r, const std::string& words) {
        EXPECT_EQ(r.code, 2);
        EXPECT_EQ(r.out, "");
        EXPECT_EQ(r.err, "gaugescope-cli: " + words + "\n");
    };
    refused(run(4, {"--anchor", "-1"}), "--anchor: expected a token from 0 to 3, found -1");
    refused(run(4, {"--anchor", "4"}), "--anchor: expected a token from 0 to 3, found 4");
    refused(run(2731, {}),
            "frustration: expected 8192 rows of the connection Laplacian at most, found 8193 (2731 tokens in 3 "
            "dimensions)");
    EXPECT_EQ(runOnFile({"--energy", "allowed"}).code, 2) << "changes nothing here";
    EXPECT_EQ(runOnFile({"--connection", "links"}).code, 2);
}

/// Local changes q_i → g_i·q_i, U_i → g_i U_i leave what is pulled back, and so every number, as it was.
TEST_F(HolonomyCommand, OfOtherLocalFramesIsTheSame)
{
    const auto asFrames = [](const NpzArrays& in, bool changed) {
        const Index n = in.at("mu").shape[0];
        const Matrixd one = Matrixd::Identity(3, 3);
        NpzArrays out;
        std::vector<double> mu, sigma, frames, links;
        for (Index i = 0; i < n; ++i) {
            const double t = 0.3 * static_cast<double>(i);
            Matrixd g = one;
            if (changed)
                g << 1 + 0.1 * t, 0.2, -t, 0, 1, 0.3 * t, 0.1, 0, 1;
            const RowMatrixd m = g * Eigen::Map<const Vectord>(in.at("mu").numbers.data() + i * 3, 3);
            const RowMatrixd s =
                g * Eigen::Map<const RowMatrixd>(in.at("sigma").numbers.data() + i * 9, 3, 3) * g.transpose();
            const RowMatrixd symmetric = 0.5 * (s + s.transpose());
            const RowMatrixd u = g;
            mu.insert(mu.end(), m.data(), m.data() + 3);
            sigma.insert(sigma.end(), symmetric.data(), symmetric.data() + 9);
            frames.insert(frames.end(), u.data(), u.data() + 9);
            for (Index j = 0; j < n; ++j) {
                RowMatrixd v = one;
                for (Index k = 0; k < 9 && i != j; ++k)
                    v.data()[k] += 0.05 * static_cast<double>((3 * i + 5 * j + 2 * k * k) % 7 - 3);
                links.insert(links.end(), v.data(), v.data() + 9);
            }
        }
        out["mu"] = numbersArray({n, 3}, mu);
        out["sigma"] = numbersArray({n, 3, 3}, sigma);
        out["frames"] = numbersArray({n, 3, 3}, frames);
        out["link_frames"] = numbersArray({n, n, 3, 3}, links);
        return out;
    };
    const NpzArrays in = randomArrays(Group::Spin1, 6, 5);
    writeArraysOf(asFrames(in, false));
    const CliResult r = runOnFile({"--connection", "links", "--anchor", "1"});
    ASSERT_EQ(r.code, 0) << r.err;
    const NpzArrays before = written();
    writeArraysOf(asFrames(in, true));
    ASSERT_EQ(runOnFile({"--connection", "links", "--anchor", "1"}).code, 0);
    for (const auto& [name, array] : written())
        for (std::size_t k = 0; name != "frustration_mode" && k < array.numbers.size();
             ++k)  // its eigenvalue is double here
            EXPECT_NEAR(array.numbers[k], before.at(name).numbers[k], 1e-9) << name;
    EXPECT_GT(before.at("deviation").numbers[0], 0.01);
}

}  // namespace
}  // namespace gauge::test
