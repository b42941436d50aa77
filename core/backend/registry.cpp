#include "core/backend/registry.h"

#include "core/error.h"

namespace gauge {

std::unique_ptr<Backend> makeBackend(const std::string& name)
{
    if (name == "auto" || name == "cpu")
        return makeCpuBackend();
    if (name == "naive")
        return makeNaiveBackend();
    fail("--backend: expected auto, cpu or naive, found '{}'", name);
}

}  // namespace gauge
