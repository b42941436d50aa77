// Statistics, frames and expected words read back from the figure, and a run that plays: its axes are those of all its layers.
#include "core/algebra/frame_blocks.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/pair.h"
#include "tests/support/read_back.h"
#include "ui/painter/axes.h"
#include "ui/scene/matrix.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gauge::ui::test {
namespace {

class Charts : public ReadBack {};

RunInput sentence(int layers = 3)
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = layers;
    input.parameters.attention.kappa = 3;
    input.parameters.text.positionRate = 0.4;
    input.extras.curves = true;
    return input;
}

/// Lines of a chart, in their order: values at whole places.
void readChart(const QByteArray& bytes, const std::vector<std::vector<double>>& expected)
{
    const Svg svg = readSvg(bytes);
    double left = 1e9;
    double bottom = 0;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() == 2 && std::abs(p.points[0].y() - p.points[1].y()) < 0.01 &&
            std::abs(p.points[0].x() - p.points[1].x()) > 0.5 * svg.page.width()) {
            left = std::min({left, p.points[0].x(), p.points[1].x()});
            bottom = std::max(bottom, p.points[0].y());
        }
    const DrawnAxis y = verticalAxis(svg, 0, left, 0, bottom);
    const DrawnAxis x = horizontalAxis(svg, bottom, left - 1, svg.page.right());
    const double range = std::abs(y.toValue - y.fromValue);
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const auto drawn = std::find_if(svg.paths.begin(), svg.paths.end(), [&](const SvgPath& p) {
            return p.stroke == Style{}.cluster(static_cast<int>(k)) && p.fill.alpha() == 0 &&
                   p.points.size() == static_cast<qsizetype>(expected[k].size());
        });
        if (drawn == svg.paths.end())
            throw std::runtime_error(fmt::format("expected a line of {} points, found none", expected[k].size()));
        for (std::size_t p = 0; p < expected[k].size(); ++p) {
            const QPointF at = drawn->points[static_cast<qsizetype>(p)];
            if (std::abs(x.at(at.x()) - static_cast<double>(p)) > 0.02 * static_cast<double>(expected[k].size()) ||
                std::abs(y.at(at.y()) - expected[k][p]) > 0.02 * range)
                throw std::runtime_error(fmt::format("line {}, point {}: expected {:.4g}, drawn {:.4g} at {:.3g}", k, p,
                                                     expected[k][p], y.at(at.y()), x.at(at.x())));
        }
    }
}

TEST_F(Charts, EntropiesAndAgreementRunThroughTheirValues)
{
    const auto s = snapshotOf(sentence());
    std::vector<double> entropy;
    for (const Vectord& layer : s->curves->entropy)
        entropy.push_back(layer(0));
    const ViewOptions byLayer = with("statistics", {{"mode", 0}});
    EXPECT_EQ(faultOf([&] { readChart(figure("statistics", byLayer, s), {entropy}); }), "");
    const ViewOptions agreement = with("statistics", {{"mode", 1}});
    if (std::all_of(s->curves->within.begin(), s->curves->within.end(), [](double v) { return std::isfinite(v); })) {
        EXPECT_EQ(faultOf([&] { readChart(figure("statistics", agreement, s), {s->curves->within, s->curves->between}); }),
                  "");
    }
    auto wrong = std::make_shared<Snapshot>(*s);
    auto curves = std::make_shared<ResearchCurves>(*s->curves);
    curves->entropy[1](0) *= 0.9;
    wrong->curves = curves;
    EXPECT_NE(faultOf([&] { readChart(figure("statistics", byLayer, wrong), {entropy}); }), "");
}

TEST_F(Charts, NumbersOfConsensusAreWritten)
{
    const auto s = snapshotOf(sentence());
    const ClusterStatistics& c = s->numbers->clusters;
    const Svg svg = readSvg(figure("consensus", with("consensus", {{"mode", 2}}), s));
    std::map<QString, QString> written;  // the number on the line of a name
    for (const SvgText& name : svg.texts)
        for (const SvgText& number : svg.texts)
            if (number.at.x() > name.at.x() && std::abs(number.at.y() - name.at.y()) < 0.3 * name.size &&
                (numberIn(number.text) || number.text == QStringLiteral("–")))
                written.emplace(name.text, number.text);
    for (const auto& [name, value] :
         {std::pair("within", c.within), std::pair("between", c.between), std::pair("silhouette", c.silhouette),
          std::pair("modularity of ", c.modularity), std::pair("effective rank of means", s->numbers->rank.means)}) {
        const QString text = written[QString::fromUtf8(name)];
        EXPECT_EQ(text, std::isnan(value) ? QStringLiteral("–") : shortNumber(value)) << name;
    }
}

double angleBetween(const Triad& a, const Triad& b)
{
    const Eigen::Matrix3d turn = a.axes * b.axes.transpose();
    return std::acos(std::clamp((turn.trace() - 1) / 2, -1.0, 1.0));
}

void readAngles(const Snapshot& s, const QByteArray& bytes)
{
    const Svg svg = readSvg(bytes);
    const DrawnMatrix drawn = squares(svg, s.tokens());
    for (Index i = 0; i < s.tokens(); ++i)
        for (Index j = 0; j < s.tokens(); ++j) {
            const double angle = angleBetween(s.triads[static_cast<std::size_t>(i)], s.triads[static_cast<std::size_t>(j)]);
            const QColor found = drawn.cells[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
            const QColor expected = shadeOf(ColourMap::Viridis, angle / M_PI);
            if (std::hypot(found.red() - expected.red(), found.green() - expected.green(), found.blue() - expected.blue()) >
                4)
                throw std::runtime_error(fmt::format("angle of {} and {}: {:.3g} is not drawn", i, j, angle));
        }
}

TEST_F(Charts, AnglesOfFramesAreTheirColours)
{
    const auto s = snapshotOf(sentence());
    const ViewOptions angles = with("frames", {{"mode", 2}});
    EXPECT_EQ(faultOf([&] { readAngles(*s, figure("frames", angles, s)); }), "");
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<Triad> triads = s->triads;
    std::swap(triads[0], triads[4]);
    wrong->triads = triads;
    EXPECT_NE(faultOf([&] { readAngles(*s, figure("frames", angles, wrong)); }), "");
}

/// Three axes from every centre; seen from anywhere, the squares of an orthonormal triad's shadows sum to twice the radius' square.
void readTriads(const Snapshot& s, const QByteArray& bytes)
{
    const Svg svg = readSvg(bytes);
    std::map<std::pair<long, long>, double> sums;  // of squares, by centre
    std::map<std::pair<long, long>, int> axes;
    double radius = 0;
    for (const SvgEllipse& circle : svg.ellipses)
        if (circle.fill.alpha() == 0)
            radius = circle.rx;
    for (const SvgPath& p : svg.paths) {
        const bool axis = p.stroke == Style{}.axis(0) || p.stroke == Style{}.axis(1) || p.stroke == Style{}.axis(2);
        if (p.points.size() != 2 || !axis || p.points[0].y() > svg.page.bottom() - 16)  // below it: the legend
            continue;
        const std::pair at(std::lround(10 * p.points[0].x()), std::lround(10 * p.points[0].y()));
        const QPointF d = p.points[1] - p.points[0];
        sums[at] += (d.x() * d.x() + d.y() * d.y()) / (radius * radius);
        ++axes[at];
    }
    if (static_cast<Index>(axes.size()) != s.tokens())
        throw std::runtime_error(fmt::format("expected {} triads, drawn {}", s.tokens(), axes.size()));
    for (const auto& [at, sum] : sums)
        if (axes[at] != 3 || std::abs(sum - 2) > 0.03)
            throw std::runtime_error(fmt::format("a triad of {} axes whose shadows sum to {:.3g}", axes[at], sum));
}

TEST_F(Charts, TriadsAreOrthonormal)
{
    const auto s = snapshotOf(sentence());
    EXPECT_EQ(faultOf([&] { readTriads(*s, figure("frames", {}, s)); }), "");
    auto wrong = std::make_shared<Snapshot>(*s);
    std::vector<Triad> triads = s->triads;
    triads[2].axes.col(1) = triads[2].axes.col(0);
    wrong->triads = triads;
    EXPECT_NE(faultOf([&] { readTriads(*s, figure("frames", {}, wrong)); }), "");
}

/// The receiver's ellipse, the sender's as it stands and as it is carried, all on one scale.
TEST_F(Charts, CarriedEllipsesKeepTheirProportions)
{
    const auto s = snapshotOf(sentence());
    Scene scene;
    scene.snapshot = s;
    const auto [i, j] = pairOf(scene);
    const Svg svg = readSvg(figure("frames", with("frames", {{"mode", 3}}), s));
    std::vector<DrawnEllipse> drawn;
    for (const SvgPath& p : svg.paths)
        if (p.points.size() > 50)
            drawn.push_back(ellipseOf(p));
    ASSERT_EQ(drawn.size(), 3U);
    const FrameBlock block = frameBlocks(s->frames).at(1);
    const CarriedPair pair =
        carriedPair(*s->common, s->frames, linkOf(*s, block.head, i, j), block.head, i, j, block.first, block.first + 1);
    const std::vector<FlatBelief> expected{pair.own, pair.before, pair.after};
    const double scale = std::sqrt(drawn[0].spread.trace() / expected[0].cov.trace());
    for (std::size_t k = 0; k < 3; ++k) {
        const Eigen::Matrix2d cov = drawn[k].spread / (scale * scale);
        EXPECT_NEAR(cov(0, 0), expected[k].cov(0, 0), 0.02 * expected[k].cov.trace()) << k;
        EXPECT_NEAR(cov(1, 1), expected[k].cov(1, 1), 0.02 * expected[k].cov.trace()) << k;
        EXPECT_NEAR(-cov(0, 1), expected[k].cov(0, 1), 0.02 * expected[k].cov.trace()) << k;
        const QPointF moved = (drawn[k].centre - drawn[0].centre) / scale;
        EXPECT_NEAR(moved.x(), expected[k].mean.x() - expected[0].mean.x(), 0.02 * std::sqrt(expected[0].cov.trace()));
        EXPECT_NEAR(-moved.y(), expected[k].mean.y() - expected[0].mean.y(), 0.02 * std::sqrt(expected[0].cov.trace()));
    }
}

TEST_F(Charts, BarsOfExpectedWordsAreAsLongAsTheirProbabilities)
{
    RunInput input;
    input.text = "the king of the";
    input.model = learn::builtInTrainedModel();
    const auto s = snapshotOf(input);
    const Svg svg = readSvg(figure("next", {}, s));
    std::map<QString, double> expected;
    for (const auto& [word, p] : s->answers.back().likely)
        expected[QString::fromStdString(word)] = p;
    double ratio = 0;
    int read = 0;
    for (const SvgText& word : svg.texts) {
        if (!expected.contains(word.text))
            continue;
        for (const SvgRect& bar : svg.rects) {
            const double middle = word.at.y() - 0.35 * word.size;
            if (bar.fill.alpha() == 0 || bar.place.left() < word.at.x() || bar.place.top() > middle ||
                bar.place.bottom() < middle)
                continue;
            ++read;
            const double own = bar.place.width() / expected[word.text];
            ratio = ratio == 0 ? own : ratio;
            EXPECT_NEAR(own, ratio, 0.03 * ratio) << word.text.toStdString();
        }
    }
    EXPECT_GE(read, 4);
}

/// Where an axis begins and ends, of every view that has one.
std::string limitsOf(const char* view, const ViewOptions& options, const std::shared_ptr<const Snapshot>& s)
{
    const Svg svg = readSvg(figure(view, options, s));
    std::string limits;
    const auto note = [&](const DrawnAxis& a) {
        limits += fmt::format("{:.3f}:{:.4g} {:.3f}:{:.4g};", a.from, a.fromValue, a.to, a.toValue);
    };
    const std::string name = view;
    if (name == "attention")
        note(colourBar(svg, svg.page).axis);
    if (name == "beliefs" || name == "consensus")
        note(verticalAxis(svg, 0, 0.2 * svg.page.width(), 0, svg.page.bottom(), name == "consensus"));
    if (name == "arcs")
        for (const SvgText& t : svg.texts)
            if (t.text.contains(QStringLiteral("largest")))
                limits += t.text.toStdString();
    return limits;
}

/// While a run plays, axes and colours are those of all its layers; at rest every layer has its own.
TEST_F(Charts, PlayingDoesNotRescale)
{
    const std::vector<std::pair<const char*, ViewOptions>> views{
        {"attention", with("attention", {{"quantity", Attention}})},
        {"attention", with("attention", {{"quantity", LogAttention}})},
        {"attention", with("attention", {{"quantity", Energy}})},
        {"attention", with("attention", {{"quantity", Distance}})},
        {"beliefs", with("beliefs", {{"axes", 3}})},
        {"beliefs", {}},
        {"consensus", {}},
        {"arcs", {}},
    };
    for (const auto& [view, options] : views) {
        std::set<std::string> playing;
        std::set<std::string> still;
        for (const bool plays : {true, false}) {
            for (int layer = 0; layer <= 3; ++layer) {
                RunInput input = sentence();
                input.layer = layer;
                input.extras = {.curves = false, .extents = plays};
                const auto s = snapshotOf(input);
                ASSERT_EQ(s->extents != nullptr, plays);
                std::string limits;
                EXPECT_EQ(faultOf([&] { limits = limitsOf(view, options, s); }), "") << view << layer << plays;
                (plays ? playing : still).insert(limits);
            }
        }
        EXPECT_EQ(playing.size(), 1U) << view << ": "
                                      << (playing.size() > 1 ? *playing.begin() + " " + *playing.rbegin() : "");
        EXPECT_GT(still.size(), 1U) << view;
    }
}

/// Of the first head: how long its bar of entropy is, a nat.
double lengthOfANat(const std::shared_ptr<const Snapshot>& s)
{
    const Svg svg = readSvg(figure("statistics", with("statistics", {{"mode", 2}}), s));
    const SvgRect* first = nullptr;
    for (const SvgRect& rect : svg.rects)
        if (rect.fill.alpha() > 0 && rect.place.height() < 0.03 * svg.page.height() &&
            rect.place.width() < 0.3 * svg.page.width() &&
            (first == nullptr || rect.place.left() < first->place.left() - 1 ||
             (std::abs(rect.place.left() - first->place.left()) < 1 && rect.place.top() < first->place.top())))
            first = &rect;
    if (first == nullptr)
        throw std::runtime_error("no bar of a head's role");
    return first->place.width() / s->curves->heads.front().entropy;
}

TEST_F(Charts, BarsOfHeadRolesKeepTheirScaleWhilePlaying)
{
    std::vector<double> playing;
    std::vector<double> still;
    for (const bool plays : {true, false})
        for (int layer = 0; layer <= 3; ++layer) {
            RunInput input = sentence();
            input.layer = layer;
            input.extras.extents = plays;
            EXPECT_EQ(faultOf([&] { (plays ? playing : still).push_back(lengthOfANat(snapshotOf(input))); }), "");
        }
    const auto spread = [](const std::vector<double>& v) {
        const auto [least, greatest] = std::minmax_element(v.begin(), v.end());
        return *greatest / *least;
    };
    EXPECT_LT(spread(playing), 1.01);
    EXPECT_GT(spread(still), 1.05);
}

}  // namespace
}  // namespace gauge::ui::test
