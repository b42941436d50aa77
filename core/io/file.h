// Whole files: read into memory, or replaced in one step.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace gauge {

/// Bytes of arrays that one file may hold in memory: half of the machine's, or GAUGESCOPE_MEMORY_LIMIT (bytes).
std::uint64_t memoryLimit();

/// Does the path end so? In any case: `.NPZ` is an `.npz`.
bool hasSuffix(const std::string& path, const std::string& suffix);

/// Throws Error, with the path in front, unless a file of bytes is there: a folder, a pipe, a device, links in a circle are none. `what` was
/// expected: "a file".
void requireRegular(const std::string& path, const char* what);

/// Throws Error, with the path in front, where replaceFile would refuse at once: a folder, pipe or device of that name, a file that may not be
/// written, no folder for it. Asked before long work.
void requireReplaceable(const std::string& path);

/// A whole file; pipes that the caller opened for us (/dev/stdin, /dev/fd/N) too. Throws Error with the path in front.
std::string readFile(const std::string& path);

/// Replaces `path` in one step by the file that `write` fills: a temporary one beside it, then synced and renamed. The
/// permissions of the old file are kept; a link stays one, and what it points to is replaced. When `write` throws an Error
/// with the reason, or the disk refuses, or there is no file that may be replaced, throws Error with the path in front; `path` is then as it was, no temporary is left.
void replaceFile(const std::string& path, const std::function<void(const std::string& temporary)>& write);

/// The same by bytes at hand.
void writeFileAtomically(const std::string& path, const std::string& bytes);

}  // namespace gauge
