// Who has the same links to everybody (MATH.md §9, condensation under a connection).
#include "core/connection/link_classes.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace gauge::test {
namespace {

/// Links of one head given as matrices, 1 unless changed.
struct GivenLinks {
    GivenLinks(Index tokens, Index d) : n(tokens), links(tokens * tokens, d)
    {
        for (Index k = 0; k < links.size(); ++k)
            links[k].setIdentity();
    }
    void set(Index i, Index j, double angle)
    {
        links[i * n + j] << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
    }
    std::vector<int> classes() const
    {
        const auto source = std::make_shared<const LinkSource>(n, std::vector<Stack>{links});
        return linkClasses(Connection::ofPairs(source, n, false), {links.dim()}, n);
    }
    Index n;
    Stack links;
};

TEST(LinkClasses, AreWhoHasEqualRowsAndColumns)
{
    EXPECT_TRUE(linkClasses(Connection(), {2}, 5).empty());
    GivenLinks links(12, 2);
    EXPECT_TRUE(links.classes().empty()) << "all are 1: equal for everybody";
    for (const Index i : {4, 6, 11})
        for (const Index j : {1, 9}) {
            links.set(i, j, 0.4);
            links.set(j, i, -0.4);
        }
    EXPECT_EQ(links.classes(), (std::vector<int>{0, 1, 0, 0, 4, 0, 4, 0, 0, 1, 0, 4}));
    links.set(6, 3, 1e-13);  // rounding
    EXPECT_EQ(links.classes(), (std::vector<int>{0, 1, 0, 0, 4, 0, 4, 0, 0, 1, 0, 4}));
    links.set(6, 3, 1e-9);  // one link, one way: 6 hears 3 unlike anybody
    EXPECT_EQ(links.classes(), (std::vector<int>{0, 1, 0, 3, 4, 0, 6, 0, 0, 1, 0, 4}));
}

TEST(LinkClasses, AgreeWithTheDefinitionOnLinksOfFewKinds)
{
    std::mt19937_64 random(5);
    for (int trial = 0; trial < 200; ++trial) {
        // Mostly 1, so that many agents differ in a link or two.
        GivenLinks links(7, 2);
        for (Index k = 0; k < 3; ++k)
            links.set(static_cast<Index>(random() % 7), static_cast<Index>(random() % 7),
                      0.3 * static_cast<double>(random() % 2));
        for (Index i = 0; i < 7; ++i)
            links.set(i, i, 0);
        std::vector<int> found = links.classes();
        if (found.empty())
            found.assign(7, 0);
        for (Index a = 0; a < 7; ++a)
            for (Index b = 0; b < 7; ++b) {
                bool equal = true;
                for (Index k = 0; k < 7; ++k)
                    equal = equal && links.links[a * 7 + k].isApprox(links.links[b * 7 + k], 1e-9) &&
                            links.links[k * 7 + a].isApprox(links.links[k * 7 + b], 1e-9);
                EXPECT_EQ(found[static_cast<std::size_t>(a)] == found[static_cast<std::size_t>(b)], equal) << a << ' ' << b;
            }
    }
}

}  // namespace
}  // namespace gauge::test
