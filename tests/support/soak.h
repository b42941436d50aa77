// What is repeated a few times in every test run is repeated for as long as it takes by scripts/soak, which sets GAUGESCOPE_SOAK.
#pragma once

#include <cstdlib>

namespace gauge::test {

inline bool soaking()
{
    return std::getenv("GAUGESCOPE_SOAK") != nullptr;
}

/// How often to repeat: in a test run, in a soak.
inline int rounds(int usual, int soak)
{
    return soaking() ? soak : usual;
}

}  // namespace gauge::test
