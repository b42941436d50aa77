#include "core/error.h"
#include "ui/figure.h"
#include "ui/painter/axes.h"
#include "ui/slider_scale.h"

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

}  // namespace
}  // namespace gauge::ui
