#include "core/gaussian/state_connection.h"

#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge {
namespace {

/// exp(ρ ln V) of the principal logarithm; throws where that is not real.
Matrixd scaledLink(const Matrixd& v, double scale, const std::string& where)
{
    if (scale == 1)
        return v;
    const Matrixd log = matrixLogarithm(v);
    const bool real = log.allFinite() && (matrixExponential(log) - v).norm() <= 1e-8 * std::max(1.0, v.norm());
    if (!real)
        fail("--link-scale: expected links with a real logarithm, found none for {} (an eigenvalue on the negative axis); "
             "1 takes links as they are",
             where);
    return matrixExponential(Matrixd(scale * log));
}

void requireGenerators(const State& state, const ConnectionOptions& options)
{
    if (state.generators.empty())
        fail("--connection {}: expected a state with generators, found none (a typed text has them with a --position-rate "
             "above 0)",
             connectionText(options));
}

std::shared_ptr<const LinkSource> sourceOf(const State& state, LinkCoordinates coordinates)
{
    return std::make_shared<const LinkSource>(std::move(coordinates), state.generators, state.exponential);
}

Connection givenLinks(const State& state, double scale)
{
    const Index n = state.tokenCount();
    const std::shared_ptr<const LinkArrays> links = state.links;
    if (!links || (links->coordinates.size() == 0 && links->matrices.empty()))
        fail("--connection links: expected links or link_frames in the state, found neither");
    if (links->coordinates.size() > 0)
        return Connection::ofPairs(
            sourceOf(state,
                     [links, n, scale](Index i, const std::vector<Index>& senders, RowMatrixd& delta) {
                         delta.resize(static_cast<Index>(senders.size()), links->coordinates.cols());
                         for (std::size_t k = 0; k < senders.size(); ++k)
                             delta.row(static_cast<Index>(k)) = scale * links->coordinates.row(i * n + senders[k]);
                     }),
            n, false);
    std::vector<Stack> matrices = links->matrices;
    for (std::size_t h = 0; h < matrices.size() && scale != 1; ++h)
        parallelRanges(n * n, 64, [&](Index first, Index last) {
            for (Index k = first; k < last; ++k)
                matrices[h][k] = scaledLink(matrices[h][k], scale, fmt::format("link_frames [{},{}]", k / n, k % n));
        });
    return Connection::ofPairs(std::make_shared<const LinkSource>(n, std::move(matrices)), n, false);
}

Connection headLinks(const State& state, double scale)
{
    if (!state.links || state.links->heads.empty())
        fail("--connection heads: expected head_connection in the state, found none");
    std::vector<HeadLink> heads;
    for (std::size_t h = 0; h < state.links->heads.size(); ++h) {
        const Matrixd w = scaledLink(state.links->heads[h], scale, fmt::format("head_connection, head {}", h));
        const Eigen::PartialPivLU<Matrixd> lu(w);
        heads.push_back({w, lu.inverse(), lu.matrixLU().diagonal().array().abs().log().sum()});
    }
    return Connection::ofHeads(std::move(heads));
}

Connection randomLinks(const State& state, double deviation, std::uint64_t seed)
{
    const auto g = static_cast<Index>(state.generators.size());
    return Connection::ofPairs(sourceOf(state,
                                        [=](Index i, const std::vector<Index>& senders, RowMatrixd& delta) {
                                            delta.resize(static_cast<Index>(senders.size()), g);
                                            for (std::size_t k = 0; k < senders.size(); ++k)
                                                for (Index a = 0; a < g; ++a)
                                                    delta(static_cast<Index>(k), a) =
                                                        deviation * linkDeviate(seed, i, senders[k], a);
                                        }),
                               state.tokenCount(), false);
}

Connection powerLinks(const State& state, const ConnectionOptions& o)
{
    const auto g = static_cast<Index>(state.generators.size());
    if (o.generator >= g)
        fail("--connection {}: expected a generator from 0 to {}, found {}", connectionText(o), g - 1, o.generator);
    return Connection::ofPairs(sourceOf(state,
                                        [o, g](Index i, const std::vector<Index>& senders, RowMatrixd& delta) {
                                            delta = RowMatrixd::Zero(static_cast<Index>(senders.size()), g);
                                            for (std::size_t k = 0; k < senders.size(); ++k) {
                                                const auto places = static_cast<double>(i - senders[k]);
                                                if (places != 0)
                                                    delta(static_cast<Index>(k), o.generator) =
                                                        o.scale * o.amount *
                                                        std::copysign(std::pow(std::abs(places), o.exponent), places);
                                            }
                                        }),
                               state.tokenCount(), true);
}

Connection bilinearLinks(const State& state, const ConnectionOptions& o, std::uint64_t seed, const CommonBeliefs& common)
{
    const bool given = state.links && !state.links->weights.empty();
    const std::vector<Matrixd> weights =
        given ? state.links->weights : seededLinkWeights(seed, static_cast<Index>(state.generators.size()), state.dim());
    return Connection::ofMeans(BilinearLinks(o.scale * o.amount, weights, state.generators), state.generators,
                               state.exponential, allMeans(common));
}

}  // namespace

Connection connectionOf(const State& state, const ConnectionOptions& options, std::uint64_t seed,
                        const CommonBeliefs& common)
{
    switch (options.source) {
    case ConnectionSource::Flat: return {};
    case ConnectionSource::Links: return givenLinks(state, options.scale);
    case ConnectionSource::ByHead: return headLinks(state, options.scale);
    case ConnectionSource::Random:
        requireGenerators(state, options);
        return randomLinks(state, options.scale * options.amount, seed);
    case ConnectionSource::Power: requireGenerators(state, options); return powerLinks(state, options);
    case ConnectionSource::Bilinear: break;
    }
    requireGenerators(state, options);
    return bilinearLinks(state, options, seed, common);
}

}  // namespace gauge
