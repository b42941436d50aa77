// Connections (MATH.md §9): attention along links of every source, against the literal loop; what is flat, what is invariant, what is refused.
#include "core/algebra/solvers.h"
#include "core/attention/state_ensemble.h"
#include "core/dynamics/evolve.h"
#include "core/error.h"
#include "core/pipeline/stages.h"
#include "tests/support/linked_state.h"
#include "tests/support/words.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {
namespace {

const Wanted kAll{.energy = true, .attention = true, .mixture = true, .product = true, .receivers = true};

AttentionOptions optionsOf(const std::string& connection, const std::string& divergence = "kl",
                           const std::string& covariance = "full", const std::string& transport = "exact")
{
    Parameters p;
    p.attention.kappa = 1.3;
    say(p, "connection", connection);
    say(p, "divergence", divergence);
    say(p, "covariance", covariance);
    say(p, "transport", transport);
    return resolve(p).attention;
}

AttentionResult attend(const State& state, const AttentionOptions& options)
{
    return attendOnce(*makeCpuBackend(), makeEnsemble(state, options), options, kAll, {});
}

void expectSame(const AttentionResult& a, const AttentionResult& b, double tolerance)
{
    EXPECT_LT(relativeDifference(a.energy, b.energy), tolerance);
    EXPECT_LT(relativeDifference(a.attention, b.attention), 10 * tolerance);
    ASSERT_EQ(a.message.heads.size(), b.message.heads.size());
    for (std::size_t h = 0; h < a.message.heads.size(); ++h) {
        EXPECT_LT((a.message.heads[h].mean - b.message.heads[h].mean).norm(),
                  100 * tolerance * (1 + b.message.heads[h].mean.norm()));
        EXPECT_LT((a.naturals[h].h - b.naturals[h].h).norm(), 100 * tolerance * (1 + b.naturals[h].h.norm()));
        for (Index i = 0; i < a.message.heads[h].tokens(); ++i) {
            EXPECT_LT((a.message.heads[h].cov[i] - b.message.heads[h].cov[i]).norm(),
                      100 * tolerance * (1 + b.message.heads[h].cov[i].norm()));
            EXPECT_LT((a.naturals[h].precision[i] - b.naturals[h].precision[i]).norm(),
                      100 * tolerance * (1 + b.naturals[h].precision[i].norm()));
        }
    }
}

struct LinkedCase {
    GroupCase group;
    Links links;
    std::string divergence;
    std::string covariance;
    std::string transport;
};

std::string nameOf(const LinkedCase& c)
{
    constexpr const char* kinds[] = {"Coordinates", "OneWay", "Matrices", "Heads", "Weights"};
    std::string name = std::string(c.group.name) + "_" + kinds[static_cast<int>(c.links)] + "_" + c.divergence + "_" +
                       c.covariance + "_" + c.transport;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0)
            letter = '_';
    return name;
}

std::vector<LinkedCase> linkedCases()
{
    std::vector<LinkedCase> cases;
    for (const GroupCase& group :
         {GroupCase{"So2Planes", Group::So2Planes}, GroupCase{"Spin1", Group::Spin1}, GroupCase{"Irreps", Group::Irreps},
          GroupCase{"SoK", Group::SoK}, GroupCase{"GlK", Group::GlK}, GroupCase{"User", Group::User}})
        for (const Links links : {Links::Coordinates, Links::OneWay, Links::Matrices, Links::Heads, Links::Weights})
            for (const char* divergence : {"kl", "reverse-kl", "jeffreys", "renyi=0.6"})
                for (const char* covariance : {"full", "diagonal", "diagonal-projected", "low-rank=1"})
                    for (const char* transport : {"exact", "pairwise", "none"}) {
                        const bool plain = std::string(covariance) == "full" && std::string(transport) == "exact";
                        // Families and transports are asked of every source, divergences of the plain ones and one group more.
                        if (plain || (std::string(divergence) != "jeffreys" &&
                                      (group.group == Group::Spin1 || group.group == Group::GlK)))
                            cases.push_back({group, links, divergence, covariance, transport});
                    }
    return cases;
}

class Linked : public testing::TestWithParam<LinkedCase> {};

TEST_P(Linked, AgreesWithTheLiteralDoubleLoop)
{
    const LinkedCase& c = GetParam();
    const State state = linkedState(c.group.group, 9, 31, c.links);
    AttentionOptions options = optionsOf(connectionOf(c.links), c.divergence, c.covariance, c.transport);
    options.mask = maskOf("causal-window=5", false);
    const Ensemble e = makeEnsemble(state, options);
    AttentionResult slow = attendOnce(*makeNaiveBackend(), e, options, kAll, {});
    const AttentionResult fast = attendOnce(*makeCpuBackend(), e, options, kAll, {});
    if (options.covariance.family ==
        CovarianceFamily::Diagonal)  // the literal loop leaves what lies off the diagonal of a geometric mean
        for (NaturalBlock& block : slow.naturals)
            for (Index i = 0; i < block.precision.size(); ++i)
                block.precision[i] = block.precision[i].diagonal().eval().asDiagonal();
    expectSame(fast, slow, 1e-10);
    AttentionOptions single = options;
    single.precision = Precision::Single;
    EXPECT_LT(relativeDifference(attendOnce(*makeCpuBackend(), e, single, kAll, {}).energy, slow.energy), 1e-4);
}

INSTANTIATE_TEST_SUITE_P(All, Linked, testing::ValuesIn(linkedCases()), [](const auto& p) { return nameOf(p.param); });

class Connections : public testing::TestWithParam<GroupCase> {};

TEST_P(Connections, WithoutLinksAreTodaysBytes)
{
    NpzArrays arrays = linkedArrays(GetParam().group, 7, 3, Links::Coordinates, 0.0);
    const State state = stateFromArrays(arrays, "unit");
    for (const char* divergence : {"kl", "reverse-kl", "jeffreys"}) {
        const AttentionResult flat = attend(state, optionsOf("flat", divergence));
        for (const char* scaled : {"links", "random=0", "power=0,1.5", "bilinear=0"})
            expectSame(attend(state, optionsOf(scaled, divergence)), flat, 1e-13);
    }
    const AttentionResult before = attend(stateFromArrays(randomArrays(GetParam().group, 7, 3), "bare"), optionsOf("flat"));
    const AttentionResult after = attend(state, optionsOf("flat"));
    for (std::size_t h = 0; h < before.energy.size(); ++h)
        EXPECT_EQ(before.energy[h], after.energy[h]);  // links in the file that nobody asked for change no bit
}

TEST_P(Connections, AHeadConnectionOfOneIsFlat)
{
    NpzArrays arrays = linkedArrays(GetParam().group, 7, 4, Links::Heads, 0.0);
    const State state = stateFromArrays(arrays, "unit");
    for (const char* covariance : {"full", "diagonal", "low-rank=1"})
        expectSame(attend(state, optionsOf("heads", "kl", covariance)), attend(state, optionsOf("flat", "kl", covariance)),
                   1e-11);
}

/// A file's links are V_ij = g_i g_j⁻¹: what q_i ↦ g_i⁻¹·q_i makes flat.
TEST_P(Connections, CoboundariesAreFramesInDisguise)
{
    const State flat = randomState(GetParam().group, 6, 5);
    const State turns = randomState(GetParam().group, 6, 6);
    NpzArrays arrays = randomArrays(GetParam().group, 6, 5);
    const Index k = flat.dim();
    std::vector<double> links;
    std::vector<double> frames;
    for (Index i = 0; i < 6; ++i) {
        const Matrixd g = frameMatrix(turns.frames, i);
        // q_i stands in a frame U_i g_i⁻¹ whose links are g_i g_j⁻¹: Ω_ij = U_i g_i⁻¹ (g_i g_j⁻¹) g_j U_j⁻¹.
        const RowMatrixd frame = frameMatrix(flat.frames, i) * g.inverse();
        frames.insert(frames.end(), frame.data(), frame.data() + frame.size());
        for (Index j = 0; j < 6; ++j) {
            const RowMatrixd v =
                i == j ? RowMatrixd(RowMatrixd::Identity(k, k)) : RowMatrixd(g * frameMatrix(turns.frames, j).inverse());
            links.insert(links.end(), v.data(), v.data() + v.size());
        }
    }
    arrays["link_frames"] = numbersArray({6, 6, k, k}, links);
    arrays["frames"] = numbersArray({6, k, k}, frames);
    const State disguised = stateFromArrays(arrays, "coboundary");
    EXPECT_TRUE(disguised.notes.empty());
    EXPECT_LT(relativeDifference(attend(disguised, optionsOf("links")).energy, attend(flat, optionsOf("flat")).energy),
              1e-9);
}

INSTANTIATE_TEST_SUITE_P(All, Connections,
                         testing::Values(GroupCase{"So2Planes", Group::So2Planes}, GroupCase{"Spin1", Group::Spin1},
                                         GroupCase{"Irreps", Group::Irreps}, GroupCase{"SoK", Group::SoK},
                                         GroupCase{"GlK", Group::GlK}),
                         [](const auto& p) { return p.param.name; });

TEST(Connection, AFirstPowerEqualsFramesThatTurnByPosition)
{
    NpzArrays arrays = randomArrays(Group::Spin1, 8, 9);
    for (double& x : arrays["phi"].numbers)
        x = 0;
    const State plain = stateFromArrays(arrays, "no turn");
    for (Index i = 0; i < 8; ++i)  // Ω_ij = exp(0.3 i T) exp(−0.3 j T)
        arrays["phi"].numbers[static_cast<std::size_t>(3 * i)] = 0.3 * static_cast<double>(i);
    const State turned = stateFromArrays(arrays, "turned");
    EXPECT_LT(relativeDifference(attend(plain, optionsOf("power=0.3,1")).energy, attend(turned, optionsOf("flat")).energy),
              1e-12);
    EXPECT_GT(
        relativeDifference(attend(plain, optionsOf("power=0.3,1.5")).energy, attend(turned, optionsOf("flat")).energy),
        1e-3);
}

TEST(Connection, ScaleTakesEverySourceFromFlatToFull)
{
    for (const Links links : {Links::Coordinates, Links::Matrices, Links::Heads, Links::Weights}) {
        const State state = linkedState(Group::GlK, 6, 12, links);
        AttentionOptions options = optionsOf(connectionOf(links));
        options.connection.scale = 0;
        EXPECT_LT(relativeDifference(attend(state, options).energy, attend(state, optionsOf("flat")).energy), 1e-10)
            << static_cast<int>(links);
        // Half the way twice is the whole way: V^(1/2) V^(1/2) = V.
        options.connection.scale = 0.5;
        const Ensemble half = makeEnsemble(state, options);
        options.connection.scale = 1;
        const Ensemble whole = makeEnsemble(state, options);
        if (links == Links::Weights)
            continue;  // the cap bends that way
        const Matrixd v = half.connection.link(0, 2, 4, 4);
        EXPECT_LT((v * v - whole.connection.link(0, 2, 4, 4)).norm(), 1e-9) << static_cast<int>(links);
    }
}

TEST(Connection, NothingObservableDependsOnLocalChanges)
{
    for (const Links links : {Links::Coordinates, Links::Heads}) {
        const State state = linkedState(Group::GlK, 6, 13, links);
        const Ensemble e = makeEnsemble(state, optionsOf(connectionOf(links)));
        // q_i → g_i·q_i, U_i → g_i U_i leaves U_i⁻¹·q_i as it was: the pairwise path, which forms Ω_ij, must see the same as the common frame.
        const AttentionOptions pairwise = optionsOf(connectionOf(links), "kl", "full", "pairwise");
        Ensemble changed = e;
        for (std::size_t h = 0; h < e.heads.size(); ++h) {
            Stack u = e.frames.u[h];
            Stack inverse = e.frames.inverse[h];
            for (Index i = 0; i < 6; ++i) {
                const Matrixd g = matrixExponential(Matrixd(0.2 * Matrixd::Random(u.dim(), u.dim())));
                u[i] = (g * u[i]).eval();
                inverse[i] = (inverse[i] * g.inverse()).eval();
            }
            changed.frames.u = std::vector<Stack>{u};
            changed.frames.inverse = std::vector<Stack>{inverse};
        }
        changed.phi.resize(0, 0);
        EXPECT_LT(relativeDifference(attendOnce(*makeCpuBackend(), changed, pairwise, kAll, {}).energy,
                                     attendOnce(*makeCpuBackend(), e, pairwise, kAll, {}).energy),
                  1e-9);
    }
}

TEST(Connection, OrderOfTokensChangesNothing)
{
    const Index n = 7;
    const NpzArrays arrays = linkedArrays(Group::Spin1, n, 14, Links::OneWay);
    const std::vector<Index> order{3, 0, 6, 1, 5, 2, 4};
    NpzArrays shuffled = arrays;
    for (Index i = 0; i < n; ++i) {
        const auto take = [&](const char* name, Index size) {
            for (Index c = 0; c < size; ++c)
                shuffled[name].numbers[static_cast<std::size_t>(i * size + c)] =
                    arrays.at(name).numbers[static_cast<std::size_t>(order[static_cast<std::size_t>(i)] * size + c)];
        };
        take("mu", 3);
        take("sigma", 9);
        take("phi", 3);
        for (Index j = 0; j < n; ++j)
            for (Index a = 0; a < 3; ++a)
                shuffled["links"].numbers[static_cast<std::size_t>((i * n + j) * 3 + a)] =
                    arrays.at("links").numbers[static_cast<std::size_t>(
                        (order[static_cast<std::size_t>(i)] * n + order[static_cast<std::size_t>(j)]) * 3 + a)];
    }
    const AttentionResult plain = attend(stateFromArrays(arrays, "a"), optionsOf("links"));
    const AttentionResult moved = attend(stateFromArrays(shuffled, "b"), optionsOf("links"));
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            EXPECT_NEAR(moved.energy[0](i, j),
                        plain.energy[0](order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]), 1e-12);
}

TEST(Connection, RandomLinksAreReciprocalAndTheSeeds)
{
    const State state = randomState(Group::SoK, 6, 15);
    const AttentionOptions options = optionsOf("random=0.5");
    const Ensemble a = makeEnsemble(state, options, 3);
    const Ensemble b = makeEnsemble(state, options, 3);
    const Ensemble c = makeEnsemble(state, options, 4);
    double mean = 0;
    double square = 0;
    Index count = 0;
    for (Index i = 0; i < 6; ++i) {
        RowMatrixd delta;
        a.connection.coordinates(i, delta);
        mean += delta.sum();
        square += delta.squaredNorm();
        count += delta.size() - delta.cols();
        for (Index j = 0; j < 6; ++j) {
            EXPECT_EQ(a.connection.link(0, i, j, 5), b.connection.link(0, i, j, 5));
            EXPECT_LT((a.connection.link(0, i, j, 5) * a.connection.link(0, j, i, 5) - Matrixd::Identity(5, 5)).norm(),
                      1e-12);
            if (i != j) {
                EXPECT_GT((a.connection.link(0, i, j, 5) - c.connection.link(0, i, j, 5)).norm(), 1e-3);
            }
        }
    }
    EXPECT_NEAR(mean, 0, 1e-12);
    EXPECT_NEAR(square / static_cast<double>(count), 0.25, 0.06);  // 300 numbers, each twice
}

TEST(Connection, ALongStreamIsTheMatricesWithoutThem)
{
    for (const char* words : {"random=0.2", "power=0.2,1.4", "bilinear=0.3"}) {
        const State state = randomState(Group::Spin1, 70, 16);
        const AttentionOptions options = optionsOf(words);
        const Ensemble e = makeEnsemble(state, options);
        const auto cpu = makeCpuBackend();
        const AttentionResult whole = attendOnce(*cpu, e, options, kAll, {});
        const Wanted wanted{.energy = false, .attention = false, .mixture = true};
        const StreamResult stream = cpu->stream(*cpu->prepare(e, options, wanted), options, {.pooledCells = 70}, {});
        EXPECT_LT((stream.pooled[0] - whole.attention[0]).cwiseAbs().maxCoeff(), 1e-12) << words;
        EXPECT_LT((stream.message.heads[0].mean - whole.message.heads[0].mean).cwiseAbs().maxCoeff(), 1e-11) << words;
    }
}

TEST(Connection, RefusesInWordsWhatHasNoMeaning)
{
    const auto refusal = [](const State& state, const std::string& connection,
                            const std::function<void(Parameters&)>& change) -> std::string {
        try {
            Parameters p;
            say(p, "connection", connection);
            change(p);
            makeEnsemble(state, resolve(p).attention);
        } catch (const Error& e) {
            return e.what();
        }
        return {};
    };
    const State linked = linkedState(Group::Spin1, 4, 17, Links::Coordinates);
    const State bare = randomState(Group::None, 4, 18);
    const auto nothing = [](Parameters&) {};
    EXPECT_EQ(refusal(linked, "links", nothing), "");
    EXPECT_NE(refusal(linked, "links", [](Parameters& p) { say(p, "transport", "first-order"); }).find("first-order"),
              std::string::npos);
    EXPECT_NE(refusal(linked, "links", [](Parameters& p) { say(p, "score", "dot-product"); }).find("dot-product"),
              std::string::npos);
    EXPECT_NE(refusal(linked, "heads", nothing).find("head_connection"), std::string::npos);
    EXPECT_NE(refusal(bare, "links", nothing).find("links or link_frames"), std::string::npos);
    EXPECT_NE(refusal(bare, "power=0.3,1.5", nothing).find("generators"), std::string::npos);
    EXPECT_NE(refusal(linked, "power=0.3,1.5@3", nothing).find("from 0 to 2"), std::string::npos);
    for (const char* words : {"power=0.3", "power=x,1", "random=-1", "random=", "bilinear=nan", "curved", "power=1,2@-1"})
        EXPECT_NE(refusal(linked, words, nothing).find("--connection"), std::string::npos) << words;
    EXPECT_NE(refusal(linked, "links", [](Parameters& p) { say(p, "link-scale", "1.5"); }).find("link-scale"),
              std::string::npos);
}

TEST(Connection, LinksWithoutARealLogarithmAreTakenAsTheyAreOrRefused)
{
    NpzArrays arrays = linkedArrays(Group::GlK, 3, 19, Links::Matrices);
    for (Index r = 0; r < 4; ++r)
        for (Index c = 0; c < 4; ++c)
            arrays["link_frames"].numbers[static_cast<std::size_t>(16 + r * 4 + c)] = r == c ? (r == 0 ? -1.0 : 1.0) : 0.0;
    const State state = stateFromArrays(arrays, "mirror");
    AttentionOptions options = optionsOf("links");
    EXPECT_NO_THROW(attend(state, options));
    options.connection.scale = 0.5;
    try {
        makeEnsemble(state, options);
        FAIL() << "expected no half of a mirror";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("[0,1]"), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace gauge::test
