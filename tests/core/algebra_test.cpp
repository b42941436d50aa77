#include "core/algebra/frames.h"
#include "core/error.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

TEST(Irreps, SatisfyTheCommutationRelationsAndTheCasimir)
{
    for (int spin = 0; spin <= 7; ++spin) {
        const Generators t = spinGenerators(spin);
        Matrixd casimir = Matrixd::Zero(2 * spin + 1, 2 * spin + 1);
        for (std::size_t a = 0; a < 3; ++a) {
            const Matrixd& x = t[a];
            const Matrixd& y = t[(a + 1) % 3];
            EXPECT_LT((x * y - y * x - t[(a + 2) % 3]).norm(), 1e-12) << "spin " << spin;
            EXPECT_LT((x + x.transpose()).norm(), 1e-13);
            casimir -= x * x;
        }
        EXPECT_LT((casimir - spin * (spin + 1.0) * Matrixd::Identity(2 * spin + 1, 2 * spin + 1)).norm(), 1e-11);
    }
}

TEST(Irreps, SpinOneIsMinusTheEpsilonTensor)
{
    const Generators t = spinGenerators(1);
    EXPECT_EQ(t[0](1, 2), -1);
    EXPECT_EQ(t[0](2, 1), 1);
    EXPECT_EQ(t[2](0, 1), -1);
}

TEST(Frames, AFullTurnIsTheIdentityForWholeSpins)
{
    RowMatrixd phi(1, 3);
    phi << 0, 0, 2 * M_PI;
    const Frames f = framesFromPhi(phi, planExponential(so3Irreps({0, 1, 2, 3}), {16}));
    EXPECT_LT((Matrixd(f.u[0][0]) - Matrixd::Identity(16, 16)).norm(), 1e-12);
}

TEST(Frames, InverseIsTheInverseForGeneralGroups)
{
    const RowMatrixd phi = RowMatrixd::Constant(3, 9, 0.2);
    const Frames f = framesFromPhi(phi, planExponential(glGenerators(3), {3}));
    EXPECT_LT((f.u[0][1] * f.inverse[0][1] - Matrixd::Identity(3, 3)).norm(), 1e-13);
}

TEST(Frames, AnOverflowingExponentialNamesTheToken)
{
    RowMatrixd phi = RowMatrixd::Zero(2, 4);
    phi(1, 0) = 1e5;
    try {
        framesFromPhi(phi, planExponential(glGenerators(2), {2}));
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("token 1"), std::string::npos) << e.what();
    }
}

TEST(Generators, MixingHeadsNamesGeneratorAndHeads)
{
    try {
        requireBlockDiagonal(soGenerators(3), {1, 2});
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("generator 0 mixing heads 0 and 1"), std::string::npos) << e.what();
    }
}

TEST(Generators, GroupsAreNamed)
{
    EXPECT_EQ(describeGroup(so3Irreps({0, 1, 2})), "SO(3)");
    EXPECT_EQ(describeGroup(so2Planes(1)), "SO(2)");
    EXPECT_EQ(describeGroup(soGenerators(6)), "SO(6)");
    EXPECT_EQ(describeGroup(glGenerators(4)), "GL(4)");
}

}  // namespace
}  // namespace gauge
