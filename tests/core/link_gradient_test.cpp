// Gradients along connections against central differences through loaded states, and descent that never rises (MATH.md §9).
#include "core/attention/state_ensemble.h"
#include "core/dynamics/evolve.h"
#include "core/pipeline/stages.h"
#include "tests/support/linked_state.h"
#include "tests/support/words.h"

#include <cmath>

namespace gauge::test {
namespace {

constexpr Index kTokens = 5;
const FreeEnergyWeights kWeights{0.6, 1.3};

struct Descent {
    GroupCase group;
    Links links;
    std::string divergence;
    std::string covariance;
    double scale;
};

std::vector<Descent> descents()
{
    std::vector<Descent> all;
    for (const GroupCase& group : {GroupCase{"So2Planes", Group::So2Planes}, GroupCase{"Spin1", Group::Spin1},
                                   GroupCase{"SoK", Group::SoK}, GroupCase{"GlK", Group::GlK}})
        for (const Links links : {Links::Coordinates, Links::OneWay, Links::Matrices, Links::Heads, Links::Weights})
            for (const char* divergence : {"kl", "reverse-kl", "jeffreys", "renyi=0.6"})
                all.push_back({group, links, divergence, "full", 1});
    for (const Links links : {Links::Coordinates, Links::Matrices, Links::Heads, Links::Weights}) {
        all.push_back({{"Scaled", Group::GlK}, links, "kl", "full", 0.6});
        all.push_back({{"Diagonal", Group::GlK}, links, "jeffreys", "diagonal", 1});
    }
    return all;
}

std::string nameOf(const Descent& d)
{
    constexpr const char* kinds[] = {"Coordinates", "OneWay", "Matrices", "Heads", "Weights"};
    std::string name = std::string(d.group.name) + kinds[static_cast<int>(d.links)] + d.divergence;
    name.erase(std::remove_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }), name.end());
    return name;
}

AttentionOptions optionsOf(const Descent& d)
{
    Parameters p;
    p.attention.kappa = 1.4;
    p.attention.mask = maskOf("window=3", false);
    say(p, "connection", connectionOf(d.links));
    say(p, "divergence", d.divergence);
    say(p, "covariance", d.covariance);
    p.attention.connection.scale = d.scale;
    return resolve(p).attention;
}

double freeEnergyOf(const State& state, const AttentionOptions& options)
{
    const Ensemble e = makeEnsemble(state, options);
    const AttentionResult r =
        attendOnce(*makeCpuBackend(), e, options, {.energy = false, .attention = false, .mixture = false}, {});
    return freeEnergy(e.common, pulledBackPrior(state, e), r, kWeights.alpha, kWeights.lambda).total();
}

/// Central difference by one number of one array of the file.
double differenceBy(const NpzArrays& arrays, const AttentionOptions& options, const char* name, std::size_t at)
{
    constexpr double h = 2e-5;
    const auto moved = [&](double by) {
        NpzArrays changed = arrays;
        changed[name].numbers[at] += by;
        return freeEnergyOf(stateFromArrays(std::move(changed), "moved"), options);
    };
    return (moved(h) - moved(-h)) / (2 * h);
}

class LinkGradients : public testing::TestWithParam<Descent> {
protected:
    LinkGradients()
    {
        arrays = linkedArrays(GetParam().group.group, kTokens, 41, GetParam().links);
        state = stateFromArrays(arrays, "linked");
        options = optionsOf(GetParam());
        ensemble = makeEnsemble(state, options);
        gradient =
            freeEnergyGradient(*makeCpuBackend(), ensemble, pulledBackPrior(state, ensemble), options, kWeights, {}, true);
    }

    NpzArrays arrays;
    State state;
    AttentionOptions options;
    Ensemble ensemble;
    FreeEnergyGradient gradient;
};

TEST_P(LinkGradients, OfBeliefsMatchCentralDifferences)
{
    if (GetParam().covariance != "full")
        GTEST_SKIP() << "variations within the family are asked of common coordinates below";
    const std::vector<BlockGradient> local = localGradient(gradient, ensemble.frames);
    const Index k = state.dim();
    // Priors are the beliefs as loaded: the file gets them as priors of their own, so that they stay.
    NpzArrays fixed = arrays;
    fixed["prior_mu"] = arrays["mu"];
    fixed["prior_sigma"] = arrays["sigma"];
    Index at = 0;
    for (std::size_t h = 0; h < state.heads.size(); ++h) {
        double scale = 1e-2;
        for (Index i = 0; i < kTokens; ++i)
            scale = std::max(
                {scale, local[h].mean.col(i).cwiseAbs().maxCoeff(), Matrixd(local[h].cov[i]).cwiseAbs().maxCoeff()});
        for (const Index i : {Index{0}, Index{3}}) {
            for (Index a = 0; a < state.heads[h]; a += 2) {
                EXPECT_NEAR(local[h].mean(a, i),
                            differenceBy(fixed, options, "mu", static_cast<std::size_t>(i * k + at + a)), 1e-6 * scale);
                EXPECT_NEAR(local[h].cov[i](a, a),
                            differenceBy(fixed, options, "sigma", static_cast<std::size_t>((i * k + at + a) * k + at + a)),
                            1e-6 * scale);
            }
        }
        at += state.heads[h];
    }
}

TEST_P(LinkGradients, OfLinksMatchCentralDifferences)
{
    const ConnectionGradient& g = gradient.connection;
    const Index k = state.dim();
    const auto expectAt = [&](const char* name, Index at, double found, double scale) {
        EXPECT_NEAR(found, differenceBy(arrays, options, name, static_cast<std::size_t>(at)), 1e-6 * std::max(1.0, scale))
            << name << " at " << at;
    };
    switch (GetParam().links) {
    case Links::Coordinates:
    case Links::OneWay:
        ASSERT_EQ(g.coordinates.rows(), kTokens * kTokens);
        for (const Index pair : {1, 7, 13, 23})  // none of them on the diagonal
            for (Index a = 0; a < g.coordinates.cols(); a += 3)
                expectAt("links", pair * g.coordinates.cols() + a, g.coordinates(pair, a),
                         g.coordinates.cwiseAbs().maxCoeff());
        return;
    case Links::Matrices:
        ASSERT_EQ(g.matrices.size(), state.heads.size());
        for (const Index pair : {1, 7, 13, 23})
            for (Index c = 0; c < state.heads[0]; ++c)
                expectAt("link_frames", (pair * k + 1) * k + c, g.matrices[0][pair](1, c), 1);
        return;
    case Links::Heads:
        ASSERT_EQ(g.heads.size(), state.heads.size());
        for (Index r = 0; r < state.heads[0]; ++r)
            for (Index c = 0; c < state.heads[0]; ++c)
                expectAt("head_connection", r * k + c, g.heads[0](r, c), g.heads[0].cwiseAbs().maxCoeff());
        return;
    case Links::Weights:
        ASSERT_EQ(g.weights.size(), state.generators.size());
        for (Index c = 0; c < k; ++c)
            expectAt("link_weights", k + c, g.weights[0](1, c), 1);
        return;
    }
}

TEST_P(LinkGradients, GradientStepsNeverRise)
{
    EvolveOptions evolveOptions{.layers = 2, .steps = 2, .step = 0.7, .alpha = 0.6, .lambda = 1.3};
    evolveOptions.dynamics = Dynamics::Gradient;
    evolveOptions.frameStep = 0.1;
    const Trajectory path =
        evolve(*makeCpuBackend(), ensemble, pulledBackPrior(state, ensemble), options, evolveOptions, {});
    ASSERT_EQ(path.history.size(), 5U);
    for (std::size_t t = 1; t < path.history.size(); ++t)
        EXPECT_LE(path.history[t].total(), path.history[t - 1].total() + 1e-12 * std::abs(path.history[t - 1].total()));
    EXPECT_LT(path.history.back().total(), path.history.front().total());
}

INSTANTIATE_TEST_SUITE_P(All, LinkGradients, testing::ValuesIn(descents()), [](const auto& p) { return nameOf(p.param); });

TEST(LinkGradient, OfTheDiagonalFamilyMatchesCentralDifferencesWithinIt)
{
    for (const Links links : {Links::Coordinates, Links::Heads, Links::Weights}) {
        const State state = linkedState(Group::GlK, kTokens, 43, links);
        const AttentionOptions options = optionsOf({{"", Group::GlK}, links, "jeffreys", "diagonal", 1});
        const Ensemble e = makeEnsemble(state, options);
        const CommonBeliefs prior = pulledBackPrior(state, e);
        const FreeEnergyGradient g = freeEnergyGradient(*makeCpuBackend(), e, prior, options, kWeights, {});
        const auto valueOf = [&](const std::function<void(Ensemble&)>& change) {
            Ensemble moved = e;
            change(moved);
            settle(moved);
            const AttentionResult r =
                attendOnce(*makeCpuBackend(), moved, options, {.energy = false, .attention = false, .mixture = false}, {});
            return freeEnergy(moved.common, prior, r, kWeights.alpha, kWeights.lambda).total();
        };
        constexpr double h = 2e-5;
        for (Index a = 0; a < 4; ++a) {
            const double byCov = (valueOf([&](Ensemble& m) { m.common.heads[0].cov[2](a, a) += h; }) -
                                  valueOf([&](Ensemble& m) { m.common.heads[0].cov[2](a, a) -= h; })) /
                                 (2 * h);
            const double byMean = (valueOf([&](Ensemble& m) { m.common.heads[0].mean(a, 2) += h; }) -
                                   valueOf([&](Ensemble& m) { m.common.heads[0].mean(a, 2) -= h; })) /
                                  (2 * h);
            EXPECT_NEAR(g.heads[0].cov[2](a, a), byCov, 1e-6 * std::max(1.0, std::abs(byCov))) << static_cast<int>(links);
            EXPECT_NEAR(g.heads[0].mean(a, 2), byMean, 1e-6 * std::max(1.0, std::abs(byMean))) << static_cast<int>(links);
        }
    }
}

}  // namespace
}  // namespace gauge::test
