// What goes to a device, or comes from it, in one copy: numbers from many places of the host's memory that lie together on the device. The
// machine moves a parcel piece by piece through memory the device can reach; all threads of the host write and read a piece.
#pragma once

#include <cstddef>
#include <vector>

namespace gauge::gpu {

/// Arrays of the host for a block of the device, in the order of their places.
class Outgoing {
public:
    explicit Outgoing(const void* block) : block_(static_cast<const unsigned char*>(block)) {}

    template <class V>
    void add(const V* to, const V* from, long count)
    {
        add(to, static_cast<const void*>(from), static_cast<std::size_t>(count) * sizeof(V));
    }
    /// Up to the last array's end.
    std::size_t bytes() const;
    /// Bytes [first, first + count) of the block.
    void write(unsigned char* piece, std::size_t first, std::size_t count) const;

private:
    struct Part {
        std::size_t place;
        std::size_t bytes;
        const unsigned char* from;
    };
    void add(const void* to, const void* from, std::size_t bytes);

    const unsigned char* block_;
    std::vector<Part> parts_;
};

/// Arrays of the device and where the host wants them: as they are, or as doubles; all of a matrix's rows, or rows that stand amid zeros.
class Incoming {
public:
    explicit Incoming(const void* block) : block_(static_cast<const unsigned char*>(block)) {}

    template <class V, class W>
    void add(const V* from, W* to, long count)
    {
        add(from, to, Shape{1, count, 0, count, sizeof(V), sizeof(V) != sizeof(W)});
    }
    /// rows×columns become columns [first, first + columns) of rows of `width`; what is beside them becomes 0.
    template <class V>
    void addRows(const V* from, double* to, long rows, long columns, long first, long width)
    {
        add(from, to, Shape{rows, columns, first, width, sizeof(V), sizeof(V) != sizeof(double)});
    }
    std::size_t bytes() const;
    void read(const unsigned char* piece, std::size_t first, std::size_t count) const;

private:
    struct Shape {
        long rows;
        long columns;
        long first;
        long width;
        std::size_t size;  // of a number
        bool widens;       // from single to double
    };
    struct Part {
        std::size_t place;
        std::size_t bytes;
        Shape shape;
        void* to;
    };
    void add(const void* from, void* to, const Shape& shape);
    static void readNumbers(const Part& part, const unsigned char* from, long first, long last);

    const unsigned char* block_;
    std::vector<Part> parts_;
};

}  // namespace gauge::gpu
