#include "core/algebra/generators.h"

#include "core/error.h"

#include <cmath>
#include <complex>

namespace gauge {
namespace {

using Complex = std::complex<double>;
using ComplexMatrix = Eigen::MatrixXcd;

/// Spin matrices J_x, J_y, J_z in the basis m = −ℓ…ℓ (Condon–Shortley phases).
std::vector<ComplexMatrix> spinMatrices(int spin)
{
    const Index d = 2 * spin + 1;
    ComplexMatrix raise = ComplexMatrix::Zero(d, d);
    ComplexMatrix jz = ComplexMatrix::Zero(d, d);
    for (Index r = 0; r < d; ++r) {
        const double m = static_cast<double>(r - spin);
        jz(r, r) = m;
        if (r + 1 < d)
            raise(r + 1, r) = std::sqrt(spin * (spin + 1.0) - m * (m + 1.0));
    }
    const ComplexMatrix lower = raise.adjoint();
    return {(raise + lower) / 2.0, (raise - lower) / Complex(0, 2), jz};
}

/// Unitary map from complex to real spherical harmonics: row q (real order −ℓ…ℓ), column m.
ComplexMatrix realHarmonicBasis(int spin)
{
    const Index d = 2 * spin + 1;
    const double r = 1.0 / std::sqrt(2.0);
    ComplexMatrix basis = ComplexMatrix::Zero(d, d);
    basis(spin, spin) = 1.0;
    for (int m = 1; m <= spin; ++m) {
        const double sign = m % 2 == 0 ? 1.0 : -1.0;
        basis(spin + m, spin + m) = sign * r;
        basis(spin + m, spin - m) = r;
        basis(spin - m, spin + m) = Complex(0, -sign * r);
        basis(spin - m, spin - m) = Complex(0, r);
    }
    return basis;
}

/// Are these the elementary matrices of equal blocks along the diagonal, block after block, row by row? Then how many blocks; otherwise 0.
Index glBlocks(const Generators& generators)
{
    const auto g = static_cast<Index>(generators.size());
    const Index k = generators.front().rows();
    const Index d = g / k;
    if (d < 1 || d * k != g || k % d != 0)
        return 0;
    for (Index t = 0; t < g; ++t) {
        const Index at = t / (d * d) * d;
        const Matrixd& m = generators[static_cast<std::size_t>(t)];
        if (m(at + t / d % d, at + t % d) != 1 || m.squaredNorm() != 1)
            return 0;
    }
    return k / d;
}

}  // namespace

Generators so2Planes(Index planes)
{
    Generators result;
    for (Index p = 0; p < planes; ++p) {
        Matrixd t = Matrixd::Zero(2 * planes, 2 * planes);
        t(2 * p, 2 * p + 1) = -1;
        t(2 * p + 1, 2 * p) = 1;
        result.push_back(t);
    }
    return result;
}

Generators soGenerators(Index k)
{
    Generators result;
    for (Index a = 0; a < k; ++a) {
        for (Index b = a + 1; b < k; ++b) {
            Matrixd t = Matrixd::Zero(k, k);
            t(a, b) = -1;
            t(b, a) = 1;
            result.push_back(t);
        }
    }
    return result;
}

Generators glGenerators(Index k)
{
    Generators result;
    for (Index a = 0; a < k; ++a) {
        for (Index b = 0; b < k; ++b) {
            Matrixd t = Matrixd::Zero(k, k);
            t(a, b) = 1;
            result.push_back(t);
        }
    }
    return result;
}

Generators spinGenerators(int spin)
{
    if (spin < 0)
        fail("spin must be at least 0, found {}", spin);
    if (spin == 1) {
        Generators t(3, Matrixd::Zero(3, 3));
        for (Index a = 0; a < 3; ++a) {
            t[a]((a + 1) % 3, (a + 2) % 3) = -1;
            t[a]((a + 2) % 3, (a + 1) % 3) = 1;
        }
        return t;
    }
    const ComplexMatrix basis = realHarmonicBasis(spin);
    Generators result;
    for (const ComplexMatrix& j : spinMatrices(spin))
        result.push_back((basis * (Complex(0, -1) * j) * basis.adjoint()).real());
    return result;
}

Generators so3Irreps(const std::vector<int>& spins)
{
    Index k = 0;
    for (const int spin : spins)
        k += 2 * spin + 1;
    Generators result(3, Matrixd::Zero(k, k));
    Index offset = 0;
    for (const int spin : spins) {
        const Generators part = spinGenerators(spin);
        for (std::size_t a = 0; a < 3; ++a)
            result[a].block(offset, offset, 2 * spin + 1, 2 * spin + 1) = part[a];
        offset += 2 * spin + 1;
    }
    return result;
}

Generators blockSum(const std::vector<Generators>& parts)
{
    Index k = 0;
    for (const Generators& part : parts)
        k += part.empty() ? 0 : part.front().rows();
    Generators result;
    Index offset = 0;
    for (const Generators& part : parts) {
        for (const Matrixd& t : part) {
            Matrixd big = Matrixd::Zero(k, k);
            big.block(offset, offset, t.rows(), t.cols()) = t;
            result.push_back(big);
        }
        offset += part.empty() ? 0 : part.front().rows();
    }
    return result;
}

bool allSkew(const Generators& generators)
{
    for (const Matrixd& t : generators)
        if ((t + t.transpose()).cwiseAbs().maxCoeff() > 1e-14 * std::max(1.0, t.cwiseAbs().maxCoeff()))
            return false;
    return true;
}

bool isSo3(const Generators& generators)
{
    if (generators.size() != 3 || generators.front().rows() < 3)
        return false;
    for (std::size_t a = 0; a < 3; ++a) {
        const Matrixd& x = generators[a];
        const Matrixd& y = generators[(a + 1) % 3];
        const Matrixd& z = generators[(a + 2) % 3];
        if ((x * y - y * x - z).cwiseAbs().maxCoeff() > 1e-9 * std::max(1.0, z.cwiseAbs().maxCoeff()))
            return false;
    }
    return generators.front().cwiseAbs().maxCoeff() > 0;
}

std::string describeGroup(const Generators& generators)
{
    if (generators.empty())
        return "frames";
    const auto g = static_cast<Index>(generators.size());
    const Index k = generators.front().rows();
    const bool skew = allSkew(generators);
    if (skew && isSo3(generators))
        return "SO(3)";
    if (skew && g == 1 && k == 2)
        return "SO(2)";
    if (skew && g * 2 == k && g > 1)
        return fmt::format("SO(2)×{}", g);
    if (skew && g == k * (k - 1) / 2)
        return fmt::format("SO({})", k);
    if (g == k * k)
        return fmt::format("GL({})", k);
    if (const Index blocks = glBlocks(generators); blocks > 1)
        return fmt::format("GL({})×{}", k / blocks, blocks);
    return fmt::format("{} generators", g);
}

void requireBlockDiagonal(const Generators& generators, const Heads& heads)
{
    const std::vector<Index> at = headOffsets(heads);
    for (std::size_t a = 0; a < generators.size(); ++a) {
        const double scale = generators[a].cwiseAbs().maxCoeff();
        for (std::size_t p = 0; p < heads.size(); ++p) {
            for (std::size_t q = 0; q < heads.size(); ++q) {
                if (p == q)
                    continue;
                const double found = generators[a].block(at[p], at[q], heads[p], heads[q]).cwiseAbs().maxCoeff();
                if (found > 1e-12 * scale)
                    fail("generators: expected block diagonal over heads, found generator {} mixing heads {} and {} "
                         "(entry of size {:.3g})",
                         a, std::min(p, q), std::max(p, q), found);
            }
        }
    }
}

}  // namespace gauge
