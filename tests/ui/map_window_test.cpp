// The map in a real window: it fills while everything else stays live, its cross is dragged, its cells open, and stored sweeps do.
#include "core/pipeline/engine.h"
#include "core/sweep/run.h"
#include "tests/support/cli.h"
#include "tests/support/window.h"
#include "ui/panels/label_drag.h"
#include "ui/panels/map_desk.h"
#include "ui/panels/slider_scale.h"
#include "ui/views/map/options.h"

#include <QAction>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMimeData>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QUndoStack>

namespace gauge::ui {
namespace {

constexpr int kLong = 120'000;  // milliseconds, of a machine that does other things too

class MapWindowTest : public test::WindowFixture {
    Q_OBJECT

    MapState state(const char* panel = "map")
    {
        const auto& all = window_->maps().states();
        const auto found = all.find(QLatin1String(panel));
        return found == all.end() ? MapState{} : found->second;
    }

    map::Options own() { return canvas("map").options().of<map::Options>(); }

    void set(const std::function<void(map::Options&)>& change)
    {
        ViewOptions next = canvas("map").options();
        change(next.of<map::Options>());
        canvas("map").setOptions(next);
    }

    /// The action of the menus that has this key.
    void press(const char* key)
    {
        for (QAction* action : window_->findChildren<QAction*>())
            if (action->shortcut() == QKeySequence(QLatin1String(key)))
                action->trigger();
    }

    bool bringUp()
    {
        press("Ctrl+Shift+3");
        return QTest::qWaitFor([&] { return view(QStringLiteral("map")).seen(); }, 5000);
    }

    /// Every cell of a level with so many places along x.
    bool filled(std::size_t places)
    {
        return QTest::qWaitFor(
            [&] {
                const MapState s = state();
                return s.map && s.map->plan.axes[0].size() >= places &&
                       (s.map->plan.axes[0].size() > places || s.map->complete());
            },
            kLong);
    }

    bool filledAndStopped(std::size_t places)
    {
        const bool there = filled(places);
        window_->maps().cancel();
        return there && QTest::qWaitFor([&] { return !state().running; }, 5000);
    }

    QPoint middle()
    {
        Canvas& map = canvas("map");
        return map.kind().plot(QRectF(map.rect()), map.scene()).center().toPoint();
    }

    double kappa() { return window_->workspace().document().run.parameters.attention.kappa; }
    double alpha() { return window_->workspace().document().run.parameters.evolve.alpha; }

    void dragTo(const QPoint& to)
    {
        Canvas& map = canvas("map");
        const QPoint from = middle();
        QTest::mousePress(&map, Qt::LeftButton, {}, from);
        QTest::mouseMove(&map, QPoint(to.x(), from.y()));  // at first along one axis alone
        QTest::qWait(20);
        QTest::mouseMove(&map, to);
        QTest::qWait(20);
        QTest::mouseRelease(&map, Qt::LeftButton, {}, to);
    }

    QString storedSweep(const gauge::test::TemporaryFolder& folder, const std::vector<std::string>& more = {})
    {
        const std::string file = folder.file("out.npz");
        std::vector<std::string> arguments{"sweep", "--text", "the cat sat and the dog lay", "--layers", "6", "-o", file};
        arguments.insert(arguments.end(), {"--vary", "kappa=0.5:3:5", "--vary", "alpha=0.1:0.7:4"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        const gauge::test::CliResult result = gauge::test::runCli(arguments);
        return result.code == 0 ? QString::fromStdString(file) : QString::fromStdString(result.err);
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void isNotComputedUntilItIsSeen()
    {
        QTest::qWait(300);
        QVERIFY(!state().map && !state().running);
        QVERIFY(bringUp());
        QTRY_VERIFY(state().running);
        QVERIFY(filled(24));
        press("Ctrl+1");
        QTRY_VERIFY(!view(QStringLiteral("map")).seen());
        QTest::qWait(500);  // what was under way is done
        const auto then = state().map;
        QTest::qWait(500);
        QCOMPARE(state().map, then);
        QVERIFY(bringUp());
        QTRY_VERIFY(state().map != then);  // goes on, and does not begin again
        QVERIFY(state().map->done >= then->done);
    }

    void theFirstMapIsTheRunsOfItsCells()
    {
        QElapsedTimer clock;
        clock.start();
        QVERIFY(bringUp());
        QVERIFY(QTest::qWaitFor([&] { return state().map && state().map->done > 0; }, kLong));
        const qint64 first = clock.elapsed();
        QVERIFY(filledAndStopped(24));
        qInfo("first cells after %lld ms, 24 x 24 after %lld ms", first, clock.elapsed());
        const auto map = state().map;
        QCOMPARE(QString::fromLatin1(map->plan.axes[0].row->name), QStringLiteral("kappa"));
        QCOMPARE(QString::fromLatin1(map->plan.axes[1].row->name), QStringLiteral("alpha"));
        const auto& measures = map->plan.measures;
        const auto energy =
            static_cast<std::size_t>(std::find(measures.begin(), measures.end(), Measure::FreeEnergy) - measures.begin());
        const auto agents =
            static_cast<std::size_t>(std::find(measures.begin(), measures.end(), Measure::Agents) - measures.begin());
        const std::size_t last = map->plan.axes[0].size() - 1;
        Engine engine(processorBackends());
        for (const CellPlace place :
             {CellPlace{0, 0}, CellPlace{last, 0}, CellPlace{last / 2, last / 3}, CellPlace{last, last}}) {
            const std::size_t cell = cellNumber(map->plan, place);
            QVERIFY(map->known[cell]);
            RunInput input = window_->workspace().document().run;
            input.layer = -1;
            input.parameters = cellParameters(map->plan, place);
            const auto run = engine.run(input, {});
            if (energy < measures.size())
                QCOMPARE(map->table.values[energy][cell], run->history->back().total());
            if (agents < measures.size())
                QCOMPARE(map->table.values[agents][cell], static_cast<double>(run->active->size()));
        }
    }

    void draggingTheCrossIsOneStepAndFillsNothingAnew()
    {
        QVERIFY(bringUp());
        QVERIFY(filledAndStopped(24));
        const auto before = state().map;
        const double kappaBefore = kappa();
        const double alphaBefore = alpha();
        const int steps = window_->history().count();
        const QPoint to = middle() + QPoint(-40, 25);
        Canvas& map = canvas("map");
        const RowTexts there = pointDraggedTo(map.kind(), QRectF(map.rect()), map.scene(), to);
        dragTo(to);
        const Parameters& now = window_->workspace().document().run.parameters;
        QCOMPARE(there.size(), std::size_t(2));
        for (const auto& [row, text] : there)
            QCOMPARE(parameterText(now, parameterInfo(row)), text);
        QVERIFY(kappa() != kappaBefore && alpha() != alphaBefore);
        QVERIFY(settled(
            [&](const Snapshot& s) { return s.request.attention.kappa == kappa() && s.request.evolve.alpha == alpha(); }));
        QCOMPARE(window_->findChild<QDoubleSpinBox*>("kappa")->value(), kappa());
        QCOMPARE(window_->history().count(), steps + 1);
        QCOMPARE(state().map, before);
        QVERIFY(!state().running);
        window_->history().undo();
        QCOMPARE(kappa(), kappaBefore);
        QCOMPARE(alpha(), alphaBefore);
    }

    void theArrowKeysMoveTheCrossByACell()
    {
        QVERIFY(bringUp());
        QVERIFY(filledAndStopped(24));
        const double before = kappa();
        canvas("map").setFocus();
        QTest::keyClick(&canvas("map"), Qt::Key_Right);
        QVERIFY(kappa() > before);
        QCOMPARE(canvas("map").accessibleDescription().left(1), QStringLiteral("κ"));
        const double alphaBefore = alpha();
        QTest::keyClick(&canvas("map"), Qt::Key_Up);
        QVERIFY(alpha() > alphaBefore);
    }

    void whileItFillsAHandThatDragsKeepsItsPictures()
    {
        QVERIFY(bringUp());
        QTRY_VERIFY(state().map && state().running);
        auto* slider = window_->findChild<QSlider*>("kappa-slider");
        QSignalSpy arrived(&window_->workspace(), &Workspace::arrived);
        for (int position = 300; position <= 800; position += 5) {
            slider->setValue(position);
            QTest::qWait(10);
        }
        const double last = sliderValue(parameterInfo("kappa"), 800);
        QVERIFY(settled([&](const Snapshot& s) { return s.request.attention.kappa == last; }));
        QVERIFY2(arrived.count() > 10, qPrintable(QString::number(arrived.count())));
        QVERIFY(filled(24));  // and it goes on
    }

    void anotherParameterBeginsItAnewAndTheLastValueWins()
    {
        QVERIFY(bringUp());
        QTRY_VERIFY(state().map && state().running);
        const auto old = state().map;
        auto* slider = window_->findChild<QSlider*>("layers-slider");
        for (int layers = 1; layers <= 9; ++layers) {
            slider->setValue(sliderPosition(parameterInfo("layers"), layers));
            QTest::qWait(10);
            QVERIFY(state().map);  // a draft, until the first cells of the new one
        }
        QTRY_VERIFY_WITH_TIMEOUT(state().map->plan.base.evolve.layers == 9, kLong);
        QVERIFY(filled(24));
    }

    void cancelTakesNoTime()
    {
        QVERIFY(bringUp());
        QTRY_VERIFY(state().map && state().running);
        const auto then = state().map;
        QElapsedTimer clock;
        clock.start();
        trigger(QStringLiteral("&Cancel"));
        while (state().running && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        QVERIFY2(clock.elapsed() < 100 || GAUGESCOPE_SANITIZED, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(state().map && state().map->done >= then->done);
        QTest::qWait(200);
        QVERIFY(!state().running);  // it stays so
    }

    void aStoredSweepOpensAndACellOpensItsState()
    {
        const gauge::test::TemporaryFolder folder;
        const QString file = storedSweep(folder, {"--path", "both"});
        const StoredSweep sweep = readSweep(file.toStdString(), {});
        set([](map::Options& o) { o.measure = static_cast<int>(Measure::Groups); });
        window_->workspace().open(file);
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 7; }));
        QTRY_VERIFY(canvas("map").isVisible());
        QVERIFY(calm());
        QVERIFY(state().stored && !state().running && state().map->complete());
        QCOMPARE(state().map->table.values, sweep.table.values);
        QCOMPARE(own().x, std::string("kappa"));
        QCOMPARE(own().xTo, 3.0);
        QCOMPARE(own().path, static_cast<int>(SweepPath::Both));
        QCOMPARE(own().measure, static_cast<int>(Measure::Groups));
        QCOMPARE(window_->workspace().recent(), QStringList());  // no settings, no list; but nothing is unsaved
        QVERIFY(!window_->workspace().unsaved());
        // The cross and the measure are looking; the map stays.
        window_->workspace().setRows({{"kappa", "1.7"}, {"alpha", "0.2"}});
        set([](map::Options& o) { o.measure = static_cast<int>(Measure::Rank); });
        QVERIFY(calm());
        QVERIFY(state().stored);
        const CellPlace place{.first = 2, .second = 1, .direction = 1};
        const State end = Sweeper(sweep.plan, processorBackends()).endOf(cellNumber(sweep.plan, place), {});
        emit canvas("map").cellWanted(place);
        QVERIFY(settled([](const Snapshot& s) { return s.state->name == "κ = 1.75, α = 0.3, down"; }));
        QCOMPARE(window_->snapshot()->state->arrays.at("mu").numbers, end.arrays.at("mu").numbers);
        QCOMPARE(window_->snapshot()->state->arrays.at("sigma").numbers, end.arrays.at("sigma").numbers);
        QCOMPARE(kappa(), 1.75);
        QCOMPARE(window_->snapshot()->request.evolve.layers, 0);
        QVERIFY(calm());
        QVERIFY(state().stored);  // others can be opened from it
        QCOMPARE(state().map->table.values, sweep.table.values);
        window_->history().undo();
        QVERIFY(settled([](const Snapshot& s) { return s.request.evolve.layers == 6; }));
        QVERIFY(calm());
        QVERIFY(state().stored);
        QCOMPARE(state().map->table.values, sweep.table.values);
        panel().setText(QStringLiteral("layers"), QStringLiteral("5"));
        QTRY_VERIFY(!state().stored);  // it is of something else now
        window_->history().undo();
        QTRY_VERIFY(state().stored);
        QTest::mouseClick(window_->findChild<QToolButton*>("map-fill"), Qt::LeftButton);
        QTRY_VERIFY(!state().stored && state().running);
    }

    void whatIsSavedOfAMapOpensAgain()
    {
        QVERIFY(bringUp());
        set([](map::Options& o) { o.path = 0; });
        QVERIFY(QTest::qWaitFor([&] { return state().map && state().map->done > 20; }, kLong));
        window_->maps().cancel();
        QTRY_VERIFY(!state().running);
        const auto map = state().map;
        const gauge::test::TemporaryFolder folder;
        const QString file = QString::fromStdString(folder.file("saved.npz"));
        window_->maps().save(QStringLiteral("map"));
        auto* dialog = window_->findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(QFileInfo::exists(file));
        const auto again = mapOf(readSweep(file.toStdString(), {}));
        QCOMPARE(again->known, map->known);
        for (std::size_t cell = 0; cell < map->known.size(); ++cell)
            if (map->known[cell])
                QCOMPARE(again->table.values[0][cell], map->table.values[0][cell]);
    }

    void aDroppedLabelSetsTheAxis()
    {
        QVERIFY(bringUp());
        QVERIFY(filledAndStopped(24));
        Canvas& map = canvas("map");
        const std::unique_ptr<QMimeData> data(parameterMime(parameterInfo("lambda")));
        const auto drop = [&](const QPoint& at) {
            QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(&map, &enter);
            QVERIFY(enter.isAccepted());
            QDragMoveEvent over(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(&map, &over);
            QVERIFY(over.isAccepted());
            QDropEvent drops(QPointF(at), Qt::CopyAction, data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(&map, &drops);
        };
        const int steps = window_->history().count();
        const QRectF plot = map.kind().plot(QRectF(map.rect()), map.scene());
        drop(QPoint(static_cast<int>(plot.center().x()), static_cast<int>(plot.bottom()) + 8));
        QCOMPARE(own().x, std::string("lambda"));
        QCOMPARE(own().y, std::string("alpha"));
        QCOMPARE(window_->history().count(), steps + 1);
        QTRY_VERIFY(state().map && std::string_view(state().map->plan.axes[0].row->name) == "lambda");
    }

    void aSessionKeepsWhatTheMapIsOf()
    {
        set([](map::Options& o) {
            o.x = "lambda";
            o.y = "kappa";
            o.xFrom = 0.25;
            o.xTo = 2;
            o.xScale = 2;
            o.measure = static_cast<int>(Measure::Rank);
            o.path = static_cast<int>(SweepPath::Both);
            o.branch = 1;
        });
        const map::Options before = own();
        const std::string saved = window_->workspace().bytes();
        const gauge::test::TemporaryFolder folder;
        const QString file = QString::fromStdString(folder.file("a.gaugescope"));
        QVERIFY(window_->workspace().save(file));
        window_->workspace().newSession();
        QVERIFY(calm());
        QVERIFY(!(own() == before));
        window_->workspace().open(file);
        QTRY_VERIFY(own() == before);
        QCOMPARE(window_->workspace().bytes(), saved);
    }

    void twoMapsAreEachOfTheirOwn()
    {
        QVERIFY(bringUp());
        QVERIFY(filledAndStopped(24));
        window_->duplicate(QStringLiteral("map"));
        QTRY_VERIFY(window_->canvas(QStringLiteral("map-2")).isVisible());
        ViewOptions other = window_->canvas(QStringLiteral("map-2")).options();
        other.of<map::Options>().x = "lambda";
        window_->canvas(QStringLiteral("map-2")).setOptions(other);
        QTRY_VERIFY(state("map-2").map && std::string_view(state("map-2").map->plan.axes[0].row->name) == "lambda");
        QCOMPARE(QString::fromLatin1(state("map").map->plan.axes[0].row->name), QStringLiteral("kappa"));
        QCOMPARE(window_->canvas(QStringLiteral("map-2")).scene().map.map, state("map-2").map);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::MapWindowTest)
#include "map_window_test.moc"
