// Whether what somebody types means something: letters in their order, and Greek symbols by their names.
#pragma once

#include "core/pipeline/parameters.h"

#include <QString>

namespace gauge::ui {

/// Whether the letters stand in a text in their order, other letters between them or not; spaces count for nothing.
bool lettersIn(const QString& letters, const QString& text);

/// The symbol's name in Latin letters: "kappa" of κ; empty where it has none.
QString spelled(const QString& symbol);

/// What a parameter may be looked for by: "temperature κ kappa kappa Attention".
QString findable(const ParameterInfo& info);

/// Whether every word typed stands in what the parameter may be looked for by, or in what it does.
bool finds(const QString& words, const ParameterInfo& info);

}  // namespace gauge::ui
