// Zip archives of .npy arrays, by libzip (FORMATS.md).
#pragma once

#include "core/io/npy.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gauge {

using NpzArrays = std::map<std::string, NpyArray>;

/// The arrays, each of which must be of a type that is read. Throws Error with the array's name in front.
NpzArrays onlyRead(NpzArrays arrays);

/// Reads all arrays, each of a type that is read; other files in the archive are passed over. Sizes are checked before memory is taken. Throws Error: which array, what was expected and found.
NpzArrays readNpz(const std::string& path);

/// The same from bytes in memory (a built-in resource). `label` stands for the path in messages.
NpzArrays readNpzBytes(const char* data, std::size_t size, const std::string& label);

/// A member of an archive: its file name and its bytes.
struct NpzMember {
    std::string name;
    std::string bytes;
};

/// Writes the members uncompressed in order, with fixed dates, so that equal contents give equal bytes. Throws Error; `path`
/// is then as it was.
void writeNpzMembers(const std::string& path, const std::vector<NpzMember>& members);

/// An archive that holds JSON or other texts beside arrays: a session.
struct Archive {
    NpzArrays arrays;                          // members NAME.npy
    std::map<std::string, std::string> texts;  // members NAME.json
    std::vector<std::string> leftAside;        // other members, by name: what the one who packed it left beside the arrays
};

/// Arrays by their headers, without data: throws Error for a file that need not be read further.
using HeaderCheck = std::function<void(const NpzArrays& headers)>;

/// Arrays of a belief file: one that is not read has a problem, and keeps its bytes; object arrays keep none. `check` is asked before any data is inflated. Throws Error as readNpz, or as
/// `check` does, with the path in front.
Archive readNpzArchive(const std::string& path, const HeaderCheck& check = {});

/// Reads one from bytes in memory, sizes checked as for readNpz. Throws Error.
Archive readArchive(const std::string& bytes, const std::string& label);

/// The bytes of one: members in order of name, uncompressed, with fixed dates; equal contents give equal bytes. Throws Error.
std::string archiveBytes(const Archive& archive);

/// Writes arrays as they are typed.
void writeNpz(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
