// The one interface every way of computing stands behind (DESIGN.md, Backend).
#pragma once

#include "core/attention/options.h"
#include "core/attention/sinks.h"
#include "core/attention/softmax.h"
#include "core/gaussian/ensemble.h"
#include "core/run_control.h"

#include <memory>
#include <optional>
#include <string>

namespace gauge {

/// What a caller wants of one attention computation.
struct Wanted {
    bool energy = true;      // E, H×N×N
    bool attention = true;   // beta, H×N×N
    bool mixture = true;     // message: its mean and mixture covariance
    bool product = false;    // message as natural parameters
    bool meanOnly = false;   // of the mixture the mean alone; covariances come back 0
    bool receivers = false;  // the coupling of each receiver
};

struct AttentionResult {
    std::vector<RowMatrixd> energy;       // H of N×N, nats, row i receives
    std::vector<RowMatrixd> attention;    // H of N×N
    CommonBeliefs message;                // mixture: mean and covariance, common frame
    std::vector<NaturalBlock> naturals;   // product: Σ_j β_ij (P_j, P_j m_j), common frame
    std::vector<double> couplingEnergy;   // H: Σ_ij β E, nats
    std::vector<double> couplingEntropy;  // H: τ Σ_ij β ln(β/π), nats
    // The same by receiver; heads after the first are empty when heads are summed.
    std::vector<Vectord> receiverEnergy;   // H of N
    std::vector<Vectord> receiverEntropy;  // H of N

    /// For backends: couplings of no receiver yet, then those of one head's rows.
    void startCoupling(std::size_t heads);
    void addCoupling(std::size_t head, const std::vector<RowCoupling>& rows, bool keepReceivers);
};

/// A backend's own form of an ensemble (features, device memory): made once, used while κ, θ, mask and head move, by any thread.
class Prepared {
public:
    virtual ~Prepared() = default;
};

/// Mirror dynamics of whole layers (MATH.md §5), frames at rest.
struct MirrorWanted {
    int layers = 1;
    int steps = 1;
    double alpha = 1, lambda = 1, step = 0.5;
};
struct MirrorLayers {
    std::vector<CommonBeliefs> layers;  // after each layer
    std::vector<Matrixd> byToken;       // layers·steps+1 of 3×N (tokenFreeEnergy)
};

class Backend {
public:
    virtual ~Backend() = default;
    virtual std::string name() const = 0;
    /// Says in words what of the request cannot be honoured, before anything runs.
    virtual std::optional<std::string> refuses(const AttentionOptions& options) const = 0;
    /// Reads all options but temperature, mask, prior and head attention; `wanted` may leave out messages not asked for.
    virtual std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                              const Wanted& wanted) const = 0;
    /// Writes into `result`, whose memory is used again when its shapes fit. Throws Error or Cancelled.
    virtual void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted,
                        const RunControl& control, AttentionResult& result) const = 0;
    /// The same pairs tile by tile, handed to sinks that need no N×N memory. Throws Error for what it cannot stream.
    virtual StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                                const RunControl& control) const = 0;
    /// All layers at once, where the backend keeps beliefs with it; none: the caller goes step by step, with the same result.
    virtual std::optional<MirrorLayers> mirrorLayers(const Ensemble& ensemble, const CommonBeliefs& prior,
                                                     const AttentionOptions& options, const MirrorWanted& wanted,
                                                     const RunControl& control) const;
};

/// Prepares and attends once. Throws Error where a result would not be finite (but for energies the mask rules out).
AttentionResult attendOnce(const Backend& backend, const Ensemble& ensemble, const AttentionOptions& options,
                           const Wanted& wanted, const RunControl& control);

/// The same into `result`, whose memory is used again when its shapes fit.
void attendInto(const Backend& backend, const Ensemble& ensemble, const AttentionOptions& options, const Wanted& wanted,
                const RunControl& control, AttentionResult& result);

/// Several sequences in one call: they share the thread pool, so that short ones fill it together. All or none: the first
/// Error or a stop ends the call.
std::vector<AttentionResult> attendBatch(const Backend& backend, const std::vector<Ensemble>& ensembles,
                                         const AttentionOptions& options, const Wanted& wanted, const RunControl& control);

/// Receivers without any sender.
std::vector<char> silentReceivers(const Mask& mask, Index n);

std::unique_ptr<Backend> makeNaiveBackend();
std::unique_ptr<Backend> makeCpuBackend();

}  // namespace gauge
