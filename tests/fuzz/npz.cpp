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
    NpyHeader header = parseNpyHeader(bytes.substr(0, length), name);
    if (!header.type.problem.empty())
        header.dataBytes = bytes.size() - length;
    if (header.dataBytes != bytes.size() - length)
        fail("{}: expected {} bytes, found {}", name, header.dataBytes, bytes.size() - length);
    if (header.type.problem.empty() &&
        static_cast<std::uint64_t>(header.type.count()) > memoryLimit() / 40)  // as readers of whole files ask
        fail("{}: expected fewer items, found {}", name, header.type.count());
    return decodeNpy(header, bytes.data() + length);
}

void readMember(const std::string& bytes)
{
    NpzArrays arrays;
    if (!fuzz::accepts([&] { arrays["mu"] = member(bytes); }))
        return;
    if (arrays["mu"].kind != 'O') {  // a pickle is not kept
        const std::string once = encodeNpy(arrays["mu"]);
        if (!fuzz::same(arrays, {{"mu", member(once)}}))
            fuzz::broken("an array that was read is written and read again unchanged");
        if (encodeNpy(member(once)) != once)
            fuzz::broken("an array that was written is written again byte for byte");
    }
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
