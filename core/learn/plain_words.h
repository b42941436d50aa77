// Words that are diagonal in the common frame: their natural parameters without a matrix or a frame each.
#pragma once

#include "core/learn/vocabulary.h"

namespace gauge::learn {

inline bool plainWords(const VocabularyShape& shape)
{
    return shape.covariance == WordCovariance::Diagonal && !shape.frames;
}

/// One word's precisions, a number a variance of its own.
template <class S>
Vector<S> precisionsOf(const VocabularyBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta, Index v)
{
    return (-view(theta, layout[blocks.logVariance]).row(v).transpose().array()).exp().matrix();
}

template <class S>
class PlainWords {
public:
    PlainWords(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout)
        : blocks_(blocks), layout_(layout), heads_(headShapes(shape.heads, shape.family())), variance_(varianceOf(shape))
    {
    }

    /// Row [P | h] of word v, head by head.
    void write(const Aligned<S>& theta, Index v, S* row) const
    {
        const S* mean = view(theta, layout_[blocks_.mean]).row(v).data();
        const Vector<S> precision = precisions(theta, v);
        for (const HeadShape& head : heads_)
            for (Index c = 0; c < head.dim; ++c) {
                const S p = precision[at(head, c)];
                row[head.at + c] = p;
                row[head.at + head.packed + c] = p * mean[head.mean + c];
            }
    }

    /// Adds to `gradient` what a gradient by that row means for the word's numbers.
    void addBack(const Aligned<S>& theta, Index v, const S* g, Aligned<S>& gradient) const
    {
        const S* mean = view(theta, layout_[blocks_.mean]).row(v).data();
        const Vector<S> precision = precisions(theta, v);
        S* gMean = view(gradient, layout_[blocks_.mean]).row(v).data();
        S* gLogs = view(gradient, layout_[blocks_.logVariance]).row(v).data();
        for (const HeadShape& head : heads_)
            for (Index c = 0; c < head.dim; ++c) {
                const Index k = head.mean + c;
                const S p = precision[at(head, c)];
                const S gInformation = g[head.at + head.packed + c];
                gMean[k] += p * gInformation;
                gLogs[at(head, c)] -= p * (g[head.at + c] + gInformation * mean[k]);
            }
    }

private:
    Index at(const HeadShape& head, Index c) const { return variance_[static_cast<std::size_t>(head.mean + c)]; }
    Vector<S> precisions(const Aligned<S>& theta, Index v) const { return precisionsOf(blocks_, layout_, theta, v); }

    const VocabularyBlocks& blocks_;
    const ParameterLayout& layout_;
    std::vector<HeadShape> heads_;
    std::vector<Index> variance_;
};

}  // namespace gauge::learn
