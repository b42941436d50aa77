// Numbers with their nouns, for sentences.
#pragma once

#include "core/types.h"

#include <QString>

namespace gauge::ui {

/// "one group", "4 groups".
QString groupCount(Index n);
/// "one agent", "7 agents".
QString agentCount(Index n);
/// "one step", "12 steps".
QString stepCount(Index n);
/// "the one other", "12 others".
QString otherCount(Index n);

}  // namespace gauge::ui
