#include "core/learn/mapped_layer.h"

#include "core/learn/attention_layer.h"

#include <cmath>
#include <type_traits>

namespace gauge::learn {
namespace {

template <class S>
using RowArray = Eigen::Array<S, 1, Eigen::Dynamic>;

/// Where a head's columns lie.
struct Columns {
    Index head, at, dim;                       // number; first of D; d
    Index group, groups, members;              // first of the groups; their number; coordinates of each: q, q + groups, …
    Index wide() const { return at + group; }  // first of groups and D together
    Index width() const { return dim + groups; }
};

template <class Visit>
void forEachHead(const MappedShape& shape, Visit visit)
{
    Columns c{0, 0, 0, 0, 0, 0};
    for (const Index d : shape.heads) {
        c.dim = d;
        c.members = shape.group == kWholeHead ? d : shape.group;
        c.groups = d / c.members;
        visit(c);
        ++c.head;
        c.at += d;
        c.group += c.groups;
    }
}

/// visit(row of D, row of the groups, members of the group)
template <class Visit>
void forEachGrouped(const MappedShape& shape, Visit visit)
{
    forEachHead(shape, [&](const Columns& c) {
        for (Index e = 0; e < c.dim; ++e)
            visit(c.at + e, c.group + e % c.groups, c.members);
    });
}

/// A sum of squares over a group, or their mean.
enum class Of { Sum, Mean };

template <class S>
S shareOf(Of of, Index members)
{
    return of == Of::Sum ? S(1) : 1 / static_cast<S>(members);
}

/// Adds, of rows [from, from + D) of maps, the squares to the rows of their groups from row `to` on.
template <class S>
void addSquares(const MappedShape& shape, Of of, const RowMatrix<S>& maps, Index from, RowMatrix<S>& squares, Index to)
{
    forEachGrouped(shape, [&](Index row, Index group, Index members) {
        squares.row(to + group) += shareOf<S>(of, members) * maps.row(from + row).cwiseAbs2();
    });
}

template <class S>
void addSquaresGradient(const MappedShape& shape, Of of, const RowMatrix<S>& maps, Index from, const RowMatrix<S>& gSquares,
                        Index to, RowMatrix<S>& gMaps)
{
    forEachGrouped(shape, [&](Index row, Index group, Index members) {
        gMaps.row(from + row) += 2 * shareOf<S>(of, members) * gSquares.row(to + group).cwiseProduct(maps.row(from + row));
    });
}

/// The coordinates of one group within a head's columns.
template <class S, bool Whole>
using Members = std::conditional_t<Whole, Eigen::Map<RowArray<S>>, Eigen::Map<RowArray<S>, 0, Eigen::InnerStride<>>>;
template <class S, bool Whole>
using ConstMembers =
    std::conditional_t<Whole, Eigen::Map<const RowArray<S>>, Eigen::Map<const RowArray<S>, 0, Eigen::InnerStride<>>>;

template <bool Whole, class S>
ConstMembers<S, Whole> membersOf(const S* head, Index q, const Columns& c)
{
    if constexpr (Whole)
        return {head, c.dim};
    else
        return {head + q, c.members, Eigen::InnerStride<>(c.groups)};
}
template <bool Whole, class S>
Members<S, Whole> membersOf(S* head, Index q, const Columns& c)
{
    if constexpr (Whole)
        return {head, c.dim};
    else
        return {head + q, c.members, Eigen::InnerStride<>(c.groups)};
}

/// Features of receivers and senders, [Σ(u + a²) | a] and [½p | −h] with ψ = ½ Σ (p b² − ln p).
template <bool Whole, class S>
void readFeatures(const MappedShape& shape, MappedTrace<S>& t)
{
    const Index d = shape.coordinates();
    const Index groups = shape.groups();
    const Index rows = t.read.rows();
    t.features.resize(rows, d + groups);
    t.keys.resize(rows, d + groups);
    t.partition.resize(rows, static_cast<Index>(shape.heads.size()));
    forEachHead(shape, [&](const Columns& c) {
        const auto size = static_cast<S>(c.members);
        for (Index i = 0; i < rows; ++i) {
            const S* read = t.read.row(i).data() + c.at;
            const S* variances = t.readVariance.row(i).data() + c.group;
            S* features = t.features.row(i).data() + c.wide();
            S* keys = t.keys.row(i).data() + c.wide();
            S sum = 0;  // 2ψ
            for (Index q = 0; q < c.groups; ++q) {
                const auto a = membersOf<Whole>(read, q, c);
                const auto b = membersOf<Whole>(read + d, q, c);
                const S w = variances[groups + q];
                features[q] = size * variances[q] + a.square().sum();
                keys[q] = 1 / (2 * w);
                membersOf<Whole>(features + c.groups, q, c) = a;
                membersOf<Whole>(keys + c.groups, q, c) = b * (-1 / w);
                sum += b.square().sum() / w + size * std::log(w);
            }
            t.partition(i, c.head) = sum / 2;
        }
    });
}

/// visit(sequence, first row, rows, head, place in traces)
template <class Visit>
void forEachAttention(const MappedShape& shape, const Sequences& sequences, Visit visit)
{
    for (std::size_t q = 0; q < sequences.count(); ++q) {
        const Index first = sequences.starts[q];
        const Index n = sequences.starts[q + 1] - first;
        forEachHead(shape, [&](const Columns& c) {
            visit(first, n, c, q * shape.heads.size() + static_cast<std::size_t>(c.head));
        });
    }
}

template <class S>
void attend(const MappedShape& shape, const Sequences& sequences, const LayerNumbers<S>& numbers, MappedTrace<S>& t)
{
    const std::size_t count = sequences.count() * shape.heads.size();
    t.energies.resize(count);
    t.attention.resize(count);
    t.heardPrecision.resize(t.read.rows(), shape.groups());
    t.heardInformation.resize(t.read.rows(), shape.coordinates());
    forEachAttention(shape, sequences, [&](Index first, Index n, const Columns& c, std::size_t at) {
        const auto keys = t.keys.block(first, c.wide(), n, c.width());
        RowMatrix<S>& energy = t.energies[at];
        energy.noalias() = t.features.block(first, c.wide(), n, c.width()) * keys.transpose();
        energy.rowwise() += t.partition.col(c.head).segment(first, n).transpose();
        t.attention[at] = causalAttention(energy, shape.self, std::exp(numbers.logKappa[c.head]));
        t.heardPrecision.block(first, c.group, n, c.groups).noalias() = 2 * t.attention[at] * keys.leftCols(c.groups);
        t.heardInformation.block(first, c.at, n, c.dim).noalias() = -t.attention[at] * keys.rightCols(c.dim);
    });
}

/// −β ∘ (g − Σ β g)/κ under the causal mask, and its sum with the energies.
template <class S>
RowMatrix<S> energyGradient(const RowMatrix<S>& attention, const RowMatrix<S>& gAttention, S cold,
                            const RowMatrix<S>& energy, S& alongEnergy)
{
    const Index n = attention.rows();
    RowMatrix<S> g(n, n);
    for (Index i = 0; i < n; ++i) {
        const auto beta = attention.row(i).head(i + 1).array();
        const auto gBeta = gAttention.row(i).head(i + 1).array();
        const S mean = (beta * gBeta).sum();
        g.row(i).head(i + 1) = (-cold * beta * (gBeta - mean)).matrix();
        g.row(i).tail(n - i - 1).setZero();
        alongEnergy += g.row(i).head(i + 1).dot(energy.row(i).head(i + 1));
    }
    return g;
}

/// The gradient by what comes back to those by features, keys and ψ, and by κ.
template <class S>
struct ReadGradient {
    RowMatrix<S> features, keys, partition;
};

template <class S>
ReadGradient<S> attendBackward(const MappedShape& shape, const Sequences& sequences, const LayerNumbers<S>& numbers,
                               const MappedTrace<S>& t, const RowMatrix<S>& gPrecision, const RowMatrix<S>& gInformation,
                               LayerNumbers<S>& gNumbers)
{
    ReadGradient<S> g{RowMatrix<S>(t.features.rows(), t.features.cols()), RowMatrix<S>(t.keys.rows(), t.keys.cols()),
                      RowMatrix<S>(t.partition.rows(), t.partition.cols())};
    forEachAttention(shape, sequences, [&](Index first, Index n, const Columns& c, std::size_t at) {
        RowMatrix<S> gHeard(n, c.width());  // by β·keys
        gHeard.leftCols(c.groups) = 2 * gPrecision.block(first, c.group, n, c.groups);
        gHeard.rightCols(c.dim) = -gInformation.block(first, c.at, n, c.dim);
        const auto features = t.features.block(first, c.wide(), n, c.width());
        const auto keys = t.keys.block(first, c.wide(), n, c.width());
        const RowMatrix<S> gAttention = gHeard * keys.transpose();
        const S cold = std::exp(-numbers.logKappa[c.head]);
        S alongEnergy = 0;
        const RowMatrix<S> gEnergy = energyGradient<S>(t.attention[at], gAttention, cold, t.energies[at], alongEnergy);
        gNumbers.logKappa[c.head] -= alongEnergy;
        auto gKeys = g.keys.block(first, c.wide(), n, c.width());
        gKeys.noalias() = t.attention[at].transpose() * gHeard;
        gKeys.noalias() += gEnergy.transpose() * features;
        g.features.block(first, c.wide(), n, c.width()).noalias() = gEnergy * keys;
        g.partition.col(c.head).segment(first, n) = gEnergy.colwise().sum().transpose();
    });
    return g;
}

/// To the means and variances that were read.
template <bool Whole, class S>
void readBackward(const MappedShape& shape, const MappedTrace<S>& t, const ReadGradient<S>& g, RowMatrix<S>& gRead,
                  RowMatrix<S>& gVariance)
{
    const Index d = shape.coordinates();
    const Index groups = shape.groups();
    gRead.resize(t.read.rows(), t.read.cols());
    gVariance.resize(t.readVariance.rows(), t.readVariance.cols());
    forEachHead(shape, [&](const Columns& c) {
        const auto size = static_cast<S>(c.members);
        for (Index i = 0; i < t.read.rows(); ++i) {
            const S* read = t.read.row(i).data() + c.at;
            const S* w = t.readVariance.row(i).data() + c.group + groups;
            const S* gF = g.features.row(i).data() + c.wide();
            const S* gK = g.keys.row(i).data() + c.wide();
            const S gPsi = g.partition(i, c.head);
            S* gOut = gRead.row(i).data() + c.at;
            S* gu = gVariance.row(i).data() + c.group;
            for (Index q = 0; q < c.groups; ++q) {
                const auto a = membersOf<Whole>(read, q, c);
                const auto b = membersOf<Whole>(read + d, q, c);
                const auto gInformation = membersOf<Whole>(gK + c.groups, q, c);
                const S p = 1 / w[q];
                membersOf<Whole>(gOut, q, c) = membersOf<Whole>(gF + c.groups, q, c) + (2 * gF[q]) * a;
                membersOf<Whole>(gOut + d, q, c) = p * (gPsi * b - gInformation);
                const S gp = (gK[q] - gPsi * size * w[q]) / 2 + (b * (gPsi / 2 * b - gInformation)).sum();
                gu[q] = size * gF[q];
                gu[groups + q] = -p * p * gp;
            }
        }
    });
}

}  // namespace

Index MappedShape::groups() const
{
    Index sum = 0;
    forEachHead(*this, [&](const Columns& c) { sum += c.groups; });
    return sum;
}

template <class S>
SquaredMaps<S> squaredMaps(const MappedShape& shape, HeadMaps<S> maps)
{
    SquaredMaps<S> squared{std::move(maps), {}, {}};
    const Index groups = shape.groups();
    squared.readingSquares = RowMatrix<S>::Zero(2 * groups, squared.maps.reading.cols());
    squared.backSquares = RowMatrix<S>::Zero(groups, squared.maps.back.cols());
    addSquares(shape, Of::Mean, squared.maps.reading, 0, squared.readingSquares, 0);
    addSquares(shape, Of::Mean, squared.maps.reading, shape.coordinates(), squared.readingSquares, groups);
    addSquares(shape, Of::Sum, squared.maps.back, 0, squared.backSquares, 0);
    return squared;
}

template <class S>
RowMatrix<S> mappedForward(const MappedShape& shape, const Sequences& sequences, const PlaceFrames<S>& frames,
                           const SquaredMaps<S>& maps, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                           const RowMatrix<S>& prior, MappedTrace<S>& t)
{
    const Index k = rows.cols() / 2;
    const Index d = shape.coordinates();
    t.variance = rows.leftCols(k).cwiseInverse();
    t.mean = rows.rightCols(k).cwiseProduct(t.variance);
    t.read.noalias() = t.mean * maps.maps.reading.transpose();
    t.readVariance.noalias() = t.variance * maps.readingSquares.transpose();
    t.readVariance.array() += static_cast<S>(kReadingFloor);
    turn(shape.heads, frames, sequences, S(-1), 0, t.read);
    turn(shape.heads, frames, sequences, S(-1), d, t.read);
    shape.group == kWholeHead ? readFeatures<true>(shape, t) : readFeatures<false>(shape, t);
    attend(shape, sequences, numbers, t);
    turn(shape.heads, frames, sequences, S(1), 0, t.heardInformation);
    const RowWeights<S> w = rowWeights(numbers, shape.self, sequences.places);
    RowMatrix<S> result(rows.rows(), rows.cols());
    result.leftCols(k).noalias() = t.heardPrecision * maps.backSquares;
    result.rightCols(k).noalias() = t.heardInformation * maps.maps.back;
    result = w.message.asDiagonal() * result;
    result += w.own.asDiagonal() * rows;
    result += w.prior.asDiagonal() * prior;
    return result;
}

template <class S>
RowMatrix<S> mappedBackward(const MappedShape& shape, const Sequences& sequences, const PlaceFrames<S>& frames,
                            const SquaredMaps<S>& maps, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                            const RowMatrix<S>& prior, const MappedTrace<S>& t, const RowMatrix<S>& gResult,
                            RowMatrix<S>& gPrior, LayerNumbers<S>& gNumbers, HeadMaps<S>& gMaps)
{
    const Index k = rows.cols() / 2;
    const Index d = shape.coordinates();
    const RowWeights<S> w = rowWeights(numbers, shape.self, sequences.places);
    gPrior += w.prior.asDiagonal() * gResult;
    const RowMatrix<S> gMessage = w.message.asDiagonal() * gResult;
    RowMatrix<S> gPrecision = gMessage.leftCols(k) * maps.backSquares.transpose();
    RowMatrix<S> gInformation = gMessage.rightCols(k) * maps.maps.back.transpose();
    const Vector<S> along = t.heardPrecision.cwiseProduct(gPrecision).rowwise().sum() +
                            t.heardInformation.cwiseProduct(gInformation).rowwise().sum();
    addSlopes(w, rows, prior, gResult, along, numbers, gNumbers);
    const RowMatrix<S> gBackSquares = t.heardPrecision.transpose() * gMessage.leftCols(k);
    addSquaresGradient(shape, Of::Sum, maps.maps.back, 0, gBackSquares, 0, gMaps.back);
    gMaps.back.noalias() += t.heardInformation.transpose() * gMessage.rightCols(k);
    turn(shape.heads, frames, sequences, S(-1), 0, gInformation);
    const ReadGradient<S> gFeatures = attendBackward(shape, sequences, numbers, t, gPrecision, gInformation, gNumbers);
    RowMatrix<S> gRead;
    RowMatrix<S> gReadVariance;
    shape.group == kWholeHead ? readBackward<true>(shape, t, gFeatures, gRead, gReadVariance)
                              : readBackward<false>(shape, t, gFeatures, gRead, gReadVariance);
    turn(shape.heads, frames, sequences, S(1), 0, gRead);
    turn(shape.heads, frames, sequences, S(1), d, gRead);
    gMaps.reading.noalias() += gRead.transpose() * t.mean;
    const RowMatrix<S> gSquares = gReadVariance.transpose() * t.variance;
    addSquaresGradient(shape, Of::Mean, maps.maps.reading, 0, gSquares, 0, gMaps.reading);
    addSquaresGradient(shape, Of::Mean, maps.maps.reading, d, gSquares, shape.groups(), gMaps.reading);
    RowMatrix<S> gRows =
        naturalGradientOf<S>(t.variance, t.mean, gReadVariance * maps.readingSquares, gRead * maps.maps.reading);
    gRows += w.own.asDiagonal() * gResult;
    return gRows;
}

template <class S>
RowMatrix<S> naturalGradientOf(const RowMatrix<S>& variance, const RowMatrix<S>& mean, const RowMatrix<S>& gVariance,
                               const RowMatrix<S>& gMean)
{
    const Index k = mean.cols();
    RowMatrix<S> g(mean.rows(), 2 * k);
    g.rightCols(k) = variance.cwiseProduct(gMean);
    g.leftCols(k) = -(variance.array().square() * gVariance.array() + mean.array() * g.rightCols(k).array()).matrix();
    return g;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template SquaredMaps<S> squaredMaps<S>(const MappedShape&, HeadMaps<S>);                                               \
    template RowMatrix<S> mappedForward<S>(const MappedShape&, const Sequences&, const PlaceFrames<S>&,                    \
                                           const SquaredMaps<S>&, const LayerNumbers<S>&, const RowMatrix<S>&,             \
                                           const RowMatrix<S>&, MappedTrace<S>&);                                          \
    template RowMatrix<S> mappedBackward<S>(const MappedShape&, const Sequences&, const PlaceFrames<S>&,                   \
                                            const SquaredMaps<S>&, const LayerNumbers<S>&, const RowMatrix<S>&,            \
                                            const RowMatrix<S>&, const MappedTrace<S>&, const RowMatrix<S>&,               \
                                            RowMatrix<S>&, LayerNumbers<S>&, HeadMaps<S>&);                                \
    template RowMatrix<S> naturalGradientOf<S>(const RowMatrix<S>&, const RowMatrix<S>&, const RowMatrix<S>&,              \
                                               const RowMatrix<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
