#include "gpu/parcel.h"

#include "core/parallel.h"

#include <algorithm>
#include <cstring>

namespace gauge::gpu {
namespace {

constexpr std::size_t kUnit = 4096;  // bytes that one thread moves at once: whole numbers
constexpr Index kUnits = 32;         // of a share

/// body(first, last) on shares of a piece of `count` bytes.
template <class Body>
void eachShare(std::size_t count, Body body)
{
    keptApart([&] {
        parallelRanges(static_cast<Index>((count + kUnit - 1) / kUnit), kUnits, [&](Index first, Index last) {
            body(static_cast<std::size_t>(first) * kUnit, std::min(count, static_cast<std::size_t>(last) * kUnit));
        });
    });
}

/// body(part, from, to) for the bytes of parts inside [first, last).
template <class Parts, class Body>
void eachPart(const Parts& parts, std::size_t first, std::size_t last, Body body)
{
    for (const auto& part : parts) {
        const std::size_t from = std::max(first, part.place);
        const std::size_t to = std::min(last, part.place + part.bytes);
        if (from < to)
            body(part, from, to);
    }
}

void copyNumbers(const unsigned char* from, void* to, long at, long count, std::size_t size, bool widens)
{
    if (!widens) {
        std::memcpy(static_cast<unsigned char*>(to) + static_cast<std::size_t>(at) * size, from,
                    static_cast<std::size_t>(count) * size);
        return;
    }
    const auto* single = reinterpret_cast<const float*>(from);
    std::copy(single, single + count, static_cast<double*>(to) + at);
}

template <class Parts>
std::size_t endOf(const Parts& parts)
{
    std::size_t end = 0;
    for (const auto& part : parts)
        end = std::max(end, part.place + part.bytes);
    return end;
}

}  // namespace

void Outgoing::add(const void* to, const void* from, std::size_t bytes)
{
    parts_.push_back({static_cast<std::size_t>(static_cast<const unsigned char*>(to) - block_), bytes,
                      static_cast<const unsigned char*>(from)});
}

std::size_t Outgoing::bytes() const
{
    return endOf(parts_);
}

void Outgoing::write(unsigned char* piece, std::size_t first, std::size_t count) const
{
    eachShare(count, [&](std::size_t begin, std::size_t end) {
        eachPart(parts_, first + begin, first + end, [&](const Part& part, std::size_t from, std::size_t to) {
            std::memcpy(piece + (from - first), part.from + (from - part.place), to - from);
        });
    });
}

void Incoming::add(const void* from, void* to, const Shape& shape)
{
    if (to != nullptr)
        parts_.push_back({static_cast<std::size_t>(static_cast<const unsigned char*>(from) - block_),
                          static_cast<std::size_t>(shape.rows * shape.columns) * shape.size, shape, to});
}

std::size_t Incoming::bytes() const
{
    return endOf(parts_);
}

void Incoming::read(const unsigned char* piece, std::size_t first, std::size_t count) const
{
    eachShare(count, [&](std::size_t begin, std::size_t end) {
        eachPart(parts_, first + begin, first + end, [&](const Part& part, std::size_t from, std::size_t to) {
            const std::size_t size = part.shape.size;
            readNumbers(part, piece + (from - first), static_cast<long>((from - part.place) / size),
                        static_cast<long>((to - part.place) / size));
        });
    });
}

void Incoming::readNumbers(const Part& part, const unsigned char* from, long first, long last)
{
    const Shape& s = part.shape;
    while (first < last) {
        const long row = first / s.columns;
        const long column = first % s.columns;
        const long count = std::min(last - first, s.columns - column);
        const long at = row * s.width + s.first + column;
        copyNumbers(from, part.to, at, count, s.size, s.widens);
        if (s.width != s.columns) {
            auto* to = static_cast<double*>(part.to);
            if (column == 0)
                std::fill(to + row * s.width, to + at, 0.0);
            if (column + count == s.columns)
                std::fill(to + at + count, to + (row + 1) * s.width, 0.0);
        }
        from += static_cast<std::size_t>(count) * s.size;
        first += count;
    }
}

}  // namespace gauge::gpu
