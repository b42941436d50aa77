// Sweeps against the exact law of two groups, and maps (MATH.md §12).
#include "core/pipeline/evolved.h"
#include "core/sweep/branch.h"
#include "core/sweep/map.h"
#include "core/sweep/stored.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"

#include <algorithm>
#include <cmath>

namespace gauge::test {
namespace {

/// Two groups of m tokens at ±1, Σ = 1, one dimension.
std::shared_ptr<const State> twoGroups(Index m)
{
    std::vector<double> means;
    for (Index i = 0; i < 2 * m; ++i)
        means.push_back(i < m ? 1 : -1);
    NpzArrays arrays;
    arrays["mu"] = numbersArray({2 * m, 1}, means);
    arrays["sigma"] = numbersArray({2 * m, 1, 1}, std::vector<double>(static_cast<std::size_t>(2 * m), 1.0));
    return std::make_shared<const State>(stateFromArrays(std::move(arrays), "two groups"));
}

Parameters lawParameters(double alpha)
{
    Parameters p;
    p.evolve.alpha = alpha;
    p.evolve.layers = kLayersUntilStill;
    p.evolve.until = 1e-20;
    return p;
}

/// a of a state ±x: what the law says the prior's means are, with λ = 1.
double priorOf(double x, double kappa, double alpha)
{
    return x * (1 + 2 / alpha / (1 + std::exp(2 * x * x / kappa)));
}

/// All x in (0, 1] with priorOf = 1: sign changes over a fine grid, then bisection.
std::vector<double> lawMeans(double kappa, double alpha)
{
    std::vector<double> found;
    constexpr int cells = 20000;
    for (int k = 0; k < cells; ++k) {
        double low = static_cast<double>(k) / cells;
        double high = static_cast<double>(k + 1) / cells;
        const auto f = [&](double x) { return priorOf(x, kappa, alpha) - 1; };
        if (!(f(low) < 0) == !(f(high) < 0))
            continue;
        for (int step = 0; step < 60; ++step) {
            const double middle = 0.5 * (low + high);
            (!(f(low) < 0) == !(f(middle) < 0) ? low : high) = middle;
        }
        found.push_back(0.5 * (low + high));
    }
    return found;
}

SweepPlan lawPlan(Index m, double alpha, const std::string& axis, SweepPath path)
{
    SweepPlan plan;
    plan.source.state = twoGroups(m);
    plan.base = lawParameters(alpha);
    plan.axes = {axisFrom(axis)};
    plan.path = path;
    plan.measures = {Measure::MeanNorm, Measure::Order, Measure::Converged};
    return checked(std::move(plan));
}

SweepTable swept(const SweepPlan& plan)
{
    const Sweeper sweeper(plan, processorBackends());
    SweepTable table(plan);
    std::vector<UnitStart> all;
    for (std::size_t u = 0; u < sweeper.units().size(); ++u)
        all.push_back({u, 0, std::nullopt});
    sweeper.run(all,
                [&](const SweptStep& step) {
                    const auto& cells = sweeper.units()[step.unit].steps[step.step].cells;
                    for (std::size_t k = 0; k < cells.size(); ++k)
                        table.set(cells[k], step.values[k]);
                },
                {});
    return table;
}

const std::vector<double>& valuesOf(const SweepPlan& plan, const SweepTable& table, Measure measure)
{
    return table.values[static_cast<std::size_t>(std::find(plan.measures.begin(), plan.measures.end(), measure) -
                                                 plan.measures.begin())];
}

constexpr double kFirstFold = 0.25589;
constexpr double kLastFold = 0.40112;

TEST(SweepLaw, FortyTemperaturesBothWaysEndWhereTheLawSays)
{
    for (const Index m : {1, 3}) {
        const SweepPlan plan = lawPlan(m, 0.3, "kappa=0.21:0.45:40", SweepPath::Both);
        const SweepTable table = swept(plan);
        const std::vector<double>& norm = valuesOf(plan, table, Measure::MeanNorm);
        const std::vector<double>& order = valuesOf(plan, table, Measure::Order);
        int both = 0;
        for (std::size_t k = 0; k < 40; ++k) {
            const double kappa = plan.axes[0].values[k];
            if (std::abs(kappa - kFirstFold) < 2e-3 || std::abs(kappa - kLastFold) < 2e-3)
                continue;
            const std::vector<double> means = lawMeans(kappa, 0.3);
            ASSERT_TRUE(means.size() == 1 || means.size() == 3) << kappa;
            // Up the means are held apart as long as there is such a state; down they stay together as long as there is.
            EXPECT_NEAR(norm[2 * k], means.back(), 1e-6) << "up " << kappa;
            EXPECT_NEAR(norm[2 * k + 1], means.front(), 1e-6) << "down " << kappa;
            EXPECT_NEAR(order[2 * k], 1 - means.back() * means.back(), 2e-6);
            both += means.size() == 3 ? 1 : 0;
            EXPECT_EQ(means.size() == 3, kappa > kFirstFold && kappa < kLastFold) << kappa;
        }
        EXPECT_GT(both, 20);
    }
}

TEST(SweepLaw, TheBistableRangeIsFoundByTheSweepItself)
{
    const SweepPlan plan = lawPlan(1, 0.3, "kappa=0.25:0.41:321", SweepPath::Both);
    const SweepTable table = swept(plan);
    const std::vector<double>& norm = valuesOf(plan, table, Measure::MeanNorm);
    double first = 1;
    double last = 0;
    for (std::size_t k = 0; k < 321; ++k) {
        if (std::abs(norm[2 * k] - norm[2 * k + 1]) > 1e-2) {
            first = std::min(first, plan.axes[0].values[k]);
            last = std::max(last, plan.axes[0].values[k]);
        }
    }
    EXPECT_NEAR(first, kFirstFold, 6e-4);  // a step of the sweep is 5e-4
    EXPECT_NEAR(last, kLastFold, 6e-4);
}

TEST(SweepLaw, ThereIsNoneBeyondTheCriticalPriorWeight)
{
    const SweepPlan plan = lawPlan(2, 0.61, "kappa=0.2:1.2:81", SweepPath::Both);
    const SweepTable table = swept(plan);
    const std::vector<double>& norm = valuesOf(plan, table, Measure::MeanNorm);
    for (std::size_t k = 0; k < 81; ++k)
        EXPECT_NEAR(norm[2 * k], norm[2 * k + 1], 1e-6) << plan.axes[0].values[k];
}

TEST(SweepLaw, TheBranchHasBothFoldsAndTheUnstableState)
{
    BranchWish wish;
    wish.source.state = twoGroups(2);
    wish.base = lawParameters(0.3);
    wish.base.attention.kappa = 0.36;
    wish.row = &parameterInfo("kappa");
    wish.from = 0.2;
    wish.to = 0.5;
    const SweptBranch branch = branchThrough(wish, processorBackends(), {});
    std::vector<double> folds;
    bool unstable = false;
    const auto norm =
        std::find(branch.measures.begin(), branch.measures.end(), Measure::MeanNorm) - branch.measures.begin();
    for (std::size_t k = 0; k < branch.points.size(); ++k) {
        const SweptPoint& p = branch.points[k];
        const double x = p.measures[static_cast<std::size_t>(norm)];
        EXPECT_NEAR(priorOf(x, p.value, 0.3), 1, 1e-7) << p.value;
        if (p.fold)
            folds.push_back(p.value);
        else
            EXPECT_EQ(p.stable, p.eigenvalue < 1);
        if (k > 0 && (branch.points[k - 1].value - 0.36) * (p.value - 0.36) <= 0 && !p.stable &&
            !branch.points[k - 1].stable) {
            const double share = (0.36 - branch.points[k - 1].value) / (p.value - branch.points[k - 1].value);
            const double before = branch.points[k - 1].measures[static_cast<std::size_t>(norm)];
            EXPECT_NEAR(before + share * (x - before), 0.68336, 2e-3);  // between two points of the branch
            unstable = true;
        }
    }
    ASSERT_EQ(folds.size(), 2u);
    std::sort(folds.begin(), folds.end());
    EXPECT_NEAR(folds[0], kFirstFold, 1e-5);
    EXPECT_NEAR(folds[1], kLastFold, 1e-5);
    EXPECT_TRUE(unstable);
}

TEST(SweepLaw, ABranchIsRefusedInWordsWhereThereIsNone)
{
    BranchWish wish;
    wish.source.state = twoGroups(1);
    wish.base = lawParameters(0.3);
    for (const char* row : {"mask", "layers", "threshold", "start-noise", "step"}) {
        wish.row = &parameterInfo(row);
        EXPECT_NE(branchRefusal(wish).find(row), std::string::npos) << row;
    }
    wish.row = &parameterInfo("kappa");
    EXPECT_EQ(branchRefusal(wish), "");
    wish.base.condensed = true;
    EXPECT_NE(branchRefusal(wish).find("--condensed"), std::string::npos);
}

/// Text of the window: a map, coarse to fine.
MapWish textWish()
{
    MapWish wish;
    wish.plan.source.text = "the cat sat on the mat";
    wish.plan.base.evolve.layers = 3;
    wish.plan.measures = {Measure::Order, Measure::Agents};
    wish.axes = {usualAxis(parameterInfo("kappa")), usualAxis(parameterInfo("alpha"))};
    wish.first = 7;
    return wish;
}

TEST(SweepMaps, FillFromCoarseToFineAndEndAsSweeps)
{
    for (const SweepPath path : {SweepPath::Cold, SweepPath::Both}) {
        MapWish wish = textWish();
        wish.plan.path = path;
        std::size_t told = 0;
        int asked = 0;
        std::vector<std::shared_ptr<const SweepMap>> complete;
        fillMap(
            wish, processorBackends(),
            [&](const std::shared_ptr<const SweepMap>& map) {
                ++told;
                EXPECT_EQ(static_cast<std::size_t>(std::count(map->known.begin(), map->known.end(), 1)), map->done);
                for (const double value : map->table.values[0])
                    EXPECT_FALSE(std::isnan(value));  // what is not known has a draft
                if (map->complete())
                    complete.push_back(map);
            },
            [&] { ++asked; }, {});
        ASSERT_EQ(complete.size(), 3u);
        EXPECT_GE(told, 3u);
        EXPECT_GT(asked, 10);
        for (const auto& map : complete) {
            EXPECT_EQ(map->plan.axes[0].size(), map->plan.axes[1].size());
            const SweepTable whole = swept(map->plan);
            EXPECT_EQ(map->table.values, whole.values);
        }
        EXPECT_EQ(complete[2]->plan.axes[0].size(), 25u);
    }
}

TEST(SweepMaps, StopAndRefuseInWords)
{
    MapWish wish = textWish();
    std::stop_source stop;
    EXPECT_THROW(fillMap(
                     wish, processorBackends(), [&](const auto&) { stop.request_stop(); }, [&] { stop.request_stop(); },
                     {stop.get_token(), {}}),
                 Cancelled);
    wish.plan.base.evolve.lambda = 0;
    wish.plan.base.evolve.alpha = 0;
    wish.axes.pop_back();
    EXPECT_NE(messageOf([&] { fillMap(wish, processorBackends(), [](const auto&) {}, {}, {}); }).find("no cell"),
              std::string::npos);
}

TEST(SweepMaps, EveryRowHasAnAxisOrSaysWhyNot)
{
    for (const ParameterInfo& row : parameterTable()) {
        MapWish wish = textWish();
        wish.axes = {usualAxis(row)};
        const std::string why = messageOf([&] { axesOf(wish, 0); });
        const bool none =
            (row.commands & (kEvolve | kCondense | kEmbed | kExplore)) == 0 || std::string_view(row.name) == "threads";
        EXPECT_EQ(why == "no error", !none) << row.name << ": " << why;
        if (!none) {
            EXPECT_EQ(axisFrom(axesOf(wish, 0)[0].text()), axesOf(wish, 0)[0]) << row.name;
        }
    }
}

/// Written, read back: the same plan and numbers, and a cell's state is the one that a run by itself ends in.
TEST(StoredSweeps, ComeBackWithWhatMakesAnyCellAgain)
{
    SweepPlan plan;
    plan.source.state = std::make_shared<const State>(randomState(Group::Spin1, 5, 3));
    plan.base.evolve.layers = 4;
    plan.axes = {axisFrom("kappa=0.5:2:4:log"), axisFrom("mask=full,causal")};
    plan.path = SweepPath::Up;
    plan = checked(std::move(plan));
    const Sweeper sweeper(plan, processorBackends());
    const SweepTable table = swept(plan);
    NpzArrays arrays;
    for (auto& [name, array] : sweepArrays(plan, table, sweeper.state(), {}))
        arrays[name] = std::move(array);
    const StoredSweep back = sweepFrom(arrays, {});
    EXPECT_EQ(back.plan.axes, plan.axes);
    EXPECT_TRUE(back.plan.axes[0].logarithmic);
    EXPECT_EQ(back.plan.base, plan.base);
    EXPECT_EQ(back.plan.path, plan.path);
    for (std::size_t m = 0; m < back.plan.measures.size(); ++m) {
        const auto place =
            std::find(plan.measures.begin(), plan.measures.end(), back.plan.measures[m]) - plan.measures.begin();
        for (std::size_t c = 0; c < plan.cells(); ++c) {
            const double a = back.table.values[m][c];
            const double b = table.values[static_cast<std::size_t>(place)][c];
            EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b)));
        }
    }
    const Sweeper again(back.plan, processorBackends());
    const std::size_t cell = cellNumber(plan, {.first = 2, .second = 1});
    EXPECT_EQ(again.endOf(cell, {}).arrays.at("mu").numbers, sweeper.endOf(cell, {}).arrays.at("mu").numbers);
    NpzArrays without = arrays;
    without.erase("path");
    EXPECT_NE(messageOf([&] { sweepFrom(without, {}); }).find("path"), std::string::npos);
    without = arrays;
    without.at("order").numbers.pop_back();
    EXPECT_NE(messageOf([&] { sweepFrom(without, {}); }).find("order"), std::string::npos);
}

}  // namespace
}  // namespace gauge::test
