#include "core/gaussian/beliefs.h"

#include "core/error.h"
#include "core/kernels/batch.h"
#include "core/parallel.h"

#include <atomic>

namespace gauge {
namespace {

/// cov ← A cov Aᵀ and mean ← A mean for a tile, A block diagonal. What lies outside the blocks of A is skipped.
void transformTile(GaussianBlock& block, const Stack& a, const std::vector<Index>& blocks, Tile tile)
{
    const Index d = block.dim();
    BatchMatrix map(d);
    BatchMatrix cov(d);
    BatchMatrix half(d);
    BatchMatrix result(d);
    std::vector<Lane> mean(static_cast<std::size_t>(d));
    loadTile(a, tile, map);
    loadTile(block.cov, tile, cov);
    loadTile(block.mean, tile, mean.data());
    const auto count = static_cast<Index>(blocks.size()) - 1;
    for (Index b = 0; b < count; ++b) {
        const Index r0 = blocks[static_cast<std::size_t>(b)];
        const Index r1 = blocks[static_cast<std::size_t>(b + 1)];
        multiply(map, cov, half, {r0, r1, 0, d, r0, r1});
    }
    for (Index b = 0; b < count; ++b) {
        const Index c0 = blocks[static_cast<std::size_t>(b)];
        const Index c1 = blocks[static_cast<std::size_t>(b + 1)];
        multiply(half, map, result, {c0, d, c0, c1, c0, c1});
    }
    storeSymmetric(result, tile, block.cov);
    std::vector<Lane> moved(static_cast<std::size_t>(d), Lane(0.0));
    for (Index b = 0; b < count; ++b)
        for (Index r = blocks[static_cast<std::size_t>(b)]; r < blocks[static_cast<std::size_t>(b + 1)]; ++r)
            for (Index k = blocks[static_cast<std::size_t>(b)]; k < blocks[static_cast<std::size_t>(b + 1)]; ++k)
                moved[static_cast<std::size_t>(r)] += map(r, k) * mean[static_cast<std::size_t>(k)];
    storeTile(moved.data(), tile, block.mean);
}

}  // namespace

CommonBeliefs pullBack(const LocalBeliefs& local, const Frames& frames)
{
    CommonBeliefs common{local.heads};
    for (std::size_t h = 0; h < common.heads.size() && !frames.identity; ++h)
        parallelTiles(common.tokens(),
                      [&](Tile tile) { transformTile(common.heads[h], frames.inverse[h], frames.blocks[h], tile); });
    return common;
}

LocalBeliefs pushForward(const CommonBeliefs& common, const Frames& frames)
{
    LocalBeliefs local{common.heads};
    for (std::size_t h = 0; h < local.heads.size() && !frames.identity; ++h)
        parallelTiles(common.tokens(),
                      [&](Tile tile) { transformTile(local.heads[h], frames.u[h], frames.blocks[h], tile); });
    return local;
}

Belief pushForward(const CommonBeliefs& common, const Frames& frames, std::size_t head, Index token, Index frame)
{
    const GaussianBlock& block = common.heads[head];
    const auto u = frames.u[head][frame];
    return {u * block.mean.col(token), u * block.cov[token] * u.transpose()};
}

Belief pushForward(const CommonBeliefs& common, const Frames& frames, Index token)
{
    const Matrixd u = frameMatrix(frames, token);
    return {u * fullMean(common, token), u * fullCovariance(common, token) * u.transpose()};
}

CommonBeliefs turnedBack(const CommonBeliefs& common, const Frames& turn)
{
    return pullBack(LocalBeliefs{common.heads}, turn);
}

Matrixd fullCovariance(const std::vector<GaussianBlock>& heads, Index i)
{
    Index k = 0;
    for (const GaussianBlock& b : heads)
        k += b.dim();
    Matrixd cov = Matrixd::Zero(k, k);
    Index at = 0;
    for (const GaussianBlock& b : heads) {
        cov.block(at, at, b.dim(), b.dim()) = b.cov[i];
        at += b.dim();
    }
    return cov;
}

Vectord fullMean(const std::vector<GaussianBlock>& heads, Index i)
{
    Index k = 0;
    for (const GaussianBlock& b : heads)
        k += b.dim();
    Vectord mean(k);
    Index at = 0;
    for (const GaussianBlock& b : heads) {
        mean.segment(at, b.dim()) = b.mean.col(i);
        at += b.dim();
    }
    return mean;
}

NaturalBlock naturalParameters(const GaussianBlock& block)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    NaturalBlock natural{Stack(n, d), Matrixd(d, n), Vectord(n)};
    parallelTiles(n, [&](Tile tile) {
        BatchMatrix factor(d);
        BatchMatrix inverseT(d);
        loadTile(block.cov, tile, factor);
        if (const Index bad = firstIndefinite(cholesky(factor, d), tile); bad >= 0)
            fail("covariance: expected positive definite matrices, found token {} losing definiteness in the common "
                 "frame (its condition number is too large for double precision)",
                 bad);
        invertTriangular(factor, inverseT, d);
        const Lane logDet = logDetFromCholesky(factor, d);
        for (Index lane = 0; lane < tile.count; ++lane)
            natural.logDetCov(tile.first + lane) = logDet[static_cast<std::size_t>(lane)];
        precisionFromInverse(inverseT, factor, d);
        storeSymmetric(factor, tile, natural.precision);
        for (Index lane = 0; lane < tile.count; ++lane)
            natural.h.col(tile.first + lane).noalias() =
                natural.precision[tile.first + lane] * block.mean.col(tile.first + lane);
    });
    return natural;
}

Index tryFromNatural(const Stack& precision, const Matrixd& h, GaussianBlock& out)
{
    const Index n = precision.size();
    const Index d = precision.dim();
    out = {Matrixd(d, n), Stack(n, d)};
    std::atomic<Index> indefinite{-1};
    parallelTiles(n, [&](Tile tile) {
        BatchMatrix factor(d);
        BatchMatrix inverseT(d);
        loadTile(precision, tile, factor);
        if (const Index bad = firstIndefinite(cholesky(factor, d), tile); bad >= 0) {
            indefinite = bad;
            return;
        }
        invertTriangular(factor, inverseT, d);
        precisionFromInverse(inverseT, factor, d);
        storeSymmetric(factor, tile, out.cov);
        for (Index lane = 0; lane < tile.count; ++lane)
            out.mean.col(tile.first + lane).noalias() = out.cov[tile.first + lane] * h.col(tile.first + lane);
    });
    return indefinite;
}

std::vector<NaturalBlock> naturalParameters(const CommonBeliefs& beliefs)
{
    std::vector<NaturalBlock> naturals;
    for (const GaussianBlock& block : beliefs.heads)
        naturals.push_back(naturalParameters(block));
    return naturals;
}

void requireFinite(const std::vector<GaussianBlock>& heads, const char* what)
{
    for (const GaussianBlock& block : heads) {
        std::atomic<Index> least{block.tokens()};
        parallelRanges(block.tokens(), 256, [&](Index first, Index last) {
            for (Index i = first; i < last; ++i)
                if (!block.mean.col(i).allFinite() || !block.cov[i].allFinite()) {
                    for (Index now = least; i < now && !least.compare_exchange_weak(now, i);) {
                    }
                    return;
                }
        });
        if (least < block.tokens())
            fail("{}: expected finite numbers, found token {} beyond what double precision holds", what, least.load());
    }
}

GaussianBlock fromNatural(const Stack& precision, const Matrixd& h)
{
    GaussianBlock block;
    if (const Index bad = tryFromNatural(precision, h, block); bad >= 0)
        fail(
            "precision: expected positive definite matrices, found token {} without one (does it have any allowed sender?)",
            bad);
    return block;
}

Matrixd allMeans(const CommonBeliefs& beliefs)
{
    Index k = 0;
    for (const GaussianBlock& block : beliefs.heads)
        k += block.dim();
    Matrixd means(k, beliefs.tokens());
    Index at = 0;
    for (const GaussianBlock& block : beliefs.heads) {
        means.middleRows(at, block.dim()) = block.mean;
        at += block.dim();
    }
    return means;
}

}  // namespace gauge
