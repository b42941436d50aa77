#include "core/error.h"
#include "ui/figure/figure.h"
#include "ui/figure/payoff_figure.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/panels/slider_scale.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge::ui {
namespace {

TEST(Ticks, AreRoundCoverTheRangeAndAreFew)
{
    for (const double high : {1e-6, 0.013, 0.11, 1.0, 9.7, 1234.0}) {
        const auto t = ticks(0, high, 4);
        EXPECT_GE(t.size(), 2u);
        EXPECT_LE(t.size(), 11u);
        EXPECT_EQ(t.front(), 0);
        EXPECT_LE(t.back(), high * (1 + 1e-9));
    }
    EXPECT_EQ(ticks(0, 1, 5), (std::vector<double>{0, 0.2, 0.4, 0.2 * 3, 0.8, 1}));
}

/// Steps too small to move a number would never end.
TEST(Ticks, EndWhateverTheRange)
{
    constexpr double kLargest = std::numeric_limits<double>::max();
    for (const double low : {0.0, 1.0, -1.0, 0.3, 1e-300, 1e16, -1e16, kLargest})
        for (const double width : {0.0, 1e-320, 1e-300, 2e-16, 1e-15, 1e-13, 1e-9, 1.0, 1e300, kLargest})
            for (const int count : {1, 2, 5, 40}) {
                const auto t = ticks(low, low + width * std::max(1.0, std::abs(low)), count);
                EXPECT_LE(t.size(), 4U * static_cast<unsigned>(count) + 1) << low << ' ' << width;
            }
    EXPECT_LE(ticks(0.83333333333333326, 0.83333333333333337, 5).size(), 1U);
}

TEST(Sliders, CoverTheRangeAndInvert)
{
    for (const ParameterInfo& info : parameterTable()) {
        if (!(info.sliderGreatest > info.sliderLeast) || info.choices.size() > 0)
            continue;
        for (int p = 0; p <= kSliderSteps; p += 50)
            EXPECT_NEAR(sliderPosition(info, sliderValue(info, p)), p, 3) << info.name;
        EXPECT_EQ(sliderPosition(info, 1e12), kSliderSteps);
    }
}

TEST(Lengths, AreReadWithTheirUnit)
{
    EXPECT_NEAR(parseLength("85mm"), 85, 1e-12);
    EXPECT_NEAR(parseLength("3.25in"), 82.55, 1e-12);
    EXPECT_NEAR(parseLength("72pt"), 25.4, 1e-12);
    for (const char* bad : {"", "mm", "85px", "-3mm", "1e9mm", "5mm"})
        EXPECT_THROW(parseLength(QString::fromLatin1(bad)), Error) << bad;
}

TEST(ColourMap, RisesInBrightness)
{
    double last = -1;
    for (int k = 0; k <= 40; ++k) {
        const QColor c = viridis(k / 40.0);
        const double brightness =
            0.2126 * std::pow(c.redF(), 2.2) + 0.7152 * std::pow(c.greenF(), 2.2) + 0.0722 * std::pow(c.blueF(), 2.2);
        EXPECT_GT(brightness, last);
        last = brightness;
    }
    EXPECT_EQ(viridis(-5), viridis(0));
    EXPECT_EQ(viridis(NAN), viridis(0));
}

TEST(Charts, LogTicksAreWholeDecadesOrFinerWhereThoseAreFew)
{
    EXPECT_EQ(logTicks(0.9, 1100), (std::vector<double>{1, 10, 100, 1000}));
    EXPECT_EQ(logTicks(0.9, 11), (std::vector<double>{1, 2, 5, 10}));
    EXPECT_EQ(logTicks(1.5, 4), (std::vector<double>{1.5, 2, 3, 4}));
    EXPECT_EQ(tickText(1024), QStringLiteral("1,024"));
    EXPECT_EQ(tickText(1e-5), QStringLiteral("10⁻⁵"));
    EXPECT_EQ(tickText(2e7), QStringLiteral("2·10⁷"));
    EXPECT_EQ(tickText(0.5), QStringLiteral("0.5"));
}

const char* const kRun = R"({"gaugescope": "pay-off", "curves": [{"n": 32, "points": [
    {"fraction_condensed": 0, "layers": 4, "speed_up_layer": 0.9, "speed_up_run": 0.8},
    {"fraction_condensed": 0.5, "layers": 4, "speed_up_layer": 2, "speed_up_run": 1.2}]}],
    "tree": [{"state": "text", "n": 1024, "tolerance": 1e-3, "seconds_tree": {"median": 1}, "seconds_exact": {"median": 2},
              "message_error": 1e-6}, {"state": "text", "n": 65536, "tolerance": 1e-3, "seconds_tree": {"median": 9}}]})";

TEST(PayOffFigure, ReadsWhatWasMeasuredAndRefusesOtherFiles)
{
    const auto charts = payOffCharts(kRun, "pay-off");
    ASSERT_EQ(charts.size(), 2u);
    EXPECT_EQ(charts[0].lines.at(0).points.at(1), QPointF(50, 2));
    EXPECT_EQ(charts[1].lines.at(0).points.at(1), QPointF(50, 1.2));
    const auto tree = payOffCharts(kRun, "tree");
    EXPECT_EQ(tree.at(0).lines.at(0).points, (std::vector<QPointF>{QPointF(1024, 2)}));
    for (const char* bad : {"", "{}", "[1]", R"({"gaugescope": "pay-off"})", R"({"gaugescope": "pay-off", "curves": 3})"})
        EXPECT_THROW(payOffCharts(bad, "pay-off"), Error) << bad;
    EXPECT_THROW(payOffCharts(kRun, "attention"), Error);
}

}  // namespace
}  // namespace gauge::ui
