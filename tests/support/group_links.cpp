#include "tests/support/group_links.h"

#include "core/algebra/solvers.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {

std::vector<LinkGroup> linkGroups()
{
    return {{"SO2", soGenerators(2), true},
            {"SO3", soGenerators(3), true},
            {"SO4", soGenerators(4), true},
            {"GL2", glGenerators(2), false}};
}

Matrixd Draw::element(const LinkGroup& group, double size)
{
    Matrixd sum = Matrixd::Zero(group.dim(), group.dim());
    for (const Matrixd& t : group.generators)
        sum += size * normal() * t;
    return matrixExponential(sum);
}

Connection linksFrom(Index n, Index d, const std::function<Matrixd(Index, Index)>& link)
{
    Stack links(n * n, d);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            links[i * n + j] = i == j ? Matrixd(Matrixd::Identity(d, d)) : link(i, j);
    return Connection::ofPairs(std::make_shared<const LinkSource>(n, std::vector<Stack>{links}), n, false);
}

Connection anyLinks(const LinkGroup& group, Index n, double size, unsigned seed)
{
    Draw draw(seed);
    return linksFrom(n, group.dim(), [&](Index, Index) { return draw.element(group, size); });
}

Connection coboundary(const LinkGroup& group, Index n, unsigned seed)
{
    Draw draw(seed);
    std::vector<Matrixd> g;
    for (Index i = 0; i < n; ++i)
        g.push_back(draw.element(group, 0.5));
    return linksFrom(n, group.dim(), [&](Index i, Index j) {
        return Matrixd(g[static_cast<std::size_t>(i)] * g[static_cast<std::size_t>(j)].inverse());
    });
}

RowMatrixd anyAttention(Index n, unsigned seed)
{
    Draw draw(seed);
    RowMatrixd beta = RowMatrixd::NullaryExpr(n, n, [&](Index, Index) { return std::exp(draw.normal()); });
    for (Index i = 0; i < n; ++i)
        beta.row(i) /= beta.row(i).sum();
    return beta;
}

RowMatrixd symmetric(const RowMatrixd& beta)
{
    return 0.5 * (beta + beta.transpose());
}

}  // namespace gauge::test
