// The arrays of one state, each checked: what the readers of states and of recorded runs stand on.
#pragma once

#include "core/gaussian/state.h"

namespace gauge {

/// The array of that name, null where there is none.
const NpyArray* arrayOf(const NpzArrays& arrays, const std::string& name);

/// Throws Error unless the array has that shape, or is of finite floats.
void requireShape(const NpyArray& a, const std::string& name, const std::vector<Index>& shape, const std::string& meaning);
void requireFloats(const NpyArray& a, const std::string& name);

/// Does an array of that name mean something in a belief file?
bool meansSomething(const std::string& name);

/// The state of arrays whose mu is N×K. Where its heads and generators are those of `like`, which may be null, both share the generators. Throws Error as
/// stateFromArrays.
State oneState(NpzArrays arrays, const std::string& name, const State* like);

}  // namespace gauge
