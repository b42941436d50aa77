#include "core/dynamics/step_eigenvalue.h"

#include "core/algebra/solvers.h"
#include "core/error.h"

#include <cmath>
#include <limits>
#include <Spectra/GenEigsSolver.h>

namespace gauge {
namespace {

/// So many rows are decomposed whole; of more one eigenvalue is iterated for.
constexpr Index kWhole = 60;

/// An imaginary part below this share of the modulus is what differences leave of 0.
constexpr double kRealShare = 1e-6;

/// Relative, of the iterated eigenvalue.
constexpr double kTolerance = 1e-8;

/// Vectors that the iteration keeps, and how often it starts over with them; the second where the first does not find it.
struct Effort {
    Index vectors;
    Index restarts;
};
constexpr std::array kEfforts{Effort{30, 12}, Effort{100, 30}};

StepEigenvalue eigenvalueFrom(const std::complex<double>& value)
{
    const double modulus = std::abs(value);
    return {value.real(), modulus, std::abs(value.imag()) <= kRealShare * modulus, true};
}

StepEigenvalue largestOf(const Eigen::VectorXcd& values)
{
    Index at = 0;
    values.cwiseAbs().maxCoeff(&at);
    return eigenvalueFrom(values(at));
}

/// A product with a matrix, as Spectra asks for it.
class Operator {
public:
    using Scalar = double;
    using Product = std::function<void(const Eigen::Map<const Vectord>& x, Eigen::Map<Vectord> y)>;

    Operator(Index n, Product product) : n_(n), product_(std::move(product)) {}
    Index rows() const { return n_; }
    Index cols() const { return n_; }
    void perform_op(const double* x, double* y) const
    {
        product_(Eigen::Map<const Vectord>(x, n_), Eigen::Map<Vectord>(y, n_));
    }

private:
    Index n_;
    Product product_;
};

StepEigenvalue iterated(const Operator& op)
{
    for (const Effort& effort : kEfforts) {
        Spectra::GenEigsSolver<Operator> solver(const_cast<Operator&>(op), 1, std::min(effort.vectors, op.rows()));
        solver.init();
        if (solver.compute(Spectra::SortRule::LargestMagn, effort.restarts, kTolerance) > 0)
            return eigenvalueFrom(solver.eigenvalues()(0));
    }
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, false, false};
}

}  // namespace

StepEigenvalue leadingEigenvalue(const Matrixd& matrix, const RunControl& control)
{
    StepEigenvalue found{.converged = false};
    if (matrix.rows() > kWhole)
        found = iterated({matrix.rows(), [&](const auto& x, auto y) {
                              control.check();
                              y.noalias() = matrix * x;
                          }});
    return found.converged ? found : largestOf(eigenvaluesOf(matrix));
}

StepEigenvalue leadingEigenvalue(const StepMap& map, const Vectord& x, const RunControl& control)
{
    // In unknowns by their scales, whose eigenvalues are the same.
    const Vectord scale = map.scale(x);
    const Index n = x.size();
    if (n <= kWhole) {
        const Matrixd jacobian = scale.cwiseInverse().asDiagonal() * map.residualJacobian(x, control) * scale.asDiagonal();
        return leadingEigenvalue(Matrixd::Identity(n, n) + map.stepSize() * jacobian, control);
    }
    return iterated({n, [&](const auto& v, auto y) {
                         y = map.derivative(x, scale, scale.cwiseProduct(v), control).cwiseQuotient(scale);
                     }});
}

double slowest(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
               const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control)
{
    const StepMap map(backend, ensemble, prior, attention, options);
    const StepEigenvalue found = leadingEigenvalue(map, map.pack(ensemble.common), control);
    if (!found.converged)
        fail("slowest: expected an eigenvalue that stands apart within {} vectors, found none of {} unknowns that does",
             kEfforts.back().vectors, map.unknowns());
    return found.measure();
}

}  // namespace gauge
