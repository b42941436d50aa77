// Ticks and numbers, without widgets.
#pragma once

#include <QString>
#include <vector>

namespace gauge::ui {

/// Round numbers covering [low, high], about `count` of them.
std::vector<double> ticks(double low, double high, int count);

/// A number for people: three significant digits, whole numbers from a thousand on, no trailing noise.
QString shortNumber(double value);

/// A whole number for people, "1,234,567": in groups of three, whatever the desktop's language.
QString wholeNumber(double value);

}  // namespace gauge::ui
