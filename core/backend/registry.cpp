#include "core/backend/registry.h"

namespace gauge {

NoDevice::NoDevice(const std::string& why)
    : Error(fmt::format("--backend cuda: expected a CUDA device, found none ({}); --backend cpu computes the same", why)),
      reason(why)
{
}

BackendFactory backendsWith(DeviceFinder finder)
{
    return [finder = std::move(finder)](BackendChoice choice) -> std::unique_ptr<Backend> {
        if (choice == BackendChoice::Cpu)
            return makeCpuBackend();
        if (choice == BackendChoice::Naive)
            return makeNaiveBackend();
        FoundDevice found = finder();
        if (choice == BackendChoice::Auto)
            return found.backend ? makeAutoBackend(std::move(found.backend)) : makeCpuBackend();
        if (!found.backend)
            throw NoDevice(found.reason);
        return std::move(found.backend);
    };
}

BackendFactory processorBackends()
{
    return backendsWith([] { return FoundDevice{nullptr, "this program looks for none"}; });
}

}  // namespace gauge
