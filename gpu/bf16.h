// A brain float: the upper half of a single, rounded to nearest even. The same bits as the devices' own type.
#pragma once

#include <cstdint>
#include <cstring>

namespace gauge::gpu {

struct Bf16 {
    std::uint16_t bits;

    Bf16() = default;
    GAUGE_DEVICE explicit Bf16(double value)
    {
        const float single = static_cast<float>(value);
        std::uint32_t all;
        memcpy(&all, &single, sizeof all);
        if (single != single)
            bits = 0x7fc0;
        else
            bits = static_cast<std::uint16_t>((all + 0x7fff + ((all >> 16) & 1)) >> 16);
    }
    GAUGE_DEVICE explicit operator float() const
    {
        const std::uint32_t all = static_cast<std::uint32_t>(bits) << 16;
        float single;
        memcpy(&single, &all, sizeof single);
        return single;
    }
};

}  // namespace gauge::gpu
