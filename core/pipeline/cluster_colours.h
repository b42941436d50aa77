// Which colour a cluster has, so that it keeps it over layers.
#pragma once

#include "core/consensus/linkage.h"

#include <string>
#include <vector>

namespace gauge {

/// Colours that tell clusters apart for everybody, and all of them before they repeat.
constexpr int kClusterColours = 6;
constexpr int kMostColours = 12;

/// M: a colour's number, −1 for groups of one. Groups of two or more are coloured by the first token's place among the different words, so
/// that a cluster keeps its colour over layers while its first member stays; one that is taken gives way to the next free one, of the first six while those last.
std::vector<int> coloursOf(const Clusters& clusters, const std::vector<std::string>& tokens);

}  // namespace gauge
