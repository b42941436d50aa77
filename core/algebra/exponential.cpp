#include "core/algebra/exponential.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace gauge {
namespace {

using Block = ExponentialBlock;

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

/// Φ = sign Σ phi_a T_a on the block.
void algebraElement(const Block& b, const Lane* phi, double sign, BatchMatrix& a)
{
    for (Index r = 0; r < b.dim; ++r)
        for (Index c = 0; c < b.dim; ++c)
            a(r, c) = 0.0;
    for (const Block::Entry& e : b.entries)
        a(e.row, e.column) += sign * e.value * phi[e.generator];
}

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

void exponentiateGeneral(const Block& b, const Lane* phi, double sign, BatchMatrix& u)
{
    BatchMatrix a(b.dim);
    algebraElement(b, phi, sign, a);
    if (b.dim > kLargestBatchBlock) {
        Matrixd one(b.dim, b.dim);
        for (Index lane = 0; lane < kBatch; ++lane) {
            const auto l = static_cast<std::size_t>(lane);
            for (Index c = 0; c < b.dim; ++c)
                for (Index r = 0; r < b.dim; ++r)
                    one(r, c) = a(r, c)[l];
            one = expm(one);
            for (Index c = 0; c < b.dim; ++c)
                for (Index r = 0; r < b.dim; ++r)
                    u(r, c)[l] = one(r, c);
        }
        return;
    }
    const Scheme scheme = schemeFor(largestNorm(a, b.dim));
    const double scale = std::ldexp(1.0, -scheme.squarings);
    for (Index r = 0; r < b.dim; ++r)
        for (Index c = 0; c < b.dim; ++c)
            a(r, c) *= scale;
    BatchOps ops(std::move(a), b.dim);
    taylor(ops, scheme.degree);
    for (int k = 0; k < scheme.squarings; ++k)
        ops.square();
    const BatchMatrix result = ops.take();
    for (Index r = 0; r < b.dim; ++r)
        std::copy(result.row(r), result.row(r) + b.dim, u.row(r));
}

Lane sine(const Lane& x)
{
    return Lane([&](auto l) { return std::sin(x[l]); });
}
Lane cosine(const Lane& x)
{
    return Lane([&](auto l) { return std::cos(x[l]); });
}

void exponentiatePlane(const Block& b, const Lane* phi, double sign, BatchMatrix& u)
{
    Lane angle = 0.0;
    for (const Block::Entry& e : b.entries)
        if (e.row == 1)
            angle += sign * e.value * phi[e.generator];
    const Lane c = cosine(angle);
    const Lane s = sine(angle);
    u(0, 0) = c;
    u(1, 1) = c;
    u(1, 0) = s;
    u(0, 1) = -s;
}

/// sin(θ/2)/θ, which is ½ at 0.
Lane halfSinc(const Lane& theta)
{
    Lane ratio = sine(0.5 * theta) / theta;
    where(theta == 0.0, ratio) = 0.5;
    return ratio;
}

void exponentiateRotation(const Block& b, const Lane* phi, double sign, BatchMatrix& u)
{
    BatchMatrix a(3);
    algebraElement(b, phi, sign, a);
    const Lane w[3] = {a(2, 1), a(0, 2), a(1, 0)};
    const Lane theta = stdx::sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
    const Lane half = halfSinc(theta);
    const Lane sinc = 2.0 * half * cosine(0.5 * theta);  // sin θ/θ
    const Lane versine = 2.0 * half * half;              // (1 − cos θ)/θ²
    for (Index r = 0; r < 3; ++r)
        for (Index c = 0; c < 3; ++c)
            u(r, c) = sinc * a(r, c) + versine * w[r] * w[c];
    const Lane diagonal = 1.0 - versine * theta * theta;
    for (Index r = 0; r < 3; ++r)
        u(r, r) += diagonal;
}

/// e^{iα}, e^{iβ}, e^{iγ} of the rotation by the vector phi, as Z(α) Y(β) Z(γ). From the quaternion, whose half sums stay
/// accurate where the axis of Y is undefined.
struct EulerAngles {
    Lane cosine[3];
    Lane sine[3];
};

EulerAngles eulerAngles(const Lane& x, const Lane& y, const Lane& z)
{
    const Lane theta = stdx::sqrt(x * x + y * y + z * z);
    const Lane half = halfSinc(theta);
    const Lane qw = cosine(0.5 * theta);
    const Lane qx = x * half;
    const Lane qy = y * half;
    const Lane qz = z * half;
    const Lane near = stdx::sqrt(qw * qw + qz * qz);  // cos β/2
    const Lane far = stdx::sqrt(qx * qx + qy * qy);   // sin β/2
    // σ = (α+γ)/2 and δ = (α−γ)/2
    Lane cs = qw / near;
    Lane ss = qz / near;
    where(near == 0.0, cs) = 1.0;
    where(near == 0.0, ss) = 0.0;
    Lane cd = qy / far;
    Lane sd = -qx / far;
    where(far == 0.0, cd) = 1.0;
    where(far == 0.0, sd) = 0.0;
    return {{cs * cd - ss * sd, near * near - far * far, cs * cd + ss * sd},
            {ss * cd + cs * sd, 2.0 * near * far, ss * cd - cs * sd}};
}

void exponentiateSpin(const Block& b, const Lane* phi, double sign, BatchMatrix& u)
{
    const EulerAngles e = eulerAngles(sign * phi[b.spin[0]], sign * phi[b.spin[1]], sign * phi[b.spin[2]]);
    int highest = 0;
    for (const Block::Pair& pair : b.pairs)
        highest = std::max(highest, pair.frequency);
    // cos(m·angle), sin(m·angle) of the three angles by repeated complex products.
    std::vector<Lane> cosines(static_cast<std::size_t>(3 * (highest + 1)), Lane(1.0));
    std::vector<Lane> sines(cosines.size(), Lane(0.0));
    const auto place = [&](int m, int angle) { return static_cast<std::size_t>(3 * m + angle); };
    for (int m = 1; m <= highest; ++m) {
        for (int a = 0; a < 3; ++a) {
            const Lane& c = cosines[place(m - 1, a)];
            const Lane& s = sines[place(m - 1, a)];
            cosines[place(m, a)] = c * e.cosine[a] - s * e.sine[a];
            sines[place(m, a)] = s * e.cosine[a] + c * e.sine[a];
        }
    }
    const RowMatrixd& j = b.quarterTurn;
    BatchMatrix turned(b.dim);  // J Z(β)
    for (Index r = 0; r < b.dim; ++r)
        for (Index c = 0; c < b.dim; ++c)
            turned(r, c) = j(r, c);
    for (const Block::Pair& pair : b.pairs) {
        const Lane& c = cosines[place(pair.frequency, 1)];
        const Lane& s = sines[place(pair.frequency, 1)];
        for (Index r = 0; r < b.dim; ++r) {
            turned(r, pair.p) = j(r, pair.p) * c + j(r, pair.q) * s;
            turned(r, pair.q) = j(r, pair.q) * c - j(r, pair.p) * s;
        }
    }
    multiply(turned, Uniform{j.data(), b.dim}, u, {0, b.dim, 0, b.dim, 0, b.dim});
    for (const Block::Pair& pair : b.pairs) {
        const Lane& c = cosines[place(pair.frequency, 0)];
        const Lane& s = sines[place(pair.frequency, 0)];
        for (Index k = 0; k < b.dim; ++k) {
            const Lane p = u(pair.p, k);
            const Lane q = u(pair.q, k);
            u(pair.p, k) = c * p - s * q;
            u(pair.q, k) = s * p + c * q;
        }
    }
    for (const Block::Pair& pair : b.pairs) {
        const Lane& c = cosines[place(pair.frequency, 2)];
        const Lane& s = sines[place(pair.frequency, 2)];
        for (Index r = 0; r < b.dim; ++r) {
            const Lane p = u(r, pair.p);
            const Lane q = u(r, pair.q);
            u(r, pair.p) = p * c + q * s;
            u(r, pair.q) = q * c - p * s;
        }
    }
}

/// The pairs of T_3; ok tells whether all it does is to turn pairs of coordinates at whole frequencies.
std::vector<Block::Pair> harmonicPairs(const Matrixd& t, bool& ok)
{
    std::vector<Block::Pair> pairs;
    ok = true;
    std::vector<bool> used(static_cast<std::size_t>(t.rows()), false);
    for (Index c = 0; c < t.cols() && ok; ++c) {
        for (Index r = 0; r < t.rows(); ++r) {
            const double value = t(r, c);
            if (std::abs(value) < 1e-9)
                continue;
            const double whole = std::round(value);
            if (std::abs(value - whole) > 1e-9 || whole == 0) {
                ok = false;
                break;
            }
            if (whole < 0)
                continue;  // met from the other side
            if (used[static_cast<std::size_t>(r)] || used[static_cast<std::size_t>(c)]) {
                ok = false;
                break;
            }
            used[static_cast<std::size_t>(r)] = used[static_cast<std::size_t>(c)] = true;
            pairs.push_back({c, r, static_cast<int>(whole)});
        }
    }
    return pairs;
}

/// Recognises a representation of so(3) on the block.
void recogniseSpin(Block& b, const std::vector<Matrixd>& own, const std::vector<Index>& acting)
{
    if (own.size() != 3 || !isSo3(own))
        return;
    bool ok = false;
    b.pairs = harmonicPairs(own[2], ok);
    if (!ok)
        return;
    b.kind = Block::Kind::Spin;
    std::copy(acting.begin(), acting.end(), b.spin);
    b.quarterTurn = expm(-0.5 * M_PI * own[0]);
}

Block describe(const Generators& generators, Index headAt, Index at, Index dim)
{
    Block b;
    b.at = at;
    b.dim = dim;
    std::vector<Matrixd> own;
    std::vector<Index> acting;
    for (std::size_t a = 0; a < generators.size(); ++a) {
        const auto part = generators[a].block(headAt + at, headAt + at, dim, dim);
        bool any = false;
        for (Index c = 0; c < dim; ++c) {
            for (Index r = 0; r < dim; ++r) {
                if (part(r, c) != 0.0) {
                    b.entries.push_back({r, c, static_cast<Index>(a), part(r, c)});
                    any = true;
                }
            }
        }
        if (any && own.size() < 4) {  // more than three are not one so(3)
            own.push_back(part);
            acting.push_back(static_cast<Index>(a));
        }
    }
    b.skew = true;
    for (const Block::Entry& e : b.entries)
        if (std::abs(e.value + generators[static_cast<std::size_t>(e.generator)](
                                   headAt + at + e.column, headAt + at + e.row)) > 1e-14 * std::max(1.0, std::abs(e.value)))
            b.skew = false;
    if (b.entries.empty())
        b.kind = Block::Kind::Identity;
    else if (b.skew && dim == 2)
        b.kind = Block::Kind::Plane;
    else if (b.skew && dim == 3)
        b.kind = Block::Kind::Rotation;
    else if (b.skew && dim > 3)
        recogniseSpin(b, own, acting);
    return b;
}

/// Ends of the smallest runs of coordinates that no generator leaves: the first coordinate of each run.
std::vector<Index> runStarts(const Generators& generators, Index headAt, Index d)
{
    std::vector<Index> reach(static_cast<std::size_t>(d));
    std::iota(reach.begin(), reach.end(), 0);
    for (const Matrixd& t : generators)
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                if (t(headAt + r, headAt + c) != 0.0) {
                    Index& far = reach[static_cast<std::size_t>(std::min(r, c))];
                    far = std::max(far, std::max(r, c));
                }
    std::vector<Index> starts;
    Index end = -1;
    for (Index k = 0; k < d; ++k) {
        if (k > end)
            starts.push_back(k);
        end = std::max(end, reach[static_cast<std::size_t>(k)]);
    }
    return starts;
}

}  // namespace

std::vector<Index> ExponentialPlan::offsets(std::size_t head) const
{
    std::vector<Index> result;
    for (const Block& b : blocks[head])
        result.push_back(b.at);
    result.push_back(heads[head]);
    return result;
}

ExponentialPlan planExponential(const Generators& generators, const Heads& heads)
{
    ExponentialPlan plan{heads, {}};
    const std::vector<Index> headAt = headOffsets(heads);
    for (std::size_t h = 0; h < heads.size(); ++h) {
        std::vector<Index> starts = runStarts(generators, headAt[h], heads[h]);
        starts.push_back(heads[h]);
        std::vector<Block> blocks;
        for (std::size_t k = 0; k + 1 < starts.size(); ++k) {
            Block b = describe(generators, headAt[h], starts[k], starts[k + 1] - starts[k]);
            if (b.kind == Block::Kind::Identity && !blocks.empty() && blocks.back().kind == Block::Kind::Identity)
                blocks.back().dim += b.dim;
            else
                blocks.push_back(std::move(b));
        }
        plan.blocks.push_back(std::move(blocks));
    }
    return plan;
}

void exponentiate(const Block& block, const Lane* phi, double sign, BatchMatrix& u)
{
    switch (block.kind) {
    case Block::Kind::Identity:
        for (Index r = 0; r < block.dim; ++r)
            for (Index c = 0; c < block.dim; ++c)
                u(r, c) = r == c ? 1.0 : 0.0;
        return;
    case Block::Kind::Plane: return exponentiatePlane(block, phi, sign, u);
    case Block::Kind::Rotation: return exponentiateRotation(block, phi, sign, u);
    case Block::Kind::Spin: return exponentiateSpin(block, phi, sign, u);
    case Block::Kind::General: return exponentiateGeneral(block, phi, sign, u);
    }
}

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

}  // namespace gauge
