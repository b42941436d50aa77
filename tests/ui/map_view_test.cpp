// The map view against the numbers it shows: rulers, contours, layout, what lies under a point, table, picture. Without a window.
#include "tests/ui/map_scenes.h"

namespace gauge::ui::map {
namespace {

TEST_F(MapView, PlacesOfNumbersHaveWhatIsNearestToThem)
{
    for (const bool logarithmic : {false, true}) {
        const Axis axis = numberAxis(parameterInfo("kappa"), 8, 0.5, 5, logarithmic);  // falling, as it may be given
        const Ruler ruler = rulerOf(axis);
        ASSERT_EQ(ruler.size(), 5U);
        EXPECT_TRUE(ruler.even());
        EXPECT_NEAR(ruler.edge.front(), 0, 1e-12);
        EXPECT_NEAR(ruler.edge.back(), 1, 1e-12);
        for (std::size_t k = 0; k < ruler.size(); ++k) {
            EXPECT_EQ(ruler.placeAt(ruler.centre[k]), k);
            EXPECT_NEAR(ruler.share(axis.values[ruler.order[k]]), ruler.centre[k], 1e-12);
            EXPECT_NEAR(ruler.value(ruler.centre[k]), axis.values[ruler.order[k]], 1e-12);
            EXPECT_NEAR(ruler.centre[k], (ruler.edge[k] + ruler.edge[k + 1]) / 2, 1e-12);
        }
        EXPECT_EQ(ruler.placeAt(-3), 0U);
        EXPECT_EQ(ruler.placeAt(7), 4U);
        EXPECT_LT(ruler.value(0.2), ruler.value(0.8));
    }
    const Axis uneven = listAxis(parameterInfo("kappa"), {"1", "2", "10"});
    const Ruler ruler = rulerOf(uneven);
    EXPECT_FALSE(ruler.even());
    EXPECT_NEAR(ruler.value(ruler.edge[1]), 1.5, 1e-12);
    EXPECT_NEAR(ruler.value(ruler.edge[2]), 6, 1e-12);
    Parameters p;
    p.attention.kappa = 4;
    EXPECT_NEAR(*shareOf(ruler, p), ruler.share(4), 1e-15) << "not snapped to cells";
    const Axis mask = listAxis(parameterInfo("mask"), {"full", "causal"});
    EXPECT_EQ(*shareOf(rulerOf(mask), p), 0.25);
    p.attention.mask.kind = Mask::Kind::Window;
    EXPECT_FALSE(shareOf(rulerOf(mask), p));
}

TEST_F(MapView, TextsOfAPlaceAreReadAndComeBack)
{
    for (const auto& [row, from, to] :
         {std::tuple("kappa", 0.05, 50.0), std::tuple("alpha", 0.0, 4.0), std::tuple("layers", 0.0, 24.0)}) {
        const ParameterInfo& info = parameterInfo(row);
        const bool whole = info.kind == ParameterInfo::Kind::Whole;
        const Axis axis = numberAxis(info, from, to, whole ? 25 : 24, info.logarithmic);
        const Ruler ruler = rulerOf(axis);
        for (double share = 0; share <= 1; share += 0.0371) {
            Parameters p;
            setParameter(p, info, textAt(ruler, share));
            const double width = ruler.edge[1] - ruler.edge[0];
            EXPECT_NEAR(*shareOf(ruler, p), std::clamp(share, width / 2, 1 - width / 2), whole ? width / 2 + 1e-9 : 0.01)
                << row;
            EXPECT_LE(textAt(ruler, share).size(), 6U) << row;
        }
    }
}

TEST_F(MapView, ContoursLieWhereThePlaneHasTheirLevel)
{
    const auto map = made([](double x, double y) { return x + 2 * y; });
    const View view = viewOf(sceneOf(map));
    const Range range = colourRange(view);
    EXPECT_EQ(range.low, 1);
    EXPECT_EQ(range.high, 25);
    const std::vector<Contour> contours = contoursOf(view, range);
    ASSERT_GE(contours.size(), 4U);
    std::set<double> levels;
    for (const Contour& contour : contours) {
        EXPECT_TRUE(levels.insert(contour.level).second) << "a plane's contour is one line";
        for (const QPointF& at : contour.points)
            EXPECT_NEAR(view.x.value(at.x()) + 2 * view.y.value(at.y()), contour.level, 1e-9);
        // from one side of the cells' centres to another
        const auto onSide = [&](const QPointF& p) {
            const auto near = [](double a, double b) { return std::abs(a - b) < 1e-9; };
            return near(p.x(), view.x.centre.front()) || near(p.x(), view.x.centre.back()) ||
                   near(p.y(), view.y.centre.front()) || near(p.y(), view.y.centre.back());
        };
        EXPECT_TRUE(onSide(contour.points.front()) && onSide(contour.points.back()));
    }
}

TEST_F(MapView, ContoursCloseAroundAPeakAndStopBeforeWhatIsNotKnown)
{
    const auto peak = [](double x, double y) { return 10 - (x - 5) * (x - 5) - (y - 4) * (y - 4); };
    auto map = made(peak);
    const View view = viewOf(sceneOf(map));
    int closed = 0;
    for (const Contour& contour : contoursOf(view, colourRange(view)))
        if (contour.level > 0 && contour.level < 10) {
            EXPECT_EQ(contour.points.front(), contour.points.back());
            ++closed;
        }
    EXPECT_GE(closed, 1);
    map->known[cellNumber(map->plan, {4, 4, 0, 0})] = 0;  // a draft on the peak
    for (const Contour& contour : contoursOf(view, colourRange(view)))
        for (const QPointF& at : contour.points) {
            const double dx = std::abs(view.x.value(at.x()) - 5);
            const double dy = std::abs(view.y.value(at.y()) - 4);
            EXPECT_FALSE(dx < 1 - 1e-9 && dy < 1 - 1e-9) << "no line through a draft";
        }
    const auto count = made([](double x, double) { return std::floor(x / 3); });
    count->plan.measures = {Measure::Agents};
    const View counted = viewOf(sceneOf(count, with([](Options& o) { o.measure = static_cast<int>(Measure::Agents); })));
    for (const Contour& contour : contoursOf(counted, colourRange(counted)))
        EXPECT_EQ(contour.level, std::floor(contour.level) + 0.5) << "between whole numbers";
}

TEST_F(MapView, PartsAreAlignedAndApart)
{
    const auto map = made([](double x, double y) { return x * y; });
    for (const QSizeF size : {QSizeF(640, 460), QSizeF(420, 300), QSizeF(1200, 500), QSizeF(400, 900), QSizeF(220, 160)}) {
        const Scene scene = sceneOf(map);
        const QRectF area(QPointF(10, 20), size);
        const Layout l = layoutOf(area, scene, viewOf(scene));
        const auto line = std::to_string(size.width()) + "×" + std::to_string(size.height());
        EXPECT_TRUE(area.contains(l.cells)) << line;
        EXPECT_TRUE(area.contains(l.caption)) << line;
        EXPECT_GT(l.cells.height(), 0.3 * size.height()) << line;
        EXPECT_GT(l.cells.width(), 0.4 * size.width()) << line;
        EXPECT_LT(l.caption.top() - l.cells.bottom(), 0.5 * size.height()) << line;
        if (l.below.isNull())
            continue;
        EXPECT_EQ(l.below.left(), l.cells.left()) << line;
        EXPECT_EQ(l.below.right(), l.cells.right()) << line;
        EXPECT_EQ(l.beside.top(), l.cells.top()) << line;
        EXPECT_EQ(l.beside.bottom(), l.cells.bottom()) << line;
        const std::array parts{l.cells, l.below, l.beside, l.keys, l.caption, l.title};
        for (std::size_t a = 0; a < parts.size(); ++a) {
            EXPECT_TRUE(area.contains(parts[a])) << line << " part " << a;
            for (std::size_t b = a + 1; b < parts.size(); ++b)
                EXPECT_FALSE(parts[a].intersects(parts[b])) << line << " parts " << a << ", " << b;
        }
    }
}

TEST_F(MapView, EveryCellSaysItsNumber)
{
    const ViewOptions options = with([](Options& o) { o.path = static_cast<int>(SweepPath::Both); });
    const auto map = filled(options, sentence());
    ASSERT_TRUE(map->complete());
    const std::vector<double>& order = map->table.values[static_cast<std::size_t>(
        std::find(map->plan.measures.begin(), map->plan.measures.end(), Measure::Order) - map->plan.measures.begin())];
    for (const int side : {Up, Down, Difference}) {
        Scene scene = sceneOf(map, options);
        scene.options.of<Options>().side = side;
        const View view = viewOf(scene);
        const Layout l = layoutOf(kArea, scene, view);
        for (std::size_t i = 0; i < view.x.size(); ++i)
            for (std::size_t j = 0; j < view.y.size(); ++j) {
                const double up = order[cellNumber(map->plan, {view.x.order[i], view.y.order[j], 0, 0})];
                const double down = order[cellNumber(map->plan, {view.x.order[i], view.y.order[j], 1, 0})];
                const Hit found = hitView(kind(), kArea, scene, l.cell(view, i, j).center());
                EXPECT_EQ(found.value, exactNumber(side == Up ? up : side == Down ? down : up - down));
                EXPECT_TRUE(found.text.contains(QString::number(up, 'g', 6))) << found.text.toStdString();
                EXPECT_TRUE(found.text.contains(QString::number(down, 'g', 6))) << found.text.toStdString();
                EXPECT_TRUE(
                    found.text.contains(QStringLiteral("κ = ") + QString::number(std::stod(view.x.word(i)), 'g', 6)));
                EXPECT_TRUE(
                    found.text.contains(QStringLiteral("α = ") + QString::number(std::stod(view.y.word(j)), 'g', 6)));
            }
    }
}

TEST_F(MapView, TheTableHasEveryCellAtFullPrecision)
{
    RunInput run = sentence();
    run.parameters.start.noise = 0.5;
    const ViewOptions options = with([](Options& o) {
        o.seeds = 3;
        o.measure = static_cast<int>(Measure::FreeEnergy);
    });
    const auto map = filled(options, run, 3);
    Scene scene = sceneOf(map, options);
    const QList<QStringList> rows = tableView(kind(), scene);
    ASSERT_EQ(rows.size(), 1 + static_cast<qsizetype>(map->plan.cells()));
    EXPECT_EQ(rows[0],
              (QStringList{QStringLiteral("κ, temperature (nat)"), QStringLiteral("α, prior weight"),
                           QStringLiteral("path"), QStringLiteral("seed"), QStringLiteral("free energy F (nat)")}));
    const auto at = static_cast<std::size_t>(
        std::find(map->plan.measures.begin(), map->plan.measures.end(), Measure::FreeEnergy) - map->plan.measures.begin());
    for (std::size_t cell = 0; cell < map->plan.cells(); ++cell) {
        const CellPlace p = cellPlace(map->plan, cell);
        const QStringList& row = rows[static_cast<qsizetype>(cell) + 1];
        EXPECT_EQ(row[0].toStdString(), map->plan.axes[0].words[p.first]);
        EXPECT_EQ(row[1].toStdString(), map->plan.axes[1].words[p.second]);
        EXPECT_EQ(row[3].toInt(), run.parameters.start.seed + static_cast<int>(p.seed));
        EXPECT_EQ(row[4].toDouble(), map->table.values[at][cell]);
    }
    scene.options.of<Options>().measure = static_cast<int>(Measure::Susceptibility);
    EXPECT_EQ(tableView(kind(), scene).size(), 1 + static_cast<qsizetype>(map->plan.cells() / 3))
        << "one number of all seeds";
}

TEST_F(MapView, MeanAndSpreadAreOverSeedsThatHaveNumbers)
{
    auto map = made([](double, double) { return 0.0; });
    map->plan.seeds = {4, 5, 6, 7};
    map->table = SweepTable(map->plan);
    map->known.assign(map->plan.cells(), 1);
    const std::size_t cell = cellNumber(map->plan, {2, 3, 0, 0});
    map->table.values[0][cell] = 1;
    map->table.values[0][cell + 1] = 2;
    map->table.values[0][cell + 2] = 4.5;  // the fourth has none
    const CellValue value = cellValue(*map, Measure::Order, 2, 3, 0);
    EXPECT_EQ(value.numbers, 3);
    EXPECT_DOUBLE_EQ(value.mean, 2.5);
    EXPECT_DOUBLE_EQ(value.spread, std::sqrt((2.25 + 0.25 + 4) / 2));
    EXPECT_EQ(cellValue(*map, Measure::Order, 0, 0, 0).numbers, 0);
    EXPECT_TRUE(std::isnan(cellValue(*map, Measure::Order, 0, 0, 0).mean));
    const Scene scene = sceneOf(map, with([](Options& o) { o.spread = 1; }));
    EXPECT_DOUBLE_EQ(viewOf(scene).colour(2, 3), value.spread);
    const Layout l = layoutOf(kArea, scene, viewOf(scene));
    const QString text = hitView(kind(), kArea, scene, l.cell(viewOf(scene), 2, 3).center()).text;
    EXPECT_TRUE(text.contains(QStringLiteral("3 of 4 seeds"))) << text.toStdString();
}

/// Colours of a picture at the middles of cells, away from the cross and the lines.
TEST_F(MapView, CellsHaveTheColoursOfTheirNumbers)
{
    auto map = made([](double x, double y) { return std::sin(x) * y; });
    map->table.values[0][cellNumber(map->plan, {8, 8, 0, 0})] = kNone;
    map->known[cellNumber(map->plan, {7, 8, 0, 0})] = 0;
    map->failure = "it did not end";
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        Scene scene = sceneOf(map, with([](Options& o) { o.contours = 0; }));
        scene.style.theme = theme;
        const View view = viewOf(scene);
        const Range range = colourRange(view);
        const Layout l = layoutOf(kArea, scene, view);
        QImage image(kArea.size().toSize(), QImage::Format_RGB32);
        image.fill(scene.style.panel());
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        paintView(kind(), painter, kArea, scene);
        painter.end();
        const Cross cross = crossOf(view, snapshot_->request);
        for (std::size_t i = 0; i < 9; ++i)
            for (std::size_t j = 0; j < 9; ++j) {
                if (i == cross.column || j == cross.row || (i == 8 && j == 8))
                    continue;
                QColor expected = shadeOf(scene.style, view, range, view.colour(i, j));
                if (i == 7 && j == 8)
                    expected = paler(expected, scene.style);
                const QPoint at = l.cell(view, i, j).center().toPoint();
                EXPECT_EQ(image.pixelColor(at).rgb(), expected.rgb()) << i << ", " << j;
            }
        const QString hole = hitView(kind(), kArea, scene, l.cell(view, 8, 8).center()).text;
        EXPECT_TRUE(hole.contains(QStringLiteral("it did not end"))) << hole.toStdString();
        const QString draft = hitView(kind(), kArea, scene, l.cell(view, 7, 8).center()).text;
        EXPECT_TRUE(draft.contains(QStringLiteral("not computed yet"))) << draft.toStdString();
        const QStringList said = test::writtenBy(kind(), scene, kArea.size().toSize());
        EXPECT_TRUE(said.contains(QStringLiteral("no number")));
        EXPECT_TRUE(said.contains(QStringLiteral("pale: not computed yet")));
    }
}

TEST_F(MapView, WhatThereIsNotSaysWhy)
{
    Scene scene = sceneOf(nullptr);
    EXPECT_FALSE(refusalOf(kind(), scene).isEmpty());
    scene.map.running = true;
    scene.map.fraction = 0.43;
    EXPECT_TRUE(refusalOf(kind(), scene).contains(QStringLiteral("43 %")));
    scene.map.running = false;
    scene.map.failure = QStringLiteral("expected more");
    EXPECT_TRUE(refusalOf(kind(), scene).contains(scene.map.failure));
    EXPECT_EQ(test::faultOf(kind(), scene, {500, 400}), QString());
    scene = sceneOf(made([](double x, double) { return x; }), with([](Options& o) { o.measure = 0; }));
    EXPECT_TRUE(refusalOf(kind(), scene).contains(QStringLiteral("order"))) << refusalOf(kind(), scene).toStdString();
    EXPECT_EQ(tableView(kind(), scene).size(), 1);
    EXPECT_TRUE(kind().point.step(scene, 1, 0).empty());
}

}  // namespace
}  // namespace gauge::ui::map
