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
#include <memory>
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

/// Numbers from a register's boundary on: Eigen groups the terms of a sum by where they lie, and the same input must give the
/// same sum every time.
template <class S>
using Aligned = std::vector<S, Eigen::aligned_allocator<S>>;

/// A list that its copies share until one of them is added to: what is large and never changes once made.
template <class T>
class SharedList {
public:
    SharedList() = default;
    SharedList(std::vector<T> values) : values_(std::make_shared<std::vector<T>>(std::move(values))) {}

    void push_back(T value)
    {
        if (!values_)
            values_ = std::make_shared<std::vector<T>>();
        else if (values_.use_count() > 1)
            values_ = std::make_shared<std::vector<T>>(*values_);
        values_->push_back(std::move(value));
    }
    std::size_t size() const { return values_ ? values_->size() : 0; }
    bool empty() const { return size() == 0; }
    const T& operator[](std::size_t k) const { return (*values_)[k]; }
    const T& front() const { return values_->front(); }
    auto begin() const { return list().begin(); }
    auto end() const { return list().end(); }
    operator const std::vector<T>&() const { return list(); }

private:
    const std::vector<T>& list() const
    {
        static const std::vector<T> none;
        return values_ ? *values_ : none;
    }

    std::shared_ptr<std::vector<T>> values_;
};

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
    Aligned<double> data_;
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
