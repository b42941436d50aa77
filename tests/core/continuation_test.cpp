// Following a state through folds: the exact law of MATH.md §12, a closed branch, a text, and what is refused.
#include "core/attention/state_ensemble.h"
#include "core/dynamics/continuation.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/two_groups.h"
#include "tests/support/words.h"

namespace gauge::test {
namespace {

/// The branch of the law from a stable state near ±a at a low κ, all of its range.
Branch branchOf(const TwoGroups& law, const Backend& backend, double from, double to,
                CovarianceFamily family = CovarianceFamily::Full, bool logarithmic = false)
{
    ContinuationOptions options{.from = from, .to = to, .logarithmic = logarithmic};
    return follow([&](double kappa) { return law.map(backend, kappa, family); }, 0.3, law.at(0.97), options, {});
}

double xOf(const BranchPoint& point)
{
    return point.beliefs.heads[0].mean(0, 0);
}

class Law : public testing::TestWithParam<Index> {};

TEST_P(Law, FoldsWhereTheClosedFormTurns)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law{GetParam()};
    const std::vector<double> turns = law.turns();
    ASSERT_EQ(turns.size(), 2U);
    EXPECT_NEAR(law.kappaOf(turns[0]), 0.25589, 1e-5);
    EXPECT_NEAR(law.kappaOf(turns[1]), 0.40112, 1e-5);
    for (const CovarianceFamily family : {CovarianceFamily::Full, CovarianceFamily::Diagonal}) {
        for (const bool logarithmic : {false, true}) {
            const Branch branch = branchOf(law, *backend, 0.1, 0.8, family, logarithmic);
            EXPECT_EQ(branch.first.how, BranchEnd::Range) << branch.first.words;
            EXPECT_EQ(branch.last.how, BranchEnd::Range) << branch.last.words;
            EXPECT_EQ(branch.points.front().value, 0.1);
            EXPECT_EQ(branch.points.back().value, 0.8);
            const std::vector<std::size_t> folds = branch.folds();
            ASSERT_EQ(folds.size(), 2U);
            for (const std::size_t k : {0U, 1U}) {
                const BranchPoint& fold = branch.points[folds[k]];
                EXPECT_NEAR(fold.value, law.kappaOf(turns[1 - k]), 1e-8);
                EXPECT_NEAR(xOf(fold), turns[1 - k], 1e-4);
                EXPECT_NEAR(fold.eigenvalue.real, 1, 1e-5);
            }
            double arclength = -1e300;
            for (const BranchPoint& point : branch.points) {
                EXPECT_GT(point.arclength, arclength);
                arclength = point.arclength;
                EXPECT_NEAR(law.kappaOf(xOf(point)), point.value, 1e-8) << xOf(point);
                EXPECT_NEAR(xOf(point), point.beliefs.heads[0].mean(0, law.tokens - 2), 1e-12);
                EXPECT_NEAR(point.beliefs.heads[0].cov[1](0, 0), 1, 1e-10);
            }
            EXPECT_EQ(branch.points[branch.start].arclength, 0);
            EXPECT_EQ(branch.points[branch.start].value, 0.3);
        }
    }
}

TEST_P(Law, IsStableOutsideTheFoldsAlone)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law{GetParam()};
    const Branch branch = branchOf(law, *backend, 0.2, 0.5);
    const std::vector<double> turns = law.turns();
    Index within = 0;
    for (const BranchPoint& point : branch.points) {
        if (point.fold)
            continue;
        const bool unstable = xOf(point) > turns[0] && xOf(point) < turns[1];
        within += unstable ? 1 : 0;
        EXPECT_EQ(point.stable, !unstable) << xOf(point);
        EXPECT_EQ(point.eigenvalue.real > 1, unstable) << xOf(point);
        EXPECT_TRUE(point.eigenvalue.converged && point.eigenvalue.isReal);
    }
    EXPECT_GT(within, 5);
    EXPECT_LT(branch.points.size(), 300U);
}

/// From an unstable state, which no layers lead to.
TEST_P(Law, IsFollowedFromItsUnstableState)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law{GetParam()};
    const std::vector<double> turns = law.turns();
    const StepMapAt problem = [&](double kappa) { return law.map(*backend, kappa); };
    const Branch branch = follow(problem, 0.36, law.at(0.68), {.from = 0.2, .to = 0.5}, {});
    const BranchPoint& start = branch.points[branch.start];
    EXPECT_NEAR(xOf(start), 0.68336, 1e-5);
    EXPECT_NEAR(xOf(start), law.stationary(0.36, turns[0], turns[1]), 1e-9);
    EXPECT_GT(start.eigenvalue.real, 1.01);
    EXPECT_EQ(branch.folds().size(), 2U);
    EXPECT_EQ(branch.first.how, BranchEnd::Range);
    EXPECT_EQ(branch.last.how, BranchEnd::Range);
    EXPECT_NE(branch.points.front().value, branch.points.back().value) << "the two ways end on either stable branch";
    for (const double x : {0.27418, 0.96309}) {
        const Branch stable = follow(problem, 0.36, law.at(x), {.from = 0.2, .to = 0.5, .mostPoints = 1}, {});
        ASSERT_EQ(stable.points.size(), 1U);
        EXPECT_NEAR(xOf(stable.points[0]), x, 1e-5);
        EXPECT_LT(stable.points[0].eigenvalue.real, 1);
        EXPECT_EQ(stable.first.how, BranchEnd::MostPoints);
    }
}

TEST_P(Law, HasNoFoldWherePriorsHold)
{
    const auto backend = makeCpuBackend();
    TwoGroups law{GetParam()};
    law.alpha = 0.61;
    EXPECT_TRUE(law.turns().empty());
    const Branch branch = branchOf(law, *backend, 0.1, 1.5);
    EXPECT_TRUE(branch.folds().empty());
    EXPECT_EQ(branch.points.back().value, 1.5);
    for (const BranchPoint& point : branch.points)
        EXPECT_TRUE(point.stable);
    law.alpha = 0.59;
    EXPECT_EQ(branchOf(law, *backend, 0.1, 1.5).folds().size(), 2U);
}

TEST_P(Law, FoldsWhateverTheStepSize)
{
    const auto backend = makeCpuBackend();
    TwoGroups law{GetParam()};
    const double known = law.kappaOf(law.turns()[1]);
    for (const double step : {0.01, 1.0}) {
        law.step = step;
        const Branch branch = follow([&](double kappa) { return law.map(*backend, kappa); }, 0.3, law.at(0.97),
                                     {.from = 0.2, .to = 0.5, .ways = Ways::Up}, {});
        ASSERT_EQ(branch.folds().size(), 2U);
        EXPECT_NEAR(branch.points[branch.folds()[0]].value, known, 1e-8);
        EXPECT_EQ(branch.start, 0U);
    }
}

INSTANTIATE_TEST_SUITE_P(Tokens, Law, testing::Values(2, 4, 8));

/// Other parameters than κ: the law holds for whatever moves.
TEST(Continuation, FollowsThePriorWeight)
{
    const auto backend = makeCpuBackend();
    const double kappa = 0.36;
    const auto lawAt = [](double alpha) { return TwoGroups{.tokens = 4, .alpha = alpha}; };
    const Branch branch = follow([&](double alpha) { return lawAt(alpha).map(*backend, kappa); }, 0.5, lawAt(0.5).at(0.97),
                                 {.from = 0.1, .to = 0.8, .logarithmic = true, .ways = Ways::Down}, {});
    EXPECT_EQ(branch.folds().size(), 2U);
    for (const BranchPoint& point : branch.points)
        EXPECT_NEAR(lawAt(point.value).kappaOf(xOf(point)), kappa, 1e-7);
    EXPECT_EQ(branch.start + 1, branch.points.size());
}

/// κ = k₀ + q² closes the piece of the law around its upper fold.
TEST(Continuation, ComesBackOnAClosedBranch)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law;
    const Branch branch =
        follow([&](double q) { return law.map(*backend, 0.36 + q * q); }, 0, law.at(0.963), {.from = -0.6, .to = 0.5}, {});
    EXPECT_EQ(branch.last.how, BranchEnd::CameBack) << branch.last.words;
    EXPECT_EQ(branch.first.how, BranchEnd::CameBack);
    const std::vector<std::size_t> folds = branch.folds();
    ASSERT_EQ(folds.size(), 2U);
    const double known = std::sqrt(law.kappaOf(law.turns()[1]) - 0.36);
    EXPECT_NEAR(branch.points[folds[0]].value, known, 2e-8);
    EXPECT_NEAR(branch.points[folds[1]].value, -known, 2e-8);
    EXPECT_NEAR(xOf(branch.points.front()), xOf(branch.points.back()), 1e-9);
    EXPECT_GT(branch.points.back().arclength, 0.5);
}

TEST(Continuation, FollowsAText)
{
    const auto backend = makeCpuBackend();
    Parameters p;
    p.evolve = {.layers = 2000, .alpha = 0.5, .until = 1e-10};
    const auto requestAt = [&](double kappa) {
        Parameters at = p;
        at.attention.kappa = kappa;
        return resolve(at);
    };
    const State state = stateOfText("the cat sat on the mat while the dog slept near the fire", nullptr, requestAt(1));
    const auto pathAt = [&](double kappa) {
        const Request request = requestAt(kappa);
        return runLayers(*backend, startOf(state, request), request, {}, Keep::Ends).path;
    };
    const Trajectory settled = pathAt(2);
    ASSERT_TRUE(settled.converged);
    const StepMapAt problem = [&](double kappa) {
        const Request request = requestAt(kappa);
        const Start start = startOf(state, request);
        return StepMap(*backend, start.ensemble, start.prior, request.attention, request.evolve);
    };
    const Branch branch = follow(problem, 2, settled.layers.back(),
                                 {.from = 1.9, .to = 2.1, .ways = Ways::Up, .firstStep = 0.3, .mostStep = 0.5}, {});
    EXPECT_EQ(branch.last.how, BranchEnd::Range) << branch.last.words;
    EXPECT_GE(branch.points.size(), 3U);
    for (const BranchPoint& point : branch.points) {
        const Trajectory path = pathAt(point.value);
        EXPECT_TRUE(path.converged);
        EXPECT_LT(movedBy(path.layers.back(), point.beliefs), 1e-7) << "where layers lead at " << point.value;
        EXPECT_TRUE(point.stable);
    }
}

/// Branches of random states come near each other: who steps across, or turns back, ends elsewhere when he goes back from where he came to.
TEST(Continuation, FindsTheSameBranchFromItsOtherEnd)
{
    const auto backend = makeCpuBackend();
    for (const auto& [seed, family] : {std::pair{6U, CovarianceFamily::Diagonal}, {3U, CovarianceFamily::Full}}) {
        const State state = stateFromArrays(categorisedArrays({0, 1}, 6, seed), "random");
        AttentionOptions attention;
        attention.covariance = family;
        const Ensemble e = makeEnsemble(state, attention);
        const CommonBeliefs prior = pulledBackPrior(state, e);
        const EvolveOptions options{.layers = 3000, .alpha = 0.3, .until = 1e-13};
        const StepMapAt problem = [&](double kappa) {
            AttentionOptions at = attention;
            at.kappa = kappa;
            return StepMap(*backend, e, prior, at, options);
        };
        const ContinuationOptions range{.from = 0.1, .to = 20, .logarithmic = true};
        const Branch there =
            follow(problem, 1, evolve(*backend, e, prior, attention, options, {}, {}, Keep::Ends).layers.back(), range, {});
        ASSERT_EQ(there.first.how, BranchEnd::Range) << there.first.words;
        ASSERT_EQ(there.points.front().value, 0.1);
        ASSERT_EQ(there.points.back().value, 20);
        const Branch back = follow(problem, 0.1, there.points.front().beliefs, range, {});
        ASSERT_EQ(back.points.back().value, 20);
        const std::vector<std::size_t> known = there.folds();
        const std::vector<std::size_t> found = back.folds();
        EXPECT_EQ(known.size(), 14U);
        ASSERT_EQ(found.size(), known.size());
        for (std::size_t k = 0; k < known.size(); ++k) {
            EXPECT_NEAR(back.points[found[k]].value, there.points[known[k]].value, 1e-9);
            EXPECT_LT(movedBy(back.points[found[k]].beliefs, there.points[known[k]].beliefs), 1e-9);
        }
        EXPECT_LT(movedBy(back.points.back().beliefs, there.points.back().beliefs), 1e-12);
    }
}

std::string saidBy(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& e) {
        return e.what();
    }
    return "nothing";
}

TEST(Continuation, SaysWhatItCannotFollow)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law;
    const auto said = [&](double value, const ContinuationOptions& options, const CommonBeliefs& start) {
        return saidBy([&] { follow([&](double kappa) { return law.map(*backend, kappa); }, value, start, options, {}); });
    };
    EXPECT_EQ(said(0.3, {.from = 0.5, .to = 0.2}, law.at(1)),
              "continuation: expected a range from a number to a larger one, found 0.5 to 0.2");
    EXPECT_EQ(said(0.3, {.from = 0, .to = 1, .logarithmic = true}, law.at(1)),
              "continuation: expected a range above 0 for steps in the logarithm, found 0 to 1");
    EXPECT_EQ(said(0.1, {.from = 0.2, .to = 0.5}, law.at(1)),
              "continuation: expected a start within the range 0.2 to 0.5, found 0.1");
    EXPECT_EQ(said(0.3, {.from = 0.2, .to = 0.5, .mostPoints = 0}, law.at(1)),
              "continuation: expected one point at least, found 0");
    EXPECT_EQ(
        saidBy([&] { follow([&](double) -> StepMap { throw Error("--alpha: no such weight"); }, 0.3, law.at(1), {}, {}); }),
        "--alpha: no such weight");
    // Without priors any shared belief stands still: no state stands alone.
    EXPECT_NE(saidBy([&] {
                  TwoGroups free = law;
                  free.alpha = 1e-300;
                  follow([&](double kappa) { return free.map(*backend, kappa); }, 3, law.at(0.9), {.from = 0.2, .to = 5},
                         {});
              }).find("continuation: expected a stationary state that stands alone near the start"),
              std::string::npos);
    EXPECT_EQ(continuationRefusal(kMostFollowed), "");
    EXPECT_EQ(continuationRefusal(kMostFollowed + 1),
              "continuation: expected 2500 unknowns at most, found 2501 (h and precisions of every token and head)");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(follow([&](double kappa) { return law.map(*backend, kappa); }, 0.3, law.at(1), {.from = 0.2, .to = 0.5},
                        {.stop = stop.get_token(), .progress = {}}),
                 Cancelled);
}

/// A parameter beyond which there is no state: the branch is what was found, and it says where it stopped.
TEST(Continuation, SaysWhereItStopped)
{
    const auto backend = makeCpuBackend();
    const TwoGroups law;
    const auto problem = [&](double q) {  // κ jumps at 0.37: no curve leads on
        return law.map(*backend, q < 0.37 ? q : q + 1);
    };
    const Branch branch = follow(problem, 0.3, law.at(0.97), {.from = 0.2, .to = 0.5, .ways = Ways::Up}, {});
    EXPECT_EQ(branch.last.how, BranchEnd::Stopped);
    EXPECT_NE(branch.last.words.find("no next point was found beside 0.36999"), std::string::npos) << branch.last.words;
    EXPECT_GT(branch.points.size(), 5U);
}

}  // namespace
}  // namespace gauge::test
