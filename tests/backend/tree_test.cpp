// The tree method beside the exact one: its error stays below what it says, whatever the state.
#include "core/attention/tree_attention.h"
#include "core/backend/registry.h"
#include "core/parallel.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <random>

namespace gauge::test {
namespace {

/// Tokens gathered around a few beliefs: `spread` 0 gives exact duplicates.
Ensemble gathered(Group group, Index n, Index kinds, double spread, unsigned seed)
{
    Ensemble e = makeEnsemble(randomState(group, n, seed), CovarianceFamily::Full, false);
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    for (GaussianBlock& block : e.common.heads) {
        for (Index i = kinds; i < n; ++i) {
            block.mean.col(i) = block.mean.col(i % kinds);
            block.cov[i] = Matrixd(block.cov[i % kinds]);
            for (Index r = 0; r < block.dim(); ++r)
                block.mean(r, i) += spread * normal(random);
            block.cov[i] *= std::exp(spread * normal(random));
        }
    }
    return e;
}

/// Largest distance of a mean message from the exact one, and what the bound allows: 2·bound·(widest mean).
void expectWithinBound(const Ensemble& e, const AttentionOptions& options, double tolerance, bool single)
{
    const TreeAttention tree = treeAttention(e, options, tolerance, {});
    const AttentionResult exact = attendOnce(*makeCpuBackend(), e, options, {}, {});
    EXPECT_LE(tree.bound.maxCoeff(), tolerance * 1.0001);
    const double rounding = single ? 2e-3 : 1e-9;
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        const GaussianBlock& was = exact.message.heads[h];
        const GaussianBlock& now = tree.message.heads[h];
        for (Index i = 0; i < e.tokens(); ++i) {
            const double widest = (e.common.heads[h].mean.colwise() - was.mean.col(i)).colwise().norm().maxCoeff();
            EXPECT_LE((was.mean.col(i) - now.mean.col(i)).norm(),
                      2 * tree.bound(static_cast<Index>(h), i) * widest + rounding * (1 + was.mean.col(i).norm()));
        }
    }
}

class Tree : public testing::TestWithParam<GroupCase> {};

TEST_P(Tree, StaysWithinItsBound)
{
    for (const double spread : {0.0, 0.01, 0.3}) {
        for (const double kappa : {0.5, 5.0}) {
            for (const double tolerance : {1e-6, 1e-2, 0.3}) {
                for (const Precision precision : {Precision::Double, Precision::Single}) {
                    AttentionOptions options;
                    options.kappa = kappa;
                    options.precision = precision;
                    Ensemble e = gathered(GetParam().group, 150, 9, spread, 5);
                    e.multiplicity(7) = 3;
                    expectWithinBound(e, options, tolerance, precision == Precision::Single);
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, Tree, testing::ValuesIn(allGroups()),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(TreeMethod, EveryDivergenceFamilyAndMessage)
{
    for (const Divergence divergence : {Divergence::Kl, Divergence::ReverseKl, Divergence::Jeffreys}) {
        AttentionOptions options;
        options.divergence = divergence;
        options.sqrtDim = true;
        expectWithinBound(gathered(Group::Irreps, 300, 20, 0.05, 2), options, 1e-3, false);
        Ensemble diagonal = gathered(Group::Irreps, 300, 20, 0.05, 2);
        diagonal.covariance = CovarianceFamily::Diagonal;
        settle(diagonal);
        options.covariance = CovarianceFamily::Diagonal;
        expectWithinBound(diagonal, options, 1e-3, false);
    }
    AttentionOptions product;
    product.message = MessageKind::Product;
    const Ensemble e = gathered(Group::Irreps, 300, 20, 0.0, 2);
    const TreeAttention tree = treeAttention(e, product, 1e-6, {});
    const AttentionResult exact = attendOnce(*makeCpuBackend(), e, product, {.product = true}, {});
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        EXPECT_LT((tree.naturals[h].h - exact.naturals[h].h).norm(), 1e-5 * exact.naturals[h].h.norm());
}

TEST(TreeMethod, TakesFewerDivergencesWhereBeliefsAgree)
{
    const Ensemble e = gathered(Group::Irreps, 4096, 16, 0.0, 9);
    const TreeAttention tree = treeAttention(e, {}, 1e-3, {});
    const double all = 4096.0 * 4096.0 * static_cast<double>(e.heads.size());
    EXPECT_LT(tree.exactPairs + tree.groupPairs, 0.35 * all);
}

TEST(TreeMethod, OneTokenAndASizeThatFillsNoPanel)
{
    for (const Index n : {1, 2, 15, 17, 257}) {
        const Ensemble e = makeEnsemble(randomState(Group::Spin1, n, 4), CovarianceFamily::Full, false);
        expectWithinBound(e, {}, 1e-3, false);
    }
}

TEST(TreeMethod, GivesTheSameTwiceAndOnAnyNumberOfThreads)
{
    const Ensemble e = gathered(Group::Irreps, 500, 20, 0.05, 2);
    const TreeAttention one = treeAttention(e, {}, 1e-3, {});
    const ThreadLimit single(1);
    const TreeAttention other = treeAttention(e, {}, 1e-3, {});
    EXPECT_TRUE(one.message.heads[0].mean == other.message.heads[0].mean);
    EXPECT_TRUE(one.bound == other.bound);
}

TEST(TreeMethod, RefusesInWords)
{
    const Ensemble e = gathered(Group::Irreps, 20, 4, 0.0, 1);
    AttentionOptions causal;
    causal.mask = maskOf("causal", true);
    EXPECT_THROW(treeAttention(e, causal, 0.1, {}), Error);
    AttentionOptions renyi;
    renyi.divergence = Divergence::Renyi;
    EXPECT_THROW(treeAttention(e, renyi, 0.1, {}), Error);
    AttentionOptions summed;
    summed.summedHeads = true;
    EXPECT_THROW(treeAttention(e, summed, 0.1, {}), Error);
    EXPECT_THROW(treeAttention(e, {}, 0, {}), Error);
}

}  // namespace
}  // namespace gauge::test
