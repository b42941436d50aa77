// What a device has to honour: divergences, families, masks, priors, temperatures and head attention.
#pragma once

#include "core/attention/options.h"

#include <functional>
#include <string>
#include <vector>

namespace gauge::test {

struct OptionCase {
    std::string name;
    std::function<void(AttentionOptions&)> set;
};
const std::vector<OptionCase>& deviceOptions();

/// First-order transport needs frames given by coordinates, and frames that are close to each other.
const std::vector<OptionCase>& firstOrderOptions();

}  // namespace gauge::test
