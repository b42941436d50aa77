// What a device is asked for, from the program's types.
#pragma once

#include "core/backend/backend.h"
#include "gpu/device.h"

namespace gauge {

gpu::Number numberOf(Precision precision);
gpu::Score scoreOf(const AttentionOptions& options);

/// The blocks' own numbers: they have to live as long as the request.
std::vector<gpu::HeadInput> headsOf(const std::vector<GaussianBlock>& blocks);

/// The ensemble's beliefs, its heads' links and what energies are, which have to live as long; no rows of messages, nothing pair by pair.
gpu::LoadRequest loadOf(const Ensemble& ensemble, const AttentionOptions& options);

/// multiplicity: N.
gpu::PairRequest pairRequest(const AttentionOptions& options, const Heads& heads, const Vectord& multiplicity);

/// The beliefs that are carried to each receiver, kept until they are on the device.
struct PairwiseParts {
    LocalBeliefs beliefs;
    std::vector<Stack> algebra;
    std::shared_ptr<gpu::PairwiseRequest> request;  // null where energies are a product

    PairwiseParts(const Ensemble& ensemble, const AttentionOptions& options);
};

/// Progress and stop of a run as a device asks for them.
struct Watching {
    explicit Watching(const RunControl& of) : control(of) {}
    const RunControl& control;
    gpu::Watch watch();
};

}  // namespace gauge
