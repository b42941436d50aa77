// What a control does at present, in one sentence.
#pragma once

#include "core/pipeline/snapshot.h"

#include <QString>
#include <string>

namespace gauge::ui {

/// "The average token listens to 3.4 of 12 others." Of the named row of the parameter table; empty where there is no sentence that is true and says something. Plain
/// text, cheap enough to be asked at each snapshot.
QString effectText(const std::string& parameter, const Snapshot& snapshot);

}  // namespace gauge::ui
