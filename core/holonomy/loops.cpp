#include "core/holonomy/loops.h"

#include "core/error.h"
#include "core/holonomy/link_rows.h"
#include "core/parallel.h"

namespace gauge {
namespace {

void requireWalk(const std::vector<Index>& walk)
{
    if (walk.size() < 2)
        fail("walk: expected two tokens or more, found {}", walk.size());
}

}  // namespace

LoopHolonomy loopHolonomy(const Connection& connection, std::size_t head, Index dim, const std::vector<Index>& walk)
{
    requireWalk(walk);
    LoopHolonomy loop{Matrixd::Identity(dim, dim)};
    for (std::size_t k = 0; k < walk.size(); ++k)
        loop.around *= connection.link(head, walk[k], walk[(k + 1) % walk.size()], dim);
    loop.wilson = loop.around.trace() / static_cast<double>(dim);
    loop.deviation = (loop.around - Matrixd::Identity(dim, dim)).norm();
    return loop;
}

std::vector<Belief> carriedAround(const Connection& connection, const CommonBeliefs& common, std::size_t head,
                                  const std::vector<Index>& walk)
{
    const GaussianBlock& block = common.heads[head];
    requireWalk(walk);
    if (walk.front() < 0 || walk.front() >= block.tokens())
        fail("walk: expected a token from 0 to {}, found {}", block.tokens() - 1, walk.front());
    std::vector<Belief> carried{{block.mean.col(walk.front()), block.cov[walk.front()]}};
    for (std::size_t k = walk.size(); k-- > 0;) {
        const Matrixd v = connection.link(head, walk[k], walk[(k + 1) % walk.size()], block.dim());
        const Belief& before = carried.back();
        carried.push_back({v * before.mean, v * before.cov * v.transpose()});
    }
    return carried;
}

RowMatrixd anchorMap(const Connection& connection, std::size_t head, Index dim, Index tokens, Index anchor)
{
    if (anchor < 0 || anchor >= tokens)
        fail("anchor: expected a token from 0 to {}, found {}", tokens - 1, anchor);
    LinkRows ofAnchor(connection, head, dim, tokens);
    const Stack& out = ofAnchor.to(anchor);
    Stack home(tokens, dim);
    for (Index j = 0; j < tokens; ++j)
        home[j] = connection.link(head, j, anchor, dim);
    RowMatrixd map(tokens, tokens);
    parallelRanges(tokens, 8, [&](Index first, Index last) {
        LinkRows rows(connection, head, dim, tokens);
        for (Index i = first; i < last; ++i) {
            const Stack& links = rows.to(i);
            for (Index j = 0; j < tokens; ++j)
                map(i, j) = (out[i] * links[j] * home[j] - Matrixd::Identity(dim, dim)).norm();
        }
    });
    return map;
}

}  // namespace gauge
