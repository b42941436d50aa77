// Runs that end once beliefs stand still (MATH.md §12).
#include "core/gaussian/divergence.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/evolved.h"
#include "tests/support/random_state.h"

namespace gauge::test {
namespace {

struct Ran {
    Trajectory path;
    std::vector<std::vector<Index>> groups;
};

Ran ran(const State& state, const Parameters& parameters, Keep keep = Keep::Layers)
{
    const Request request = resolveFor(parameters, state);
    const CondensedTrajectory run = runLayers(*makeCpuBackend(), startOf(state, request), request, {}, keep);
    return {run.path, run.groups};
}

double totalOf(const Trajectory& path)
{
    return path.history.back().total();
}

void expectSameBeliefs(const CommonBeliefs& a, const CommonBeliefs& b)
{
    for (std::size_t h = 0; h < a.heads.size(); ++h) {
        EXPECT_EQ(a.heads[h].mean, b.heads[h].mean);
        for (Index i = 0; i < a.heads[h].tokens(); ++i)
            EXPECT_EQ(Matrixd(a.heads[h].cov[i]), Matrixd(b.heads[h].cov[i]));
    }
}

class Until : public testing::TestWithParam<GroupCase> {};

TEST_P(Until, TheFirstLayerThatMovesNobodyByAsMuchIsTheLast)
{
    const State state = randomState(GetParam().group, 5, 4);
    for (const bool condensed : {false, true}) {
        Parameters p;
        p.evolve.layers = 60;
        p.evolve.steps = 2;
        p.condensed = condensed;
        const Trajectory all = ran(state, p).path;
        p.evolve.until = 1e-3;
        const Trajectory some = ran(state, p).path;
        ASSERT_TRUE(some.converged);
        ASSERT_LT(some.layersRun, 60);
        const auto last = static_cast<std::size_t>(some.layersRun);
        ASSERT_EQ(some.layers.size(), last + 1);
        EXPECT_EQ(some.history.size(), 2 * last + 1);
        EXPECT_LT(movedBy(all.layers[last], all.layers[last - 1]), 1e-3);
        if (last > 1) {
            EXPECT_GE(movedBy(all.layers[last - 1], all.layers[last - 2]), 1e-3);
        }
        expectSameBeliefs(some.layers[last], all.layers[last]);
        EXPECT_EQ(totalOf(some), all.history[2 * last].total());
    }
}

TEST_P(Until, WhoKeepsTheEndsAloneHasTheSameEnds)
{
    const State state = randomState(GetParam().group, 5, 6);
    for (const bool condensed : {false, true}) {
        for (const double until : {0.0, 1e-4}) {
            Parameters p;
            p.evolve.layers = 30;
            p.evolve.until = until;
            p.condensed = condensed;
            const Ran all = ran(state, p);
            const Ran ends = ran(state, p, Keep::Ends);
            ASSERT_EQ(ends.path.layers.size(), 2u);
            ASSERT_EQ(ends.path.frames.size(), 2u);
            EXPECT_EQ(ends.path.layersRun, all.path.layersRun);
            EXPECT_EQ(ends.path.converged, all.path.converged);
            expectSameBeliefs(ends.path.layers.front(), all.path.layers.front());
            expectSameBeliefs(ends.path.layers.back(), all.path.layers.back());
            EXPECT_EQ(totalOf(ends.path), totalOf(all.path));
            EXPECT_EQ(ends.path.history.size(), all.path.history.size());
            if (condensed) {
                EXPECT_EQ(ends.groups.back(), all.groups.back());
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, Until, testing::ValuesIn(allGroups()),
                         [](const auto& c) { return std::string(c.param.name); });

/// KL of all heads together, token by token, the largest.
TEST(MovedBy, IsTheLargestDivergenceOfABeliefFromWhatItWas)
{
    const State state = randomState(Group::Irreps, 5, 3);
    const Trajectory path = ran(state, {}).path;
    double largest = 0;
    for (Index i = 0; i < 5; ++i) {
        double sum = 0;
        for (std::size_t h = 0; h < state.heads.size(); ++h) {
            const GaussianBlock& after = path.layers[1].heads[h];
            const GaussianBlock& before = path.layers[0].heads[h];
            sum += klParts(after.mean.col(i), after.cov[i], before.mean.col(i), before.cov[i]).total();
        }
        largest = std::max(largest, sum);
    }
    EXPECT_NEAR(movedBy(path.layers[1], path.layers[0]), largest, 1e-12 * largest);
}

TEST(UntilStill, WithoutAnEndThatCanBeReachedTheLayersRunOut)
{
    Parameters p;
    p.evolve.layers = 4;
    p.evolve.until = 1e-300;
    const Trajectory path = ran(randomState(Group::Spin1, 5, 3), p).path;
    EXPECT_FALSE(path.converged);
    EXPECT_EQ(path.layersRun, 4);
}

/// The window shows the layers that there are.
TEST(UntilStill, ASnapshotHasAsManyLayersAsWereRun)
{
    RunInput input;
    input.text = "the cat sat on the mat";
    input.parameters.evolve.layers = 50;
    input.parameters.evolve.until = 1e-4;
    Engine engine(processorBackends());
    const auto snapshot = engine.run(input, {});
    EXPECT_LT(snapshot->layers, 50);
    EXPECT_EQ(snapshot->layer, snapshot->layers);
    EXPECT_EQ(snapshot->path->layers.size(), static_cast<std::size_t>(snapshot->layers) + 1);
    EXPECT_EQ(snapshot->layerAt.size(), snapshot->path->layers.size());
    EXPECT_EQ(snapshot->groups.size(), snapshot->path->layers.size());
    input.layer = 49;
    EXPECT_EQ(engine.run(input, {})->layer, snapshot->layers);
    // A change on the way: the run goes on until it stands still again.
    input.earlier = {{input.parameters, 2}};
    input.parameters.attention.kappa = 3;
    input.layer = -1;
    const auto changed = engine.run(input, {});
    EXPECT_EQ(*changed->changes, std::vector<int>{2});
    EXPECT_EQ(changed->path->layers.size(), static_cast<std::size_t>(changed->layers) + 1);
}

}  // namespace
}  // namespace gauge::test
