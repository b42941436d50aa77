// The merge tree as geometry: positions along the leaves, heights as shares of the greatest shown.
#pragma once

#include "core/pipeline/snapshot.h"

#include <vector>

namespace gauge::ui {

/// Heights on a square-root scale, so that early agreements stay visible.
class TreeShape {
public:
    struct Join {
        double a, b;              // positions of the two branches
        double heightA, heightB;  // where they begin, nats
        double height;            // where they join, nats
        bool together;            // below θ: one group
        int colour;               // of the group; −2 above θ
    };

    /// leaf: position of every token. beside: a state that it is compared with, which then has the same axis; null without one.
    /// While a run plays the axis is that of all its layers.
    TreeShape(const Snapshot& snapshot, std::vector<double> leaf, const Snapshot* beside);

    double top() const { return top_; }  // greatest height shown, nats
    double share(double height) const;   // 0..1
    double height(double share) const;   // the inverse, clamped to 0..1
    /// Joins at a height; what keeps apart (unknown words) has none.
    std::size_t joins() const;
    Join join(std::size_t merge) const;
    double position(std::size_t merge) const { return position_[static_cast<std::size_t>(snapshot_.tokens()) + merge]; }
    /// Tokens below a merge, sorted.
    std::vector<int> tokens(std::size_t merge) const;

private:
    const Snapshot& snapshot_;
    std::vector<double> position_;  // tokens, then merges
    double top_ = 1;
};

}  // namespace gauge::ui
