// What each control does to the shown state at present, in numbers: a sentence of the window says them (ui/panels/effect_text.h).
// Every function gives nothing where its numbers would say nothing, or nothing true. All of them are cheap enough to be asked at each snapshot: what reads N×N
// pairs, or compares covariances, takes every so many tokens of more than 512, and what links anew takes N = 512 at most.
#pragma once

#include "core/pipeline/snapshot.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gauge {

/// Every N/256-th token is looked at where there are more than 511.
inline constexpr Index kMostReceivers = 256;

/// Whether a control means anything for what is on show (core/pipeline/applicable.h).
bool appliesTo(const Snapshot& snapshot, std::string_view parameter);

// Attention.

/// κ: how many others the average token listens to (Listening::others), of so many there are. Nothing for one token.
struct Hearing {
    double others = 0;
    Index of = 0;  // N − 1
};
std::optional<Hearing> hearingOf(const Snapshot& snapshot);

/// no-self off: the mean share of its attention, 0 … 1, that a token gives to itself.
std::optional<double> selfAttention(const Snapshot& snapshot);

/// mask: pairs (receiver, sender) that it allows of N².
struct AllowedPairs {
    Index allowed = 0;
    Index all = 0;
};
std::optional<AllowedPairs> allowedPairs(const Snapshot& snapshot);

/// temperature-scale: τ_h, nats, the least and the greatest of the heads (of one, where heads are summed). Nothing where every τ is κ.
struct Temperatures {
    double least = 0;
    double greatest = 0;
};
std::optional<Temperatures> temperatures(const Snapshot& snapshot);

/// head-attention: how far heads hear different tokens: mean over heads and receivers of ½ Σ_j |β_h,ij − β̄_ij|, 0 … 1, β̄ their mean. Nothing with one head, or
/// summed ones.
std::optional<double> headDifference(const Snapshot& snapshot);

/// divergence: the median energy of a pair i ≠ j that the mask allows, all heads together, nats. Nothing for dot products.
std::optional<double> typicalEnergy(const Snapshot& snapshot);

/// attention-prior: how many places away a token listens, Σ_j β_ij |i − j|, mean over heads and receivers. Nothing without a prior.
std::optional<double> listeningReach(const Snapshot& snapshot);

// Frames.

/// position-rate: the angle between the frames of neighbours, degrees, 0 … 180: mean over i of the rotation that takes the triad of i to that of i+1. Nothing where
/// frames are the identity.
std::optional<double> neighbourAngle(const Snapshot& snapshot);

/// frame-step: the angle by which the average frame has turned since the start, degrees.
std::optional<double> turnedAngle(const Snapshot& snapshot);

/// connection, link-scale: curvature, of all heads together. Nothing where the connection is flat.
struct Curvature {
    double wilson = 1;  // mean Wilson loop tr H̄/d, weighted by no attention; 1: every loop closes. NaN without a triangle
    double frustration =
        0;            // mean over heads of the connection Laplacian's least eigenvalue; NaN where there are too many tokens
    Index loops = 0;  // triangles looked at
    bool sampled = false;  // of more that there are
};
std::optional<Curvature> curvatureOf(const Snapshot& snapshot);

// Dynamics.

/// layers: KL(q after ‖ q before) of the last layer, nats: mean over tokens and the greatest of those looked at. Nothing without layers, or for recorded ones.
struct Movement {
    int layer = 0;
    double mean = 0;
    double greatest = 0;
};
std::optional<Movement> lastMovement(const Snapshot& snapshot);

/// step: what is left of the belief a token began with, as a share of its natural parameters: (1 − s)^steps over all steps. Nothing but for mirror steps
/// under one set of parameters.
struct Remainder {
    Index steps = 0;
    double share = 0;  // 0 … 1
};
std::optional<Remainder> startLeft(const Snapshot& snapshot);

/// alpha, lambda: of the shown layer's free energy. The prior's part is α Σ KL(q ‖ p), that of the neighbours λ times what is left of
/// disagreement, Σ β E + τ Σ β ln(β/π): both are costs ≥ 0.
struct Pulls {
    double fromPrior = 0;       // mean KL(q_i ‖ p_i), nats a token
    double fromNeighbours = 0;  // mean disagreement with whom a token hears, Σ_h Σ_j β E, nats a token
    double priorShare = 0;      // of both parts, 0 … 1; the rest is the neighbours'
};
/// Nothing where α or λ is 0 (what it would weigh is not known), and for dot products, which cost nothing.
std::optional<Pulls> pullsOf(const Snapshot& snapshot);

/// start-noise: mean KL of the scattered start from the priors, nats a token. Nothing without noise, with priors of their own, or where α is 0.
std::optional<double> scatter(const Snapshot& snapshot);

/// dynamics: the free energy before the first step and at the end, nats, and in how many of the steps it rose by more than rounding.
struct Descent {
    double before = 0;
    double after = 0;
    Index rises = 0;
    Index steps = 0;
};
std::optional<Descent> descentOf(const Snapshot& snapshot);

// Consensus. Nothing where there is none.

/// threshold, clusters: the cut in force, and the merges next to it.
struct CutEffect {
    Index agents = 0;
    Index groups = 0;  // of two or more
    Index largest = 0;
    double theta = 0;             // nats
    std::optional<double> below;  // the highest merge below θ, nats: a θ at or below it parts that group
    std::optional<double> above;  // the lowest merge at θ or above: a θ above it joins more
};
std::optional<CutEffect> cutEffect(const Snapshot& snapshot);

/// hysteresis, linkage: agents as they are and as they would be without the one, or under the other: components for complete, complete for components.
struct OtherCut {
    Index agents = 0;
    Index otherwise = 0;
};
std::optional<OtherCut> withoutHysteresis(const Snapshot& snapshot);
std::optional<OtherCut> otherLinkage(const Snapshot& snapshot);

/// pooling: mean KL(member ‖ its meta-token) over tokens in groups, nats. Nothing without groups.
std::optional<double> memberSpread(const Snapshot& snapshot);

/// scales, threshold-growth: agents left at each scale, and the θ of each, nats. Nothing with one scale.
struct ScaleAgents {
    std::vector<Index> agents;
    std::vector<double> theta;
};
std::optional<ScaleAgents> scaleAgents(const Snapshot& snapshot);

/// unknown-words: tokens that are no words of the vocabulary. Nothing where all are.
std::optional<Index> unknownWords(const Snapshot& snapshot);

/// cross-scale: agents that attend, and the pairs among them that do. Nothing where there is no group.
struct ActivePairs {
    Index agents = 0;
    Index pairs = 0;
    Index tokenPairs = 0;  // N²
};
std::optional<ActivePairs> activePairs(const Snapshot& snapshot);

/// meta-prior: the share of the shown layer's free energy, 0 … 1, that meta-tokens' pull is. Nothing where γ is 0.
std::optional<double> metaShare(const Snapshot& snapshot);

/// condensed: agents of the last layer, divergences that all layers took, and those they would take on tokens.
struct Saving {
    Index agents = 0;
    Index evaluations = 0;
    Index onTokens = 0;
};
std::optional<Saving> savingOf(const Snapshot& snapshot);

// Computing.

/// backend: who computed the last run and how long it took, seconds. Nothing where all of it was remembered.
struct Effort {
    std::string backend;
    double seconds = 0;
    Index evaluations = 0;  // divergences
};
std::optional<Effort> effortOf(const Snapshot& snapshot);

}  // namespace gauge
