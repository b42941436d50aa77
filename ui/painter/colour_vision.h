// How far two colours are apart for those who see fewer, and in print without colour.
#pragma once

#include <QColor>
#include <utility>
#include <vector>

namespace gauge::ui {

enum class Vision {
    Deuteranope,  // Machado, Oliveira and Fernandes 2009, severity 1
    Greyscale     // relative luminance alone
};

/// Distance in CIELAB (ΔE 1976; 2.3 can just be told side by side) as that vision has it.
double seenApart(const QColor& a, const QColor& b, Vision vision);

/// Pairs of different colours that small marks and thin lines are not told apart by.
std::vector<std::pair<QColor, QColor>> lookingAlike(const std::vector<QColor>& colours, Vision vision);

}  // namespace gauge::ui
