// Random states of every gauge group, for laws and comparisons.
#pragma once

#include "core/gaussian/state.h"

#include <gtest/gtest.h>
#include <ostream>
#include <random>

namespace gauge::test {

enum class Group { None, So2Planes, Spin1, Irreps, SoK, GlK, User, GivenFrames };

struct GroupCase {
    const char* name;
    Group group;
};
inline void PrintTo(const GroupCase& c, std::ostream* out)
{
    *out << c.name;
}

const std::vector<GroupCase>& allGroups();

/// N tokens with well-conditioned covariances; heads as the group's natural blocks where it has them.
NpzArrays randomArrays(Group group, Index n, unsigned seed);
State randomState(Group group, Index n, unsigned seed);

/// Research data as it comes: SO(3) spins as one head each, words for tokens, five categories around means of their own.
NpzArrays categorisedArrays(const std::vector<int>& spins, Index n, unsigned seed);

double relativeDifference(const std::vector<RowMatrixd>& a, const std::vector<RowMatrixd>& b);

}  // namespace gauge::test
