#include "core/sweep/journal.h"

#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <zlib.h>

namespace gauge {
namespace {

namespace fs = std::filesystem;

/// Of a record: its unit and step, how many bytes of failure follow the values, and a sum over all of it.
struct RecordHead {
    std::uint64_t unit = 0, step = 0, values = 0, failure = 0;
};

std::string recordBytes(const RecordHead& head, const std::vector<std::vector<double>>& values, const std::string& failure)
{
    std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
    for (const std::vector<double>& cell : values)
        bytes.append(reinterpret_cast<const char*>(cell.data()), cell.size() * sizeof(double));
    bytes += failure;
    const auto sum = static_cast<std::uint64_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    return bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
}

/// Written beside and renamed: a process that is killed leaves the one before or this one.
void putFile(const std::string& path, const std::string& bytes)
{
    const std::string temporary = path + ".new";
    {
        std::ofstream out(temporary, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out)
            fail("{}: expected to write {} bytes, found: {}", temporary, bytes.size(), std::strerror(errno));
    }
    std::error_code error;
    fs::rename(temporary, path, error);
    if (error)
        fail("{}: expected to rename {} to it, found: {}", path, temporary, error.message());
}

/// The first key of two plans that differs.
std::string differing(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b)
{
    for (const auto& [key, value] : a.items())
        if (!b.contains(key) || b[key] != value)
            return key;
    for (const auto& [key, value] : b.items())
        if (!a.contains(key))
            return key;
    return {};
}

void requireSamePlan(const std::string& file, const nlohmann::ordered_json& plan)
{
    nlohmann::ordered_json before;
    try {
        before = nlohmann::ordered_json::parse(readFile(file));
    } catch (const nlohmann::json::exception&) {
        fail("{}: expected the plan of an unfinished sweep, found no JSON; remove the folder to begin anew", file);
    }
    if (before == plan)
        return;
    const std::string key = differing(plan, before);
    fail("--resume: expected the sweep that {} was begun for, found other {} (remove the folder to begin anew)", file, key);
}

}  // namespace

std::string SweepJournal::folderOf(const std::string& output)
{
    return output + ".unfinished";
}

std::string SweepJournal::chainFile(std::size_t unit) const
{
    return fmt::format("{}/chain-{}.npz", folder_, unit);
}

SweepJournal::SweepJournal(const std::string& output, const Sweeper& sweeper, const Shard& shard, bool resume)
    : sweeper_(sweeper), shard_(shard), folder_(folderOf(output)), table_(sweeper.plan()), records_(nullptr, &std::fclose)
{
    nlohmann::ordered_json plan = planJson(sweeper.plan());
    plan["shard"] = {shard.part, shard.parts};
    const auto& units = sweeper.units();
    firstStep_.push_back(0);
    for (const SweepUnit& unit : units)
        firstStep_.push_back(firstStep_.back() + unit.steps.size());
    done_.assign(firstStep_.back(), 0);
    for (std::size_t u = 0; u < units.size(); ++u)
        if (shard.holds(u))
            for (const SweepUnit::Step& step : units[u].steps)
                cellsInAll_ += step.cells.size();
    const std::string planFile = folder_ + "/plan.json";
    std::error_code error;
    const bool there = fs::exists(planFile, error);
    if (there && !resume)
        fail("{}: an unfinished sweep is kept there; --resume goes on with it, or remove the folder to begin anew",
             folder_);
    fs::create_directory(folder_, error);
    if (error)
        fail("{}: expected a folder for what is done so far, found: {}", folder_, error.message());
    if (there) {
        requireSamePlan(planFile, plan);
        readRecords();
    } else {
        putFile(planFile, plan.dump(1) + '\n');
    }
    records_.reset(std::fopen((folder_ + "/cells").c_str(), "ab"));
    if (!records_)
        fail("{}/cells: expected to write there, found: {}", folder_, std::strerror(errno));
}

SweepJournal::~SweepJournal() = default;

void SweepJournal::apply(std::size_t unit, std::size_t step, const std::vector<std::vector<double>>& values,
                         const std::string& failure)
{
    const SweepUnit::Step& cells = sweeper_.units()[unit].steps[step];
    for (std::size_t k = 0; k < cells.cells.size(); ++k)
        table_.set(cells.cells[k], values[k]);
    char& done = done_[firstStep_[unit] + step];
    if (done != 0)
        return;
    done = 1;
    cellsDone_ += cells.cells.size();
    if (failure.empty())
        return;
    failed_ += cells.cells.size();
    failure_ = failure;
}

/// Whole records from the front; what follows the first that is not whole was being written when the machine stopped, and goes.
void SweepJournal::readRecords()
{
    const std::string file = folder_ + "/cells";
    std::error_code error;
    if (!fs::exists(file, error))
        return;
    const std::string bytes = readFile(file);
    const auto& units = sweeper_.units();
    const std::size_t measures = sweeper_.plan().measures.size();
    std::size_t at = 0;
    while (at + sizeof(RecordHead) <= bytes.size()) {
        RecordHead head;
        std::memcpy(&head, bytes.data() + at, sizeof head);
        if (head.unit >= units.size() || !shard_.holds(head.unit) || head.step >= units[head.unit].steps.size() ||
            head.values != units[head.unit].steps[head.step].cells.size() || head.failure > bytes.size())
            break;
        const std::size_t body = sizeof head + head.values * measures * sizeof(double) + head.failure;
        if (at + body + sizeof(std::uint64_t) > bytes.size())
            break;
        std::uint64_t sum = 0;
        std::memcpy(&sum, bytes.data() + at + body, sizeof sum);
        if (sum != crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data() + at), body))
            break;
        std::vector<std::vector<double>> values(head.values, std::vector<double>(measures));
        const char* from = bytes.data() + at + sizeof head;
        for (std::vector<double>& cell : values) {
            std::memcpy(cell.data(), from, measures * sizeof(double));
            from += measures * sizeof(double);
        }
        apply(head.unit, head.step, values, std::string(from, head.failure));
        at += body + sizeof sum;
    }
    if (at < bytes.size())
        fs::resize_file(file, at);
}

std::size_t SweepJournal::doneOf(std::size_t unit) const
{
    const auto at = [&](std::size_t u) { return done_.begin() + static_cast<std::ptrdiff_t>(firstStep_[u]); };
    return static_cast<std::size_t>(std::count(at(unit), at(unit + 1), 1));
}

std::vector<UnitStart> SweepJournal::left() const
{
    std::vector<UnitStart> starts;
    for (std::size_t u = 0; u < sweeper_.units().size(); ++u) {
        const std::size_t known = doneOf(u);
        if (!shard_.holds(u) || known == firstStep_[u + 1] - firstStep_[u])
            continue;
        UnitStart start{u, 0, std::nullopt};
        std::error_code error;
        if (known > 0 && fs::exists(chainFile(u), error)) {
            NpzArrays arrays = readNpz(chainFile(u));
            const auto step = static_cast<std::size_t>(arrays.at("step").numbers.front());
            arrays.erase("step");
            start.from = step + 1;
            start.carried = Carried{step, sweeper_.carriedFrom(std::move(arrays))};
        }
        starts.push_back(std::move(start));
    }
    return starts;
}

void SweepJournal::keep(const SweptStep& step)
{
    const RecordHead head{step.unit, step.step, step.values.size(), step.failure.size()};
    const std::string bytes = recordBytes(head, step.values, step.failure);
    if (std::fwrite(bytes.data(), 1, bytes.size(), records_.get()) != bytes.size() || std::fflush(records_.get()) != 0)
        fail("{}/cells: expected to write {} bytes, found: {}", folder_, bytes.size(), std::strerror(errno));
    apply(step.unit, step.step, step.values, step.failure);
    if (step.carried != nullptr)
        keepChain(step);
}

/// After the record: killed between the two, the step is run again.
void SweepJournal::keepChain(const SweptStep& step) const
{
    if (step.step + 1 == sweeper_.units()[step.unit].steps.size()) {
        std::error_code ignored;  // it is no longer read
        fs::remove(chainFile(step.unit), ignored);
        return;
    }
    Archive archive;
    for (const char* name : {"mu", "sigma", "frames"})
        archive.arrays[name] = step.carried->state->arrays.at(name);
    archive.arrays["step"] = numbersArray({}, {static_cast<double>(step.step)});
    putFile(chainFile(step.unit), archiveBytes(archive));
}

void SweepJournal::finish()
{
    records_.reset();
    std::error_code error;
    fs::remove_all(folder_, error);
    if (error)
        fail("{}: expected to remove it, found: {}", folder_, error.message());
}

}  // namespace gauge
