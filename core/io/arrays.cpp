#include "core/io/arrays.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/safetensors.h"
#include "core/io/text_table.h"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace gauge {
namespace {

enum class Format { Npz, Safetensors, Csv };

Format formatOf(const std::string& path)
{
    constexpr std::size_t enough = 16;
    std::string head(enough, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(head.data(), enough);
    head.resize(static_cast<std::size_t>(in.gcount()));
    if (head.starts_with("PK\x03\x04"))
        return Format::Npz;
    if (beginsSafetensors(head) || hasSuffix(path, ".safetensors"))
        return Format::Safetensors;
    const bool table = hasSuffix(path, ".csv") || hasSuffix(path, ".tsv") || hasSuffix(path, ".txt");
    if (head.starts_with("\x93NUMPY"))
        fail("{}: expected an archive of named arrays (numpy.savez), found a single .npy array", path);
    return table ? Format::Csv : Format::Npz;
}

BeliefFile fromNpz(const std::string& path, const Reading& reading)
{
    Archive archive =
        readNpzArchive(path, [&](const NpzArrays& headers) { requireBeliefs(headers, !reading.sigma.has_value()); });
    BeliefFile file{std::move(archive.arrays), {}};
    if (!archive.leftAside.empty())
        file.notes.push_back(fmt::format("{}: left aside, no arrays: {}", path, listed(archive.leftAside)));
    return file;
}

BeliefFile fromSafetensors(const std::string& path)
{
    TensorBeliefs beliefs = readTensorBeliefs(path);
    if (const auto format = beliefs.metadata.find("format");
        format != beliefs.metadata.end() && format->second.starts_with("gaugescope-"))
        fail("{}: expected beliefs, found a trained model or its checkpoint ({})", path, format->second);
    BeliefFile file{std::move(beliefs.arrays), {}};
    std::vector<std::string> keys;
    for (const auto& [key, text] : beliefs.metadata)
        if (key != "format")
            keys.push_back(key);
    if (!keys.empty())
        file.notes.push_back(fmt::format("{}: left aside, no lists of texts in the metadata: {}", path, listed(keys)));
    return file;
}

/// A variance for every component where there is no sigma, in every record where there are several.
void fillCovariances(const std::string& path, double sigma, NpzArrays& arrays)
{
    if (!std::isfinite(sigma) || sigma <= 0)
        fail("--sigma: expected a variance above 0, found {}", sigma);
    if (arrays.contains("sigma"))
        fail("--sigma: expected a file without covariances, found sigma in {}", path);
    const auto mu = arrays.find("mu");
    if (mu != arrays.end() && (mu->second.shape.size() == 2 || mu->second.shape.size() == 3))
        arrays["sigma"] = numbersArray(mu->second.shape, std::vector<double>(mu->second.numbers.size(), sigma));
}

bool canHold(const std::string& path, const NpyArray& array)
{
    if (array.problem.empty())
        return true;
    const bool ofNpy = array.kind != ' ' || array.descr.starts_with("'");
    return array.kind != 'O' && ofNpy != hasSuffix(path, ".safetensors");
}

}  // namespace

BeliefFile readArrays(const std::string& path, const Reading& reading)
{
    requireRegular(path, "a belief file");
    const Format format = formatOf(path);
    if (format == Format::Csv)
        return readCsvFile(path, reading);
    if (!reading.frames.empty())
        fail("--frames: goes with a table of means (.csv), found {}, which holds its own frames or none", path);
    if (!reading.group.empty())
        fail("--group: goes with columns phi_… of a table (.csv), found {}, which holds its own generators or none", path);
    BeliefFile file = format == Format::Npz ? fromNpz(path, reading) : fromSafetensors(path);
    if (reading.sigma)
        fillCovariances(path, *reading.sigma, file.arrays);
    return file;
}

void requireBeliefs(const NpzArrays& arrays, bool withSigma)
{
    const auto mu = arrays.find("mu");
    if (mu == arrays.end() || (withSigma && !arrays.contains("sigma"))) {
        const char* missing = mu == arrays.end() ? "mu" : "sigma";
        fail("{}: expected mu and sigma in a belief file, found no {}", missing, missing);
    }
    if (const std::size_t axes = mu->second.shape.size(); axes != 2 && axes != 3)
        fail("mu: expected shape N×K, or T×N×K of a recorded run, found {}", mu->second.shapeName());
}

void requireArraysOutput(const std::string& path)
{
    if (!hasSuffix(path, ".npz") && !hasSuffix(path, ".safetensors"))
        fail("{}: expected a name that ends with .npz or .safetensors to write to, found another", path);
    requireReplaceable(path);
}

std::vector<std::string> writeArrays(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    requireArraysOutput(path);
    std::vector<std::pair<std::string, NpyArray>> held;
    std::vector<std::string> leftOut;
    for (const auto& [name, array] : arrays)
        if (canHold(path, array))
            held.emplace_back(name, array);
        else
            leftOut.push_back(name);
    const auto& all = leftOut.empty() ? arrays : held;
    hasSuffix(path, ".safetensors") ? writeSafetensors(path, all) : writeNpz(path, all);
    return leftOut;
}

}  // namespace gauge
