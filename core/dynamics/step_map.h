// The mirror step of a whole ensemble as a map of one vector, x → x⁺, with its derivatives (MATH.md §5, §12).
#pragma once

#include "core/dynamics/evolve.h"

#include <optional>

namespace gauge {

/// Says in words why the mirror step with these options is no such map; empty where it is one: gradient dynamics, frames that move, low-rank
/// covariances (whose projection is not where a second one stays), energies in less than double precision. Meta-priors and condensed layers
/// are not among these options: the caller refuses them.
std::string stepMapRefusal(const AttentionOptions& attention, const EvolveOptions& options);

/// x holds the natural parameters of every token in the common frame, token after token and head after head: h (d), then the lower
/// triangle of the precision column by column (d(d+1)/2), or with diagonal covariances its diagonal (d). Frames and prior are at rest; links
/// that read the means follow them. Does not copy the backend, which must outlive it. Any thread may ask.
class StepMap {
public:
    /// Reads of the options α, λ and the step s. The ensemble's own beliefs matter for shapes alone. Throws Error (stepMapRefusal).
    StepMap(const Backend& backend, Ensemble ensemble, const CommonBeliefs& prior, AttentionOptions attention,
            EvolveOptions options);

    /// n, the length of x.
    Index unknowns() const;
    const Ensemble& ensemble() const { return ensemble_; }
    double stepSize() const { return options_.step; }

    /// x of beliefs. Throws Error (token) for a covariance that is not positive definite.
    Vectord pack(const CommonBeliefs& beliefs) const;
    /// Beliefs of x; none where a precision is not positive definite.
    std::optional<CommonBeliefs> beliefs(const Vectord& x) const;

    /// x⁺, one step of evolve. Throws Error (where x, or what follows from it, is beyond what beliefs can be) or Cancelled.
    Vectord step(const Vectord& x, const RunControl& control) const;
    /// r = (x⁺ − x)/s, 0 at a stationary state whatever s is: target − x where covariances are not projected. None where x is no state.
    std::optional<Vectord> residual(const Vectord& x, const RunControl& control) const;

    /// How far each unknown of x is moved by 1: √P_aa + |h_a| for h, √(P_aa P_bb) for P. n, above 0.
    Vectord scale(const Vectord& x) const;
    /// The step's derivative along a direction (n), by central differences: none of the unknowns moves by more than 2e-5 of its scale, so that
    /// the error is some 1e-10 of what a direction of that size changes. Throws Error where no state lies so near.
    Vectord derivative(const Vectord& x, const Vectord& scale, const Vectord& direction, const RunControl& control) const;
    /// ∂r/∂x, n×n, columns in parallel by the same differences: the step's derivative is 1 + s times it. 2n steps.
    Matrixd residualJacobian(const Vectord& x, const RunControl& control) const;

private:
    Vectord packed(const std::vector<NaturalBlock>& naturals) const;
    std::vector<NaturalBlock> naturals(const Vectord& x) const;
    /// None where a precision of x is not positive definite.
    std::optional<Vectord> tryStep(const Vectord& x, const RunControl& control) const;
    bool diagonal() const { return ensemble_.covariance.family == CovarianceFamily::Diagonal; }

    const Backend* backend_;
    Ensemble ensemble_;
    std::vector<NaturalBlock> prior_;
    AttentionOptions attention_;
    EvolveOptions options_;
    std::vector<char> silent_;
};

}  // namespace gauge
