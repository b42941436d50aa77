#include "ui/workspace/lesson_files.h"

#include "core/error.h"
#include "core/gaussian/recording.h"
#include "core/io/arrays.h"
#include "core/io/ascii.h"
#include "core/io/file.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace gauge::ui {
namespace {

/// A name that a file can have on every system.
std::string plainName(const std::string& name)
{
    std::string plain;
    for (const char c : name.substr(0, 60)) {
        const bool kept = isLetter(c) || isDigit(c) || c == '_' || c == '-';
        plain += kept ? c : '-';
    }
    return plain.empty() ? "beliefs" : plain;
}

}  // namespace

std::shared_ptr<const State> LessonFiles::at(const std::string& name)
{
    const std::scoped_lock lock(mutex_);
    const auto known = states_.find(name);
    if (known != states_.end())
        return known->second;
    if (!beside_)
        fail("file: expected a file beside the lesson, found the lesson not saved yet and no '{}'", name);
    return states_[name] = beside_(name);
}

std::string LessonFiles::nameOf(const std::shared_ptr<const State>& state)
{
    const std::scoped_lock lock(mutex_);
    for (const auto& [name, known] : states_)
        if (known == state)
            return name;
    if (state->recording)
        fail("a recorded run is several states: a lesson begins with one, open its file alone");
    const std::string stem = plainName(state->name);
    std::string name = stem + ".npz";
    for (int number = 2; states_.contains(name); ++number)
        name = fmt::format("{}-{}.npz", stem, number);
    states_[name] = state;
    return name;
}

void LessonFiles::write(const std::vector<std::string>& names, const QString& folder)
{
    for (const std::string& name : names) {
        const std::filesystem::path path = std::filesystem::path(folder.toStdString()) / name;
        const std::shared_ptr<const State> state = at(name);
        const std::string bytes = archiveBytes({.arrays = state->arrays, .texts = {}, .leftAside = {}});
        if (!std::filesystem::exists(path)) {
            writeFileAtomically(path.string(), bytes);
            continue;
        }
        const bool same = readFile(path.string()) == bytes ||
                          archiveBytes({.arrays = readArrays(path.string()).arrays, .texts = {}, .leftAside = {}}) == bytes;
        if (!same)
            fail("{}: expected the lesson's beliefs or no file of that name, found another file: save the lesson in a "
                 "folder of its own",
                 path.string());
    }
}

std::vector<std::string> filesNamedIn(const lesson::Lesson& lesson)
{
    std::set<std::string> names;
    const auto take = [&names](const lesson::Patch& patch) {
        if (patch.file)
            names.insert(*patch.file);
    };
    for (const lesson::Step& step : lesson.steps) {
        take(step.state);
        take(step.then);
        for (const lesson::Patch& patch : step.show)
            take(patch);
    }
    return {names.begin(), names.end()};
}

}  // namespace gauge::ui
