// What the threads of a warp put together, and matrix products as PTX lays their factors out.
#pragma once

#include "tests/gpu/host_crew.h"

#include "gpu/kernels/block.h"

namespace gauge::test {

struct Warp : Party {
    std::string name() const override { return "warp " + std::to_string(number) + " of " + block->name(); }

    /// What a lane brings.
    struct Product {
        gpu::Sums* sums;
        gpu::Fragment left;
        gpu::Word right[2];
    };
    struct Load {
        gpu::Fragment* to;
        const gpu::Word* row;
    };
    struct alignas(16) Value {
        unsigned char bytes[16];
    };

    const Party* block = nullptr;
    int number = 0;
    Product product[gpu::kLanes];
    Load load[gpu::kLanes];
    Value value[2][gpu::kLanes];  // by the parity of the meeting: the last is still read while the next begins
};

void loadFour(Party& party);
template <gpu::Operand O>
void multiply(Party& party);

}  // namespace gauge::test
