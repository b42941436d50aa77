#include "core/gaussian/features.h"

#include "core/error.h"
#include "core/gaussian/packing.h"
#include "core/kernels/batch.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <optional>

namespace gauge {
namespace {

[[noreturn]] void losesDefiniteness(Index token)
{
    fail("covariance: expected positive definite matrices, found token {} losing definiteness (its condition number is too "
         "large for double precision)",
         token);
}

/// Where one side's features go: rows of `left` or columns of `right`, from a place in the row on.
template <class S>
class Side {
public:
    Side(PairFeatures<S>& f, bool left, Index from) : f_(f), left_(left), from_(from) {}

    /// Numbers `at` of the tile's tokens.
    void put(Tile tile, Index at, const Lane& value)
    {
        alignas(64) double numbers[kBatch];
        value.copy_to(numbers, stdx::element_aligned);
        if (left_) {
            S* target = f_.left.data() + tile.first * f_.left.cols() + from_ + at;
            for (Index lane = 0; lane < tile.count; ++lane)
                target[lane * f_.left.cols()] = static_cast<S>(numbers[lane]);
        } else {
            S* target = f_.right.column(tile.first) + (from_ + at) * kPanelWidth<S>;
            for (Index lane = 0; lane < kBatch; ++lane)  // the padding takes copies nobody reads
                target[lane] = static_cast<S>(numbers[lane]);
        }
    }
    void addBias(Tile tile, const Lane& value)
    {
        Vector<S>& bias = left_ ? f_.leftBias : f_.rightBias;
        for (Index lane = 0; lane < tile.count; ++lane)
            bias(tile.first + lane) += static_cast<S>(value[static_cast<std::size_t>(lane)]);
    }

private:
    PairFeatures<S>& f_;
    bool left_;
    Index from_;
};

static_assert(kPanelWidth<float> % kBatch == 0 && kPanelWidth<double> % kBatch == 0, "a tile lies within one panel");

/// The whitening map m ↦ W(m − shift), W lower triangular.
struct Whitening {
    Vectord shift;
    RowMatrixd map;     // d×d; for diagonal covariances 1×d
    RowMatrixd factor;  // d×d: W⁻¹, lower triangular; empty for diagonal covariances
};

Whitening whiteningOf(const GaussianBlock& block, bool diagonal, Conditioning conditioning)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    if (conditioning == Conditioning::Plain)
        return diagonal ? Whitening{Vectord::Zero(d), RowMatrixd::Ones(1, d), {}}
                        : Whitening{Vectord::Zero(d), RowMatrixd::Identity(d, d), RowMatrixd::Identity(d, d)};
    Whitening w{block.mean.rowwise().mean(), {}, {}};
    const Eigen::Map<const Matrixd> all(block.cov[0].data(), d * d, n);
    const Matrixd pooled = Vectord(all.rowwise().sum() / static_cast<double>(n)).reshaped(d, d);
    if (diagonal) {
        w.map = pooled.diagonal().cwiseSqrt().cwiseInverse().transpose();
        return w;
    }
    const Eigen::LLT<Matrixd> llt(pooled);
    if (llt.info() != Eigen::Success)
        fail("covariance: expected a positive definite mean covariance, found one that is singular in double precision");
    w.map = llt.matrixL().solve(Matrixd::Identity(d, d));
    w.factor = llt.matrixL();
    return w;
}

/// The whitening of A·q for a constant A: q ↦ N(W A m − W shift, W A C Aᵀ Wᵀ).
struct Moving {
    RowMatrixd map;     // d×d: W A
    Vectord offset;     // d: −W shift
    double logDet = 0;  // 2 ln |det A|
};

Moving movingOf(const Whitening& w, bool diagonal, const Matrixd& a, double logDet)
{
    const RowMatrixd whiten = diagonal ? RowMatrixd(w.map.row(0).asDiagonal()) : w.map;
    return {whiten * a, -(whiten * w.shift), 2 * logDet};
}

/// What stands on the side of the moments: the beliefs themselves, or what a head's link makes of them. KL(q_i ‖ W q_j) has the receiver pulled back by W⁻¹
/// there, KL(W q_j ‖ q_i) the sender carried by W; natural parameters stay the beliefs' own, so that diagonal ones stay diagonal.
class Movings {
public:
    Movings(const Whitening& w, bool diagonal, Divergence divergence, const HeadLink* link)
    {
        if (link != nullptr && divergence != Divergence::ReverseKl)
            pulled_ = movingOf(w, diagonal, link->inverse, -link->logDet);
        if (link != nullptr && divergence != Divergence::Kl)
            carried_ = movingOf(w, diagonal, link->w, link->logDet);
    }
    /// Null: the beliefs themselves.
    const Moving* of(bool reverse) const
    {
        const std::optional<Moving>& moving = reverse ? carried_ : pulled_;
        return moving ? &*moving : nullptr;
    }

private:
    std::optional<Moving> pulled_, carried_;
};

/// Moments (C, m) and natural parameters (P, h) of a tile of whitened beliefs.
struct TileBeliefs {
    explicit TileBeliefs(Index d) : cov(d), precision(d), mean(static_cast<std::size_t>(d)), h(static_cast<std::size_t>(d))
    {
    }
    BatchMatrix cov;        // lower triangle
    BatchMatrix precision;  // lower triangle
    std::vector<Lane> mean;
    std::vector<Lane> h;
    Lane logDet = 0.0;
};

void whitenTile(const GaussianBlock& block, const Whitening& w, Tile tile, BatchMatrix& scratch, TileBeliefs& out)
{
    const Index d = block.dim();
    const Uniform map{w.map.data(), d};
    loadTile(block.cov, tile, scratch);
    multiplyTriangular(map, scratch, out.precision, d);
    multiplyTriangularLower(out.precision, map, out.cov, d);
    loadTile(block.mean, tile, out.h.data());
    for (Index r = 0; r < d; ++r) {
        Lane sum = 0.0;
        for (Index k = 0; k <= r; ++k)
            sum += w.map(r, k) * (out.h[static_cast<std::size_t>(k)] - w.shift(k));
        out.mean[static_cast<std::size_t>(r)] = sum;
    }
}

/// h = P m.
void applyPrecision(Index d, TileBeliefs& t)
{
    for (Index r = 0; r < d; ++r) {
        Lane sum = 0.0;
        for (Index k = 0; k < d; ++k)
            sum += (k <= r ? t.precision(r, k) : t.precision(k, r)) * t.mean[static_cast<std::size_t>(k)];
        t.h[static_cast<std::size_t>(r)] = sum;
    }
}

/// Fills P, h and ln det C from the whitened C and m.
void invertTile(Index d, Tile tile, BatchMatrix& factor, BatchMatrix& inverseT, TileBeliefs& t)
{
    for (Index r = 0; r < d; ++r)
        std::copy(t.cov.row(r), t.cov.row(r) + r + 1, factor.row(r));
    if (const Index bad = firstIndefinite(cholesky(factor, d), tile); bad >= 0)
        losesDefiniteness(bad);
    t.logDet = logDetFromCholesky(factor, d);
    invertTriangular(factor, inverseT, d);
    precisionFromInverse(inverseT, t.precision, d);
    applyPrecision(d, t);
}

/// What moved moments are made from: the Cholesky factors of the covariances as they stand, and their means.
struct FactoredTile {
    explicit FactoredTile(Index d)
        : lower(d), lowerT(d), scratch(d), mean(static_cast<std::size_t>(d)), movedMean(static_cast<std::size_t>(d))
    {
    }
    BatchMatrix lower;
    BatchMatrix lowerT;
    BatchMatrix scratch;
    std::vector<Lane> mean;
    std::vector<Lane> movedMean;
};

/// Natural parameters of a tile, whitened, from the factors: P = (L⁻¹ W⁻¹)ᵀ (L⁻¹ W⁻¹). No whitened covariance is formed.
void factorTile(const GaussianBlock& block, const Whitening& w, Tile tile, FactoredTile& f, TileBeliefs& out)
{
    const Index d = block.dim();
    loadTile(block.cov, tile, f.lower);
    if (const Index bad = firstIndefinite(cholesky(f.lower, d), tile); bad >= 0)
        losesDefiniteness(bad);
    out.logDet = logDetFromCholesky(f.lower, d) - 2 * w.factor.diagonal().array().log().sum();
    solveTriangular(f.lower, Uniform{w.factor.data(), d}, f.scratch, d);
    precisionFromInverse(f.scratch, out.precision, d);
    loadTile(block.mean, tile, f.mean.data());
    for (Index r = 0; r < d; ++r) {
        Lane sum = 0.0;
        for (Index k = 0; k <= r; ++k)
            sum += w.map(r, k) * (f.mean[static_cast<std::size_t>(k)] - w.shift(k));
        out.mean[static_cast<std::size_t>(r)] = sum;
    }
    applyPrecision(d, out);
    transposeLower(f.lower, f.lowerT, d);
}

/// The moments of a tile moved into f.movedMean and cov: N(M m + offset, (M L)(M L)ᵀ).
void moveTile(Index d, const Moving& moving, FactoredTile& f, BatchMatrix& cov)
{
    multiplyByLower(Uniform{moving.map.data(), d}, f.lowerT, f.scratch, d);
    multiplyLower(f.scratch, f.scratch, cov, d);
    for (Index r = 0; r < d; ++r) {
        Lane sum = moving.offset(r);
        for (Index k = 0; k < d; ++k)
            sum += moving.map(r, k) * f.mean[static_cast<std::size_t>(k)];
        f.movedMean[static_cast<std::size_t>(r)] = sum;
    }
}

template <class S>
void putReceiver(Side<S> side, Tile tile, Index d, const BatchMatrix& cov, const std::vector<Lane>& mean,
                 const Lane& logDet)
{
    const auto m = [&](Index k) -> const Lane& { return mean[static_cast<std::size_t>(k)]; };
    Lane trace = 0.0;
    forEachPacked(d, false, [&](Index place, Index r, Index c) {
        if (r != c) {
            side.put(tile, place, cov(r, c) + m(r) * m(c));
            return;
        }
        const Lane diagonal = (cov(c, c) - 1.0) + m(c) * m(c);
        trace += diagonal;
        side.put(tile, place, diagonal);
    });
    for (Index c = 0; c < d; ++c)
        side.put(tile, packedNumbers(d, false) + c, m(c));
    side.addBias(tile, trace - logDet);
}

template <class S>
void putSender(Side<S> side, Tile tile, Index d, const TileBeliefs& t)
{
    Lane trace = 0.0;
    Lane quadratic = 0.0;
    forEachPacked(d, false, [&](Index place, Index r, Index c) {
        if (r != c) {
            side.put(tile, place, 2.0 * t.precision(r, c));
            return;
        }
        const Lane diagonal = t.precision(c, c) - 1.0;
        trace += diagonal;
        quadratic += t.h[static_cast<std::size_t>(c)] * t.mean[static_cast<std::size_t>(c)];
        side.put(tile, place, diagonal);
    });
    for (Index c = 0; c < d; ++c)
        side.put(tile, packedNumbers(d, false) + c, -2.0 * t.h[static_cast<std::size_t>(c)]);
    side.addBias(tile, trace + quadratic + t.logDet);
}

/// Moments of diagonal beliefs, a lane a token: variances and means of one coordinate, whitened or moved.
std::pair<Lane, Lane> diagonalMoments(const GaussianBlock& block, const Whitening& w, const Moving* moving, Tile tile,
                                      Index a)
{
    if (moving == nullptr) {
        const double scale = w.map(0, a);
        return {
            Lane([&](auto lane) { return block.cov[tile.token(static_cast<Index>(lane))](a, a) * scale * scale; }),
            Lane([&](auto lane) { return (block.mean(a, tile.token(static_cast<Index>(lane))) - w.shift(a)) * scale; })};
    }
    Lane c = 0.0;
    Lane m = moving->offset(a);
    for (Index b = 0; b < block.dim(); ++b) {
        const double entry = moving->map(a, b);
        c += Lane([&](auto lane) { return block.cov[tile.token(static_cast<Index>(lane))](b, b) * entry * entry; });
        m += Lane([&](auto lane) { return block.mean(b, tile.token(static_cast<Index>(lane))) * entry; });
    }
    return {c, m};
}

/// The same for diagonal covariances, where everything is a number a coordinate.
template <class S>
void putDiagonalTile(const GaussianBlock& block, const Whitening& w, const Moving* moving, Tile tile, Side<S> receiver,
                     Side<S> sender)
{
    const Index d = block.dim();
    Lane receiverBias = moving != nullptr ? -moving->logDet : 0.0;
    Lane senderBias = 0.0;
    for (Index a = 0; a < d; ++a) {
        const auto [c, m] = diagonalMoments(block, w, nullptr, tile, a);
        if (const Index bad = firstIndefinite(c, tile); bad >= 0)
            losesDefiniteness(bad);
        const Lane p = 1.0 / c;
        const Lane logC([&, &own = c](auto lane) { return std::log(own[lane]); });
        const Lane h = p * m;
        const auto [moved, mean] = moving != nullptr ? diagonalMoments(block, w, moving, tile, a) : std::pair(c, m);
        const Lane second = (moved - 1.0) + mean * mean;
        receiver.put(tile, a, second);
        receiver.put(tile, d + a, mean);
        sender.put(tile, a, p - 1.0);
        sender.put(tile, d + a, -2.0 * h);
        receiverBias += second - logC;
        senderBias += (p - 1.0) + h * m + logC;
    }
    receiver.addBias(tile, receiverBias);
    sender.addBias(tile, senderBias);
}

/// Which sides and places in the row a divergence uses: once, or twice for Jeffreys; last whether it is the reverse one.
template <class S, class Put>
void forEachUse(PairFeatures<S>& f, Divergence divergence, Index length, Put put)
{
    if (divergence != Divergence::ReverseKl)
        put(Side<S>(f, true, 0), Side<S>(f, false, 0), false);
    if (divergence == Divergence::ReverseKl)
        put(Side<S>(f, false, 0), Side<S>(f, true, 0), true);
    if (divergence == Divergence::Jeffreys)
        put(Side<S>(f, false, length), Side<S>(f, true, length), true);
}

template <class S>
PairFeatures<S> emptyFeatures(Index n, Index d, Index length)
{
    PairFeatures<S> f;
    f.dim = d;
    f.left.resize(n, length);
    f.right = Panels<S>(length, n);
    f.leftBias = Vector<S>::Zero(n);
    f.rightBias = Vector<S>::Zero(f.right.padded());
    return f;
}

}  // namespace

template <class S>
PairFeatures<S> pairFeatures(const GaussianBlock& block, bool diagonal, Divergence divergence, Conditioning conditioning,
                             const HeadLink* link)
{
    const Index d = block.dim();
    const Index length = packedNumbers(d, diagonal) + d;
    const bool both = divergence == Divergence::Jeffreys;
    PairFeatures<S> f = emptyFeatures<S>(block.tokens(), d, both ? 2 * length : length);
    f.factor = both ? S(0.25) : S(0.5);
    const Whitening w = whiteningOf(block, diagonal, conditioning);
    const Movings movings(w, diagonal, divergence, link);
    parallelTiles(block.tokens(), [&](Tile tile) {
        if (diagonal) {
            forEachUse(f, divergence, length, [&](Side<S> receiver, Side<S> sender, bool reverse) {
                putDiagonalTile(block, w, movings.of(reverse), tile, receiver, sender);
            });
            return;
        }
        TileBeliefs t(d);
        if (link == nullptr) {
            BatchMatrix scratch(d);
            BatchMatrix inverseT(d);
            whitenTile(block, w, tile, scratch, t);
            invertTile(d, tile, scratch, inverseT, t);
            forEachUse(f, divergence, length, [&](Side<S> receiver, Side<S> sender, bool) {
                putReceiver(receiver, tile, d, t.cov, t.mean, t.logDet);
                putSender(sender, tile, d, t);
            });
            return;
        }
        FactoredTile factored(d);
        factorTile(block, w, tile, factored, t);
        forEachUse(f, divergence, length, [&](Side<S> receiver, Side<S> sender, bool reverse) {
            putSender(sender, tile, d, t);
            const Moving& moving = *movings.of(reverse);
            moveTile(d, moving, factored, t.cov);
            putReceiver(receiver, tile, d, t.cov, factored.movedMean, t.logDet + moving.logDet);
        });
    });
    return f;
}

template <class S>
PairFeatures<S> dotProductFeatures(const GaussianBlock& block)
{
    PairFeatures<S> f = emptyFeatures<S>(block.tokens(), block.dim(), block.dim());
    f.factor = S(-1);
    f.left = block.mean.transpose().template cast<S>();
    for (Index j = 0; j < block.tokens(); ++j)
        for (Index a = 0; a < block.dim(); ++a)
            f.right.column(j)[a * kPanelWidth<S>] = static_cast<S>(block.mean(a, j));
    return f;
}

template struct PairFeatures<float>;
template struct PairFeatures<double>;
template PairFeatures<float> pairFeatures(const GaussianBlock&, bool, Divergence, Conditioning, const HeadLink*);
template PairFeatures<double> pairFeatures(const GaussianBlock&, bool, Divergence, Conditioning, const HeadLink*);
template PairFeatures<float> dotProductFeatures(const GaussianBlock&);
template PairFeatures<double> dotProductFeatures(const GaussianBlock&);

}  // namespace gauge
