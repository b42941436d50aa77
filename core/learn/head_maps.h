// Head connections as parameters (MATH.md §9): how a head reads receiver and sender, A_h and B_h of d_h×K, and the map D_h by which its
// message comes back.
#pragma once

#include "core/learn/layout.h"

#include <random>
#include <string>

namespace gauge::learn {

enum class Maps {
    Free,      // any d_h×K
    Linear,    // a head's own block; its senders turned by exp(X_h), X_h in gl(d_h)
    Rotation,  // the same with X_h in so(d_h)
    Random,    // drawn as free ones are, and left so
    Identity   // the heads' own blocks, and left so
};

enum class ReturnMap {
    Own,    // a map of its own: D_h; on the group a second element, exp(Y_h)
    Energy  // the gradient of the energy: the message is that of the receiver's map, times a gain a head
};

struct MapShape {
    Index dim = 0;  // K
    Heads heads;    // d_h; with group elements or own blocks their sum is K
    Maps maps = Maps::Free;
    ReturnMap back = ReturnMap::Own;
    bool sharedSender = false;  // B_h = A_h
    double rate = 0.2;          // of the learning rate
    double spread = 0.05;       // of the numbers that free maps start with, around the heads' own blocks of the identity

    Index coordinates() const { return headOffsets(heads).back(); }
};

/// The places of one layer's blocks; −1 where there is none.
struct MapBlocks {
    Index receiver = -1;  // D×K, D the sum of the heads' dimensions
    Index sender = -1;    // D×K, or 1×Σ(numbers of X_h)
    Index back = -1;      // likewise
    Index gain = -1;      // 1×H
};

/// Of one layer; also a gradient by them.
template <class S>
struct HeadMaps {
    RowMatrix<S> reading;  // 2D×K: A above B
    RowMatrix<S> back;     // D×K
};

/// Throws Error for shapes that cannot be.
MapBlocks addMaps(ParameterLayout& layout, const MapShape& shape, const std::string& prefix);

template <class S>
void initialise(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout, Aligned<S>& theta,
                std::mt19937_64& random);

template <class S>
HeadMaps<S> headMaps(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout,
                     const Aligned<S>& theta);

/// Adds to `gradient` what a gradient by those maps means for their parameters.
template <class S>
void headMapsBackward(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const HeadMaps<S>& maps, const HeadMaps<S>& gMaps, Aligned<S>& gradient);

}  // namespace gauge::learn
