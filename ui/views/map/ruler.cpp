#include "ui/views/map/ruler.h"

#include "ui/painter/axes.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"
#include "ui/views/map/rows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace gauge::ui::map {
namespace {

using Kind = ParameterInfo::Kind;

/// Ends and places of numbers, each scaled.
void placeNumbers(Ruler& ruler, const std::vector<double>& at)
{
    const std::size_t n = at.size();
    std::vector<double> edge(n + 1);
    for (std::size_t k = 1; k < n; ++k)
        edge[k] = (at[k - 1] + at[k]) / 2;
    const double alone = 0.5 * std::max(1e-6, ruler.axis->logarithmic ? 0.2 : 0.2 * std::abs(at[0]));
    edge[0] = n > 1 ? at[0] - (edge[1] - at[0]) : at[0] - alone;
    edge[n] = n > 1 ? at[n - 1] + (at[n - 1] - edge[n - 1]) : at[0] + alone;
    ruler.low = edge[0];
    ruler.high = edge[n] > edge[0] ? edge[n] : edge[0] + 1;
    const auto share = [&](double v) { return (v - ruler.low) / (ruler.high - ruler.low); };
    std::transform(at.begin(), at.end(), std::back_inserter(ruler.centre), share);
    std::transform(edge.begin(), edge.end(), std::back_inserter(ruler.edge), share);
}

void placeWords(Ruler& ruler)
{
    const auto n = static_cast<double>(ruler.size());
    for (std::size_t k = 0; k <= ruler.size(); ++k)
        ruler.edge.push_back(static_cast<double>(k) / n);
    for (std::size_t k = 0; k < ruler.size(); ++k)
        ruler.centre.push_back((static_cast<double>(k) + 0.5) / n);
    ruler.high = n;
}

bool isWhole(const Ruler& ruler)
{
    return ruler.axis->row->kind == Kind::Whole;
}

}  // namespace

Ruler rulerOf(const Axis& axis)
{
    Ruler ruler;
    ruler.axis = &axis;
    ruler.order = axis.rising();
    ruler.words = axis.choices() || axis.row->kind == Kind::Flag;
    if (ruler.words) {
        placeWords(ruler);
        return ruler;
    }
    std::vector<double> at;
    for (const std::size_t place : ruler.order)
        at.push_back(axis.logarithmic ? std::log(axis.values[place]) : axis.values[place]);
    placeNumbers(ruler, at);
    return ruler;
}

std::size_t Ruler::placeAt(double share) const
{
    const auto after = std::upper_bound(edge.begin() + 1, edge.end() - 1, share);
    return static_cast<std::size_t>(after - edge.begin()) - 1;
}

double Ruler::share(double value) const
{
    const double scaled = axis->logarithmic ? std::log(value) : value;
    return (scaled - low) / (high - low);
}

double Ruler::value(double share) const
{
    const double scaled = low + share * (high - low);
    return axis->logarithmic ? std::exp(scaled) : scaled;
}

bool Ruler::even() const
{
    const double width = 1.0 / static_cast<double>(size());
    for (std::size_t k = 0; k < size(); ++k)
        if (std::abs(edge[k + 1] - edge[k] - width) > 1e-6 * width)
            return false;
    return true;
}

std::optional<std::size_t> Ruler::placeOf(const std::string& word) const
{
    for (std::size_t k = 0; k < size(); ++k)
        if (this->word(k) == word)
            return k;
    return std::nullopt;
}

std::optional<double> shareOf(const Ruler& ruler, const Parameters& parameters)
{
    if (ruler.words) {
        const auto place = ruler.placeOf(parameterText(parameters, *ruler.axis->row));
        return place ? std::optional(ruler.centre[*place]) : std::nullopt;
    }
    const double value = ruler.axis->row->number(parameters);
    if (ruler.axis->logarithmic && !(value > 0))
        return -1;  // below every logarithm
    return ruler.share(value);
}

std::vector<std::pair<double, QString>> marksOf(const Ruler& ruler, int count)
{
    std::vector<std::pair<double, QString>> marks;
    if (ruler.words) {
        for (std::size_t k = 0; k < ruler.size(); ++k) {
            const std::string& word = ruler.word(k);
            const bool flag = ruler.axis->row->kind == Kind::Flag;
            marks.emplace_back(ruler.centre[k], flag ? words(word == "true" ? "on" : "off") : QString::fromStdString(word));
        }
        return marks;
    }
    const double low = ruler.value(0);
    const double high = ruler.value(1);
    const bool wide = ruler.axis->logarithmic && high / low > 1.5;
    for (const double v : wide ? logTicks(low, high) : ticks(low, high, count))
        if (v >= low && v <= high && (!isWhole(ruler) || v == std::round(v)))
            marks.emplace_back(ruler.share(v), tickText(v));
    return marks;
}

std::vector<double> minorMarksOf(const Ruler& ruler)
{
    std::vector<double> shares;
    if (ruler.words || !ruler.axis->logarithmic || !(ruler.value(1) / ruler.value(0) > 10))
        return shares;
    const double high = ruler.value(1);
    for (double power = std::pow(10, std::floor(std::log10(ruler.value(0)))); power < high; power *= 10)
        for (int k = 2; k < 10; ++k)
            if (const double share = ruler.share(k * power); share > 0 && share < 1)
                shares.push_back(share);
    return shares;
}

std::string textAt(const Ruler& ruler, double share)
{
    if (ruler.words)
        return ruler.word(ruler.placeAt(share));
    const double value =
        std::clamp(ruler.value(share), ruler.axis->values[ruler.order.front()], ruler.axis->values[ruler.order.back()]);
    if (isWhole(ruler))
        return fmt::format("{:.0f}", std::round(value));
    if (ruler.axis->logarithmic)
        return fmt::format("{:.3g}", value);
    const double step = std::pow(10, std::floor(std::log10((ruler.high - ruler.low) / 500)));
    return fmt::format("{:.6g}", std::round(value / step) * step);
}

QString valueText(const ParameterInfo& row, const std::string& text)
{
    if (row.kind == Kind::Choice)
        return words("%1 %2").arg(words(row.label), QString::fromStdString(text));
    if (row.kind == Kind::Flag)
        return words("%1 %2").arg(words(row.label), words(text == "true" ? "on" : "off"));
    return words("%1 = %2").arg(rowSymbol(row), shortNumber(QString::fromStdString(text).toDouble()));
}

QString placeText(const Ruler& ruler, std::size_t k)
{
    return valueText(*ruler.axis->row, ruler.word(k));
}

}  // namespace gauge::ui::map
