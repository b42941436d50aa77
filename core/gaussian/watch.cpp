#include "core/gaussian/watch.h"

#include "core/gaussian/recorded_files.h"
#include "core/io/file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

namespace gauge {
namespace {

using namespace std::chrono_literals;

constexpr auto kTableRests = 100ms;       // a table that ends with a line end
constexpr auto kOpenTableRests = 1000ms;  // one that does not
constexpr auto kListed = 2000ms;          // after its last change a folder is no longer listed: clocks of files are coarse
constexpr auto kPatience = 2000ms;        // before what cannot be read is said

bool carriesItsLength(const std::string& path)
{
    return hasSuffix(path, ".npz") || hasSuffix(path, ".safetensors");
}

bool endsWithLineEnd(const std::string& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file || file.tellg() <= 0)
        return false;
    file.seekg(-1, std::ios::end);
    const int last = file.get();
    return last == '\n' || last == '\r';
}

/// "a.npz, b.npz and 3 more"
std::string named(const std::vector<std::string>& paths)
{
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t k = 0; k < std::min(most, paths.size()); ++k)
        text += (k > 0 ? ", " : "") + std::filesystem::path(paths[k]).filename().string();
    return paths.size() > most ? fmt::format("{} and {} more", text, paths.size() - most) : text;
}

/// None where the folder goes while it is looked at.
std::vector<std::string> filesIn(const std::string& folder)
{
    try {
        return beliefFilesIn(folder);
    } catch (const Error&) {
        return {};
    }
}

bool agrees(const State& a, const State& b)
{
    return a.heads == b.heads && a.generators.size() == b.generators.size() && a.headTemperature == b.headTemperature;
}

}  // namespace

Watch::Watch(std::string path, Reading reading) : path_(std::move(path)), reading_(std::move(reading)) {}

std::optional<Watch::Stamp> Watch::stampOf(const std::string& path)
{
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0)
        return std::nullopt;
    const auto nanoseconds = [](const timespec& t) { return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec; };
    return Stamp{found.st_dev, found.st_ino, found.st_size, nanoseconds(found.st_mtim), nanoseconds(found.st_ctim)};
}

Watch::Look Watch::look(Time now, const RunControl& control)
{
    Look look;
    reading_.control = control;
    std::error_code none;
    const bool folder = std::filesystem::is_directory(path_, none);
    if (folder)
        listFolder(now);
    else
        files_ = stampOf(path_) ? std::vector<std::string>{path_} : std::vector<std::string>{};
    if (files_.empty() && entries_.empty() && !std::exchange(waiting_, true))
        look.said.push_back(
            fmt::format("{}: {}; waiting for it", path_, folder ? "no belief file in it yet" : "nothing there yet"));
    beginAnew(!files_.empty());
    lookAtFrames();
    bool changed = false;
    for (const std::string& file : files_) {
        control.check();
        Entry& entry = entries_[file];
        changed = lookAt(file, entry, now, look) || changed;
        tell(file, entry, now, look);
    }
    tellVanished(files_, look);
    if (changed)
        gather(folder, look);
    return look;
}

/// A folder that has not changed for a while holds the same files.
void Watch::listFolder(Time now)
{
    const std::optional<Stamp> stamp = stampOf(path_);
    if (stamp && *stamp == folder_ && now - listed_ > kListed)
        return;
    if (!stamp || !(*stamp == folder_))
        listed_ = now;
    folder_ = stamp.value_or(Stamp{});
    files_ = filesIn(path_);
}

/// Where everything has vanished, what comes next is another run.
void Watch::beginAnew(bool any)
{
    const auto read = [](const auto& named) { return named.second.state != nullptr; };
    const auto gone = [](const auto& named) { return named.second.gone || !named.second.state; };
    if (any && std::any_of(entries_.begin(), entries_.end(), read) && std::all_of(entries_.begin(), entries_.end(), gone))
        entries_.clear();
}

/// Another table of frames is another state.
void Watch::lookAtFrames()
{
    if (reading_.frames.empty())
        return;
    const Stamp stamp = stampOf(reading_.frames).value_or(Stamp{});
    if (!(std::exchange(frames_, stamp) == stamp))
        for (auto& [file, entry] : entries_)
            entry.tried = {};
}

/// Whether the file may be read as it stands.
bool Watch::rests(const std::string& path, const Entry& entry, Time now)
{
    if (carriesItsLength(path))
        return true;
    return now - entry.since >= kTableRests && (now - entry.since >= kOpenTableRests || endsWithLineEnd(path));
}

/// A state whose generators the next one may share; null before the first.
const State* Watch::alike() const
{
    for (const auto& [file, entry] : entries_)
        if (entry.state)
            return entry.state.get();
    return nullptr;
}

/// Reads the file where it is new and whole: true if it was.
bool Watch::lookAt(const std::string& path, Entry& entry, Time now, Look& look)
{
    const std::optional<Stamp> stamp = stampOf(path);
    if (!stamp)
        return false;
    if (std::exchange(entry.gone, false) || !(*stamp == entry.seen)) {
        entry.seen = *stamp;
        entry.since = now;
        entry.told = false;
    }
    if (*stamp == entry.tried || !rests(path, entry, now))
        return false;
    try {
        auto state = std::make_shared<const State>(readState(path, reading_, alike()));
        if (path != path_)
            requireOneState(*state);
        if (stampOf(path) != stamp)
            return false;  // it was written to meanwhile
        entry.state = std::move(state);
        entry.problem.clear();
        for (const std::string& note : entry.state->notes)
            if (const std::string words = note.starts_with(path) ? note.substr(path.size()) : note;
                noted_.insert(words).second)
                look.wrong.push_back(note);
        entry.tried = *stamp;
        return true;
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& e) {
        entry.problem = e.what();
        entry.tried = *stamp;
        return false;
    }
}

/// A file that nobody has written to for a while and that cannot be read.
void Watch::tell(const std::string& path, Entry& entry, Time now, Look& look)
{
    if (entry.problem.empty() || entry.told || now - entry.since < kPatience)
        return;
    entry.told = true;
    look.wrong.push_back(fmt::format(
        "{}; {}", entry.problem,
        entry.state ? fmt::format("what was read of {} before stays", std::filesystem::path(path).filename().string())
                    : "waiting for it to change"));
}

void Watch::tellVanished(const std::vector<std::string>& there, Look& look)
{
    const std::set<std::string> present(there.begin(), there.end());
    std::vector<std::string> gone;
    for (auto& [file, entry] : entries_)
        if (!entry.gone && !present.contains(file)) {
            entry.gone = true;
            if (entry.state)
                gone.push_back(file);
        }
    if (!gone.empty())
        look.wrong.push_back(fmt::format(
            "{}: {} vanished; what was read of {} stays", path_,
            gone.size() == 1 && gone.front() == path_ ? "it has" : named(gone) + (gone.size() == 1 ? " has" : " have"),
            gone.size() == 1 ? "it" : "them"));
}

/// What is shown now: the file's state, or all records in the order of their names.
void Watch::gather(bool folder, Look& look)
{
    if (!folder) {
        look.state = entries_[path_].state;
        return;
    }
    std::vector<std::string> files;
    for (const auto& [file, entry] : entries_)
        if (entry.state && file != path_)
            files.push_back(file);
    std::sort(files.begin(), files.end(), namedBefore);
    const std::vector<std::string> names = recordNames(files);
    std::vector<Record> records;
    std::uint64_t bytes = 0;
    for (std::size_t k = 0; k < files.size(); ++k) {
        const std::string& file = files[k];
        Entry& entry = entries_[file];
        if (records.empty() || agrees(*records.front().state, *entry.state)) {
            records.push_back({names[k], entry.state, {}});
            bytes += bytesOf(*entry.state);
            continue;
        }
        if (std::exchange(entry.told, true))
            continue;
        look.wrong.push_back(
            fmt::format("{}: expected beliefs of K = {} with the heads and generators of {}, found others; left out", file,
                        records.front().state->dim(), records.front().name));
    }
    try {
        requireRecordsFit(records.size(), bytes);
        look.state = std::make_shared<const State>(stateOf(recordingOf(std::move(records)), folderName(path_)));
    } catch (const Error& e) {
        look.wrong.push_back(fmt::format("{}: {}; the run stays as it was", path_, e.what()));
    }
}

}  // namespace gauge
