// Groups and agents, layer by layer.
#pragma once

#include "ui/scene/scene.h"

#include <set>

namespace gauge::ui::meta_tokens {

/// Sets of two or more tokens that were one group at a layer, on the first scale.
std::set<std::vector<Index>> groupsAt(const Snapshot& snapshot, int layer);

/// Agents at a layer: groups and tokens of their own, or what a condensed layer ran on.
Index agentsAt(const Snapshot& snapshot, int layer);

/// Divergences that the shown agents' attention takes.
Index divergences(const Snapshot& snapshot);

/// While the picture moves from one layer to the next: how far it is, and what was and what will be.
struct Passage {
    double t = 1;
    std::set<std::vector<Index>> before, after;
};

Passage passageOf(const Scene& scene);

}  // namespace gauge::ui::meta_tokens
