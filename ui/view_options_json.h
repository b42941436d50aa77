// What a person chose for a view, as JSON: the keys of sessions and recipes.
#pragma once

#include "ui/scene.h"

#include <nlohmann/json.hpp>

namespace gauge::ui {

nlohmann::json optionsJson(const ViewOptions& options);

/// Reads them back; keys it does not know are left alone. Throws Error: which key, what was expected and found.
ViewOptions optionsFromJson(const nlohmann::json& json, const std::string& where);

/// What is locked: tokens, and a pair if there is one.
nlohmann::json lockJson(const Selection& selection);
Selection lockFromJson(const nlohmann::json& json, const std::string& where);

nlohmann::json namesJson(const GroupNames& names);
GroupNames namesFromJson(const nlohmann::json& json, const std::string& where);

}  // namespace gauge::ui
