// The yardstick without a network: interpolated Kneser–Ney (Kneser and Ney 1995; Chen and Goodman 1999, §2.7 and §3), one
// discount an order.
#pragma once

#include "core/learn/corpus.h"

namespace gauge::learn {

class KneserNey {
public:
    /// Counts a stream of tokens below `words`, up to `order` tokens long.
    KneserNey(const std::vector<int>& stream, int order, Index words);

    /// p(token | the tokens before it), of which at most order − 1 count. Sums to 1 over the vocabulary.
    double probability(const int* before, int count, int token) const;

    /// Mean −ln p over all questions of the rows, in nats.
    double meanLoss(const Rows& rows) const;

private:
    struct Context {
        long total = 0;      // of its (continuation) counts
        long followers = 0;  // distinct
    };
    struct Order {
        std::unordered_map<std::uint64_t, long> counts;
        std::unordered_map<std::uint64_t, Context> contexts;
        double discount = 0.75;
    };

    double level(const int* before, int count, int token) const;

    int order_;
    Index words_;
    std::vector<Order> orders_;  // [n]: n + 1 tokens
};

}  // namespace gauge::learn
