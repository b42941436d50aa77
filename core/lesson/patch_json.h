// States of lessons from JSON, and the readers of its keys.
#pragma once

#include "core/lesson/lesson.h"

#include <initializer_list>
#include <nlohmann/json.hpp>

namespace gauge::lesson {

/// Throws Error unless it is an object with no keys but these.
void requireKeys(const nlohmann::json& object, std::initializer_list<const char*> known);

/// The text at a key; empty where it is absent. Throws Error.
std::string stringAt(const nlohmann::json& object, const char* key, std::size_t longest = 4000);

/// Throws Error: which key, what was expected and found.
Patch patchFrom(const nlohmann::json& object);
Spotlight spotlightFrom(const nlohmann::json& object);

/// And back: what reads as the same state, and as the same light.
nlohmann::json patchJson(const Patch& patch);
nlohmann::json spotlightJson(const Spotlight& light);

}  // namespace gauge::lesson
