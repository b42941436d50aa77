// Condensed layers, and meta-tokens that feed back to their members.
#include "core/consensus/distance.h"
#include "core/pipeline/stages.h"
#include "tests/support/counting_backend.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

namespace gauge::test {
namespace {

struct Case {
    Ensemble ensemble;
    CommonBeliefs prior;
};

void copyToken(CommonBeliefs& beliefs, Index origin, Index copy)
{
    for (GaussianBlock& block : beliefs.heads) {
        block.mean.col(copy) = block.mean.col(origin);
        block.cov[copy] = Matrixd(block.cov[origin]);
    }
}

/// Tokens 2, 5, 6, 7 believe what token 1 does, and were told so.
Case duplicates(Group group, unsigned seed)
{
    const State state = randomState(group, 9, seed);
    Case c{makeEnsemble(state, CovarianceFamily::Full, false), {}};
    c.prior = pulledBackPrior(state, c.ensemble);
    for (const Index copy : {2, 5, 6, 7}) {
        copyToken(c.ensemble.common, 1, copy);
        copyToken(c.prior, 1, copy);
    }
    c.ensemble.multiplicity(5) = 3;
    return c;
}

class CondensedLayers : public testing::TestWithParam<GroupCase> {};

TEST_P(CondensedLayers, LoseNothingWhereMembersAreEqual)
{
    const Case c = duplicates(GetParam().group, 31);
    const CountingBackend backend;
    const EvolveOptions options{.layers = 4, .steps = 2, .alpha = 0.7};
    ConsensusOptions consensus;
    consensus.threshold = 1e-9;
    for (const Pooling pooling : {Pooling::Moment, Pooling::Precision, Pooling::Average}) {
        consensus.pooling = pooling;
        const Trajectory full = evolve(backend, c.ensemble, c.prior, {}, options, {});
        backend.evaluations = 0;
        const CondensedTrajectory small = evolveCondensed(backend, c.ensemble, c.prior, {}, options, consensus, {});
        ASSERT_EQ(small.path.layers.size(), full.layers.size());
        ASSERT_EQ(small.path.history.size(), full.history.size());
        for (std::size_t t = 0; t < full.history.size(); ++t) {
            const double scale = 1 + std::abs(full.history[t].total());
            EXPECT_NEAR(small.path.history[t].total(), full.history[t].total(), 1e-11 * scale);
            EXPECT_NEAR(small.path.history[t].belief, full.history[t].belief, 1e-11 * scale);
            EXPECT_NEAR(small.path.history[t].coupling, full.history[t].coupling, 1e-11 * scale);
        }
        for (std::size_t l = 0; l < full.layers.size(); ++l)
            for (std::size_t h = 0; h < c.ensemble.heads.size(); ++h)
                for (Index i = 0; i < 9; ++i) {
                    const GaussianBlock& was = full.layers[l].heads[h];
                    const GaussianBlock& now = small.path.layers[l].heads[h];
                    EXPECT_LT((was.mean.col(i) - now.mean.col(i)).norm(), 1e-12 * (1 + was.mean.col(i).norm()));
                    EXPECT_LT((was.cov[i] - now.cov[i]).norm(), 1e-12 * (1 + was.cov[i].norm()));
                }
        // The first layer runs on nine tokens, the others on five agents.
        ASSERT_EQ(small.layers.size(), 4u);
        EXPECT_EQ(small.layers[0].agents, 9);
        EXPECT_EQ(small.layers[0].memberEvaluations, 0);
        Index counted = 25;  // the free energy at the end
        for (std::size_t l = 0; l < 4; ++l) {
            counted += small.layers[l].pairEvaluations;
            if (l > 0) {
                EXPECT_EQ(small.layers[l].agents, 5);
                EXPECT_EQ(small.layers[l].pairEvaluations, 50);
                EXPECT_EQ(small.layers[l].memberEvaluations, 0) << "nobody was told anything else";
            }
        }
        EXPECT_EQ(backend.evaluations, counted);
        // Every token has its message: that of its agent.
        for (const NaturalBlock& block : small.message) {
            ASSERT_EQ(block.h.cols(), 9);
            EXPECT_TRUE(block.h.col(1) == block.h.col(7));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, CondensedLayers, testing::ValuesIn(allGroups()),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(CondensedLayers, WithAndWithoutMatricesAreTheSame)
{
    // More tokens than energies are kept for; groups of three around every fourth token.
    const State state = randomState(Group::Irreps, kMostInMatrices + 40, 3);
    Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    for (Index i = 0; i + 4 < e.tokens(); i += 4)
        for (const Index copy : {i + 1, i + 2})
            copyToken(e.common, i, copy);
    const auto backend = makeCpuBackend();
    ConsensusOptions consensus;
    consensus.threshold = 1e-8;
    const EvolveOptions options{.layers = 2};
    const CondensedTrajectory small = evolveCondensed(*backend, e, e.common, {}, options, consensus, {});
    EXPECT_GT(small.layers[0].agents, kMostInMatrices);
    EXPECT_LT(small.layers[1].agents, kMostInMatrices);
    const Trajectory full = evolve(*backend, e, e.common, {}, options, {});
    for (std::size_t t = 0; t < full.history.size(); ++t)
        EXPECT_NEAR(small.path.history[t].total(), full.history[t].total(), 1e-9 * std::abs(full.history[t].total()));
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        EXPECT_LT((small.path.layers[2].heads[h].mean - full.layers[2].heads[h].mean).norm(),
                  1e-10 * full.layers[2].heads[h].mean.norm());
}

TEST(CondensedLayers, DissolveWhenPriorsPullMembersApart)
{
    Case c = duplicates(Group::Irreps, 7);
    for (GaussianBlock& block : c.prior.heads)
        block.mean.col(7).array() += 40;  // one member was told something else
    const auto backend = makeCpuBackend();
    ConsensusOptions consensus;
    consensus.threshold = 1e-3;
    const EvolveOptions options{.layers = 3};
    const CondensedTrajectory run = evolveCondensed(*backend, c.ensemble, c.prior, {}, options, consensus, {});
    EXPECT_EQ(run.layers[1].agents, 5);
    EXPECT_EQ(run.layers[1].memberEvaluations, 10);
    EXPECT_EQ(run.layers[2].agents, 9);
    EXPECT_EQ(run.groups[2], std::vector<Index>(9, -1));
    consensus.hysteresis = 1e9;
    EXPECT_EQ(evolveCondensed(*backend, c.ensemble, c.prior, {}, options, consensus, {}).layers[2].agents, 5);
}

TEST(CondensedLayers, RefuseInWordsWhatTheyCannotHonour)
{
    const Case c = duplicates(Group::Spin1, 1);
    const auto backend = makeCpuBackend();
    const auto refuses = [&](AttentionOptions attention, EvolveOptions options, ConsensusOptions consensus) {
        EXPECT_THROW(evolveCondensed(*backend, c.ensemble, c.prior, attention, options, consensus, {}), Error);
    };
    AttentionOptions causal;
    causal.mask = maskOf("causal", true);
    refuses(causal, {}, {});
    refuses({}, {.dynamics = Dynamics::Gradient}, {});
    refuses({}, {.frameStep = 0.1}, {});
    ConsensusOptions mutual;
    mutual.linkage = Linkage::Mutual;
    refuses({}, {}, mutual);
    ConsensusOptions counted;
    counted.clusters = 2;
    refuses({}, {}, counted);
}

TEST(MetaPrior, IsOffAtZeroAndPullsMembersTogether)
{
    const State state = randomState(Group::Irreps, 10, 12);
    const Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    const CommonBeliefs prior = pulledBackPrior(state, e);
    const auto backend = makeCpuBackend();
    Request request;
    request.attention.kappa = 20;
    request.evolve.layers = 1;
    const AttentionResult r = attendOnce(*backend, e, request.attention, {}, {});
    const auto tree = mergeTree(consensusDistance(r.energy), Linkage::Complete);
    request.consensus.threshold = thresholdFor(tree, 10, 6);
    const std::vector<Index> label = cutTree(tree, 10, request.consensus.threshold).label;

    const Trajectory off = runLayers(*backend, {e, prior}, request, {}).path;
    request.metaPrior = 3;
    request.consensus.scales = 2;
    const Trajectory on = runLayers(*backend, {e, prior}, request, {}).path;
    EXPECT_EQ(off.history.front().meta, 0);
    EXPECT_GT(on.history.front().meta, 0);
    EXPECT_EQ(on.history.front().belief, off.history.front().belief);
    EXPECT_LT(on.history.back().meta, on.history.front().meta);
    const auto within = [&](const CommonBeliefs& beliefs) {
        Ensemble after = e;
        after.common = beliefs;
        const Matrixd d = consensusDistance(attendOnce(*backend, after, request.attention, {}, {}).energy);
        double sum = 0;
        for (Index i = 0; i < 10; ++i)
            for (Index j = 0; j < i; ++j)
                if (label[static_cast<std::size_t>(i)] == label[static_cast<std::size_t>(j)])
                    sum += d(i, j);
        return sum;
    };
    EXPECT_LT(within(on.layers.back()), within(off.layers.back()));
    // Tokens in no group move as they would have.
    const auto groups = cutTree(tree, 10, request.consensus.threshold);
    for (Index i = 0; i < 10; ++i) {
        request.consensus.scales = 1;
        if (groups.members[static_cast<std::size_t>(label[static_cast<std::size_t>(i)])].size() == 1) {
            const Trajectory one = runLayers(*backend, {e, prior}, request, {}).path;
            for (std::size_t h = 0; h < e.heads.size(); ++h)
                EXPECT_LT((one.layers[1].heads[h].mean.col(i) - off.layers[1].heads[h].mean.col(i)).norm(), 1e-12);
        }
    }
    request.evolve.dynamics = Dynamics::Gradient;
    EXPECT_THROW(runLayers(*backend, {e, prior}, request, {}), Error);
}

TEST(MetaPrior, IsTheStatedConvexCombination)
{
    const State state = randomState(Group::None, 4, 2);
    Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    for (const Index copy : {1})
        copyToken(e.common, 0, copy);
    for (GaussianBlock& block : e.common.heads)
        block.mean.col(1).array() += 0.05;
    const CommonBeliefs prior = e.common;
    const auto backend = makeCpuBackend();
    Request request;
    request.metaPrior = 2;
    request.evolve.step = 0.5;
    request.evolve.alpha = 0.3;
    const AttentionResult r = attendOnce(*backend, e, {}, {.product = true}, {});
    ScaleLevel level = treeOf(*backend, e, prior, r.energy, {}, {}, {});
    request.consensus.threshold = 1.01 * level.distance(0, 1);
    cutLevel(level, 1, request.consensus, {});
    ASSERT_EQ(level.clusters.members.size(), 3u);
    const MetaTokens metas = poolClusters(e, level.clusters, distanceIn(level.distance), request.consensus);
    const NaturalBlock eta = naturalParameters(e.common.heads[0]);
    const NaturalBlock meta = naturalParameters(metas.common.heads[0]);
    const Trajectory path = runLayers(*backend, {e, prior}, request, {}).path;
    const NaturalBlock next = naturalParameters(path.layers[1].heads[0]);
    const Vectord expected =
        0.5 * eta.h.col(0) + 0.5 * (0.3 * eta.h.col(0) + r.naturals[0].h.col(0) + 2 * meta.h.col(0)) / (0.3 + 1 + 2);
    EXPECT_LT((next.h.col(0) - expected).norm(), 1e-10 * expected.norm());
}

}  // namespace
}  // namespace gauge::test
