#include "core/io/safetensors.h"

#include "core/gaussian/state.h"
#include "tests/fuzz/target.h"

using namespace gauge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    NpzArrays arrays;
    if (!fuzz::accepts([&] { arrays = readSafetensorsBytes(bytes, "fuzz"); }))
        return 0;
    const std::vector<std::pair<std::string, NpyArray>> list(arrays.begin(), arrays.end());
    if (!fuzz::same(arrays, readSafetensorsBytes(safetensorsBytes(list), "again")))
        fuzz::broken("tensors that were read are written and read again unchanged");
    fuzz::accepts([&] { stateFromArrays(arrays, "fuzz"); });
    return 0;
}
