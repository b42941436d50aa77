// What a test expects to be there.
#pragma once

#include <optional>
#include <stdexcept>
#include <utility>

namespace gauge::test {

/// Throws std::logic_error where nothing is.
template <class V>
const V& there(const std::optional<V>& value)
{
    if (!value)
        throw std::logic_error("expected a value, found none");
    return *value;
}
template <class V>
V there(std::optional<V>&& value)
{
    if (!value)
        throw std::logic_error("expected a value, found none");
    return *std::move(value);
}

}  // namespace gauge::test
