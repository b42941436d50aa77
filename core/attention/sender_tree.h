// Senders of one head grouped by their features, groups of groups above: what the tree method walks.
#pragma once

#include "core/gaussian/features.h"

#include <vector>

namespace gauge {

/// Level 0 holds tokens in the tree's order, level k groups of kPanelWidth nodes of level k − 1: the children of node c are panel c
/// of the level below.
template <class S>
struct TreeLevel {
    Panels<S> features;   // of senders; of a group the mean by multiplicity
    Vector<S> bias;       // padded to whole panels
    Vector<S> count;      // Σ n_j, padded with 0
    Vector<S> spread;     // max |D⁻¹(r_j − r̄)| over the group's tokens; empty at level 0
    Vector<S> shared;     // max |⟨l̄, r_j − r̄⟩ + b_j − b̄|; empty at level 0
    RowMatrix<S> values;  // what messages average, padded nodes × width
};

template <class S>
struct SenderTree {
    /// Copies what it needs of the features (once all tokens are in the tree's order) and of the message rows (N×width).
    SenderTree(const PairFeatures<S>& features, const RowMatrix<S>& values, const Vectord& multiplicity);

    Index width() const { return levels.front().values.cols(); }

    std::vector<Index> order;  // token at each place
    S factor;
    RowMatrix<S> left;    // receivers' features, in order
    Vector<S> leftBias;   // in order
    Vector<S> reach;      // |D(l_i − l̄)|, in order
    Vector<S> ownWeight;  // n_i, in order
    std::vector<TreeLevel<S>> levels;
};

}  // namespace gauge
