// The covariance of what is heard is right to rounding of the spread, whatever the origin: shifted before it is squared.
#include "core/algebra/solvers.h"
#include "core/attention/state_ensemble.h"
#include "core/backend/backend.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"

#include <gtest/gtest.h>

namespace gauge::test {
namespace {

/// Two groups, each close together (σ = 1e-3), the groups 1e5 and more apart and from the origin of both.
Ensemble farGroups(Index n, Index d)
{
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    GaussianBlock block{Matrixd(d, n), Stack(n, d)};
    for (Index i = 0; i < n; ++i) {
        const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
        block.cov[i] = 1e-6 * (a * a.transpose() / static_cast<double>(d) + 0.5 * Matrixd::Identity(d, d));
        block.mean.col(i) =
            Vectord::Constant(d, i % 2 == 0 ? 1e5 : -3e5) + 1e-3 * Vectord::NullaryExpr(d, [&] { return normal(random); });
    }
    Ensemble e;
    e.heads = {d};
    e.frames = identityFrames(n, e.heads);
    e.common.heads = {block};
    e.multiplicity = Vectord::Ones(n);
    return e;
}

/// Of the mixture that attention makes, about its own mean.
Matrixd spreadOf(const GaussianBlock& block, const RowMatrixd& beta, Index i)
{
    const Vectord mean = block.mean * beta.row(i).transpose();
    Matrixd cov = Matrixd::Zero(block.dim(), block.dim());
    for (Index j = 0; j < block.tokens(); ++j) {
        const Vectord apart = block.mean.col(j) - mean;
        cov += beta(i, j) * (Matrixd(block.cov[j]) + apart * apart.transpose());
    }
    return cov;
}

double worst(const Ensemble& e, const GaussianBlock& message, const RowMatrixd& beta)
{
    double error = 0;
    for (Index i = 0; i < e.tokens(); ++i) {
        const Matrixd expected = spreadOf(e.common.heads[0], beta, i);
        error = std::max(error, (Matrixd(message.cov[i]) - expected).norm() / expected.norm());
    }
    return error;
}

TEST(Spread, SurvivesMeansFarFromTheOrigin)
{
    const Ensemble e = farGroups(14, 4);
    AttentionOptions options;
    options.kappa = 2;
    const Wanted wanted{.attention = true, .mixture = true};
    const auto cpu = makeCpuBackend();
    const AttentionResult exact = attendOnce(*cpu, e, options, wanted, {});
    EXPECT_LT(worst(e, exact.message.heads[0], exact.attention[0]), 1e-6) << "matrix";
    const auto prepared = cpu->prepare(e, options, wanted);
    EXPECT_LT(worst(e, cpu->stream(*prepared, options, {.links = 0}, {}).message.heads[0], exact.attention[0]), 1e-6)
        << "stream";
    const AttentionResult naive = attendOnce(*makeNaiveBackend(), e, options, wanted, {});
    EXPECT_LT(worst(e, naive.message.heads[0], naive.attention[0]), 1e-6) << "naive";
    options.transport = Transport::Pairwise;
    const AttentionResult pairwise = attendOnce(*cpu, e, options, wanted, {});
    EXPECT_LT(worst(e, pairwise.message.heads[0], pairwise.attention[0]), 1e-6) << "pairwise";
}

/// Single precision holds what its digits hold.
TEST(Spread, InSingleHasNoNegativeVariance)
{
    const Ensemble e = farGroups(14, 4);
    AttentionOptions options;
    options.precision = Precision::Single;
    const AttentionResult r = attendOnce(*makeCpuBackend(), e, options, {.attention = true, .mixture = true}, {});
    for (Index i = 0; i < e.tokens(); ++i)
        EXPECT_GT(symmetricEigen(Matrixd(r.message.heads[0].cov[i])).values.minCoeff(), 0) << i;
}

}  // namespace
}  // namespace gauge::test
