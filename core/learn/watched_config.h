// The models that are trained while somebody looks on: in the Training panel and in lessons.
#pragma once

#include "core/learn/config.h"

namespace gauge::learn {

/// From WordNet's glosses: four heads of 6 dimensions and 4,000 words, or of 12 and 8,000.
LearnConfig configToWatch(bool small, int updates);

}  // namespace gauge::learn
