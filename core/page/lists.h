// Long lists of numbers of a page: each is kept once, and named by its place.
#pragma once

#include "core/types.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gauge::page {

/// Little-endian doubles as they stand in memory.
std::string bytesOf(const double* values, std::size_t count);
std::string bytesOf(const std::vector<double>& values);

class Lists {
public:
    /// Its place; one that is there already is not kept again.
    std::size_t add(const std::string& bytes);
    bool holds(const std::string& bytes) const { return places_.contains(bytes); }
    const std::vector<std::string>& all() const { return lists_; }

private:
    std::vector<std::string> lists_;
    std::map<std::string, std::size_t> places_;
};

/// Bytes of JSON in a page, where "<" is written as six.
std::size_t writtenSize(const nlohmann::json& json);

/// Characters that so many bytes take in base 64, quoted and with a comma.
std::size_t encodedSize(std::size_t bytes);

/// A piece of a page that is not part of it yet: JSON in which lists have no place.
class Piece {
public:
    nlohmann::json json = nlohmann::json::object();

    /// A list at a key, deeper ones by a path: "/tree/merges".
    void put(const std::string& path, std::string bytes);
    /// Bytes that a page grows by when it takes this.
    std::size_t cost(const Lists& lists) const;
    /// The JSON with the places of its lists, which it has now.
    nlohmann::json into(Lists& lists) const;

private:
    std::vector<std::pair<nlohmann::json::json_pointer, std::string>> lists_;
};

}  // namespace gauge::page
