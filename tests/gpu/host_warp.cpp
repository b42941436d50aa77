#include "tests/gpu/host_warp.h"

#include <bit>

namespace gauge::test {
namespace {

using gpu::Operand;
using gpu::Word;

/// The device takes no notice of the lower 13 bits.
float tf32(Word word)
{
    return std::bit_cast<float>(word & 0xffffe000U);
}

float bf16(Word word, int half)
{
    return std::bit_cast<float>(half == 0 ? word << 16 : word & 0xffff0000U);
}

constexpr int kRows = 16;
constexpr int kColumns = 8;

template <Operand O>
struct Factors {
    static constexpr int kDepth = O == Operand::Tf32 ? 8 : 16;
    float left[kRows][kDepth];
    float right[kDepth][kColumns];
};

/// Lane 4 g + t: rows g and g + 8, and column g; t says which of the depth.
void take(Factors<Operand::Tf32>& f, const Warp::Product& p, int g, int t)
{
    for (int k = 0; k < 2; ++k) {
        const int word = 2 * k;
        f.left[g][t + 4 * k] = tf32(p.left.word[word]);
        f.left[g + 8][t + 4 * k] = tf32(p.left.word[word + 1]);
        f.right[t + 4 * k][g] = tf32(p.right[k]);
    }
}

void take(Factors<Operand::Bf16>& f, const Warp::Product& p, int g, int t)
{
    for (int k = 0; k < 2; ++k)
        for (int half = 0; half < 2; ++half) {
            const int depth = 2 * t + 8 * k + half;
            const int word = 2 * k;
            f.left[g][depth] = bf16(p.left.word[word], half);
            f.left[g + 8][depth] = bf16(p.left.word[word + 1], half);
            f.right[depth][g] = bf16(p.right[k], half);
        }
}

}  // namespace

void loadFour(Party& party)
{
    auto& warp = static_cast<Warp&>(party);
    for (int lane = 0; lane < gpu::kLanes; ++lane)
        for (int matrix = 0; matrix < 4; ++matrix)
            warp.load[lane].to->word[matrix] = warp.load[8 * matrix + lane / 4].row[lane % 4];
}

template <Operand O>
void multiply(Party& party)
{
    auto& warp = static_cast<Warp&>(party);
    Factors<O> f;
    float sums[kRows][kColumns];
    for (int lane = 0; lane < gpu::kLanes; ++lane) {
        const int g = lane / 4;
        const int t = lane % 4;
        take(f, warp.product[lane], g, t);
        for (int k = 0; k < 4; ++k)
            sums[g + k / 2 * 8][2 * t + k % 2] = warp.product[lane].sums->sum[k];
    }
    for (int i = 0; i < kRows; ++i)
        for (int k = 0; k < Factors<O>::kDepth; ++k)
            for (int j = 0; j < kColumns; ++j)
                sums[i][j] += f.left[i][k] * f.right[k][j];
    for (int lane = 0; lane < gpu::kLanes; ++lane)
        for (int k = 0; k < 4; ++k)
            warp.product[lane].sums->sum[k] = sums[lane / 4 + k / 2 * 8][lane % 4 * 2 + k % 2];
}

template void multiply<Operand::Tf32>(Party& party);
template void multiply<Operand::Bf16>(Party& party);

}  // namespace gauge::test
