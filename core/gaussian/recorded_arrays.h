// A recorded run in the arrays of one file: those of a state, with one more axis in front (FORMATS.md).
#pragma once

#include "core/gaussian/recording.h"

namespace gauge {

/// The run of arrays whose mu is T×N×K. With or without the T in front, then the same for all records: sigma (N×K×K, or N×K variances), phi, frames, prior_mu, prior_sigma,
/// multiplicity, tokens, category, guessed. For all records: heads, generators, head_temperature. Where T×N×K and N×K×K are one shape, it is the first, and a note says so. Records are
/// named by `record` or `step` (T of text or numbers), otherwise from 0; what else there is is left aside, with a note. Throws Error: which record and array, what was expected and found.
State recordedState(const NpzArrays& arrays, const std::string& name);

}  // namespace gauge
