// Which parameters mean nothing for what is run.
#pragma once

#include "core/pipeline/run_input.h"

#include <map>
#include <string>

namespace gauge {

/// By name of its row, why a parameter changes nothing for this source, in words; what is not named applies.
std::map<std::string, std::string> inapplicable(const RunInput& input);

}  // namespace gauge
