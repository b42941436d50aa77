// Whole files: read into memory, or replaced in one step.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace gauge {

/// Bytes of arrays that one file may hold in memory: half of the machine's, or GAUGESCOPE_MEMORY_LIMIT (bytes).
std::uint64_t memoryLimit();

/// A whole file. Throws Error with the path in front.
std::string readFile(const std::string& path);

/// Replaces `path` in one step by the file that `write` fills: a temporary one beside it, then synced and renamed. The
/// permissions of the old file are kept; a link stays one, and what it points to is replaced. When `write` throws an Error
/// with the reason, or the disk refuses, throws Error with the path in front; `path` is then as it was, no temporary is left.
void replaceFile(const std::string& path, const std::function<void(const std::string& temporary)>& write);

/// The same by bytes at hand.
void writeFileAtomically(const std::string& path, const std::string& bytes);

}  // namespace gauge
