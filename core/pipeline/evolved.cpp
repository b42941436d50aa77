#include "core/pipeline/evolved.h"

#include "core/gaussian/belief_arrays.h"

namespace gauge {

NamedArrays endArrays(const State& state, const Trajectory& path, bool framesMoved)
{
    const LocalBeliefs after = pushForward(path.layers.back(), path.frames.back());
    return {{"mu", meansArray(after.heads)},
            {"sigma", covariancesArray(after.heads)},
            {"frames", framesArray(framesMoved ? path.frames.back() : state.frames)}};
}

NamedArrays heldArrays(const State& state)
{
    NamedArrays arrays;
    for (const auto& [name, array] : state.arrays)
        if (name != "mu" && name != "sigma" && name != "frames")
            arrays.emplace_back(name, array);
    if (!state.prior) {
        arrays.emplace_back("prior_mu", state.arrays.at("mu"));
        arrays.emplace_back("prior_sigma", state.arrays.at("sigma"));
    }
    return arrays;
}

State endState(const State& state, const Trajectory& path, bool framesMoved)
{
    NpzArrays arrays;
    for (auto& [name, array] : endArrays(state, path, framesMoved))
        arrays[name] = std::move(array);
    for (auto& [name, array] : heldArrays(state))
        arrays[name] = std::move(array);
    return stateFromArrays(std::move(arrays), state.name, &state);
}

}  // namespace gauge
