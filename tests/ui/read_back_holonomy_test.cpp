// Holonomy read back from the figure: cells, bars, arrows and the numbers of a walk are the connection's.
#include "core/pipeline/curvature_lens.h"
#include "tests/support/picture.h"
#include "tests/support/read_back.h"
#include "tests/support/words.h"
#include "ui/painter/axes.h"
#include "ui/views/all_views.h"
#include "ui/views/holonomy/options.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::test {
namespace {

class Curved : public ReadBack {
protected:
    static std::shared_ptr<const Snapshot> shown(std::initializer_list<std::pair<const char*, const char*>> words,
                                                 const char* text = "the cat sat on the mat while the dog slept")
    {
        RunInput input;
        input.text = text;
        input.parameters.evolve.layers = 2;
        for (const auto& [name, value] : words)
            gauge::test::say(input.parameters, name, value);
        return snapshotOf(input);
    }
    static ViewOptions picture(int mode, const std::vector<int>& walk = {}, int anchor = 0)
    {
        ViewOptions options;
        auto& own = options.of<holonomy::Options>();
        own.picture = mode;
        own.walk = walk;
        own.anchor = anchor;
        return options;
    }
};

void readMap(const Snapshot& s, const QByteArray& bytes, Index anchor)
{
    const Svg svg = readSvg(bytes);
    const RowMatrixd map = anchorMap(s.connection, 0, s.state->heads[0], s.tokens(), anchor);
    const DrawnMatrix drawn = squares(svg, s.tokens());
    const DrawnBar bar = colourBar(svg, QRectF(drawn.place.right(), drawn.place.top() - 2,
                                               svg.page.right() - drawn.place.right(), drawn.place.height() + 4));
    const double span = std::abs(bar.axis.at(bar.place.top()) - bar.axis.at(bar.place.bottom()));
    for (Index i = 0; i < s.tokens(); ++i)
        for (Index j = 0; j < s.tokens(); ++j) {
            const double found = bar.valueOf(drawn.cells[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
            if (std::abs(found - map(i, j)) > 0.012 * span)
                throw std::runtime_error(fmt::format("cell {},{}: expected {:.4g}, drawn {:.4g}", i, j, map(i, j), found));
        }
}

TEST_F(Curved, EveryCellOfTheMapIsTheTriangleWithItsAnchor)
{
    const auto s = shown({{"connection", "power=0.4,0.5"}});
    for (const int anchor : {0, 4}) {
        const QByteArray svg = figure("holonomy", picture(holonomy::Map, {}, anchor), s);
        EXPECT_EQ(faultOf([&] { readMap(*s, svg, anchor); }), "");
        EXPECT_NE(faultOf([&] { readMap(*s, svg, anchor + 1); }), "") << "the reader reads";
    }
}

/// Bars of the first head, left to right: height above its base line, as a share of the tallest. A loop on the edge of two bars may be counted to either.
void readLoops(const Snapshot& s, const QByteArray& bytes, bool weighted)
{
    const Svg svg = readSvg(bytes);
    const Vectord& wilson = s.holonomy->heads[0].wilson;
    const Vectord weight = weighted ? Vectord(s.holonomy->heads[0].weight / s.holonomy->heads[0].weight.sum())
                                    : Vectord::Constant(wilson.size(), 1 / static_cast<double>(wilson.size()));
    const Style paper;
    std::vector<QRectF> bars;
    for (const SvgRect& r : svg.rects)
        if (r.fill == paper.cluster(5))
            bars.push_back(r.place);
    if (bars.empty())
        throw std::runtime_error("no bars");
    double tallest = 0;
    for (const QRectF& bar : bars)
        tallest = std::max(tallest, bar.height());
    const DrawnAxis x = horizontalAxis(svg, bars.front().bottom(), 0, svg.page.right());
    double drawn = 0;
    double most = 0;
    std::vector<double> shares;
    for (const QRectF& bar : bars) {
        const double margin = 0.06 / 0.88 * bar.width();
        const double from = x.at(bar.left() - margin);
        const double to = x.at(bar.right() + margin);
        double share = 0;
        for (Index t = 0; t < wilson.size(); ++t)
            share += wilson(t) >= from && wilson(t) < to ? weight(t) : 0;
        shares.push_back(share);
        most = std::max(most, share);
        drawn += share;
    }
    for (std::size_t k = 0; k < bars.size(); ++k)
        if (std::abs(bars[k].height() / tallest - shares[k] / most) > 0.06)
            throw std::runtime_error(fmt::format("bar {}: expected {:.3f} of the tallest, drawn {:.3f}", k,
                                                 shares[k] / most, bars[k].height() / tallest));
    if (std::abs(drawn - 1) > 0.02)
        throw std::runtime_error(fmt::format("bars hold {:.3f} of the loops", drawn));
}

TEST_F(Curved, BarsAreTheSharesOfTheirLoops)
{
    const auto s = shown({{"connection", "random=0.3"}});
    ViewOptions options = picture(holonomy::Loops);
    for (const bool weighted : {false, true}) {
        options.of<holonomy::Options>().weighted = weighted ? 1 : 0;
        const QByteArray svg = figure("holonomy", options, s);
        EXPECT_EQ(faultOf([&] { readLoops(*s, svg, weighted); }), "");
        EXPECT_NE(faultOf([&] { readLoops(*s, svg, !weighted); }), "") << "the reader reads";
    }
    const QStringList written = writtenIn(figure("holonomy", picture(holonomy::Loops), s));
    EXPECT_TRUE(std::any_of(written.begin(), written.end(), [&](const QString& text) {
        return text.contains(shortNumber(s->holonomy->heads[0].meanWilson));
    }));
}

TEST_F(Curved, DrawnTrianglesSayTheirInterval)
{
    QStringList words;
    for (int i = 0; i < 64; ++i)
        words << QStringLiteral("cat");
    const auto s =
        shown({{"connection", "random=0.3"}, {"layers", "0"}}, words.join(QLatin1Char(' ')).toUtf8().constData());
    ASSERT_TRUE(s->holonomy->triangles.sampled);
    const QString text = writtenIn(figure("holonomy", picture(holonomy::Loops), s)).join(QLatin1Char(' '));
    EXPECT_TRUE(text.contains(shortNumber(s->holonomy->heads[0].least)) &&
                text.contains(shortNumber(s->holonomy->heads[0].greatest)));
    EXPECT_TRUE(text.contains(QStringLiteral("drawn from the seed")));
}

/// Arrows from the middle of their circles: lengths in the ratio of the mode's.
TEST_F(Curved, ArrowsAreTheModesLengths)
{
    const auto s = shown({{"connection", "power=0.4,0.5"}});
    const FlatMode mode = flatMode(*s, 0);
    double longest = 0;
    for (const Eigen::Vector2d& arrow : mode.arrows)
        longest = std::max(longest, arrow.norm());
    const Svg svg = readSvg(figure("holonomy", picture(holonomy::Frustrated), s));
    const Style paper;
    std::vector<const SvgPath*> arrows;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() == 2 && p.stroke == paper.text() && p.fill.alpha() == 0)
            arrows.push_back(&p);
    std::vector<const SvgEllipse*> circles;
    for (const SvgEllipse& e : svg.ellipses)
        if (e.stroke.alpha() > 0 && e.fill.alpha() == 0)
            circles.push_back(&e);
    ASSERT_EQ(static_cast<Index>(arrows.size()), s->tokens());
    ASSERT_EQ(circles.size(), arrows.size());
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        const QPointF d = arrows[i]->points[1] - arrows[i]->points[0];
        const Eigen::Vector2d expected = mode.arrows[i] / longest;
        EXPECT_NEAR(d.x() / circles[i]->rx, expected.x(), 0.02) << i;
        EXPECT_NEAR(-d.y() / circles[i]->rx, expected.y(), 0.02) << i;
    }
}

TEST_F(Curved, AWalkWritesItsOwnNumbers)
{
    const auto s = shown({{"connection", "power=0.4,0.5"}, {"irrep-heads", "true"}});
    ViewOptions options = picture(holonomy::Walk, {1, 8, 4, 1});
    options.of<holonomy::Options>().head = 1;
    const LoopWalk walk = loopWalk(*s, 1, {1, 8, 4});
    const QByteArray svg = figure("holonomy", options, s);
    const QString text = writtenIn(svg).join(QLatin1Char(' '));
    for (const double number : {walk.loop.wilson, walk.loop.deviation, walk.fails.turn})
        EXPECT_TRUE(text.contains(shortNumber(number))) << number;
    const Index d = walk.loop.around.rows();
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < d; ++c)
            EXPECT_TRUE(
                text.contains(QString::number(walk.loop.around(r, c), 'f', 3).replace(QLatin1Char('-'), QChar(0x2212))));
    const Svg read = readSvg(svg);
    std::vector<DrawnEllipse> drawn;
    for (const SvgPath& p : read.paths)
        if (p.points.size() > 50)
            drawn.push_back(ellipseOf(p));
    ASSERT_EQ(drawn.size(), 4U);
    // Painted: the stops on the way, home again, and last the one that stayed. One scale, read from the means' places.
    const std::array<std::size_t, 4> order{1, 2, 3, 0};
    const QPointF a = drawn[3].centre;
    const Eigen::Vector2d reach = walk.flat[1].mean - walk.flat[0].mean;
    const double scale = std::hypot(drawn[0].centre.x() - a.x(), drawn[0].centre.y() - a.y()) / reach.norm();
    for (std::size_t k = 0; k < 4; ++k) {
        const FlatBelief& b = walk.flat[order[k]];
        const Eigen::Vector2d off = (b.mean - walk.flat[0].mean) * scale;
        EXPECT_NEAR(drawn[k].centre.x() - a.x(), off.x(), 0.4) << k;
        EXPECT_NEAR(drawn[k].centre.y() - a.y(), -off.y(), 0.4) << k;
        EXPECT_NEAR(std::sqrt(drawn[k].spread(0, 0)), std::sqrt(b.cov(0, 0)) * scale, 0.4) << k;
    }
}

/// In every medium, size and picture it is the view's own.
TEST_F(Curved, EveryPictureIsItsOwn)
{
    const auto curved = shown({{"connection", "power=0.4,0.5"}});
    const auto flat = shown({});
    const ViewKind& kind = *findView(QStringLiteral("holonomy"));
    for (int mode = holonomy::Map; mode <= holonomy::Walk; ++mode)
        for (const auto& s : {curved, flat})
            for (const auto& reference : {std::shared_ptr<const Snapshot>(), curved, flat})
                for (const QSize size : {QSize(330, 240), QSize(520, 400), QSize(900, 320)}) {
                    Scene scene;
                    scene.snapshot = s;
                    scene.reference = reference;
                    scene.options = picture(mode, {0, 3, 5, 0});
                    EXPECT_EQ(faultOf(kind, scene, size).toStdString(), "") << mode << ' ' << size.width();
                }
}

}  // namespace
}  // namespace gauge::ui::test
