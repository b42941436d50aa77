// What training and evaluation ask of a model of token sequences.
#pragma once

#include "core/learn/layout.h"
#include "core/run_control.h"

#include <cstdint>
#include <memory>
#include <random>

namespace gauge::learn {

/// Rows of token numbers; every row of n + 1 tokens asks n questions: the token after each of the first n.
using Rows = std::vector<std::vector<int>>;

inline Index questions(const Rows& rows)
{
    Index n = 0;
    for (const auto& row : rows)
        n += static_cast<Index>(row.size()) - 1;
    return n;
}

template <class S>
class SequenceModel {
public:
    virtual ~SequenceModel() = default;

    virtual const ParameterLayout& layout() const = 0;
    virtual Aligned<S> initial(std::mt19937_64& random) const = 0;

    /// Sum over all questions of −ln p(token | tokens before), in nats. Its gradient, when asked for, replaces `gradient`.
    /// The same input gives the same numbers with any number of threads.
    virtual double loss(const Aligned<S>& theta, const Rows& rows, Aligned<S>* gradient) const = 0;

    /// ln p of every token of the vocabulary after each of the given ones: n×V.
    virtual RowMatrix<S> logProbabilities(const Aligned<S>& theta, const std::vector<int>& tokens) const = 0;
};

/// Sum of −ln p over all questions, in nats, a few rows at a time: between them `control` is asked to go on and told how
/// far it is.
template <class S>
double lossOf(const SequenceModel<S>& model, const Aligned<S>& theta, const Rows& rows, const RunControl& control);

/// Rows are dealt to so many shards, each with sums of its own, whatever the number of threads: sums keep their order.
constexpr Index kShards = 4;

}  // namespace gauge::learn
