// Belief files: whole archives, and single .npy members, because an archive's checksums keep mutations from the inside.
#include "core/gaussian/state.h"
#include "core/io/file.h"
#include "tests/fuzz/target.h"

using namespace gauge;

namespace {

NpyArray member(const std::string& bytes)
{
    const std::string name = "mu";
    const std::size_t length = npyHeaderBytes(bytes.substr(0, kNpyPrefix), name);
    if (bytes.size() < length)
        fail("{}: expected a header of {} bytes, found {}", name, length, bytes.size());
    const NpyHeader header = parseNpyHeader(bytes.substr(0, length), name);
    if (header.dataBytes != bytes.size() - length)
        fail("{}: expected {} bytes, found {}", name, header.dataBytes, bytes.size() - length);
    if (static_cast<std::uint64_t>(header.type.count()) > memoryLimit() / 40)  // as readers of whole files ask
        fail("{}: expected fewer items, found {}", name, header.type.count());
    return decodeNpy(header, bytes.data() + length);
}

void readMember(const std::string& bytes)
{
    NpzArrays arrays;
    if (!fuzz::accepts([&] { arrays["mu"] = member(bytes); }))
        return;
    if (!fuzz::same(arrays, {{"mu", member(encodeNpy(arrays["mu"]))}}))
        fuzz::broken("an array that was read is written and read again unchanged");
    fuzz::accepts([&] { stateFromArrays(arrays, "fuzz"); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (fuzz::startsWith(bytes, "\x93NUMPY"))
        readMember(bytes);
    else
        fuzz::accepts([&] { stateFromArrays(readNpzBytes(bytes.data(), bytes.size(), "fuzz"), "fuzz"); });
    return 0;
}
