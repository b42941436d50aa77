// The symbol table of Gaugescope (MATH.md §1). Shapes are written rows×columns.
//
//   N  tokens (agents)          K  belief dimension        H  heads, d_h their dimensions, sum d_h = K
//   G  dimension of the gauge algebra
//   mu, Sigma  belief in the token's own frame             m, C  the same belief pulled back to the common frame
//   phi, T     frame coordinates (G) and generators (G×K×K)    U = exp(sum_a phi_a T_a)
//   P = C^-1, h = P m   natural parameters                 n  multiplicity
//   E_ij  energy in nats, i receives, j sends              beta_ij  attention, kappa / tau_h  temperature
#pragma once

#include <Eigen/Core>
#include <vector>

namespace gauge {

using Index = Eigen::Index;

template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>;
template <class S>
using RowMatrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S>
using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

using Matrixd = Matrix<double>;
using Vectord = Vector<double>;
using RowMatrixd = RowMatrix<double>;

/// n square d×d matrices, contiguous, each column-major.
class Stack {
public:
    Stack() = default;
    Stack(Index n, Index d) : n_(n), d_(d), data_(static_cast<std::size_t>(n * d * d), 0.0) {}

    Index size() const { return n_; }
    Index dim() const { return d_; }
    Eigen::Map<Matrixd> operator[](Index i) { return {data_.data() + i * d_ * d_, d_, d_}; }
    Eigen::Map<const Matrixd> operator[](Index i) const { return {data_.data() + i * d_ * d_, d_, d_}; }

private:
    Index n_ = 0;
    Index d_ = 0;
    std::vector<double> data_;
};

/// Head dimensions d_h, contiguous blocks of the belief space.
using Heads = std::vector<Index>;

/// First coordinate of every head, and K at the end: length H+1.
inline std::vector<Index> headOffsets(const Heads& heads)
{
    std::vector<Index> offsets{0};
    for (const Index d : heads)
        offsets.push_back(offsets.back() + d);
    return offsets;
}

}  // namespace gauge
