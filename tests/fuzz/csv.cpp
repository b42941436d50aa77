#include "core/io/csv.h"

#include "core/gaussian/state.h"
#include "tests/fuzz/target.h"

using namespace gauge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> ignored;
    fuzz::accepts([&] { stateFromArrays(readCsv(text, "fuzz", &ignored), "fuzz"); });
    return 0;
}
