// What a person chose for views, as JSON: the keys of sessions and recipes.
#pragma once

#include "ui/scene/view_kind.h"

#include <nlohmann/json.hpp>

namespace gauge::ui {

/// All keys that any view has, those of other views as they are at first: files of every version have them.
nlohmann::json optionsJson(const ViewKind& kind, const ViewOptions& options);

/// Reads a view's own back; keys it does not know are left alone. Throws Error: which key, what was expected and found.
ViewOptions optionsFromJson(const ViewKind& kind, const nlohmann::json& json, const std::string& where);

/// What is locked: tokens, and a pair if there is one.
nlohmann::json lockJson(const Selection& selection);
Selection lockFromJson(const nlohmann::json& json, const std::string& where);

nlohmann::json namesJson(const GroupNames& names);
GroupNames namesFromJson(const nlohmann::json& json, const std::string& where);

}  // namespace gauge::ui
