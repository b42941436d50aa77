#include "core/io/arrays.h"

#include "core/io/csv.h"
#include "core/io/file.h"
#include "core/io/safetensors.h"

#include <filesystem>

namespace gauge {
namespace {

bool isSafetensors(const std::string& path)
{
    return std::filesystem::path(path).extension() == ".safetensors";
}

}  // namespace

NpzArrays readArrays(const std::string& path)
{
    if (isSafetensors(path))
        return readSafetensors(path);
    return path.size() > 4 && path.compare(path.size() - 4, 4, ".csv") == 0 ? readCsv(readFile(path), path) : readNpz(path);
}

void writeArrays(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    if (isSafetensors(path))
        writeSafetensors(path, arrays);
    else
        writeNpz(path, arrays);
}

}  // namespace gauge
