// The least eigenvalue of the connection Laplacian (MATH.md §9), by both ways to find it.
#include "core/algebra/solvers.h"
#include "core/holonomy/frustration.h"
#include "tests/support/group_links.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>

namespace gauge::test {
namespace {

class Frustrations : public testing::TestWithParam<LinkGroup> {
protected:
    const LinkGroup& c_ = GetParam();
    const Index d_ = c_.dim();
};

TEST_P(Frustrations, AreTheLeastEigenvalueHoweverTheyAreFound)
{
    for (const Index n : {12, 64}) {  // whole, and by iteration
        const Connection links = anyLinks(c_, n, 0.7, 19);
        const RowMatrixd weight = symmetric(anyAttention(n, 10));
        const Matrixd laplacian = connectionLaplacian(links, 0, d_, weight);
        const Vectord values = symmetricEigenvalues(laplacian);
        const Frustration found = frustrationOf(links, 0, d_, weight);
        EXPECT_NEAR(found.value, values(0), 1e-9 * values(0));
        const Vectord x = found.mode.reshaped();
        EXPECT_NEAR(x.norm(), 1, 1e-14);
        EXPECT_LT((laplacian * x - found.value * x).norm(), 1e-7 * values.maxCoeff());
        EXPECT_GE(found.mode.maxCoeff(), -found.mode.minCoeff());
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, Frustrations, testing::ValuesIn(linkGroups()),
                         [](const auto& p) { return std::string(p.param.name); });

/// Least eigenvalue of the same links' Laplacian, in more digits than a double has.
double leastInLongDouble(const Connection& links, const RowMatrixd& weight)
{
    using Long = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
    const Index n = weight.rows();
    Long laplacian = Long::Zero(2 * n, 2 * n);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            Long b = Long::Zero(2, 2 * n);
            b.middleCols(2 * i, 2).setIdentity();
            b.middleCols(2 * j, 2) -= links.link(0, i, j, 2).cast<long double>();
            if (i != j)
                laplacian += 0.5L * weight(i, j) * (b.transpose() * b);
        }
    }
    return static_cast<double>(Eigen::SelfAdjointEigenSolver<Long>(laplacian, Eigen::EigenvaluesOnly).eigenvalues()(0));
}

TEST(Frustration, OfLinksThatAreNearlyFlatIsExactToo)
{
    const LinkGroup so2{"SO2", soGenerators(2), true};
    for (const Index n : {8, 50}) {  // whole, and by iteration
        for (const double size : {1e-2, 1e-4}) {
            const Connection links = anyLinks(so2, n, size, 25);
            const RowMatrixd weight = symmetric(anyAttention(n, 20));
            const double exact = leastInLongDouble(links, weight);
            ASSERT_GT(exact, 0);
            EXPECT_LT(exact, size * size);
            EXPECT_NEAR(frustrationOf(links, 0, 2, weight).value, exact, 1e-9 * exact) << n << " tokens, " << size;
        }
    }
}

TEST(Frustration, WithoutAnyAttentionNobodyDisagrees)
{
    const LinkGroup so3{"SO3", soGenerators(3), true};
    const Connection links = anyLinks(so3, 40, 0.5, 31);
    EXPECT_EQ(frustrationOf(links, 0, 3, RowMatrixd(RowMatrixd::Identity(40, 40))).value, 0);
}

}  // namespace
}  // namespace gauge::test
