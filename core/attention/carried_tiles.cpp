#include "core/attention/carried_tiles.h"

#include <algorithm>

namespace gauge {
namespace {

/// Ω_ij of receiver i and the senders of tile t.
void transportOf(const PairwiseHead& head, Carry carry, Index i, std::size_t t, const LinkTile* link, Work& w)
{
    const Index d = head.d;
    BatchMatrix& omega = w.omega;
    if (link != nullptr) {
        link->load(link->link, d, w.factor);
        multiply(head.map[t], w.factor, w.half, {0, d, 0, d, 0, d});  // (V_ij U_j⁻¹)ᵀ
        multiply(Uniform{head.u[i].data(), d}, w.half, omega, {0, d, 0, d, 0, d});
        return;
    }
    if (carry == Carry::Frames) {
        multiply(Uniform{head.u[i].data(), d}, head.map[t], omega, {0, d, 0, d, 0, d});
        return;
    }
    const double* phi = head.algebra[i].data();
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < d; ++c)
            omega(r, c) = (r == c ? 1.0 : 0.0) + (phi[r * d + c] - head.map[t](r, c));
}

}  // namespace

void carryTile(const PairwiseHead& head, Carry carry, bool diagonal, Index i, std::size_t t, const LinkTile* link, Work& w)
{
    const Index d = head.d;
    const std::vector<Lane>& mean = head.mean[t];
    if (carry == Carry::Nothing) {
        w.mean = mean;
        for (Index r = 0; r < d; ++r)
            std::copy(head.cov[t].row(r), head.cov[t].row(r) + r + 1, w.cov.row(r));
        return;
    }
    transportOf(head, carry, i, t, link, w);
    for (Index r = 0; r < d; ++r) {
        Lane sum = 0.0;
        for (Index k = 0; k < d; ++k)
            sum += w.omega(r, k) * mean[static_cast<std::size_t>(k)];
        w.mean[static_cast<std::size_t>(r)] = sum;
    }
    multiply(w.omega, head.cov[t], w.half, {0, d, 0, d, 0, d});
    if (diagonal) {
        for (Index r = 0; r < d; ++r) {
            Lane sum = 0.0;
            for (Index k = 0; k < d; ++k)
                sum += w.half(r, k) * w.omega(r, k);
            w.cov(r, r) = sum;
        }
        return;
    }
    multiplyLower(w.half, w.omega, w.cov, d);
}

}  // namespace gauge
