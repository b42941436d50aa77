#include "core/kernels/product.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gauge {
namespace {

/// Rows a block of accumulators holds: two registers a row, leaving room for the panel's two in 32 (or 16) registers.
template <class S>
constexpr Index kBlockRows = kLanes<S> * static_cast<Index>(sizeof(S)) >= 64 ? 12 : 5;

/// Depth of one sweep: a panel of it stays in the first-level caches while the rows pass over it.
constexpr Index kSweep = 256;

template <class S>
struct Sweep {
    const S* left;
    Index leftStride;
    const S* panel;
    Index depth;
    S* out;
    Index outStride;
    const S* rowBias;     // null but in the last sweep
    const S* columnBias;  // null but in the last sweep
    S factor;
    S least;
    bool first;
    bool last;
};

template <int R, class S>
void block(const Sweep<S>& s)
{
    constexpr Index lanes = kLanes<S>;
    Pack<S> low[R];
    Pack<S> high[R];
    for (int r = 0; r < R; ++r) {
        low[r] = s.first ? Pack<S>(S(0)) : loadPack(s.out + r * s.outStride);
        high[r] = s.first ? Pack<S>(S(0)) : loadPack(s.out + r * s.outStride + lanes);
    }
    const S* p = s.panel;
    for (Index l = 0; l < s.depth; ++l, p += 2 * lanes) {
        const Pack<S> a = loadPack(p);
        const Pack<S> b = loadPack(p + lanes);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const Pack<S> x(s.left[r * s.leftStride + l]);
            low[r] += x * a;
            high[r] += x * b;
        }
    }
    if (s.last) {
        const Pack<S> biasLow = s.columnBias ? loadPack(s.columnBias) : Pack<S>(S(0));
        const Pack<S> biasHigh = s.columnBias ? loadPack(s.columnBias + lanes) : Pack<S>(S(0));
        for (int r = 0; r < R; ++r) {
            const Pack<S> bias(s.rowBias ? s.rowBias[r] : S(0));
            low[r] = stdx::max(s.factor * (low[r] + bias + biasLow), Pack<S>(s.least));
            high[r] = stdx::max(s.factor * (high[r] + bias + biasHigh), Pack<S>(s.least));
        }
    }
    for (int r = 0; r < R; ++r) {
        storePack(low[r], s.out + r * s.outStride);
        storePack(high[r], s.out + r * s.outStride + lanes);
    }
}

/// Calls block<rows> for 1 ≤ rows ≤ kBlockRows.
template <class S, int... R>
void dispatch(const Sweep<S>& s, Index rows, std::integer_sequence<int, R...>)
{
    using Function = void (*)(const Sweep<S>&);
    static constexpr std::array<Function, sizeof...(R)> functions{&block<R + 1, S>...};
    functions[static_cast<std::size_t>(rows - 1)](s);
}

template <int R, class S>
void accumulateBlock(const S* weights, Index weightStride, Index n, const S* values, Index valueStride, S* out,
                     Index outStride)
{
    Pack<S> sum[R];
    for (int r = 0; r < R; ++r)
        sum[r] = loadPack(out + r * outStride);
    for (Index j = 0; j < n; ++j) {
        const Pack<S> v = loadPack(values + j * valueStride);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r)
            sum[r] += Pack<S>(weights[r * weightStride + j]) * v;
    }
    for (int r = 0; r < R; ++r)
        storePack(sum[r], out + r * outStride);
}

/// The same with two registers a row: half the broadcasts.
template <int R, class S>
void accumulateWide(const S* weights, Index weightStride, Index n, const S* values, Index valueStride, S* out,
                    Index outStride)
{
    constexpr Index lanes = kLanes<S>;
    Pack<S> low[R];
    Pack<S> high[R];
    for (int r = 0; r < R; ++r) {
        low[r] = loadPack(out + r * outStride);
        high[r] = loadPack(out + r * outStride + lanes);
    }
    for (Index j = 0; j < n; ++j) {
        const Pack<S> a = loadPack(values + j * valueStride);
        const Pack<S> b = loadPack(values + j * valueStride + lanes);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const Pack<S> w(weights[r * weightStride + j]);
            low[r] += w * a;
            high[r] += w * b;
        }
    }
    for (int r = 0; r < R; ++r) {
        storePack(low[r], out + r * outStride);
        storePack(high[r], out + r * outStride + lanes);
    }
}

template <int R, class S>
void accumulateColumns(const S* weights, Index weightStride, Index n, const S* values, Index valueStride, Index width,
                       S* out, Index outStride)
{
    constexpr Index lanes = kLanes<S>;
    Index c = 0;
    for (; c + 2 * lanes <= width; c += 2 * lanes)
        accumulateWide<R>(weights, weightStride, n, values + c, valueStride, out + c, outStride);
    for (; c < width; c += lanes)
        accumulateBlock<R>(weights, weightStride, n, values + c, valueStride, out + c, outStride);
}

}  // namespace

template <class S>
void multiplyRows(const S* left, Index leftStride, Index rows, const Panels<S>& right, Index firstPanel, Index lastPanel,
                  const Epilogue<S>& e, S* out, Index outStride)
{
    constexpr auto sizes = std::make_integer_sequence<int, kBlockRows<S>>{};
    const Index depth = right.depth();
    for (Index l = 0; l == 0 || l < depth; l += kSweep) {
        const Index length = std::min(kSweep, depth - l);
        for (Index p = firstPanel; p < lastPanel; ++p) {
            const Index c = p * kPanelWidth<S>;
            for (Index r = 0; r < rows; r += kBlockRows<S>) {
                dispatch(Sweep<S>{left + r * leftStride + l, leftStride, right.panel(p) + l * kPanelWidth<S>, length,
                                  out + r * outStride + (p - firstPanel) * kPanelWidth<S>, outStride,
                                  e.rowBias ? e.rowBias + r : nullptr, e.columnBias ? e.columnBias + c : nullptr, e.factor,
                                  e.least, l == 0, l + length == depth},
                         std::min(kBlockRows<S>, rows - r), sizes);
            }
        }
    }
}

template <class S>
void accumulateRows(const S* weights, Index weightStride, Index rows, Index n, const S* values, Index valueStride,
                    Index width, S* out, Index outStride)
{
    Index r = 0;
    for (; r + 8 <= rows; r += 8)
        accumulateColumns<8>(weights + r * weightStride, weightStride, n, values, valueStride, width, out + r * outStride,
                             outStride);
    for (; r < rows; ++r)
        accumulateColumns<1>(weights + r * weightStride, weightStride, n, values, valueStride, width, out + r * outStride,
                             outStride);
}

template void multiplyRows(const float*, Index, Index, const Panels<float>&, Index, Index, const Epilogue<float>&, float*,
                           Index);
template void multiplyRows(const double*, Index, Index, const Panels<double>&, Index, Index, const Epilogue<double>&,
                           double*, Index);
template void accumulateRows(const float*, Index, Index, Index, const float*, Index, Index, float*, Index);
template void accumulateRows(const double*, Index, Index, Index, const double*, Index, Index, double*, Index);

}  // namespace gauge
