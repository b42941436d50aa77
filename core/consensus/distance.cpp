#include "core/consensus/distance.h"

#include "core/parallel.h"

#include <algorithm>
#include <limits>
#include <map>

namespace gauge {

Matrixd consensusDistance(const std::vector<RowMatrixd>& energy)
{
    const Index n = energy.empty() ? 0 : energy.front().rows();
    Matrixd d = Matrixd::Zero(n, n);
    for (const RowMatrixd& e : energy)
        d += 0.5 * (e + e.transpose());
    d.diagonal().setZero();
    return d;
}

DistanceOf distanceIn(const Matrixd& distance)
{
    return [&distance](Index i, Index j) { return distance(i, j); };
}

DistanceOf distanceAmong(const std::vector<Edge>& pairs, DistanceOf otherwise)
{
    return [&pairs, otherwise = std::move(otherwise)](Index i, Index j) {
        if (i == j)
            return 0.0;
        const std::pair<Index, Index> wanted = std::minmax(i, j);
        const auto found = std::lower_bound(pairs.begin(), pairs.end(), wanted,
                                            [](const Edge& e, const auto& key) { return std::pair(e.i, e.j) < key; });
        return found != pairs.end() && std::pair(found->i, found->j) == wanted ? found->distance : otherwise(i, j);
    };
}

std::vector<Edge> closePairs(const std::vector<RowMatrixd>& energy, double theta)
{
    constexpr Index side = 64;  // a tile and its mirror image fit the first-level cache
    const Index n = energy.empty() ? 0 : energy.front().rows();
    const Index tiles = (n + side - 1) / side;
    std::vector<std::vector<Edge>> found(static_cast<std::size_t>(tiles));
    parallelFor(tiles, [&](Index t) {
        RowMatrixd sum(side, side);
        std::vector<Edge>& mine = found[static_cast<std::size_t>(t)];
        const Index i0 = t * side;
        const Index rows = std::min(side, n - i0);
        for (Index j0 = i0; j0 < n; j0 += side) {
            const Index columns = std::min(side, n - j0);
            auto d = sum.topLeftCorner(rows, columns);
            d.setZero();
            for (const RowMatrixd& e : energy)
                d += 0.5 * (e.block(i0, j0, rows, columns) + e.block(j0, i0, columns, rows).transpose());
            if (!(d.minCoeff() < theta))
                continue;
            for (Index i = 0; i < rows; ++i)
                for (Index j = j0 == i0 ? i + 1 : 0; j < columns; ++j)
                    if (d(i, j) < theta)
                        mine.push_back({i0 + i, j0 + j, d(i, j)});
        }
        std::sort(mine.begin(), mine.end(),
                  [](const Edge& a, const Edge& b) { return a.i != b.i ? a.i < b.i : a.j < b.j; });
    });
    std::vector<Edge> all;
    for (const auto& some : found)
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

Matrixd apartDistance(Matrixd distance, const std::vector<int>& numbers)
{
    const auto n = static_cast<Index>(numbers.size());
    for (Index j = 0; j < n; ++j)
        for (Index i = 0; i < n; ++i)
            if (numbers[static_cast<std::size_t>(i)] != numbers[static_cast<std::size_t>(j)])
                distance(i, j) = std::numeric_limits<double>::infinity();
    return distance;
}

std::vector<Edge> apartPairs(std::vector<Edge> pairs, const std::vector<int>& numbers)
{
    if (!numbers.empty())
        std::erase_if(pairs, [&](const Edge& e) {
            return numbers[static_cast<std::size_t>(e.i)] != numbers[static_cast<std::size_t>(e.j)];
        });
    return pairs;
}

std::vector<int> apartByEither(const std::vector<int>& a, const std::vector<int>& b)
{
    if (a.empty() || b.empty())
        return a.empty() ? b : a;
    std::map<std::pair<int, int>, int> known;
    std::vector<int> both;
    for (std::size_t i = 0; i < a.size(); ++i)
        both.push_back(known.try_emplace({a[i], b[i]}, static_cast<int>(known.size())).first->second);
    return both;
}

Matrixd mutualDistance(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& priorEnergy)
{
    const Index n = energy.empty() ? 0 : energy.front().rows();
    Matrixd worst = Matrixd::Zero(n, n);
    for (const auto* each : {&energy, &priorEnergy}) {
        RowMatrixd sum = RowMatrixd::Zero(n, n);
        for (const RowMatrixd& e : *each)
            sum += e;
        worst = worst.cwiseMax(sum).cwiseMax(sum.transpose()).eval();
    }
    worst.diagonal().setZero();
    return worst;
}

}  // namespace gauge
