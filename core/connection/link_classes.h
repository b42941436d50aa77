// Who has equal links: where replacing agents by one loses nothing along a connection (MATH.md §9).
#pragma once

#include "core/connection/connection.h"

namespace gauge {

/// Agents of equal numbers have equal links: V_ak = V_bk and V_ka = V_kb for every k, each entry to 1e-12 of the greatest of the two matrices and 1;
/// so V_ab = 1. N numbers, each the first agent of its kind; empty where everybody's links are equal (none by pair, or all alike).
/// Takes O(N² Σd²): sums of links, weighted at random, say who may be equal, and those alone are compared with the first of their kind.
std::vector<int> linkClasses(const Connection& connection, const Heads& heads, Index n);

}  // namespace gauge
