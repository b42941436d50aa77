// Head connections as parameters: every kind's gradient, elements of their groups, and what they start as.
#include "core/learn/head_maps.h"

#include "core/error.h"
#include "tests/support/slopes.h"

#include <Eigen/LU>
#include <utility>

namespace gauge::learn {
namespace {

struct Built {
    MapShape shape;
    ParameterLayout layout;
    MapBlocks blocks;
    Aligned<double> theta;

    explicit Built(MapShape given) : shape(std::move(given)), blocks(addMaps(layout, shape, ""))
    {
        theta.assign(static_cast<std::size_t>(layout.size()), 0);
        std::mt19937_64 random(3);
        initialise(shape, blocks, layout, theta, random);
    }
    HeadMaps<double> maps() const { return headMaps(shape, blocks, layout, theta); }
};

MapShape shapeOf(Maps maps, ReturnMap back, bool shared = false)
{
    return {5, {2, 3}, maps, back, shared, 0.2, 0.3};
}

TEST(HeadMaps, HaveTheirGradients)
{
    for (const auto& [maps, shared] :
         {std::pair{Maps::Free, false}, {Maps::Free, true}, {Maps::Linear, false}, {Maps::Rotation, false}})
        for (const ReturnMap back : {ReturnMap::Own, ReturnMap::Energy}) {
            Built built(shapeOf(maps, back, shared));
            const RowMatrixd onReading = RowMatrixd::Random(10, 5);
            const RowMatrixd onBack = RowMatrixd::Random(5, 5);
            const auto loss = [&] {
                const HeadMaps<double> m = built.maps();
                return m.reading.cwiseProduct(onReading).sum() + m.back.cwiseProduct(onBack).sum();
            };
            Aligned<double> gradient(built.theta.size(), 0.0);
            headMapsBackward(built.shape, built.blocks, built.layout, built.theta, built.maps(), {onReading, onBack},
                             gradient);
            for (std::size_t i = 0; i < gradient.size(); ++i)
                EXPECT_NEAR(test::slopeOf(built.theta[i], loss), gradient[i], 1e-8);
        }
}

TEST(HeadMaps, RotationsAreOrthogonalAndLinearOnesInvertible)
{
    const Built turned(shapeOf(Maps::Rotation, ReturnMap::Own));
    const HeadMaps<double> maps = turned.maps();
    EXPECT_TRUE((maps.reading.bottomRows(5) * maps.reading.bottomRows(5).transpose()).isIdentity(1e-12));
    EXPECT_TRUE((maps.back * maps.back.transpose()).isIdentity(1e-12));
    EXPECT_FALSE(maps.back.isIdentity(1e-3));
    EXPECT_TRUE(maps.reading.topRows(5).isIdentity(0));
    const Built stretched(shapeOf(Maps::Linear, ReturnMap::Energy));
    EXPECT_GT(Matrixd(stretched.maps().reading.bottomRows(5)).determinant(), 0);
    EXPECT_EQ(stretched.maps().reading.bottomRows(5)(0, 3), 0) << "a head's own block alone";
}

TEST(HeadMaps, FrozenOnesLearnNothingButTheirGain)
{
    for (const Maps maps : {Maps::Random, Maps::Identity}) {
        const Built built(shapeOf(maps, ReturnMap::Energy));
        for (const ParameterBlock& block : built.layout.blocks())
            EXPECT_EQ(block.update == Update::Frozen, block.name != "gain") << block.name;
        Aligned<double> gradient(built.theta.size(), 0.0);
        headMapsBackward(built.shape, built.blocks, built.layout, built.theta, built.maps(),
                         {RowMatrixd::Ones(10, 5), RowMatrixd::Ones(5, 5)}, gradient);
        const ParameterBlock& gain = built.layout[built.blocks.gain];
        for (std::size_t i = 0; i < gradient.size(); ++i)
            EXPECT_EQ(gradient[i] != 0, static_cast<Index>(i) >= gain.offset && static_cast<Index>(i) < gain.offset + 2);
        EXPECT_EQ(built.maps().reading.topRows(5).isIdentity(0), maps == Maps::Identity);
    }
}

TEST(HeadMaps, HeadsThatDoNotFitTheirBlocksAreRefusedInWords)
{
    MapShape shape = shapeOf(Maps::Linear, ReturnMap::Own);
    shape.dim = 6;
    ParameterLayout layout;
    EXPECT_THROW(addMaps(layout, shape, ""), Error);
    shape.maps = Maps::Free;
    EXPECT_NO_THROW(addMaps(layout, shape, ""));
}

}  // namespace
}  // namespace gauge::learn
