#include "core/io/safetensors.h"

#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

namespace gauge {
namespace {

using Json = nlohmann::ordered_json;

struct TensorType {
    char kind;
    int bytes;
};

TensorType typeOf(const std::string& name, const std::string& tensor)
{
    if (name == "F64" || name == "F32" || name == "F16" || name == "BF16")
        return {'f', name == "F64" ? 8 : name == "F32" ? 4 : 2};
    if (name == "BOOL")
        return {'b', 1};
    for (const int bits : {8, 16, 32, 64}) {
        if (name == fmt::format("I{}", bits))
            return {'i', bits / 8};
        if (name == fmt::format("U{}", bits))
            return {'u', bits / 8};
    }
    fail("{}: expected F64, F32, F16, BF16, an integer type or BOOL, found '{}'", tensor, name);
}

template <class T>
T valueAt(const char* at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

double halfToDouble(std::uint16_t bits)
{
    const int exponent = (bits >> 10) & 31;
    const double fraction = bits & 1023;
    const double sign = (bits & 0x8000) != 0 ? -1 : 1;
    if (exponent == 31)
        return fraction == 0 ? sign * std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

double numberAt(const char* at, const std::string& type)
{
    if (type == "F64")
        return valueAt<double>(at);
    if (type == "F32")
        return static_cast<double>(valueAt<float>(at));
    if (type == "F16")
        return halfToDouble(valueAt<std::uint16_t>(at));
    if (type == "BF16")
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(valueAt<std::uint16_t>(at)) << 16));
    if (type == "I8")
        return valueAt<std::int8_t>(at);
    if (type == "I16")
        return valueAt<std::int16_t>(at);
    if (type == "I32")
        return valueAt<std::int32_t>(at);
    if (type == "I64")
        return static_cast<double>(valueAt<std::int64_t>(at));
    if (type == "U16")
        return valueAt<std::uint16_t>(at);
    if (type == "U32")
        return valueAt<std::uint32_t>(at);
    if (type == "U64")
        return static_cast<double>(valueAt<std::uint64_t>(at));
    return valueAt<std::uint8_t>(at);  // U8, BOOL
}

/// Checks one tensor's header against the data's size and widens it.
NpyArray decodeTensor(const std::string& name, const Json& header, const std::string& file, std::size_t dataAt,
                      std::uint64_t& budget)
{
    if (!header.is_object() || !header.contains("dtype") || !header.contains("shape") || !header.contains("data_offsets") ||
        !header["dtype"].is_string() || !header["shape"].is_array() || !header["data_offsets"].is_array() ||
        header["data_offsets"].size() != 2)
        fail("{}: expected dtype, shape and two data_offsets in the header, found {}", name, header.dump());
    const std::string type = header["dtype"];
    const TensorType t = typeOf(type, name);
    NpyArray array;
    array.kind = t.kind;
    array.itemBytes = t.bytes;
    std::uint64_t count = 1;
    for (const Json& size : header["shape"]) {
        if (!size.is_number_unsigned())
            fail("{}: expected whole sizes, found {}", name, header["shape"].dump());
        const std::uint64_t n = size;
        if (n != 0 && count > (std::uint64_t{1} << 60) / n)
            fail("{}: expected a shape whose size can be counted, found {}", name, header["shape"].dump());
        count *= n;
        array.shape.push_back(static_cast<Index>(n));
    }
    for (const Json& offset : header["data_offsets"])
        if (!offset.is_number_unsigned())
            fail("{}: expected whole data_offsets, found {}", name, header["data_offsets"].dump());
    const std::uint64_t first = header["data_offsets"][0];
    const std::uint64_t last = header["data_offsets"][1];
    const std::uint64_t bytes = file.size() - dataAt;
    if (first > last || last > bytes || last - first != count * static_cast<std::uint64_t>(t.bytes))
        fail("{}: expected {} bytes of data within the file's {}, found offsets {} to {}", name, count * t.bytes, bytes,
             first, last);
    if (count * 8 > budget)
        fail("{}: expected arrays within the memory limit of {} bytes, found {} needing {} bytes", name, memoryLimit(),
             array.shapeName(), count * 8);
    budget -= count * 8;
    array.numbers.resize(count);
    for (std::uint64_t i = 0; i < count; ++i)
        array.numbers[i] = numberAt(file.data() + dataAt + first + i * static_cast<std::uint64_t>(t.bytes), type);
    return array;
}

bool fitInt64(const std::vector<double>& numbers)
{
    return std::all_of(numbers.begin(), numbers.end(), [](double v) { return std::abs(v) < 0x1p63; });
}

struct Decoded {
    NpzArrays arrays;
    Json metadata = Json::object();
};

Decoded decodeAll(const std::string& file)
{
    constexpr std::size_t prefix = 8;
    if (file.size() < prefix)
        fail("expected a safetensors file, found {} bytes", file.size());
    const auto length = valueAt<std::uint64_t>(file.data());
    if (length > file.size() - prefix)
        fail("expected a header of {} bytes, found a file of {} (truncated, or not safetensors)", length, file.size());
    const Json header =
        Json::parse(file.begin() + prefix, file.begin() + static_cast<std::ptrdiff_t>(prefix + length), nullptr, false);
    if (!header.is_object())
        fail("expected a JSON object as header, found something else (corrupt, or not safetensors)");
    Decoded decoded;
    std::uint64_t budget = memoryLimit();
    for (const auto& [name, value] : header.items())
        if (name == "__metadata__")
            decoded.metadata = value;
        else
            decoded.arrays[name] = decodeTensor(name, value, file, prefix + length, budget);
    return decoded;
}

NpzArrays decode(const std::string& file)
{
    Decoded decoded = decodeAll(file);
    for (const char* list : {"tokens", "category"}) {
        if (!decoded.metadata.is_object() || !decoded.metadata.contains(list))
            continue;
        const Json& value = decoded.metadata[list];
        const Json text = value.is_string() ? Json::parse(value.get<std::string>(), nullptr, false) : Json();
        if (!text.is_array() || !std::all_of(text.begin(), text.end(), [](const Json& t) { return t.is_string(); }))
            fail("{}: expected a JSON list of texts in the metadata", list);
        decoded.arrays[list] = textArray(text.get<std::vector<std::string>>());
    }
    return std::move(decoded.arrays);
}

/// Appends numbers as raw bytes and says what they are.
Json appendTensor(const NpyArray& array, int floatBytes, std::string& data)
{
    const bool whole = array.kind != 'f' && fitInt64(array.numbers);
    const std::size_t first = data.size();
    for (const double v : array.numbers) {
        if (!whole && floatBytes == 4) {
            const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(v));
            data.append(reinterpret_cast<const char*>(&bits), sizeof bits);
            continue;
        }
        const auto bits =
            whole ? static_cast<std::uint64_t>(static_cast<std::int64_t>(v)) : std::bit_cast<std::uint64_t>(v);
        data.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    return {{"dtype", whole             ? "I64"
                      : floatBytes == 4 ? "F32"
                                        : "F64"},
            {"shape", array.shape},
            {"data_offsets", {first, data.size()}}};
}

std::string withHeader(const Json& header, const std::string& data)
{
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');  // tensors start at a multiple of eight
    const std::uint64_t length = text.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + data;
}

}  // namespace

NpzArrays readSafetensorsBytes(const std::string& bytes, const std::string& label)
{
    try {
        return decode(bytes);
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

NpzArrays readSafetensors(const std::string& path)
{
    return readSafetensorsBytes(readFile(path), path);
}

std::string safetensorsBytes(const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    Json header = Json::object();
    std::string data;
    for (const auto& [name, array] : arrays)
        if (array.kind == 'U')
            header["__metadata__"][name] = Json(array.text).dump();
        else
            header[name] = appendTensor(array, 8, data);
    return withHeader(header, data);
}

std::string tensorFileBytes(const TensorFile& file, int floatBytes)
{
    Json header = Json::object();
    std::string data;
    for (const auto& [key, value] : file.metadata)
        header["__metadata__"][key] = value;
    for (const auto& [name, array] : file.arrays)
        header[name] = appendTensor(array, floatBytes, data);
    return withHeader(header, data);
}

TensorFile readTensorFile(const std::string& bytes, const std::string& label)
{
    try {
        Decoded decoded = decodeAll(bytes);
        TensorFile file;
        for (const auto& [key, value] : decoded.metadata.items())
            if (value.is_string())
                file.metadata[key] = value.get<std::string>();
        for (auto& [name, array] : decoded.arrays)
            file.arrays.emplace_back(name, std::move(array));
        return file;
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

void writeSafetensors(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    writeFileAtomically(path, safetensorsBytes(arrays));
}

}  // namespace gauge
