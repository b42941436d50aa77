// States and lights of a lesson in words, for people who make one.
#pragma once

#include <nlohmann/json.hpp>
#include <QString>

namespace gauge::ui {

/// "“the cat and the dog”; κ = 2; attention, parameters". Null: what no state says.
QString stateWords(const nlohmann::json& state);

/// The first words of a text, as a list has room for.
QString firstWords(const std::string& text, int most);

}  // namespace gauge::ui
