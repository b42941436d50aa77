// Many arrays in one block of a device's memory: one allocation, and what lies together travels together.
#pragma once

namespace gauge::gpu {

/// So many V somewhere in a block.
template <class V>
struct View {
    V* at = nullptr;
    long count = 0;

    V* data() const { return at; }
    long size() const { return count; }
};

/// Hands out a block's bytes, each array on a boundary of 256. Without a block it counts what the arrays take, so that whoever lays them
/// out does it twice: once to know how much to allocate, once to have them.
class Arena {
public:
    explicit Arena(unsigned char* block = nullptr) : block_(block) {}

    template <class V>
    View<V> take(long count)
    {
        const long place = bytes_;
        bytes_ += (count * static_cast<long>(sizeof(V)) + 255) / 256 * 256;
        return {block_ != nullptr ? reinterpret_cast<V*>(block_ + place) : nullptr, count};
    }
    long bytes() const { return bytes_; }

private:
    unsigned char* block_;
    long bytes_ = 0;
};

/// A block of M for what lay(arena) lays out, and lay run on it.
template <class M, class Lay>
typename M::template Buffer<unsigned char> layOut(M& machine, Lay lay)
{
    Arena counted;
    lay(counted);
    auto block = machine.template allocate<unsigned char>(counted.bytes());
    Arena arena(block.data());
    lay(arena);
    return block;
}

}  // namespace gauge::gpu
