// A mirror step through head connections: against MATH.md §9 written out with dense Gaussians, and its gradients.
#include "core/learn/mapped_layer.h"

#include "core/gaussian/divergence.h"
#include "core/learn/turning.h"
#include "tests/support/slopes.h"

#include <Eigen/LU>

namespace gauge::learn {
namespace {

constexpr Index kDim = 5;
const Heads kHeads{2, 4};
const std::pair<Index, bool> kKinds[] = {{2, true}, {1, false}, {kWholeHead, true}, {kWholeHead, false}};

struct Setting {
    MappedShape shape;
    Sequences sequences{{4, 1, 3}};
    PlaceFrames<double> frames;
    HeadMaps<double> maps;
    LayerNumbers<double> numbers{Vectord::LinSpaced(2, 0.3, 0.7), 0.2, -0.1, 0.4};
    RowMatrixd rows, prior;

    Setting(Index group, bool turned, bool self) : shape{kHeads, group, self}
    {
        std::srand(7);
        if (turned)
            frames = placeFrames<double>(kHeads, 0.05, 4);
        maps = {RowMatrixd::Random(12, kDim), RowMatrixd::Random(6, kDim)};
        rows = natural();
        prior = natural();
    }
    RowMatrixd natural() const
    {
        RowMatrixd x = RowMatrixd::Random(sequences.rows(), 2 * kDim);
        x.leftCols(kDim) = x.leftCols(kDim).cwiseAbs().array() + 0.4;
        return x;
    }
    RowMatrixd result(MappedTrace<double>* kept = nullptr) const
    {
        MappedTrace<double> trace;
        return mappedForward(shape, sequences, frames, squaredMaps(shape, maps), numbers, rows, prior,
                             kept ? *kept : trace);
    }
};

/// A marginal in the frame of a place, turned back to the common one: its diagonal, of pairs or of the head together.
struct Marginal {
    Vectord mean;
    Matrixd cov;
};

Matrixd placeFrame(Index d, Index place)
{
    Matrixd r = Matrixd::Identity(d, d);
    const std::vector<double> rates = turningRates(d, 0.05);
    for (std::size_t p = 0; p < rates.size(); ++p) {
        const double a = -rates[p] * static_cast<double>(place);
        const auto x = static_cast<Index>(p);
        const Index y = x + d / 2;
        r(x, x) = r(y, y) = std::cos(a);
        r(x, y) = -std::sin(a);
        r(y, x) = std::sin(a);
    }
    return r;
}

Marginal marginal(const Setting& s, const Matrixd& map, Index row)
{
    const Vectord c = s.rows.row(row).head(kDim).cwiseInverse().transpose();
    const Vectord m = c.cwiseProduct(s.rows.row(row).tail(kDim).transpose());
    const Matrixd full = map * c.asDiagonal() * map.transpose();
    Vectord v = full.diagonal();
    if (s.shape.group == 2)
        for (Index k = 0; k < v.size() / 2; ++k)
            v[k] = v[k + v.size() / 2] = (v[k] + v[k + v.size() / 2]) / 2;
    if (s.shape.group == kWholeHead)
        v.setConstant(v.mean());
    v.array() += kReadingFloor;
    const Matrixd r = s.frames.cosines.size() > 0
                          ? placeFrame(map.rows(), s.sequences.places[static_cast<std::size_t>(row)])
                          : Matrixd(Matrixd::Identity(map.rows(), map.rows()));
    return {r * (map * m), r * v.asDiagonal() * r.transpose()};
}

/// One token's row by the formulas of MATH.md §5 and §9, with every Gaussian as a matrix.
Eigen::RowVectorXd byTheFormulas(const Setting& s, Index first, Index i)
{
    const Index self = first + i;
    Eigen::RowVectorXd message = Eigen::RowVectorXd::Zero(2 * kDim);
    Index at = 0;
    for (std::size_t h = 0; h < kHeads.size(); ++h) {
        const Index d = kHeads[h];
        const Matrixd a = s.maps.reading.middleRows(at, d);
        const Matrixd b = s.maps.reading.middleRows(6 + at, d);
        const Matrixd back = s.maps.back.middleRows(at, d);
        const Marginal receiver = marginal(s, a, self);
        double sum = 0;
        Vectord precision = Vectord::Zero(d);
        Vectord information = Vectord::Zero(d);
        const Matrixd home =
            s.frames.cosines.size() > 0 ? Matrixd(placeFrame(d, i).transpose()) : Matrixd(Matrixd::Identity(d, d));
        for (Index j = 0; j < (s.shape.self ? i + 1 : i); ++j) {
            const Marginal sender = marginal(s, b, first + j);
            const double energy = klParts(receiver.mean, receiver.cov, sender.mean, sender.cov).total();
            const double w = std::exp(-energy / std::exp(s.numbers.logKappa[static_cast<Index>(h)]));
            const Matrixd p = sender.cov.inverse();
            sum += w;
            precision += w * (home * p * home.transpose()).diagonal();
            information += w * home * (p * sender.mean);
        }
        if (sum > 0) {
            message.head(kDim) += (back.cwiseAbs2().transpose() * precision / sum).transpose();
            message.tail(kDim) += (back.transpose() * information / sum).transpose();
        }
        at += d;
    }
    const double step = 1 / (1 + std::exp(-s.numbers.stepLogit));
    const double alpha = std::exp(s.numbers.logAlpha);
    const double lambda = s.shape.self || i > 0 ? std::exp(s.numbers.logLambda) : 0;
    return (1 - step) * s.rows.row(self) + step / (alpha + lambda) * (alpha * s.prior.row(self) + lambda * message);
}

TEST(MappedLayer, IsTheMirrorStepThroughMarginals)
{
    for (const auto& [group, turned] : kKinds)
        for (const bool self : {true, false}) {
            const Setting s(group, turned, self);
            const RowMatrixd result = s.result();
            for (std::size_t q = 0; q < s.sequences.count(); ++q)
                for (Index i = 0; i < s.sequences.starts[q + 1] - s.sequences.starts[q]; ++i) {
                    const Index row = s.sequences.starts[q] + i;
                    EXPECT_TRUE(result.row(row).isApprox(byTheFormulas(s, s.sequences.starts[q], i), 1e-10))
                        << group << turned << self << " row " << row;
                }
        }
}

TEST(MappedLayer, HasItsGradients)
{
    for (const auto& [group, turned] : kKinds)
        for (const bool self : {true, false}) {
            Setting s(group, turned, self);
            const RowMatrixd weight = RowMatrixd::Random(s.rows.rows(), s.rows.cols());
            const auto loss = [&] { return s.result().cwiseProduct(weight).sum(); };
            MappedTrace<double> trace;
            s.result(&trace);
            RowMatrixd gPrior = RowMatrixd::Zero(s.rows.rows(), s.rows.cols());
            LayerNumbers<double> g{Vectord::Zero(2), 0, 0, 0};
            HeadMaps<double> gMaps{RowMatrixd::Zero(12, kDim), RowMatrixd::Zero(6, kDim)};
            const RowMatrixd gRows = mappedBackward(s.shape, s.sequences, s.frames, squaredMaps(s.shape, s.maps), s.numbers,
                                                    s.rows, s.prior, trace, weight, gPrior, g, gMaps);
            test::expectSlopes(s.rows, gRows, loss, "rows");
            test::expectSlopes(s.prior, gPrior, loss, "prior");
            test::expectSlopes(s.maps.reading, gMaps.reading, loss, "reading");
            test::expectSlopes(s.maps.back, gMaps.back, loss, "back");
            EXPECT_NEAR(test::slopeOf(s.numbers.logAlpha, loss), g.logAlpha, 1e-7);
            EXPECT_NEAR(test::slopeOf(s.numbers.logLambda, loss), g.logLambda, 1e-7);
            EXPECT_NEAR(test::slopeOf(s.numbers.stepLogit, loss), g.stepLogit, 1e-7);
            for (Index h = 0; h < 2; ++h)
                EXPECT_NEAR(test::slopeOf(s.numbers.logKappa[h], loss), g.logKappa[h], 1e-7);
        }
}

}  // namespace
}  // namespace gauge::learn
