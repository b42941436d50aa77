#include "core/algebra/frames.h"

#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/LU>
#include <Eigen/SparseCore>

namespace gauge {
namespace {

constexpr double kSmallestReciprocalCondition = 1e-13;

double conditionNumber(const Matrixd& u)
{
    const Vectord s = singularValues(u);
    return s(0) / s(s.size() - 1);
}

/// Inverse of one frame block; throws for one that cannot be inverted in double.
Matrixd checkedInverse(const Matrixd& u, Index token)
{
    const Eigen::PartialPivLU<Matrixd> lu(u);
    const double rcond = lu.rcond();
    if (!(rcond > kSmallestReciprocalCondition)) {
        const double condition = conditionNumber(u);
        if (!(condition < 1.0 / kSmallestReciprocalCondition))
            fail("frames: expected invertible matrices, found a singular frame at token {} (condition number {:.3g})",
                 token, condition);
    }
    return lu.inverse();
}

void requireFrameBlocks(const Stack& u, const Heads& heads)
{
    const std::vector<Index> at = headOffsets(heads);
    for (Index i = 0; i < u.size(); ++i)
        for (std::size_t p = 0; p < heads.size(); ++p)
            for (std::size_t q = 0; q < heads.size(); ++q)
                if (p != q &&
                    u[i].block(at[p], at[q], heads[p], heads[q]).cwiseAbs().maxCoeff() > 1e-12 * u[i].cwiseAbs().maxCoeff())
                    fail("frames: expected block diagonal over heads, found token {} mixing heads {} and {}", i,
                         std::min(p, q), std::max(p, q));
}

/// U and U⁻¹ of one block for a tile of tokens, checked.
void exponentiateTile(const ExponentialBlock& block, const Lane* phi, Tile tile, Stack& u, Stack& inverse)
{
    const Index d = block.dim;
    BatchMatrix batch(d);
    exponentiate(block, phi, 1.0, batch);
    for (Index lane = 0; lane < tile.count; ++lane) {
        auto part = u[tile.first + lane].block(block.at, block.at, d, d);
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                part(r, c) = batch(r, c)[static_cast<std::size_t>(lane)];
        if (!part.allFinite())
            fail("frames: expected finite matrices, found exp(phi) overflowing at token {}", tile.first + lane);
        if (block.skew)
            inverse[tile.first + lane].block(block.at, block.at, d, d) = part.transpose();
    }
    if (block.skew)
        return;
    exponentiate(block, phi, -1.0, batch);
    for (Index lane = 0; lane < tile.count; ++lane) {
        const auto part = u[tile.first + lane].block(block.at, block.at, d, d);
        auto back = inverse[tile.first + lane].block(block.at, block.at, d, d);
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                back(r, c) = batch(r, c)[static_cast<std::size_t>(lane)];
        const double condition = part.cwiseAbs().rowwise().sum().maxCoeff() * back.cwiseAbs().rowwise().sum().maxCoeff();
        if (!(condition * kSmallestReciprocalCondition < 1.0))
            fail("frames: expected invertible matrices, found a singular frame at token {} (condition number {:.3g})",
                 tile.first + lane, condition);
    }
}

Triad polarTriad(const Matrixd& u)
{
    const SingularDecomposition svd = singularDecomposition(u);
    const Matrixd rotation = svd.u * svd.v.transpose();
    const Matrixd stretch = svd.v * svd.values.asDiagonal() * svd.v.transpose();
    Triad t;
    const Index d = std::min<Index>(3, u.rows());
    t.axes.topLeftCorner(d, d) = rotation.topLeftCorner(d, d);
    for (Index a = 0; a < d; ++a)
        t.stretch(a) = stretch(a, a);
    return t;
}

}  // namespace

Stack algebraElements(const RowMatrixd& phi, const Generators& generators, const Heads& heads, std::size_t head)
{
    const Index d = heads[head];
    const Index at = headOffsets(heads)[head];
    std::vector<Eigen::Triplet<double>> entries;
    for (std::size_t a = 0; a < generators.size(); ++a)
        for (Index c = 0; c < d; ++c)
            for (Index r = 0; r < d; ++r)
                if (const double value = generators[a](at + r, at + c); value != 0.0)
                    entries.emplace_back(static_cast<int>(c * d + r), static_cast<int>(a), value);
    Eigen::SparseMatrix<double, Eigen::RowMajor> basis(d * d, static_cast<Index>(generators.size()));
    basis.setFromTriplets(entries.begin(), entries.end());
    Stack elements(phi.rows(), d);
    for (Index i = 0; i < phi.rows(); ++i)
        elements[i].reshaped() = basis * phi.row(i).transpose();
    return elements;
}

Frames identityFrames(Index n, const Heads& heads)
{
    Frames frames;
    frames.identity = true;
    for (const Index d : heads) {
        Stack u(n, d);
        for (Index i = 0; i < n; ++i)
            u[i].setIdentity();
        frames.u.push_back(u);
        frames.inverse.push_back(std::move(u));
        frames.blocks.push_back({0, d});
    }
    return frames;
}

Frames framesFromPhi(const RowMatrixd& phi, const ExponentialPlan& plan)
{
    const Index n = phi.rows();
    const Matrixd columns = phi.transpose();
    Frames frames;
    for (std::size_t h = 0; h < plan.heads.size(); ++h) {
        Stack u(n, plan.heads[h]);
        Stack inverse(n, plan.heads[h]);
        parallelTiles(n, [&](Tile tile) {
            std::vector<Lane> angles(static_cast<std::size_t>(phi.cols()));
            loadTile(columns, tile, angles.data());
            for (const ExponentialBlock& block : plan.blocks[h])
                exponentiateTile(block, angles.data(), tile, u, inverse);
        });
        frames.u.push_back(std::move(u));
        frames.inverse.push_back(std::move(inverse));
        frames.blocks.push_back(plan.offsets(h));
    }
    return frames;
}

Frames framesFromMatrices(const Stack& matrices, const Heads& heads)
{
    requireFrameBlocks(matrices, heads);
    const std::vector<Index> at = headOffsets(heads);
    Frames frames;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        Stack u(matrices.size(), heads[h]);
        Stack inverse(matrices.size(), heads[h]);
        for (Index i = 0; i < matrices.size(); ++i) {
            u[i] = matrices[i].block(at[h], at[h], heads[h], heads[h]);
            inverse[i] = checkedInverse(u[i], i);
        }
        frames.u.push_back(std::move(u));
        frames.inverse.push_back(std::move(inverse));
        frames.blocks.push_back({0, heads[h]});
    }
    return frames;
}

Matrixd frameMatrix(const Frames& frames, Index i)
{
    Index k = 0;
    for (const Stack& s : frames.u)
        k += s.dim();
    Matrixd u = Matrixd::Zero(k, k);
    Index at = 0;
    for (const Stack& s : frames.u) {
        u.block(at, at, s.dim(), s.dim()) = s[i];
        at += s.dim();
    }
    return u;
}

Matrixd transport(const Frames& frames, Index i, Index j)
{
    Index k = 0;
    for (const Stack& s : frames.u)
        k += s.dim();
    Matrixd omega = Matrixd::Zero(k, k);
    Index at = 0;
    for (std::size_t h = 0; h < frames.u.size(); ++h) {
        const Index d = frames.u[h].dim();
        omega.block(at, at, d, d) = frames.u[h][i] * frames.inverse[h][j];
        at += d;
    }
    return omega;
}

std::vector<Triad> triads(const Frames& frames, const RowMatrixd& phi, const Generators& generators)
{
    std::vector<Triad> result(static_cast<std::size_t>(frames.tokens()));
    if (frames.identity)
        return result;
    if (phi.rows() == frames.tokens() && allSkew(generators) && isSo3(generators)) {
        const Generators vector = spinGenerators(1);
        for (Index i = 0; i < phi.rows(); ++i)
            result[static_cast<std::size_t>(i)].axes =
                expm(phi(i, 0) * vector[0] + phi(i, 1) * vector[1] + phi(i, 2) * vector[2]);
        return result;
    }
    for (Index i = 0; i < frames.tokens(); ++i)
        result[static_cast<std::size_t>(i)] = polarTriad(frameMatrix(frames, i));
    return result;
}

}  // namespace gauge
