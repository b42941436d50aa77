#include "tests/gpu/host_memory.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

namespace gauge::test {
namespace {

constexpr std::align_val_t kAligned{128};
constexpr std::size_t kGuard = 128;  // bytes

unsigned char poisonAt(std::size_t byte)
{
    return static_cast<unsigned char>(kPoison >> byte % 4 * 8);
}

}  // namespace

GuardedMemory::GuardedMemory(std::size_t bytes)
    : bytes_(bytes), memory_(static_cast<unsigned char*>(::operator new[](bytes + kGuard, kAligned)))
{
    poison();
}

void GuardedMemory::Free::operator()(unsigned char* memory) const
{
    ::operator delete[](memory, kAligned);
}

void GuardedMemory::poison()
{
    const std::size_t words = (bytes_ + kGuard) / sizeof kPoison;
    std::fill_n(reinterpret_cast<gpu::Word*>(memory_.get()), words, kPoison);
    for (std::size_t k = words * sizeof kPoison; k < bytes_ + kGuard; ++k)
        memory_[k] = poisonAt(k);
}

void GuardedMemory::check(const std::string& name) const
{
    for (std::size_t k = bytes_; k < bytes_ + kGuard; ++k)
        if (memory_[k] != poisonAt(k))
            throw std::logic_error(name + " of " + std::to_string(bytes_) + " bytes was written to at byte " +
                                   std::to_string(k));
}

void Buffers::check() const
{
    for (const GuardedMemory* memory : all_)
        memory->check("a buffer");
}

}  // namespace gauge::test
