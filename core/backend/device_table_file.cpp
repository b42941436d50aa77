#include "core/backend/device_table_file.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace gauge {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "gaugescope-device-table";
constexpr int kVersion = 1;
constexpr std::size_t kMostPoints = 10000;

/// Letters and digits of a name, in small letters, a hyphen for all between.
std::string slugOf(const std::string& name)
{
    std::string slug;
    bool between = false;
    for (const char c : name) {
        const bool large = c >= 'A' && c <= 'Z';
        const bool kept = large || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept) {
            slug += between && !slug.empty() ? "-" : "";
            slug += static_cast<char>(large ? c - 'A' + 'a' : c);
        }
        between = !kept;
    }
    return slug;
}

/// The keys of an object, each taken once; what is left over is refused.
class Keys {
public:
    Keys(const json& object, std::string label) : object_(object), label_(std::move(label))
    {
        if (!object.is_object())
            fail("{}: expected an object, found {}", label_, object.type_name());
    }

    std::string text(const char* name)
    {
        const json& value = take(name);
        if (!value.is_string())
            fail("{}: {}: expected a text, found {}", label_, name, value.type_name());
        return value.get<std::string>();
    }

    int whole(const char* name, int least, int most)
    {
        const json& value = take(name);
        if (!value.is_number_integer() || value.get<double>() < least || value.get<double>() > most)
            fail("{}: {}: expected a whole number from {} to {}, found {}", label_, name, least, most, value.dump());
        return value.get<int>();
    }

    double positive(const char* name)
    {
        const json& value = take(name);
        if (!value.is_number() || !(value.get<double>() > 0) || !std::isfinite(value.get<double>()))
            fail("{}: {}: expected a number above 0, found {}", label_, name, value.dump());
        return value.get<double>();
    }

    const json& list(const char* name, std::size_t most)
    {
        const json& value = take(name);
        if (!value.is_array() || value.size() > most)
            fail("{}: {}: expected a list of at most {}, found {}", label_, name, most,
                 value.is_array() ? std::to_string(value.size()) : value.type_name());
        return value;
    }

    void requireAllTaken() const
    {
        if (taken_ < object_.size())
            fail("{}: expected {} keys, found {}", label_, taken_, object_.size());
    }

private:
    const json& take(const char* name)
    {
        const auto found = object_.find(name);
        if (found == object_.end())
            fail("{}: expected a key {}, found none", label_, name);
        ++taken_;
        return *found;
    }

    const json& object_;
    std::string label_;
    std::size_t taken_ = 0;
};

/// The value of `all` that has the word.
template <class T, std::size_t n, class Name>
T named(const std::string& word, const std::array<T, n>& all, Name name, const std::string& label)
{
    for (const T value : all)
        if (word == name(value))
            return value;
    fail("{}: expected a word of this version, found '{}'", label, word);
}

TimedPoint pointOf(const json& from, const std::string& label)
{
    Keys keys(from, label);
    TimedPoint point;
    point.stage = named(keys.text("stage"), kTimedStages, stageName, label + ": stage");
    point.precision = named(keys.text("precision"), kPrecisions, precisionName, label + ": precision");
    point.shape.tokens = keys.whole("tokens", 1, 1 << 30);
    point.shape.length = keys.positive("length");
    point.seconds = {keys.positive("cpu"), keys.positive("device")};
    keys.requireAllTaken();
    return point;
}

void requireNoTwice(const DeviceTable& table, const std::string& label)
{
    std::vector<std::tuple<TimedStage, Precision, double, Index>> seen;
    seen.reserve(table.points.size());
    for (const TimedPoint& p : table.points)
        seen.emplace_back(p.stage, p.precision, p.shape.length, p.shape.tokens);
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        fail("{}: points: expected each measured once, found one twice", label);
}

}  // namespace

std::string deviceTablePath(const std::string& device)
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path folder;
    if (cache != nullptr && *cache == '/')
        folder = cache;
    else if (home != nullptr && *home == '/')
        folder = std::filesystem::path(home) / ".cache";
    else
        fail("the table of a device: expected a folder to keep it in by XDG_CACHE_HOME or HOME, found neither");
    return (folder / "gaugescope" / ("device-" + slugOf(device) + ".json")).string();
}

std::string deviceTableText(const DeviceTable& table)
{
    nlohmann::ordered_json out{{"format", kFormat},         {"version", kVersion},
                               {"device", table.of.device}, {"architecture", table.of.architecture},
                               {"driver", table.of.driver}, {"program", table.of.program},
                               {"cores", table.of.cores},   {"points", nlohmann::ordered_json::array()}};
    for (const TimedPoint& p : table.points)
        out["points"].push_back({{"stage", stageName(p.stage)},
                                 {"precision", precisionName(p.precision)},
                                 {"tokens", p.shape.tokens},
                                 {"length", p.shape.length},
                                 {"cpu", p.seconds.cpu},
                                 {"device", p.seconds.device}});
    return out.dump(1) + "\n";
}

DeviceTable parseDeviceTable(const std::string& text, const std::string& label)
{
    const json from = parseJson(text, label);
    Keys keys(from, label);
    if (const std::string format = keys.text("format"); format != kFormat)
        fail("{}: format: expected {}, found '{}'", label, kFormat, format);
    keys.whole("version", kVersion, kVersion);
    DeviceTable table;
    table.of.device = keys.text("device");
    table.of.architecture = keys.text("architecture");
    table.of.driver = keys.text("driver");
    table.of.program = keys.text("program");
    table.of.cores = keys.whole("cores", 1, 1 << 20);
    for (const json& point : keys.list("points", kMostPoints))
        table.points.push_back(pointOf(point, fmt::format("{}: points[{}]", label, table.points.size())));
    keys.requireAllTaken();
    requireNoTwice(table, label);
    return table;
}

void requireDeviceTablePlace(const std::string& device)
{
    const std::string path = deviceTablePath(device);
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        fail("{}: expected a folder that can be made, found {}", folder.string(), failed.message());
    requireReplaceable(path);
}

std::string keepDeviceTable(const DeviceTable& table)
{
    requireDeviceTablePlace(table.of.device);
    const std::string path = deviceTablePath(table.of.device);
    writeFileAtomically(path, deviceTableText(table));
    return path;
}

KnownTable knownTable(const DeviceIdentity& here)
{
    try {
        const std::string path = deviceTablePath(here.device);
        if (!std::filesystem::exists(path))
            return {std::nullopt, fmt::format("{} is not measured: gaugescope-cli bench --device-table", here.device)};
        DeviceTable table = parseDeviceTable(readFile(path), path);
        if (table.of != here)
            return {std::nullopt, fmt::format("measured on {}, this is {}: gaugescope-cli bench --device-table again",
                                              wordsOf(table.of), wordsOf(here))};
        return {std::move(table), {}};
    } catch (const std::exception& e) {  // of the file system too
        return {std::nullopt, e.what()};
    }
}

}  // namespace gauge
