#include "core/backend/registry.h"

#include "core/backend/device_side.h"
#include "core/backend/device_table_file.h"

#include <mutex>

namespace gauge {

NoDevice::NoDevice(const std::string& why)
    : DeviceFailed(
          fmt::format("--backend cuda: expected a CUDA device, found none ({}); --backend cpu computes the same", why)),
      reason(why)
{
}

BackendFactory backendsWith(DeviceFinder finder)
{
    struct Asked {
        std::once_flag once;
        FoundDevice found;
    };
    return
        [finder = std::move(finder), asked = std::make_shared<Asked>()](BackendChoice choice) -> std::unique_ptr<Backend> {
            if (choice == BackendChoice::Cpu)
                return makeCpuBackend();
            if (choice == BackendChoice::Naive)
                return makeNaiveBackend();
            std::call_once(asked->once, [&] { asked->found = finder(); });
            const FoundDevice& found = asked->found;
            if (choice == BackendChoice::Cuda)
                return found.make ? found.make() : throw NoDevice(found.reason);
            if (!found.make)
                return makeCpuBackend();
            KnownTable known = knownTable(found.identity);
            return makeAutoBackend({found.make, std::move(known.table), std::move(known.whyNot)});
        };
}

BackendFactory processorBackends()
{
    return backendsWith([] { return FoundDevice{{}, nullptr, "this program looks for none"}; });
}

}  // namespace gauge
