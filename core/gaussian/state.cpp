#include "core/gaussian/state.h"

#include "core/error.h"
#include "core/gaussian/one_state.h"
#include "core/gaussian/recorded_arrays.h"
#include "core/io/unicode.h"

#include <filesystem>

namespace gauge {
namespace {

/// Arrays that could not be read are an error where they mean something, and otherwise a note; object arrays then go.
std::vector<std::string> leaveAside(NpzArrays& arrays)
{
    std::vector<std::string> notes;
    for (const auto& [name, array] : arrays) {
        if (array.problem.empty())
            continue;
        if (meansSomething(name))
            fail("{}: {}", name, array.problem);
        notes.push_back(
            fmt::format("{}: {}; {}", name, array.problem, array.kind == 'O' ? "left aside" : "not read, kept as it is"));
    }
    std::erase_if(arrays, [](const auto& named) { return named.second.kind == 'O'; });
    return notes;
}

}  // namespace

Index State::dim() const
{
    Index k = 0;
    for (const Index d : heads)
        k += d;
    return k;
}

State stateFromArrays(NpzArrays arrays, const std::string& name, const State* like)
{
    std::vector<std::string> notes = leaveAside(arrays);
    requireBeliefs(arrays);
    State state = arrays.at("mu").shape.size() == 3 ? recordedState(arrays, name) : oneState(std::move(arrays), name, like);
    state.notes.insert(state.notes.begin(), notes.begin(), notes.end());
    return state;
}

State absorbFrames(const State& state)
{
    NpzArrays arrays = state.arrays;
    const auto put = [&](const LocalBeliefs& local, const std::string& mu, const std::string& sigma) {
        const CommonBeliefs common = pullBack(local, state.frames);
        const Index n = state.tokenCount();
        const Index k = state.dim();
        arrays[mu] = numbersArray({n, k}, {});
        arrays[sigma] = numbersArray({n, k, k}, {});
        for (Index i = 0; i < n; ++i) {
            const Vectord mean = fullMean(common, i);
            const Matrixd cov = fullCovariance(common, i);
            arrays[mu].numbers.insert(arrays[mu].numbers.end(), mean.data(), mean.data() + k);
            for (Index r = 0; r < k; ++r)
                for (Index c = 0; c < k; ++c)
                    arrays[sigma].numbers.push_back(0.5 * (cov(r, c) + cov(c, r)));
        }
    };
    put(state.belief, "mu", "sigma");
    if (state.prior)
        put(*state.prior, "prior_mu", "prior_sigma");
    arrays.erase("frames");
    if (const auto phi = arrays.find("phi"); phi != arrays.end())
        phi->second = numbersArray(phi->second.shape, std::vector<double>(phi->second.numbers.size(), 0.0));
    State absorbed = stateFromArrays(std::move(arrays), state.name);
    absorbed.droppedCovariance = state.droppedCovariance;
    absorbed.group = "frames absorbed";
    return absorbed;
}

State readState(const std::string& path, const Reading& reading, const State* like)
{
    BeliefFile file = readArrays(path, reading);
    State state = underLabel(path, [&] {
        return stateFromArrays(std::move(file.arrays), readable(std::filesystem::path(path).stem().string()), like);
    });
    for (const std::string& note : state.notes)
        file.notes.push_back(fmt::format("{}: {}", path, note));
    state.notes = std::move(file.notes);
    return state;
}

Ensemble makeEnsemble(const State& state, Covariance covariance, bool ignoreFrames)
{
    Ensemble e;
    e.heads = state.heads;
    e.multiplicity = state.multiplicity;
    e.guessed = state.guessed;
    e.covariance = covariance;
    e.frames = ignoreFrames ? identityFrames(state.tokenCount(), state.heads) : state.frames;
    e.common = pullBack(state.belief, e.frames);
    if (!ignoreFrames) {
        e.phi = state.phi;
        e.generators = state.generators;
    }
    settle(e);
    return e;
}

CommonBeliefs pulledBackPrior(const State& state, const Ensemble& ensemble)
{
    CommonBeliefs prior = pullBack(state.priorOrBelief(), ensemble.frames);
    projectCovariances(prior, ensemble.covariance);
    return prior;
}

}  // namespace gauge
