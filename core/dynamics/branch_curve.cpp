#include "core/dynamics/branch_curve.h"

#include "core/error.h"

#include <cmath>
#include <Eigen/LU>
#include <limits>

namespace gauge {
namespace {

constexpr int kMostCorrections = 30;
constexpr int kMostJacobians = 12;

/// A correction that is more than this of the one before asks for a new Jacobian.
constexpr double kContraction = 0.25;

/// Corrections longer than this, in arclength, lead elsewhere.
constexpr double kFarthest = 10;

/// By how much of its range the parameter is moved for a difference.
constexpr double kMoved = 1e-5;

/// A bordered matrix of less reciprocal condition is what differences leave of a singular one.
constexpr double kSingular = 1e-10;

Eigen::PartialPivLU<Matrixd> bordered(const Matrixd& jacobian, const Vectord& border)
{
    Matrixd whole(border.size(), border.size());
    whole << jacobian, border.transpose();
    return Eigen::PartialPivLU<Matrixd>(whole);
}

int signOfDeterminant(const Eigen::PartialPivLU<Matrixd>& lu)
{
    const auto below = (lu.matrixLU().diagonal().array() < 0).count();
    return static_cast<int>(lu.permutationP().determinant()) * (below % 2 == 0 ? 1 : -1);
}

}  // namespace

BranchCurve::BranchCurve(const StepMapAt& problem, const ContinuationOptions& options, const StepMap& first,
                         const Vectord& start, const RunControl& control)
    : problem_(problem), o_(options), control_(control), n_(start.size()),
      scale_(first.scale(start) * std::sqrt(static_cast<double>(start.size())))
{
}

double BranchCurve::valueOf(double q) const
{
    if (q <= 0)
        return o_.from;
    if (q >= 1)
        return o_.to;
    return o_.logarithmic ? o_.from * std::exp(q * std::log(o_.to / o_.from)) : o_.from + q * (o_.to - o_.from);
}

double BranchCurve::parameterOf(double value) const
{
    return o_.logarithmic ? std::log(value / o_.from) / std::log(o_.to / o_.from) : (value - o_.from) / (o_.to - o_.from);
}

Vectord BranchCurve::place(const Vectord& x, double q) const
{
    Vectord z(n_ + 1);
    z << coordinates(x), q;
    return z;
}

Vectord BranchCurve::unknownsOf(const Vectord& z) const
{
    return z.head(n_).cwiseProduct(scale_);
}

bool BranchCurve::within(const Vectord& z) const
{
    return z.allFinite() && z(n_) > -1e-12 && z(n_) < 1 + 1e-12;
}

std::optional<Vectord> BranchCurve::residual(const Vectord& z) const
{
    std::optional<Vectord> r = mapAt(z).residual(unknownsOf(z), control_);
    if (r)
        *r = coordinates(*r);
    return r;
}

/// ∂r/∂q by differences of second order: of both sides, or at an end of the range of the inner one.
std::optional<Vectord> BranchCurve::byParameter(const Vectord& z) const
{
    const auto at = [&](double q) {
        Vectord moved = z;
        moved(n_) = q;
        return residual(moved);
    };
    const double q = z(n_);
    const bool middle = q - kMoved >= 0 && q + kMoved <= 1;
    const double inner = q < 0.5 ? kMoved : -kMoved;
    const std::optional<Vectord> one = at(q + inner);
    const std::optional<Vectord> two = at(middle ? q - inner : q + 2 * inner);
    const std::optional<Vectord> here = middle ? one : at(q);
    if (!one || !two || !here)
        return std::nullopt;
    if (middle)
        return (*one - *two) / (2 * inner);
    return (4 * *one - *two - 3 * *here) / (2 * inner);
}

std::optional<Matrixd> BranchCurve::jacobian(const Vectord& z) const
{
    const StepMap map = mapAt(z);
    Matrixd whole(n_, n_ + 1);
    try {
        whole.leftCols(n_) =
            scale_.cwiseInverse().asDiagonal() * map.residualJacobian(unknownsOf(z), control_) * scale_.asDiagonal();
    } catch (const Error&) {  // no state beside this one
        return std::nullopt;
    }
    const std::optional<Vectord> last = byParameter(z);
    if (!last)
        return std::nullopt;
    whole.col(n_) = *last;
    return whole;
}

std::optional<Vectord> BranchCurve::correct(Vectord z, const Vectord& border, double offset, const Matrixd& known) const
{
    std::optional<Eigen::PartialPivLU<Matrixd>> solver;
    if (known.size() > 0)
        solver = bordered(known, border);
    int made = 0;
    double before = std::numeric_limits<double>::infinity();
    for (int k = 0; k < kMostCorrections && within(z); ++k) {
        if (!solver) {
            const std::optional<Matrixd> anew = ++made <= kMostJacobians ? jacobian(z) : std::nullopt;
            if (!anew)
                return std::nullopt;
            solver = bordered(*anew, border);
        }
        const std::optional<Vectord> r = residual(z);
        if (!r)
            return std::nullopt;
        Vectord right(n_ + 1);
        right << *r, border.dot(z) - offset;
        const Vectord correction = solver->solve(right);
        const double length = correction.norm();
        if (!(length < kFarthest))
            return std::nullopt;
        z -= correction;
        if (length <= o_.tolerance)
            return within(z) ? std::optional(z) : std::nullopt;
        if (length > kContraction * before)
            solver.reset();
        before = length;
    }
    return std::nullopt;
}

std::optional<CurvePoint> BranchCurve::pointAt(Vectord z, const Vectord& along) const
{
    std::optional<Matrixd> j = jacobian(z);
    if (!j)
        return std::nullopt;
    const Eigen::PartialPivLU<Matrixd> solver = bordered(*j, along);
    if (!(solver.rcond() > kSingular))
        return std::nullopt;
    const Vectord tangent = solver.solve(Vectord::Unit(n_ + 1, n_));
    return CurvePoint{std::move(z), *std::move(j), tangent.normalized(), signOfDeterminant(solver)};
}

}  // namespace gauge
