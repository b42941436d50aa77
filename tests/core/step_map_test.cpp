// The mirror step as a map of one vector is the step that evolve takes, and its derivatives are that map's.
#include "core/attention/state_ensemble.h"
#include "core/dynamics/step_map.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/two_groups.h"
#include "tests/support/words.h"

namespace gauge::test {
namespace {

struct Words {
    Group group;
    const char* covariance = "full";
    const char* connection = "flat";
    const char* transport = "exact";
    const char* mask = "full";
    bool self = true;
    const char* divergence = "kl";
};

void PrintTo(const Words& w, std::ostream* out)
{
    *out << static_cast<int>(w.group) << ' ' << w.covariance << ' ' << w.connection << ' ' << w.transport << ' ' << w.mask
         << ' ' << w.divergence;
}

class StepMaps : public testing::TestWithParam<Words> {
protected:
    void SetUp() override
    {
        const Words& w = GetParam();
        Parameters p;
        say(p, "covariance", w.covariance);
        say(p, "connection", w.connection);
        say(p, "transport", w.transport);
        say(p, "mask", w.mask);
        say(p, "divergence", w.divergence);
        p.attention.mask.self = w.self;
        p.attention.kappa = 2;
        request_ = resolve(p);
        const State state = randomState(w.group, 5, 11);
        start_.ensemble = makeEnsemble(state, request_.attention, 3);
        start_.prior = pulledBackPrior(state, start_.ensemble);
        // Beliefs that are not their priors.
        start_.ensemble.common =
            evolve(*backend_, start_.ensemble, start_.prior, request_.attention, options_, {}).layers.back();
        settle(start_.ensemble);
    }
    StepMap map(double step) const
    {
        EvolveOptions o = options_;
        o.step = step;
        return {*backend_, start_.ensemble, start_.prior, request_.attention, o};
    }

    std::unique_ptr<Backend> backend_ = makeCpuBackend();
    EvolveOptions options_{.layers = 2, .alpha = 0.7, .lambda = 1.3};
    Request request_;
    Start start_;
};

TEST_P(StepMaps, TakeTheStepOfEvolve)
{
    const StepMap map = this->map(0.3);
    const Vectord x = map.pack(start_.ensemble.common);
    const EvolveOptions one{.layers = 1, .step = 0.3, .alpha = 0.7, .lambda = 1.3};
    const Vectord known =
        map.pack(evolve(*backend_, start_.ensemble, start_.prior, request_.attention, one, {}).layers.back());
    const Vectord scale = map.scale(x);
    EXPECT_LT((map.step(x, {}) - known).cwiseQuotient(scale).cwiseAbs().maxCoeff(), 1e-12);
    EXPECT_GT((x - known).cwiseQuotient(scale).cwiseAbs().maxCoeff(), 1e-3) << "nothing moved: the comparison asks nothing";
    EXPECT_LT((map.pack(*map.beliefs(x)) - x).cwiseQuotient(scale).cwiseAbs().maxCoeff(), 1e-12);
}

TEST_P(StepMaps, HaveAResidualThatVanishesWhereLayersEnd)
{
    EvolveOptions on = options_;
    on.layers = 1500;
    const Trajectory path = evolve(*backend_, start_.ensemble, start_.prior, request_.attention, on, {}, {}, Keep::Ends);
    for (const double step : {0.05, 0.5, 1.0}) {
        const StepMap map = this->map(step);
        const Vectord x = map.pack(path.layers.back());
        EXPECT_LT(map.residual(x, {})->cwiseQuotient(map.scale(x)).norm(), 1e-9) << step;
    }
}

/// A formula of fourth order with steps ten times as long, direction by direction.
TEST_P(StepMaps, HaveTheDerivativeOfALongerDifference)
{
    const StepMap map = this->map(0.3);
    const Vectord x = map.pack(start_.ensemble.common);
    const Vectord scale = map.scale(x);
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    const Matrixd jacobian = map.residualJacobian(x, {});
    for (int k = 0; k < 4; ++k) {
        const Vectord v = Vectord::NullaryExpr(x.size(), [&] { return normal(random); }).cwiseProduct(scale);
        const double h = 2e-4;
        const auto at = [&](double t) { return map.step(x + t * v, {}); };
        const Vectord known = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        const double size = v.cwiseQuotient(scale).norm();
        EXPECT_LT((map.derivative(x, scale, v, {}) - known).cwiseQuotient(scale).norm(), 1e-7 * size);
        EXPECT_LT((v + 0.3 * jacobian * v - known).cwiseQuotient(scale).norm(), 1e-6 * size);
    }
}

INSTANTIATE_TEST_SUITE_P(Words, StepMaps,
                         testing::Values(Words{Group::Spin1}, Words{Group::Irreps}, Words{Group::Spin1, "diagonal"},
                                         Words{Group::So2Planes, "diagonal"}, Words{Group::Spin1, "diagonal-projected"},
                                         Words{Group::Spin1, "full", "random=0.3"},
                                         Words{Group::Spin1, "full", "bilinear=0.3"},
                                         Words{Group::Spin1, "full", "flat", "first-order"},
                                         Words{Group::GlK, "full", "flat", "pairwise"},
                                         Words{Group::Spin1, "full", "flat", "exact", "causal", false},
                                         Words{Group::Spin1, "full", "flat", "exact", "window=1"},
                                         Words{Group::Spin1, "full", "flat", "exact", "full", true, "jeffreys"}));

TEST(StepMap, KnowsWhatIsNoState)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law;
    const StepMap map = law.map(*backend, 0.4);
    ASSERT_EQ(map.unknowns(), 4);
    Vectord x = map.pack(law.at(0.5));
    EXPECT_EQ(x, Vectord({{0.5, 1.0, -0.5, 1.0}}));
    x(3) = -1;
    EXPECT_FALSE(map.beliefs(x));
    EXPECT_FALSE(map.residual(x, {}));
    EXPECT_THROW(map.step(x, {}), Error);
    x(3) = std::nan("");
    EXPECT_FALSE(map.beliefs(x));
}

TEST(StepMap, AsksNoDifferenceBeyondWhatIsAState)
{
    // Almost correlated: a precision that a difference of its usual length makes indefinite, and a shorter one does not.
    const auto backend = makeCpuBackend();
    Ensemble e;
    e.heads = {2};
    e.frames = identityFrames(2, e.heads);
    GaussianBlock block{Matrixd::Zero(2, 2), Stack(2, 2)};
    for (const Index i : {0, 1})
        block.cov[i] = (Matrixd(2, 2) << 1, 1 - 4e-6, 1 - 4e-6, 1).finished();
    e.common = {{block}};
    e.multiplicity = Vectord::Ones(2);
    const StepMap map(*backend, e, e.common, {}, {});
    const Vectord x = map.pack(e.common);
    const Vectord off = Vectord::Unit(x.size(), 3);
    EXPECT_FALSE(map.beliefs(x + 2e-5 * map.scale(x)(3) * off) && map.beliefs(x - 2e-5 * map.scale(x)(3) * off));
    EXPECT_TRUE(map.derivative(x, map.scale(x), off, {}).allFinite());
}

TEST(StepMap, SaysWhatIsNoSuchMap)
{
    const auto said = [](const auto& change) {
        AttentionOptions attention;
        EvolveOptions options;
        change(attention, options);
        return stepMapRefusal(attention, options);
    };
    EXPECT_EQ(said([](AttentionOptions&, EvolveOptions&) {}), "");
    EXPECT_EQ(said([](AttentionOptions&, EvolveOptions& o) { o.dynamics = Dynamics::Gradient; }),
              "--dynamics: the linear part of a step is that of mirror steps, found gradient");
    EXPECT_EQ(said([](AttentionOptions&, EvolveOptions& o) { o.frameStep = 0.1; }),
              "--frame-step: the linear part of a step is that of frames at rest, found 0.1");
    EXPECT_EQ(said([](AttentionOptions& a, EvolveOptions&) { a.covariance = {CovarianceFamily::LowRank, 2}; }),
              "--covariance: the linear part of a step is that of full or diagonal covariances, found low-rank=2");
    EXPECT_EQ(said([](AttentionOptions& a, EvolveOptions&) { a.precision = Precision::Single; }),
              "--precision: the linear part of a step is a difference of energies in double, found single");
    const auto backend = makeCpuBackend();
    const TwoGroups law;
    EXPECT_THROW(StepMap(*backend, law.ensemble(), law.at(1), {}, {.frameStep = 0.1}), Error);
}

}  // namespace
}  // namespace gauge::test
