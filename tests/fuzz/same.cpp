#include "tests/fuzz/target.h"

#include <cstring>

namespace gauge::fuzz {

bool same(const NpzArrays& a, const NpzArrays& b)
{
    if (a.size() != b.size())
        return false;
    for (const auto& [name, array] : a) {
        const auto other = b.find(name);
        if (other == b.end() || other->second.shape != array.shape || other->second.text != array.text ||
            other->second.raw != array.raw || other->second.problem != array.problem ||
            other->second.numbers.size() != array.numbers.size())
            return false;
        for (std::size_t k = 0; k < array.numbers.size(); ++k)
            if (array.numbers[k] != other->second.numbers[k] &&
                !(array.numbers[k] != array.numbers[k] && other->second.numbers[k] != other->second.numbers[k]))
                return false;
    }
    return true;
}

}  // namespace gauge::fuzz
