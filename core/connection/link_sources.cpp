#include "core/connection/link_sources.h"

#include "core/algebra/frames.h"
#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge {
namespace {

/// Steele, Lea and Flood's mixing of 64 bits (OOPSLA 2014).
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

double uniform(std::uint64_t bits)
{
    return (static_cast<double>(bits >> 11) + 0.5) / 9007199254740992.0;
}

/// A standard normal of three numbers and the seed, by Box and Muller.
double deviate(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    const std::uint64_t key = mixed(mixed(mixed(seed) ^ a) ^ b) ^ c;
    const std::uint64_t first = mixed(key);
    return std::sqrt(-2 * std::log(uniform(first))) * std::cos(2 * M_PI * uniform(mixed(first)));
}

}  // namespace

LinkSource::LinkSource(LinkCoordinates coordinates, const Generators& generators, const ExponentialPlan& plan)
    : heads_(plan.heads), coordinates_(std::move(coordinates)),
      traces_(static_cast<Index>(plan.heads.size()), static_cast<Index>(generators.size()))
{
    const std::vector<Index> at = headOffsets(heads_);
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        plans_.push_back({{heads_[h]}, {plan.blocks[h]}});
        for (std::size_t a = 0; a < generators.size(); ++a)
            traces_(static_cast<Index>(h), static_cast<Index>(a)) =
                generators[a].diagonal().segment(at[h], heads_[h]).sum();
    }
}

LinkSource::LinkSource(Index tokens, std::vector<Stack> matrices) : tokens_(tokens), matrices_(std::move(matrices))
{
    for (const Stack& given : matrices_) {
        heads_.push_back(given.dim());
        Stack inverse(given.size(), given.dim());
        Vectord logDet(given.size());
        parallelRanges(given.size(), 64, [&](Index first, Index last) {
            for (Index k = first; k < last; ++k) {
                const Eigen::PartialPivLU<Matrixd> lu(given[k]);
                inverse[k] = lu.inverse();
                logDet(k) = lu.matrixLU().diagonal().array().abs().log().sum();
            }
        });
        inverses_.push_back(std::move(inverse));
        logDets_.push_back(std::move(logDet));
    }
}

std::vector<Index> LinkSource::blocks(std::size_t head) const
{
    return coordinates_ ? plans_[head].offsets(0) : std::vector<Index>{0, heads_[head]};
}

void LinkSource::row(std::size_t h, Index receiver, const std::vector<Index>& senders, LinkRow& out) const
{
    const auto n = static_cast<Index>(senders.size());
    if (coordinates_) {
        RowMatrixd delta;
        coordinates(receiver, senders, delta);
        Frames links = underLabel(fmt::format("connection: links to token {}", receiver),
                                  [&] { return framesFromPhi(delta, plans_[h]); });
        out.link = links.u.front();
        out.inverse = links.inverse.front();
        out.logDet = delta * traces_.row(static_cast<Index>(h)).transpose();
        return;
    }
    out.link = Stack(n, heads_[h]);
    out.inverse = Stack(n, heads_[h]);
    out.logDet.resize(n);
    for (Index k = 0; k < n; ++k) {
        const Index at = receiver * tokens_ + senders[static_cast<std::size_t>(k)];
        out.link[k] = matrices_[h][at];
        out.inverse[k] = inverses_[h][at];
        out.logDet(k) = logDets_[h](at);
    }
}

void LinkSource::coordinates(Index receiver, const std::vector<Index>& senders, RowMatrixd& delta) const
{
    delta.resize(static_cast<Index>(senders.size()), traces_.cols());
    coordinates_(receiver, senders, delta);
}

double linkDeviate(std::uint64_t seed, Index i, Index j, Index generator)
{
    if (i == j)
        return 0;
    const auto low = static_cast<std::uint64_t>(std::min(i, j));
    const auto high = static_cast<std::uint64_t>(std::max(i, j));
    const double normal = deviate(seed, low, high, static_cast<std::uint64_t>(generator));
    return i < j ? normal : -normal;
}

BilinearLinks::BilinearLinks(double scaled, const std::vector<Matrixd>& weights, const Generators& generators)
    : amount(scaled), gram(static_cast<Index>(generators.size()), static_cast<Index>(generators.size()))
{
    for (const Matrixd& w : weights)
        antisymmetric.emplace_back(0.5 * (w - w.transpose()));
    for (Index a = 0; a < gram.rows(); ++a)
        for (Index b = 0; b < gram.cols(); ++b)
            gram(a, b) =
                generators[static_cast<std::size_t>(a)].cwiseProduct(generators[static_cast<std::size_t>(b)]).sum();
}

Vectord BilinearLinks::uncapped(const Eigen::Ref<const Vectord>& receiver, const Eigen::Ref<const Vectord>& sender) const
{
    Vectord delta(static_cast<Index>(antisymmetric.size()));
    for (Index a = 0; a < delta.size(); ++a)
        delta(a) = amount * receiver.dot(antisymmetric[static_cast<std::size_t>(a)] * sender);
    return delta;
}

double BilinearLinks::cap(const Vectord& delta) const
{
    return 1 / std::sqrt(1 + delta.dot(gram * delta) / (kCap * kCap));
}

std::vector<Matrixd> seededLinkWeights(std::uint64_t seed, Index generators, Index dim)
{
    std::vector<Matrixd> weights;
    weights.reserve(static_cast<std::size_t>(generators));
    const double deviation = 1 / std::sqrt(static_cast<double>(dim));
    for (Index a = 0; a < generators; ++a)
        weights.emplace_back(Matrixd::NullaryExpr(dim, dim, [&](Index r, Index c) {
            return deviation * deviate(seed + 1, static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(r),
                                       static_cast<std::uint64_t>(c));
        }));
    return weights;
}

}  // namespace gauge
