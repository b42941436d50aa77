// The CPU backend's answers to one question, and where a device's differ.
#pragma once

#include "core/attention/state_ensemble.h"
#include "core/backend/backend.h"
#include "core/dynamics/evolve.h"
#include "core/pipeline/stages.h"

#include <optional>
#include <string>
#include <vector>

namespace gauge::test {

/// Entries that differ by more than a share of the largest of their array, or are not finite.
struct Differences {
    std::size_t count = 0;
    std::vector<std::string> first;  // twenty at most, in words

    void add(const std::string& words);
    std::string words() const;  // a line each; empty: none
};

/// In double, of the processor or of another backend, computed when first compared with; a device may be asked in any precision.
class Answers {
public:
    Answers(const State& state, const Parameters& parameters, std::shared_ptr<const Backend> exact = makeCpuBackend());

    /// Energies, attention, both messages and couplings, into poisoned memory; then means alone.
    Differences attention(const Backend& backend, Precision precision, double tolerance);
    /// Pooled maps, links, edges, and both messages, without a matrix.
    Differences stream(const Backend& backend, Precision precision, double tolerance);
    /// Every layer of mirror steps and the free energy of each step.
    Differences layers(const Backend& backend, Precision precision, double tolerance);

    const Ensemble& ensemble() const { return ensemble_; }
    const AttentionResult& attended();

private:
    AttentionOptions options(Precision precision) const;
    StreamResult streamed(const Backend& backend, Precision precision, bool product) const;
    Trajectory evolved(const Backend& backend, Precision precision) const;

    Request request_;
    Ensemble ensemble_;
    CommonBeliefs prior_;
    std::shared_ptr<const Backend> exact_;
    std::optional<AttentionResult> attended_;
    std::optional<StreamResult> streamed_[2];  // mixture, product
    std::optional<Trajectory> evolved_;
};

}  // namespace gauge::test
