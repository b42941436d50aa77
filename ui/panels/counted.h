// Numbers with their nouns, for sentences.
#pragma once

#include "core/types.h"

#include <QString>

namespace gauge::ui {

/// A number as plural forms of a text take it.
int counted(Index n);

/// "one group", "4 groups".
QString groupCount(Index n);
/// "one agent", "7 agents".
QString agentCount(Index n);
/// "1 token", "13 tokens".
QString tokenCount(Index n);
/// "1 head", "4 heads".
QString headCount(Index n);
/// "1 pair", "169 pairs".
QString pairCount(Index n);
/// "1 divergence", "78 divergences".
QString divergenceCount(Index n);
/// "one step", "12 steps"; after "in", "after".
QString stepCount(Index n);
/// "the one other", "12 others"; after "of".
QString otherCount(Index n);

}  // namespace gauge::ui
