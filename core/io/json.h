// JSON from outside: parsed within limits.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace gauge {

constexpr int kDeepestJson = 64;

/// Parses a text of at most `kDeepestJson` nested levels. Throws Error with the label and the place in front.
nlohmann::json parseJson(const std::string& text, const std::string& label);

}  // namespace gauge
