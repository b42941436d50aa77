#include "core/learn/vocabulary.h"

#include "core/algebra/frames.h"
#include "core/error.h"
#include "core/gaussian/packing.h"
#include "core/learn/plain_words.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Geometry>
#include <numeric>

namespace gauge::learn {
namespace {

constexpr Index kWordsATask = 256;

/// so(3) on one head of odd dimension: spin (d−1)/2.
Generators headGenerators(Index dim)
{
    return spinGenerators(static_cast<int>(dim - 1) / 2);
}

Generators allGenerators(const Heads& heads)
{
    std::vector<int> spins;
    for (const Index d : heads)
        spins.push_back(static_cast<int>(d - 1) / 2);
    return so3Irreps(spins);
}

/// Numbers of a head's factor.
Index factorNumbers(const VocabularyShape& shape, Index d)
{
    return shape.covariance == WordCovariance::LowRank ? d * shape.rank : packedNumbers(d, false);
}

template <class S>
Matrix<S> factorOf(const S* packed, Index d)
{
    Matrix<S> l = Matrix<S>::Zero(d, d);
    forEachPacked(d, false,
                  [&](Index place, Index r, Index c) { l(r, c) = r == c ? std::exp(packed[place]) : packed[place]; });
    return l;
}

/// Everything about one word's belief in one head, in its own frame.
template <class S>
struct Word {
    Vector<S> mean;
    Vector<S> variance;   // all but Full
    Matrix<S> factor;     // Full: L; LowRank: F
    Matrix<S> precision;  // all but Diagonal
    Matrix<S> u;          // d×d; empty without frames
};

template <class S>
class Reader {
public:
    Reader(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
           const Aligned<S>& theta, const std::vector<int>& ids)
        : shape_(shape), blocks_(blocks), layout_(layout), theta_(theta), ids_(ids), variance_(varianceOf(shape))
    {
        if (!shape.frames)
            return;
        const auto phi = view(theta, layout[blocks.frame]);
        RowMatrixd chosen(static_cast<Index>(ids.size()), 3);
        for (Index k = 0; k < chosen.rows(); ++k)
            chosen.row(k) = phi.row(ids[static_cast<std::size_t>(k)]).template cast<double>();
        frames_ = framesFromPhi(chosen, planExponential(allGenerators(shape.heads), shape.heads));
    }

    Word<S> word(Index k, std::size_t h, const HeadShape& head) const
    {
        Word<S> w;
        const Index v = ids_[static_cast<std::size_t>(k)];
        w.mean = view(theta_, layout_[blocks_.mean]).row(v).segment(head.mean, head.dim).transpose();
        if (shape_.covariance == WordCovariance::Full) {
            const auto factors = view(theta_, layout_[blocks_.factor]);
            w.factor = factorOf(factors.row(v).data() + factorAt(h), head.dim);
            w.precision = w.factor * w.factor.transpose();
        } else {
            const auto logs = view(theta_, layout_[blocks_.logVariance]);
            w.variance.resize(head.dim);
            for (Index c = 0; c < head.dim; ++c)
                w.variance[c] = std::exp(logs(v, varianceAt(head, c)));
            if (shape_.covariance == WordCovariance::Rotated)
                w.precision = w.variance.cwiseInverse().asDiagonal();
            if (shape_.covariance == WordCovariance::LowRank) {
                const auto factors = view(theta_, layout_[blocks_.factor]);
                w.factor = Eigen::Map<const Matrix<S>>(factors.row(v).data() + factorAt(h), head.dim, shape_.rank);
                Matrix<S> cov = w.factor * w.factor.transpose();
                cov.diagonal() += w.variance;
                w.precision = cov.llt().solve(Matrix<S>::Identity(head.dim, head.dim));
            }
        }
        if (shape_.frames)
            w.u = frames_.u[h][k].template cast<S>();
        return w;
    }

    Index varianceAt(const HeadShape& head, Index c) const { return variance_[static_cast<std::size_t>(head.mean + c)]; }
    Index factorAt(std::size_t h) const
    {
        Index at = 0;
        for (std::size_t k = 0; k < h; ++k)
            at += factorNumbers(shape_, shape_.heads[k]);
        return at;
    }

private:
    const VocabularyShape& shape_;
    const VocabularyBlocks& blocks_;
    const ParameterLayout& layout_;
    const Aligned<S>& theta_;
    const std::vector<int>& ids_;
    std::vector<Index> variance_;
    Frames frames_;
};

template <class S>
void writeRow(const Word<S>& w, WordCovariance covariance, const HeadShape& head, S* row)
{
    Eigen::Map<Vector<S>> h(row + head.packed, head.dim);
    if (covariance == WordCovariance::Diagonal) {
        Eigen::Map<Vector<S>> p(row, head.dim);
        p = w.variance.cwiseInverse();
        h = p.cwiseProduct(w.u.size() > 0 ? Vector<S>(w.u.transpose() * w.mean) : w.mean);
        return;
    }
    const Vector<S> local = w.precision * w.mean;
    if (w.u.size() == 0) {
        pack<S>(w.precision, row);
        h = local;
        return;
    }
    pack<S>(w.u.transpose() * w.precision * w.u, row);
    h = w.u.transpose() * local;
}

/// What a gradient by one word's row means for its own numbers.
template <class S>
struct WordGradient {
    Vector<S> mean;
    Vector<S> logVariance;  // d
    Matrix<S> factor;
    Eigen::Matrix<S, 3, 1> frame = Eigen::Matrix<S, 3, 1>::Zero();
};

template <class S>
WordGradient<S> diagonalBackward(const Word<S>& w, const HeadShape& head, const S* g, const Generators& generators)
{
    WordGradient<S> out;
    const Eigen::Map<const Vector<S>> gP(g, head.dim);
    const Eigen::Map<const Vector<S>> gh(g + head.packed, head.dim);
    const Vector<S> p = w.variance.cwiseInverse();
    const Vector<S> m = w.u.size() > 0 ? Vector<S>(w.u.transpose() * w.mean) : w.mean;
    const Vector<S> gm = p.cwiseProduct(gh);
    out.mean = w.u.size() > 0 ? Vector<S>(w.u * gm) : gm;
    out.logVariance = -p.cwiseProduct(gP + gh.cwiseProduct(m));
    if (w.u.size() > 0)
        for (int a = 0; a < 3; ++a)
            out.frame[a] = -gm.dot(generators[static_cast<std::size_t>(a)].template cast<S>() * m);
    return out;
}

template <class S>
WordGradient<S> fullBackward(const Word<S>& w, WordCovariance covariance, const HeadShape& head, const S* g,
                             const Generators& generators)
{
    WordGradient<S> out;
    Matrix<S> gP = unpack(g, head.dim);
    Vector<S> gh = Eigen::Map<const Vector<S>>(g + head.packed, head.dim);
    if (w.u.size() > 0) {
        const Matrix<S> p = w.u.transpose() * w.precision * w.u;
        const Vector<S> h = w.u.transpose() * (w.precision * w.mean);
        const Matrix<S> turned = gP * p - p * gP;
        for (int a = 0; a < 3; ++a) {
            const Matrix<S> t = generators[static_cast<std::size_t>(a)].template cast<S>();
            out.frame[a] = turned.transpose().cwiseProduct(t).sum() - gh.dot(t * h);
        }
        gP = (w.u * gP * w.u.transpose()).eval();
        gh = (w.u * gh).eval();
    }
    out.mean = w.precision * gh;
    const Matrix<S> outer = gh * w.mean.transpose();
    gP += (outer + outer.transpose()) / 2;
    if (covariance == WordCovariance::Rotated) {
        out.logVariance = -w.variance.cwiseInverse().cwiseProduct(gP.diagonal());
        return out;
    }
    if (covariance == WordCovariance::LowRank) {
        const Matrix<S> gCov = -(w.precision * gP * w.precision);
        out.factor = 2 * gCov * w.factor;
        out.logVariance = gCov.diagonal().cwiseProduct(w.variance);
        return out;
    }
    out.factor = 2 * gP * w.factor;
    out.factor.diagonal().array() *= w.factor.diagonal().array();
    return out;
}

template <class S>
void addTo(Aligned<S>& gradient, const ParameterLayout& layout, const VocabularyBlocks& blocks, const Reader<S>& reader,
           Index v, std::size_t h, const HeadShape& head, const WordGradient<S>& g)
{
    view(gradient, layout[blocks.mean]).row(v).segment(head.mean, head.dim) += g.mean.transpose();
    if (blocks.logVariance >= 0) {
        auto logs = view(gradient, layout[blocks.logVariance]);
        for (Index c = 0; c < head.dim; ++c)
            logs(v, reader.varianceAt(head, c)) += g.logVariance[c];
    }
    if (blocks.factor >= 0) {
        S* at = view(gradient, layout[blocks.factor]).row(v).data() + reader.factorAt(h);
        if (blocks.logVariance < 0)  // Full: the triangle
            forEachPacked(head.dim, false, [&](Index place, Index r, Index c) { at[place] += g.factor(r, c); });
        else
            Eigen::Map<Matrix<S>>(at, head.dim, g.factor.cols()) += g.factor;
    }
    if (blocks.frame >= 0)
        view(gradient, layout[blocks.frame]).row(v) += g.frame.transpose();
}

}  // namespace

std::vector<Index> varianceOf(const VocabularyShape& shape)
{
    std::vector<Index> at;
    Index next = -1;
    for (const Index d : shape.heads)
        for (Index k = 0; k < d; ++k) {
            const bool shared =
                shape.variances == Variances::Word ? next >= 0 : shape.variances == Variances::Pairs && k % 2 == 1;
            if (!shared)
                ++next;
            at.push_back(next);
        }
    return at;
}

VocabularyBlocks addVocabulary(ParameterLayout& layout, const VocabularyShape& shape, const std::string& prefix)
{
    for (const Index d : shape.heads)
        if (shape.frames && d % 2 == 0)
            fail("heads: with learned frames expected odd dimensions 2ℓ+1, on which SO(3) acts by spin ℓ, found {}", d);
    VocabularyBlocks blocks;
    const Index k = headOffsets(shape.heads).back();
    blocks.mean = layout.add(prefix + "mean", shape.words, k, true);
    if (shape.covariance == WordCovariance::Full || shape.covariance == WordCovariance::LowRank) {
        Index numbers = 0;
        for (const Index d : shape.heads) {
            if (shape.covariance == WordCovariance::LowRank && shape.rank > d)
                fail("covariance: expected a rank of at most {}, the smallest head's dimension, found {}", d, shape.rank);
            numbers += factorNumbers(shape, d);
        }
        blocks.factor = layout.add(prefix + "factor", shape.words, numbers, false, Update::Plain, shape.shapeRate);
    }
    if (shape.covariance != WordCovariance::Full) {
        blocks.logVariance = layout.add(prefix + "log_variance", shape.words, varianceOf(shape).back() + 1, false,
                                        Update::Plain, shape.shapeRate);
    }
    if (shape.frames)
        blocks.frame = layout.add(prefix + "frame", shape.words, 3, false, Update::Frame);
    return blocks;
}

template <class S>
void initialise(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                Aligned<S>& theta, std::mt19937_64& random)
{
    std::normal_distribution<double> normal;
    const auto fill = [&](Index block, double spread) {
        if (block < 0)
            return;
        auto values = view(theta, layout[block]);
        for (Index i = 0; i < values.size(); ++i)
            values.data()[i] = static_cast<S>(spread * normal(random));
    };
    fill(blocks.mean, shape.meanSpread);
    fill(blocks.logVariance, shape.covariance == WordCovariance::Rotated ? 0.3 : 0.1);
    fill(blocks.factor, shape.covariance == WordCovariance::LowRank ? 0.3 : 0.1);
    fill(blocks.frame, 0.5);
}

template <class S>
RowMatrix<S> naturals(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const std::vector<int>& ids)
{
    const auto heads = headShapes(shape.heads, shape.family());
    RowMatrix<S> rows(static_cast<Index>(ids.size()), rowWidth(heads));
    if (plainWords(shape)) {
        const PlainWords<S> words(shape, blocks, layout);
        parallelRanges(rows.rows(), kWordsATask, [&](Index first, Index last) {
            for (Index k = first; k < last; ++k)
                words.write(theta, ids[static_cast<std::size_t>(k)], rows.row(k).data());
        });
        return rows;
    }
    const Reader<S> reader(shape, blocks, layout, theta, ids);
    parallelRanges(rows.rows(), kWordsATask, [&](Index first, Index last) {
        for (Index k = first; k < last; ++k)
            for (std::size_t h = 0; h < heads.size(); ++h)
                writeRow(reader.word(k, h, heads[h]), shape.covariance, heads[h], rows.row(k).data() + heads[h].at);
    });
    return rows;
}

template <class S>
void naturalsBackward(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const std::vector<int>& ids, const RowMatrix<S>& gNatural,
                      Aligned<S>& gradient)
{
    if (plainWords(shape)) {
        const PlainWords<S> words(shape, blocks, layout);
        parallelRanges(gNatural.rows(), kWordsATask, [&](Index first, Index last) {
            for (Index k = first; k < last; ++k)
                words.addBack(theta, ids[static_cast<std::size_t>(k)], gNatural.row(k).data(), gradient);
        });
        return;
    }
    const auto heads = headShapes(shape.heads, shape.family());
    const Reader<S> reader(shape, blocks, layout, theta, ids);
    std::vector<Generators> generators(heads.size());
    if (shape.frames)
        for (std::size_t h = 0; h < heads.size(); ++h)
            generators[h] = headGenerators(heads[h].dim);
    parallelRanges(gNatural.rows(), kWordsATask, [&](Index first, Index last) {
        for (Index k = first; k < last; ++k)
            for (std::size_t h = 0; h < heads.size(); ++h) {
                const Word<S> w = reader.word(k, h, heads[h]);
                const S* g = gNatural.row(k).data() + heads[h].at;
                const WordGradient<S> back = shape.covariance == WordCovariance::Diagonal
                                                 ? diagonalBackward(w, heads[h], g, generators[h])
                                                 : fullBackward(w, shape.covariance, heads[h], g, generators[h]);
                addTo(gradient, layout, blocks, reader, ids[static_cast<std::size_t>(k)], h, heads[h], back);
            }
    });
}

std::vector<int> distinctWords(const std::vector<int>& used, Index all)
{
    std::vector<int> ids = used;
    if (all > 0) {
        ids.resize(static_cast<std::size_t>(all));
        std::iota(ids.begin(), ids.end(), 0);
        return ids;
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Eigen::Vector3d retract(const Eigen::Vector3d& phi, const Eigen::Vector3d& step)
{
    const auto quaternion = [](const Eigen::Vector3d& v) {
        const double angle = v.norm();
        return angle == 0 ? Eigen::Quaterniond::Identity() : Eigen::Quaterniond(Eigen::AngleAxisd(angle, v / angle));
    };
    const Eigen::AngleAxisd turned((quaternion(phi) * quaternion(-step)).normalized());
    return turned.angle() * turned.axis();
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void initialise<S>(const VocabularyShape&, const VocabularyBlocks&, const ParameterLayout&, Aligned<S>&,      \
                                std::mt19937_64&);                                                                         \
    template RowMatrix<S> naturals<S>(const VocabularyShape&, const VocabularyBlocks&, const ParameterLayout&,             \
                                      const Aligned<S>&, const std::vector<int>&);                                         \
    template void naturalsBackward<S>(const VocabularyShape&, const VocabularyBlocks&, const ParameterLayout&,             \
                                      const Aligned<S>&, const std::vector<int>&, const RowMatrix<S>&, Aligned<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
