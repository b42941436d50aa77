// What a hand does with a map, what it asks of a run, and figures of it and their recipes. Without a window.
#include "tests/ui/map_scenes.h"

namespace gauge::ui::map {
namespace {

TEST_F(MapView, TheCrossIsDraggedAndSteppedToParametersThatAreTaken)
{
    const auto map = made([](double x, double y) { return x - y; });
    Scene scene = sceneOf(map);
    const View view = viewOf(scene);
    const Layout l = layoutOf(kArea, scene, view);
    EXPECT_TRUE(pointGrabbedAt(kind(), kArea, scene, l.cells.center()));
    EXPECT_FALSE(pointGrabbedAt(kind(), kArea, scene, l.caption.center()));
    const RowTexts middle = pointDraggedTo(kind(), kArea, scene, l.cells.center());
    EXPECT_EQ(middle, (RowTexts{{"kappa", "5"}, {"alpha", "4"}}));
    EXPECT_EQ(pointDraggedTo(kind(), kArea, scene, kArea.topLeft() - QPointF(50, 50)),
              (RowTexts{{"kappa", "1"}, {"alpha", "8"}}));
    auto moved = std::make_shared<Snapshot>(*snapshot_);
    moved->request.attention.kappa = 3.4;
    moved->request.evolve.alpha = 1;
    scene.snapshot = moved;
    EXPECT_EQ(kind().point.step(scene, 0, 1), (RowTexts{{"kappa", "4"}}));
    EXPECT_EQ(kind().point.step(scene, -1, 0), (RowTexts{{"alpha", "2"}})) << "upwards";
    moved->request.attention.kappa = 40;
    EXPECT_EQ(kind().point.step(scene, 0, 1), (RowTexts{{"kappa", "9"}})) << "back onto the map";
}

TEST_F(MapView, ALabelDroppedOnAnAxisChoosesIt)
{
    const Scene scene = sceneOf(nullptr);
    ViewOptions options;
    EXPECT_TRUE(dropOnView(kind(), options, kArea, scene, {320, 455}, "threshold"));
    EXPECT_EQ(options.of<Options>().x, "threshold");
    EXPECT_TRUE(dropOnView(kind(), options, kArea, scene, {4, 200}, "threshold"));
    EXPECT_EQ(options.of<Options>().x, "alpha") << "axes change places";
    EXPECT_EQ(options.of<Options>().y, "threshold");
    EXPECT_FALSE(dropOnView(kind(), options, kArea, scene, {4, 200}, "threads"));
    EXPECT_TRUE(kind().dropArea(kArea, scene, {320, 455}).contains(QPointF(320, 455)));
    EXPECT_TRUE(kind().dropArea(kArea, scene, {4, 200}).contains(QPointF(4, 200)));
}

TEST_F(MapView, AWishIsNotOfWhereTheRunStandsOnTheMap)
{
    RunInput here = sentence();
    RunInput there = here;
    there.parameters.attention.kappa = 7;
    there.parameters.evolve.alpha = 2.5;
    const ViewOptions options;
    EXPECT_TRUE(wishOf(options, here) == wishOf(options, there));
    there.parameters.evolve.lambda = 2;
    EXPECT_FALSE(wishOf(options, here) == wishOf(options, there));
    for (const char* row : mapRows()) {  // of this text, what a map can have of it
        const ViewOptions alone = with([&](Options& o) {
            o.x = row;
            o.y = "";
        });
        EXPECT_NO_THROW(axesOf(wishOf(alone, here), 0)) << row;
    }
    EXPECT_THROW(wishOf(with([](Options& o) { o.y = "kappa"; }), here), Error);
    EXPECT_THROW(wishOf(with([](Options& o) { o.xFrom = 3, o.xTo = 1; }), here), Error);
    const MapWish still = wishOf(with([](Options& o) { o.until = 1; }), here);
    EXPECT_EQ(still.plan.base.evolve.layers, 2000);
    EXPECT_EQ(still.plan.base.evolve.until, 1e-9);
    EXPECT_FALSE(branchWishOf(options, here));
    EXPECT_EQ(branchWishOf(with([](Options& o) { o.branch = 1; }), here)->row, &parameterInfo("kappa"));
}

TEST_F(MapView, OptionsAreSetByNameAndKeptInFiles)
{
    ViewOptions options;
    const auto set = [&](const char* name, const char* value) {
        setOption(kind(), options, QLatin1String(name), QLatin1String(value));
    };
    set("x", "alpha");
    EXPECT_EQ(options.of<Options>().x, "alpha");
    EXPECT_EQ(options.of<Options>().y, "kappa") << "axes change places";
    set("y", "none");
    set("measure", "free-energy");
    set("path", "difference");
    set("seeds", "8-spread");
    set("map-x-from", "0.25");
    set("map-x-to", "3");
    set("map-contours", "0");
    EXPECT_EQ(options.of<Options>(), (Options{.x = "alpha",
                                              .y = "",
                                              .xFrom = 0.25,
                                              .xTo = 3,
                                              .measure = static_cast<int>(Measure::FreeEnergy),
                                              .path = static_cast<int>(SweepPath::Both),
                                              .side = Difference,
                                              .seeds = 8,
                                              .spread = 1,
                                              .contours = 0}));
    EXPECT_TRUE(optionsFromJson(kind(), optionsJson(kind(), options), "test") == options);
    for (const auto& [name, value] :
         {std::pair("x", "threads"), {"measure", "3"}, {"seeds", "3"}, {"map-contours", "2"}, {"map-x-from", "low"}})
        EXPECT_THROW(set(name, value), Error) << name;
    nlohmann::json wrong = optionsJson(kind(), options);
    wrong["map-x"] = "weather";
    EXPECT_THROW(optionsFromJson(kind(), wrong, "test"), Error);
    const ViewControl& measure = *controlOf(kind(), QStringLiteral("measure"));
    ASSERT_EQ(measure.choices.size(), allMeasures().size());
    ASSERT_EQ(measure.names.size(), allMeasures().size());
    for (std::size_t k = 0; k < allMeasures().size(); ++k)
        EXPECT_STREQ(measure.names[k], measureName(allMeasures()[k]));
}

TEST_F(MapView, ARecipeMakesTheSameBytes)
{
    RunInput noisy = sentence();
    noisy.parameters.start.noise = 0.4;
    const std::vector<std::pair<ViewOptions, RunInput>> cases{
        {with([](Options& o) { o.branch = 1; }), sentence()},
        {with([](Options& o) { o.path = static_cast<int>(SweepPath::Both), o.side = Difference; }), sentence()},
        {with([](Options& o) { o.seeds = 2, o.measure = static_cast<int>(Measure::Susceptibility); }), noisy},
        {with([](Options& o) { o.seeds = 2, o.spread = 1; }), noisy},
        {with([](Options& o) { o.x = "mask", o.y = "kappa"; }), sentence()},
        {with([](Options& o) { o.y = ""; }), sentence()}};
    for (std::size_t k = 0; k < cases.size(); ++k) {
        FigureSpec spec = specOf(cases[k].first, cases[k].second);
        spec.panels[0].map.map = filled(cases[k].first, cases[k].second, 4);
        computeMaps(spec, processorBackends());
        const QByteArray recipe = recipeText(spec);
        FigureSpec again = specFromRecipe(recipe);
        computeMaps(again, processorBackends());
        EXPECT_EQ(recipeText(again), recipe) << k;
        for (const char* suffix : {"svg", "pdf", "png"})
            EXPECT_EQ(renderFigure(spec, computeFigure(spec, processorBackends()), QLatin1String(suffix)),
                      renderFigure(again, computeFigure(again, processorBackends()), QLatin1String(suffix)))
                << k << suffix;
        EXPECT_EQ(panelTables(spec, computeFigure(spec, processorBackends())),
                  panelTables(again, computeFigure(again, processorBackends())));
    }
}

/// A map that is half filled, with drafts and a cell without a number.
TEST_F(MapView, ARecipeKeepsWhatIsNotKnown)
{
    auto map = std::make_shared<SweepMap>(*filled({}, sentence(), 4));
    map->known[5] = 0;
    --map->done;
    for (auto& values : map->table.values)
        values[9] = kNone;
    map->failed = 1;
    map->failure = "no luck";
    FigureSpec spec = specOf({});
    spec.panels[0].map.map = map;
    const FigureSpec again = specFromRecipe(recipeText(spec));
    ASSERT_TRUE(again.panels[0].map.map);
    EXPECT_EQ(again.panels[0].map.map->known, map->known);
    EXPECT_EQ(again.panels[0].map.map->done, map->done);
    EXPECT_EQ(again.panels[0].map.map->failure, map->failure);
    EXPECT_EQ(recipeText(again), recipeText(spec));
}

TEST_F(MapView, FiguresAreReadableEverywhere)
{
    RunInput noisy = sentence();
    noisy.parameters.start.noise = 0.4;
    const auto map = filled(with([](Options& o) { o.seeds = 2; }), noisy, 6);
    for (const double width : {82.55, 139.7, 183.0})
        for (const int cuts : {0, 1}) {
            FigureSpec spec = specOf(with([&](Options& o) { o.seeds = 2, o.cuts = cuts; }), noisy);
            spec.panels[0].map.map = map;
            spec.look.widthMm = width;
            const QStringList notes = refereeNotes(spec, computeFigure(spec, processorBackends()));
            EXPECT_TRUE(notes.isEmpty()) << width << ": " << notes.join(QStringLiteral("; ")).toStdString();
        }
}

TEST_F(MapView, AStoredSweepIsDrawnByTheCommand)
{
    using gauge::test::runCli;
    using gauge::test::runProgram;
    const gauge::test::TemporaryFolder folder;
    const std::string sweep = folder.file("sweep.npz");
    const auto swept = runCli({"sweep", "--text", kText, "--layers", "2", "--vary", "kappa=0.5:5:4:log", "--vary",
                               "alpha=0.2:2:3", "--path", "both", "--measure", "order,agents", "-o", sweep});
    ASSERT_EQ(swept.code, 0) << swept.err;
    const std::string figure = folder.file("figure.svg");
    const auto render = [&](std::vector<std::string> rest) {
        rest.insert(rest.begin(), {"render", sweep, "-o", figure});
        return runProgram("gaugescope", rest);
    };
    const auto drawn = render({"--view", "map", "--option", "path=difference"});
    ASSERT_EQ(drawn.code, 0) << drawn.err;
    const QStringList words = test::writtenIn(QByteArray::fromStdString(readFile(figure)));
    EXPECT_TRUE(words.contains(QStringLiteral("up − down"))) << words.join(QLatin1Char('|')).toStdString();
    EXPECT_EQ(render({"--view", "map", "--option", "measure=agents"}).code, 0);
    EXPECT_EQ(render({"--view", "attention"}).code, 0);
    for (const char* wrong : {"x=lambda", "path=cold", "map-x-from=2", "measure=entropy"}) {
        const auto refused = render({"--view", "map", "--option", wrong});
        EXPECT_EQ(refused.code, 2) << wrong;
        EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1) << refused.err;
    }
}

}  // namespace
}  // namespace gauge::ui::map
