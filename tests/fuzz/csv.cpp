#include "core/io/csv.h"

#include "core/gaussian/state.h"
#include "tests/fuzz/target.h"

using namespace gauge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const std::string text(reinterpret_cast<const char*>(data), size);
    BeliefFile file;
    if (!fuzz::accepts([&] { file = readCsvText(text, "fuzz"); }))
        return 0;
    for (const auto& [name, array] : file.arrays)  // whatever was read can be written: no text is none
        encodeNpy(array);
    fuzz::accepts([&] { stateFromArrays(file.arrays, "fuzz"); });
    return 0;
}
