// The laws of MATH.md §7 and §6, over every group.
#include "core/dynamics/evolve.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>

namespace gauge::test {
namespace {

AttentionResult attendWith(const char* backend, const Ensemble& e, const AttentionOptions& options, Wanted wanted = {})
{
    const auto b = std::string(backend) == "naive" ? makeNaiveBackend() : makeCpuBackend();
    return attendOnce(*b, e, options, wanted, {});
}

class Laws : public testing::TestWithParam<GroupCase> {};

TEST_P(Laws, ExactAgreesWithTheLiteralDoubleLoop)
{
    const State state = randomState(GetParam().group, 9, 11);
    for (const Divergence divergence : {Divergence::Kl, Divergence::ReverseKl, Divergence::Jeffreys}) {
        for (const CovarianceFamily family : {CovarianceFamily::Full, CovarianceFamily::Diagonal}) {
            for (const Precision precision : {Precision::Double, Precision::Single}) {
                AttentionOptions options;
                options.divergence = divergence;
                options.covariance = family;
                options.precision = precision;
                options.mask = maskOf("causal-window=4", false);
                options.kappa = 1.3;
                const Ensemble e = makeEnsemble(state, family, false);
                const Wanted wanted{.energy = true, .attention = true, .mixture = true, .product = true};
                const AttentionResult fast = attendWith("cpu", e, options, wanted);
                AttentionOptions reference = options;
                reference.precision = Precision::Double;
                const AttentionResult slow = attendWith("naive", e, reference, wanted);
                const double tolerance = precision == Precision::Double ? 1e-10 : 1e-4;
                EXPECT_LT(relativeDifference(fast.energy, slow.energy), tolerance);
                EXPECT_LT(relativeDifference(fast.attention, slow.attention), 10 * tolerance);
                for (std::size_t h = 0; h < e.heads.size(); ++h) {
                    EXPECT_LT((fast.message.heads[h].mean - slow.message.heads[h].mean).norm(), 100 * tolerance);
                    EXPECT_LT((fast.naturals[h].h - slow.naturals[h].h).norm(),
                              100 * tolerance * (1 + slow.naturals[h].h.norm()));
                    EXPECT_NEAR(fast.couplingEnergy[h], slow.couplingEnergy[h], 1e3 * tolerance);
                    EXPECT_NEAR(fast.couplingEntropy[h], slow.couplingEntropy[h], 1e3 * tolerance);
                    for (Index i = 0; i < e.tokens(); ++i)
                        EXPECT_LT((fast.message.heads[h].cov[i] - slow.message.heads[h].cov[i]).norm(), 100 * tolerance);
                }
            }
        }
    }
}

TEST_P(Laws, EnergyIsZeroOnTheDiagonalAndNowhereNegative)
{
    const State state = randomState(GetParam().group, 12, 5);
    const AttentionResult r = attendWith("cpu", makeEnsemble(state, CovarianceFamily::Full, false), {});
    for (const RowMatrixd& e : r.energy) {
        EXPECT_EQ(e.diagonal().cwiseAbs().maxCoeff(), 0);
        EXPECT_GE(e.minCoeff(), 0);
    }
}

TEST_P(Laws, TransportIsACocycle)
{
    const State state = randomState(GetParam().group, 5, 6);
    const Matrixd ij = transport(state.frames, 0, 1);
    const Matrixd jk = transport(state.frames, 1, 2);
    EXPECT_LT((ij * jk - transport(state.frames, 0, 2)).norm(), 1e-10 * (1 + ij.norm() * jk.norm()));
}

TEST_P(Laws, AbsorbingFramesChangesNoObservable)
{
    const State state = randomState(GetParam().group, 8, 7);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    Ensemble absorbed = e;
    absorbed.frames = identityFrames(e.tokens(), e.heads);
    absorbed.phi.resize(0, 0);
    const AttentionOptions options;
    EXPECT_LT(relativeDifference(attendWith("naive", absorbed, options).energy, attendWith("naive", e, options).energy),
              1e-10);
}

TEST_P(Laws, PermutingTokensPermutesEnergies)
{
    const State state = randomState(GetParam().group, 7, 8);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    Ensemble turned = e;
    const Index n = e.tokens();
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        for (Index i = 0; i < n; ++i) {
            turned.common.heads[h].mean.col(i) = e.common.heads[h].mean.col(n - 1 - i);
            turned.common.heads[h].cov[i] = e.common.heads[h].cov[n - 1 - i];
        }
    }
    const AttentionResult a = attendWith("cpu", e, {});
    const AttentionResult b = attendWith("cpu", turned, {});
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        EXPECT_LT((a.energy[h] - b.energy[h].reverse()).cwiseAbs().maxCoeff(), 1e-10 * (1 + a.energy[h].maxCoeff()));
}

TEST_P(Laws, LocalChangesOfFrameChangeNoEnergy)
{
    // q_i → g_i·q_i, U_i → g_i U_i: with U' = g U the pulled-back belief is the same.
    NpzArrays arrays = randomArrays(GetParam().group, 6, 9);
    const State before = stateFromArrays(arrays, "before");
    const Index k = before.dim();
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    std::vector<double> mu;
    std::vector<double> sigma;
    std::vector<double> frames;
    for (Index i = 0; i < 6; ++i) {
        Matrixd g = Matrixd::Zero(k, k);
        Index at = 0;
        for (const Index d : before.heads) {
            g.block(at, at, d, d) =
                Matrixd::Identity(d, d) + 0.3 * Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
            at += d;
        }
        const Vectord m = g * fullMean(before.belief, i);
        const Matrixd s = g * fullCovariance(before.belief, i) * g.transpose();
        const RowMatrixd u = g * frameMatrix(before.frames, i);
        mu.insert(mu.end(), m.data(), m.data() + k);
        sigma.insert(sigma.end(), s.data(), s.data() + k * k);
        frames.insert(frames.end(), u.data(), u.data() + k * k);
    }
    arrays.erase("phi");
    arrays.erase("generators");
    arrays["mu"] = numbersArray({6, k}, mu);
    arrays["sigma"] = numbersArray({6, k, k}, sigma);
    arrays["frames"] = numbersArray({6, k, k}, frames);
    const State after = stateFromArrays(arrays, "after");
    EXPECT_LT(relativeDifference(attendWith("cpu", makeEnsemble(after, CovarianceFamily::Full, false), {}).energy,
                                 attendWith("cpu", makeEnsemble(before, CovarianceFamily::Full, false), {}).energy),
              1e-9);
}

TEST_P(Laws, MirrorStepsKeepBeliefsPositiveDefinite)
{
    const State state = randomState(GetParam().group, 10, 31);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    const auto backend = makeCpuBackend();
    const Trajectory path = evolve(*backend, e, pulledBackPrior(state, e), {},
                                   {.layers = 4, .steps = 2, .step = 1.0, .alpha = 0.0, .lambda = 1.0}, {});
    EXPECT_EQ(path.layers.size(), 5u);
    EXPECT_EQ(path.history.size(), 9u);
    for (const GaussianBlock& block : path.layers.back().heads)
        for (Index i = 0; i < e.tokens(); ++i)
            EXPECT_EQ(Matrixd(block.cov[i]).llt().info(), Eigen::Success);
}

INSTANTIATE_TEST_SUITE_P(EveryGroup, Laws, testing::ValuesIn(allGroups()),
                         [](const auto& p) { return std::string(p.param.name); });

TEST(Attention, IsDotProductAttentionForSharedIsotropicCovariance)
{
    State state = randomState(Group::None, 10, 41);
    const double variance = 0.7;
    for (Index i = 0; i < 10; ++i)
        state.belief.heads[0].cov[i] = variance * Matrixd::Identity(4, 4);
    AttentionOptions options;
    options.kappa = 1.4;
    const Matrixd& m = state.belief.heads[0].mean;
    const AttentionResult r = attendWith("cpu", makeEnsemble(state, CovarianceFamily::Full, false), options);
    RowMatrixd logits = (m.transpose() * m).rowwise() - 0.5 * m.colwise().squaredNorm();
    logits /= variance * options.kappa;
    for (Index i = 0; i < 10; ++i) {
        const Vectord expected = (logits.row(i).array() - logits.row(i).maxCoeff()).exp();
        EXPECT_LT((r.attention[0].row(i).transpose() - expected / expected.sum()).cwiseAbs().maxCoeff(), 1e-12);
    }
}

TEST(Attention, ARowWithoutSendersIsZeroAndItsMessageToo)
{
    const State state = randomState(Group::Spin1, 4, 43);
    AttentionOptions options;
    options.mask = maskOf("causal", false);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    const AttentionResult r =
        attendWith("cpu", e, options, {.energy = true, .attention = true, .mixture = true, .product = true});
    EXPECT_EQ(r.attention[0].row(0).sum(), 0);
    EXPECT_NEAR(r.attention[0].row(3).sum(), 1, 1e-14);
    EXPECT_EQ(r.message.heads[0].mean.col(0).norm(), 0);
    EXPECT_EQ(localMessages(r, e.frames, MessageKind::Product).heads[0].cov[0].norm(), 0);
}

TEST(Attention, MultiplicityActsAsCopies)
{
    const State state = randomState(Group::None, 5, 44);
    Ensemble once = makeEnsemble(state, CovarianceFamily::Full, false);
    once.multiplicity(2) = 3;
    Ensemble copies = makeEnsemble(randomState(Group::None, 7, 1), CovarianceFamily::Full, false);
    for (Index i = 0; i < 7; ++i) {
        const Index from = i < 5 ? i : 2;
        copies.common.heads[0].mean.col(i) = once.common.heads[0].mean.col(from);
        copies.common.heads[0].cov[i] = Matrixd(once.common.heads[0].cov[from]);
    }
    const RowMatrixd a = attendWith("cpu", once, {}).attention[0];
    const RowMatrixd b = attendWith("cpu", copies, {}).attention[0];
    EXPECT_NEAR(a(0, 2), b(0, 2) + b(0, 5) + b(0, 6), 1e-13);
    EXPECT_NEAR(a(0, 1), b(0, 1), 1e-13);
}

TEST(FreeEnergy, CouplingAndEntropyAddUpToTheLogPartition)
{
    const State state = randomState(Group::GlK, 9, 45);
    AttentionOptions options;
    options.kappa = 0.8;
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    const AttentionResult r = attendWith("cpu", e, options);
    double expected = 0;
    for (Index i = 0; i < 9; ++i)
        expected -= 0.8 * std::log((-r.energy[0].row(i).array() / 0.8).exp().mean());
    EXPECT_NEAR(r.couplingEnergy[0] + r.couplingEntropy[0], expected, 1e-9 * std::abs(expected));
}

TEST(Dynamics, IdenticalBeliefsWithTheirPriorStayPut)
{
    const State state = randomState(Group::None, 6, 46);
    Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    for (Index i = 1; i < 6; ++i) {
        e.common.heads[0].mean.col(i) = e.common.heads[0].mean.col(0);
        e.common.heads[0].cov[i] = Matrixd(e.common.heads[0].cov[0]);
    }
    const Trajectory path = evolve(*makeCpuBackend(), e, e.common, {}, {.layers = 3}, {});
    EXPECT_LT((path.layers.back().heads[0].mean - e.common.heads[0].mean).norm(), 1e-12);
    EXPECT_NEAR(path.history.back().total(), 0, 1e-10);
}

/// MATH.md §5: the target of the step is the prior alone.
TEST(Dynamics, ATokenThatHearsNobodyGoesTowardsItsPriorAlone)
{
    const State state = randomState(Group::Spin1, 5, 47);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    AttentionOptions options;
    options.mask = maskOf("causal", false);
    for (const char* backend : {"cpu", "naive"}) {
        const auto b = std::string(backend) == "naive" ? makeNaiveBackend() : makeCpuBackend();
        const Trajectory path = evolve(*b, e, e.common, options, {.layers = 4, .alpha = 0.3}, {});
        EXPECT_LT((path.layers.back().heads[0].cov[0] - e.common.heads[0].cov[0]).norm(), 1e-12) << backend;
        EXPECT_LT((path.layers.back().heads[0].mean.col(0) - e.common.heads[0].mean.col(0)).norm(), 1e-12) << backend;
        EXPECT_GT((path.layers.back().heads[0].mean.col(1) - e.common.heads[0].mean.col(1)).norm(), 1e-3) << backend;
    }
    // Elsewhere it goes half of the way a step, in natural parameters.
    CommonBeliefs prior = e.common;
    prior.heads[0].mean.col(0) *= 2;
    const Trajectory path = evolve(*makeCpuBackend(), e, prior, options, {.layers = 1, .alpha = 0.3}, {});
    const Vectord half = 0.5 * (e.common.heads[0].mean.col(0) + prior.heads[0].mean.col(0));
    EXPECT_LT((path.layers[1].heads[0].mean.col(0) - half).norm(), 1e-12);
    // Without a prior there is no target: it stays.
    const Trajectory free = evolve(*makeCpuBackend(), e, prior, options, {.layers = 2, .alpha = 0}, {});
    EXPECT_LT((free.layers[2].heads[0].cov[0] - e.common.heads[0].cov[0]).norm(), 1e-12);
}

}  // namespace
}  // namespace gauge::test
