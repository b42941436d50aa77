// The steps that learning is made of: each one's gradient against finite differences, and the mirror step of a token that
// hears nobody.
#include "core/learn/attention_layer.h"
#include "core/learn/output.h"
#include "core/learn/vocabulary.h"
#include "tests/support/slopes.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge::learn {
namespace {

using test::expectSlopes;
using test::slopeOf;

RowMatrixd randomNaturals(Family family, const std::vector<HeadShape>& heads, Index n)
{
    std::srand(5);
    RowMatrixd rows = 0.4 * RowMatrixd::Random(n, rowWidth(heads));
    for (const HeadShape& head : heads)
        for (Index i = 0; i < n; ++i) {
            const Matrixd root = Matrixd::Random(head.dim, head.dim);
            const Matrixd p = 0.2 * root * root.transpose() + Matrixd::Identity(head.dim, head.dim);
            if (family == Family::Full)
                pack<double>(p, rows.row(i).data() + head.at);
            else
                rows.row(i).segment(head.at, head.dim) = p.diagonal().transpose();
        }
    return rows;
}

TEST(LearnPrimitives, MomentsHaveTheirGradients)
{
    for (const Family family : {Family::Diagonal, Family::Full}) {
        const auto heads = headShapes({4}, family);
        RowMatrixd x = randomNaturals(family, heads, 3);
        RowMatrixd features;
        Vectord partition;
        moments(family, heads[0], x, features, partition);
        const RowMatrixd gF = RowMatrixd::Random(features.rows(), features.cols());
        const Vectord gP = Vectord::Random(3);
        RowMatrixd g = RowMatrixd::Zero(x.rows(), x.cols());
        momentsBackward(family, heads[0], x, features, gF, gP, g);
        expectSlopes(
            x, g,
            [&] {
                RowMatrixd f;
                Vectord p;
                moments(family, heads[0], x, f, p);
                return f.cwiseProduct(gF).sum() + p.dot(gP);
            },
            "moments");
    }
}

TEST(LearnPrimitives, TheSoftmaxHasItsGradient)
{
    for (const bool self : {true, false}) {
        const double tau = 0.7;
        RowMatrixd energy = RowMatrixd::Random(5, 5);
        const RowMatrixd weight = RowMatrixd::Random(5, 5);
        expectSlopes(
            energy, softmaxBackward<double>(causalAttention(energy, self, tau), weight) / -tau,
            [&] { return causalAttention(energy, self, tau).cwiseProduct(weight).sum(); }, "softmax");
    }
}

TEST(LearnPrimitives, TheMirrorStepHasItsGradients)
{
    for (const auto& [family, self] :
         {std::pair{Family::Diagonal, true}, {Family::Diagonal, false}, {Family::Full, true}, {Family::Full, false}}) {
        const LayerShape shape{headShapes({2, 3}, family), family, self};
        LayerNumbers<double> numbers{Vectord::Constant(2, 0.3), 0.2, -0.1, 0.4};
        RowMatrixd x = randomNaturals(family, shape.heads, 4);
        RowMatrixd prior = randomNaturals(family, shape.heads, 4) * 1.3;
        const auto result = [&] { return stepForward<double>(shape, numbers, x, prior, nullptr); };
        const RowMatrixd weight = RowMatrixd::Random(4, x.cols());
        const auto loss = [&] { return result().cwiseProduct(weight).sum(); };
        std::vector<HeadTrace<double>> traces;
        stepForward(shape, numbers, x, prior, &traces);
        RowMatrixd gPrior = RowMatrixd::Zero(4, x.cols());
        LayerNumbers<double> g{Vectord::Zero(2), 0, 0, 0};
        const RowMatrixd gX = stepBackward(shape, numbers, x, prior, traces, weight, gPrior, g);
        expectSlopes(x, gX, loss, "rows");
        expectSlopes(prior, gPrior, loss, "prior");
        EXPECT_NEAR(slopeOf(numbers.logAlpha, loss), g.logAlpha, 1e-8);
        EXPECT_NEAR(slopeOf(numbers.logLambda, loss), g.logLambda, 1e-8);
        EXPECT_NEAR(slopeOf(numbers.stepLogit, loss), g.stepLogit, 1e-8);
        for (Index h = 0; h < 2; ++h)
            EXPECT_NEAR(slopeOf(numbers.logKappa[h], loss), g.logKappa[h], 1e-8);
    }
}

/// MATH.md §5: the target of a token that hears nobody is its prior alone, whatever α and λ.
TEST(LearnPrimitives, ATokenThatHearsNobodyGoesToItsPrior)
{
    for (const Family family : {Family::Diagonal, Family::Full}) {
        const LayerShape shape{headShapes({2, 3}, family), family, false};
        const RowMatrixd prior = randomNaturals(family, shape.heads, 4);
        const RowMatrixd rows = 1.3 * prior;
        for (const double logLambda : {-0.1, 3.0, 2000.0, -2000.0}) {
            const LayerNumbers<double> numbers{Vectord::Constant(2, 0.3), 0.2, logLambda, 0.4};
            const double step = 1 / (1 + std::exp(-numbers.stepLogit));
            const RowMatrixd moved = stepForward<double>(shape, numbers, rows, prior, nullptr);
            const RowMatrixd stayed = stepForward<double>(shape, numbers, prior, prior, nullptr);
            EXPECT_TRUE(moved.row(0).isApprox((1 - step) * rows.row(0) + step * prior.row(0), 1e-14)) << logLambda;
            EXPECT_TRUE(stayed.row(0).isApprox(prior.row(0), 1e-14)) << logLambda;
            EXPECT_TRUE(stayed.allFinite()) << logLambda;
        }
    }
}

TEST(LearnPrimitives, ATokenThatHearsNobodyKnowsNoAlpha)
{
    const LayerShape shape{headShapes({2, 3}, Family::Diagonal), Family::Diagonal, false};
    const RowMatrixd x = randomNaturals(Family::Diagonal, shape.heads, 1);
    const LayerNumbers<double> numbers{Vectord::Constant(2, 0.3), 0.2, -0.1, 0.4};
    std::vector<HeadTrace<double>> traces;
    stepForward(shape, numbers, x, RowMatrixd(1.3 * x), &traces);
    const RowMatrixd weight = RowMatrixd::Ones(1, x.cols());
    RowMatrixd gPrior = RowMatrixd::Zero(1, x.cols());
    LayerNumbers<double> g{Vectord::Zero(2), 0, 0, 0};
    stepBackward<double>(shape, numbers, x, 1.3 * x, traces, weight, gPrior, g);
    EXPECT_EQ(g.logAlpha, 0);
    EXPECT_EQ(g.logLambda, 0);
    EXPECT_EQ(g.logKappa, Vectord(Vectord::Zero(2)));
    EXPECT_NE(g.stepLogit, 0);
}

TEST(LearnPrimitives, ThePullBackHasItsGradients)
{
    for (const WordCovariance covariance :
         {WordCovariance::Diagonal, WordCovariance::Rotated, WordCovariance::LowRank, WordCovariance::Full}) {
        const VocabularyShape shape{
            3, {3, 5}, covariance, true, covariance == WordCovariance::LowRank ? 2 : 0, Variances::Free};
        ParameterLayout layout;
        const VocabularyBlocks blocks = addVocabulary(layout, shape, "v.");
        Aligned<double> theta(static_cast<std::size_t>(layout.size()));
        std::mt19937_64 random(2);
        initialise(shape, blocks, layout, theta, random);
        const std::vector<int> ids{2, 0};
        const RowMatrixd weight = RowMatrixd::Random(2, rowWidth(headShapes(shape.heads, shape.family())));
        Aligned<double> gradient(theta.size(), 0.0);
        naturalsBackward(shape, blocks, layout, theta, ids, weight, gradient);
        const auto loss = [&] { return naturals(shape, blocks, layout, theta, ids).cwiseProduct(weight).sum(); };
        for (const ParameterBlock& block : layout.blocks())
            for (Index i = 0; i < block.size(); ++i) {
                const auto at = static_cast<std::size_t>(block.offset + i);
                if (block.update == Update::Plain) {
                    EXPECT_NEAR(slopeOf(theta[at], loss), gradient[at], 1e-7) << block.name;
                    continue;
                }
                Eigen::Map<Eigen::Vector3d> phi(theta.data() + block.offset + i / 3 * 3);
                const Eigen::Vector3d before = phi;
                double turn = 0;
                const double slope = slopeOf(turn, [&] {
                    phi = retract(before, -turn * Eigen::Vector3d::Unit(i % 3));
                    return loss();
                });
                phi = before;
                EXPECT_NEAR(slope, gradient[at], 1e-7) << "exponential";
            }
    }
}

TEST(LearnPrimitives, TheDecoderHasItsGradients)
{
    Bank<double> bank{RowMatrixd::Random(6, 4), Vectord::Random(6)};
    RowMatrixd features = RowMatrixd::Random(3, 4);
    const std::vector<int> targets{5, 0, 2};
    Bank<double> g{RowMatrixd::Zero(6, 4), Vectord::Zero(6)};
    RowMatrixd gFeatures;
    crossEntropy(bank, features, targets, &gFeatures, &g);
    const auto loss = [&] { return crossEntropy<double>(bank, features, targets, nullptr, nullptr); };
    expectSlopes(features, gFeatures, loss, "features");
    expectSlopes(bank.weights, g.weights, loss, "weights");
    for (Index v = 0; v < 6; ++v)
        EXPECT_NEAR(slopeOf(bank.bias[v], loss), g.bias[v], 1e-8);
}

/// However many tokens are asked at once: as many as a tile holds, one more, and many more.
TEST(LearnPrimitives, TheDecoderAsksAnyNumberOfTokens)
{
    std::srand(6);
    const Bank<double> bank{RowMatrixd::Random(9, 4), Vectord::Random(9)};
    for (const Index n : {1, 255, 256, 257, 700}) {
        const RowMatrixd features = RowMatrixd::Random(n, 4);
        std::vector<int> targets(static_cast<std::size_t>(n));
        for (Index i = 0; i < n; ++i)
            targets[static_cast<std::size_t>(i)] = static_cast<int>(i * i % 9);
        const auto zero = [] { return Bank<double>{RowMatrixd::Zero(9, 4), Vectord::Zero(9)}; };
        Bank<double> together = zero();
        Bank<double> apart = zero();
        RowMatrixd gFeatures;
        const double loss = crossEntropy(bank, features, targets, &gFeatures, &together);
        double sum = 0;
        double byAnswers = 0;
        const RowMatrixd answers = logProbabilities(bank, features);
        for (Index i = 0; i < n; ++i) {
            RowMatrixd g;
            const int target = targets[static_cast<std::size_t>(i)];
            sum += crossEntropy<double>(bank, features.row(i), {target}, &g, &apart);
            byAnswers -= answers(i, target);
            EXPECT_TRUE(g.isApprox(gFeatures.row(i), 1e-12)) << n << " row " << i;
        }
        EXPECT_NEAR(loss, sum, 1e-10 * sum);
        EXPECT_NEAR(loss, byAnswers, 1e-10 * sum);
        EXPECT_TRUE(together.weights.isApprox(apart.weights, 1e-10));
        EXPECT_TRUE(together.bias.isApprox(apart.bias, 1e-10));
    }
}

}  // namespace
}  // namespace gauge::learn
