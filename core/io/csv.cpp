#include "core/io/csv.h"

#include "core/algebra/group_name.h"
#include "core/error.h"
#include "core/io/csv_columns.h"
#include "core/io/file.h"
#include "core/io/text_table.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unordered_map>

namespace gauge {
namespace {

constexpr std::uint64_t kLongFile = 8U << 20;  // bytes from which on progress is told

/// What a table holds, column by column.
struct Table {
    std::string path;
    BeliefColumns columns;
    std::string group;  // said before the header; empty: not said
    Index rows = 0;
    std::vector<double> mu, sigma, phi;  // row after row
    std::vector<std::string> labels, ids, categories;
};

/// The group that a comment names.
std::string groupIn(const std::vector<std::string>& comments)
{
    std::string group;
    for (const std::string& comment : comments) {
        if (const auto at = comment.find("irreps:"); at != std::string::npos)
            group = "so3:" + trimmed(comment.substr(at + 7));
        else if (const auto named = comment.find("group:"); named != std::string::npos)
            group = trimmed(comment.substr(named + 6));
    }
    return group;
}

void requireMemory(const Table& t)
{
    const std::uint64_t needed = 8 * static_cast<std::uint64_t>(t.mu.size() + t.sigma.size() + t.phi.size()) +
                                 64 * static_cast<std::uint64_t>(t.labels.size() + t.ids.size() + t.categories.size());
    if (needed > memoryLimit())
        fail("expected a table within the memory limit of {} bytes, found more rows than that ({} so far)", memoryLimit(),
             t.rows);
}

void addRow(Table& t, const TextTable& text, TableNumbers& numbers)
{
    const std::vector<std::string>& row = text.row();
    const auto add = [&](const std::vector<std::size_t>& columns, std::vector<double>& values) {
        for (const std::size_t k : columns)
            values.push_back(numbers.read(row[k], text.line(), text.header()[k]));
    };
    add(t.columns.mu, t.mu);
    add(t.columns.sigma, t.sigma);
    add(t.columns.sigmaFull, t.sigma);
    add(t.columns.phi, t.phi);
    if (t.columns.label() != BeliefColumns::npos)
        t.labels.push_back(row[t.columns.label()]);
    if (t.columns.tokenId != BeliefColumns::npos)
        t.ids.push_back(trimmed(row[t.columns.tokenId]));
    if (t.columns.category != BeliefColumns::npos)
        t.categories.push_back(row[t.columns.category]);
    ++t.rows;
}

/// Reads a table of `bytes` bytes, from `from` to `to` of all that is to be read.
Table readTable(std::istream& in, const std::string& path, std::uint64_t bytes, const RunControl& control)
{
    constexpr Index rowsAtOnce = 256;
    return underLabel(path, [&] {
        TextTable text(in, {"mu_0", "phi_0"});
        Table t;
        t.path = path;
        t.columns = beliefColumns(text.header(), text.headerLine());
        t.group = groupIn(text.comments());
        if (t.columns.mu.empty() && t.columns.phi.empty())
            fail("line {}: expected the columns mu_0, mu_1, …, found no mu_0{}", text.headerLine(),
                 text.header().size() == 1
                     ? fmt::format(" but one column '{}' (are columns parted by commas, semicolons or tabs?)",
                                   excerpt(text.header()[0]))
                     : "");
        TableNumbers numbers(text.separator());
        while (text.next()) {
            addRow(t, text, numbers);
            if (t.rows % rowsAtOnce != 0)
                continue;
            control.check();
            requireMemory(t);
            if (bytes > kLongFile)
                control.report(std::min(0.999, static_cast<double>(text.bytesRead()) / static_cast<double>(bytes)));
        }
        if (bytes > kLongFile)
            control.report(1);
        if (t.rows == 0)
            fail("expected a line for each token below the header, found none");
        requireMemory(t);
        return t;
    });
}

Table readTableFile(const std::string& path, const char* what, const RunControl& control)
{
    requireRegular(path, what);
    std::ifstream in(path, std::ios::binary);
    if (!in)
        fail("{}: cannot be read", path);
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path, unknown);
    return readTable(in, path, unknown ? 0 : size, control);
}

/// Rows by their token_id; a doubled one is refused.
std::unordered_map<std::string, Index> rowsById(const Table& t)
{
    std::unordered_map<std::string, Index> rows;
    for (std::size_t i = 0; i < t.ids.size(); ++i)
        if (!rows.emplace(t.ids[i], static_cast<Index>(i)).second)
            fail("{}: expected each token_id once, found '{}' twice", t.path, excerpt(t.ids[i]));
    return rows;
}

/// Gives the means the frames: by token_id where both have it, otherwise by order.
void joinFrames(Table& means, Table frames, std::vector<std::string>& notes)
{
    if (!means.columns.phi.empty())
        fail("--frames: expected a table of means alone, found columns phi_… in {}", means.path);
    if (frames.columns.phi.empty())
        fail("{}: expected columns phi_0, phi_1, … with frames, found none", frames.path);
    if (frames.rows != means.rows)
        fail("{}: expected {} rows as {} has, found {}", frames.path, means.rows, means.path, frames.rows);
    const std::size_t g = frames.columns.phi.size();
    means.columns.phi = frames.columns.phi;
    if (means.ids.empty() || frames.ids.empty()) {
        if (means.ids.empty() != frames.ids.empty())
            notes.push_back(fmt::format("{}: no token_id in {}: rows are matched by order", frames.path,
                                        means.ids.empty() ? means.path : frames.path));
        means.phi = std::move(frames.phi);
    } else {
        const auto rows = rowsById(frames);
        rowsById(means);
        means.phi.reserve(frames.phi.size());
        for (const std::string& id : means.ids) {
            const auto row = rows.find(id);
            if (row == rows.end())
                fail("{}: expected a row for each token_id of {}, found none for '{}'", frames.path, means.path,
                     excerpt(id));
            const auto from = frames.phi.begin() + row->second * static_cast<std::ptrdiff_t>(g);
            means.phi.insert(means.phi.end(), from, from + static_cast<std::ptrdiff_t>(g));
        }
    }
    if (means.group.empty())
        means.group = frames.group;
    else if (!frames.group.empty() && !(parseGroup(frames.group) == parseGroup(means.group)))
        fail("{}: expected the group {} as {} says, found {}", frames.path, means.group, means.path, frames.group);
}

/// The group that phi turns by: said beside the file, in it, or SO(3) on one irrep.
GroupName groupOf(const Table& t, const std::string& said)
{
    const auto k = static_cast<Index>(t.columns.mu.size());
    const auto g = static_cast<Index>(t.columns.phi.size());
    if (said.empty() && t.group.empty()) {
        if (g != 3)
            fail("phi: expected the three columns phi_0, phi_1, phi_2 of SO(3), or a group (--group 'gl(10)*6', or a first "
                 "line '# group: gl(10)*6'), "
                 "found {}",
                 g);
        if (k % 2 == 0)
            fail("phi: expected an odd number of columns mu_… (one irrep) or a first line '# irreps: 1+3+…', found K = {}",
                 k);
        return parseGroup(fmt::format("so3:{}", k));
    }
    const GroupName group = parseGroup(said.empty() ? t.group : said);
    if (!said.empty() && !t.group.empty() && !(parseGroup(t.group) == group))
        fail("--group: expected the group {} as the file says, found {}", t.group, said);
    if (group.dim() != k)
        fail("group: expected dimensions that sum to the {} columns mu_…, found {}", k, group.dim());
    if (group.coordinates != g)
        fail("group: expected {} columns phi_…, found {}", group.coordinates, g);
    return group;
}

void addFrames(Table& t, const std::string& said, NpzArrays& arrays)
{
    const GroupName group = groupOf(t, said);
    const auto k = static_cast<std::uint64_t>(group.dim());
    const auto g = static_cast<std::uint64_t>(group.coordinates);
    if (g > memoryLimit() / 8 / k / k)
        fail("group: expected generators within the memory limit of {} bytes, found {} of {}×{}", memoryLimit(), g, k, k);
    std::vector<double> flat;
    flat.reserve(g * k * k);
    for (const RowMatrixd m : generatorsOf(group))
        flat.insert(flat.end(), m.data(), m.data() + m.size());
    arrays["phi"] = numbersArray({t.rows, group.coordinates}, std::move(t.phi));
    arrays["generators"] = numbersArray({group.coordinates, group.dim(), group.dim()}, std::move(flat));
    if (group.heads.size() > 1) {
        arrays["heads"] = numbersArray({static_cast<Index>(group.heads.size())}, {group.heads.begin(), group.heads.end()});
        arrays["heads"].kind = 'i';
    }
}

void addCovariances(Table& t, const std::optional<double>& said, BeliefFile& out)
{
    const auto k = static_cast<Index>(t.columns.mu.size());
    if (said && t.columns.hasSigma())
        fail("--sigma: expected a table without covariances, found columns sigma_… in it");
    if (!t.columns.hasSigma()) {
        if (!said)
            out.notes.push_back(t.path + ": no columns sigma_…: every variance is taken to be 1 (--sigma V: to be V)");
        out.arrays["sigma"] = numbersArray({t.rows, k}, std::vector<double>(t.mu.size(), said.value_or(1)));
        return;
    }
    out.arrays["sigma"] = numbersArray(
        t.columns.sigma.empty() ? std::vector<Index>{t.rows, k, k} : std::vector<Index>{t.rows, k}, std::move(t.sigma));
}

/// One line for all columns that mean nothing here.
void noteUnused(const Table& t, std::vector<std::string>& notes)
{
    if (!t.columns.unused.empty())
        notes.push_back(fmt::format("{}: columns not used: {}", t.path, listed(t.columns.unused)));
}

/// What a table of frames says that is the means' to say.
void noteMeansOf(const Table& frames, const Table& means, std::vector<std::string>& notes)
{
    std::vector<std::string> names;
    if (!frames.columns.mu.empty())
        names.emplace_back("mu_…");
    if (frames.columns.hasSigma())
        names.emplace_back("sigma_…");
    if (frames.columns.token != BeliefColumns::npos)
        names.emplace_back("token");
    if (frames.columns.category != BeliefColumns::npos)
        names.emplace_back("category");
    if (!names.empty())
        notes.push_back(fmt::format("{}: columns not used, those of {} count: {}", frames.path, means.path, listed(names)));
}

void requireVariance(const std::optional<double>& sigma)
{
    if (sigma && (!std::isfinite(*sigma) || *sigma <= 0))
        fail("--sigma: expected a variance above 0, found {}", *sigma);
}

BeliefFile beliefsOf(Table means, const Reading& reading)
{
    BeliefFile out;
    const std::string path = means.path;
    if (means.columns.mu.empty())
        fail("{}: expected the columns mu_0, mu_1, …, found no mu_0: a table of frames goes with --frames, beside one of "
             "means",
             path);
    noteUnused(means, out.notes);
    if (means.columns.token != BeliefColumns::npos && means.columns.tokenId != BeliefColumns::npos &&
        reading.frames.empty())
        out.notes.push_back(path + ": columns not used: token_id (labels are those of token)");
    requireVariance(reading.sigma);
    if (!reading.frames.empty()) {
        Table frames = readTableFile(reading.frames, "a table of frames", reading.control);
        noteUnused(frames, out.notes);
        noteMeansOf(frames, means, out.notes);
        joinFrames(means, std::move(frames), out.notes);
    }
    underLabel(path, [&] {
        if (means.columns.phi.empty() && !reading.group.empty())
            fail("--group: expected columns phi_… that turn by it, found none");
        if (means.columns.phi.empty() && !means.group.empty())
            out.notes.push_back(path + ": the group " + means.group + " is not used: there are no columns phi_…");
        addCovariances(means, reading.sigma, out);
        if (!means.columns.phi.empty())
            addFrames(means, reading.group, out.arrays);
    });
    out.arrays["mu"] = numbersArray({means.rows, static_cast<Index>(means.columns.mu.size())}, std::move(means.mu));
    if (!means.labels.empty())
        out.arrays["tokens"] = textArray(std::move(means.labels));
    if (!means.categories.empty())
        out.arrays["category"] = textArray(std::move(means.categories));
    return out;
}

}  // namespace

BeliefFile readCsvFile(const std::string& path, const Reading& reading)
{
    return beliefsOf(readTableFile(path, "a belief file", reading.control), reading);
}

BeliefFile readCsvText(const std::string& text, const std::string& label, const Reading& reading)
{
    std::istringstream in(text);
    return beliefsOf(readTable(in, label, text.size(), reading.control), reading);
}

NpzArrays readCsv(const std::string& text, const std::string& label, std::vector<std::string>* ignored)
{
    std::istringstream in(text);
    Table means = readTable(in, label, text.size(), {});
    if (ignored)
        *ignored = means.columns.unused;
    return beliefsOf(std::move(means), {}).arrays;
}

}  // namespace gauge
