// What a model expects after each token.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gauge::learn {

struct Answer {
    std::vector<std::pair<std::string, double>> likely;  // the likeliest tokens with their probabilities, falling
    double entropy = 0;                                  // of the whole distribution, nats
    double next = -1;                                    // probability of the token that does follow; −1 after the last
};

}  // namespace gauge::learn
