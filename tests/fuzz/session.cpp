// Sessions: whole archives, and the JSON alone beside an intact state.
#include "core/pipeline/session.h"

#include "core/gaussian/state.h"
#include "core/io/json.h"
#include "tests/fuzz/target.h"

using namespace gauge;

namespace {

/// The arrays of a state of two tokens.
NpzArrays twoTokens()
{
    return {{"state-0/mu", numbersArray({2, 1}, {0, 1})}, {"state-0/sigma", numbersArray({2, 1}, {1, 2})}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    Session session;
    const bool accepted = fuzz::accepts([&] {
        session = fuzz::startsWith(bytes, "PK") ? decodeSession(bytes, "fuzz")
                                                : sessionFrom(parseJson(bytes, "fuzz"), twoTokens());
    });
    if (!accepted)
        return 0;
    const std::string once = encodeSession(session);
    if (encodeSession(decodeSession(once, "again")) != once)
        fuzz::broken("a session that was read is written and read again unchanged");
    newerKeys(session);
    return 0;
}
