// gaugescope-cli sweep, end to end: what evolve and condense say of every cell, parts, kills.
#include "tests/app/sweep_command.h"

namespace gauge::test {
namespace {

double last(const NpzArrays& arrays, const std::string& name)
{
    return arrays.at(name).numbers.back();
}

/// What the sweep measures, from what evolve and condense wrote.
struct Said {
    explicit Said(const NpzArrays& evolved, const NpzArrays& condensed)
    {
        const NpyArray& d = condensed.at("distance");
        const Index n = d.shape[0];
        std::vector<Index> sizes(static_cast<std::size_t>(n), 0);
        for (const double label : condensed.at("labels").numbers)
            ++sizes[static_cast<std::size_t>(label)];
        exact["agents"] = static_cast<double>(condensed.at("active_index").numbers.size());
        exact["groups"] = static_cast<double>(std::count_if(sizes.begin(), sizes.end(), [](Index s) { return s > 1; }));
        exact["largest"] = static_cast<double>(*std::max_element(sizes.begin(), sizes.end())) / static_cast<double>(n);
        exact["rank"] = last(condensed, "effective_rank_means");
        exact["modularity"] = last(condensed, "modularity");
        exact["free-energy"] = last(evolved, "free_energy");
        exact["belief-energy"] = last(evolved, "belief_energy");
        exact["coupling-energy"] = last(evolved, "coupling_energy");
        exact["entropy-term"] = last(evolved, "entropy_term");
        double sum = 0;
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < i; ++j)
                sum += d.numbers[static_cast<std::size_t>(i * n + j)];
        mean["distance"] = sum / (0.5 * static_cast<double>(n * (n - 1)));
        const std::vector<double>& entropy = condensed.at("attention_entropy").numbers;
        mean["entropy"] = std::accumulate(entropy.begin(), entropy.end(), 0.0) / static_cast<double>(entropy.size()) /
                          std::log(static_cast<double>(n));
    }
    std::map<std::string, double> exact, mean;
};

struct Case {
    const char* name;
    NpzArrays arrays;
    Words options;              // of all commands
    Words evolved;              // of evolve and sweep
    Words condensed;            // of condense and sweep
    std::string first, second;  // axes of evolve
};

std::vector<Case> cases()
{
    return {
        {"no frames",
         randomArrays(Group::None, 7, 3),
         {},
         {"--layers", "5"},
         {"--threshold", "0.8"},
         "kappa=0.3:4:9:log",
         "alpha=0.1:2:7"},
        {"SO(3)",
         randomArrays(Group::Spin1, 6, 4),
         {"--divergence", "jeffreys"},
         {"--layers", "4"},
         {"--linkage", "components"},
         "kappa=0.5:3:6",
         "lambda=0.2:3:5:log"},
        {"irreps",
         randomArrays(Group::Irreps, 5, 5),
         {"--head-attention", "summed"},
         {"--layers", "3", "--steps", "2"},
         {"--scales", "2"},
         "alpha=0:2:5",
         "step=0.2:1:4"},
        {"GL, frames move",
         randomArrays(Group::GlK, 4, 6),
         {},
         {"--layers", "3", "--frame-step", "0.05"},
         {"--threshold", "3"},
         "kappa=1:3:4",
         "alpha=0.5:1.5:4"},
        {"frames given",
         randomArrays(Group::GivenFrames, 5, 7),
         {"--covariance", "diagonal"},
         {"--layers", "3"},
         {"--clusters", "2"},
         "kappa=1:3:5",
         "dynamics=mirror,gradient"},
        {"links",
         linkedArrays(Group::Spin1, 5, 8, Links::Coordinates),
         {"--connection", "links"},
         {"--layers", "3"},
         {"--unequal-links", "medoid"},
         "kappa=1:3:4",
         "alpha=0.5:1.5:3"},
        {"noise",
         randomArrays(Group::So2Planes, 6, 9),
         {},
         {"--layers", "3", "--start-noise", "0.7"},
         {},
         "seed=1:5:5",
         "kappa=1:2:3"},
    };
}

/// A cell by itself: its own evolve, and the condense of what that wrote.
TEST_F(SweepCommand, OfACellIsBitForBitWhatEvolveAndCondenseSay)
{
    std::mt19937 random(12);
    int compared = 0;
    for (const Case& c : cases()) {
        put(c.arrays);
        ran(Words{"sweep", file("in.npz"), "-o", file("sweep.npz"), "--vary", c.first, "--vary", c.second} + c.options +
            c.evolved + c.condensed);
        const NpzArrays sweep = readNpz(file("sweep.npz"));
        const std::size_t rows = sweep.at("free-energy").shape[0];
        const std::size_t columns = sweep.at("free-energy").shape[1];
        const auto word = [&](const char* axis, std::size_t k) {
            const NpyArray& a = sweep.at(axis);
            return a.kind == 'U' ? a.text[k] : fmt::format("{}", a.numbers[k]);
        };
        for (int draw = 0; draw < 12; ++draw) {
            const std::size_t i = random() % rows;
            const std::size_t j = random() % columns;
            const auto& axes = sweep.at("axes").text;
            ran(Words{"evolve", file("in.npz"), "-o", file("evolved.npz"), "--" + axes[0], word("axis_0", i),
                      "--" + axes[1], word("axis_1", j)} +
                c.options + c.evolved);
            Words own;  // of the axes, what condense reads
            if (axes[0] == "kappa")
                own = {"--kappa", word("axis_0", i)};
            if (axes[1] == "kappa")
                own = {"--kappa", word("axis_1", j)};
            ran(Words{"condense", file("evolved.npz"), "-o", file("condensed.npz")} + own + c.options + c.condensed);
            const Said said(readNpz(file("evolved.npz")), readNpz(file("condensed.npz")));
            for (const auto& [name, value] : said.exact) {
                const double found = sweep.at(name).numbers[i * columns + j];
                EXPECT_TRUE(found == value || (std::isnan(found) && std::isnan(value)))
                    << c.name << ' ' << name << ' ' << found << ' ' << value;
            }
            for (const auto& [name, value] : said.mean)
                EXPECT_NEAR(sweep.at(name).numbers[i * columns + j], value, 1e-13 * std::max(1.0, std::abs(value)))
                    << c.name << ' ' << name;
            ++compared;
        }
    }
    EXPECT_GE(compared, 84);
}

/// Up and down: each cell is evolve of the file that evolve of the cell before wrote.
TEST_F(SweepCommand, AlongAPathGoesOnFromWhatTheCellBeforeWrote)
{
    put(randomArrays(Group::Spin1, 5, 21));
    const Words options{"--layers", "4", "--alpha", "0.4", "--start-noise", "0.5", "--seed", "3"};
    ran(Words{"sweep", file("in.npz"), "-o", file("sweep.npz"), "--vary", "kappa=2:0.5:4", "--path", "both"} + options);
    const NpzArrays sweep = readNpz(file("sweep.npz"));
    ASSERT_EQ(sweep.at("free-energy").shape, (std::vector<Index>{4, 2}));
    for (const std::size_t direction : {0, 1}) {
        std::string from = "in.npz";
        for (std::size_t k = 0; k < 4; ++k) {
            const std::size_t place = direction == 0 ? 3 - k : k;  // the values fall along the axis
            Words words{"evolve",   file(from),
                        "-o",       file(fmt::format("{}.npz", k)),
                        "--kappa",  fmt::format("{}", sweep.at("axis_0").numbers[place]),
                        "--layers", "4",
                        "--alpha",  "0.4"};
            if (k == 0)
                words = words + Words{"--start-noise", "0.5", "--seed", "3"};
            ran(words);
            from = fmt::format("{}.npz", k);
            EXPECT_EQ(sweep.at("free-energy").numbers[place * 2 + direction], last(readNpz(file(from)), "free_energy"))
                << direction << ' ' << k;
        }
    }
}

TEST_F(SweepCommand, InPartsMergesToTheBytesOfTheWhole)
{
    put(randomArrays(Group::So2Planes, 5, 2));
    for (const Words& options :
         {Words{"--vary", "kappa=0.5:2:5", "--vary", "threshold=0.1:3:4"},
          Words{"--vary", "kappa=0.5:2:4", "--vary", "mask=full,causal", "--path", "both", "--start-noise", "0.5",
                "--seeds", "3:6", "--measure", "susceptibility,order,entropy", "--measure", "free-energy"},
          Words{"--vary", "linkage=complete,components", "--until", "1e-6", "--layers", "50", "--measure",
                "slowest,converged,steps"}}) {
        const Words sweep = Words{"sweep", file("in.npz"), "--layers", "3"} + options;
        ran(sweep + Words{"-o", file("whole.npz")});
        Words parts;
        for (const int part : {2, 3, 1}) {
            parts.push_back(file(fmt::format("part-{}.npz", part)));
            ran(sweep + Words{"-o", parts.back(), "--shard", fmt::format("{}/3", part), "--threads", "1"});
        }
        ran(Words{"sweep", "--merge"} + parts + Words{"-o", file("merged.npz")});
        EXPECT_EQ(bytes("merged.npz"), bytes("whole.npz"));
        ran(sweep + Words{"-o", file("whole.csv")});
        ran(Words{"sweep", "--merge"} + parts + Words{"-o", file("merged.csv")});
        EXPECT_TRUE(bytes("merged.csv") == bytes("whole.csv"));
        const CliResult two = runCli({"sweep", "--merge", parts[0], parts[1], "-o", file("no.npz")});
        EXPECT_EQ(two.code, 2);
        EXPECT_NE(two.err.find("no part 1"), std::string::npos) << two.err;
        const CliResult twice = runCli({"sweep", "--merge", parts[0], parts[0], "-o", file("no.npz")});
        EXPECT_NE(twice.err.find("part 2 again"), std::string::npos) << twice.err;
    }
    const CliResult other = runCli({"sweep", "--merge", file("whole.npz"), "-o", file("no.npz")});
    EXPECT_EQ(other.code, 2);
    EXPECT_NE(other.err.find("shard"), std::string::npos) << other.err;
}

/// Of what no cell of a part can be, another part may be: the whole has holes, and so has the merged file.
TEST_F(SweepCommand, APartWithoutNumbersIsAPart)
{
    put(randomArrays(Group::So2Planes, 5, 2));
    const Words sweep{"sweep",      file("in.npz"), "--layers", "2",
                      "--dynamics", "gradient",     "--vary",   "transport=exact,first-order"};
    ran(sweep + Words{"-o", file("whole.npz")});
    for (const char* part : {"1", "2"})
        ran(sweep + Words{"-o", file(std::string("part-") + part + ".npz"), "--shard", std::string(part) + "/2"});
    ran({"sweep", "--merge", file("part-1.npz"), file("part-2.npz"), "-o", file("merged.npz")});
    EXPECT_TRUE(bytes("merged.npz") == bytes("whole.npz"));
}

/// Killed at any moment and resumed: the bytes of one run. SIGKILL by timeout(1).
TEST_F(SweepCommand, KilledAndResumedWritesWhatOneRunWrites)
{
    put(randomArrays(Group::Spin1, 24, 31));
    std::mt19937 random(5);
    for (const Words& options : {Words{"--vary", "kappa=0.3:3:12:log", "--vary", "alpha=0.1:2:6"},
                                 Words{"--vary", "kappa=0.3:3:12:log", "--vary", "alpha=0.1:2:3", "--path", "both"}}) {
        const Words sweep = Words{"sweep", file("in.npz"), "--layers", "12"} + options;
        const double whole = seconds(sweep + Words{"-o", file("whole.npz")});
        const std::string out = file("killed.npz");
        int kills = 0;
        bool ended = false;
        while (!ended && kills < 400) {
            // Ever later, so that the first is killed as it begins, however fast the machine has become.
            const double share = 0.04 * (1 + kills) * (0.5 + 0.5 * static_cast<double>(random() % 1000) / 1000);
            ended = endedAfter(share * whole, "KILL", sweep + Words{"-o", out, "--resume"}).code == 0;
            kills += ended ? 0 : 1;
        }
        EXPECT_GE(kills, 1);
        EXPECT_EQ(bytes("killed.npz"), bytes("whole.npz")) << kills << " kills";
        EXPECT_FALSE(std::filesystem::exists(out + ".unfinished"));
        std::filesystem::remove(out);
    }
}

TEST_F(SweepCommand, AnUnfinishedOneIsNotLostNorTakenForAnother)
{
    put(randomArrays(Group::Spin1, 24, 31));
    const Words either{"sweep", file("in.npz"), "--layers", "40", "--vary", "kappa=0.3:3:100:log"};
    const double whole = seconds(either + Words{"-o", file("one.npz")});
    const Words sweep = either + Words{"-o", file("out.npz")};
    // Stopped as by Ctrl-C.
    CliResult r;
    for (double share = 0.4; r.err.find("stopped") == std::string::npos && share > 0.02; share /= 1.5) {
        std::filesystem::remove(file("out.npz"));
        r = endedAfter(share * whole, "INT", sweep);
    }
    ASSERT_NE(r.err.find("stopped"), std::string::npos) << r.err;
    EXPECT_NE(r.err.find("--resume goes on"), std::string::npos) << r.err;
    EXPECT_FALSE(std::filesystem::exists(file("out.npz")));
    r = runCli(sweep);
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("unfinished"), std::string::npos) << r.err;
    r = runCli(sweep + Words{"--resume", "--alpha", "0.5"});
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("parameters"), std::string::npos) << r.err;
    // What was being written when the machine stopped is not taken for a cell.
    {
        std::ofstream cells(file("out.npz.unfinished/cells"), std::ios::app | std::ios::binary);
        cells << std::string(50, '\0');
    }
    r = runCli(sweep + Words{"--resume", "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_GT(nlohmann::json::parse(r.out).at("resumed").get<int>(), 0);
    EXPECT_EQ(bytes("one.npz"), bytes("out.npz"));
}

TEST_F(SweepCommand, OfATextMakesItsBeliefsAnewWhereTheyAreVaried)
{
    const std::string text = "the cat sat on the mat";
    ran({"sweep", "--text", text, "-o", file("sweep.npz"), "--vary", "position-rate=0:1:3", "--vary",
         "irrep-heads=false,true", "--layers", "2"});
    const NpzArrays sweep = readNpz(file("sweep.npz"));
    EXPECT_EQ(sweep.at("text").text.front(), text);
    EXPECT_EQ(sweep.at("axis_1").numbers, (std::vector<double>{0, 1}));
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 2; ++j) {
            Words embed{
                "embed", text, "-o", file("text.npz"), "--position-rate", fmt::format("{}", sweep.at("axis_0").numbers[i])};
            ran(j == 1 ? embed + Words{"--irrep-heads"} : embed);
            ran({"evolve", file("text.npz"), "-o", file("evolved.npz"), "--layers", "2"});
            EXPECT_EQ(sweep.at("free-energy").numbers[i * 2 + j], last(readNpz(file("evolved.npz")), "free_energy"));
        }
    }
}

}  // namespace
}  // namespace gauge::test
