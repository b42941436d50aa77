#include "gpu/device_words.h"

#include "core/backend/registry.h"

namespace gauge {
namespace {

std::string sayIt(const gpu::CallFailed& e)
{
    return fmt::format("--backend cuda: the device failed ({}); --backend cpu computes the same", e.words);
}

std::string sayIt(const gpu::OutOfMemory& e)
{
    return fmt::format(
        "--backend cuda: expected {:.3g} bytes of device memory, found {:.3g} free; attend --no-matrix needs "
        "less, --backend cpu none",
        e.needed, e.free);
}

std::string sayIt(const gpu::NotPositiveDefinite& e)
{
    return fmt::format("covariance: expected positive definite matrices, found token {} losing definiteness (its condition "
                       "number is too large for double precision)",
                       e.token);
}

std::string sayIt(const gpu::NotFinite& e)
{
    return fmt::format("energy: expected finite divergences, found receiver {} overflowing its precision (beliefs too far "
                       "apart for it)",
                       e.receiver);
}

std::string sayIt(const gpu::UndefinedPair& e)
{
    return fmt::format("--transport: the divergence of receiver {} from sender {} is not defined (a covariance that is "
                       "carried there loses rank: frames too far apart for first order, or covariances too different for "
                       "the order)",
                       e.receiver, e.sender);
}

}  // namespace

std::string wordsOf(const gpu::DeviceError& error)
{
    return std::visit([](const auto& cause) { return sayIt(cause); }, error.cause());
}

void throwInWords(const gpu::DeviceError& error)
{
    if (std::holds_alternative<gpu::CallFailed>(error.cause()) || std::holds_alternative<gpu::OutOfMemory>(error.cause()))
        throw DeviceFailed(wordsOf(error));
    throw Error(wordsOf(error));
}

}  // namespace gauge
