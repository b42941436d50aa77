#include "core/error.h"
#include "core/io/file.h"
#include "core/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>

namespace gauge {
namespace {

using Json = nlohmann::ordered_json;
using Arrays = std::vector<std::pair<std::string, NpyArray>>;

bool fitInt64(const std::vector<double>& numbers)
{
    return std::all_of(numbers.begin(), numbers.end(), [](double v) { return std::abs(v) < 0x1p63; });
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
    const char* floats = floatBytes == 4 ? "F32" : "F64";
    return {{"dtype", whole ? "I64" : floats}, {"shape", array.shape}, {"data_offsets", {first, data.size()}}};
}

std::string withHeader(const Json& header, const std::string& data)
{
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');  // tensors start at a multiple of eight
    const std::uint64_t length = text.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + data;
}

/// A tensor by its type's name, its little-endian bytes in C order, and the bytes that it is aligned to.
struct Tensor {
    std::string name;
    std::vector<Index> shape;
    std::string dtype;
    int itemBytes;
    std::string bytes;
};

Tensor tensorOf(const std::string& name, const NpyArray& array)
{
    if (!array.problem.empty()) {  // of this format, as it was found; those of others have quotes around
        if (array.kind != ' ' || array.descr.starts_with("'"))
            fail("{}: expected a type that .safetensors files hold, found {}", name, array.typeName());
        return {name, array.shape, array.descr, 1, array.raw};
    }
    NpyData data = plainData(array);
    const char* letter = data.kind == 'i' ? "I" : "U";
    if (data.kind == 'f')
        letter = data.brain ? "BF" : "F";
    return {name, array.shape, data.kind == 'b' ? "BOOL" : fmt::format("{}{}", letter, 8 * data.itemBytes), data.itemBytes,
            std::move(data.bytes)};
}

}  // namespace

std::string safetensorsBytes(const Arrays& arrays)
{
    Json header = Json::object();
    std::vector<Tensor> tensors;
    for (const auto& [name, array] : arrays)
        if (array.kind == 'U' && array.problem.empty())
            header["__metadata__"][name] = Json(array.text).dump();
        else
            tensors.push_back(tensorOf(name, array));
    // The widest first, so that each stands at a multiple of its own size.
    std::string data;
    for (const int bytes : {8, 4, 2, 1}) {
        for (const Tensor& t : tensors) {
            if (t.itemBytes != bytes)
                continue;
            header[t.name] = {
                {"dtype", t.dtype}, {"shape", t.shape}, {"data_offsets", {data.size(), data.size() + t.bytes.size()}}};
            data += t.bytes;
        }
    }
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

void writeSafetensors(const std::string& path, const Arrays& arrays)
{
    writeFileAtomically(path, underLabel(path, [&] { return safetensorsBytes(arrays); }));
}

}  // namespace gauge
