// The curve that stationary states make as a parameter moves, in coordinates whose length is arclength; and the corrections that lead onto it.
#pragma once

#include "core/dynamics/continuation.h"

namespace gauge {

/// A point of the curve, with what is known of it there. z (n+1) are the unknowns, each divided by its scale and √n, and the parameter from 0
/// to 1 over its range.
struct CurvePoint {
    Vectord z;
    Matrixd jacobian;  // of the residual by z, n×(n+1)
    Vectord tangent;   // n+1, of length 1
    int side = 0;      // sign of det [jacobian; tangentᵀ]: stays along a curve, changes where another crosses it
};

class BranchCurve {
public:
    /// start: unknowns whose scales are those of all points.
    BranchCurve(const StepMapAt& problem, const ContinuationOptions& options, const StepMap& first, const Vectord& start,
                const RunControl& control);

    double valueOf(double q) const;
    double parameterOf(double value) const;
    Vectord place(const Vectord& x, double q) const;
    Vectord unknownsOf(const Vectord& z) const;
    StepMap mapAt(const Vectord& z) const { return problem_(valueOf(z(n_))); }
    Index unknowns() const { return n_; }

    /// The point of the curve on the plane border·z = offset that Newton's method finds from z. It begins with `jacobian` and makes one anew where
    /// that is none (0×0) or leads nowhere. None where there is no convergence within the range.
    std::optional<Vectord> correct(Vectord z, const Vectord& border, double offset, const Matrixd& jacobian) const;

    /// What is known of the curve at a point of it; `along` says which way is ahead. None where the curve is singular, or beside no state.
    std::optional<CurvePoint> pointAt(Vectord z, const Vectord& along) const;

private:
    bool within(const Vectord& z) const;
    std::optional<Vectord> residual(const Vectord& z) const;
    std::optional<Matrixd> jacobian(const Vectord& z) const;
    std::optional<Vectord> byParameter(const Vectord& z) const;
    Vectord coordinates(const Vectord& x) const { return x.cwiseQuotient(scale_); }

    const StepMapAt& problem_;
    const ContinuationOptions& o_;
    const RunControl& control_;
    Index n_;
    Vectord scale_;  // of the unknowns, times √n
};

}  // namespace gauge
