// A slider's whole-number position and the parameter's value, linear or logarithmic.
#pragma once

#include "core/pipeline/parameters.h"

namespace gauge::ui {

constexpr int kSliderSteps = 1000;

int sliderPosition(const ParameterInfo& info, double value);
double sliderValue(const ParameterInfo& info, int position);

}  // namespace gauge::ui
