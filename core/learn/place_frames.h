// The frames of places where heads read (MATH.md §8): coordinate pairs turn from place to place.
#pragma once

#include "core/learn/sequences.h"

namespace gauge::learn {

/// Place frames: cosines and sines by which the coordinate pairs (q, q + d/2) of every head turn from place to place.
template <class S>
struct PlaceFrames {
    RowMatrix<S> cosines, sines;  // places×(D/2); empty: no frames
};

template <class S>
PlaceFrames<S> placeFrames(const Heads& heads, double slowest, Index places);

/// Turns pairs of columns [from, from + D) of every row to (+1) or from (−1) the frame of its place.
template <class S>
void turn(const Heads& heads, const PlaceFrames<S>& frames, const Sequences& sequences, S sign, Index from,
          RowMatrix<S>& rows);

}  // namespace gauge::learn
