#include "ui/panels/slider_scale.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {

int sliderPosition(const ParameterInfo& info, double value)
{
    const double v = std::clamp(value, info.sliderLeast, info.sliderGreatest);
    const double share = info.logarithmic
                             ? std::log(v / info.sliderLeast) / std::log(info.sliderGreatest / info.sliderLeast)
                             : (v - info.sliderLeast) / (info.sliderGreatest - info.sliderLeast);
    return static_cast<int>(std::lround(share * kSliderSteps));
}

double sliderValue(const ParameterInfo& info, int position)
{
    const double share = static_cast<double>(position) / kSliderSteps;
    const double raw = info.logarithmic ? info.sliderLeast * std::pow(info.sliderGreatest / info.sliderLeast, share)
                                        : info.sliderLeast + share * (info.sliderGreatest - info.sliderLeast);
    if (info.logarithmic) {  // three significant digits: what a person would type
        const double unit = std::pow(10.0, std::floor(std::log10(raw)) - 2);
        return std::round(raw / unit) * unit;
    }
    return std::round(raw * 1000) / 1000;
}

}  // namespace gauge::ui
