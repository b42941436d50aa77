// One suite for every way of computing: the literal double loop is right, the others agree with it.
#include "core/attention/energies.h"
#include "core/attention/state_ensemble.h"
#include "core/error.h"
#include "core/gaussian/features.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>
#include <Eigen/QR>

namespace gauge::test {
namespace {

struct Method {
    const char* name;
    Transport transport;
    Covariance covariance;
    Divergence divergence;
    double order = 0.5;
    Score score = Score::Divergence;
};

const std::vector<Method>& methods()
{
    using T = Transport;
    using C = CovarianceFamily;
    using D = Divergence;
    static const std::vector<Method> all{
        {"Kl", T::Exact, C::Full, D::Kl},
        {"ReverseKl", T::Exact, C::Full, D::ReverseKl},
        {"Jeffreys", T::Exact, C::Full, D::Jeffreys},
        {"RenyiHalf", T::Exact, C::Full, D::Renyi, 0.5},
        {"RenyiAboveOne", T::Exact, C::Full, D::Renyi, 1.05},
        {"DiagonalKl", T::Exact, C::Diagonal, D::Kl},
        {"DiagonalReverse", T::Exact, C::Diagonal, D::ReverseKl},
        {"DiagonalJeffreys", T::Exact, C::Diagonal, D::Jeffreys},
        {"DiagonalRenyi", T::Exact, C::Diagonal, D::Renyi, 0.3},
        {"LowRankKl", T::Exact, {C::LowRank, 1}, D::Kl},
        {"LowRankReverse", T::Exact, {C::LowRank, 2}, D::ReverseKl},
        {"LowRankJeffreys", T::Exact, {C::LowRank, 2}, D::Jeffreys},
        {"LowRankAllOfIt", T::Exact, {C::LowRank, 99}, D::Kl},
        {"PairwiseKl", T::Pairwise, C::Full, D::Kl},
        {"PairwiseReverse", T::Pairwise, C::Full, D::ReverseKl},
        {"PairwiseJeffreys", T::Pairwise, C::Full, D::Jeffreys},
        {"PairwiseRenyi", T::Pairwise, C::Full, D::Renyi, 0.7},
        {"PairwiseDiagonal", T::Pairwise, C::Diagonal, D::Kl},
        {"PairwiseLowRank", T::Pairwise, {C::LowRank, 2}, D::Kl},
        {"ProjectedKl", T::Exact, C::DiagonalProjected, D::Kl},
        {"ProjectedReverse", T::Exact, C::DiagonalProjected, D::ReverseKl},
        {"ProjectedJeffreys", T::Pairwise, C::DiagonalProjected, D::Jeffreys},
        {"ProjectedRenyi", T::Exact, C::DiagonalProjected, D::Renyi, 0.4},
        {"FirstOrderKl", T::FirstOrder, C::Full, D::Kl},
        {"FirstOrderReverse", T::FirstOrder, C::Full, D::ReverseKl},
        {"FirstOrderProjected", T::FirstOrder, C::DiagonalProjected, D::Kl},
        {"FirstOrderRenyi", T::FirstOrder, C::Full, D::Renyi, 0.6},
        {"NoTransport", T::None, C::Full, D::Kl},
        {"NoTransportProjected", T::None, C::DiagonalProjected, D::Jeffreys},
        {"DotProduct", T::Exact, C::Full, D::Kl, 0.5, Score::DotProduct},
    };
    return all;
}

AttentionOptions optionsOf(const Method& m)
{
    AttentionOptions o;
    o.kappa = 1.3;
    o.transport = m.transport;
    o.covariance = m.covariance;
    o.divergence = m.divergence;
    o.renyiOrder = m.order;
    o.score = m.score;
    return o;
}

const Wanted kEverything{.energy = true, .attention = true, .mixture = true, .product = true};

/// Largest difference beside the largest value, over heads and tokens.
double differenceOfMessages(const AttentionResult& a, const AttentionResult& b)
{
    double worst = 0;
    for (std::size_t h = 0; h < a.message.heads.size(); ++h) {
        const auto add = [&](const Matrixd& x, const Matrixd& y) {
            worst = std::max(worst, (x - y).cwiseAbs().maxCoeff() / std::max(1.0, y.cwiseAbs().maxCoeff()));
        };
        add(a.message.heads[h].mean, b.message.heads[h].mean);
        add(a.naturals[h].h, b.naturals[h].h);
        for (Index i = 0; i < a.message.heads[h].tokens(); ++i) {
            add(a.message.heads[h].cov[i], b.message.heads[h].cov[i]);
            add(a.naturals[h].precision[i], b.naturals[h].precision[i]);
        }
    }
    return worst;
}

struct Case {
    GroupCase group;
    Method method;
    Precision precision;
};

class Methods : public testing::TestWithParam<Case> {};

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    for (const GroupCase& group : allGroups())
        for (const Method& method : methods())
            for (const Precision precision : {Precision::Double, Precision::Single})
                cases.push_back({group, method, precision});
    return cases;
}

TEST_P(Methods, AgreeWithTheLiteralDoubleLoop)
{
    const Case& c = GetParam();
    AttentionOptions options = optionsOf(c.method);
    if (options.transport == Transport::FirstOrder && c.group.group == Group::GivenFrames) {
        EXPECT_THROW(makeEnsemble(randomState(c.group.group, 3, 1), options), Error);
        return;
    }
    const State state = randomState(c.group.group, 19, 11);
    for (const char* mask : {"full", "causal", "window=3", "causal-window=5"}) {
        options.mask = maskOf(mask, std::string(mask) != "causal");
        options.prior = priorOf(std::string(mask) == "window=3" ? "alibi=0.7" : "none");
        options.summedHeads = std::string(mask) == "causal-window=5";
        Ensemble e = makeEnsemble(state, options);
        if (std::string(mask) == "causal")
            e.multiplicity = Vectord::LinSpaced(e.tokens(), 1, 4);
        options.precision = Precision::Double;
        AttentionResult slow;
        try {
            slow = attendOnce(*makeNaiveBackend(), e, options, kEverything, {});
        } catch (const Error&) {  // an order above 1 that is infinite here: then it is for both
            EXPECT_THROW(attendOnce(*makeCpuBackend(), e, options, kEverything, {}), Error);
            continue;
        }
        options.precision = c.precision;
        const AttentionResult fast = attendOnce(*makeCpuBackend(), e, options, kEverything, {});
        // I + Φ_i − Φ_j of GL(K) comes close to singular, which costs both sides digits.
        const double best = options.transport == Transport::FirstOrder ? 1e-8 : 1e-10;
        const double tolerance = c.precision == Precision::Double ? best : 1e-4;
        EXPECT_LT(relativeDifference(fast.energy, slow.energy), tolerance) << mask;
        EXPECT_LT(relativeDifference(fast.attention, slow.attention), 30 * tolerance) << mask;
        EXPECT_LT(differenceOfMessages(fast, slow), 100 * tolerance) << mask;
        for (std::size_t h = 0; h < e.heads.size(); ++h) {
            const double scale = 1 + std::abs(slow.couplingEnergy[h]) + std::abs(slow.couplingEntropy[h]);
            EXPECT_NEAR(fast.couplingEnergy[h], slow.couplingEnergy[h], 100 * tolerance * scale);
            EXPECT_NEAR(fast.couplingEntropy[h], slow.couplingEntropy[h], 100 * tolerance * scale);
        }
    }
}

TEST_P(Methods, EnergyIsZeroAtEqualityAndNowhereNegative)
{
    const Case& c = GetParam();
    AttentionOptions options = optionsOf(c.method);
    options.precision = c.precision;
    if (options.score == Score::DotProduct ||
        (options.transport == Transport::FirstOrder && c.group.group == Group::GivenFrames) || options.renyiOrder > 1)
        return;
    const State state = randomState(c.group.group, 12, 5);
    const AttentionResult r = attendOnce(*makeCpuBackend(), makeEnsemble(state, options), options, {}, {});
    for (const RowMatrixd& e : r.energy) {
        EXPECT_EQ(e.diagonal().cwiseAbs().maxCoeff(), 0);
        EXPECT_GE(e.minCoeff(), 0);
    }
}

TEST_P(Methods, AllowedEnergiesAreThoseOfAllAndTheOthersNotANumber)
{
    const Case& c = GetParam();
    AttentionOptions options = optionsOf(c.method);
    options.precision = c.precision;
    options.renyiOrder = std::min(options.renyiOrder, 0.9);
    if (options.transport == Transport::FirstOrder && c.group.group == Group::GivenFrames)
        return;
    options.mask = maskOf("causal-window=2", false);
    const Ensemble e = makeEnsemble(randomState(c.group.group, 40, 6), options);
    const AttentionResult all = attendOnce(*makeCpuBackend(), e, options, kEverything, {});
    options.allowedOnly = true;
    const AttentionResult allowed = attendOnce(*makeCpuBackend(), e, options, kEverything, {});
    for (std::size_t h = 0; h < all.energy.size(); ++h)
        for (Index i = 0; i < e.tokens(); ++i)
            for (Index j = 0; j < e.tokens(); ++j) {
                if (options.mask.allows(i, j)) {
                    EXPECT_EQ(allowed.energy[h](i, j), all.energy[h](i, j));
                } else {
                    EXPECT_TRUE(std::isnan(allowed.energy[h](i, j)));
                }
            }
    EXPECT_LT(relativeDifference(allowed.attention, all.attention), 1e-14);
    EXPECT_LT(differenceOfMessages(allowed, all), c.precision == Precision::Double ? 1e-12 : 1e-4);
}

INSTANTIATE_TEST_SUITE_P(All, Methods, testing::ValuesIn(allCases()), [](const auto& p) {
    return std::string(p.param.group.name) + p.param.method.name +
           (p.param.precision == Precision::Double ? "Double" : "Single");
});

TEST(LowRank, KeepsTheLeadingDirectionsAndTheDiagonal)
{
    const State state = randomState(Group::GlK, 6, 3);
    const Ensemble full = makeEnsemble(state, {}, false);
    const Ensemble low = makeEnsemble(state, {CovarianceFamily::LowRank, 2}, false);
    for (Index i = 0; i < 6; ++i) {
        const Matrixd c = full.common.heads[0].cov[i];
        const Matrixd projected = low.common.heads[0].cov[i];
        EXPECT_LT((c - projected).diagonal().cwiseAbs().maxCoeff(), 1e-12 * c.norm()) << "variances are kept";
        EXPECT_EQ(low.lowRank[0].token(i).cols(), 2);
        EXPECT_GT((c - projected).norm(), 1e-6) << "something was dropped";
    }
}

TEST(LowRank, AFloorThatVanishesStillGivesTheSameEnergies)
{
    // Axis-aligned covariances: the leading eigenvectors are axes, and s is 0 there.
    State state = randomState(Group::None, 7, 4);
    for (Index i = 0; i < 7; ++i)
        state.belief.heads[0].cov[i] = Vectord::LinSpaced(4, 0.5, 3.0 + static_cast<double>(i)).asDiagonal();
    AttentionOptions options;
    options.covariance = {CovarianceFamily::LowRank, 2};
    const Ensemble e = makeEnsemble(state, options);
    EXPECT_FALSE(lowRankIsWellConditioned(e, 0, Precision::Double));
    EXPECT_LT(relativeDifference(attendOnce(*makeCpuBackend(), e, options, {}, {}).energy,
                                 attendOnce(*makeNaiveBackend(), e, options, {}, {}).energy),
              1e-12);
}

TEST(Pairwise, ASingularFirstOrderTransportIsAnErrorThatNamesThePair)
{
    AttentionOptions options;
    options.transport = Transport::FirstOrder;
    NpzArrays arrays = randomArrays(Group::None, 2, 1);
    arrays["generators"] = numbersArray({1, 4, 4}, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});
    arrays["phi"] = numbersArray({2, 1}, {0, 1});  // I + Φ_0 − Φ_1 = 0
    const State singular = stateFromArrays(arrays, "singular");
    try {
        attendOnce(*makeCpuBackend(), makeEnsemble(singular, options), options, {}, {});
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("receiver 0"), std::string::npos) << e.what();
    }
}

TEST(Batch, SeveralSequencesGiveWhatEachGivesAlone)
{
    std::vector<Ensemble> ensembles;
    for (const Index n : {1, 5, 33, 70})
        ensembles.push_back(makeEnsemble(randomState(Group::Irreps, n, static_cast<unsigned>(n)), {}, false));
    const auto together = attendBatch(*makeCpuBackend(), ensembles, {}, {}, {});
    for (std::size_t k = 0; k < ensembles.size(); ++k)
        EXPECT_EQ(
            relativeDifference(together[k].attention, attendOnce(*makeCpuBackend(), ensembles[k], {}, {}, {}).attention),
            0);
}

/// ½ [tr(C2⁻¹C1) + δᵀC2⁻¹δ − d + ln det C2/det C1] in extended precision.
double extendedKl(const GaussianBlock& b, Index i, Index j)
{
    using L = Matrix<long double>;
    const L c1 = L(b.cov[i].cast<long double>());
    const L c2 = L(b.cov[j].cast<long double>());
    const Eigen::LLT<L> l1(c1);
    const Eigen::LLT<L> l2(c2);
    const L root = l2.matrixL().solve(L(l1.matrixL()));
    const L offset = l2.matrixL().solve(L((b.mean.col(i) - b.mean.col(j)).cast<long double>()));
    long double logs = 0;
    for (Index k = 0; k < b.dim(); ++k)
        logs += std::log(l2.matrixLLT()(k, k)) - std::log(l1.matrixLLT()(k, k));
    return static_cast<double>((root.squaredNorm() + offset.squaredNorm() - static_cast<long double>(b.dim())) / 2 + logs);
}

TEST(Accuracy, HoldsAtConditionOneMillionWithMeansFarAway)
{
    std::mt19937_64 random(17);
    std::normal_distribution<double> normal;
    for (const Index d : {3, 8, 16}) {
        const Index n = 24;
        // One stiff shape, tokens scattered around it: the situation in which beliefs agree although Σ is ill-conditioned.
        const Matrixd q = Matrixd::NullaryExpr(d, d, [&] { return normal(random); }).householderQr().householderQ();
        Vectord scale(d);
        for (Index a = 0; a < d; ++a)
            scale(a) = std::pow(10.0, -3.0 + 6.0 * static_cast<double>(a) / static_cast<double>(d - 1) / 2);
        const Matrixd root = q * scale.asDiagonal();
        GaussianBlock block{Matrixd(d, n), Stack(n, d)};
        for (Index i = 0; i < n; ++i) {
            const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
            const Matrixd inner = a * a.transpose() / static_cast<double>(d) + 0.5 * Matrixd::Identity(d, d);
            const Matrixd c = root * inner * root.transpose();
            block.cov[i] = 0.5 * (c + c.transpose());
            block.mean.col(i) = Vectord::Constant(d, 1e3) + root * Vectord::NullaryExpr(d, [&] { return normal(random); });
        }
        Ensemble e;
        e.heads = {d};
        e.frames = identityFrames(n, e.heads);
        e.common.heads = {block};
        e.multiplicity = Vectord::Ones(n);
        RowMatrixd truth(n, n);
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                truth(i, j) = extendedKl(block, i, j);
        AttentionOptions options;
        const auto errorOf = [&](const RowMatrixd& energy) {
            return (energy - truth).cwiseAbs().maxCoeff() / truth.maxCoeff();
        };
        const double inDouble = errorOf(attendOnce(*makeCpuBackend(), e, options, {}, {}).energy[0]);
        options.precision = Precision::Single;
        const double inSingle = errorOf(attendOnce(*makeCpuBackend(), e, options, {}, {}).energy[0]);
        const PairFeatures<float> plain = pairFeatures<float>(block, false, Divergence::Kl, Conditioning::Plain);
        RowMatrixd unwhitened(n, n);
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j) {
                float sum = plain.leftBias(i) + plain.rightBias(j);
                for (Index l = 0; l < plain.left.cols(); ++l)
                    sum += plain.left(i, l) * plain.right(l, j);
                unwhitened(i, j) = plain.factor * sum;
            }
        EXPECT_LT(inDouble, 1e-10) << "d = " << d;
        EXPECT_LT(inSingle, 1e-4) << "d = " << d;
        EXPECT_GT(errorOf(unwhitened), 100 * inSingle) << "what whitening buys, d = " << d;
        RecordProperty("single_d" + std::to_string(d), std::to_string(inSingle));
        std::printf("d = %2d, condition 1e6, means 1e3 away: double %.1e, single %.1e, single unwhitened %.1e\n",
                    static_cast<int>(d), inDouble, inSingle, errorOf(unwhitened));
    }
}

}  // namespace
}  // namespace gauge::test
