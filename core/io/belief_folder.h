// A folder of belief files, in the order a person would count them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gauge {

/// Do people put a before b? Runs of digits count as numbers (step-2 before step-10), all else byte by byte; equal numbers with fewer zeros in front come first.
bool naturallyBefore(std::string_view a, std::string_view b);

/// The same of files, by their names without folder and suffix; then by the whole paths.
bool namedBefore(const std::string& a, const std::string& b);

/// What lies in a folder, but not deeper. Hidden files (a dot in front) are in neither list.
struct FolderListing {
    std::vector<std::string>
        beliefFiles;  // paths: files, or links to files, of a suffix that arrays have, in natural order of their names without it
    std::vector<std::string> others;  // names, in natural order; of a link to another of the belief files also which
};

/// Looks at names, and at where links lead; opens nothing. Throws Error with the folder in front where it cannot be listed.
FolderListing listFolder(const std::string& folder);

/// The paths of its belief files alone: what a follower asks again and again.
std::vector<std::string> beliefFilesIn(const std::string& folder);

}  // namespace gauge
