#include "core/io/belief_folder.h"

#include "core/error.h"
#include "core/io/arrays.h"
#include "core/io/ascii.h"
#include "core/io/file.h"

#include <algorithm>
#include <filesystem>

namespace gauge {
namespace {

namespace fs = std::filesystem;

/// A run of digits from `at` on: where its zeros in front end, and where it ends.
struct Digits {
    std::size_t first, last;
};
Digits digitsAt(std::string_view text, std::size_t at)
{
    while (at + 1 < text.size() && text[at] == '0' && isDigit(text[at + 1]))
        ++at;
    std::size_t last = at;
    while (last < text.size() && isDigit(text[last]))
        ++last;
    return {at, last};
}

/// A file's name without folder and suffix.
std::string_view stemOf(std::string_view path)
{
    const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1: all of it
    const std::size_t dot = name.rfind('.');
    return dot == 0 || dot == std::string_view::npos ? name : name.substr(0, dot);
}

bool hasBeliefSuffix(const std::string& name)
{
    return std::any_of(std::begin(kBeliefSuffixes), std::end(kBeliefSuffixes),
                       [&](const char* suffix) { return hasSuffix(name, suffix); });
}

/// The name of the belief file of the same folder that a link leads to; empty where it leads elsewhere, or nowhere.
std::string twinOf(const fs::path& link, const fs::path& folder)
{
    std::error_code none;
    const fs::path target = fs::canonical(link, none);
    if (none || target.parent_path() != folder)
        return {};
    const std::string name = target.filename().string();
    return name.starts_with('.') || !hasBeliefSuffix(name) ? "" : name;
}

}  // namespace

bool naturallyBefore(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (!isDigit(a[i]) || !isDigit(b[j])) {
            if (a[i] != b[j])
                return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
            ++i, ++j;
            continue;
        }
        const Digits one = digitsAt(a, i);
        const Digits other = digitsAt(b, j);
        const std::size_t length = one.last - one.first;
        if (length != other.last - other.first)
            return length < other.last - other.first;
        if (const int order = a.substr(one.first, length).compare(b.substr(other.first, length)); order != 0)
            return order < 0;
        i = one.last;
        j = other.last;
    }
    const std::size_t left = a.size() - i;
    if (left == b.size() - j && left == 0)
        return a.size() == b.size() ? a < b : a.size() < b.size();  // they differ by zeros in front at most
    return left < b.size() - j;
}

bool namedBefore(const std::string& a, const std::string& b)
{
    const std::string_view stem = stemOf(a);
    const std::string_view other = stemOf(b);
    return stem == other ? a < b : naturallyBefore(stem, other);
}

FolderListing listFolder(const std::string& folder)
{
    std::error_code broken;
    const fs::path itself = fs::canonical(folder, broken);
    fs::directory_iterator entry(folder, broken);
    FolderListing listing;
    for (; !broken && entry != fs::directory_iterator(); entry.increment(broken)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.'))
            continue;
        std::error_code nowhere;
        const bool file = hasBeliefSuffix(name) && entry->is_regular_file(nowhere);
        const std::string twin = file && entry->is_symlink(nowhere) ? twinOf(entry->path(), itself) : "";
        if (file && twin.empty())
            listing.beliefFiles.push_back(entry->path().string());
        else
            listing.others.push_back(twin.empty() ? name : fmt::format("{} (a link to {})", name, twin));
    }
    if (broken)
        fail("{}: cannot be read ({})", folder, broken.message());
    std::sort(listing.beliefFiles.begin(), listing.beliefFiles.end(), namedBefore);
    std::sort(listing.others.begin(), listing.others.end(), naturallyBefore);
    return listing;
}

std::vector<std::string> beliefFilesIn(const std::string& folder)
{
    return listFolder(folder).beliefFiles;
}

}  // namespace gauge
