// Condensed layers along a connection, and the frustrated triangle (MATH.md §9).
#include "core/attention/state_ensemble.h"
#include "core/dynamics/agent_priors.h"
#include "core/dynamics/condensed.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {
namespace {

Request requestOf(const std::string& connection, const std::string& unequal = "apart")
{
    Parameters p;
    say(p, "connection", connection);
    say(p, "unequal-links", unequal);
    p.consensus.threshold = 1e-8;
    return resolve(p);
}

/// Tokens 2, 5, 6, 7 are token 1 in all: belief, prior and links.
struct Case {
    Ensemble ensemble;
    CommonBeliefs prior;
};

Case copies(Group group, const Request& request)
{
    const State state = randomState(group, 9, 31);
    Case c{makeEnsemble(state, request.attention, 3), {}};
    c.prior = pulledBackPrior(state, c.ensemble);
    for (CommonBeliefs* beliefs : {&c.ensemble.common, &c.prior})
        for (GaussianBlock& block : beliefs->heads)
            for (const Index copy : {2, 5, 6, 7}) {
                block.mean.col(copy) = block.mean.col(1);
                block.cov[copy] = Matrixd(block.cov[1]);
            }
    c.ensemble.connection = c.ensemble.connection.among({0, 1, 1, 3, 4, 1, 1, 1, 8});
    settle(c.ensemble);
    return c;
}

void expectSame(const CondensedTrajectory& small, const Trajectory& full, double tolerance, const std::string& what)
{
    ASSERT_EQ(small.path.history.size(), full.history.size());
    for (std::size_t t = 0; t < full.history.size(); ++t)
        EXPECT_NEAR(small.path.history[t].total(), full.history[t].total(),
                    tolerance * (1 + std::abs(full.history[t].total())))
            << what;
    for (std::size_t l = 0; l < full.layers.size(); ++l)
        for (std::size_t h = 0; h < full.layers[l].heads.size(); ++h) {
            const GaussianBlock& was = full.layers[l].heads[h];
            const GaussianBlock& now = small.path.layers[l].heads[h];
            EXPECT_LT((was.mean - now.mean).norm(), tolerance * (1 + was.mean.norm())) << what << " layer " << l;
            for (Index i = 0; i < was.tokens(); ++i)
                EXPECT_LT((was.cov[i] - now.cov[i]).norm(), tolerance * (1 + was.cov[i].norm())) << what << " layer " << l;
        }
}

TEST(LinkedLayers, LoseNothingWhereMembersAndTheirLinksAreEqual)
{
    const auto backend = makeCpuBackend();
    const EvolveOptions options{.layers = 4, .steps = 2, .alpha = 0.7};
    for (const Group group : {Group::So2Planes, Group::Spin1, Group::Irreps, Group::GlK}) {
        for (const char* connection : {"random=0.3", "bilinear=0.3"}) {
            for (const char* unequal : {"apart", "medoid"}) {
                const Request request = requestOf(connection, unequal);
                const Case c = copies(group, request);
                const Trajectory full = evolve(*backend, c.ensemble, c.prior, request.attention, options, {});
                const CondensedTrajectory small =
                    evolveCondensed(*backend, c.ensemble, c.prior, request.attention, options, request.consensus, {});
                EXPECT_EQ(small.layers[1].agents, 5) << connection;
                EXPECT_EQ(small.layers[0].unequal, 0);
                expectSame(small, full, 1e-11, std::string(connection) + ' ' + unequal);
            }
        }
    }
}

TEST(LinkedLayers, AgreeAlongHeadsByBeliefsOfTheirOwn)
{
    const auto backend = makeCpuBackend();
    const EvolveOptions options{.layers = 3, .alpha = 0.7};
    const Request request = requestOf("heads");
    Case c = copies(Group::Spin1, requestOf("flat"));
    const Matrixd w = (Matrixd(3, 3) << 0.9, -0.4, 0.1, 0.4, 0.9, 0, 0, 0.2, 1.1).finished();
    c.ensemble.connection = Connection::ofHeads({{w, w.inverse(), std::log(std::abs(w.determinant()))}});
    const Trajectory full = evolve(*backend, c.ensemble, c.prior, request.attention, options, {});
    const CondensedTrajectory small =
        evolveCondensed(*backend, c.ensemble, c.prior, request.attention, options, request.consensus, {});
    EXPECT_EQ(small.layers[1].agents, 5);
    EXPECT_EQ(small.layers[0].pairEvaluations, 2 * 81) << "agreement takes divergences of its own";
    expectSame(small, full, 1e-11, "heads");
}

/// A turn a place is flat: tokens that agree along their links, and were told so, are one belief seen from many places.
TEST(LinkedLayers, ByTheMedoidLoseNothingWhereTheConnectionIsFlat)
{
    const auto backend = makeCpuBackend();
    for (const Group group : {Group::So2Planes, Group::Spin1, Group::Irreps}) {
        const Request request = requestOf("power=0.2,1", "medoid");
        const State state = randomState(group, 9, 31);
        Ensemble e = makeEnsemble(state, request.attention);
        CommonBeliefs prior = pulledBackPrior(state, e);
        for (CommonBeliefs* beliefs : {&e.common, &prior})
            for (std::size_t h = 0; h < e.heads.size(); ++h)
                for (const Index copy : {2, 5, 6, 7}) {
                    GaussianBlock& block = beliefs->heads[h];
                    const Matrixd v = e.connection.link(h, copy, 1, e.heads[h]);
                    block.mean.col(copy) = (v * block.mean.col(1)).eval();
                    block.cov[copy] = Matrixd(v * block.cov[1] * v.transpose());
                }
        const EvolveOptions options{.layers = 3, .steps = 2, .alpha = 0.7};
        const CondensedTrajectory small =
            evolveCondensed(*backend, e, prior, request.attention, options, request.consensus, {});
        EXPECT_EQ(small.layers[1].agents, 5);
        EXPECT_EQ(small.layers[2].memberEvaluations, 0) << "nobody was told anything else";
        expectSame(small, evolve(*backend, e, prior, request.attention, options, {}), 1e-10, "flat");
        const Request apart = requestOf("power=0.2,1");
        const CondensedTrajectory kept = evolveCondensed(*backend, e, prior, apart.attention, options, apart.consensus, {});
        EXPECT_EQ(kept.layers[1].agents, 9);
        EXPECT_EQ(kept.layers[0].unequal, 10) << "all pairs of five";
        // Told otherwise one member leaves, the group dissolves, and all take their beliefs home.
        prior.heads[0].mean.col(7).array() += 40;
        const CondensedTrajectory left =
            evolveCondensed(*backend, e, prior, request.attention, {.layers = 2, .alpha = 0.7}, request.consensus, {});
        EXPECT_EQ(left.layers[1].agents, 5);
        EXPECT_EQ(left.groups[2], std::vector<Index>(9, -1));
        for (std::size_t h = 0; h < e.heads.size(); ++h)
            for (const Index i : {2, 5, 6}) {
                const GaussianBlock& home = left.path.layers[2].heads[h];
                const Matrixd v = e.connection.link(h, i, 1, e.heads[h]);
                EXPECT_LT((home.mean.col(i) - v * home.mean.col(1)).norm(), 1e-10);
                EXPECT_LT((home.cov[i] - v * home.cov[1] * v.transpose()).norm(), 1e-10);
            }
    }
}

Request triangleRequest(const std::string& connection, const std::string& mask = "full")
{
    Parameters p;
    say(p, "connection", connection);
    say(p, "mask", mask);
    say(p, "kappa", "20");
    say(p, "alpha", "0");
    say(p, "step", "0.001");
    say(p, "frame-step", "0.1");
    say(p, "layers", "24");
    return resolve(p);
}

State triangle()
{
    return readState(std::string(GAUGESCOPE_SOURCE) + "/resources/examples/triangle.npz");
}

double lastFreeEnergy(const State& state, const Request& request)
{
    return runLayers(*makeCpuBackend(), startOf(state, request), request, {}).path.history.back().total();
}

TEST(FrustratedTriangle, CannotAgreeThoughEveryPairCan)
{
    const Request linked = triangleRequest("links");
    const State state = triangle();
    const Start start = startOf(state, linked);
    // Any two by themselves, with the link between them.
    for (const auto& [i, j] : {std::pair<Index, Index>{0, 1}, {1, 2}, {0, 2}}) {
        const Start alone{gather({{&start.ensemble, i}, {&start.ensemble, j}}), columnsOf(start.prior, {i, j})};
        const auto ran = runLayers(*makeCpuBackend(), alone, linked, {});
        EXPECT_LT(ran.path.history.back().total(), 1e-4) << i << ' ' << j;
        EXPECT_GT(ran.path.history.front().total(), 0.05) << i << ' ' << j;
    }
    // All three: every link is off by a third of the flux, and no turn betters that.
    const double misfit = 1.5 * 1.5 / 0.5 * (1 - std::cos(0.9));  // nat
    const double least = -3 * 20 * std::log((1 + 2 * std::exp(-misfit / 20)) / 3);
    const double reached = lastFreeEnergy(state, linked);
    EXPECT_NEAR(reached, least, 0.02 * least);
    // Without the links, or where nobody closes the loop, all three agree.
    EXPECT_LT(lastFreeEnergy(state, triangleRequest("flat")), 1e-3);
    EXPECT_LT(lastFreeEnergy(state, triangleRequest("links", "window=1")), 1e-3);
}

}  // namespace
}  // namespace gauge::test
