// Matrices read back from the figure: every cell's colour, through the colour bar beside it, is the number of the snapshot.
#include "tests/support/read_back.h"
#include "ui/scene/matrix.h"

#include <cmath>

namespace gauge::ui::test {
namespace {

struct MatrixCase {
    Kind kind;
    int quantity;
    const char* word;
};

/// Throws where the figure of a snapshot does not show the numbers of another, which is the same but where a fault is planted.
void readAttention(const Snapshot& s, const QByteArray& svgBytes, int quantity)
{
    const Svg svg = readSvg(svgBytes);
    const ShownMatrix m = shownMatrix(s, quantity, MeanHead);
    const Index n = s.tokens();
    const DrawnMatrix drawn = n > 128 ? bitmap(svg) : squares(svg, n);
    const QRectF right(drawn.place.right(), drawn.place.top() - 2, svg.page.right() - drawn.place.right(),
                       drawn.place.height() + 4);
    const DrawnBar bar = colourBar(svg, right);
    const double span = std::abs(bar.axis.at(bar.place.top()) - bar.axis.at(bar.place.bottom()));
    if (static_cast<Index>(drawn.cells.size()) != n)
        throw std::runtime_error("expected every cell, found " + std::to_string(drawn.cells.size()) + " rows");
    const Style paper;
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
            const QColor colour = drawn.cells[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
            const bool masked = !s.request.attention.mask.allows(i, j) && quantity != Energy && quantity != Distance;
            if (masked != (colour == paper.field()))
                throw std::runtime_error(fmt::format("cell {},{}: {}", i, j, masked ? "masked and painted" : "left empty"));
            if (masked)
                continue;
            const double least = bar.axis.at(bar.place.bottom());
            const double expected = std::isfinite(m.values(i, j)) ? m.values(i, j) : least;
            const double found = bar.valueOf(colour);
            if (std::abs(found - expected) > 0.012 * span)
                throw std::runtime_error(fmt::format("cell {},{}: expected {:.4g}, drawn {:.4g}", i, j, expected, found));
        }
}

class Matrices : public ReadBack, public ::testing::WithParamInterface<Kind> {};

TEST_P(Matrices, ShowEveryNumberOfTheAttentionView)
{
    const auto s = snapshotOf(GetParam().input());
    for (const int quantity : {Attention, LogAttention, Energy, Distance}) {
        if (quantity == Distance && !s->consensusRefused.empty())
            continue;
        SCOPED_TRACE(quantity);
        const QByteArray svg = figure("attention", with("attention", {{"quantity", quantity}}), s);
        EXPECT_EQ(faultOf([&] { readAttention(*s, svg, quantity); }), "");
    }
}

/// The reader reads: a number that is another by a fiftieth of the range is found.
TEST_P(Matrices, AWrongCellIsFound)
{
    const auto s = snapshotOf(GetParam().input());
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<RowMatrixd> energy = s->energy;
    const double range = std::max(1.0, energy[0].maxCoeff() - energy[0].minCoeff());
    energy[0](s->tokens() - 1, 0) += energy[0](s->tokens() - 1, 0) > energy[0].mean() ? -0.05 * range : 0.05 * range;
    wrong->energy = energy;
    if (s->tokens() < 2)
        return;
    const QByteArray svg = figure("attention", with("attention", {{"quantity", Energy}}), wrong);
    EXPECT_NE(faultOf([&] { readAttention(*s, svg, Energy); }), "");
}

/// Of every head side by side, each on the one scale.
TEST_P(Matrices, ShowEveryHead)
{
    const auto s = snapshotOf(GetParam().input());
    if (s->attention.size() < 2 || s->tokens() > 128)
        return;
    const Svg svg = readSvg(figure("attention", with("attention", {{"head", EveryHead}}), s));
    const DrawnBar bar = colourBar(svg, svg.page);
    for (std::size_t h = 0; h < s->attention.size(); ++h) {
        const DrawnMatrix drawn = squares(svg, s->tokens(), h);
        for (Index i = 0; i < s->tokens(); ++i)
            for (Index j = 0; j < s->tokens(); ++j)
                EXPECT_NEAR(bar.valueOf(drawn.cells[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]),
                            s->attention[h](i, j), 0.012)
                    << h << ' ' << i << ' ' << j;
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Matrices, ::testing::ValuesIn(kindsOfState()),
                         [](const auto& info) { return std::string(info.param.name); });

class LargeMatrices : public ReadBack {};

/// Where tokens outnumber the dots of the medium, a dot is the mean of whole cells.
TEST_F(LargeMatrices, TwoThousandTokensArePooledIntoDots)
{
    auto s = std::make_shared<Snapshot>(*snapshotOf(kindsOfState()[0].input()));
    auto state = std::make_shared<State>(*s->state);
    const Index n = 2000;
    state->tokens.assign(static_cast<std::size_t>(n), "word");
    state->multiplicity = Vectord::Ones(n);
    s->state = state;
    RowMatrixd beta(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            beta(i, j) = std::exp(-std::abs(static_cast<double>(i - j)) / 300);
    s->attention = std::vector<RowMatrixd>{beta};
    std::vector<ScaleLevel> levels(1);
    levels[0].clusters.label.assign(static_cast<std::size_t>(n), 0);
    levels[0].clusters.members = {{}};
    for (Index i = 0; i < n; ++i)
        levels[0].clusters.members[0].push_back(i);
    s->levels = levels;
    s->clusterColour = {0};
    const Svg svg = readSvg(figure("attention", {}, s));
    const DrawnMatrix drawn = bitmap(svg);
    const auto side = static_cast<Index>(drawn.cells.size());
    const Index block = (n + side - 1) / side;
    ASSERT_GE(side, 900) << "as fine as the medium";
    const DrawnBar bar = colourBar(svg, QRectF(drawn.place.topRight(), QSizeF(80, drawn.place.height())));
    for (Index r = 0; r < side; r += 37)
        for (Index c = 0; c < side; c += 41) {
            const Index rows = std::min(block, n - r * block);
            const Index columns = std::min(block, n - c * block);
            EXPECT_NEAR(bar.valueOf(drawn.cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]),
                        beta.block(r * block, c * block, rows, columns).mean(), 0.012);
        }
}

}  // namespace
}  // namespace gauge::ui::test
