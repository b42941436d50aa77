// Learning, by the whole model: every gradient against finite differences, a batch learned by heart, and the same numbers
// whatever else changes.
#include "core/error.h"
#include "core/learn/connected_model.h"
#include "core/learn/dot_model.h"
#include "core/learn/gauge_model.h"
#include "core/parallel.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace gauge::learn {
namespace {

const Rows kRows{{1, 2, 3, 4, 2, 5}, {5, 1, 1, 3}, {0, 4, 2}};
constexpr Index kWords = 7;

struct Case {
    const char* name;
    std::unique_ptr<SequenceModel<double>> (*make)();
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

std::unique_ptr<SequenceModel<double>> gaugeModel(Heads heads, WordCovariance covariance, bool frames, Positions positions,
                                                  Output output, int layers = 2, int steps = 1, bool share = false,
                                                  bool self = true, bool checkpointing = false)
{
    GaugeShape shape;
    const bool pairs = positions == Positions::Rotary && covariance == WordCovariance::Diagonal;
    shape.vocabulary = {kWords,
                        std::move(heads),
                        covariance,
                        frames,
                        covariance == WordCovariance::LowRank ? 2 : 0,
                        pairs ? Variances::Pairs : Variances::Free};
    shape.positions = positions;
    shape.output = output;
    shape.layers = layers;
    shape.steps = steps;
    shape.shareLayers = share;
    shape.self = self;
    shape.checkpointing = checkpointing;
    return std::make_unique<GaugeModel<double>>(shape);
}

std::unique_ptr<SequenceModel<double>> connected(const Heads& heads, Index dim, Maps maps, ReturnMap back,
                                                 const std::function<void(ConnectedShape&)>& otherwise = {})
{
    ConnectedShape shape;
    shape.maps.dim = dim;
    shape.maps.heads = heads;
    shape.maps.maps = maps;
    shape.maps.back = back;
    shape.vocabulary.words = kWords;
    shape.vocabulary.heads = {dim};
    shape.vocabulary.variances = Variances::Word;
    if (otherwise)
        otherwise(shape);
    return std::make_unique<ConnectedModel<double>>(shape);
}

const Case kCases[] = {
    {"diagonal", [] { return gaugeModel({2, 3}, WordCovariance::Diagonal, false, Positions::Rotary, Output::Untied); }},
    {"diagonal-tied", [] { return gaugeModel({2, 3}, WordCovariance::Diagonal, false, Positions::Rotary, Output::Tied); }},
    {"diagonal-linear",
     [] { return gaugeModel({2, 4}, WordCovariance::Diagonal, false, Positions::None, Output::Linear); }},
    {"diagonal-frames", [] { return gaugeModel({3, 5}, WordCovariance::Diagonal, true, Positions::Rotary, Output::Tied); }},
    {"rotated", [] { return gaugeModel({3, 5}, WordCovariance::Rotated, true, Positions::Rotary, Output::Untied); }},
    {"rotated-tied", [] { return gaugeModel({3}, WordCovariance::Rotated, true, Positions::None, Output::Tied); }},
    {"low-rank", [] { return gaugeModel({3, 5}, WordCovariance::LowRank, true, Positions::Rotary, Output::Untied); }},
    {"full", [] { return gaugeModel({2, 3}, WordCovariance::Full, false, Positions::Rotary, Output::Untied); }},
    {"full-frames", [] { return gaugeModel({3, 1}, WordCovariance::Full, true, Positions::Rotary, Output::Tied); }},
    {"shared-layers",
     [] { return gaugeModel({4}, WordCovariance::Diagonal, false, Positions::Rotary, Output::Untied, 3, 2, true); }},
    {"no-self",
     [] {
         return gaugeModel({4}, WordCovariance::Diagonal, false, Positions::Rotary, Output::Untied, 2, 1, false, false);
     }},
    {"connected", [] { return connected({2, 4}, 6, Maps::Free, ReturnMap::Own); }},
    {"connected-more-heads", [] { return connected({2, 2, 4}, 5, Maps::Free, ReturnMap::Own); }},
    {"connected-energy",
     [] { return connected({2, 4}, 6, Maps::Free, ReturnMap::Energy, [](auto& s) { s.outputMap = false; }); }},
    {"connected-shared-sender",
     [] {
         return connected({2, 4}, 6, Maps::Free, ReturnMap::Own, [](auto& s) {
             s.maps.sharedSender = true;
             s.shareLayers = true;
             s.steps = 2;
         });
     }},
    {"connected-linear", [] { return connected({2, 4}, 6, Maps::Linear, ReturnMap::Own); }},
    {"connected-rotation", [] { return connected({2, 4}, 6, Maps::Rotation, ReturnMap::Energy); }},
    {"connected-random", [] { return connected({2, 4}, 6, Maps::Random, ReturnMap::Own); }},
    {"connected-identity",
     [] { return connected({2, 4}, 6, Maps::Identity, ReturnMap::Energy, [](auto& s) { s.self = false; }); }},
    {"connected-untied",
     [] {
         return connected({3, 2}, 5, Maps::Free, ReturnMap::Own, [](auto& s) {
             s.positions = Positions::None;
             s.output = Output::Untied;
             s.vocabulary.variances = Variances::Free;
         });
     }},
    {"connected-pairs",
     [] {
         return connected({2, 4}, 6, Maps::Free, ReturnMap::Own, [](auto& s) {
             s.vocabulary.variances = Variances::Pairs;
             s.checkpointing = true;
         });
     }},
    {"dot-product",
     []() -> std::unique_ptr<SequenceModel<double>> {
         return std::make_unique<DotModel<double>>(DotShape{kWords, 6, 2, 2, 8});
     }},
};

Aligned<double> start(const SequenceModel<double>& model)
{
    std::mt19937_64 random(3);
    Aligned<double> theta = model.initial(random);
    std::normal_distribution<double> normal(0, 0.1);
    for (const ParameterBlock& block : model.layout().blocks())
        if (block.update != Update::Frame)
            for (Index i = 0; i < block.size(); ++i)  // nothing stays at zero, where a wrong factor could hide
                theta[static_cast<std::size_t>(block.offset + i)] += normal(random);
    return theta;
}

/// θ moved by ε along one coordinate: a frame's by U exp(ε T_a).
Aligned<double> moved(Aligned<double> theta, const ParameterBlock& block, Index i, double step)
{
    if (block.update == Update::Plain) {
        theta[static_cast<std::size_t>(block.offset + i)] += step;
        return theta;
    }
    Eigen::Map<Eigen::Vector3d> phi(theta.data() + block.offset + i / 3 * 3);
    phi = retract(phi, -step * Eigen::Vector3d::Unit(i % 3));
    return theta;
}

class Learning : public testing::TestWithParam<Case> {};

TEST_P(Learning, AreThoseOfFiniteDifferences)
{
    const auto model = GetParam().make();
    const Aligned<double> theta = start(*model);
    Aligned<double> gradient;
    model->loss(theta, kRows, &gradient);
    for (const ParameterBlock& block : model->layout().blocks()) {
        if (block.update == Update::Frozen) {
            for (Index i = 0; i < block.size(); ++i)
                EXPECT_EQ(gradient[static_cast<std::size_t>(block.offset + i)], 0) << block.name;
            continue;
        }
        double scale = 0;
        double worst = 0;
        for (Index i = 0; i < block.size(); ++i) {
            const double h = 1e-4;
            const auto at = [&](double step) { return model->loss(moved(theta, block, i, step), kRows, nullptr); };
            // fourth order, so that rounding and curvature both stay under 1e-6
            const double slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
            const double found = gradient[static_cast<std::size_t>(block.offset + i)];
            scale = std::max(scale, std::abs(slope));
            worst = std::max(worst, std::abs(slope - found));
        }
        // What a model cannot feel (a frame of a word by itself, MATH.md §8) has slope zero, and so must the gradient.
        EXPECT_LE(worst, 1e-6 * std::max(scale, 1e-3)) << block.name << ", largest slope " << scale;
    }
}

TEST_P(Learning, AreTheSameWithAnyNumberOfThreads)
{
    const auto model = GetParam().make();
    const Aligned<double> theta = start(*model);
    Aligned<double> one;
    Aligned<double> two;
    double lossOne = 0;
    {
        const ThreadLimit limit(1);
        lossOne = model->loss(theta, kRows, &one);
    }
    EXPECT_EQ(model->loss(theta, kRows, &two), lossOne);
    EXPECT_EQ(one, two);
}

TEST_P(Learning, LearnASmallBatchByHeart)
{
    const auto model = GetParam().make();
    Aligned<double> theta = start(*model);
    const Rows rows{{0, 1, 2, 3, 4, 5, 6}};
    Aligned<double> gradient;
    Aligned<double> mean(theta.size(), 0);
    Aligned<double> square(theta.size(), 0);
    double loss = 0;
    for (int t = 1; t <= 1000; ++t) {
        loss = model->loss(theta, rows, &gradient);
        for (std::size_t i = 0; i < theta.size(); ++i) {
            mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
            square[i] = 0.99 * square[i] + 0.01 * gradient[i] * gradient[i];
        }
        for (const ParameterBlock& block : model->layout().blocks())
            for (Index i = 0; i < block.size(); ++i) {
                const auto k = static_cast<std::size_t>(block.offset + i);
                if (block.update == Update::Plain)
                    theta[k] -= 0.02 * mean[k] / (std::sqrt(square[k]) + 1e-8);
            }
    }
    EXPECT_LT(loss / 6, 0.05) << "nats a token";
}

INSTANTIATE_TEST_SUITE_P(AllModels, Learning, testing::ValuesIn(kCases), [](const auto& one) {
    std::string name = one.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(GaugeModel, CheckpointingChangesNoNumber)
{
    const auto kept = gaugeModel({2, 3}, WordCovariance::Full, false, Positions::Rotary, Output::Untied, 3, 2);
    const auto again =
        gaugeModel({2, 3}, WordCovariance::Full, false, Positions::Rotary, Output::Untied, 3, 2, false, true, true);
    const Aligned<double> theta = start(*kept);
    Aligned<double> one;
    Aligned<double> two;
    EXPECT_EQ(kept->loss(theta, kRows, &one), again->loss(theta, kRows, &two));
    EXPECT_EQ(one, two);
}

TEST(ConnectedModel, CheckpointingChangesNoNumber)
{
    const auto kept = connected({2, 4}, 6, Maps::Free, ReturnMap::Own);
    const auto again = connected({2, 4}, 6, Maps::Free, ReturnMap::Own, [](auto& s) { s.checkpointing = true; });
    const Aligned<double> theta = start(*kept);
    Aligned<double> one;
    Aligned<double> two;
    EXPECT_EQ(kept->loss(theta, kRows, &one), again->loss(theta, kRows, &two));
    EXPECT_EQ(one, two);
}

/// Energies see the difference of places alone, so what comes after a text does not depend on where it stands.
TEST(ConnectedModel, OnlyTheDistanceOfPlacesCounts)
{
    ConnectedShape shape;
    shape.maps = {6, {2, 4}, Maps::Free, ReturnMap::Own, false, 0.2, 0.05};
    shape.vocabulary.words = kWords;
    shape.vocabulary.heads = {6};
    const MappedShape layer{{2, 4}, 2, true};
    std::mt19937_64 random(4);
    ParameterLayout layout;
    const MapBlocks blocks = addMaps(layout, shape.maps, "");
    Aligned<double> theta(static_cast<std::size_t>(layout.size()));
    initialise(shape.maps, blocks, layout, theta, random);
    const auto maps = squaredMaps(layer, headMaps(shape.maps, blocks, layout, theta));
    std::srand(2);
    RowMatrixd rows = RowMatrixd::Random(5, 12);
    rows.leftCols(6) = rows.leftCols(6).cwiseAbs().array() + 0.5;
    const PlaceFrames<double> frames = placeFrames<double>(layer.heads, 0.01, 40);
    Sequences here({5});
    Sequences there = here;
    for (Index& place : there.places)
        place += 31;
    MappedTrace<double> one;
    MappedTrace<double> two;
    const LayerNumbers<double> numbers{Vectord::Constant(2, 0.3), 0.2, -0.1, 0.4};
    const RowMatrixd a = mappedForward(layer, here, frames, maps, numbers, rows, rows, one);
    const RowMatrixd b = mappedForward(layer, there, frames, maps, numbers, rows, rows, two);
    EXPECT_TRUE(a.isApprox(b, 1e-12));
    EXPECT_FALSE(one.read.isApprox(two.read, 1e-3)) << "frames that do not turn prove nothing";
}

TEST(ConnectedModel, RefusesWhatCannotBe)
{
    EXPECT_THROW(connected({3, 3}, 6, Maps::Free, ReturnMap::Own), Error);
    EXPECT_THROW(connected({2, 2}, 6, Maps::Linear, ReturnMap::Own), Error);
    EXPECT_THROW(connected({2, 2}, 6, Maps::Identity, ReturnMap::Own), Error);
    EXPECT_THROW(connected({2, 4}, 6, Maps::Rotation, ReturnMap::Own, [](auto& s) { s.maps.sharedSender = true; }), Error);
}

TEST(GaugeModel, HalfStorageMovesTheGradientByHalfsRounding)
{
    for (const WordCovariance covariance : {WordCovariance::Diagonal, WordCovariance::Full}) {
        GaugeShape shape;
        shape.vocabulary = {kWords, {2, 3}, covariance,
                            false,  0,      covariance == WordCovariance::Diagonal ? Variances::Pairs : Variances::Free};
        shape.layers = 3;
        const GaugeModel<double> kept(shape);
        shape.halfStorage = true;
        const GaugeModel<double> half(shape);
        const Aligned<double> theta = start(kept);
        Aligned<double> one;
        Aligned<double> two;
        EXPECT_EQ(kept.loss(theta, kRows, &one), half.loss(theta, kRows, &two)) << "the way forward keeps its precision";
        double difference = 0;
        double norm = 0;
        for (std::size_t k = 0; k < one.size(); ++k) {
            difference += (one[k] - two[k]) * (one[k] - two[k]);
            norm += one[k] * one[k];
        }
        EXPECT_LT(std::sqrt(difference / norm), 1e-2);
        EXPECT_GT(std::sqrt(difference / norm), 1e-9) << "half would be no half";
    }
}

TEST(GaugeModel, AnswersAreProbabilitiesAndTheirSumIsTheLoss)
{
    for (const Case& c : kCases) {
        const auto model = c.make();
        const Aligned<double> theta = start(*model);
        double loss = 0;
        for (const auto& row : kRows) {
            const std::vector<int> before(row.begin(), row.end() - 1);
            const RowMatrixd answers = model->logProbabilities(theta, before);
            for (Index i = 0; i < answers.rows(); ++i) {
                EXPECT_NEAR(answers.row(i).array().exp().sum(), 1, 1e-12) << c.name;
                loss -= answers(i, row[static_cast<std::size_t>(i) + 1]);
            }
        }
        EXPECT_NEAR(loss, model->loss(theta, kRows, nullptr), 1e-9 * loss) << c.name;
    }
}

TEST(GaugeModel, RefusesFramesOnEvenHeads)
{
    EXPECT_THROW(gaugeModel({2, 3}, WordCovariance::Full, true, Positions::None, Output::Tied), Error);
}

}  // namespace
}  // namespace gauge::learn
