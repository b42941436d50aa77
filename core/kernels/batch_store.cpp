// Moving between tokens and register lanes.
#include "core/kernels/batch.h"
#include "core/parallel.h"

#include <algorithm>

namespace gauge {
void parallelTiles(Index n, const std::function<void(Tile)>& body)
{
    parallelRanges((n + kBatch - 1) / kBatch, 1, [&](Index first, Index last) {
        for (Index t = first; t < last; ++t)
            body({t * kBatch, std::min(kBatch, n - t * kBatch)});
    });
}

namespace {

using Packet = Eigen::internal::packet_traits<double>::type;
static_assert(Eigen::internal::packet_traits<double>::size == kBatch, "Eigen's registers and ours have one width");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-attributes"  // of Eigen's own register types as template arguments
/// kBatch numbers of each of kBatch tokens, turned so that element e holds every token's e-th number.
using Block = Eigen::internal::PacketBlock<Packet, static_cast<int>(kBatch)>;
#pragma GCC diagnostic pop

/// Numbers `first` … first+kBatch−1 of the tokens' arrays, transposed.
Block loadBlock(const double* const* source, Index first)
{
    Block block;
    for (Index lane = 0; lane < kBatch; ++lane)
        block.packet[lane] = Eigen::internal::ploadu<Packet>(source[lane] + first);
    Eigen::internal::ptranspose(block);
    return block;
}

Lane toLane(const Packet& packet)
{
    alignas(64) double numbers[kBatch];
    Eigen::internal::pstore(numbers, packet);
    return Lane(numbers, stdx::vector_aligned);
}

Packet toPacket(const Lane& lane)
{
    alignas(64) double numbers[kBatch];
    lane.copy_to(numbers, stdx::vector_aligned);
    return Eigen::internal::pload<Packet>(numbers);
}

/// Calls put(e, lane) for every element e of the tokens' n numbers.
template <class Put>
void forEachElement(const double* const* source, Index n, Put put)
{
    Index e = 0;
    for (; e + kBatch <= n; e += kBatch) {
        const Block block = loadBlock(source, e);
        for (Index k = 0; k < kBatch; ++k)
            put(e + k, toLane(block.packet[k]));
    }
    for (; e < n; ++e)
        put(e, Lane([&](auto lane) { return source[lane][e]; }));
}

/// Walks the places (fast, slow) of a d×d matrix in the order its numbers lie in memory.
struct Place {
    Index d;
    Index fast = 0;
    Index slow = 0;

    void next()
    {
        if (++fast == d) {
            fast = 0;
            ++slow;
        }
    }
};

void sourcesOf(const Stack& from, Tile tile, const double** source)
{
    for (Index lane = 0; lane < kBatch; ++lane)
        source[lane] = from[tile.token(lane)].data();
}

/// Stores n numbers a token; get(e) gives element e of every token.
template <class Get>
void storeElements(Stack& to, Tile tile, Index n, Get get)
{
    double* target[kBatch];
    for (Index lane = 0; lane < tile.count; ++lane)
        target[lane] = to[tile.first + lane].data();
    Index e = 0;
    for (; e + kBatch <= n; e += kBatch) {
        Block block;
        for (Index k = 0; k < kBatch; ++k)
            block.packet[k] = toPacket(get(e + k));
        Eigen::internal::ptranspose(block);
        for (Index lane = 0; lane < tile.count; ++lane)
            Eigen::internal::pstoreu(target[lane] + e, block.packet[lane]);
    }
    for (; e < n; ++e) {
        const Lane value = get(e);
        for (Index lane = 0; lane < tile.count; ++lane)
            target[lane][e] = value[static_cast<std::size_t>(lane)];
    }
}

}  // namespace

void loadTile(const Stack& from, Tile tile, BatchMatrix& to)
{
    const double* source[kBatch];
    sourcesOf(from, tile, source);
    Place at{from.dim()};
    forEachElement(source, from.dim() * from.dim(), [&](Index, const Lane& value) {
        to(at.fast, at.slow) = value;
        at.next();
    });
}

void loadTransposed(const Stack& from, Tile tile, BatchMatrix& to)
{
    const double* source[kBatch];
    sourcesOf(from, tile, source);
    Place at{from.dim()};
    forEachElement(source, from.dim() * from.dim(), [&](Index, const Lane& value) {
        to(at.slow, at.fast) = value;
        at.next();
    });
}

void loadTile(const Matrixd& from, Tile tile, Lane* to)
{
    for (Index r = 0; r < from.rows(); ++r)
        to[r] = Lane([&](auto lane) { return from(r, tile.token(static_cast<Index>(lane))); });
}

void storeTile(const BatchMatrix& from, Tile tile, Stack& to)
{
    Place at{to.dim()};
    storeElements(to, tile, to.dim() * to.dim(), [&](Index) {
        const Lane value = from(at.fast, at.slow);
        at.next();
        return value;
    });
}

void storeSymmetric(const BatchMatrix& lower, Tile tile, Stack& to)
{
    Place at{to.dim()};
    storeElements(to, tile, to.dim() * to.dim(), [&](Index) {
        const Lane value = lower(std::max(at.fast, at.slow), std::min(at.fast, at.slow));
        at.next();
        return value;
    });
}

void storeTile(const Lane* from, Tile tile, Matrixd& to)
{
    for (Index lane = 0; lane < tile.count; ++lane)
        for (Index r = 0; r < to.rows(); ++r)
            to(r, tile.first + lane) = from[r][static_cast<std::size_t>(lane)];
}

}  // namespace gauge
