// The one interface every way of computing stands behind (DESIGN.md, Backend).
#pragma once

#include "core/attention/options.h"
#include "core/run_control.h"

#include <memory>
#include <optional>
#include <string>

namespace gauge {

/// The beliefs a backend works on. The local and the common form hold the same beliefs, the covariance family applied.
struct Ensemble {
    Heads heads;
    Frames frames;
    CommonBeliefs common;
    Vectord multiplicity;  // N
    // What the reference backend exponentiates anew for every pair; empty when the frames were given as matrices.
    RowMatrixd phi;         // N×G
    Generators generators;  // G of K×K

    Index tokens() const { return common.tokens(); }
};

/// What a caller wants of one attention computation.
struct Wanted {
    bool energy = true;     // E, H×N×N
    bool attention = true;  // beta, H×N×N
    bool mixture = true;    // message as mean and mixture covariance
    bool product = false;   // message as natural parameters
};

struct AttentionResult {
    std::vector<RowMatrixd> energy;       // H of N×N, nats, row i receives
    std::vector<RowMatrixd> attention;    // H of N×N
    CommonBeliefs message;                // mixture: mean and covariance, common frame
    std::vector<NaturalBlock> naturals;   // product: Σ_j β_ij (P_j, P_j m_j), common frame
    std::vector<double> couplingEnergy;   // H: Σ_ij β E, nats
    std::vector<double> couplingEntropy;  // H: τ Σ_ij β ln(β/π), nats
};

/// A backend's own form of an ensemble (features, device memory): made once, used while κ, θ, mask and head move.
class Prepared {
public:
    virtual ~Prepared() = default;
};

class Backend {
public:
    virtual ~Backend() = default;
    virtual std::string name() const = 0;
    /// Says in words what of the request cannot be honoured, before anything runs.
    virtual std::optional<std::string> refuses(const AttentionOptions& options) const = 0;
    virtual std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options) const = 0;
    virtual AttentionResult attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted,
                                   const RunControl& control) const = 0;
};

std::unique_ptr<Backend> makeNaiveBackend();
std::unique_ptr<Backend> makeCpuBackend();

}  // namespace gauge
