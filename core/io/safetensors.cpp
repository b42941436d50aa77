#include "core/io/safetensors.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>

namespace gauge {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPrefix = 8;                    // the header's length
constexpr std::uint64_t kLongestHeader = 100U << 20;  // as the format's own library allows

/// The element type of a tensor; one that is not read gets a problem.
NpyArray typeOf(const std::string& name)
{
    NpyArray type;
    const auto is = [&](char kind, int bytes) {
        type.kind = kind;
        type.itemBytes = bytes;
        return type;
    };
    if (name == "F64" || name == "F32")
        return is('f', name == "F64" ? 8 : 4);
    if (name == "F16" || name == "BF16") {
        type.brain = name == "BF16";
        return is('f', 2);
    }
    if (name == "BOOL")
        return is('b', 1);
    for (const int bits : {8, 16, 32, 64}) {
        if (name == fmt::format("I{}", bits))
            return is('i', bits / 8);
        if (name == fmt::format("U{}", bits))
            return is('u', bits / 8);
    }
    type.descr = name;
    type.problem = fmt::format("expected F64, F32, F16, BF16, an integer type or BOOL, found '{}'", name);
    return is(' ', 0);
}

/// Where the data is: bytes of it, and a way to a part of them.
struct Data {
    std::uint64_t bytes;
    std::function<std::string(std::uint64_t first, std::uint64_t count)> read;
};

std::vector<Index> shapeOf(const std::string& name, const Json& shape, std::uint64_t& count)
{
    std::vector<Index> sizes;
    count = 1;
    for (const Json& size : shape) {
        if (!size.is_number_unsigned())
            fail("{}: expected whole sizes, found {}", name, shape.dump());
        const std::uint64_t n = size;
        if (n != 0 && count > (std::uint64_t{1} << 60) / n)
            fail("{}: expected a shape whose size can be counted, found {}", name, shape.dump());
        count *= n;
        if (n > std::uint64_t{1} << 60)
            fail("{}: expected a shape whose size can be counted, found {}", name, shape.dump());
        sizes.push_back(static_cast<Index>(n));
    }
    return sizes;
}

/// Checks one tensor's header against the data's size, then reads and widens it.
NpyArray decodeTensor(const std::string& name, const Json& header, const Data& data, std::uint64_t& budget)
{
    if (!header.is_object() || !header.contains("dtype") || !header.contains("shape") || !header.contains("data_offsets") ||
        !header["dtype"].is_string() || !header["shape"].is_array() || !header["data_offsets"].is_array() ||
        header["data_offsets"].size() != 2)
        fail("{}: expected dtype, shape and two data_offsets in the header, found {}", name, header.dump());
    NpyHeader npy;
    npy.type = typeOf(header["dtype"]);
    std::uint64_t count = 0;
    npy.type.shape = shapeOf(name, header["shape"], count);
    for (const Json& offset : header["data_offsets"])
        if (!offset.is_number_unsigned())
            fail("{}: expected whole data_offsets, found {}", name, header["data_offsets"].dump());
    const std::uint64_t first = header["data_offsets"][0];
    const std::uint64_t last = header["data_offsets"][1];
    const bool read = npy.type.problem.empty();
    const auto each = static_cast<std::uint64_t>(npy.type.itemBytes);
    if (first > last || last > data.bytes || (read && last - first != count * each))
        fail("{}: expected {} bytes of data within the file's {}, found offsets {} to {}", name, count * each, data.bytes,
             first, last);
    const std::uint64_t needed = last - first + (read ? count * 8 : 0);
    if (needed > budget)
        fail("{}: expected arrays within the memory limit of {} bytes, found {} needing {} bytes", name, memoryLimit(),
             npy.type.shapeName(), needed);
    budget -= needed;
    npy.dataBytes = last - first;
    return decodeNpy(npy, data.read(first, npy.dataBytes).data());
}

/// A key that stands in one object twice is refused; the parser alone would take the second.
Json parseHeader(const std::string& text)
{
    std::vector<std::vector<std::string>> keys;
    const auto once = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > kDeepestJson)
            fail("expected at most {} nested levels in the header, found more", kDeepestJson);
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key)
            keys.back().push_back(parsed.get<std::string>());
        return true;
    };
    // Keys are compared once all are there: a long header is sorted, not searched.
    const auto requireOnce = [](std::vector<std::string> names) {
        std::sort(names.begin(), names.end());
        if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
            fail("{}: expected each key once in the header, found it twice", *twice);
    };
    const auto checked = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_end && !keys.empty())
            requireOnce(keys.back());
        return once(depth, event, parsed);
    };
    Json header;
    try {
        header = Json::parse(text, checked);
    } catch (const nlohmann::json::exception&) {
        header = nullptr;
    }
    if (!header.is_object())
        fail("expected a JSON object as header, found something else (corrupt, or not safetensors)");
    return header;
}

struct Decoded {
    NpzArrays arrays;
    Json metadata = Json::object();
};

std::uint64_t headerLength(const std::string& prefix, std::uint64_t fileBytes)
{
    if (fileBytes < kPrefix || prefix.size() < kPrefix)
        fail("expected a safetensors file, found {} bytes", fileBytes);
    std::uint64_t length = 0;
    std::memcpy(&length, prefix.data(), sizeof length);
    if (length > fileBytes - kPrefix)
        fail("expected a header of {} bytes, found a file of {} (truncated, or not safetensors)", length, fileBytes);
    if (length > kLongestHeader)
        fail("expected a header of at most {} bytes, found {}", kLongestHeader, length);
    return length;
}

Decoded decodeAll(const std::string& headerText, const Data& data)
{
    const Json header = parseHeader(headerText);
    Decoded decoded;
    std::uint64_t budget = memoryLimit();
    for (const auto& [name, value] : header.items())
        if (name == "__metadata__")
            decoded.metadata = value;
        else
            decoded.arrays[name] = decodeTensor(name, value, data, budget);
    return decoded;
}

Decoded decodeBytes(const std::string& file)
{
    const std::uint64_t length = headerLength(file, file.size());
    const std::uint64_t start = kPrefix + length;
    return decodeAll(file.substr(kPrefix, length), {file.size() - start, [&](std::uint64_t first, std::uint64_t count) {
                                                        return file.substr(start + first, count);
                                                    }});
}

Decoded decodeFile(const std::string& path)
{
    requireRegular(path, "a belief file");
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(0, in.tellg()));
    const auto part = [&](std::uint64_t at, std::uint64_t count) {
        std::string bytes(count, '\0');
        in.clear();
        in.seekg(static_cast<std::streamoff>(at));
        in.read(bytes.data(), static_cast<std::streamsize>(count));
        if (static_cast<std::uint64_t>(in.gcount()) != count)
            fail("cannot be read: expected {} bytes at {}, found {}", count, at, in.gcount());
        return bytes;
    };
    const std::uint64_t length = headerLength(part(0, std::min<std::uint64_t>(kPrefix, size)), size);
    const std::uint64_t start = kPrefix + length;
    return decodeAll(part(kPrefix, length),
                     {size - start, [&](std::uint64_t first, std::uint64_t count) { return part(start + first, count); }});
}

/// A JSON list of texts.
bool isTextList(const Json& list)
{
    return list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& t) { return t.is_string(); });
}

/// Lists of texts in the metadata become arrays; the rest stays.
TensorBeliefs beliefsOf(Decoded decoded)
{
    TensorBeliefs beliefs{std::move(decoded.arrays), {}};
    if (!decoded.metadata.is_object())
        return beliefs;
    for (const auto& [key, value] : decoded.metadata.items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : "";
        const Json list = text.starts_with("[") ? Json::parse(text, nullptr, false) : Json();
        if (isTextList(list))
            beliefs.arrays[key] = textArray(list.get<std::vector<std::string>>());
        else if (key == "tokens" || key == "category")
            fail("{}: expected a JSON list of texts in the metadata", key);
        else
            beliefs.metadata[key] = text;
    }
    return beliefs;
}

}  // namespace

bool beginsSafetensors(const std::string& head)
{
    std::uint64_t length = 0;
    if (head.size() > kPrefix)
        std::memcpy(&length, head.data(), sizeof length);
    return head.size() > kPrefix && head[kPrefix] == '{' && length > 1 && length <= kLongestHeader;
}

TensorBeliefs readTensorBeliefs(const std::string& path)
{
    return underLabel(path, [&] { return beliefsOf(decodeFile(path)); });
}

NpzArrays readSafetensorsBytes(const std::string& bytes, const std::string& label)
{
    return underLabel(label, [&] { return onlyRead(beliefsOf(decodeBytes(bytes)).arrays); });
}

NpzArrays readSafetensors(const std::string& path)
{
    TensorBeliefs beliefs = readTensorBeliefs(path);
    return underLabel(path, [&] { return onlyRead(std::move(beliefs.arrays)); });
}

TensorFile readTensorFile(const std::string& bytes, const std::string& label)
{
    return underLabel(label, [&] {
        Decoded decoded = decodeBytes(bytes);
        TensorFile file;
        for (const auto& [key, value] : decoded.metadata.items())
            if (value.is_string())
                file.metadata[key] = value.get<std::string>();
        for (auto& [name, array] : decoded.arrays = onlyRead(std::move(decoded.arrays)))
            file.arrays.emplace_back(name, std::move(array));
        return file;
    });
}

}  // namespace gauge
