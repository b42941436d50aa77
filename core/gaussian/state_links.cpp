#include "core/gaussian/state_links.h"

#include "core/error.h"
#include "core/gaussian/one_state.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <Eigen/LU>

namespace gauge {
namespace {

/// A matrix whose reciprocal condition number is below this has no inverse worth the name.
constexpr double kLeastReciprocalCondition = 1e-13;
/// V_ii is 1, and V_ji is V_ij⁻¹, to so much.
constexpr double kUnitTolerance = 1e-9;

const NpyArray* floatsOf(const NpzArrays& arrays, const std::string& name, const std::vector<Index>& shape,
                         const char* meaning)
{
    const NpyArray* a = arrayOf(arrays, name);
    if (a != nullptr) {
        requireFloats(*a, name);
        requireShape(*a, name, shape, meaning);
    }
    return a;
}

/// The blocks of the heads of a K×K matrix; throws for entries between heads and for a block without an inverse.
std::vector<Matrixd> invertibleBlocks(const Matrixd& m, const Heads& heads, const std::string& where)
{
    const std::vector<Index> at = headOffsets(heads);
    Matrixd between = m;
    std::vector<Matrixd> blocks;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        between.block(at[h], at[h], heads[h], heads[h]).setZero();
        blocks.emplace_back(m.block(at[h], at[h], heads[h], heads[h]));
        const double rcond = Eigen::PartialPivLU<Matrixd>(blocks.back()).rcond();
        if (!(rcond > kLeastReciprocalCondition))
            fail("{}: expected invertible matrices, found head {} singular (reciprocal condition number {:.3g})", where, h,
                 rcond);
    }
    Index r = 0;
    Index c = 0;
    if (heads.size() > 1 && between.cwiseAbs().maxCoeff(&r, &c) > 1e-12 * m.cwiseAbs().maxCoeff())
        fail("{}: expected blocks of the heads alone, found {} between heads at [{},{}]", where, m(r, c), r, c);
    return blocks;
}

void readCoordinates(const NpyArray& a, Index n, State& state)
{
    const auto g = static_cast<Index>(state.generators.size());
    RowMatrixd delta = Eigen::Map<const RowMatrixd>(a.numbers.data(), n * n, g);
    Index worst = 0;
    double most = 0;
    for (Index i = 0; i < n; ++i) {
        const double own = delta.row(i * n + i).cwiseAbs().maxCoeff();
        if (own > kUnitTolerance)
            fail("links: expected no link of a token with itself (V_ii = 1), found {} at [{},{}]", own, i, i);
        delta.row(i * n + i).setZero();
        for (Index j = 0; j < i; ++j) {
            const double apart = (delta.row(i * n + j) + delta.row(j * n + i)).cwiseAbs().maxCoeff();
            if (apart > most) {
                most = apart;
                worst = i * n + j;
            }
        }
    }
    if (most > kUnitTolerance)
        state.notes.push_back(fmt::format("links: not reciprocal, V_ji is not V_ij⁻¹ (δ_ij + δ_ji is {:.3g} at [{},{}])",
                                          most, worst / n, worst % n));
    LinkArrays links = state.links ? *state.links : LinkArrays{};
    links.coordinates = std::move(delta);
    state.links = std::make_shared<const LinkArrays>(std::move(links));
}

void readMatrices(const NpyArray& a, Index n, State& state)
{
    const Index k = state.dim();
    LinkArrays links = state.links ? *state.links : LinkArrays{};
    for (const Index d : state.heads)
        links.matrices.emplace_back(n * n, d);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            const Matrixd m = Eigen::Map<const RowMatrixd>(a.numbers.data() + (i * n + j) * k * k, k, k);
            const std::vector<Matrixd> blocks = invertibleBlocks(m, state.heads, fmt::format("link_frames: [{},{}]", i, j));
            for (std::size_t h = 0; h < blocks.size(); ++h)
                links.matrices[h][i * n + j] = blocks[h];
        }
    }
    double most = 0;
    Index worst = 0;
    for (std::size_t h = 0; h < links.matrices.size(); ++h) {
        const Stack& v = links.matrices[h];
        for (Index i = 0; i < n; ++i) {
            const double own = (v[i * n + i] - Matrixd::Identity(v.dim(), v.dim())).cwiseAbs().maxCoeff();
            if (own > kUnitTolerance)
                fail("link_frames: expected V_ii = 1, found head {} of token {} off by {:.3g}", h, i, own);
            links.matrices[h][i * n + i].setIdentity();
            for (Index j = 0; j < i; ++j) {
                const double apart =
                    (v[i * n + j] * v[j * n + i] - Matrixd::Identity(v.dim(), v.dim())).cwiseAbs().maxCoeff();
                if (apart > most) {
                    most = apart;
                    worst = i * n + j;
                }
            }
        }
    }
    if (most > kUnitTolerance)
        state.notes.push_back(
            fmt::format("link_frames: not reciprocal, V_ji is not V_ij⁻¹ (V_ij V_ji is off 1 by {:.3g} at [{},{}])", most,
                        worst / n, worst % n));
    state.links = std::make_shared<const LinkArrays>(std::move(links));
}

void readSmall(const NpyArray* head, const NpyArray* weights, State& state)
{
    if (head == nullptr && weights == nullptr)
        return;
    const Index k = state.dim();
    LinkArrays links = state.links ? *state.links : LinkArrays{};
    if (head != nullptr)
        links.heads =
            invertibleBlocks(Eigen::Map<const RowMatrixd>(head->numbers.data(), k, k), state.heads, "head_connection");
    for (Index a = 0; weights != nullptr && a < weights->shape[0]; ++a)
        links.weights.emplace_back(Eigen::Map<const RowMatrixd>(weights->numbers.data() + a * k * k, k, k));
    state.links = std::make_shared<const LinkArrays>(std::move(links));
}

}  // namespace

void readLinks(const NpzArrays& arrays, State& state)
{
    const Index n = state.belief.heads.front().tokens();
    const Index k = state.dim();
    const auto g = static_cast<Index>(state.generators.size());
    for (const char* name : {"links", "link_weights"})
        if (arrayOf(arrays, name) != nullptr && g == 0)
            fail("{}: expected generators beside it, found none", name);
    const NpyArray* coordinates = floatsOf(arrays, "links", {n, n, g}, "N×N×G");
    const NpyArray* matrices = floatsOf(arrays, "link_frames", {n, n, k, k}, "N×N×K×K");
    if (coordinates != nullptr && matrices != nullptr)
        fail("links: expected links or link_frames, found both");
    if (coordinates != nullptr)
        readCoordinates(*coordinates, n, state);
    if (matrices != nullptr)
        readMatrices(*matrices, n, state);
    readSmall(floatsOf(arrays, "head_connection", {k, k}, "K×K, the blocks of the heads"),
              floatsOf(arrays, "link_weights", {g, k, k}, "G×K×K"), state);
}

}  // namespace gauge
