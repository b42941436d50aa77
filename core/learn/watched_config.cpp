#include "core/learn/watched_config.h"

namespace gauge::learn {

LearnConfig configToWatch(bool small, int updates)
{
    LearnConfig c;
    c.heads.assign(4, small ? 6 : 12);
    c.vocabulary = small ? 4000 : 8000;
    c.layers = 3;
    c.shareLayers = true;
    c.output = "linear";
    c.learningRate = 0.01;
    c.warmUp = 50;
    c.updates = updates;
    c.evaluateEvery = 100;
    c.evaluateTokens = 4000;
    return c;
}

}  // namespace gauge::learn
