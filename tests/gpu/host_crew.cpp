#include "tests/gpu/host_crew.h"

#include <array>
#include <stdexcept>

namespace gauge::test {
namespace {

const char* nameOf(Collective what)
{
    constexpr std::array names{"wait", "waitWarp", "waitCluster",    "sum",           "most", "exchange",
                               "from", "loadFour", "multiply<Tf32>", "multiply<Bf16>"};
    return names[static_cast<std::size_t>(what)];
}

}  // namespace

void Crew::come(Party& party, Collective what)
{
    if (party.come > 0 && party.doing != what)
        throw std::logic_error(party.name() + ": expected all threads to do the same, found " + nameOf(what) + " where " +
                               std::to_string(party.come) + " of " + std::to_string(party.size) + " are in " +
                               nameOf(party.doing));
    party.doing = what;
    ++party.come;
}

void Crew::clear(const std::vector<Party*>& parties)
{
    for (Party* party : parties)
        party->come = 0;
}

std::string Crew::waitedFor(const std::vector<Party*>& parties)
{
    std::string words;
    for (Party* party : parties) {
        const std::scoped_lock lock(party->mutex);
        if (party->come > 0)
            words += (words.empty() ? "" : "; ") + party->name() + ": " + nameOf(party->doing) + " was reached by " +
                     std::to_string(party->come) + " of " + std::to_string(party->size) + " threads";
    }
    return words.empty() ? words : "no thread can go on: " + words;
}

}  // namespace gauge::test
