// States whose heads have links, for what a device makes of `--connection heads`.
#pragma once

#include "core/gaussian/state.h"
#include "tests/gpu/device_options.h"

namespace gauge::test {

struct HeadLinkCase {
    const char* name;
    double size;  // of what W is the exponential of
    bool rotations;
};
/// W near 1 and far from it, of the orthogonal group and of the general linear one.
const std::vector<HeadLinkCase>& headLinkCases();

/// The state with W_h = exp(A), A's numbers normal with deviation size/√d; or of its antisymmetric part.
State withHeadLinks(State state, const HeadLinkCase& links);

/// The device's options along links of heads: those that give features of divergences.
const std::vector<OptionCase>& headLinkOptions();

}  // namespace gauge::test
