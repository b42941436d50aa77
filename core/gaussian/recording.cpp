#include "core/gaussian/recording.h"

#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <fmt/ranges.h>
#include <numeric>
#include <unordered_map>

namespace gauge {
namespace {

std::string countOf(const SharedList<Matrixd>& generators)
{
    return generators.empty() ? "none" : std::to_string(generators.size());
}

void requireAgreement(const Record& first, const Record& record)
{
    const State& expected = *first.state;
    const State& found = *record.state;
    if (found.recording)
        fail("{}: expected one state a record, found a recorded run of {}", record.name, found.recording->records.size());
    if (found.heads != expected.heads)
        fail("{}: expected K = {} in heads [{}] as in {}, found K = {} in heads [{}]", record.name, expected.dim(),
             fmt::join(expected.heads, ", "), first.name, found.dim(), fmt::join(found.heads, ", "));
    if (found.generators.size() != expected.generators.size())
        fail("{}: expected as many generators as in {} ({}), found {}", record.name, first.name,
             countOf(expected.generators), countOf(found.generators));
    if (found.headTemperature != expected.headTemperature)
        fail("{}: expected head_temperature as in {}, found another", record.name, first.name);
}

/// The run's tokens while records come, and where each label stands among them.
class Union {
public:
    /// Of each token of a record: which of the run's it is. N of the record.
    std::vector<Index> placesOf(const std::vector<std::string>& own)
    {
        std::vector<Index> at(own.size());
        if (own.size() <= tokens.size() && std::equal(own.begin(), own.end(), tokens.begin())) {
            std::iota(at.begin(), at.end(), Index{0});  // what nearly all records of nearly all runs are
            return at;
        }
        std::unordered_map<std::string, std::size_t> met;
        for (std::size_t i = 0; i < own.size(); ++i) {
            std::vector<Index>& places = places_[own[i]];
            const std::size_t occurrence = met[own[i]]++;
            if (occurrence == places.size()) {
                places.push_back(static_cast<Index>(tokens.size()));
                tokens.push_back(own[i]);
            }
            at[i] = places[occurrence];
        }
        return at;
    }

    std::vector<std::string> tokens;

private:
    std::unordered_map<std::string, std::vector<Index>> places_;
};

/// Is it 0, 1, … n−1?
bool isInOrder(const std::vector<Index>& at, std::size_t n)
{
    for (std::size_t i = 0; i < at.size(); ++i)
        if (at[i] != static_cast<Index>(i))
            return false;
    return at.size() == n;
}

std::uint64_t bytesOf(const std::vector<GaussianBlock>& heads)
{
    Index numbers = 0;
    for (const GaussianBlock& head : heads)
        numbers += head.tokens() * head.dim() * (head.dim() + 1);
    return sizeof(double) * static_cast<std::uint64_t>(numbers);
}

}  // namespace

std::shared_ptr<const Recording> recordingOf(std::vector<Record> records)
{
    if (records.empty() || records.size() > kMostRecords)
        fail("expected 1 to {} records in a recorded run, found {}", kMostRecords, records.size());
    Union run;
    for (Record& record : records) {
        requireAgreement(records.front(), record);
        record.at = run.placesOf(record.state->tokens);
    }
    for (Record& record : records)  // only now is it known what the run's tokens are
        if (isInOrder(record.at, run.tokens.size()))
            record.at = {};
    return std::make_shared<const Recording>(Recording{std::move(run.tokens), std::move(records)});
}

State stateOf(std::shared_ptr<const Recording> recording, const std::string& name)
{
    State state = *recording->records.front().state;
    state.name = name;
    state.recording = std::move(recording);
    return state;
}

std::vector<Index> placesIn(const Recording& recording, const Record& record)
{
    std::vector<Index> places(recording.tokens.size(), -1);
    for (Index i = 0; i < record.state->tokenCount(); ++i)
        places[static_cast<std::size_t>(record.at.empty() ? i : record.at[static_cast<std::size_t>(i)])] = i;
    return places;
}

std::vector<std::string> absentFrom(const Recording& recording, const Record& record)
{
    if (record.at.empty())
        return {};
    const std::vector<Index> places = placesIn(recording, record);
    std::vector<std::string> absent;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i] < 0)
            absent.push_back(recording.tokens[i]);
    return absent;
}

std::uint64_t bytesOf(const State& state)
{
    constexpr std::uint64_t itself = 4096;  // lists, maps and what they are made of
    constexpr std::uint64_t text = 40;      // a short one
    std::uint64_t bytes = itself + text * (state.tokens.size() + state.category.size());
    for (const auto& [name, array] : state.arrays)
        bytes += sizeof(double) * array.numbers.size() + text * array.text.size() + array.raw.size();
    bytes += bytesOf(state.belief.heads);
    if (state.prior)
        bytes += bytesOf(state.prior->heads);
    for (const Stack& u : state.frames.u)  // and its inverse
        bytes += 2 * sizeof(double) * static_cast<std::uint64_t>(u.size() * u.dim() * u.dim());
    return bytes + sizeof(double) * static_cast<std::uint64_t>(state.phi.size() + state.multiplicity.size());
}

void requireRecordsFit(std::size_t records, std::uint64_t bytes)
{
    if (const std::uint64_t limit = memoryLimit(); bytes > limit)
        fail("expected a recorded run within the memory limit of {} bytes, found {} records needing {}", limit, records,
             bytes);
}

void requireOneState(const State& state)
{
    if (state.recording)
        fail(
            "{}: expected one state, found a recorded run of {} (`info` says what is in it, gaugescope plays and draws it)",
            state.name,
            state.recording->records.size() == 1 ? "one record"
                                                 : fmt::format("{} records", state.recording->records.size()));
}

}  // namespace gauge
