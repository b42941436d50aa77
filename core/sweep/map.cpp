#include "core/sweep/map.h"

#include "core/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace gauge {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kBetween(66);
constexpr std::size_t kBatch = 8;  // units between two questions of whether somebody waits

bool refines(const MapAxis& axis)
{
    return axis.words.empty();
}

std::size_t placesAt(const MapAxis& axis, std::size_t first, int level)
{
    return refines(axis) ? ((first - 1) << level) + 1 : axis.words.size();
}

/// How coarse a place is along an axis: the largest power of two, up to 8, that divides it.
std::size_t coarseness(std::size_t place)
{
    std::size_t power = 8;
    while (power > 1 && place % power != 0)
        power /= 2;
    return power;
}

/// Cells of a cold path by falling coarseness, so that a picture of the whole is there at once; paths as they come.
std::vector<UnitStart> inOrder(const Sweeper& sweeper, const std::vector<char>& known)
{
    const SweepPlan& plan = sweeper.plan();
    std::vector<UnitStart> starts;
    for (std::size_t u = 0; u < sweeper.units().size(); ++u) {
        const auto& cells = sweeper.units()[u].steps.front().cells;
        if (std::any_of(cells.begin(), cells.end(), [&](std::size_t cell) { return known[cell] == 0; }))
            starts.push_back({u, 0, std::nullopt});
    }
    const auto rank = [&](const UnitStart& start) {
        const CellPlace& at = sweeper.units()[start.unit].steps.front().run;
        const std::size_t second = coarseness(at.second);
        return plan.path == SweepPath::Cold ? std::min(coarseness(at.first), second) : second;
    };
    std::stable_sort(starts.begin(), starts.end(),
                     [&](const UnitStart& a, const UnitStart& b) { return rank(a) > rank(b); });
    return starts;
}

/// The known place nearest to each along one axis, among those that any known cell has.
class Nearest {
public:
    explicit Nearest(const SweepMap& map) : map_(map), firsts_(map.plan.axes[0].size()), seconds_(map.plan.columns()) {}

    /// Cells that are not known take what the nearest known one has, by places along both axes, row by row: O(cells · distance).
    void fill(SweepTable& table) const
    {
        const SweepPlan& plan = map_.plan;
        for (std::size_t direction = 0; direction < plan.directions(); ++direction)
            for (std::size_t seed = 0; seed < plan.seedCount(); ++seed)
                fillOne(table, direction, seed);
    }

private:
    std::size_t cellAt(std::size_t first, std::size_t second, std::size_t direction, std::size_t seed) const
    {
        return cellNumber(map_.plan, {first, second, direction, seed});
    }

    /// Two sweeps, along the first axis and then along the second, each handing on the nearest source so far.
    void fillOne(SweepTable& table, std::size_t direction, std::size_t seed) const
    {
        constexpr auto none = static_cast<std::size_t>(-1);
        std::vector<std::size_t> source(firsts_ * seconds_, none);
        const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return source[i * seconds_ + j]; };
        const auto distance = [&](std::size_t i, std::size_t j, std::size_t from) {
            const std::size_t row = from / seconds_;
            const auto di = static_cast<double>(i) - static_cast<double>(row);
            const auto dj = static_cast<double>(j) - static_cast<double>(from - row * seconds_);
            return di * di + dj * dj;
        };
        const auto offer = [&](std::size_t i, std::size_t j, std::size_t from) {
            if (from != none && (at(i, j) == none || distance(i, j, from) < distance(i, j, at(i, j))))
                at(i, j) = from;
        };
        for (std::size_t i = 0; i < firsts_; ++i)
            for (std::size_t j = 0; j < seconds_; ++j)
                if (map_.known[cellAt(i, j, direction, seed)] != 0)
                    at(i, j) = i * seconds_ + j;
        for (std::size_t i = 0; i < firsts_; ++i) {
            for (std::size_t j = 1; j < seconds_; ++j)
                offer(i, j, at(i, j - 1));
            for (std::size_t j = seconds_; j-- > 1;)
                offer(i, j - 1, at(i, j));
        }
        for (std::size_t j = 0; j < seconds_; ++j) {
            for (std::size_t i = 1; i < firsts_; ++i)
                offer(i, j, at(i - 1, j));
            for (std::size_t i = firsts_; i-- > 1;)
                offer(i - 1, j, at(i, j));
        }
        for (std::size_t k = 0; k < source.size(); ++k) {
            const std::size_t to = cellAt(k / seconds_, k % seconds_, direction, seed);
            if (map_.known[to] == 0 && source[k] != none)
                for (auto& values : table.values)
                    values[to] = values[cellAt(source[k] / seconds_, source[k] % seconds_, direction, seed)];
        }
    }

    const SweepMap& map_;
    std::size_t firsts_, seconds_;
};

/// A level while it fills.
class Level {
public:
    Level(SweepPlan plan, const BackendFactory& backends, const MapFound& found)
        : sweeper_(std::move(plan), backends), found_(found), map_{sweeper_.plan(),
                                                                   SweepTable(sweeper_.plan()),
                                                                   {},
                                                                   std::vector<char>(sweeper_.plan().cells(), 0),
                                                                   0,
                                                                   std::make_shared<const State>(sweeper_.state()),
                                                                   0,
                                                                   {}}
    {
    }

    /// Cells of a coarser level stand at every second place of refined axes: known on a cold path, drafts on others.
    void takeOver(const SweepMap& before, const std::vector<MapAxis>& axes)
    {
        for (std::size_t cell = 0; cell < before.plan.cells(); ++cell) {
            CellPlace at = cellPlace(before.plan, cell);
            at.first *= refines(axes[0]) ? 2 : 1;
            at.second *= axes.size() > 1 && refines(axes[1]) ? 2 : 1;
            const std::size_t to = cellNumber(map_.plan, at);
            for (std::size_t m = 0; m < map_.table.values.size(); ++m)
                map_.table.values[m][to] = before.table.values[m][cell];
            map_.known[to] = 1;
        }
        if (map_.plan.path == SweepPath::Cold) {
            map_.done = before.plan.cells();
            map_.failed = before.failed;
            map_.failure = before.failure;
            return;
        }
        Nearest(map_).fill(map_.table);
        std::fill(map_.known.begin(), map_.known.end(), 0);
        drafted_ = true;
    }

    std::shared_ptr<const SweepMap> fill(const std::function<void()>& pause, const RunControl& control)
    {
        const std::vector<UnitStart> units = inOrder(sweeper_, map_.known);
        const StepSink sink = [&](const SweptStep& step) {
            keep(step);
            if (Clock::now() - told_ > kBetween && !map_.complete())  // the whole is told once, at the end
                tell();
            control.report(static_cast<double>(map_.done) / static_cast<double>(map_.plan.cells()));
        };
        for (std::size_t at = 0; at < units.size(); at += kBatch) {
            if (pause)
                pause();
            control.check();
            sweeper_.run({units.begin() + static_cast<std::ptrdiff_t>(at),
                          units.begin() + static_cast<std::ptrdiff_t>(std::min(at + kBatch, units.size()))},
                         sink, {control.stop, {}});
        }
        if (map_.failed == map_.plan.cells())
            fail("map: no cell could be computed: {}", map_.failure);
        return tell();
    }

private:
    void keep(const SweptStep& step)
    {
        const auto& cells = sweeper_.units()[step.unit].steps[step.step].cells;
        for (std::size_t k = 0; k < cells.size(); ++k) {
            map_.table.set(cells[k], step.values[k]);
            map_.done += map_.known[cells[k]] == 0 ? 1 : 0;
            map_.known[cells[k]] = 1;
        }
        if (step.failure.empty())
            return;
        map_.failed += cells.size();
        map_.failure = step.failure;
    }

    std::shared_ptr<const SweepMap> tell()
    {
        auto told = std::make_shared<SweepMap>(map_);
        if (!told->complete() && !drafted_)
            Nearest(*told).fill(told->table);
        told->susceptibility = susceptibilities(told->plan, told->table, told->state->tokenCount());
        told_ = Clock::now();
        found_(told);
        return told;
    }

    const Sweeper sweeper_;
    const MapFound& found_;
    SweepMap map_;
    bool drafted_ = false;  // every cell has a draft of the level before
    Clock::time_point told_ = Clock::now();
};

}  // namespace

std::shared_ptr<const SweepMap> mapOf(const StoredSweep& sweep)
{
    auto map = std::make_shared<SweepMap>(SweepMap{
        sweep.plan, sweep.table, sweep.susceptibility, std::vector<char>(sweep.plan.cells(), 0), 0, sweep.state, 0, {}});
    for (std::size_t cell = 0; cell < map->known.size(); ++cell) {
        const bool any = std::any_of(map->table.values.begin(), map->table.values.end(),
                                     [&](const std::vector<double>& values) { return !std::isnan(values[cell]); });
        map->known[cell] = any ? 1 : 0;
        map->done += any ? 1 : 0;
    }
    return map;
}

MapAxis usualAxis(const ParameterInfo& row)
{
    MapAxis axis{&row, row.sliderLeast, row.sliderGreatest, row.logarithmic, {}};
    if (row.kind == ParameterInfo::Kind::Flag)
        axis.words = {"false", "true"};
    if (row.kind == ParameterInfo::Kind::Choice)
        for (const std::string& word : row.choices)
            if (word.find('=') == std::string::npos)
                axis.words.push_back(word);
    if (row.kind == ParameterInfo::Kind::Whole)
        for (auto value = static_cast<long long>(row.sliderLeast); value <= static_cast<long long>(row.sliderGreatest);
             ++value)
            axis.words.push_back(fmt::format("{}", value));
    if (axis.words.empty() && row.open && !(axis.from > row.least))
        axis.from = axis.to / 24;  // the bound itself is not allowed
    return axis;
}

bool MapWish::operator==(const MapWish& o) const
{
    return axes == o.axes && first == o.first && levels == o.levels && plan.base == o.plan.base &&
           plan.path == o.plan.path && plan.measures == o.plan.measures && plan.seeds == o.plan.seeds &&
           plan.source.state == o.plan.source.state && plan.source.text == o.plan.source.text &&
           plan.source.model == o.plan.source.model;
}

std::vector<Axis> axesOf(const MapWish& wish, int level)
{
    std::vector<Axis> axes;
    axes.reserve(wish.axes.size());
    for (const MapAxis& axis : wish.axes)
        axes.push_back(refines(axis)
                           ? numberAxis(*axis.row, axis.from, axis.to, placesAt(axis, wish.first, level), axis.logarithmic)
                           : listAxis(*axis.row, axis.words));
    return axes;
}

void fillMap(const MapWish& wish, const BackendFactory& backends, const MapFound& found, const std::function<void()>& pause,
             const RunControl& control)
{
    if (wish.first < 2 || wish.levels < 1)
        fail("map: expected 2 places or more along an axis and 1 level or more, found {} and {}", wish.first, wish.levels);
    std::shared_ptr<const SweepMap> before;
    const bool refined = std::any_of(wish.axes.begin(), wish.axes.end(), refines);
    for (int level = 0; level < (refined ? wish.levels : 1); ++level) {
        SweepPlan plan = wish.plan;
        plan.axes = axesOf(wish, level);
        Level filling(checked(std::move(plan)), backends, found);
        if (before)
            filling.takeOver(*before, wish.axes);
        before = filling.fill(pause, control);
    }
}

}  // namespace gauge
