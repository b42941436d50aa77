#include "core/gaussian/recorded_files.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/frames_table.h"
#include "core/io/text_table.h"
#include "core/io/unicode.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace gauge {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLongRun = 8U << 20;  // bytes of files from which on progress is told
constexpr std::size_t kMostErrors = 8;        // of a folder's files that are told one by one

bool isFolder(const std::string& path)
{
    std::error_code none;
    return fs::is_directory(path, none);
}

bool holdsSession(const std::string& folder)
{
    std::error_code none;
    return fs::exists(fs::path(folder) / "session.json", none);
}

/// Notes that several files cause are told once, of the first, with how many more there are.
class Notes {
public:
    void add(const std::string& path, const std::string& note)
    {
        const std::string what = note.starts_with(path + ": ") ? note.substr(path.size()) : note;
        const auto [known, isNew] = index_.emplace(what, notes_.size());
        if (isNew)
            notes_.push_back({note, 1});
        else
            ++notes_[known->second].files;
    }

    std::vector<std::string> all() const
    {
        std::vector<std::string> lines;
        lines.reserve(notes_.size());
        for (const Note& note : notes_)
            lines.push_back(note.files == 1 ? note.words
                                            : fmt::format("{} (and {} files more)", note.words, note.files - 1));
        return lines;
    }

private:
    struct Note {
        std::string words;
        std::size_t files;
    };
    std::vector<Note> notes_;
    std::map<std::string, std::size_t> index_;
};

/// Reads one file after the other, telling how far it is, and keeps within the memory limit.
class FileRecords {
public:
    FileRecords(const std::vector<std::string>& paths, const Reading& reading)
        : paths_(paths), reading_(reading), names_(recordNames(paths))
    {
        if (paths.size() > kMostRecords)
            fail("expected at most {} files in a recorded run, found {}", kMostRecords, paths.size());
        for (const std::string& path : paths) {
            std::error_code none;
            const auto size = fs::file_size(path, none);
            sizes_.push_back(none ? 0 : size);
            total_ += sizes_.back();
        }
    }

    /// Throws the Error of a file that is wrong; it is then passed over.
    void add(std::size_t k)
    {
        reading_.control.check();
        const State* first = records.empty() ? nullptr : records.front().state.get();
        const std::uint64_t before = std::exchange(done_, done_ + sizes_[k]);
        State state = readState(paths_[k], watched(before, sizes_[k]), first);
        if (state.recording)
            fail("{}: expected one state a file where there are several, found a recorded run of {} records, which opens "
                 "alone",
                 paths_[k], state.recording->records.size());
        for (const std::string& note : state.notes)
            notes.add(paths_[k], note);
        bytes_ += bytesOf(state);
        state.name = names_[k];
        records.push_back({names_[k], std::make_shared<const State>(std::move(state)), {}});
    }

    void requireFit() const { requireRecordsFit(records.size(), bytes_); }

    State run(const std::string& name)
    {
        State state = stateOf(recordingOf(std::move(records)), name);
        state.notes = notes.all();
        if (total_ > kLongRun)
            reading_.control.report(1);
        return state;
    }

    std::vector<Record> records;
    Notes notes;

private:
    /// How a file is read whose `size` bytes come after the first `before` of all.
    Reading watched(std::uint64_t before, std::uint64_t size) const
    {
        Reading one = reading_;
        one.control.progress = nullptr;
        if (total_ > kLongRun && reading_.control.progress) {
            const auto report = [this, before, size](double fraction) {
                const double bytes = static_cast<double>(before) + fraction * static_cast<double>(size);
                reading_.control.report(std::min(0.999, bytes / static_cast<double>(total_)));
            };
            report(0);
            one.control.progress = report;
        }
        return one;
    }

    const std::vector<std::string>& paths_;
    const Reading& reading_;
    std::vector<std::string> names_;
    std::vector<std::uint64_t> sizes_;
    std::uint64_t total_ = 0, done_ = 0;  // bytes of files
    std::uint64_t bytes_ = 0;             // of states
};

State readFolder(const std::string& folder, const Reading& reading)
{
    if (holdsSession(folder))
        fail("{}: expected a folder of belief files, found a session", folder);
    const FolderListing listing = listFolder(folder);
    if (listing.beliefFiles.empty())
        fail("{}: expected a folder of belief files (.npz, .safetensors, .csv, .tsv, .txt), found {}", folder,
             listing.others.empty() ? "an empty one" : "none but " + listed(listing.others));
    if (!reading.frames.empty() && listing.beliefFiles.size() > 1)
        fail("--frames: goes with one table of means, found a folder of {} files", listing.beliefFiles.size());
    FileRecords files(listing.beliefFiles, reading);
    std::vector<std::string> errors;
    for (std::size_t k = 0; k < listing.beliefFiles.size(); ++k) {
        try {
            files.add(k);
        } catch (const Error& e) {
            errors.emplace_back(e.what());
        }
        files.requireFit();
    }
    if (files.records.empty())
        fail("{}: expected a belief file that can be read, found none in {}: {}", folder, errors.size(), errors.front());
    State state = underLabel(folder, [&] { return files.run(folderName(folder)); });
    for (std::size_t k = 0; k < std::min(kMostErrors, errors.size()); ++k)
        state.notes.push_back(errors[k] + "; left out");
    if (errors.size() > kMostErrors)
        state.notes.push_back(
            fmt::format("{}: {} more files that cannot be read left out", folder, errors.size() - kMostErrors));
    if (const std::size_t n = listing.others.size(); n > 0)
        state.notes.push_back(fmt::format("{}: left aside, {}: {}", folder,
                                          n == 1 ? "one that is no belief file of its own"
                                                 : fmt::format("{} that are no belief files of their own", n),
                                          listed(listing.others)));
    return state;
}

/// What opens alone is no record.
void requireRecordFile(const std::string& path)
{
    const auto ends = [&](const char* suffix) { return hasSuffix(path, suffix); };
    const bool folder = isFolder(path);
    const char* found = nullptr;
    if (ends(".gaugescope") || (folder && holdsSession(path)))
        found = "a session";
    else if (folder)
        found = "a folder";
    else if (ends(".json"))
        found = "a recipe";
    else if (ends(".pdf") || ends(".svg") || ends(".png"))
        found = "a figure";
    if (found)
        fail("{}: expected belief files where several are given, found {}, which opens alone", path, found);
    requireRegular(path, "a belief file");
}

/// In natural order where all lie in one folder.
std::vector<std::string> inOrder(std::vector<std::string> paths)
{
    std::set<fs::path> folders;
    for (const std::string& path : paths)
        folders.insert(fs::absolute(path).lexically_normal().parent_path());
    if (folders.size() == 1)
        std::stable_sort(paths.begin(), paths.end(), namedBefore);
    return paths;
}

State readFiles(const std::vector<std::string>& given, const Reading& reading)
{
    if (!reading.frames.empty())
        fail("--frames: goes with one table of means, found {} files", given.size());
    std::set<fs::path> once;
    for (const std::string& path : given) {
        requireRecordFile(path);
        std::error_code none;
        if (!once.insert(fs::canonical(path, none)).second)
            fail("{}: expected each file once, found it twice", path);
    }
    const std::vector<std::string> paths = inOrder(given);
    FileRecords files(paths, reading);
    for (std::size_t k = 0; k < paths.size(); ++k) {
        files.add(k);
        files.requireFit();
    }
    const std::string name = fmt::format("{} … {}", files.records.front().name, files.records.back().name);
    return files.run(name);
}

/// A table of means beside one of frames, in either order: one state. `frames` is the place of the second.
State readPair(const std::vector<std::string>& paths, std::size_t frames, const Reading& reading)
{
    Reading pair = reading;
    pair.frames = paths[frames];
    State state = readState(paths[1 - frames], pair);
    state.notes.push_back(fmt::format("{}: its frames are those of {}", paths[1 - frames], paths[frames]));
    return state;
}

}  // namespace

std::string folderName(const std::string& folder)
{
    std::error_code none;
    const fs::path itself = fs::canonical(folder, none);
    return readable(itself.filename().empty() ? folder : itself.filename().string());
}

std::vector<std::string> recordNames(const std::vector<std::string>& paths)
{
    std::map<std::string, int> stems, files;
    for (const fs::path path : paths) {
        ++stems[path.stem().string()];
        ++files[path.filename().string()];
    }
    std::vector<std::string> names;
    names.reserve(paths.size());
    for (const fs::path path : paths) {
        std::string name = path.stem().string();
        if (stems[name] > 1)
            name = path.filename().string();
        if (stems[path.stem().string()] > 1 && files[name] > 1)
            name = path.string();
        names.push_back(readable(name));
    }
    return names;
}

State readStates(const std::vector<std::string>& paths, const Reading& reading)
{
    if (paths.empty())
        fail("expected a belief file, found none");
    if (paths.size() == 2 && reading.frames.empty() && isFramesTable(paths[0]) != isFramesTable(paths[1]))
        return readPair(paths, isFramesTable(paths[0]) ? 0 : 1, reading);
    if (paths.size() > 1)
        return readFiles(paths, reading);
    return isFolder(paths.front()) ? readFolder(paths.front(), reading) : readState(paths.front(), reading);
}

}  // namespace gauge
