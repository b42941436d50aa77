#include "app/bench/shape.h"

#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/gaussian/state_connection.h"

#include <cmath>
#include <cstdio>
#include <random>

namespace gauge::bench {
namespace {

/// Spins of SO(3) whose dimensions fill d: 0…ℓ for a square, one spin for an odd d, spin 0 and one more for an even d.
std::vector<int> spinsFilling(Index d)
{
    const auto root = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(d))));
    std::vector<int> spins;
    if (root * root == d)
        for (int spin = 0; spin < root; ++spin)
            spins.push_back(spin);
    else if (d % 2 == 1)
        spins = {static_cast<int>(d / 2)};
    else
        spins = {0, static_cast<int>(d / 2 - 1)};
    return spins;
}

}  // namespace

Shape parseShape(const std::string& text)
{
    Shape shape;
    int consumed = 0;
    if (std::sscanf(text.c_str(), "%td,%td,%n", &shape.n, &shape.k, &consumed) != 2 || consumed == 0 || shape.n < 1 ||
        shape.k < 1 || shape.n > 65536 || shape.k > 1024)
        fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
    shape.heads.clear();
    Index sum = 0;
    for (std::size_t at = static_cast<std::size_t>(consumed); at < text.size();) {
        std::size_t used = 0;
        try {
            shape.heads.push_back(std::stol(text.substr(at), &used));
        } catch (const std::exception&) {
            fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
        }
        if (shape.heads.back() < 1)
            fail("--shape: expected head dimensions of at least 1, found '{}'", text);
        sum += shape.heads.back();
        at += used;
        if (at < text.size() && text[at++] != '+')
            fail("--shape: expected N,K,H1+H2+…, found '{}'", text);
    }
    if (sum != shape.k)
        fail("--shape: expected heads summing to K = {}, found {}", shape.k, sum);
    return shape;
}

State randomState(const Shape& shape)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    State state;
    state.heads = shape.heads;
    std::vector<int> spins;
    for (const Index d : shape.heads)
        for (const int spin : spinsFilling(d))
            spins.push_back(spin);
    state.generators = so3Irreps(spins);
    state.exponential = planExponential(state.generators, state.heads);
    state.phi = RowMatrixd::NullaryExpr(shape.n, 3, [&] { return normal(random); });
    for (const Index d : shape.heads) {
        GaussianBlock block{Matrixd::NullaryExpr(d, shape.n, [&] { return normal(random); }), Stack(shape.n, d)};
        for (Index i = 0; i < shape.n; ++i) {
            const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
            block.cov[i] = a * a.transpose() / static_cast<double>(d) + 0.5 * Matrixd::Identity(d, d);
        }
        state.belief.heads.push_back(std::move(block));
    }
    state.multiplicity = Vectord::Ones(shape.n);
    LinkArrays links;
    for (const Index d : shape.heads)
        links.heads.push_back(matrixExponential(
            Matrixd::NullaryExpr(d, d, [&] { return 0.3 * normal(random) / std::sqrt(static_cast<double>(d)); }).eval()));
    state.links = std::make_shared<const LinkArrays>(std::move(links));
    return state;
}

Ensemble coldEnsemble(const State& state, const AttentionOptions& options)
{
    Ensemble e;
    e.heads = state.heads;
    e.covariance = options.covariance;
    e.multiplicity = state.multiplicity;
    e.frames = framesFromPhi(state.phi, state.exponential);
    e.common = pullBack(state.belief, e.frames);
    e.phi = state.phi;
    e.generators = state.generators;
    settle(e);
    e.connection = connectionOf(state, options.connection, 1, e.common);
    return e;
}

}  // namespace gauge::bench
