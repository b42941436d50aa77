// Every closed form against Eigen's Padé exponential, block by block.
#include "core/algebra/exponential.h"
#include "core/algebra/frames.h"

#include <Eigen/QR>
#include <gtest/gtest.h>
#include <random>
#include <unsupported/Eigen/MatrixFunctions>

namespace gauge {
namespace {

using Kind = ExponentialBlock::Kind;

struct Case {
    const char* name;
    Generators generators;
    std::vector<Kind> kinds;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class Exponentials : public testing::TestWithParam<Case> {};

TEST_P(Exponentials, AgreeWithThePadeApproximantAtEveryScale)
{
    const Generators& t = GetParam().generators;
    const Index k = t.front().rows();
    const auto g = static_cast<Index>(t.size());
    const ExponentialPlan plan = planExponential(t, {k});
    std::vector<Kind> kinds;
    for (const ExponentialBlock& b : plan.blocks[0])
        kinds.push_back(b.kind);
    EXPECT_EQ(kinds, GetParam().kinds);
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    for (const double size : {0.0, 1e-300, 1e-9, 1e-4, 0.05, 0.3, 1.0, 3.0, 12.0}) {
        if (size > 3 && !allSkew(t))
            continue;  // exp(12 x) of GL(K) is singular to double, which is an error of its own
        RowMatrixd phi = size * RowMatrixd::NullaryExpr(11, g, [&] { return normal(random); });
        phi.row(0).tail(g - 1).setZero();  // along one axis, where Euler angles are undefined
        if (g >= 3)
            phi.row(1).head(2).setZero();
        const Frames f = framesFromPhi(phi, plan);
        for (Index i = 0; i < phi.rows(); ++i) {
            Matrixd a = Matrixd::Zero(k, k);
            for (Index x = 0; x < g; ++x)
                a += phi(i, x) * t[static_cast<std::size_t>(x)];
            const Matrixd expected = a.exp();
            const double tolerance = 3e-14 * (1 + a.norm()) * (1 + expected.norm());
            EXPECT_LT((Matrixd(f.u[0][i]) - expected).norm(), tolerance) << "size " << size << ", token " << i;
            const Matrixd back = Matrixd(-a).exp();
            EXPECT_LT((Matrixd(f.inverse[0][i]) - back).norm(), 3e-14 * (1 + a.norm()) * (1 + back.norm()));
        }
    }
}

Generators leftAlone()
{
    Generators t = blockSum({soGenerators(4), spinGenerators(2)});
    for (Matrixd& each : t) {
        Matrixd wide = Matrixd::Zero(12, 12);
        wide.topLeftCorner(9, 9) = each;
        each = wide;
    }
    return t;
}

Generators turnedSpin()
{
    // The same representation in another basis: T_3 no longer pairs coordinates, so the general way must do.
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    const Matrixd q = Matrixd::NullaryExpr(5, 5, [&] { return normal(random); }).householderQr().householderQ();
    Generators t = spinGenerators(2);
    for (Matrixd& each : t)
        each = (q * each * q.transpose()).eval();
    return t;
}

INSTANTIATE_TEST_SUITE_P(
    All, Exponentials,
    testing::Values(Case{"Planes", so2Planes(2), {Kind::Plane, Kind::Plane}},
                    Case{"Vector", spinGenerators(1), {Kind::Rotation}}, Case{"SpinTwo", spinGenerators(2), {Kind::Spin}},
                    Case{"SpinSeven", spinGenerators(7), {Kind::Spin}},
                    Case{"Irreps", so3Irreps({0, 1, 2, 3}), {Kind::Identity, Kind::Rotation, Kind::Spin, Kind::Spin}},
                    Case{"Turned", turnedSpin(), {Kind::General}}, Case{"Rotations", soGenerators(6), {Kind::General}},
                    Case{"Linear", glGenerators(3), {Kind::General}}, Case{"Large", soGenerators(30), {Kind::General}},
                    Case{"LeftAlone", leftAlone(), {Kind::General, Kind::Spin, Kind::Identity}}),
    [](const auto& p) { return std::string(p.param.name); });

TEST(Exponentials, OfOneMatrixKeepsItsDigits)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    for (const Index d : {1, 2, 7, 40})
        for (const double size : {1e-3, 0.5, 4.0}) {
            const Matrixd a = size * Matrixd::NullaryExpr(d, d, [&] { return normal(random); }) / std::sqrt(double(d));
            const Matrixd expected = a.exp();
            EXPECT_LT((expm(a) - expected).norm(), 1e-13 * (1 + expected.norm())) << d << " " << size;
        }
}

}  // namespace
}  // namespace gauge
