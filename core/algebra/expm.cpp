#include "core/algebra/expm.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gauge {
namespace {

/// Blocks larger than this leave the caches as a batch: token by token is faster.
constexpr Index kLargestBatchBlock = 24;

/// A Taylor polynomial of degree step·chunks costs (step − 1) + (chunks − 1) products and is exact to double rounding while
/// the 1-norm stays below `norm`: norm^(m+1)/(m+1)! ≤ 2⁻⁵³.
struct Degree {
    int step;
    int chunks;
    double norm;
};
constexpr std::array<Degree, 5> kDegrees{{{2, 2, 1.6e-3}, {3, 3, 0.115}, {4, 4, 0.82}, {5, 4, 1.42}, {5, 5, 2.54}}};

struct Scheme {
    Degree degree;
    int squarings;
};

/// The cheapest polynomial and number of squarings for a norm.
Scheme schemeFor(double norm)
{
    Scheme best{kDegrees.back(), 0};
    int least = std::numeric_limits<int>::max();
    for (const Degree& d : kDegrees) {
        // Not finite, or beyond any double's exponent: the result overflows and is reported by its reader.
        const double ratio = norm / d.norm;
        const int squarings = ratio <= 1 ? 0 : std::isfinite(ratio) ? static_cast<int>(std::ceil(std::log2(ratio))) : 0;
        const int cost = d.step + d.chunks - 2 + squarings;
        if (cost < least) {
            least = cost;
            best = {d, squarings};
        }
    }
    return best;
}

double inverseFactorial(int k)
{
    double f = 1;
    for (int i = 2; i <= k; ++i)
        f *= i;
    return 1 / f;
}

/// Σ_k A^k/k! up to step·chunks with few products. Ops supplies copies, products and sums of its kind of matrix.
template <class Ops>
void taylor(Ops& ops, const Degree& d)
{
    ops.power(d.step);  // A² … A^step
    const int m = d.step * d.chunks;
    ops.setScaledPower(inverseFactorial(m), d.step);
    for (int k = d.chunks - 1; k >= 0; --k) {
        for (int i = 0; i < d.step; ++i)
            ops.addScaledPower(inverseFactorial(k * d.step + i), i);
        if (k > 0)
            ops.timesHighestPower();
    }
}

class SingleOps {
public:
    explicit SingleOps(const Matrixd& a) { powers_.push_back(a); }

    void power(int step)
    {
        while (static_cast<int>(powers_.size()) < step)
            powers_.push_back(powers_.back() * powers_.front());
    }
    void setScaledPower(double f, int k) { sum_ = f * powers_[static_cast<std::size_t>(k - 1)]; }
    void addScaledPower(double f, int k)
    {
        if (k == 0)
            sum_.diagonal().array() += f;
        else
            sum_ += f * powers_[static_cast<std::size_t>(k - 1)];
    }
    void timesHighestPower()
    {
        scratch_.noalias() = sum_ * powers_.back();
        sum_.swap(scratch_);
    }
    void square()
    {
        scratch_.noalias() = sum_ * sum_;
        sum_.swap(scratch_);
    }
    Matrixd take() { return std::move(sum_); }

private:
    std::vector<Matrixd> powers_;
    Matrixd sum_;
    Matrixd scratch_;
};

class BatchOps {
public:
    BatchOps(BatchMatrix a, Index d) : d_(d), transposed_(d), sum_(d), scratch_(d) { powers_.push_back(std::move(a)); }

    void power(int step)
    {
        while (static_cast<int>(powers_.size()) < step) {
            BatchMatrix next(d_);
            product(powers_.back(), powers_.front(), next);
            powers_.push_back(std::move(next));
        }
    }
    void setScaledPower(double f, int k)
    {
        for (Index r = 0; r < d_; ++r)
            for (Index c = 0; c < d_; ++c)
                sum_(r, c) = f * powers_[static_cast<std::size_t>(k - 1)](r, c);
    }
    void addScaledPower(double f, int k)
    {
        for (Index r = 0; r < d_; ++r) {
            if (k == 0) {
                sum_(r, r) += f;
                continue;
            }
            for (Index c = 0; c < d_; ++c)
                sum_(r, c) += f * powers_[static_cast<std::size_t>(k - 1)](r, c);
        }
    }
    void timesHighestPower()
    {
        product(sum_, powers_.back(), scratch_);
        std::swap(sum_, scratch_);
    }
    void square()
    {
        product(sum_, sum_, scratch_);
        std::swap(sum_, scratch_);
    }
    BatchMatrix take() { return std::move(sum_); }

private:
    void product(const BatchMatrix& a, const BatchMatrix& b, BatchMatrix& out)
    {
        for (Index r = 0; r < d_; ++r)
            for (Index c = 0; c < d_; ++c)
                transposed_(c, r) = b(r, c);
        multiply(a, transposed_, out, {0, d_, 0, d_, 0, d_});
    }

    Index d_;
    std::vector<BatchMatrix> powers_;
    BatchMatrix transposed_;
    BatchMatrix sum_;
    BatchMatrix scratch_;
};

double largestNorm(const BatchMatrix& a, Index d)
{
    Lane norm = 0.0;
    for (Index c = 0; c < d; ++c) {
        Lane column = 0.0;
        for (Index r = 0; r < d; ++r)
            column += stdx::abs(a(r, c));
        norm = stdx::max(norm, column);
    }
    return stdx::hmax(norm);
}

/// The batch token by token.
void expmOneByOne(const BatchMatrix& a, Index d, BatchMatrix& u)
{
    Matrixd one(d, d);
    for (Index lane = 0; lane < kBatch; ++lane) {
        const auto l = static_cast<std::size_t>(lane);
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                one(r, c) = a(r, c)[l];
        one = expm(one);
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                u(r, c)[l] = one(r, c);
    }
}

}  // namespace

Matrixd expm(const Matrixd& a)
{
    if (a.size() == 0)
        return a;
    const Scheme scheme = schemeFor(a.cwiseAbs().colwise().sum().maxCoeff());
    SingleOps ops(std::ldexp(1.0, -scheme.squarings) * a);
    taylor(ops, scheme.degree);
    for (int k = 0; k < scheme.squarings; ++k)
        ops.square();
    return ops.take();
}

void expm(BatchMatrix a, Index d, BatchMatrix& u)
{
    if (d > kLargestBatchBlock) {
        expmOneByOne(a, d, u);
        return;
    }
    const Scheme scheme = schemeFor(largestNorm(a, d));
    const double scale = std::ldexp(1.0, -scheme.squarings);
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < d; ++c)
            a(r, c) *= scale;
    BatchOps ops(std::move(a), d);
    taylor(ops, scheme.degree);
    for (int k = 0; k < scheme.squarings; ++k)
        ops.square();
    const BatchMatrix result = ops.take();
    for (Index r = 0; r < d; ++r)
        std::copy(result.row(r), result.row(r) + d, u.row(r));
}

}  // namespace gauge
