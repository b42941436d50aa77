#include "core/consensus/linkage.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace gauge {
namespace {

/// A merge between the clusters that hold tokens a and b, before clusters are numbered.
struct RawMerge {
    Index a;
    Index b;
    double height;
};

/// Nearest-neighbour chain (Müllner, arXiv:1109.2378, fig. 3); complete linkage. O(N²) time.
std::vector<RawMerge> completeMerges(Matrixd d)
{
    const Index n = d.rows();
    std::vector<bool> alive(static_cast<std::size_t>(n), true);
    std::vector<Index> chain;
    std::vector<RawMerge> merges;
    while (static_cast<Index>(merges.size()) < n - 1) {
        if (chain.empty())
            chain.push_back(std::find(alive.begin(), alive.end(), true) - alive.begin());
        for (;;) {
            const Index x = chain.back();
            Index y = chain.size() > 1 ? chain[chain.size() - 2] : -1;
            double least = y >= 0 ? d(x, y) : std::numeric_limits<double>::infinity();
            for (Index i = 0; i < n; ++i) {
                if (alive[static_cast<std::size_t>(i)] && i != x && (y < 0 || d(i, x) < least)) {
                    least = d(i, x);
                    y = i;
                }
            }
            if (chain.size() > 1 && y == chain[chain.size() - 2])
                break;
            chain.push_back(y);
        }
        Index x = chain.back();
        chain.pop_back();
        Index y = chain.back();
        chain.pop_back();
        if (x > y)
            std::swap(x, y);
        merges.push_back({x, y, d(x, y)});
        alive[static_cast<std::size_t>(x)] = false;
        for (Index i = 0; i < n; ++i) {
            if (i != y && alive[static_cast<std::size_t>(i)])
                d(i, y) = d(y, i) = std::max(d(i, x), d(i, y));
        }
    }
    return merges;
}

/// Prim's minimum spanning tree from token 0: single linkage. O(N²) time.
std::vector<RawMerge> spanningMerges(const Matrixd& d)
{
    const Index n = d.rows();
    std::vector<bool> inside(static_cast<std::size_t>(n), false);
    std::vector<double> nearest(static_cast<std::size_t>(n), std::numeric_limits<double>::infinity());
    std::vector<Index> via(static_cast<std::size_t>(n), 0);
    std::vector<RawMerge> merges;
    Index x = 0;
    while (static_cast<Index>(merges.size()) < n - 1) {
        inside[static_cast<std::size_t>(x)] = true;
        Index next = -1;
        for (Index i = 0; i < n; ++i) {
            const auto s = static_cast<std::size_t>(i);
            if (inside[s])
                continue;
            if (d(x, i) < nearest[s]) {
                nearest[s] = d(x, i);
                via[s] = x;
            }
            if (next < 0 || nearest[s] < nearest[static_cast<std::size_t>(next)])
                next = i;
        }
        merges.push_back({via[static_cast<std::size_t>(next)], next, nearest[static_cast<std::size_t>(next)]});
        x = next;
    }
    return merges;
}

/// Sorts by height and gives every joined cluster the next number.
std::vector<Merge> numbered(std::vector<RawMerge> raw, Index n)
{
    std::stable_sort(raw.begin(), raw.end(), [](const RawMerge& x, const RawMerge& y) { return x.height < y.height; });
    std::vector<Index> parent(static_cast<std::size_t>(2 * n));
    std::iota(parent.begin(), parent.end(), Index{0});
    std::vector<Index> count(static_cast<std::size_t>(2 * n), 1);
    const auto root = [&](Index i) {
        while (parent[static_cast<std::size_t>(i)] != i) {
            auto& p = parent[static_cast<std::size_t>(i)];
            p = parent[static_cast<std::size_t>(p)];
            i = p;
        }
        return i;
    };
    std::vector<Merge> tree;
    for (const RawMerge& merge : raw) {
        const Index x = root(merge.a);
        const Index y = root(merge.b);
        const Index made = n + static_cast<Index>(tree.size());
        parent[static_cast<std::size_t>(x)] = parent[static_cast<std::size_t>(y)] = made;
        const Index size = count[static_cast<std::size_t>(x)] + count[static_cast<std::size_t>(y)];
        count[static_cast<std::size_t>(made)] = size;
        tree.push_back({std::min(x, y), std::max(x, y), merge.height, size});
    }
    return tree;
}

}  // namespace

std::vector<Merge> mergeTree(const Matrixd& distance, Linkage linkage)
{
    if (distance.rows() < 2)
        return {};
    if (distance.hasNaN())
        fail("linkage: expected a distance for every pair of agents, found pairs without one (energies that were not "
             "computed)");
    return numbered(linkage == Linkage::Complete ? completeMerges(distance) : spanningMerges(distance), distance.rows());
}

namespace {

Clusters labelled(std::vector<std::vector<Index>> groups, Index n)
{
    std::sort(groups.begin(), groups.end());
    Clusters clusters{std::vector<Index>(static_cast<std::size_t>(n)), std::move(groups)};
    for (std::size_t c = 0; c < clusters.members.size(); ++c)
        for (const Index i : clusters.members[c])
            clusters.label[static_cast<std::size_t>(i)] = static_cast<Index>(c);
    return clusters;
}

/// Applies the first `merges` merges.
Clusters joined(const std::vector<Merge>& tree, Index n, std::size_t merges)
{
    std::vector<std::vector<Index>> groups(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i)
        groups[static_cast<std::size_t>(i)] = {i};
    for (std::size_t t = 0; t < merges; ++t) {
        std::vector<Index> both;
        auto& a = groups[static_cast<std::size_t>(tree[t].a)];
        auto& b = groups[static_cast<std::size_t>(tree[t].b)];
        std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        a.clear();
        b.clear();
        groups.push_back(std::move(both));
    }
    std::erase_if(groups, [](const auto& g) { return g.empty(); });
    return labelled(std::move(groups), n);
}

void requireCount(Index n, Index count)
{
    if (count < 1 || count > n)
        fail("--clusters: expected between 1 and {} clusters (the number of agents), found {}", n, count);
}

}  // namespace

double tallestOf(const std::vector<Merge>& tree)
{
    const auto last = std::find_if(tree.rbegin(), tree.rend(), [](const Merge& m) { return std::isfinite(m.height); });
    return last == tree.rend() ? 0 : last->height;
}

Clusters cutTree(const std::vector<Merge>& tree, Index n, double theta)
{
    const auto end = std::partition_point(tree.begin(), tree.end(), [&](const Merge& m) { return m.height < theta; });
    return joined(tree, n, static_cast<std::size_t>(end - tree.begin()));
}

namespace {

/// Complete linkage of one connected part: pairs that are not among the edges lie at θ or beyond, which is as good as any great
/// distance.
std::vector<std::vector<Index>> linkPart(const std::vector<Index>& part, const std::vector<std::vector<Edge>>& near)
{
    constexpr double far = std::numeric_limits<double>::max();
    const auto g = static_cast<Index>(part.size());
    Matrixd distance = Matrixd::Constant(g, g, far);
    distance.diagonal().setZero();
    const auto placeOf = [&](Index i) { return std::lower_bound(part.begin(), part.end(), i) - part.begin(); };
    for (Index a = 0; a < g; ++a)
        for (const Edge& e : near[static_cast<std::size_t>(part[static_cast<std::size_t>(a)])])
            distance(a, placeOf(e.j)) = e.distance;
    std::vector<std::vector<Index>> groups = cutTree(mergeTree(distance, Linkage::Complete), g, far).members;
    for (auto& members : groups)
        for (Index& i : members)
            i = part[static_cast<std::size_t>(i)];
    return groups;
}

}  // namespace

Clusters clustersOfPairs(const std::vector<Edge>& pairs, Index n, Linkage linkage)
{
    std::vector<std::vector<Edge>> near(static_cast<std::size_t>(n));  // both ways
    for (const Edge& e : pairs) {
        near[static_cast<std::size_t>(e.i)].push_back(e);
        near[static_cast<std::size_t>(e.j)].push_back({e.j, e.i, e.distance});
    }
    std::vector<char> seen(static_cast<std::size_t>(n), 0);
    std::vector<std::vector<Index>> groups;
    for (Index start = 0; start < n; ++start) {
        if (std::exchange(seen[static_cast<std::size_t>(start)], 1) != 0)
            continue;
        std::vector<Index> part{start};
        for (std::size_t k = 0; k < part.size(); ++k)
            for (const Edge& e : near[static_cast<std::size_t>(part[k])])
                if (std::exchange(seen[static_cast<std::size_t>(e.j)], 1) == 0)
                    part.push_back(e.j);
        std::sort(part.begin(), part.end());
        if (linkage != Linkage::Complete || part.size() < 3) {
            groups.push_back(std::move(part));
            continue;
        }
        for (auto& members : linkPart(part, near))
            groups.push_back(std::move(members));
    }
    return labelled(std::move(groups), n);
}

Clusters cutTreeInto(const std::vector<Merge>& tree, Index n, Index count)
{
    requireCount(n, count);
    return joined(tree, n, static_cast<std::size_t>(n - count));
}

double thresholdFor(const std::vector<Merge>& tree, Index n, Index count)
{
    requireCount(n, count);
    const auto applied = static_cast<std::size_t>(n - count);
    const double below = applied == 0 ? 0 : std::min(tree[applied - 1].height, tallestOf(tree));
    return applied == tree.size() || !std::isfinite(tree[applied].height) ? below * 1.05 + 1e-12
                                                                          : 0.5 * (below + tree[applied].height);
}

Matrixd bondedDistance(const Matrixd& distance, const std::vector<Index>& group, double hysteresis)
{
    Matrixd bonded = distance;
    for (Index j = 0; j < bonded.cols(); ++j)
        for (Index i = 0; i < bonded.rows(); ++i)
            if (const Index g = group[static_cast<std::size_t>(i)]; g >= 0 && g == group[static_cast<std::size_t>(j)])
                bonded(i, j) /= 1 + hysteresis;
    return bonded;
}

std::vector<Index> leafOrder(const std::vector<Merge>& tree, Index n)
{
    std::vector<std::vector<Index>> leaves(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i)
        leaves[static_cast<std::size_t>(i)] = {i};
    for (const Merge& merge : tree) {
        std::vector<Index> a = std::move(leaves[static_cast<std::size_t>(merge.a)]);
        std::vector<Index> b = std::move(leaves[static_cast<std::size_t>(merge.b)]);
        if (*std::min_element(b.begin(), b.end()) < *std::min_element(a.begin(), a.end()))
            std::swap(a, b);
        a.insert(a.end(), b.begin(), b.end());
        leaves.push_back(std::move(a));
    }
    return leaves.empty() ? std::vector<Index>{} : leaves.back();
}

}  // namespace gauge
