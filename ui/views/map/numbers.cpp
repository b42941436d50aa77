#include "ui/views/map/numbers.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge::ui::map {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t placeOfMeasure(const std::vector<Measure>& all, Measure measure)
{
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), measure) - all.begin());
}

/// Numbers that differ by rounding alone have a range too.
Range widened(double low, double high)
{
    if (!(low <= high))
        return {0, 1};
    const double size = std::max({1e-9, std::abs(low), std::abs(high)});
    return high - low > 1e-9 * size ? Range{low, high} : Range{low - 0.5 * size, high + 0.5 * size};
}

}  // namespace

bool measures(const SweepMap& map, Measure measure)
{
    return placeOfMeasure(map.plan.measures, measure) < map.plan.measures.size();
}

CellValue cellValue(const SweepMap& map, Measure measure, std::size_t first, std::size_t second, std::size_t direction)
{
    const std::size_t seeds = map.plan.seedCount();
    const std::size_t cell = cellNumber(map.plan, {first, second, direction, 0});
    CellValue value;
    value.known = std::all_of(map.known.begin() + static_cast<std::ptrdiff_t>(cell),
                              map.known.begin() + static_cast<std::ptrdiff_t>(cell + seeds), [](char k) { return k != 0; });
    if (measure == Measure::Susceptibility) {
        value.mean = map.susceptibility[cell / seeds];
        value.numbers = std::isnan(value.mean) ? 0 : 1;
        return value;
    }
    const double* numbers = map.table.values[placeOfMeasure(map.plan.measures, measure)].data() + cell;
    double sum = 0;
    for (std::size_t s = 0; s < seeds; ++s) {
        if (std::isnan(numbers[s]))
            continue;
        sum += numbers[s];
        ++value.numbers;
    }
    value.mean = value.numbers > 0 ? sum / value.numbers : kNone;
    double square = value.numbers > 0 ? 0 : kNone;
    for (std::size_t s = 0; s < seeds; ++s)
        if (!std::isnan(numbers[s]))
            square += (numbers[s] - value.mean) * (numbers[s] - value.mean);
    value.spread = value.numbers > 1 ? std::sqrt(square / (value.numbers - 1)) : square;
    return value;
}

CellValue View::cell(std::size_t i, std::size_t j, std::size_t of) const
{
    return cellValue(*map, measure, x.order[i], plane() ? y.order[j] : 0, of);
}

double View::colour(std::size_t i, std::size_t j) const
{
    if (difference)
        return cell(i, j, 0).mean - cell(i, j, 1).mean;
    const CellValue value = cell(i, j, direction);
    return spread ? value.spread : value.mean;
}

bool View::known(std::size_t i, std::size_t j) const
{
    return cell(i, j, direction).known && (!difference || cell(i, j, 1).known);
}

View viewOf(const Scene& scene)
{
    const Options& o = optionsOf(scene);
    View view;
    view.map = scene.map.map;
    view.measure = allMeasures()[static_cast<std::size_t>(o.measure)];
    const std::vector<Axis>& axes = view.map->plan.axes;
    view.x = rulerOf(axes[0]);
    if (axes.size() > 1)
        view.y = rulerOf(axes[1]);
    view.spread = o.spread != 0 && view.seeds();
    view.difference = view.both() && o.side == Difference && !view.spread;
    view.direction = view.both() && o.side == Down ? 1 : 0;
    return view;
}

Range colourRange(const View& view)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (std::size_t i = 0; i < view.x.size(); ++i) {
        for (std::size_t j = 0; j < std::max<std::size_t>(1, view.y.size()); ++j) {
            const double value = view.colour(i, j);
            if (!std::isfinite(value))
                continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (view.difference) {
        const double most = std::max(std::abs(low), std::abs(high));
        return std::isfinite(most) && most > 0 ? Range{-most, most} : Range{-1, 1};
    }
    return widened(view.spread ? std::min(low, 0.0) : low, high);
}

Range cutRange(const View& view, const SweptBranch* branch)
{
    double low = INFINITY;
    double high = -INFINITY;
    const auto take = [&](double value) {
        if (!std::isfinite(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (std::size_t i = 0; i < view.x.size(); ++i)
        for (std::size_t j = 0; j < std::max<std::size_t>(1, view.y.size()); ++j)
            for (std::size_t d = 0; d < view.map->plan.directions(); ++d) {
                const CellValue value = view.cell(i, j, d);
                take(value.mean - value.spread);
                take(value.mean + value.spread);
            }
    if (branch)
        for (const double value : branchValues(*branch, view.measure))
            take(value);
    const Range range = widened(low, high);
    const double room = 0.06 * (range.high - range.low);
    return {range.low - room, range.high + room};
}

Gaps gapsOf(const View& view)
{
    Gaps gaps;
    for (std::size_t i = 0; i < view.x.size(); ++i) {
        for (std::size_t j = 0; j < std::max<std::size_t>(1, view.y.size()); ++j) {
            const bool number = std::isfinite(view.colour(i, j));
            gaps.none = gaps.none || !number;
            gaps.drafts = gaps.drafts || (number && !view.known(i, j));
        }
    }
    return gaps;
}

Cross crossOf(const View& view, const Parameters& parameters)
{
    Cross cross;
    const auto place = [&](const Ruler& ruler, std::optional<double>& share) {
        share = shareOf(ruler, parameters);
        return share ? ruler.placeAt(*share) : ruler.size() / 2;
    };
    cross.column = place(view.x, cross.x);
    if (view.plane())
        cross.row = place(view.y, cross.y);
    return cross;
}

bool counts(Measure measure)
{
    return measure == Measure::Agents || measure == Measure::Groups || measure == Measure::Steps ||
           measure == Measure::Converged;
}

QString measureSymbol(Measure measure)
{
    switch (measure) {
    case Measure::Order: return words("Ψ");
    case Measure::Distance: return words("mean D");
    case Measure::Entropy: return words("entropy / ln N");
    case Measure::Largest: return words("largest share");
    case Measure::FreeEnergy: return words("F");
    case Measure::MeanNorm: return words("r.m.s. of means");
    default: return words(measureLabel(measure));
    }
}

QString measureTitle(Measure measure)
{
    QString title = words(measureLabel(measure));
    if (measure == Measure::Order)
        title = words("order parameter Ψ");
    if (measure == Measure::Distance)
        title = words("mean distance D");
    if (measure == Measure::FreeEnergy)
        title = words("free energy F");
    return *measureUnit(measure) != '\0' ? words("%1 (%2)").arg(title, words(measureUnit(measure))) : title;
}

std::vector<double> branchValues(const SweptBranch& branch, Measure measure)
{
    std::vector<double> values;
    const std::size_t at = placeOfMeasure(branch.measures, measure);
    if (at == branch.measures.size())
        return values;
    for (const SweptPoint& point : branch.points)
        values.push_back(point.measures[at]);
    return values;
}

}  // namespace gauge::ui::map
