// Memory of a machine made of the host's own processor: poisoned, so that what no kernel wrote shows, with a guard behind it that no kernel
// may touch.
#pragma once

#include "gpu/kernels/block.h"

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace gauge::test {

constexpr gpu::Word kPoison = 0x7ff87ff8;  // not a number as a double, as a single and as a bf16

class GuardedMemory {
public:
    explicit GuardedMemory(std::size_t bytes);

    unsigned char* at() const { return memory_.get(); }
    std::size_t bytes() const { return bytes_; }
    void poison();
    /// Throws where the guard was written to; `name` is what the memory is.
    void check(const std::string& name) const;

private:
    struct Free {
        void operator()(unsigned char* memory) const;
    };
    std::size_t bytes_;
    std::unique_ptr<unsigned char[], Free> memory_;
};

/// The buffers that are there.
class Buffers {
public:
    void add(const GuardedMemory* memory) { all_.insert(memory); }
    void remove(const GuardedMemory* memory) { all_.erase(memory); }
    void check() const;

private:
    std::set<const GuardedMemory*> all_;
};

/// V numbers of the machine.
template <class V>
class HostBuffer {
public:
    HostBuffer() = default;
    HostBuffer(long n, const std::shared_ptr<Buffers>& among)
        : memory_(new GuardedMemory(static_cast<std::size_t>(n) * sizeof(V)), Leave{among}), size_(n)
    {
        among->add(memory_.get());
    }
    HostBuffer(HostBuffer&& other) noexcept : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
    HostBuffer& operator=(HostBuffer&& other) noexcept
    {
        memory_ = std::move(other.memory_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    V* data() const { return memory_ == nullptr ? nullptr : reinterpret_cast<V*>(memory_->at()); }
    long size() const { return size_; }

private:
    struct Leave {
        std::shared_ptr<Buffers> among;
        void operator()(GuardedMemory* memory) const
        {
            among->remove(memory);
            delete memory;
        }
    };
    std::unique_ptr<GuardedMemory, Leave> memory_;
    long size_ = 0;
};

}  // namespace gauge::test
