// Arcs, ellipses, trees, curves and bars read back from the figure: widths, axes, heights, points and lengths are the snapshot's numbers.
#include "core/pipeline/pair.h"
#include "tests/support/read_back.h"
#include "ui/scene/matrix.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gauge::ui::test {
namespace {

constexpr double kUnit = 7.0 / 12;  // of text of 7 pt

class Shapes : public ReadBack, public ::testing::WithParamInterface<Kind> {
protected:
    std::shared_ptr<const Snapshot> s = snapshotOf(GetParam().input());
};

/// Of each receiver the strongest senders, as wide as the weight.
void readArcs(const Snapshot& s, const QByteArray& bytes, int top)
{
    const Svg svg = readSvg(bytes);
    std::vector<double> feet;  // a dot under each token
    double base = 0;
    for (const SvgEllipse& dot : svg.ellipses)
        base = std::max(base, dot.centre.y());
    for (const SvgEllipse& dot : svg.ellipses)
        if (std::abs(dot.centre.y() - base) < 0.1)
            feet.push_back(dot.centre.x());
    std::sort(feet.begin(), feet.end());
    if (static_cast<Index>(feet.size()) != s.tokens())
        throw std::runtime_error(fmt::format("expected {} tokens, drawn {}", s.tokens(), feet.size()));
    const auto tokenAt = [&](double x) {
        const auto at = std::min_element(feet.begin(), feet.end(),
                                         [&](double a, double b) { return std::abs(a - x) < std::abs(b - x); });
        return at - feet.begin();
    };
    double most = 0.05;
    std::map<std::pair<Index, Index>, double> expected;
    for (Index i = 0; i < s.tokens(); ++i) {
        std::vector<std::pair<double, Index>> row;
        for (Index j = 0; j < s.tokens(); ++j)
            if (const double beta = shownEntry(s, Attention, MeanHead, i, j); beta > 0.01)
                row.emplace_back(beta, j);
        std::sort(row.rbegin(), row.rend());
        for (std::size_t k = 0; k < std::min<std::size_t>(row.size(), static_cast<std::size_t>(top)); ++k) {
            expected[{i, row[k].second}] = row[k].first;
            most = std::max(most, row[k].first);
        }
    }
    std::size_t drawn = 0;
    for (const SvgPath& arc : svg.paths) {
        if (arc.stroke.alpha() == 0 || arc.kinds.size() != 4 || arc.kinds[1] != QLatin1Char('C'))
            continue;
        ++drawn;
        const Index sender = tokenAt(arc.points.first().x());
        const Index receiver = tokenAt(arc.points.last().x());
        const double weight = (arc.width / kUnit - 0.5) / 3.2 * most;
        const double beta = shownEntry(s, Attention, MeanHead, receiver, sender);
        if (std::abs(weight - beta) > 0.01 * most)
            throw std::runtime_error(
                fmt::format("arc {} ← {}: expected {:.4g}, drawn {:.4g}", receiver, sender, beta, weight));
    }
    if (drawn != expected.size())
        throw std::runtime_error(fmt::format("expected {} arcs, drawn {}", expected.size(), drawn));
}

TEST_P(Shapes, ArcsAreAsWideAsTheirWeights)
{
    EXPECT_EQ(faultOf([&] { readArcs(*s, figure("arcs", with("arcs", {{"top", 2}}), s), 3); }), "");
    if (s->tokens() < 2)
        return;
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<RowMatrixd> beta = s->attention;
    Index i = 0;
    Index j = 0;
    beta[0].maxCoeff(&i, &j);
    for (RowMatrixd& head : beta)
        head(i, j) *= 1.25;
    wrong->attention = beta;
    EXPECT_NE(faultOf([&] { readArcs(*s, figure("arcs", with("arcs", {{"top", 2}}), wrong), 3); }), "");
}

/// Centres and half axes along two dimensions of the common frame.
void readBeliefs(const Snapshot& s, const QByteArray& bytes, Index a, Index b)
{
    const Svg svg = readSvg(bytes);
    QRectF plot;
    for (const SvgRect& r : svg.rects)
        if (r.fill.alpha() == 0 && r.place.width() > plot.width())
            plot = r.place;
    const DrawnAxis x = horizontalAxis(svg, plot.bottom(), plot.left(), plot.right());
    const DrawnAxis y = verticalAxis(svg, 0, plot.left(), plot.top(), plot.bottom());
    std::vector<const SvgPath*> outlines;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() > 50 && p.fill.alpha() > 0)
            outlines.push_back(&p);
    if (static_cast<Index>(outlines.size()) != s.tokens())
        throw std::runtime_error(fmt::format("expected {} ellipses, drawn {}", s.tokens(), outlines.size()));
    const double dx = (x.toValue - x.fromValue) / (x.to - x.from);
    const double dy = (y.toValue - y.fromValue) / (y.to - y.from);
    if (std::abs(dx + dy) > 0.02 * std::abs(dx))
        throw std::runtime_error(fmt::format("one scale for both axes: {} and {}", dx, dy));
    for (Index i = 0; i < s.tokens(); ++i) {
        const DrawnEllipse e = ellipseOf(*outlines[static_cast<std::size_t>(i)]);
        const Vectord mean = fullMean(*s.common, i);
        const Matrixd cov = fullCovariance(*s.common, i);
        const double sigma = 0.5;
        const double slack = 0.01 * plot.width() * std::abs(dx);
        const Eigen::Vector2d centre(x.at(e.centre.x()), y.at(e.centre.y()));
        const Eigen::Vector2d wide(std::sqrt(e.spread(0, 0)) * std::abs(dx), std::sqrt(e.spread(1, 1)) * std::abs(dy));
        const Eigen::Vector2d expected(sigma * std::sqrt(cov(a, a)), sigma * std::sqrt(cov(b, b)));
        const double tilt = -e.spread(0, 1) / std::sqrt(e.spread(0, 0) * e.spread(1, 1));
        if ((centre - Eigen::Vector2d(mean(a), mean(b))).norm() > slack || (wide - expected).norm() > slack ||
            (a != b && std::abs(tilt - cov(a, b) / std::sqrt(cov(a, a) * cov(b, b))) > 0.05))
            throw std::runtime_error(
                fmt::format("belief {}: ({:.4g}, {:.4g}) ± ({:.4g}, {:.4g}) drawn for ({:.4g}, {:.4g}) ± ({:.4g}, {:.4g})",
                            i, centre.x(), centre.y(), wide.x(), wide.y(), mean(a), mean(b), expected.x(), expected.y()));
    }
}

TEST_P(Shapes, BeliefsStandWhereTheyAreAndAreAsWide)
{
    const ViewOptions options = with("beliefs", {{"axes", 3}});
    EXPECT_EQ(faultOf([&] { readBeliefs(*s, figure("beliefs", options, s), 0, s->state->dim() > 1 ? 1 : 0); }), "");
    auto wrong = std::make_shared<Snapshot>(*s);
    CommonBeliefs moved = *s->common;
    for (auto& head : moved.heads)
        head.mean.col(s->tokens() - 1).array() += 3;
    wrong->common = moved;
    EXPECT_NE(faultOf([&] { readBeliefs(*s, figure("beliefs", options, wrong), 0, s->state->dim() > 1 ? 1 : 0); }), "");
}

/// Every join at its height, on the axis that the picture draws.
void readTree(const Snapshot& s, const QByteArray& bytes)
{
    const Svg svg = readSvg(bytes);
    bool square = false;
    for (const SvgText& t : svg.texts)
        square = square || t.text.contains(QStringLiteral("√ scale"));
    if (!square)
        throw std::runtime_error("an axis that is not linear and does not say so");
    double left = 1e9;
    for (const SvgPath& p : svg.paths)  // the axis itself
        if (p.points.size() == 2 && p.points[0].x() == p.points[1].x())
            left = std::min(left, p.points[0].x());
    const DrawnAxis axis = verticalAxis(svg, 0, left, 0, svg.page.bottom(), true);
    std::vector<double> heights;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() == 2 && std::abs(p.points[0].y() - p.points[1].y()) < 0.005 && p.points[0].x() > left + 0.5 &&
            !p.dashed && std::abs(axis.at(p.points[0].y())) > 1e-12)
            heights.push_back(axis.at(p.points[0].y()));
    std::sort(heights.begin(), heights.end());
    const double most = axis.toValue;
    const auto onTheGround = [&](double h) { return h < 0.002 * most; };
    std::vector<double> expected;
    for (const Merge& m : s.tree())
        if (!onTheGround(m.height) && std::isfinite(m.height))  // who keeps apart joins nobody
            expected.push_back(m.height);
    heights.erase(std::remove_if(heights.begin(), heights.end(), onTheGround), heights.end());
    std::sort(expected.begin(), expected.end());
    if (heights.size() != expected.size())
        throw std::runtime_error(fmt::format("expected {} joins, drawn {}", expected.size(), heights.size()));
    for (std::size_t k = 0; k < expected.size(); ++k)
        if (std::abs(heights[k] - expected[k]) > 0.02 * most)
            throw std::runtime_error(fmt::format("a join at {:.4g}: drawn at {:.4g}", expected[k], heights[k]));
}

TEST_P(Shapes, TreesJoinAtTheirHeights)
{
    if (!s->consensusRefused.empty() || s->tokens() < 2)
        return;
    EXPECT_EQ(faultOf([&] { readTree(*s, figure("consensus", {}, s)); }), "");
    if (tallestOf(s->tree()) < 1e-6)
        return;
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<ScaleLevel> levels = s->levels;
    levels[0].tree[levels[0].tree.size() / 2].height += 0.2 * tallestOf(s->tree());
    wrong->levels = levels;
    if (s->tree()[s->tree().size() / 2].height < 0.7 * tallestOf(s->tree()))
        EXPECT_NE(faultOf([&] { readTree(*s, figure("consensus", {}, wrong)); }), "");
}

/// The free energy, step by step.
void readFreeEnergy(const Snapshot& s, const QByteArray& bytes)
{
    const Svg svg = readSvg(bytes);
    double left = 1e9;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() == 2 && std::abs(p.points[0].x() - p.points[1].x()) < 0.01)
            left = std::min(left, p.points[0].x());
    const DrawnAxis axis = verticalAxis(svg, 0, left, 0, svg.page.bottom() - 20);
    std::vector<double> totals;
    for (const FreeEnergy& f : s.history)
        totals.push_back(f.total());
    if (totals.size() < 2)
        return;
    for (const SvgPath& p : svg.paths) {
        if (p.points.size() != static_cast<qsizetype>(totals.size()) || p.dashed || p.width < 1.9 * kUnit ||
            std::abs(p.points[0].x() - p.points[1].x()) < 0.01)
            continue;
        const double range = std::abs(axis.at(20) - axis.at(svg.page.bottom() - 30));
        for (std::size_t k = 0; k < totals.size(); ++k)
            if (std::abs(axis.at(p.points[static_cast<qsizetype>(k)].y()) - totals[k]) > 0.02 * range)
                throw std::runtime_error(fmt::format("step {}: F = {:.5g}, drawn {:.5g}", k, totals[k],
                                                     axis.at(p.points[static_cast<qsizetype>(k)].y())));
        return;
    }
    throw std::runtime_error("expected a line of F, found none");
}

TEST_P(Shapes, FreeEnergyRunsThroughItsValues)
{
    EXPECT_EQ(faultOf([&] { readFreeEnergy(*s, figure("free-energy", {}, s)); }), "");
    if (s->history.size() < 2)
        return;
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<FreeEnergy> history = s->history;
    history.back().belief += 0.5 * std::abs(history.front().total()) + 1;
    wrong->history = history;
    EXPECT_NE(faultOf([&] { readFreeEnergy(*s, figure("free-energy", {}, wrong)); }), "");
}

/// "×4" over each meta-token of each scale.
TEST_P(Shapes, MetaTokensSayHowManyTheyAre)
{
    if (!s->consensusRefused.empty() || s->tokens() > 60)
        return;
    const Svg svg = readSvg(figure("meta-tokens", {}, s));
    std::multiset<QString> drawn;
    for (const SvgText& t : svg.texts)
        if (t.text.startsWith(QChar(u'×')))
            drawn.insert(t.text.mid(1));
    std::multiset<QString> expected;
    for (const ScaleLevel& level : s->levels)
        for (std::size_t c = 0; c < level.clusters.members.size(); ++c)
            if (level.clusters.members[c].size() > 1)
                expected.insert(QString::number(level.metas.multiplicity(static_cast<Index>(c))));
    for (const QString& text : drawn)
        EXPECT_EQ(expected.contains(text), true) << text.toStdString();
    EXPECT_LE(drawn.size(), expected.size());
    if (!expected.empty() && s->tokens() < 20)
        EXPECT_EQ(drawn.size(), expected.size());
}

/// Parts of a divergence: the number beside each bar, and the bars' lengths to one another.
TEST_P(Shapes, InspectorsBarsAreTheParts)
{
    if (s->tokens() < 2)
        return;
    const Svg svg = readSvg(figure("inspector", {}, s));
    std::map<QString, double> written;
    std::map<QString, double> length;
    for (const SvgText& name : svg.texts) {
        for (const SvgText& number : svg.texts)
            if (number.text.endsWith(QStringLiteral(" nat")) && std::abs(number.at.y() - name.at.y()) < 0.5)
                if (const auto value = numberIn(number.text.chopped(4)))
                    written[name.text] = *value;
        for (const SvgRect& bar : svg.rects)
            if (bar.fill.alpha() > 0 && bar.place.top() < name.at.y() && bar.place.bottom() > name.at.y() - name.size)
                length[name.text] = bar.place.width();
    }
    const QString sum = QStringLiteral("E, their sum");
    ASSERT_TRUE(written.contains(sum)) << GetParam().name;
    const double parts = written[QStringLiteral("trace (covariances)")] + written[QStringLiteral("means")] +
                         written[QStringLiteral("log-determinants")];
    EXPECT_NEAR(parts, written[sum], 0.02 * std::abs(written[sum]) + 1e-9);
    double most = 0;
    for (const auto& [name, value] : written)
        most = std::max(most, std::abs(value));
    if (most == 0) {
        for (const auto& [name, wide] : length)
            EXPECT_LT(wide, 0.01) << "rounding drawn as data: " << name.toStdString();
        return;
    }
    for (const auto& [name, value] : written)
        EXPECT_NEAR(length[name] / length[sum], std::abs(value / written[sum]),
                    0.02 * std::max(1.0, std::abs(value / written[sum])))
            << name.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Kinds, Shapes, ::testing::ValuesIn(kindsOfState()),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace gauge::ui::test
