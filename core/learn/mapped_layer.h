// One mirror step of many sequences at once, under causal KL attention through head connections (MATH.md §5, §9): beliefs are diagonal in the
// common frame; a head compares the marginals that its maps read of receiver and sender, projected by their moments on variances that turns leave
// alone and seen from the frames of their places, and hands back the natural parameters of the senders' marginals.
#pragma once

#include "core/learn/head_maps.h"
#include "core/learn/place_frames.h"
#include "core/learn/row_weights.h"

namespace gauge::learn {

/// Variances of what a head reads are kept above this, so that a map that forgets a direction makes no certainty of it.
constexpr double kReadingFloor = 1e-3;

/// A head's coordinates share one variance.
constexpr Index kWholeHead = 0;

struct MappedShape {
    Heads heads;
    Index group = 1;  // coordinates of a head that share a variance: kWholeHead, or 2 where places turn them, q and q + d/2
    bool self = true;

    Index coordinates() const { return headOffsets(heads).back(); }  // D
    Index groups() const;                                            // G: variances of all heads
};

/// The maps of one layer, and what variances and precisions are read and brought back by: squares, of a group together.
template <class S>
struct SquaredMaps {
    HeadMaps<S> maps;
    RowMatrix<S> readingSquares;  // 2G×K: means over a group
    RowMatrix<S> backSquares;     // G×K: sums
};

template <class S>
SquaredMaps<S> squaredMaps(const MappedShape& shape, HeadMaps<S> maps);

/// What the way back needs.
template <class S>
struct MappedTrace {
    RowMatrix<S> variance, mean;                    // T×K
    RowMatrix<S> read;                              // T×2D: means of receivers and senders in the frames of their places
    RowMatrix<S> readVariance;                      // T×2G
    RowMatrix<S> features, keys;                    // T×(G + D), by head [Σ(u + a²) | a] and [½p | −h]
    RowMatrix<S> partition;                         // T×H: ψ
    std::vector<RowMatrix<S>> energies;             // by sequence and head, N×N
    std::vector<RowMatrix<S>> attention;            // likewise
    RowMatrix<S> heardPrecision, heardInformation;  // T×G, T×D: what comes back, before the return map
};

/// rows T×2K [P | h] of natural parameters in the common frame to rows of the same shape.
template <class S>
RowMatrix<S> mappedForward(const MappedShape& shape, const Sequences& sequences, const PlaceFrames<S>& frames,
                           const SquaredMaps<S>& maps, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                           const RowMatrix<S>& prior, MappedTrace<S>& trace);

/// From the gradient by its result to that by `rows` (returned); those by `prior`, the numbers and the maps are added to.
template <class S>
RowMatrix<S> mappedBackward(const MappedShape& shape, const Sequences& sequences, const PlaceFrames<S>& frames,
                            const SquaredMaps<S>& maps, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                            const RowMatrix<S>& prior, const MappedTrace<S>& trace, const RowMatrix<S>& gResult,
                            RowMatrix<S>& gPrior, LayerNumbers<S>& gNumbers, HeadMaps<S>& gMaps);

/// From gradients by variances and means, T×K each, to one by the natural parameters [P | h] they come from.
template <class S>
RowMatrix<S> naturalGradientOf(const RowMatrix<S>& variance, const RowMatrix<S>& mean, const RowMatrix<S>& gVariance,
                               const RowMatrix<S>& gMean);

}  // namespace gauge::learn
