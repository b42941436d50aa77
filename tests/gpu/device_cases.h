// What every device backend has to give: the CPU backend's answers, on random states of every group.
#pragma once

#include "core/attention/state_ensemble.h"
#include "core/backend/backend.h"
#include "core/dynamics/evolve.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"

#include <functional>
#include <gtest/gtest.h>

namespace gauge::test {

struct OptionCase {
    const char* name;
    std::function<void(AttentionOptions&)> set;
};
/// Divergences, families, masks, priors, temperatures and head attention a device has to honour.
const std::vector<OptionCase>& deviceOptions();

/// First-order transport needs frames given by coordinates, and frames that are close to each other.
const std::vector<OptionCase>& firstOrderOptions();

/// Energies, attention, both messages and couplings of `backend` beside the CPU's, to a share of the largest.
void expectSameAttention(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);
void expectSameStream(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);
void expectSameLayers(const Backend& backend, const State& state, const Parameters& parameters, double tolerance);

}  // namespace gauge::test
