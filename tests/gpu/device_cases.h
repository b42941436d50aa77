// What every device backend has to give: the CPU backend's answers, on random states of every group. For tests.
#pragma once

#include "tests/gpu/device_answers.h"
#include "tests/gpu/device_options.h"
#include "tests/support/random_state.h"

namespace gauge::test {

/// Energies, attention, both messages and couplings of `backend` beside the CPU's, to a share of the largest.
void expectSameAttention(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);
void expectSameStream(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);
void expectSameLayers(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);

}  // namespace gauge::test
