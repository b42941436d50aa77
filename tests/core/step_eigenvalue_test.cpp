// The step's leading eigenvalue: beside a Jacobian of evolve itself, and beside how fast layers really settle.
#include "core/attention/state_ensemble.h"
#include "core/dynamics/step_eigenvalue.h"
#include "core/parallel.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/two_groups.h"
#include "tests/support/words.h"

#include <Eigen/Eigenvalues>
#include <numbers>

namespace gauge::test {
namespace {

/// Eigenvalue of largest modulus, whole.
std::complex<double> wholeLargest(const Matrixd& matrix)
{
    const Eigen::VectorXcd values = Eigen::EigenSolver<Matrixd>(matrix, false).eigenvalues();
    Index at = 0;
    values.cwiseAbs().maxCoeff(&at);
    return values(at);
}

struct Case {
    Ensemble ensemble;
    CommonBeliefs prior;
    AttentionOptions attention;
};

Case randomCase(const std::vector<int>& spins, Index n, CovarianceFamily family, unsigned seed)
{
    const State state = stateFromArrays(categorisedArrays(spins, n, seed), "random");
    Case c;
    c.attention.covariance = family;
    c.attention.kappa = 1.5;
    c.ensemble = makeEnsemble(state, c.attention);
    c.prior = pulledBackPrior(state, c.ensemble);
    return c;
}

/// One layer of one step, from evolve.
Vectord stepOfEvolve(const Backend& backend, const Case& c, const StepMap& map, const EvolveOptions& options,
                     const Vectord& x)
{
    Ensemble e = c.ensemble;
    e.common = *map.beliefs(x);
    settle(e);
    return map.pack(evolve(backend, e, c.prior, c.attention, options, {}).layers.back());
}

TEST(Slowest, IsTheLargestEigenvalueOfEvolvesOwnStep)
{
    const auto backend = makeCpuBackend();
    const EvolveOptions options{.alpha = 0.4};
    Index iterated = 0;
    for (const std::vector<int>& spins : {std::vector{1}, {0, 1}, {2}, {0, 2}})
        for (const Index n : {3, 4, 5})
            for (const CovarianceFamily family : {CovarianceFamily::Full, CovarianceFamily::Diagonal}) {
                const Case c = randomCase(spins, n, family, static_cast<unsigned>(7 * n));
                const StepMap map(*backend, c.ensemble, c.prior, c.attention, options);
                const Vectord x = map.pack(c.ensemble.common);
                iterated += x.size() > 60 ? 1 : 0;
                Matrixd jacobian(x.size(), x.size());
                for (Index k = 0; k < x.size(); ++k) {
                    const double h = 1e-5 * (1 + std::abs(x(k)));
                    const Vectord v = Vectord::Unit(x.size(), k);
                    jacobian.col(k) = (stepOfEvolve(*backend, c, map, options, x + h * v) -
                                       stepOfEvolve(*backend, c, map, options, x - h * v)) /
                                      (2 * h);
                }
                const std::complex<double> known = wholeLargest(jacobian);
                const StepEigenvalue found = leadingEigenvalue(map, x, {});
                EXPECT_TRUE(found.converged);
                EXPECT_NEAR(found.modulus, std::abs(known), 2e-7);
                EXPECT_NEAR(found.real, known.real(), 2e-7);
                EXPECT_EQ(found.isReal, std::abs(known.imag()) < 1e-7);
                EXPECT_EQ(slowest(*backend, c.ensemble, c.prior, c.attention, options, {}), found.measure());
            }
    EXPECT_GE(iterated, 4) << "too few states are large enough to be iterated for";
}

/// Near its end a run's deviation shrinks by this factor a step.
TEST(Slowest, IsHowLayersSettle)
{
    const auto backend = makeCpuBackend();
    std::mt19937_64 random(4);
    std::normal_distribution<double> normal;
    const TwoGroups law{8};
    for (const CovarianceFamily family : {CovarianceFamily::Full, CovarianceFamily::Diagonal})
        for (const double kappa : {0.34, 0.39}) {
            Ensemble e = law.ensemble(family);
            for (Index i = 0; i < 8; ++i)
                e.common.heads[0].mean(0, i) += 0.1 * normal(random);
            AttentionOptions attention;
            attention.kappa = kappa;
            attention.covariance = family;
            const EvolveOptions options{.layers = 800, .alpha = law.alpha};
            const Trajectory path = evolve(*backend, e, law.at(law.a), attention, options, {});
            const auto moved = [&](std::size_t k) {
                return (path.layers[k + 1].heads[0].mean - path.layers[k].heads[0].mean).norm();
            };
            std::size_t k = 0;
            while (moved(k) > 1e-9)
                ++k;
            e.common = path.layers.back();
            EXPECT_NEAR(slowest(*backend, e, law.at(law.a), attention, options, {}), moved(k + 1) / moved(k), 3e-6)
                << kappa;
        }
}

/// Copies of tokens make every eigenvalue many; those of the two groups alone stay what they are.
TEST(Slowest, StandsWhereTokensAreCopies)
{
    const auto backend = makeCpuBackend();
    const double kappa = 0.36;
    for (const double x : {0.27418, 0.68336, 0.96309}) {
        const double two = leadingEigenvalue(TwoGroups{2}.map(*backend, kappa),
                                             TwoGroups{2}.map(*backend, kappa).pack(TwoGroups{2}.at(x)), {})
                               .real;
        for (const Index n : {8, 64, 200}) {  // 16 unknowns, 128, 400
            const TwoGroups law{n};
            const StepMap map = law.map(*backend, kappa);
            const StepEigenvalue found = leadingEigenvalue(map, map.pack(law.at(x)), {});
            EXPECT_TRUE(found.converged && found.isReal);
            EXPECT_NEAR(found.real, two, 1e-7) << n << " at " << x;
        }
    }
}

TEST(Slowest, DoesNotDependOnThreads)
{
    const auto backend = makeCpuBackend();
    const Case c = randomCase({0, 2}, 9, CovarianceFamily::Full, 5);
    const double all = slowest(*backend, c.ensemble, c.prior, c.attention, {}, {});
    const ThreadLimit one(1);
    EXPECT_EQ(slowest(*backend, c.ensemble, c.prior, c.attention, {}, {}), all);
}

TEST(LeadingEigenvalue, OfAComplexPairIsItsModulus)
{
    std::mt19937_64 random(2);
    std::normal_distribution<double> normal;
    for (const Index n : {20, 90}) {
        Matrixd blocks = Matrixd(Vectord::LinSpaced(n, -0.5, 0.5).asDiagonal());
        blocks.topLeftCorner(2, 2) << 0.3, -0.6, 0.6, 0.3;
        const Matrixd basis = Matrixd::NullaryExpr(n, n, [&] { return normal(random); });
        const StepEigenvalue found = leadingEigenvalue(basis * blocks * basis.inverse(), {});
        EXPECT_FALSE(found.isReal);
        EXPECT_NEAR(found.real, 0.3, 1e-7);
        EXPECT_NEAR(found.measure(), std::sqrt(0.45), 1e-7);
    }
}

/// All eigenvalues on one circle: no iteration tells them apart, and the whole decomposition need not.
TEST(LeadingEigenvalue, IsFoundWholeWhereNoneStandsApart)
{
    const Index n = 300;
    Matrixd turn = Matrixd::Zero(n, n);
    for (Index i = 0; i < n; ++i)
        turn(i, (i + 1) % n) = 0.9;
    const StepEigenvalue found = leadingEigenvalue(turn, {});
    EXPECT_TRUE(found.converged);
    EXPECT_NEAR(found.modulus, 0.9, 1e-9);
}

TEST(Slowest, StopsAndRefuses)
{
    const auto backend = makeCpuBackend();
    const Case c = randomCase({0, 2}, 9, CovarianceFamily::Full, 5);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(slowest(*backend, c.ensemble, c.prior, c.attention, {}, {.stop = stop.get_token(), .progress = {}}),
                 Cancelled);
    EXPECT_THROW(slowest(*backend, c.ensemble, c.prior, c.attention, {.dynamics = Dynamics::Gradient}, {}), Error);
}

}  // namespace
}  // namespace gauge::test
