#include "core/gaussian/recorded_arrays.h"

#include "core/error.h"
#include "core/gaussian/one_state.h"
#include "core/io/text_table.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace gauge {
namespace {

/// An array that each record may have its own of: its shape in one record, in words, and the number of its axes.
struct OfTokens {
    const char* name;
    const char* shape;
    std::size_t axes;
};
constexpr OfTokens kOfTokens[] = {
    {"mu", "N×K", 2},
    {"phi", "N×G", 2},
    {"frames", "N×K×K", 3},
    {"prior_mu", "N×K", 2},
    {"tokens", "N", 1},
    {"multiplicity", "N", 1},
    {"category", "N", 1},
    {"guessed", "N", 1},
    {"links", "N×N×G", 3},
    {"link_frames", "N×N×K×K", 4},
    {"head_connection", "K×K", 2},
    {"link_weights", "G×K×K", 3},
};

/// What each record takes of the arrays.
struct Layout {
    std::vector<std::string> sliced;  // names of arrays that have the records in front
    std::vector<std::string> shared;  // and of those that are the same for all
    std::vector<std::string> names;   // of the records, T
    std::string kind;                 // what the names count: "step ", or nothing
    std::set<std::string> naming;     // arrays that name the records, or were to
    std::vector<std::string> notes;

    std::size_t records() const { return names.size(); }

    /// The record in messages: "record 3 (step 300)".
    std::string labelOf(std::size_t t) const
    {
        const std::string number = std::to_string(t);
        return names[t] == number ? "record " + number : fmt::format("record {} ({}{})", number, kind, excerpt(names[t]));
    }
};

std::string shapeName(const std::vector<Index>& shape)
{
    NpyArray array;
    array.shape = shape;
    return array.shapeName();
}

/// Has the array of covariances the records in front?
bool isSlicedSigma(const std::string& name, const NpyArray& sigma, const NpyArray& mu, std::vector<std::string>& notes)
{
    const Index n = mu.shape[1];
    const Index k = mu.shape[2];
    const std::vector<Index> matrices{n, k, k};
    const std::vector<Index> all{mu.shape[0], n, k, k};
    if (sigma.shape == mu.shape && sigma.shape == matrices)
        notes.push_back(
            fmt::format("{}: {} is taken as T×N×K, the variances of each record, not as N×K×K, covariances for all", name,
                        sigma.shapeName()));
    if (sigma.shape == mu.shape || sigma.shape == all)
        return true;
    if (sigma.shape == matrices || sigma.shape == std::vector<Index>{n, k})
        return false;
    fail("{}: expected shape {} (T×N×K×K), {} (T×N×K variances), or for all records {} or {}, found {}", name,
         shapeName(all), mu.shapeName(), shapeName(matrices), shapeName({n, k}), sigma.shapeName());
}

bool isSliced(const OfTokens& known, const NpyArray& array, const NpyArray& mu)
{
    if (array.shape.size() == known.axes)
        return false;
    if (array.shape.size() != known.axes + 1)
        fail("{}: expected shape T×{}, or {} for all records, found {}", known.name, known.shape, known.shape,
             array.shapeName());
    if (array.shape[0] != mu.shape[0])
        fail("{}: expected {} records in front as mu has ({}), found shape {}", known.name, mu.shape[0], mu.shapeName(),
             array.shapeName());
    return true;
}

/// The names that an array of T gives the records; nothing where it gives none.
std::optional<std::vector<std::string>> namesIn(const NpyArray& array, Index records)
{
    if (!array.problem.empty() || array.shape != std::vector<Index>{records})
        return std::nullopt;
    if (array.kind == 'U')
        return array.text;
    std::vector<std::string> names;
    for (const double v : array.numbers)
        if (!std::isfinite(v))
            return std::nullopt;
        else
            names.push_back(array.kind == 'f' ? fmt::format("{}", v) : fmt::format("{:.0f}", v));
    return names;
}

void nameRecords(const NpzArrays& arrays, Index records, Layout& layout)
{
    for (const char* name : {"record", "step"}) {
        const NpyArray* array = arrayOf(arrays, name);
        if (!array || !array->problem.empty() || !layout.names.empty())
            continue;
        layout.naming.insert(name);
        if (auto names = namesIn(*array, records)) {
            layout.names = std::move(*names);
            layout.kind = array->kind != 'U' && name[0] == 's' ? "step " : "";
        } else {
            layout.notes.push_back(
                fmt::format("{}: expected the names or numbers of {} records, found {} of shape {}; left "
                            "aside",
                            name, records, array->typeName(), array->shapeName()));
        }
    }
    for (Index t = 0; static_cast<Index>(layout.names.size()) < records; ++t)
        layout.names.push_back(std::to_string(t));
}

/// One line for all arrays that mean nothing here.
void noteUnused(const NpzArrays& arrays, Layout& layout)
{
    std::vector<std::string> unused;
    for (const auto& [name, array] : arrays)
        if (!meansSomething(name) && array.problem.empty() && !layout.naming.contains(name))
            unused.push_back(name);
    if (!unused.empty())
        layout.notes.push_back(fmt::format("left aside, of no meaning in a recorded run: {}", listed(unused)));
}

/// Has the array the records in front?
bool isSliced(const std::string& name, const NpyArray& array, const NpyArray& mu, std::vector<std::string>& notes)
{
    if (name == "sigma" || name == "prior_sigma")
        return isSlicedSigma(name, array, mu, notes);
    const auto* known =
        std::find_if(std::begin(kOfTokens), std::end(kOfTokens), [&](const OfTokens& o) { return name == o.name; });
    return known != std::end(kOfTokens) && isSliced(*known, array, mu);
}

Layout layoutOf(const NpzArrays& arrays)
{
    const NpyArray& mu = arrays.at("mu");
    if (std::any_of(mu.shape.begin(), mu.shape.end(), [](Index n) { return n < 1; }))
        fail("mu: expected shape T×N×K of a recorded run with T, N and K at least 1, found {}", mu.shapeName());
    if (mu.shape[0] > static_cast<Index>(kMostRecords))
        fail("mu: expected at most {} records in front, found shape {}", kMostRecords, mu.shapeName());
    Layout layout;
    nameRecords(arrays, mu.shape[0], layout);
    for (const auto& [name, array] : arrays) {
        if (meansSomething(name))
            (isSliced(name, array, mu, layout.notes) ? layout.sliced : layout.shared).push_back(name);
    }
    noteUnused(arrays, layout);
    return layout;
}

/// One record's part of an array that has the records in front.
NpyArray sliceOf(const NpyArray& whole, std::size_t t)
{
    NpyArray part;
    part.shape.assign(whole.shape.begin() + 1, whole.shape.end());
    part.kind = whole.kind;
    part.itemBytes = whole.itemBytes;
    part.bigEndian = whole.bigEndian;
    part.fortran = whole.fortran;
    part.brain = whole.brain;
    const auto count = static_cast<std::size_t>(part.count());
    const auto first = static_cast<std::ptrdiff_t>(t * count);
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    if (whole.kind == 'U')
        part.text.assign(whole.text.begin() + first, whole.text.begin() + last);
    else
        part.numbers.assign(whole.numbers.begin() + first, whole.numbers.begin() + last);
    if (!whole.raw.empty() && !whole.fortran)  // numbers that doubles do not hold, in the order of the file
        part.raw = whole.raw.substr(t * count * static_cast<std::size_t>(whole.itemBytes),
                                    count * static_cast<std::size_t>(whole.itemBytes));
    return part;
}

/// Is the message about an array that all records share? It then says nothing of one record.
bool isOfShared(const Layout& layout, const std::string& message)
{
    return std::any_of(layout.shared.begin(), layout.shared.end(),
                       [&](const std::string& name) { return message.starts_with(name + ":"); });
}

std::shared_ptr<const State> stateAt(const NpzArrays& arrays, const Layout& layout, std::size_t t, const State* first)
{
    NpzArrays own;
    for (const std::string& name : layout.sliced)
        own[name] = sliceOf(arrays.at(name), t);
    for (const std::string& name : layout.shared)
        own[name] = arrays.at(name);
    try {
        return std::make_shared<const State>(oneState(std::move(own), layout.names[t], first));
    } catch (const Error& e) {
        if (isOfShared(layout, e.what()))
            throw;
        fail("{}: {}", layout.labelOf(t), e.what());
    }
}

/// The records after the first, on all cores; of those that are wrong the first is said.
void addOthers(const NpzArrays& arrays, const Layout& layout, std::vector<Record>& records)
{
    const State& first = *records.front().state;
    records.resize(layout.records());
    std::vector<std::string> wrong(layout.records());
    parallelFor(static_cast<Index>(layout.records()) - 1, [&](Index k) {
        const auto t = static_cast<std::size_t>(k) + 1;
        try {
            records[t] = {layout.names[t], stateAt(arrays, layout, t, &first), {}};
        } catch (const Error& e) {
            wrong[t] = e.what();
        }
    });
    for (const std::string& message : wrong)
        if (!message.empty())
            throw Error(message);
}

}  // namespace

State recordedState(const NpzArrays& arrays, const std::string& name)
{
    const Layout layout = layoutOf(arrays);
    std::vector<Record> records{{layout.names.front(), stateAt(arrays, layout, 0, nullptr), {}}};
    std::uint64_t bytes = layout.records() * bytesOf(*records.front().state);
    for (const auto& [key, array] : arrays)
        bytes += sizeof(double) * array.numbers.size();
    requireRecordsFit(layout.records(), bytes);
    addOthers(arrays, layout, records);
    State state = stateOf(recordingOf(std::move(records)), name);
    state.notes = layout.notes;
    return state;
}

}  // namespace gauge
