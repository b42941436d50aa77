// Groups by the names that command lines and tables give them: gl(10)*6, so3:1+3+5.
#pragma once

#include "core/algebra/generators.h"

namespace gauge {

/// What a name says, before any generator is made.
struct GroupName {
    enum class Kind { Gl, So3 };
    Kind kind = Kind::Gl;
    Heads heads;            // dimension of each block, or irrep
    Index coordinates = 0;  // G, the number of φ

    Index dim() const;  // K
    bool operator==(const GroupName&) const = default;
};

/// gl(D)*H (several may be joined by +): T_ab = E_ab in each block of its own, coordinate h·D² + a·D + b of block h, row a, column b. so3:1+3+5:
/// SO(3) by the irreps of these odd dimensions, three coordinates for all. Spaces and case do not matter. Throws Error for anything else.
GroupName parseGroup(const std::string& name);

/// G generators of K×K.
Generators generatorsOf(const GroupName& group);

}  // namespace gauge
