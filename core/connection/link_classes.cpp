#include "core/connection/link_classes.h"

#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

namespace gauge {
namespace {

/// Entries of equal links agree to so much of the largest.
constexpr double kLinkTolerance = 1e-12;

/// Links of one receiver, all heads side by side: n × Σ d². For one thread.
class RowOfLinks {
public:
    RowOfLinks(const Connection& connection, const Heads& heads, Index n) : heads_(heads)
    {
        Index width = 0;
        for (std::size_t h = 0; h < heads.size(); ++h) {
            readers_.emplace_back(connection, h);
            width += heads[h] * heads[h];
        }
        row_.resize(n, width);
    }

    const RowMatrixd& read(Index receiver)
    {
        Index at = 0;
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const Index entries = heads_[h] * heads_[h];
            for (Index t = 0; t * kBatch < row_.rows(); ++t) {
                const LinkTile tile = readers_[h].tile(receiver, t);
                for (Index lane = 0; lane < std::min(kBatch, row_.rows() - t * kBatch); ++lane)
                    for (Index entry = 0; entry < entries; ++entry)
                        row_(t * kBatch + lane, at + entry) = tile.link[entry * tile.entry + lane];
            }
            at += entries;
        }
        return row_;
    }

private:
    const Heads& heads_;
    std::vector<LinkReader> readers_;
    RowMatrixd row_;
};

bool equalRows(const Eigen::Ref<const Eigen::RowVectorXd>& a, const Eigen::Ref<const Eigen::RowVectorXd>& b)
{
    return (a - b).cwiseAbs().maxCoeff() <= kLinkTolerance * std::max(1.0, a.cwiseAbs().maxCoeff());
}

/// What equal links have in common: sums of every agent's links to the others, and of theirs to it. Two sums of equal links differ by no more than `reach`.
struct LinkSums {
    Vectord received;
    Vectord sent;
    double reach;
};

LinkSums linkSums(const Connection& connection, const Heads& heads, Index n)
{
    const Index width =
        std::accumulate(heads.begin(), heads.end(), Index{0}, [](Index sum, Index d) { return sum + d * d; });
    const RowMatrixd weight =
        RowMatrixd::NullaryExpr(n, width, [n](Index k, Index entry) { return linkDeviate(1, k, n + entry, 0); });
    constexpr Index grain = 16;
    const Index parts = (n + grain - 1) / grain;
    LinkSums sums{Vectord(n), Vectord::Zero(n), 0};
    Matrixd sent = Matrixd::Zero(n, parts);
    Vectord greatest = Vectord::Ones(parts);
    parallelFor(parts, [&](Index part) {
        RowOfLinks links(connection, heads, n);
        for (Index i = part * grain; i < std::min(n, (part + 1) * grain); ++i) {
            const RowMatrixd& row = links.read(i);
            sums.received(i) = row.cwiseProduct(weight).sum();
            sent.col(part) += row * weight.row(i).transpose();
            greatest(part) = std::max(greatest(part), row.cwiseAbs().maxCoeff());
        }
    });
    sums.sent = sent.rowwise().sum();
    sums.reach = kLinkTolerance * greatest.maxCoeff() * weight.cwiseAbs().sum();
    return sums;
}

/// The first agent whose sums are those of each: N.
std::vector<Index> firstOfSums(const LinkSums& sums)
{
    std::multimap<double, Index> seen;
    std::vector<Index> first(static_cast<std::size_t>(sums.sent.size()));
    for (Index a = 0; a < sums.sent.size(); ++a) {
        const auto end = seen.upper_bound(sums.received(a) + sums.reach);
        const auto found = std::find_if(seen.lower_bound(sums.received(a) - sums.reach), end, [&](const auto& other) {
            return std::abs(sums.sent(a) - sums.sent(other.second)) <= sums.reach;
        });
        first[static_cast<std::size_t>(a)] = found == end ? a : found->second;
        if (found == end)
            seen.emplace(sums.received(a), a);
    }
    return first;
}

/// Agents whose links are not those of the first of their kind after all stand for themselves.
void compare(const Connection& connection, const Heads& heads, std::vector<Index>& first)
{
    const auto n = static_cast<Index>(first.size());
    std::vector<std::atomic<bool>> differs(first.size());
    parallelRanges(n, 16, [&](Index begin, Index end) {
        RowOfLinks links(connection, heads, n);
        RowOfLinks others(connection, heads, n);
        for (Index k = begin; k < end; ++k) {
            const RowMatrixd& row = links.read(k);
            for (Index a = 0; a < n; ++a)
                if (const Index of = first[static_cast<std::size_t>(a)]; of != a && !equalRows(row.row(a), row.row(of)))
                    differs[static_cast<std::size_t>(a)] = true;
            const Index of = first[static_cast<std::size_t>(k)];
            if (of == k)
                continue;
            const RowMatrixd& other = others.read(of);
            for (Index j = 0; j < n; ++j)
                if (!equalRows(row.row(j), other.row(j)))
                    differs[static_cast<std::size_t>(k)] = true;
        }
    });
    for (Index a = 0; a < n; ++a)
        if (differs[static_cast<std::size_t>(a)])
            first[static_cast<std::size_t>(a)] = a;
}

}  // namespace

std::vector<int> linkClasses(const Connection& connection, const Heads& heads, Index n)
{
    if (!connection.byPair() || n < 2)
        return {};
    std::vector<Index> first = firstOfSums(linkSums(connection, heads, n));
    std::vector<Index> alone(first.size());
    std::iota(alone.begin(), alone.end(), Index{0});
    if (first != alone)
        compare(connection, heads, first);
    if (std::all_of(first.begin(), first.end(), [](Index f) { return f == 0; }))
        return {};
    return {first.begin(), first.end()};
}

}  // namespace gauge
