// Streaming keeps no N×N array and finds what the matrices hold.
#include "core/attention/state_ensemble.h"
#include "core/consensus/distance.h"
#include "core/error.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <algorithm>
#include <cmath>

namespace gauge::test {
namespace {

struct Case {
    const char* name;
    const char* mask;
    bool self;
    const char* prior;
    bool summed;
    bool copies;  // multiplicities
    Precision precision;
    double kappa = 1.2;
};

class Streams : public testing::TestWithParam<Case> {};

TEST_P(Streams, HoldWhatTheMatricesHold)
{
    const Case& c = GetParam();
    AttentionOptions options;
    options.kappa = c.kappa;
    options.mask = maskOf(c.mask, c.self);
    options.prior = priorOf(c.prior);
    options.summedHeads = c.summed;
    options.precision = c.precision;
    const Index n = 1300;  // more than one block of senders
    Ensemble e = makeEnsemble(randomState(Group::So2Planes, n, 4), options);
    if (c.copies)
        for (Index i = 0; i < n; ++i)
            e.multiplicity(i) = 1 + static_cast<double>(i % 5);
    const auto cpu = makeCpuBackend();
    const Wanted wanted{.energy = true, .attention = true, .mixture = true, .product = true};
    const AttentionResult whole = attendOnce(*cpu, e, options, wanted, {});
    const double theta = 6;
    const auto prepared = cpu->prepare(e, options, wanted);
    const StreamResult s = cpu->stream(*prepared, options, {.pooledCells = 100, .links = 5, .edgesBelow = theta}, {});
    const StreamResult product = cpu->stream(*prepared, options, {.links = 0, .product = true}, {});
    const double tolerance = c.precision == Precision::Double ? 1e-11 : 2e-4;

    const std::vector<Index> bounds = pooledBounds(n, 100);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        EXPECT_LT((s.message.heads[h].mean - whole.message.heads[h].mean).cwiseAbs().maxCoeff(), tolerance);
        EXPECT_LT((product.naturals[h].h - whole.naturals[h].h).cwiseAbs().maxCoeff(), 30 * tolerance);
        for (Index i = 0; i < n; i += 97) {
            EXPECT_LT((s.message.heads[h].cov[i] - whole.message.heads[h].cov[i]).norm(), 10 * tolerance);
            EXPECT_LT((product.naturals[h].precision[i] - whole.naturals[h].precision[i]).norm(), 30 * tolerance);
        }
        const double scale = std::abs(whole.couplingEnergy[h]) + std::abs(whole.couplingEntropy[h]) + 1;
        EXPECT_NEAR(s.couplingEnergy[h], whole.couplingEnergy[h], tolerance * scale);
        // τ ln Σ loses what τ gains: the sum's rounding counts τ times a receiver.
        const double rounding = 1e-15 * c.kappa * static_cast<double>(n);
        EXPECT_NEAR(s.couplingEntropy[h], whole.couplingEntropy[h], tolerance * scale + rounding);
        const RowMatrixd& beta = whole.attention[h];
        for (std::size_t a = 0; a + 1 < bounds.size(); a += 7)
            for (std::size_t b = 0; b + 1 < bounds.size(); b += 3) {
                const double mean =
                    beta.block(bounds[a], bounds[b], bounds[a + 1] - bounds[a], bounds[b + 1] - bounds[b]).mean();
                EXPECT_NEAR(s.pooled[h](static_cast<Index>(a), static_cast<Index>(b)), mean, tolerance);
            }
        for (Index i = 0; i < n; i += 41) {
            std::vector<double> row(beta.row(i).begin(), beta.row(i).end());
            std::sort(row.rbegin(), row.rend());
            for (Index k = 0; k < 5; ++k) {
                EXPECT_NEAR(s.linkWeight[h](i, k), row[static_cast<std::size_t>(k)], tolerance) << i << " " << k;
                const Index j = s.linkSender[h](i, k);
                if (j >= 0)
                    EXPECT_NEAR(beta(i, j), s.linkWeight[h](i, k), tolerance);
                else
                    EXPECT_EQ(row[static_cast<std::size_t>(k)], 0);
            }
        }
    }
    const Matrixd distance = consensusDistance(whole.energy);
    std::size_t expected = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j)
            expected += distance(i, j) < theta ? 1 : 0;
    EXPECT_NEAR(static_cast<double>(s.edges.size()), static_cast<double>(expected),
                c.precision == Precision::Double ? 0 : 20);
    ASSERT_GT(expected, 100u);
    for (std::size_t k = 0; k < s.edges.size(); k += 97) {
        EXPECT_LT(s.edges[k].i, s.edges[k].j);
        EXPECT_NEAR(s.edges[k].distance, distance(s.edges[k].i, s.edges[k].j), tolerance * 10);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Streams,
                         testing::Values(Case{"Full", "full", true, "none", false, false, Precision::Double},
                                         Case{"FullSingle", "full", true, "none", false, false, Precision::Single},
                                         Case{"NoSelf", "full", false, "none", false, false, Precision::Double},
                                         Case{"Causal", "causal", true, "none", false, false, Precision::Double},
                                         Case{"CausalNoSelf", "causal", false, "none", false, true, Precision::Double},
                                         Case{"Window", "window=20", true, "none", false, false, Precision::Single},
                                         Case{"Alibi", "full", true, "alibi=2", false, false, Precision::Double},
                                         Case{"RecencyCopies", "full", false, "recency=9", false, true, Precision::Double},
                                         Case{"Summed", "full", true, "none", true, false, Precision::Double},
                                         Case{"Cold", "full", false, "none", false, false, Precision::Double, 1e-3},
                                         Case{"Coldest", "full", false, "none", false, false, Precision::Double, 1e-30},
                                         Case{"Hot", "full", true, "none", false, true, Precision::Double, 1e6}),
                         [](const auto& p) { return std::string(p.param.name); });

TEST(Streams, TheSameTwice)
{
    const Ensemble e = makeEnsemble(randomState(Group::So2Planes, 700, 4), {}, false);
    const auto cpu = makeCpuBackend();
    const auto prepared = cpu->prepare(e, {}, {});
    const StreamResult a = cpu->stream(*prepared, {}, {.edgesBelow = 3}, {});
    const StreamResult b = cpu->stream(*prepared, {}, {.edgesBelow = 3}, {});
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        EXPECT_TRUE(a.pooled[h] == b.pooled[h]);
        EXPECT_TRUE(a.message.heads[h].mean == b.message.heads[h].mean);
    }
    EXPECT_EQ(a.edges.size(), b.edges.size());
}

TEST(Streams, MessagesThatDifferFromPairToPairStreamToo)
{
    AttentionOptions options;
    options.transport = Transport::FirstOrder;
    const Ensemble e = makeEnsemble(randomState(Group::Spin1, 30, 4), options);
    const auto cpu = makeCpuBackend();
    const StreamResult s = cpu->stream(*cpu->prepare(e, options, {}), options, {}, {});
    const AttentionResult whole = attendOnce(*cpu, e, options, {}, {});
    EXPECT_LT((s.message.heads[0].mean - whole.message.heads[0].mean).norm(), 1e-12);
}

}  // namespace
}  // namespace gauge::test
