#include "core/attention/sinks.h"

#include "core/error.h"

#include <algorithm>

namespace gauge {

std::vector<Index> pooledBounds(Index n, Index cells)
{
    const Index count = std::clamp<Index>(cells, 1, n);
    std::vector<Index> bounds;
    for (Index c = 0; c <= count; ++c)
        bounds.push_back(c * n / count);
    return bounds;
}

void requireStreamable(const AttentionOptions& options, const StreamWanted& wanted)
{
    if (wanted.edgesBelow >= 0 && options.score == Score::DotProduct)
        fail("--edges-below: distances need --score divergence (agreement is a small divergence), found dot-product");
}

StreamResult emptyStream(Index n, std::size_t heads, bool summedHeads, const StreamWanted& wanted)
{
    StreamResult r;
    r.receiverEnergy.resize(heads);
    r.receiverEntropy.resize(heads);
    for (std::size_t h = 0; h < (summedHeads ? 1 : heads); ++h)
        r.receiverEnergy[h] = r.receiverEntropy[h] = Vectord::Zero(n);
    const auto cells = static_cast<Index>(pooledBounds(n, wanted.pooledCells).size()) - 1;
    r.pooled.assign(heads, RowMatrixd::Zero(cells, cells));
    r.linkWeight.assign(heads, RowMatrixd::Zero(n, wanted.links));
    r.linkSender.assign(heads, RowMatrix<Index>::Constant(n, wanted.links, -1));
    r.couplingEnergy.assign(heads, 0.0);
    r.couplingEntropy.assign(heads, 0.0);
    return r;
}

void meansOfCells(const std::vector<Index>& bounds, std::vector<RowMatrixd>& pooled)
{
    const auto length = [&](Index cell) {
        return bounds[static_cast<std::size_t>(cell + 1)] - bounds[static_cast<std::size_t>(cell)];
    };
    for (RowMatrixd& map : pooled)
        for (Index a = 0; a < map.rows(); ++a)
            for (Index b = 0; b < map.cols(); ++b)
                map(a, b) /= static_cast<double>(length(a) * length(b));
}

std::vector<Edge> pairUp(std::vector<Edge> directed, double theta)
{
    const auto key = [](const Edge& e) { return std::pair(std::min(e.i, e.j), std::max(e.i, e.j)); };
    std::sort(directed.begin(), directed.end(),
              [&](const Edge& a, const Edge& b) { return key(a) != key(b) ? key(a) < key(b) : a.i < b.i; });
    std::vector<Edge> edges;
    for (std::size_t k = 0; k + 1 < directed.size(); ++k) {
        const auto [i, j] = key(directed[k]);
        if (key(directed[k + 1]) != key(directed[k]))
            continue;
        if (const double d = 0.5 * (directed[k].distance + directed[k + 1].distance); d < theta)
            edges.push_back({i, j, d});
        ++k;
    }
    return edges;
}

}  // namespace gauge
