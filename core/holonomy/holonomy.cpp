#include "core/holonomy/holonomy.h"

#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <set>

namespace gauge {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kNormal95 = 1.959963984540054;

double trianglesAmong(Index tokens)
{
    const auto n = static_cast<double>(tokens);
    return n * (n - 1) * (n - 2) / 6;
}

void allTriangles(Index n, Triangles& out)
{
    Index t = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j)
            for (Index k = j + 1; k < n; ++k)
                out.token.row(t++) << i, j, k;
}

void drawnTriangles(Index n, std::uint64_t seed, Triangles& out)
{
    std::mt19937_64 engine(seed);
    const auto token = [&] { return static_cast<Index>(engine() % static_cast<std::uint64_t>(n)); };
    std::set<std::array<Index, 3>> drawn;
    while (static_cast<Index>(drawn.size()) < kSampledTriangles) {
        std::array<Index, 3> t{token(), token(), token()};
        std::sort(t.begin(), t.end());
        if (t[0] != t[1] && t[1] != t[2])
            drawn.insert(t);
    }
    Index row = 0;
    for (const auto& [i, j, k] : drawn)
        out.token.row(row++) << i, j, k;
}

HeadHolonomy walked(const Connection& connection, std::size_t h, Index d, const RowMatrixd& beta,
                    const Triangles& triangles)
{
    const Index count = triangles.token.rows();
    HeadHolonomy head;
    for (Vectord* numbers : {&head.wilson, &head.deviation, &head.cocycle, &head.weight})
        numbers->resize(count);
    parallelRanges(count, 256, [&](Index first, Index last) {
        const Matrixd one = Matrixd::Identity(d, d);
        for (Index t = first; t < last; ++t) {
            const Index i = triangles.token(t, 0);
            const Index j = triangles.token(t, 1);
            const Index k = triangles.token(t, 2);
            const Matrixd through = connection.link(h, i, j, d) * connection.link(h, j, k, d);
            const Matrixd around = through * connection.link(h, k, i, d);
            head.wilson(t) = around.trace() / static_cast<double>(d);
            head.deviation(t) = (around - one).norm();
            head.cocycle(t) = (connection.link(h, i, k, d) - through).norm();
            head.weight(t) = 0.5 * (beta(i, j) * beta(j, k) * beta(k, i) + beta(i, k) * beta(k, j) * beta(j, i));
        }
    });
    return head;
}

void findMean(HeadHolonomy& head, bool sampled, Index tokens)
{
    const Index count = head.wilson.size();
    if (count == 0) {
        head.meanWilson = head.least = head.greatest = kNaN;
        return;
    }
    head.meanWilson = head.least = head.greatest = head.wilson.mean();
    if (!sampled)
        return;
    const auto t = static_cast<double>(count);
    const double variance = (head.wilson.array() - head.meanWilson).square().sum() / (t - 1);
    const double half = kNormal95 * std::sqrt(variance * (1 - t / trianglesAmong(tokens)) / t);
    head.least -= half;
    head.greatest += half;
}

}  // namespace

Triangles trianglesOf(Index tokens, std::uint64_t seed)
{
    Triangles triangles;
    triangles.sampled = tokens > kMostWholeTriangles;
    triangles.token.resize(triangles.sampled ? kSampledTriangles : static_cast<Index>(trianglesAmong(tokens)), 3);
    if (triangles.sampled)
        drawnTriangles(tokens, seed, triangles);
    else
        allTriangles(tokens, triangles);
    return triangles;
}

Holonomy holonomyOf(const Connection& connection, const Heads& heads, const std::vector<RowMatrixd>& attention,
                    std::uint64_t seed, const RunControl& control)
{
    const Index n = attention.front().rows();
    Holonomy holonomy;
    holonomy.triangles = trianglesOf(n, seed);
    for (std::size_t h = 0; h < heads.size(); ++h) {
        control.check();
        const RowMatrixd& beta = attention[std::min(h, attention.size() - 1)];
        HeadHolonomy head = walked(connection, h, heads[h], beta, holonomy.triangles);
        findMean(head, holonomy.triangles.sampled, n);
        if (const std::string refusal = frustrationRefusal(n, heads[h]); refusal.empty()) {
            head.frustration = frustrationOf(connection, h, heads[h], 0.5 * (beta + beta.transpose()), control);
        } else {
            head.frustration.value = kNaN;
            holonomy.frustrationRefused = refusal;
        }
        holonomy.heads.push_back(std::move(head));
    }
    return holonomy;
}

}  // namespace gauge
