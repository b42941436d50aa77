// Maps to look at, filled or made up: what the tests of the map view stand on.
#pragma once

#include "core/error.h"
#include "core/io/file.h"
#include "core/sweep/stored.h"
#include "tests/support/cli.h"
#include "tests/support/picture.h"
#include "ui/figure/figure_data.h"
#include "ui/figure/figure_map.h"
#include "ui/figure/figure_recipe.h"
#include "ui/views/all_views.h"
#include "ui/views/map/contours.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"
#include "ui/views/map/rows.h"
#include "ui/views/map_options.h"
#include "ui/views/view_options_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <QGuiApplication>
#include <set>

namespace gauge::ui::map {

inline constexpr const char* kText = "the cat sat on the mat";
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

inline const ViewKind& kind()
{
    return *findView(QStringLiteral("map"));
}

inline RunInput sentence()
{
    RunInput input;
    input.text = kText;
    input.parameters.evolve.layers = 3;
    return input;
}

inline ViewOptions with(const std::function<void(Options&)>& change)
{
    ViewOptions options;
    change(options.of<Options>());
    return options;
}

inline std::shared_ptr<const SweepMap> filled(const ViewOptions& options, const RunInput& run, std::size_t first = 5)
{
    MapWish wish = wishOf(options, run);
    wish.first = first;
    wish.levels = 1;
    std::shared_ptr<const SweepMap> last;
    fillMap(wish, processorBackends(), [&](std::shared_ptr<const SweepMap> map) { last = std::move(map); }, {}, {});
    return last;
}

/// κ from 1 to 9 and α from 0 to 8 by ones, with Ψ as a function of both.
inline std::shared_ptr<SweepMap> made(const std::function<double(double, double)>& of)
{
    SweepPlan plan;
    plan.source.text = kText;
    plan.axes = {numberAxis(parameterInfo("kappa"), 1, 9, 9, false), numberAxis(parameterInfo("alpha"), 0, 8, 9, false)};
    plan.measures = {Measure::Order};
    auto map = std::make_shared<SweepMap>(
        SweepMap{plan, SweepTable(plan), {}, std::vector<char>(plan.cells(), 1), plan.cells(), nullptr, 0, {}});
    for (std::size_t cell = 0; cell < plan.cells(); ++cell) {
        const CellPlace p = cellPlace(plan, cell);
        map->table.values[0][cell] = of(plan.axes[0].values[p.first], plan.axes[1].values[p.second]);
    }
    return map;
}

class MapView : public ::testing::Test {
protected:
    MapView() : fonts_(count_, arguments_)
    {
        Engine engine(processorBackends());
        snapshot_ = engine.run(sentence(), {});
    }

    Scene sceneOf(std::shared_ptr<const SweepMap> map, const ViewOptions& options = {}) const
    {
        Scene scene;
        scene.snapshot = snapshot_;
        scene.options = options;
        scene.map.map = std::move(map);
        return scene;
    }
    FigureSpec specOf(const ViewOptions& options, const RunInput& run = sentence()) const
    {
        FigureSpec spec;
        spec.session.run = run;
        spec.panels.push_back({&kind(), options, {}});
        return spec;
    }

    std::shared_ptr<const Snapshot> snapshot_;

private:
    char name_[4] = "map";
    char* arguments_[2] = {name_, nullptr};
    int count_ = 1;
    QGuiApplication fonts_;
};

inline constexpr QRectF kArea(0, 0, 640, 460);

}  // namespace gauge::ui::map
