#include "core/algebra/exponential.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

using Block = ExponentialBlock;

/// Φ = sign Σ phi_a T_a on the block.
void algebraElement(const Block& b, const Lane* phi, double sign, BatchMatrix& a)
{
    for (Index r = 0; r < b.dim; ++r)
        for (Index c = 0; c < b.dim; ++c)
            a(r, c) = 0.0;
    for (const Block::Entry& e : b.entries)
        a(e.row, e.column) += sign * e.value * phi[e.generator];
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

void exponentiateGeneral(const Block& b, const Lane* phi, double sign, BatchMatrix& u)
{
    BatchMatrix a(b.dim);
    algebraElement(b, phi, sign, a);
    expm(std::move(a), b.dim, u);
}

}  // namespace

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

}  // namespace gauge
