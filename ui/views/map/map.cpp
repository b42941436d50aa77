#include "ui/views/map/map.h"

#include "ui/scene/words.h"
#include "ui/views/map/options.h"
#include "ui/views/map/rows.h"
#include "ui/views/map/view.h"
#include "ui/views/map_options.h"

#include <algorithm>

namespace gauge::ui {
namespace map {
namespace {

// Of both axes: a place among the rows a map can have. A new row has its own slider's range.
Place<int> xPlace()
{
    return {[](const ViewOptions& options) {
                const auto& rows = mapRows();
                return static_cast<int>(std::find(rows.begin(), rows.end(), options.of<Options>().x) - rows.begin());
            },
            [](ViewOptions& options, int place) {
                auto& o = options.of<Options>();
                const std::string row = mapRows()[static_cast<std::size_t>(place)];
                if (row == o.x)
                    return;
                if (row == o.y)
                    o.y = o.x;
                o.x = row;
                o.xFrom = o.xTo = o.yFrom = o.yTo = 0;
                o.xScale = o.yScale = 0;
            }};
}

Place<int> yPlace()
{
    return {[](const ViewOptions& options) {
                const auto& rows = mapRows();
                const std::string& y = options.of<Options>().y;
                return y.empty() ? 0 : 1 + static_cast<int>(std::find(rows.begin(), rows.end(), y) - rows.begin());
            },
            [](ViewOptions& options, int place) {
                auto& o = options.of<Options>();
                const std::string row = place == 0 ? "" : mapRows()[static_cast<std::size_t>(place - 1)];
                if (row == o.y)
                    return;
                if (row == o.x && o.y.empty())
                    return;  // there is nothing that x could be instead
                if (row == o.x) {
                    o.x = o.y;
                    o.xFrom = o.xTo = 0;
                    o.xScale = 0;
                }
                o.y = row;
                o.yFrom = o.yTo = 0;
                o.yScale = 0;
            }};
}

// Path and side are one choice: cold, up, down, both with the colours of either, their difference.
constexpr int kBothUp = 3, kBothDown = 4, kDifference = 5;

Place<int> pathPlace()
{
    return {[](const ViewOptions& options) {
                const auto& o = options.of<Options>();
                return o.path == static_cast<int>(SweepPath::Both) ? kBothUp + o.side : o.path;
            },
            [](ViewOptions& options, int place) {
                auto& o = options.of<Options>();
                o.path = std::min(place, kBothUp);
                o.side = place < kBothUp ? Up : place - kBothUp;
            }};
}
static_assert(kBothDown - kBothUp == Down && kDifference - kBothUp == Difference);

// Seeds and what is shown of them are one choice.
constexpr int kFewSeeds = 8, kManySeeds = 32;

Place<int> seedsPlace()
{
    return {[](const ViewOptions& options) {
                const auto& o = options.of<Options>();
                const int many = o.seeds <= 1 ? 0 : o.seeds <= kFewSeeds ? 1 : 3;
                return many + (many > 0 && o.spread != 0 ? 1 : 0);
            },
            [](ViewOptions& options, int place) {
                auto& o = options.of<Options>();
                o.seeds = place == 0 ? 1 : place < 3 ? kFewSeeds : kManySeeds;
                o.spread = place == 2 || place == 4 ? 1 : 0;
            }};
}

std::vector<const char*> measureNames()
{
    std::vector<const char*> names;
    for (const Measure measure : allMeasures())
        names.push_back(measureName(measure));
    return names;
}

ViewControl measureControl()
{
    return {.name = "measure",
            .label = QT_TRANSLATE_NOOP("views", "Measure"),
            .tip = QT_TRANSLATE_NOOP("views", "What is measured of the state that each cell's run ends in."),
            .place = placeOf<&Options::measure>(),
            .choices = {QT_TRANSLATE_NOOP("views", "agents"), QT_TRANSLATE_NOOP("views", "groups"),
                        QT_TRANSLATE_NOOP("views", "largest share"), QT_TRANSLATE_NOOP("views", "order Ψ"),
                        QT_TRANSLATE_NOOP("views", "mean distance"), QT_TRANSLATE_NOOP("views", "effective rank"),
                        QT_TRANSLATE_NOOP("views", "entropy"), QT_TRANSLATE_NOOP("views", "modularity"),
                        QT_TRANSLATE_NOOP("views", "free energy"), QT_TRANSLATE_NOOP("views", "belief energy"),
                        QT_TRANSLATE_NOOP("views", "coupling energy"), QT_TRANSLATE_NOOP("views", "entropy term"),
                        QT_TRANSLATE_NOOP("views", "steps"), QT_TRANSLATE_NOOP("views", "stood still"),
                        QT_TRANSLATE_NOOP("views", "susceptibility"), QT_TRANSLATE_NOOP("views", "slowest eigenvalue"),
                        QT_TRANSLATE_NOOP("views", "size of means")},
            .names = measureNames()};
}

std::vector<ViewControl> controls()
{
    return {
        {.name = "x",
         .label = QT_TRANSLATE_NOOP("views", "Across"),
         .tip = QT_TRANSLATE_NOOP("views", "The parameter along the foot; or drop a parameter's label there."),
         .place = xPlace(),
         .choices = mapRows(),
         .source = Choices::Rows},
        {.name = "y",
         .label = QT_TRANSLATE_NOOP("views", "Upwards"),
         .tip = QT_TRANSLATE_NOOP("views",
                                  "The parameter along the side, or none: a curve; or drop a parameter's label there."),
         .place = yPlace(),
         .choices = mapRowsOrNone(),
         .source = Choices::Rows},
        measureControl(),
        {.name = "path",
         .label = QT_TRANSLATE_NOOP("views", "Path"),
         .tip = QT_TRANSLATE_NOOP("views",
                                  "Every cell from the loaded state; or carried along the first axis by rising or falling "
                                  "values, so that hysteresis shows."),
         .place = pathPlace(),
         .choices = {QT_TRANSLATE_NOOP("views", "cold"), QT_TRANSLATE_NOOP("views", "up"),
                     QT_TRANSLATE_NOOP("views", "down"), QT_TRANSLATE_NOOP("views", "both: up"),
                     QT_TRANSLATE_NOOP("views", "both: down"), QT_TRANSLATE_NOOP("views", "up − down")},
         .names = {"cold", "up", "down", "both", "both-down", "difference"}},
        {.name = "seeds",
         .label = QT_TRANSLATE_NOOP("views", "Seeds"),
         .tip = QT_TRANSLATE_NOOP("views",
                                  "The mean over so many seeds from the present one on, or their standard deviation, where "
                                  "start noise or links are random."),
         .place = seedsPlace(),
         .choices = {QT_TRANSLATE_NOOP("views", "one seed"), QT_TRANSLATE_NOOP("views", "8 seeds: mean"),
                     QT_TRANSLATE_NOOP("views", "8 seeds: spread"), QT_TRANSLATE_NOOP("views", "32 seeds: mean"),
                     QT_TRANSLATE_NOOP("views", "32 seeds: spread")},
         .names = {"1", "8", "8-spread", "32", "32-spread"}},
        {.name = "until-still",
         .label = QT_TRANSLATE_NOOP("views", "Until still"),
         .tip = QT_TRANSLATE_NOOP("views",
                                  "Every cell runs until no belief moves by 1e-9 nat in a layer, at most 2,000 layers, "
                                  "instead of as many layers as the run."),
         .place = placeOf<&Options::until>()},
    };
}

OptionKeys keys()
{
    const std::vector<std::string> rows(mapRows().begin(), mapRows().end());
    std::vector<std::string> rowsOrNone = rows;
    rowsOrNone.insert(rowsOrNone.begin(), "");
    constexpr double most = 1e9;
    return {.whole = {{"map-x-scale", placeOf<&Options::xScale>(), 0, 2},
                      {"map-y-scale", placeOf<&Options::yScale>(), 0, 2},
                      {"map-measure", placeOf<&Options::measure>(), 0, static_cast<int>(allMeasures().size()) - 1},
                      {"map-path", placeOf<&Options::path>(), 0, static_cast<int>(SweepPath::Both)},
                      {"map-side", placeOf<&Options::side>(), Up, Difference},
                      {"map-seeds", placeOf<&Options::seeds>(), 1, 10000},
                      {"map-spread", placeOf<&Options::spread>(), 0, 1},
                      {"map-contours", placeOf<&Options::contours>(), 0, 1},
                      {"map-cuts", placeOf<&Options::cuts>(), 0, 1},
                      {"map-branch", placeOf<&Options::branch>(), 0, 1},
                      {"map-until", placeOf<&Options::until>(), 0, 1}},
            .real = {{"map-x-from", placeOf<&Options::xFrom>(), -most, most},
                     {"map-x-to", placeOf<&Options::xTo>(), -most, most},
                     {"map-y-from", placeOf<&Options::yFrom>(), -most, most},
                     {"map-y-to", placeOf<&Options::yTo>(), -most, most}},
            .words = {{"map-x", placeOf<&Options::x>(), rows}, {"map-y", placeOf<&Options::y>(), rowsOrNone}}};
}

}  // namespace
}  // namespace map

ViewKind mapView()
{
    return {
        .name = "map",
        .title = QT_TRANSLATE_NOOP("views", "Map"),
        .empty = QT_TRANSLATE_NOOP("views", "Type a sentence to see where its tokens come to agree."),
        .icon = "map",
        .manual =
            "A measure of the state that a run ends in, over two parameters, or over one. The map fills from coarse "
            "to fine while it is seen; what is pale is not computed yet, what is hatched has no number. The cross is "
            "where the run stands: drag it, or move it by a cell with the arrow keys, and the whole window follows. "
            "Beside the map are the cuts through the cross. *Path*: every cell from the loaded state, or carried "
            "along the first axis by rising or falling values, or both, so that hysteresis shows; *up − down* colours "
            "where they differ. *Seeds*: the mean over several draws, with a band of one standard deviation in the "
            "cuts, or that deviation itself. *Branch* follows the stationary state through the cross along the first "
            "axis: stable solid, unstable dashed, folds marked with their values. Drop a parameter's label on an axis "
            "to choose it. A sweep of `gaugescope-cli sweep` opens as a map, and any cell opens its state. Ends of "
            "axes are options of figures: map-x-from, map-x-to, map-x-scale (1 linear, 2 logarithmic), the same for "
            "y, map-contours, map-cuts and map-branch (0 or 1).",
        .aspect = 0.72,
        .zoom = Zoom::None,
        .controls = map::controls(),
        .keys = map::keys(),
        .paint = map::paint,
        .hit = map::hit,
        .difference = map::paintDifference,
        .table = map::table,
        .plot = map::plot,
        .refusal = map::refusal,
        .point = map::point(),
        .drop = map::drop,
        .dropArea = map::dropArea,
        .cell = map::cellAt,
        .actions = map::actions(),
        .mapped = true,
        .colourBar = true,
    };
}

}  // namespace gauge::ui
