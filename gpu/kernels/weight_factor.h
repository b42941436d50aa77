// Weights that stand as a product's sums, as the left factor of the next product, without leaving their lanes (kernels/split.h says in which order
// the right factor's rows stand).
#pragma once

#include "gpu/kernels/split.h"

namespace gauge::gpu {

/// a ← the weights of one load's senders: leading part and rest, or those of two steps. sums: of a row tile, a column of eight each.
template <Operand O, int Parts, class Block, int Columns>
GAUGE_DEVICE void weightFactor(Block& b, const Sums (&sums)[Columns], int load, Fragment (&a)[2])
{
    constexpr int kSteps = Parts == 2 ? 1 : 2;
#pragma unroll
    for (int step = 0; step < kSteps; ++step) {
        const int at = load * kSteps + step;
        if constexpr (O == Operand::Tf32) {
            const Sums& c = sums[at];
            const float p[4] = {c.sum[0], c.sum[2], c.sum[1], c.sum[3]};
#pragma unroll
            for (int k = 0; k < 4; ++k) {
                a[step].word[k] = Parts == 2 ? wordOf(p[k]) & 0xffffe000U : roundTf32(p[k]);
                if constexpr (Parts == 2)
                    a[1].word[k] = wordOf(p[k] - numberOf(a[0].word[k]));
            }
        } else {
            const Sums& c = sums[2 * at];
            const Sums& d = sums[2 * at + 1];
            const float p[4][2] = {{c.sum[0], c.sum[1]}, {c.sum[2], c.sum[3]}, {d.sum[0], d.sum[1]}, {d.sum[2], d.sum[3]}};
#pragma unroll
            for (int k = 0; k < 4; ++k) {
                a[step].word[k] = b.pairOf(p[k][0], p[k][1]);
                if constexpr (Parts == 2)
                    a[1].word[k] =
                        b.pairOf(p[k][0] - numberOf(a[0].word[k] << 16), p[k][1] - numberOf(a[0].word[k] & 0xffff0000U));
            }
        }
    }
}

}  // namespace gauge::gpu
