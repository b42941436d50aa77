#include "core/learn/head_maps.h"

#include "core/algebra/solvers.h"
#include "core/error.h"

namespace gauge::learn {
namespace {

bool onGroup(const MapShape& shape)
{
    return shape.maps == Maps::Linear || shape.maps == Maps::Rotation;
}

bool frozen(const MapShape& shape)
{
    return shape.maps == Maps::Random || shape.maps == Maps::Identity;
}

/// Numbers of X_h.
Index generators(const MapShape& shape, Index d)
{
    return shape.maps == Maps::Rotation ? d * (d - 1) / 2 : d * d;
}

Index allGenerators(const MapShape& shape)
{
    Index sum = 0;
    for (const Index d : shape.heads)
        sum += generators(shape, d);
    return sum;
}

/// visit(h, first row of the head, d, first of its generators)
template <class Visit>
void forEachHead(const MapShape& shape, Visit visit)
{
    Index at = 0;
    Index number = 0;
    for (std::size_t h = 0; h < shape.heads.size(); ++h) {
        const Index d = shape.heads[h];
        visit(h, at, d, number);
        at += d;
        number += generators(shape, d);
    }
}

template <class S>
Matrixd algebraElement(const MapShape& shape, const S* numbers, Index d)
{
    if (shape.maps == Maps::Linear)
        return Eigen::Map<const RowMatrix<S>>(numbers, d, d).template cast<double>();
    Matrixd x = Matrixd::Zero(d, d);
    for (Index r = 1; r < d; ++r)
        for (Index c = 0; c < r; ++c, ++numbers) {
            x(r, c) = static_cast<double>(*numbers);
            x(c, r) = -x(r, c);
        }
    return x;
}

/// exp(X_h) on the heads' own blocks: D×K.
template <class S>
RowMatrix<S> groupMaps(const MapShape& shape, const Eigen::Ref<const RowMatrix<S>>& numbers)
{
    RowMatrix<S> maps = RowMatrix<S>::Zero(shape.dim, shape.dim);
    forEachHead(shape, [&](std::size_t, Index at, Index d, Index number) {
        maps.block(at, at, d, d) = matrixExponential(algebraElement(shape, numbers.data() + number, d)).template cast<S>();
    });
    return maps;
}

/// The adjoint of the exponential's derivative is its derivative at the transposed, the upper right of exp[[Xᵀ, G], [0, Xᵀ]] (Higham 2008, §10.2).
Matrixd exponentialBackward(const Matrixd& x, const Matrixd& g)
{
    const Index d = x.rows();
    Matrixd both = Matrixd::Zero(2 * d, 2 * d);
    both.topLeftCorner(d, d) = both.bottomRightCorner(d, d) = x.transpose();
    both.topRightCorner(d, d) = g;
    return matrixExponential(both).topRightCorner(d, d);
}

template <class S>
void groupBackward(const MapShape& shape, const Eigen::Ref<const RowMatrix<S>>& numbers,
                   const Eigen::Ref<const RowMatrix<S>>& gMaps, Eigen::Ref<RowMatrix<S>> gNumbers)
{
    forEachHead(shape, [&](std::size_t, Index at, Index d, Index number) {
        const Matrixd x = algebraElement(shape, numbers.data() + number, d);
        const Matrixd g = exponentialBackward(x, gMaps.block(at, at, d, d).template cast<double>());
        S* to = gNumbers.data() + number;
        for (Index r = 0; r < d; ++r)
            for (Index c = 0; c < (shape.maps == Maps::Rotation ? r : d); ++c)
                *to++ += static_cast<S>(shape.maps == Maps::Rotation ? g(r, c) - g(c, r) : g(r, c));
    });
}

/// The heads' own blocks of the identity; heads whose dimensions do not add up to K go round.
template <class S>
RowMatrix<S> ownBlocks(const MapShape& shape)
{
    RowMatrix<S> maps = RowMatrix<S>::Zero(shape.coordinates(), shape.dim);
    for (Index r = 0; r < maps.rows(); ++r)
        maps(r, r % shape.dim) = 1;
    return maps;
}

}  // namespace

MapBlocks addMaps(ParameterLayout& layout, const MapShape& shape, const std::string& prefix)
{
    const Index d = shape.coordinates();
    if ((onGroup(shape) || shape.maps == Maps::Identity) && d != shape.dim)
        fail("heads: with maps of the heads' own blocks expected dimensions that add up to K = {}, found {}", shape.dim, d);
    if (onGroup(shape) && shape.sharedSender)
        fail("shared-sender: expected free maps, found elements of a group, which turn the sender alone");
    MapBlocks blocks;
    const Update update = frozen(shape) ? Update::Frozen : Update::Plain;
    const auto add = [&](const char* name, Index rows, Index columns) {
        return layout.add(prefix + name, rows, columns, false, update, shape.rate);
    };
    if (!onGroup(shape))
        blocks.receiver = add("receiver", d, shape.dim);
    if (!shape.sharedSender)
        blocks.sender = onGroup(shape) ? add("sender", 1, allGenerators(shape)) : add("sender", d, shape.dim);
    if (shape.back == ReturnMap::Own)
        blocks.back = onGroup(shape) ? add("return", 1, allGenerators(shape)) : add("return", d, shape.dim);
    else  // a gain is learned whatever the maps
        blocks.gain =
            layout.add(prefix + "gain", 1, static_cast<Index>(shape.heads.size()), false, Update::Plain, shape.rate);
    return blocks;
}

template <class S>
void initialise(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout, Aligned<S>& theta,
                std::mt19937_64& random)
{
    std::normal_distribution<double> normal;
    for (const Index block : {blocks.receiver, blocks.sender, blocks.back}) {
        if (block < 0)
            continue;
        auto values = view(theta, layout[block]);
        if (onGroup(shape))
            values.setZero();
        else
            values = ownBlocks<S>(shape);
        const double spread = shape.maps == Maps::Identity ? 0 : shape.spread;
        for (Index i = 0; i < values.size(); ++i)
            values.data()[i] += static_cast<S>(spread * normal(random));
    }
    if (blocks.gain >= 0)
        view(theta, layout[blocks.gain]).setOnes();
}

template <class S>
HeadMaps<S> headMaps(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta)
{
    const Index d = shape.coordinates();
    HeadMaps<S> maps{RowMatrix<S>(2 * d, shape.dim), RowMatrix<S>()};
    const auto own = [&](Index block) {
        return onGroup(shape) ? groupMaps<S>(shape, view(theta, layout[block])) : RowMatrix<S>(view(theta, layout[block]));
    };
    maps.reading.topRows(d) = blocks.receiver >= 0 ? own(blocks.receiver) : ownBlocks<S>(shape);
    maps.reading.bottomRows(d) = blocks.sender >= 0 ? own(blocks.sender) : RowMatrix<S>(maps.reading.topRows(d));
    if (blocks.back >= 0) {
        maps.back = own(blocks.back);
        return maps;
    }
    maps.back = maps.reading.topRows(d);
    const auto gain = view(theta, layout[blocks.gain]);
    forEachHead(shape, [&](std::size_t h, Index at, Index rows, Index) {
        maps.back.middleRows(at, rows) *= gain(0, static_cast<Index>(h));
    });
    return maps;
}

template <class S>
void headMapsBackward(const MapShape& shape, const MapBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const HeadMaps<S>& maps, const HeadMaps<S>& g, Aligned<S>& gradient)
{
    const Index d = shape.coordinates();
    RowMatrix<S> gReceiver = g.reading.topRows(d);
    if (blocks.sender < 0)
        gReceiver += g.reading.bottomRows(d);
    if (blocks.gain >= 0) {
        const auto gain = view(theta, layout[blocks.gain]);
        forEachHead(shape, [&](std::size_t h, Index at, Index rows, Index) {
            const auto head = static_cast<Index>(h);
            gReceiver.middleRows(at, rows) += gain(0, head) * g.back.middleRows(at, rows);
            view(gradient, layout[blocks.gain])(0, head) +=
                g.back.middleRows(at, rows).cwiseProduct(maps.reading.middleRows(at, rows)).sum();
        });
    }
    if (frozen(shape))
        return;
    const auto add = [&](Index block, const Eigen::Ref<const RowMatrix<S>>& gMaps) {
        if (block < 0)
            return;
        if (onGroup(shape))
            groupBackward<S>(shape, view(theta, layout[block]), gMaps, view(gradient, layout[block]));
        else
            view(gradient, layout[block]) += gMaps;
    };
    add(blocks.receiver, gReceiver);
    add(blocks.sender, g.reading.bottomRows(d));
    add(blocks.back, g.back);
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void initialise<S>(const MapShape&, const MapBlocks&, const ParameterLayout&, Aligned<S>&, std::mt19937_64&); \
    template HeadMaps<S> headMaps<S>(const MapShape&, const MapBlocks&, const ParameterLayout&, const Aligned<S>&);        \
    template void headMapsBackward<S>(const MapShape&, const MapBlocks&, const ParameterLayout&, const Aligned<S>&,        \
                                      const HeadMaps<S>&, const HeadMaps<S>&, Aligned<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
