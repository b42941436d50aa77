// Which parameters mean nothing for what is run.
#pragma once

#include "core/pipeline/run_input.h"

#include <map>
#include <string>

namespace gauge {

/// By name of its row, why a parameter changes nothing for this source, in words; what is not named applies.
std::map<std::string, std::string> inapplicable(const RunInput& input);

/// By name of a row and a word of it ("links", "power" of "power=F,P"), why this source cannot honour the word; what is not named it can.
std::map<std::string, std::map<std::string, std::string>> refusedWords(const RunInput& input);

}  // namespace gauge
