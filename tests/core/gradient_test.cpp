// Gradients against central differences through loaded states, and descent that never rises.
#include "core/attention/state_ensemble.h"
#include "core/dynamics/evolve.h"
#include "core/error.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>

namespace gauge::test {
namespace {

const FreeEnergyWeights kWeights{0.6, 1.3};

/// A state with a prior of its own and multiplicities.
State richState(Group group, Index n, unsigned seed)
{
    State state = randomState(group, n, seed);
    state.prior = randomState(group, n, seed + 1000).belief;
    state.multiplicity = Vectord::LinSpaced(n, 1, 3);
    return state;
}

double freeEnergyOf(const State& state, const AttentionOptions& options)
{
    const Ensemble e = makeEnsemble(state, options);
    const AttentionResult r =
        attendOnce(*makeCpuBackend(), e, options, {.energy = false, .attention = false, .mixture = false}, {});
    return freeEnergy(e.common, pulledBackPrior(state, e), r, kWeights.alpha, kWeights.lambda).total();
}

struct Variant {
    const char* name;
    const char* divergence;
    const char* covariance;
    const char* mask;
    const char* transport;
    const char* prior;
    bool noSelf, summed, sqrtDim;
    const char* score;
};

AttentionOptions optionsOf(const Variant& v)
{
    Parameters p;
    p.attention.kappa = 1.4;
    say(p, "divergence", v.divergence);
    say(p, "covariance", v.covariance);
    say(p, "mask", v.mask);
    say(p, "transport", v.transport);
    say(p, "attention-prior", v.prior);
    p.attention.mask.self = !v.noSelf;
    p.attention.summedHeads = v.summed;
    p.attention.sqrtDim = v.sqrtDim;
    say(p, "score", v.score);
    return resolve(p).attention;
}

const std::vector<Variant>& variants()
{
    static const std::vector<Variant> all{
        {"Kl", "kl", "full", "full", "exact", "none", false, false, false, "divergence"},
        {"KlCausal", "kl", "full", "causal", "exact", "none", true, false, true, "divergence"},
        {"Reverse", "reverse-kl", "full", "window=2", "exact", "none", false, false, false, "divergence"},
        {"Jeffreys", "jeffreys", "full", "full", "pairwise", "alibi=0.3", false, false, false, "divergence"},
        {"Summed", "kl", "full", "full", "exact", "none", true, true, true, "divergence"},
        {"Renyi", "renyi=0.6", "full", "causal-window=3", "exact", "recency=2", false, false, false, "divergence"},
        {"DotProduct", "kl", "full", "full", "exact", "none", false, false, true, "dot-product"},
        {"NoTransport", "kl", "full", "full", "none", "none", false, false, false, "divergence"},
    };
    return all;
}

struct Case {
    GroupCase group;
    Variant variant;
};

class Gradients : public testing::TestWithParam<Case> {};

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    for (const GroupCase& group : allGroups())
        for (const Variant& variant : variants())
            cases.push_back({group, variant});
    return cases;
}

/// Central difference of the free energy under `change(state, epsilon)`.
template <class Change>
double centralDifference(const State& state, const AttentionOptions& options, Change change)
{
    constexpr double h = 2e-5;
    State up = state;
    State down = state;
    change(up, h);
    change(down, -h);
    return (freeEnergyOf(up, options) - freeEnergyOf(down, options)) / (2 * h);
}

TEST_P(Gradients, MatchCentralDifferences)
{
    const State state = richState(GetParam().group.group, 6, 21);
    const AttentionOptions options = optionsOf(GetParam().variant);
    const Ensemble e = makeEnsemble(state, options);
    const FreeEnergyGradient g = freeEnergyGradient(*makeCpuBackend(), e, pulledBackPrior(state, e), options, kWeights, {});
    EXPECT_NEAR(g.value.total(), freeEnergyOf(state, options), 1e-11 * std::abs(g.value.total()));
    const std::vector<BlockGradient> local = localGradient(g, e.frames);
    for (std::size_t h = 0; h < state.heads.size(); ++h) {
        const Index d = state.heads[h];
        double scale = 1e-3;
        for (Index i = 0; i < 6; ++i)
            scale = std::max(
                {scale, local[h].mean.col(i).cwiseAbs().maxCoeff(), Matrixd(local[h].cov[i]).cwiseAbs().maxCoeff()});
        for (const Index i : {0, 3, 5}) {
            for (Index a = 0; a < d; a += 2) {
                const double mean =
                    centralDifference(state, options, [&](State& s, double x) { s.belief.heads[h].mean(a, i) += x; });
                EXPECT_NEAR(local[h].mean(a, i), mean, 1e-6 * scale) << "mu, token " << i;
                const Index b = (a + 1) % d;
                const double cov = centralDifference(state, options, [&](State& s, double x) {
                    s.belief.heads[h].cov[i](a, b) += 0.5 * x;
                    s.belief.heads[h].cov[i](b, a) += 0.5 * x;
                });
                EXPECT_NEAR(local[h].cov[i](a, b), cov, 1e-6 * scale) << "Sigma, token " << i;
            }
        }
    }
}

TEST_P(Gradients, OfFramesMatchCentralDifferencesWithBeliefsAndPriorsHeldLocally)
{
    const State state = richState(GetParam().group.group, 6, 22);
    const AttentionOptions options = optionsOf(GetParam().variant);
    const Ensemble e = makeEnsemble(state, options);
    const FreeEnergyGradient g = freeEnergyGradient(*makeCpuBackend(), e, pulledBackPrior(state, e), options, kWeights, {});
    ASSERT_EQ(g.frame.rows(), 6);
    ASSERT_EQ(g.frame.cols(), static_cast<Index>(e.generators.size()));
    for (const Index i : {1, 4}) {
        for (Index a = 0; a < g.frame.cols(); a += 3) {
            const double slope = centralDifference(state, options, [&](State& s, double x) {
                Stack u(6, state.dim());
                for (Index t = 0; t < 6; ++t)
                    u[t] = frameMatrix(state.frames, t);
                u[i] = (u[i] * expm(x * state.generators[static_cast<std::size_t>(a)])).eval();
                s.frames = framesFromMatrices(u, state.heads);
            });
            EXPECT_NEAR(g.frame(i, a), slope, 1e-6 * std::max(1.0, g.frame.cwiseAbs().maxCoeff()))
                << "token " << i << ", generator " << a;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, Gradients, testing::ValuesIn(allCases()),
                         [](const auto& p) { return std::string(p.param.group.name) + p.param.variant.name; });

TEST(Gradients, OfTheDiagonalFamilyMatchCentralDifferencesWithinIt)
{
    const State state = richState(Group::None, 5, 23);
    const AttentionOptions options =
        optionsOf({"", "kl", "diagonal", "full", "exact", "none", false, false, false, "divergence"});
    const Ensemble e = makeEnsemble(state, options);
    const FreeEnergyGradient g = freeEnergyGradient(*makeCpuBackend(), e, pulledBackPrior(state, e), options, kWeights, {});
    for (Index a = 0; a < 4; ++a) {
        const double slope =
            centralDifference(state, options, [&](State& s, double x) { s.belief.heads[0].cov[2](a, a) += x; });
        EXPECT_NEAR(g.heads[0].cov[2](a, a), slope, 1e-6 * std::max(1.0, std::abs(slope)));
    }
}

TEST(Gradients, AreRefusedInWordsWhereThereAreNone)
{
    AttentionOptions options;
    options.transport = Transport::FirstOrder;
    EXPECT_NE(gradientRefusal(options).find("first-order"), std::string::npos);
    const State state = randomState(Group::Spin1, 3, 1);
    const Ensemble e = makeEnsemble(state, options);
    EXPECT_THROW(freeEnergyGradient(*makeCpuBackend(), e, e.common, options, kWeights, {}), Error);
}

TEST(GradientDynamics, NeverRisesOnAHundredStates)
{
    const std::vector<GroupCase>& groups = allGroups();
    int steps = 0;
    int fell = 0;
    for (unsigned seed = 0; seed < 100; ++seed) {
        const Group group = groups[seed % groups.size()].group;
        const State state = richState(group, 4 + static_cast<Index>(seed % 5), seed);
        const Variant& v = variants()[(seed / groups.size()) % 6];
        const AttentionOptions options = optionsOf(v);
        const Ensemble e = makeEnsemble(state, options);
        EvolveOptions evolveOptions{.layers = 2, .steps = 3, .step = 0.7, .alpha = 0.6, .lambda = 1.3};
        evolveOptions.dynamics = Dynamics::Gradient;
        evolveOptions.frameStep = e.generators.empty() ? 0.0 : 0.1;
        const Trajectory path = evolve(*makeCpuBackend(), e, pulledBackPrior(state, e), options, evolveOptions, {});
        ASSERT_EQ(path.history.size(), 7u);
        for (std::size_t t = 1; t < path.history.size(); ++t) {
            const double before = path.history[t - 1].total();
            const double after = path.history[t].total();
            EXPECT_LE(after, before + 1e-13 * std::abs(before)) << "seed " << seed << " step " << t;
            ++steps;
            fell += after < before ? 1 : 0;
        }
    }
    EXPECT_EQ(fell, steps) << "every step gains something";
}

TEST(FrameSteps, StayInTheirGroupAndLeaveLocalBeliefsAlone)
{
    const State state = richState(Group::Irreps, 6, 5);
    const AttentionOptions options;
    const Ensemble e = makeEnsemble(state, options);
    EvolveOptions evolveOptions{.layers = 3, .steps = 2, .step = 1e-9, .alpha = 1, .lambda = 1, .frameStep = 0.2};
    const Trajectory path = evolve(*makeCpuBackend(), e, pulledBackPrior(state, e), options, evolveOptions, {});
    const LocalBeliefs local = pushForward(path.layers.back(), path.frames.back());
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        for (Index i = 0; i < 6; ++i) {
            const Matrixd u = path.frames.back().u[h][i];
            EXPECT_LT((u * u.transpose() - Matrixd::Identity(u.rows(), u.rows())).norm(), 1e-12);
            EXPECT_LT((u * path.frames.back().inverse[h][i] - Matrixd::Identity(u.rows(), u.rows())).norm(), 1e-12);
            EXPECT_LT((local.heads[h].mean.col(i) - state.belief.heads[h].mean.col(i)).norm(), 1e-6);
        }
    }
    EXPECT_GT((Matrixd(path.frames.back().u[1][0]) - Matrixd(e.frames.u[1][0])).norm(), 1e-3) << "they did move";
}

}  // namespace
}  // namespace gauge::test
