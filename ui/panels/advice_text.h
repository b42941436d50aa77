// Where there is little to see: what is wrong, and what would change it.
#pragma once

#include "core/pipeline/advice.h"

#include <QString>

namespace gauge::ui {

/// "Nobody agrees at θ = 0.1: at θ = 0.62 there are 4 groups." What is wrong, and the control that changes it; where there is none, that none alone does. Plain text.
QString adviceText(const Advice& advice);

/// "κ = 4.8", "“no self” on": what the advice would set, for the button that does. Empty without a control.
QString adviceSetting(const Advice& advice);

}  // namespace gauge::ui
