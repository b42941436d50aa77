#include "core/sweep/axis.h"

#include "core/pipeline/parameter_row.h"

#include <algorithm>
#include <cmath>
#include <fmt/ranges.h>
#include <numeric>
#include <optional>

namespace gauge {
namespace {

constexpr std::size_t kMostValues = 1'000'000;

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == at)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

void requireSweepable(const ParameterInfo& row)
{
    if (const std::string why = sweepRefusal(row); !why.empty())
        throw Error(why);
}

/// Refused in words where the row does not take the text.
void requireTaken(const ParameterInfo& row, const std::string& word)
{
    Parameters scratch;
    try {
        setParameter(scratch, row, word);
    } catch (const Error& e) {
        fail("--vary: {}", e.what());
    }
}

bool taken(const ParameterInfo& row, const std::string& word)
{
    Parameters scratch;
    try {
        setParameter(scratch, row, word);
    } catch (const Error&) {
        return false;
    }
    return true;
}

/// Words apart by commas, of which some have commas themselves (power=0.3,1.5): the shortest that the row takes.
std::vector<std::string> wordsIn(const ParameterInfo& row, const std::string& text)
{
    const std::vector<std::string> pieces = split(text, ',');
    std::vector<std::string> words;
    for (std::size_t i = 0; i < pieces.size();) {
        std::string word = pieces[i];
        std::size_t next = i + 1;
        while (!taken(row, word) && next < pieces.size())
            word += ',' + pieces[next++];
        if (!taken(row, word))
            requireTaken(row, pieces[i]);
        words.push_back(std::move(word));
        i = next;
    }
    return words;
}

double placed(double from, double to, std::size_t k, std::size_t count, bool logarithmic)
{
    if (k == 0)
        return from;
    if (k + 1 == count)
        return to;
    const double share = static_cast<double>(k) / static_cast<double>(count - 1);
    return logarithmic ? from * std::pow(to / from, share) : from + (to - from) * share;
}

/// The whole number that a value is but for rounding.
std::string wholeWord(const ParameterInfo& row, double value)
{
    const double whole = std::round(value);
    if (std::abs(value - whole) > 1e-9 * std::max(1.0, std::abs(value)))
        fail("--vary {}: expected values that are whole numbers, found {} among them", row.name, value);
    return fmt::format("{:.0f}", whole);
}

}  // namespace

std::string sweepRefusal(const ParameterInfo& row)
{
    if (std::string_view(row.name) == "threads")
        return "--vary threads: how many threads compute changes no number; expected another parameter";
    if ((row.commands & (kEvolve | kCondense | kEmbed | kExplore)) == 0)
        return fmt::format("--vary {}: nothing that a sweep measures reads it", row.name);
    return {};
}

std::vector<std::size_t> Axis::rising() const
{
    std::vector<std::size_t> order(size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!choices())
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

std::string Axis::text() const
{
    if (row->kind != ParameterInfo::Kind::Choice && row->kind != ParameterInfo::Kind::Flag && size() > 1 &&
        numberAxis(*row, values.front(), values.back(), size(), logarithmic).words == words)
        return fmt::format("{}={}:{}:{}{}", row->name, words.front(), words.back(), size(), logarithmic ? ":log" : "");
    return fmt::format("{}={}", row->name, fmt::join(words, ","));
}

Axis numberAxis(const ParameterInfo& row, double from, double to, std::size_t count, bool logarithmic)
{
    requireSweepable(row);
    if (row.kind != ParameterInfo::Kind::Real && row.kind != ParameterInfo::Kind::Whole)
        fail("--vary {}: expected words apart by commas ({}), found numbers", row.name, rangeText(row));
    if (!std::isfinite(from) || !std::isfinite(to))
        fail("--vary {}: expected finite ends, found {} and {}", row.name, from, to);
    if (count < 1 || count > kMostValues || (count == 1 && from != to))
        fail("--vary {}: expected a COUNT from 2 to {} (or 1 where both ends are one), found {}", row.name, kMostValues,
             count);
    if (logarithmic && (!(from > 0) || !(to > 0)))
        fail("--vary {}: expected ends above 0 for logarithmic steps, found {} and {}", row.name, from, to);
    Axis axis{&row, {}, {}, logarithmic};
    for (std::size_t k = 0; k < count; ++k) {
        const double value = placed(from, to, k, count, logarithmic);
        axis.words.push_back(row.kind == ParameterInfo::Kind::Whole ? wholeWord(row, value) : fmt::format("{}", value));
        requireTaken(row, axis.words.back());
        axis.values.push_back(row.kind == ParameterInfo::Kind::Whole ? std::round(value) : value);
    }
    return axis;
}

Axis listAxis(const ParameterInfo& row, std::vector<std::string> words)
{
    requireSweepable(row);
    if (words.empty())
        fail("--vary {}: expected values, found none", row.name);
    Axis axis{&row, std::move(words), {}, false};
    for (std::size_t k = 0; k < axis.size(); ++k) {
        requireTaken(row, axis.words[k]);
        Parameters scratch;
        setParameter(scratch, row, axis.words[k]);
        axis.values.push_back(axis.choices() ? static_cast<double>(k) : row.number(scratch));
    }
    return axis;
}

Axis axisFrom(const std::string& text)
{
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0 || equal + 1 == text.size())
        fail("--vary: expected NAME=FROM:TO:COUNT, NAME=FROM:TO:COUNT:log or NAME=word,word, found '{}'", text);
    const ParameterInfo* found = nullptr;
    for (const ParameterInfo& info : parameterTable())
        if (text.compare(0, equal, info.name) == 0)
            found = &info;
    if (found == nullptr)
        fail("--vary: expected the name of a parameter, as in `gaugescope-cli manual`, found '{}'", text.substr(0, equal));
    const ParameterInfo& row = *found;
    requireSweepable(row);
    const std::string range = text.substr(equal + 1);
    const std::vector<std::string> parts = split(range, ':');
    const bool numbers = row.kind == ParameterInfo::Kind::Real || row.kind == ParameterInfo::Kind::Whole;
    if (!numbers || parts.size() == 1)
        return listAxis(row, wordsIn(row, range));
    const auto from = numberIn<double>(parts[0]);
    const auto to = parts.size() > 1 ? numberIn<double>(parts[1]) : std::nullopt;
    const auto count = parts.size() > 2 ? numberIn<std::size_t>(parts[2]) : std::nullopt;
    if (!from || !to || !count || parts.size() > 4 || (parts.size() == 4 && parts[3] != "log"))
        fail("--vary {}: expected FROM:TO:COUNT, with :log behind it for logarithmic steps, found '{}'", row.name, range);
    return numberAxis(row, *from, *to, *count, parts.size() == 4);
}

void setAt(Parameters& parameters, const Axis& axis, std::size_t place)
{
    setParameter(parameters, *axis.row, axis.words[place]);
}

}  // namespace gauge
