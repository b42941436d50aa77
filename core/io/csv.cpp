#include "core/io/csv.h"

#include "core/algebra/generators.h"
#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gauge {
namespace {

constexpr std::size_t kMostColumns = 100000;

/// Fields of one line from `at` on, which is left behind the line's end; a quoted field may hold commas, line ends and doubled quotes.
std::vector<std::string> nextRow(const std::string& text, std::size_t& at, std::size_t line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"')
                fields.back() += c;
            else if (at + 1 < text.size() && text[at + 1] == '"')
                fields.back() += text[++at];
            else
                quoted = false;
        } else if (c == '"' && fields.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            if (fields.size() >= kMostColumns)
                fail("line {}: expected at most {} columns, found more", line, kMostColumns);
            fields.emplace_back();
        } else if (c == '\n') {
            ++at;
            break;
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    if (quoted)
        fail("line {}: expected a closing quote, found the end of the file", line);
    return fields;
}

double numberIn(const std::string& field, std::size_t line, const std::string& column)
{
    const auto from = field.find_first_not_of(" \t");
    const auto to = field.find_last_not_of(" \t");
    const std::string trimmed = from == std::string::npos ? "" : field.substr(from, to - from + 1);
    double value = 0;
    const auto [end, status] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    if (status != std::errc() || end != trimmed.data() + trimmed.size() || !std::isfinite(value))
        fail("line {}, column {}: expected a finite number, found '{}'", line, column, field);
    return value;
}

/// Where the columns NAME_0, NAME_1, … stand, in that order.
std::vector<std::size_t> numbered(const std::vector<std::string>& header, const std::string& name)
{
    std::vector<std::size_t> columns;
    for (;;) {
        const auto found = std::find(header.begin(), header.end(), fmt::format("{}_{}", name, columns.size()));
        if (found == header.end())
            return columns;
        columns.push_back(static_cast<std::size_t>(found - header.begin()));
    }
}

std::size_t columnOf(const std::vector<std::string>& header, const char* name)
{
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
}

/// Spins from "1+3+5".
std::vector<int> spinsOf(const std::string& text, Index k)
{
    std::vector<int> spins;
    Index sum = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('+', at), text.size());
        const double d = numberIn(text.substr(at, end - at), 1, "irreps");
        if (d != std::floor(d) || d < 1 || d > 1023 || static_cast<int>(d) % 2 == 0)
            fail("irreps: expected odd dimensions such as 1+3+5, found '{}'", text);
        spins.push_back((static_cast<int>(d) - 1) / 2);
        sum += static_cast<Index>(d);
        at = end + 1;
    }
    if (sum != k)
        fail("irreps: expected dimensions that sum to the {} columns mu_…, found {}", k, sum);
    return spins;
}

void addFrames(NpzArrays& arrays, std::vector<double> phi, Index n, Index g, Index k, const std::string& irreps)
{
    if (g != 3)
        fail("phi: expected the three columns phi_0, phi_1, phi_2 of SO(3), found {}", g);
    if (irreps.empty() && k % 2 == 0)
        fail("phi: expected an odd number of columns mu_… (one irrep) or a first line '# irreps: 1+3+…', found K = {}", k);
    const std::vector<int> spins = spinsOf(irreps.empty() ? std::to_string(k) : irreps, k);
    const Generators generators = so3Irreps(spins);
    std::vector<double> flat;
    for (const Matrixd& t : generators)
        for (Index r = 0; r < k; ++r)
            for (Index c = 0; c < k; ++c)
                flat.push_back(t(r, c));
    arrays["phi"] = numbersArray({n, 3}, std::move(phi));
    arrays["generators"] = numbersArray({3, k, k}, std::move(flat));
    if (spins.size() > 1) {
        std::vector<double> heads;
        for (const int spin : spins)
            heads.push_back(2 * spin + 1);
        arrays["heads"] = numbersArray({static_cast<Index>(heads.size())}, heads);
        arrays["heads"].kind = 'i';
    }
}

struct Columns {
    std::vector<std::size_t> mu, sigma, phi;
    std::size_t category, label;
};

Columns columnsOf(const std::vector<std::string>& header, std::vector<std::string>* ignored)
{
    Columns c{numbered(header, "mu"), numbered(header, "sigma"), numbered(header, "phi"), columnOf(header, "category"),
              columnOf(header, "token")};
    if (c.label == header.size())
        c.label = columnOf(header, "token_id");
    if (c.mu.empty())
        fail("line 1: expected the columns mu_0, mu_1, …, found no mu_0");
    if (!c.sigma.empty() && c.sigma.size() != c.mu.size())
        fail("line 1: expected as many columns sigma_… as mu_… ({}), found {}", c.mu.size(), c.sigma.size());
    std::vector<bool> used(header.size() + 1, false);
    for (const auto* columns : {&c.mu, &c.sigma, &c.phi})
        for (const std::size_t k : *columns)
            used[k] = true;
    used[c.category] = used[c.label] = true;
    for (std::size_t k = 0; ignored && k < header.size(); ++k)
        if (!used[k])
            ignored->push_back(header[k]);
    return c;
}

NpzArrays parse(const std::string& text, std::vector<std::string>* ignored)
{
    std::size_t at = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    std::size_t line = 1;
    std::string irreps;
    while (at < text.size() && text[at] == '#') {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string comment = text.substr(at + 1, end - at - 1);
        if (const auto key = comment.find("irreps:"); key != std::string::npos)
            irreps = comment.substr(key + 7, comment.find_last_not_of(" \r\t") - key - 6);
        at = std::min(end + 1, text.size());
        ++line;
    }
    const std::vector<std::string> header = nextRow(text, at, line);
    const Columns c = columnsOf(header, ignored);
    std::vector<double> mu, sigma, phi;
    std::vector<std::string> labels, categories;
    Index n = 0;
    while (at < text.size()) {
        ++line;
        const std::vector<std::string> row = nextRow(text, at, line);
        if (row.size() == 1 && row[0].empty())
            continue;
        if (row.size() != header.size())
            fail("line {}: expected {} fields as in the header, found {}", line, header.size(), row.size());
        for (const auto& [columns, values] : {std::pair(&c.mu, &mu), std::pair(&c.sigma, &sigma), std::pair(&c.phi, &phi)})
            for (const std::size_t k : *columns)
                values->push_back(numberIn(row[k], line, header[k]));
        if (c.label < header.size())
            labels.push_back(row[c.label]);
        if (c.category < header.size())
            categories.push_back(row[c.category]);
        ++n;
    }
    if (n == 0)
        fail("expected a line for each token below the header, found none");
    const auto k = static_cast<Index>(c.mu.size());
    NpzArrays arrays;
    arrays["mu"] = numbersArray({n, k}, std::move(mu));
    arrays["sigma"] =
        numbersArray({n, k}, sigma.empty() ? std::vector<double>(static_cast<std::size_t>(n * k), 1.0) : std::move(sigma));
    if (!c.phi.empty())
        addFrames(arrays, std::move(phi), n, static_cast<Index>(c.phi.size()), k, irreps);
    if (!labels.empty())
        arrays["tokens"] = textArray(std::move(labels));
    if (!categories.empty())
        arrays["category"] = textArray(std::move(categories));
    return arrays;
}

}  // namespace

NpzArrays readCsv(const std::string& text, const std::string& label, std::vector<std::string>* ignored)
{
    try {
        return parse(text, ignored);
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

}  // namespace gauge
