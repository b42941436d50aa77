// Links between tokens drawn from a gauge group, and attention among them.
#pragma once

#include "core/algebra/generators.h"
#include "core/connection/connection.h"

#include <functional>
#include <ostream>
#include <random>
#include <vector>

namespace gauge::test {

struct LinkGroup {
    const char* name;
    Generators generators;
    bool orthogonal;

    Index dim() const { return generators.front().rows(); }
};
inline void PrintTo(const LinkGroup& group, std::ostream* out)
{
    *out << group.name;
}

/// SO(2), SO(3), SO(4), GL(2).
std::vector<LinkGroup> linkGroups();

class Draw {
public:
    explicit Draw(unsigned seed) : engine_(seed) {}
    double normal() { return normal_(engine_); }
    /// exp of normal deviates of that size on every generator.
    Matrixd element(const LinkGroup& group, double size);

private:
    std::mt19937_64 engine_;
    std::normal_distribution<double> normal_;
};

/// n tokens, V_ii = 1, the others as `link` says.
Connection linksFrom(Index n, Index d, const std::function<Matrixd(Index, Index)>& link);

/// Any links: V_ji is not V_ij⁻¹.
Connection anyLinks(const LinkGroup& group, Index n, double size, unsigned seed);

/// V_ij = g_i g_j⁻¹.
Connection coboundary(const LinkGroup& group, Index n, unsigned seed);

/// N×N, rows that sum to 1, none alike.
RowMatrixd anyAttention(Index n, unsigned seed);

/// (β + βᵀ)/2.
RowMatrixd symmetric(const RowMatrixd& beta);

}  // namespace gauge::test
