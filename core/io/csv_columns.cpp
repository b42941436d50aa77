#include "core/io/csv_columns.h"

#include "core/error.h"
#include "core/io/ascii.h"
#include "core/io/text_table.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace gauge {
namespace {

constexpr Index kLargestNumber = 1000000;

/// A name in its parts: sigma_0_1 is "sigma" and 0, 1.
struct ColumnName {
    std::string stem;
    std::vector<Index> numbers;
    bool exact = true;  // written as we write it, but for the case and zeros
};

std::optional<Index> numberOf(const std::string& digits)
{
    Index value = 0;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (status != std::errc() || end != digits.data() + digits.size() || value > kLargestNumber)
        return std::nullopt;
    return value;
}

/// Letters, then numbers with anything else between: only one _ before each is exact. Names with letters after a digit have no parts.
ColumnName partsOf(const std::string& written)
{
    ColumnName name;
    std::string text;
    for (const char c : written)
        text += inLowerCase(c);
    std::size_t at = 0;
    while (at < text.size() && (isLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80))
        name.stem += text[at++];
    while (at < text.size()) {
        std::string between;
        std::string digits;
        while (at < text.size() && !isDigit(text[at]))
            between += text[at++];
        while (at < text.size() && isDigit(text[at]))
            digits += text[at++];
        const auto number = numberOf(digits);
        const bool letters = std::any_of(between.begin(), between.end(), isLetter);
        if (letters || (!digits.empty() && !number))
            return {text, {}, true};
        name.exact = name.exact && between == "_" && number;
        if (number)
            name.numbers.push_back(*number);
    }
    return name.numbers.empty() ? ColumnName{text, {}, true} : name;
}

/// What of ours a stem stands for, if somebody else's.
const std::map<std::string, std::string> kMeant{
    {"mu", "mu"},     {"mean", "mu"},        {"means", "mu"},  {"μ", "mu"},    {"sigma", "sigma"},
    {"var", "sigma"}, {"variance", "sigma"}, {"cov", "sigma"}, {"σ", "sigma"}, {"std", "sigma"},
    {"sd", "sigma"},  {"stddev", "sigma"},   {"phi", "phi"},   {"φ", "phi"},   {"frame", "phi"}};

using Places = std::map<std::vector<Index>, std::size_t>;

std::string nameOf(const std::string& stem, const std::vector<Index>& numbers)
{
    std::string name = stem;
    for (const Index n : numbers)
        name += fmt::format("_{}", n);
    return name;
}

bool isOurs(const ColumnName& name)
{
    if (name.numbers.empty())
        return name.stem == "category" || name.stem == "token" || name.stem == "token_id";
    const bool one = name.numbers.size() == 1 && (name.stem == "mu" || name.stem == "phi");
    return name.exact && (one || (name.stem == "sigma" && name.numbers.size() <= 2));
}

/// All columns by stem and numbers; twice the same is refused.
class Found {
public:
    Found(const std::vector<std::string>& header, std::size_t line)
        : header_(header), line_(line), used_(header.size(), false)
    {
        for (std::size_t k = 0; k < header.size(); ++k) {
            names_.push_back(partsOf(header[k]));
            const ColumnName& name = names_.back();
            if (!isOurs(name))
                continue;
            used_[k] = true;
            const auto [other, isNew] = places_[name.stem].emplace(name.numbers, k);
            if (!isNew)
                fail("line {}: expected each column once, found {} twice ('{}' and '{}')", line,
                     nameOf(name.stem, name.numbers), excerpt(header[other->second]), excerpt(header[k]));
        }
    }

    std::size_t one(const char* stem) const
    {
        const auto places = places_.find(stem);
        return places == places_.end() ? BeliefColumns::npos : places->second.begin()->second;
    }

    /// Columns of so many numbers each.
    Places of(const char* stem, std::size_t numbers) const
    {
        Places out;
        if (const auto places = places_.find(stem); places != places_.end())
            for (const auto& [index, column] : places->second)
                if (index.size() == numbers)
                    out.emplace(index, column);
        return out;
    }

    /// NAME_0, NAME_1, … without a gap.
    std::vector<std::size_t> numbered(const char* stem) const
    {
        std::vector<std::size_t> columns;
        for (const auto& [index, column] : of(stem, 1)) {
            const auto expected = static_cast<Index>(columns.size());
            if (index[0] != expected && expected == 0)
                fail("line {}: expected columns {}_… counted from 0, found '{}' first and no {}_0", line_, stem,
                     excerpt(header_[column]), stem);
            if (index[0] != expected)
                fail("line {}: expected {}_{} after {}_{}, found '{}'", line_, stem, expected, stem, expected - 1,
                     excerpt(header_[column]));
            columns.push_back(column);
        }
        return columns;
    }

    /// Names that nearly are ours, where what was meant is not there.
    void refuseNearMisses() const
    {
        for (std::size_t k = 0; k < header_.size(); ++k) {
            const ColumnName& name = names_[k];
            const auto meant = kMeant.find(name.stem);
            if (used_[k] || name.numbers.empty() || meant == kMeant.end() ||
                name.numbers.size() > (meant->second == "sigma" ? 2 : 1))
                continue;
            const std::string ours = nameOf(meant->second, name.numbers);
            const auto places = places_.find(meant->second);
            if (places != places_.end() && (places->second.contains(name.numbers) || meant->first != meant->second))
                continue;  // the meant ones are there: another column
            if (name.stem == "std" || name.stem == "sd" || name.stem == "stddev")
                fail("line {}: expected variances in columns sigma_0, …, found standard deviations in '{}'", line_,
                     excerpt(header_[k]));
            fail("line {}: expected {}, found '{}': is {} meant?", line_, ours, excerpt(header_[k]), ours);
        }
    }

    std::vector<std::string> unused() const
    {
        std::vector<std::string> names;
        for (std::size_t k = 0; k < header_.size(); ++k)
            if (!used_[k])
                names.push_back(header_[k]);
        return names;
    }

private:
    const std::vector<std::string>& header_;
    std::size_t line_;
    std::vector<bool> used_;
    std::vector<ColumnName> names_;
    std::map<std::string, Places> places_;
};

/// All K×K, each pair at least one way around.
std::vector<std::size_t> covariances(const Found& found, Index k, std::size_t line)
{
    const Places places = found.of("sigma", 2);
    if (places.empty())
        return {};
    if (!found.of("sigma", 1).empty())
        fail("line {}: expected variances (sigma_0, …) or covariances (sigma_0_0, sigma_0_1, …), found both", line);
    std::vector<std::size_t> columns;
    for (Index r = 0; r < k; ++r) {
        for (Index c = 0; c < k; ++c) {
            const auto there = places.find({r, c});
            const auto other = places.find({c, r});
            if (there == places.end() && other == places.end())
                fail("line {}: expected covariances of all pairs of the {} columns mu_…, found no sigma_{}_{}", line, k, r,
                     c);
            columns.push_back(there == places.end() ? other->second : there->second);
        }
    }
    for (const auto& [index, column] : places)
        if (index[0] >= k || index[1] >= k)
            fail("line {}: expected covariances of the {} columns mu_…, found sigma_{}_{}", line, k, index[0], index[1]);
    return columns;
}

}  // namespace

BeliefColumns beliefColumns(const std::vector<std::string>& header, std::size_t line)
{
    const Found found(header, line);
    found.refuseNearMisses();
    BeliefColumns c;
    c.mu = found.numbered("mu");
    c.sigma = found.numbered("sigma");
    c.phi = found.numbered("phi");
    c.sigmaFull = covariances(found, static_cast<Index>(c.mu.size()), line);
    c.category = found.one("category");
    c.token = found.one("token");
    c.tokenId = found.one("token_id");
    c.unused = found.unused();
    if (!c.sigma.empty() && !c.mu.empty() && c.sigma.size() != c.mu.size())
        fail("line {}: expected as many columns sigma_… as mu_… ({}), found {}", line, c.mu.size(), c.sigma.size());
    return c;
}

}  // namespace gauge
