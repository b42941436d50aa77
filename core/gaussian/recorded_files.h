// A recorded run in several files, or in a folder of them: a file a record.
#pragma once

#include "core/gaussian/recording.h"
#include "core/io/belief_folder.h"

namespace gauge {

/// What records are called: their files without suffix, as far as no two are the same; then with it; then the paths. In valid UTF-8.
std::vector<std::string> recordNames(const std::vector<std::string>& paths);

/// What a folder is called, however it is written.
std::string folderName(const std::string& folder);

/// What the paths hold.
///   one file         its state, or the recorded run in it: readState
///   one folder       its belief files (listFolder) as records. One that cannot be read is left out, with its error as a note, as long as one can; what else lies there is named in one note
///   two tables      of which one has frames and no means: one state, the frames of the other's tokens (--frames)
///   several files    records, in natural order of their names where all lie in one folder (a shell puts step-10 before step-2), otherwise as given; one that cannot be read is an error
/// Records are named by their files without suffix, as far as that tells them apart. --group and --sigma of `reading` apply to each file, --frames goes with one. Throws Error: also for
/// sessions, recipes, figures and recorded runs among several, a file given twice, a folder without belief files. Throws Cancelled; long runs report how far they are.
State readStates(const std::vector<std::string>& paths, const Reading& reading = {});

}  // namespace gauge
