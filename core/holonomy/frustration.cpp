#include "core/holonomy/frustration.h"

#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/holonomy/link_rows.h"
#include "core/io/file.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <optional>
#include <Spectra/SymEigsSolver.h>

namespace gauge {
namespace {

/// So many rows are decomposed whole; more are asked for one eigenvector.
constexpr Index kWhole = 96;

/// How far below 0 the Laplacian is inverted, of its largest diagonal entry: it stays positive definite there.
constexpr double kShift = 1e-9;

/// Less than this of what a token hears in all is what rounding leaves of 0: a disagreement of 1e-10 along each link.
constexpr double kNothing = 1e-20;

/// √(w_ij/2) V_ij in block (i, j), nothing on the diagonal: L is a sum of squares of its blocks.
Matrixd rootLinks(const Connection& connection, std::size_t head, Index d, const RowMatrixd& weight)
{
    const Index n = weight.rows();
    Matrixd roots = Matrixd::Zero(n * d, n * d);
    parallelRanges(n, 8, [&](Index first, Index last) {
        LinkRows rows(connection, head, d, n);
        for (Index i = first; i < last; ++i) {
            const Stack& links = rows.to(i);
            for (Index j = 0; j < n; ++j)
                if (i != j)
                    roots.block(i * d, j * d, d, d) = std::sqrt(0.5 * weight(i, j)) * links[j];
        }
    });
    return roots;
}

Matrixd laplacianOf(const Matrixd& roots, Index d, const RowMatrixd& weight)
{
    const Index n = weight.rows();
    Matrixd laplacian(n * d, n * d);
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index j = first; j < last; ++j) {
            const auto column = roots.middleCols(j * d, d);
            const double all = 0.5 * (weight.row(j).sum() - weight(j, j));
            laplacian.block(j * d, j * d, d, d) = column.transpose() * column + all * Matrixd::Identity(d, d);
            for (Index i = j + 1; i < n; ++i) {
                const auto back = roots.block(j * d, i * d, d, d);
                laplacian.block(i * d, j * d, d, d) =
                    -std::sqrt(0.5 * weight(i, j)) * (roots.block(i * d, j * d, d, d) + back.transpose());
                laplacian.block(j * d, i * d, d, d) = laplacian.block(i * d, j * d, d, d).transpose();
            }
        }
    });
    return laplacian;
}

/// ½ Σ w_ij ‖x_i − V_ij x_j‖², term by term: a disagreement of 1e-8 is not lost beside entries of 1.
double disagreement(const Matrixd& roots, const RowMatrixd& weight, const Matrixd& x)
{
    const Index n = x.cols();
    const Index d = x.rows();
    Vectord sums = Vectord::Zero(n);
    parallelRanges(n, 8, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i)
            for (Index j = 0; j < n; ++j)
                if (i != j)
                    sums(i) +=
                        (std::sqrt(0.5 * weight(i, j)) * x.col(i) - roots.block(i * d, j * d, d, d).lazyProduct(x.col(j)))
                            .squaredNorm();
    });
    return sums.sum();
}

/// The inverse of what lies in `matrix`, which its factor replaces.
class Inverse {
public:
    using Scalar = double;

    Inverse(Matrixd& matrix, const RunControl& control) : factor_(matrix), control_(control) {}
    bool exists() const { return factor_.info() == Eigen::Success; }
    Index rows() const { return factor_.rows(); }
    Index cols() const { return factor_.cols(); }
    void perform_op(const double* x, double* y) const
    {
        control_.check();
        Eigen::Map<Vectord>(y, rows()) = factor_.solve(Eigen::Map<const Vectord>(x, rows()));
    }

private:
    Eigen::LLT<Eigen::Ref<Matrixd>> factor_;
    const RunControl& control_;
};

/// The least eigenvector by iteration; none where it does not converge.
std::optional<Vectord> iteratedLeast(Matrixd laplacian, const RunControl& control)
{
    const double scale = laplacian.diagonal().maxCoeff();
    if (scale == 0)  // nobody hears anybody
        return Vectord::Unit(laplacian.rows(), 0);
    laplacian.diagonal().array() += kShift * scale;
    Inverse inverse(laplacian, control);
    if (!inverse.exists())
        return std::nullopt;
    Spectra::SymEigsSolver<Inverse> solver(inverse, 1, 40);
    solver.init();
    if (solver.compute(Spectra::SortRule::LargestAlge, 200, 1e-11) != 1)
        return std::nullopt;
    // One step more: what is left of other eigenvectors goes, most of all beside a kernel.
    const Vectord found = solver.eigenvectors().col(0);
    Vectord least(found.size());
    inverse.perform_op(found.data(), least.data());
    return least;
}

}  // namespace

std::string frustrationRefusal(Index tokens, Index dim)
{
    const Index rows = tokens * dim;
    if (rows > kMostLaplacianRows)
        return fmt::format("frustration: expected {} rows of the connection Laplacian at most, found {} ({} tokens in {} "
                           "dimensions)",
                           kMostLaplacianRows, rows, tokens, dim);
    const double bytes = 16.0 * static_cast<double>(rows) * static_cast<double>(rows);
    if (bytes > static_cast<double>(memoryLimit()))
        return fmt::format("frustration: expected matrices within the memory limit of {} bytes, found {:.3g} bytes for {} "
                           "tokens in {} dimensions",
                           memoryLimit(), bytes, tokens, dim);
    return {};
}

Matrixd connectionLaplacian(const Connection& connection, std::size_t head, Index dim, const RowMatrixd& weight)
{
    return laplacianOf(rootLinks(connection, head, dim, weight), dim, weight);
}

Frustration frustrationOf(const Connection& connection, std::size_t head, Index dim, const RowMatrixd& weight,
                          const RunControl& control)
{
    const Index n = weight.rows();
    if (const std::string refusal = frustrationRefusal(n, dim); !refusal.empty())
        throw Error(refusal);
    const Matrixd roots = rootLinks(connection, head, dim, weight);
    std::optional<Vectord> least;
    if (n * dim > kWhole)
        least = iteratedLeast(laplacianOf(roots, dim, weight), control);
    if (!least)
        least = symmetricEigen(laplacianOf(roots, dim, weight)).vectors.col(0);
    Frustration found{0, least->reshaped(dim, n)};
    Index row = 0;
    Index token = 0;
    found.mode.cwiseAbs().maxCoeff(&row, &token);
    if (found.mode(row, token) < 0)
        found.mode = -found.mode;
    found.mode /= found.mode.norm();
    const double scale = weight.sum() / static_cast<double>(n);
    found.value = disagreement(roots, weight, found.mode);
    if (found.value < kNothing * scale)
        found.value = 0;
    return found;
}

}  // namespace gauge
