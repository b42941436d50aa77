// Which session computes what is asked, on any machine.
#pragma once

#include "gpu/flash_stages.h"
#include "gpu/stages.h"

namespace gauge::gpu {

/// make.template operator()<S>() for the session S of this request.
template <class M, class Make>
auto sessionFor(const LoadRequest& request, Number number, Make make)
{
    if (number == Number::Double)
        return make.template operator()<Pairs<M, double, double>>();
    if (request.pairwise)
        return make.template operator()<Pairs<M, float, float>>();
    switch (number) {
    case Number::Half: return make.template operator()<Flash<M, Operand::Bf16, 2>>();
    case Number::Tf32: return make.template operator()<Flash<M, Operand::Tf32, 1>>();
    case Number::Bf16: return make.template operator()<Flash<M, Operand::Bf16, 1>>();
    default: return make.template operator()<Flash<M, Operand::Tf32, 2>>();
    }
}

}  // namespace gauge::gpu
