#include "core/algebra/exponential_plan.h"

#include "core/algebra/expm.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gauge {
namespace {

using Block = ExponentialBlock;

/// The pairs of T_3; ok tells whether all it does is to turn pairs of coordinates at whole frequencies.
std::vector<Block::Pair> harmonicPairs(const Matrixd& t, bool& ok)
{
    std::vector<Block::Pair> pairs;
    ok = true;
    std::vector<bool> used(static_cast<std::size_t>(t.rows()), false);
    for (Index c = 0; c < t.cols() && ok; ++c) {
        for (Index r = 0; r < t.rows(); ++r) {
            const double value = t(r, c);
            if (std::abs(value) < 1e-9)
                continue;
            const double whole = std::round(value);
            if (std::abs(value - whole) > 1e-9 || whole == 0) {
                ok = false;
                break;
            }
            if (whole < 0)
                continue;  // met from the other side
            if (used[static_cast<std::size_t>(r)] || used[static_cast<std::size_t>(c)]) {
                ok = false;
                break;
            }
            used[static_cast<std::size_t>(r)] = used[static_cast<std::size_t>(c)] = true;
            pairs.push_back({c, r, static_cast<int>(whole)});
        }
    }
    return pairs;
}

/// Recognises a representation of so(3) on the block.
void recogniseSpin(Block& b, const std::vector<Matrixd>& own, const std::vector<Index>& acting)
{
    if (own.size() != 3 || !isSo3(own))
        return;
    bool ok = false;
    b.pairs = harmonicPairs(own[2], ok);
    if (!ok)
        return;
    b.kind = Block::Kind::Spin;
    std::copy(acting.begin(), acting.end(), b.spin);
    b.quarterTurn = expm(-0.5 * M_PI * own[0]);
}

Block describe(const Generators& generators, Index headAt, Index at, Index dim)
{
    Block b;
    b.at = at;
    b.dim = dim;
    std::vector<Matrixd> own;
    std::vector<Index> acting;
    for (std::size_t a = 0; a < generators.size(); ++a) {
        const auto part = generators[a].block(headAt + at, headAt + at, dim, dim);
        bool any = false;
        for (Index c = 0; c < dim; ++c) {
            for (Index r = 0; r < dim; ++r) {
                if (part(r, c) != 0.0) {
                    b.entries.push_back({r, c, static_cast<Index>(a), part(r, c)});
                    any = true;
                }
            }
        }
        if (any && own.size() < 4) {  // more than three are not one so(3)
            own.push_back(part);
            acting.push_back(static_cast<Index>(a));
        }
    }
    b.skew = true;
    for (const Block::Entry& e : b.entries)
        if (std::abs(e.value + generators[static_cast<std::size_t>(e.generator)](
                                   headAt + at + e.column, headAt + at + e.row)) > 1e-14 * std::max(1.0, std::abs(e.value)))
            b.skew = false;
    if (b.entries.empty())
        b.kind = Block::Kind::Identity;
    else if (b.skew && dim == 2)
        b.kind = Block::Kind::Plane;
    else if (b.skew && dim == 3)
        b.kind = Block::Kind::Rotation;
    else if (b.skew && dim > 3)
        recogniseSpin(b, own, acting);
    return b;
}

/// Ends of the smallest runs of coordinates that no generator leaves: the first coordinate of each run.
std::vector<Index> runStarts(const Generators& generators, Index headAt, Index d)
{
    std::vector<Index> reach(static_cast<std::size_t>(d));
    std::iota(reach.begin(), reach.end(), 0);
    for (const Matrixd& t : generators)
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                if (t(headAt + r, headAt + c) != 0.0) {
                    Index& far = reach[static_cast<std::size_t>(std::min(r, c))];
                    far = std::max(far, std::max(r, c));
                }
    std::vector<Index> starts;
    Index end = -1;
    for (Index k = 0; k < d; ++k) {
        if (k > end)
            starts.push_back(k);
        end = std::max(end, reach[static_cast<std::size_t>(k)]);
    }
    return starts;
}

}  // namespace

std::vector<Index> ExponentialPlan::offsets(std::size_t head) const
{
    std::vector<Index> result;
    for (const Block& b : blocks[head])
        result.push_back(b.at);
    result.push_back(heads[head]);
    return result;
}

ExponentialPlan planExponential(const Generators& generators, const Heads& heads)
{
    ExponentialPlan plan{heads, {}};
    const std::vector<Index> headAt = headOffsets(heads);
    for (std::size_t h = 0; h < heads.size(); ++h) {
        std::vector<Index> starts = runStarts(generators, headAt[h], heads[h]);
        starts.push_back(heads[h]);
        std::vector<Block> blocks;
        for (std::size_t k = 0; k + 1 < starts.size(); ++k) {
            Block b = describe(generators, headAt[h], starts[k], starts[k + 1] - starts[k]);
            if (b.kind == Block::Kind::Identity && !blocks.empty() && blocks.back().kind == Block::Kind::Identity)
                blocks.back().dim += b.dim;
            else
                blocks.push_back(std::move(b));
        }
        plan.blocks.push_back(std::move(blocks));
    }
    return plan;
}

}  // namespace gauge
