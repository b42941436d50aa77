// A file, or a folder of records, that something else is still writing: read again as it changes.
#pragma once

#include "core/gaussian/recording.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <sys/stat.h>

namespace gauge {

/// One look at a time. A file is read once it no longer changes and is whole: of those that carry their length (.npz, .safetensors) that is seen at
/// once; a table has to rest for a moment and to end with a line end, or to rest for longer.
class Watch {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `path`: a file, or a folder whose belief files are the records of a run.
    explicit Watch(std::string path, Reading reading = {});

    struct Look {
        std::shared_ptr<const State> state;  // null: as before
        std::vector<std::string> said;       // lines for people: that there is nothing yet
        std::vector<std::string> wrong;  // what cannot be read after a while, what has vanished, what of a file is not used
    };
    /// What is new. What was read of a record that vanished stays. Throws nothing but Cancelled.
    Look look(Time now, const RunControl& control = {});

private:
    struct Stamp {
        dev_t device = 0;
        ino_t file = 0;
        off_t bytes = -1;
        std::int64_t written = 0;  // nanoseconds
        std::int64_t changed = 0;  // of the file itself, which no program sets back

        bool operator==(const Stamp&) const = default;
    };
    struct Entry {
        Stamp seen;
        Time since;                          // when it was first seen so
        Stamp tried;                         // that was read, or could not be
        std::string problem;                 // of the last try; empty: it was read
        bool told = false;                   // the problem was said, or that it is left out
        bool gone = false;                   // it was there
        std::shared_ptr<const State> state;  // as last read
    };

    static std::optional<Stamp> stampOf(const std::string& path);
    static bool rests(const std::string& path, const Entry& entry, Time now);
    void lookAtFrames();
    void listFolder(Time now);
    void beginAnew(bool any);
    const State* alike() const;
    bool lookAt(const std::string& path, Entry& entry, Time now, Look& look);
    static void tell(const std::string& path, Entry& entry, Time now, Look& look);
    void tellVanished(const std::vector<std::string>& there, Look& look);
    void gather(bool folder, Look& look);

    std::string path_;
    Reading reading_;
    std::map<std::string, Entry> entries_;
    std::set<std::string> noted_;  // what was said of a file is not said of the next one
    bool waiting_ = false;         // there was nothing at the path, and it was said
    std::vector<std::string> files_;
    Stamp folder_;  // when they were listed
    Time listed_;
    Stamp frames_;  // of the table of frames that is read beside
};

}  // namespace gauge
