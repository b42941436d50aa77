// Sections, labels and helps of the parameter table in the language of the window.
#pragma once

#include "core/pipeline/parameters.h"

#include <QString>
#include <vector>

namespace gauge::ui {

/// One of those texts, in the language of the window.
QString parameterWords(const char* text);

/// "κ", or where a row has no symbol its label.
QString parameterName(const ParameterInfo& info);

/// Those that the catalogues know; a test holds them against the table.
std::vector<const char*> listedParameterWords();

}  // namespace gauge::ui
