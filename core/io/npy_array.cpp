#include "core/io/npy.h"

#include <fmt/ranges.h>

namespace gauge {

Index NpyArray::count() const
{
    Index n = 1;
    for (const Index d : shape)
        n *= d;
    return n;
}

std::string NpyArray::typeName() const
{
    switch (kind) {
    case 'f':
        if (brain)
            return "bfloat16";
        [[fallthrough]];
    case 'c': return fmt::format("{}{}", kind == 'f' ? "float" : "complex", 8 * itemBytes);
    case 'i': return fmt::format("int{}", 8 * itemBytes);
    case 'u': return fmt::format("uint{}", 8 * itemBytes);
    case 'b': return "bool";
    case 'U': return "text";
    case 'O': return "objects";
    case 'S': return "bytes";
    case 'V': return descr.front() == '\'' ? "bytes" : "structured";
    case 'M': return "dates";
    case 'm': return "durations";
    default: return descr;
    }
}

std::string NpyArray::shapeName() const
{
    return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "×"));
}

std::string NpyArray::indexName(std::size_t flat) const
{
    std::string index;
    for (std::size_t d = shape.size(); d-- > 0;) {
        const auto n = static_cast<std::size_t>(shape[d]);
        index = fmt::format("{}{}{}", flat % n, index.empty() ? "" : ",", index);
        flat /= n;
    }
    return "[" + index + "]";
}

NpyArray numbersArray(std::vector<Index> shape, std::vector<double> values)
{
    NpyArray array;
    array.shape = std::move(shape);
    array.numbers = std::move(values);
    return array;
}

NpyArray textArray(std::vector<std::string> values)
{
    NpyArray array;
    array.kind = 'U';
    array.itemBytes = 4;
    array.shape = {static_cast<Index>(values.size())};
    array.text = std::move(values);
    return array;
}

}  // namespace gauge
