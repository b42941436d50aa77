// A formula for a browser: MathML Core.
#pragma once

#include <nlohmann/json.hpp>
#include <QString>

namespace gauge::ui {

/// Elements as nested lists: ["mfrac", {attributes}, child, …], a text is a string. `display`: on a line of its own. A faulty one is its text, as it was written.
nlohmann::json mathMl(const QString& formula, bool display);

/// The same as markup, escaped.
QString markupOf(const nlohmann::json& element);

}  // namespace gauge::ui
