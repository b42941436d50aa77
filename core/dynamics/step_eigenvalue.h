// The eigenvalue of the mirror step's linear part that decides how slowly a state settles: → 1 at a transition (MATH.md §12).
#pragma once

#include "core/dynamics/step_map.h"

namespace gauge {

/// The eigenvalue of largest modulus; of a complex pair either.
struct StepEigenvalue {
    double real = 0;
    double modulus = 0;
    bool isReal = true;
    bool converged = true;  // to some 1e-8; false: it has none, and both are not numbers

    /// The eigenvalue itself where it is real, its modulus otherwise.
    double measure() const { return isReal ? real : modulus; }
};

/// Of a square matrix, by Eigen whole up to 60 rows, beyond that by the implicitly restarted Arnoldi method (Spectra) from a fixed start, and whole where that does not
/// converge: the same input gives the same answer, however many threads there are. Values that occur many times, as where tokens are copies of each other, are
/// found like others.
StepEigenvalue leadingEigenvalue(const Matrixd& matrix, const RunControl& control);

/// Of the step's derivative at x; beyond 60 unknowns no matrix is made, each product costs two steps.
StepEigenvalue leadingEigenvalue(const StepMap& map, const Vectord& x, const RunControl& control);

/// The measure `slowest` of a sweep: the step's leading eigenvalue at the ensemble's own beliefs, stationary or not, frames at rest. A deviation
/// shrinks by this factor a step in the end; at or above 1 the state is not stable. Throws Error (stepMapRefusal, or no convergence) or Cancelled.
double slowest(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
               const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control);

}  // namespace gauge
