#include "core/page/lists.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

namespace gauge::page {

static_assert(std::endian::native == std::endian::little, "pages hold little-endian numbers");

std::string bytesOf(const double* values, std::size_t count)
{
    std::string bytes(count * sizeof(double), '\0');
    if (count > 0)
        std::memcpy(bytes.data(), values, bytes.size());
    return bytes;
}

std::string bytesOf(const std::vector<double>& values)
{
    return bytesOf(values.data(), values.size());
}

std::size_t Lists::add(const std::string& bytes)
{
    const auto [at, fresh] = places_.emplace(bytes, lists_.size());
    if (fresh)
        lists_.push_back(bytes);
    return at->second;
}

std::size_t writtenSize(const nlohmann::json& json)
{
    const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return text.size() + 5 * static_cast<std::size_t>(std::ranges::count(text, '<'));
}

std::size_t encodedSize(std::size_t bytes)
{
    return (bytes + 2) / 3 * 4 + 3;
}

void Piece::put(const std::string& path, std::string bytes)
{
    const nlohmann::json::json_pointer at(path);
    json[at] = nullptr;
    lists_.emplace_back(at, std::move(bytes));
}

std::size_t Piece::cost(const Lists& lists) const
{
    std::size_t bytes = writtenSize(json) + 1;
    std::set<std::string> fresh;
    for (const auto& [at, list] : lists_)
        if (!lists.holds(list) && fresh.insert(list).second)
            bytes += encodedSize(list.size());
    return bytes;
}

nlohmann::json Piece::into(Lists& lists) const
{
    nlohmann::json placed = json;
    for (const auto& [at, list] : lists_)
        placed[at] = lists.add(list);
    return placed;
}

}  // namespace gauge::page
