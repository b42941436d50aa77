// Belief and frame dynamics: layers × steps on the free energy (MATH.md §5).
#pragma once

#include "core/consensus/feedback.h"
#include "core/dynamics/gradient.h"

namespace gauge {

/// Mirror: convex combinations of natural parameters; F need not fall. Gradient: natural-gradient descent on the whole F with
/// Armijo back-tracking; F never rises.
enum class Dynamics { Mirror, Gradient };

/// Layers that are run at most until beliefs stand still, where nobody says how many.
inline constexpr int kLayersUntilStill = 10'000;

struct EvolveOptions {
    int layers = 1;
    int steps = 1;           // steps a layer
    double step = 0.5;       // s, 0 < s ≤ 1
    double alpha = 1.0;      // prior weight
    double lambda = 1.0;     // coupling
    double frameStep = 0.0;  // η of U_i ← U_i exp(−η Σ_a g_a T_a), after each belief step; 0: frames stay
    Dynamics dynamics = Dynamics::Mirror;
    double until = 0;  // nats: layers end once no belief moves by as much in one (movedBy); 0: as many as `layers`

    bool operator==(const EvolveOptions&) const = default;
};

/// What is kept of a run: every layer, or the first and the last alone, in memory that does not grow with the layers.
enum class Keep { Layers, Ends };

struct Trajectory {
    std::vector<CommonBeliefs> layers;  // layers+1 states, the first as given
    std::vector<Frames> frames;         // of those; copies share memory while frames stay
    std::vector<FreeEnergy> history;    // layers·steps+1 values
    std::vector<Matrixd>
        byToken;  // of those, 3×N (tokenFreeEnergy); empty for layers on agents, and where only ends are kept
    int layersRun = 0;
    bool converged = false;  // no belief moved by `until` at the last layer
};

/// The largest KL(q⁺_i ‖ q_i) over tokens, nats, q before and q⁺ after a layer, all heads together, in the common frame.
double movedBy(const CommonBeliefs& after, const CommonBeliefs& before);

/// One Jacobi mirror step, all tokens from the same β: η ← (1−s) η + s (α η_p + λ Σ_j β_ij η_j + γ_i η_b)/(α+λ+γ_i), the last
/// part with a pull alone. Tokens that hear nobody (silent: N, or empty where all hear somebody) go towards the rest of it.
CommonBeliefs mirrorStep(const CommonBeliefs& beliefs, const std::vector<NaturalBlock>& prior,
                         const std::vector<NaturalBlock>& messages, const EvolveOptions& options,
                         const std::vector<char>& silent = {}, const Pull* pull = nullptr);

/// The same of one head in natural parameters, in place; ln det C is left as it was.
void mirrorNaturals(NaturalBlock& eta, std::size_t head, const std::vector<NaturalBlock>& prior,
                    const std::vector<NaturalBlock>& messages, const EvolveOptions& options,
                    const std::vector<char>& silent, const Pull* pull);

/// Asked at the start of every layer for what pulls the tokens during it.
using PullSource = std::function<Pull(const Ensemble& ensemble)>;

/// Runs layers·steps steps from the ensemble's beliefs, or fewer layers with `until`. A token's prior is a belief in its own frame: it turns with the frame.
/// Reports progress a step. Throws Error in words (a frame step without generators, dynamics without a gradient, a pull with
/// anything but mirror steps and frames that stay) or Cancelled.
Trajectory evolve(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control,
                  const PullSource& pull = {}, Keep keep = Keep::Layers);

/// The start as it stands at a layer of its path. framesMoved: the path had frame steps.
Ensemble ensembleOfLayer(const Ensemble& start, const Trajectory& path, std::size_t layer, bool framesMoved);

/// The prior in the common frame of that layer: it turns with its token's frame.
CommonBeliefs priorOfLayer(const CommonBeliefs& prior, const Ensemble& start, const Trajectory& path, std::size_t layer,
                           bool framesMoved);

/// Says in words why these options cannot be run on a state with this many generators; empty when they can.
std::string evolveRefusal(const AttentionOptions& attention, const EvolveOptions& options, std::size_t generators);

}  // namespace gauge
