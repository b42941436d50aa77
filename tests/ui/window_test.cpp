// The real window, driven offscreen.
#include "ui/figure/figure.h"
#include "ui/figure/figure_recipe.h"
#include "ui/main_window.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/slider_scale.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_panel.h"

#include "ui/panels/help_panel.h"

#include "core/error.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <map>
#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <set>

namespace gauge::ui {
namespace {

class WindowTest : public test::WindowFixture {
    Q_OBJECT

private slots:
    void init() { open(QSize(1360, 860)); }
    void cleanup() { window_.reset(); }

    void opensOnARealSentenceAlreadyComputed()
    {
        QVERIFY(window_->windowTitle().startsWith(QStringLiteral("the cat sat")));
        QVERIFY(window_->windowTitle().endsWith(QStringLiteral("Gaugescope")));
        QCOMPARE(window_->snapshot()->layer, 6);
        const auto& label = window_->snapshot()->clusters().label;
        QCOMPARE(label[0], label[4]);
        QCOMPARE(label[1], label[8]);  // cat and dog
        QVERIFY(window_->findChild<QLabel*>("status")->text().contains(QStringLiteral("N = 13, K = 16")));
    }

    void typedTextReachesEveryView()
    {
        auto* text = window_->findChild<QPlainTextEdit*>("text");
        text->selectAll();
        QTest::keyClicks(text, "red wine");
        QVERIFY(settled([](const Snapshot& s) { return s.state->tokens == std::vector<std::string>{"red", "wine"}; }));
        for (const ViewKind& kind : viewKinds())
            QCOMPARE(window_->canvas(QLatin1String(kind.name)).scene().snapshot, window_->snapshot());
    }

    void draggingKappaEndsInTheFreshResult()
    {
        auto* slider = window_->findChild<QSlider*>("kappa-slider");
        for (int position = 300; position <= 800; position += 10) {
            slider->setValue(position);
            QTest::qWait(2);
        }
        const double kappa = sliderValue(parameterInfo("kappa"), 800);
        QVERIFY(settled([&](const Snapshot& s) { return s.request.attention.kappa == kappa; }));
        RunInput input;
        input.text = window_->findChild<QPlainTextEdit*>("text")->toPlainText().toStdString();
        input.parameters = window_->snapshot()->input.parameters;
        const auto fresh = Engine(processorBackends()).run(input, {});
        QVERIFY(fresh->attention[0] == window_->snapshot()->attention[0]);
        QCOMPARE(window_->findChild<QDoubleSpinBox*>("kappa")->value(), kappa);
    }

    void movingThetaRecutsWithoutRecomputing()
    {
        const auto before = window_->snapshot()->clusters().members.size();
        window_->findChild<QDoubleSpinBox*>("threshold")->setValue(1e-3);
        QVERIFY(settled([](const Snapshot& s) { return s.request.consensus.threshold == 1e-3; }));
        QCOMPARE(window_->snapshot()->computed, (std::vector<std::string>{"cut", "levels", "active"}));
        QVERIFY(window_->snapshot()->clusters().members.size() > before);
        QCOMPARE(window_->snapshot()->clusters().members.size(), std::size_t(10));  // the four "the" agree exactly
    }

    void draggingTheLineInTheTreesMovesTheta()
    {
        for (const char* view : {"consensus", "attention"}) {
            if (std::string(view) == "attention")
                option(view, "by-cluster", 1);
            window_->canvas(QLatin1String(view)).parentWidget()->parentWidget()->raise();
            Canvas& tree = canvas(view);
            QTRY_VERIFY(tree.isVisible());
            const double before = window_->snapshot()->request.consensus.threshold;
            const QPoint line = findPoint(tree, [](const Hit& h) { return h.threshold; });
            QVERIFY(line.y() > 0);
            const QPoint there =
                line + (QLatin1String(view) == QLatin1String("attention") ? QPoint(-25, 0) : QPoint(0, -25));
            QTest::mousePress(&tree, Qt::LeftButton, {}, line);
            QTest::mouseMove(&tree, there);
            QVERIFY(settled([&](const Snapshot& s) { return s.request.consensus.threshold > before * 1.02; }));
            QTest::mouseRelease(&tree, Qt::LeftButton, {}, there);
            QVERIFY(calm());
        }
    }

    void movingThePositionRateTurnsTheFrames()
    {
        QVERIFY(window_->snapshot()->frames.identity);
        window_->findChild<QDoubleSpinBox*>("position-rate")->setValue(0.4);
        QVERIFY(settled([](const Snapshot& s) { return !s.frames.identity; }));
        const auto& t = window_->snapshot()->triads;
        QVERIFY(std::abs(t[1].axes(0, 0) - std::cos(0.4)) < 1e-12);
        QVERIFY(std::abs(t[3].axes(0, 0) - std::cos(1.2)) < 1e-12);
    }

    void selectionSurvivesParameterChangesAndIsCutToTheText()
    {
        window_->selection().lockExactly(
            {.tokens = {2, 12}, .receiver = -1, .sender = -1, .threshold = false, .text = {}, .value = {}});
        window_->findChild<QDoubleSpinBox*>("kappa")->setValue(5);
        QVERIFY(settled([](const Snapshot& s) { return s.request.attention.kappa == 5; }));
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{2, 12}));
        window_->findChild<QPlainTextEdit*>("text")->setPlainText("one two three four");
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 4; }));
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{2}));
    }

    void steppingAndPlayingMoveThroughLayers()
    {
        QTest::mouseClick(window_->findChild<QToolButton*>("first"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 0; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("forward"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 1; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("play"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 3; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("play"), Qt::LeftButton);
    }

    void playingMovesThePictureBetweenLayersAndRestsOnThem()
    {
        auto* timeline = window_->findChild<Timeline*>();
        QTest::mouseClick(window_->findChild<QToolButton*>("first"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 0; }));
        QSignalSpy moved(timeline, &Timeline::moved);
        timeline->play(true);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 1; }));
        QTRY_VERIFY(moved.size() > 4);
        const double between = canvas("beliefs").scene().moment;
        timeline->play(false);
        QTRY_COMPARE(moved.last().first().toDouble(), -1.0);
        QVERIFY(between >= 0 && between <= 1);
        QCOMPARE(canvas("beliefs").scene().moment, -1.0);
        QCOMPARE(window_->snapshot()->layer, 1);
    }

    void aBadFileIsReportedAndLosesNothing()
    {
        const auto before = window_->snapshot();
        window_->workspace().open(QStringLiteral("/nowhere/at/all.npz"));
        QTRY_VERIFY(window_->findChild<QLabel*>("status")->text().contains(QStringLiteral("no such file")));
        QTest::qWait(50);
        QCOMPARE(window_->snapshot(), before);
    }

    void resetReturnsToTheIdenticalStartAndReseedToAnother()
    {
        panel().setText(QStringLiteral("start-noise"), QStringLiteral("0.5"));
        QVERIFY(settled([](const Snapshot& s) { return s.request.start.noise == 0.5; }));
        QVERIFY(calm());
        const auto seeded = window_->snapshot();
        window_->workspace().reseed();
        QVERIFY(settled([](const Snapshot& s) { return s.request.start.seed == 2; }));
        QVERIFY(!(window_->snapshot()->projected[0][0].mean == seeded->projected[0][0].mean));
        panel().setText(QStringLiteral("seed"), QStringLiteral("1"));
        QVERIFY(settled([](const Snapshot& s) { return s.request.start.seed == 1; }));
        QVERIFY(window_->snapshot()->attention[0] == seeded->attention[0]);
        QVERIFY(window_->snapshot()->common->heads[0].mean == seeded->common->heads[0].mean);
    }

    void whileLayersPlayAChangeGoesOnFromThePresentBeliefs()
    {
        auto* timeline = window_->findChild<Timeline*>();
        const auto before = window_->snapshot();
        QTest::mouseClick(window_->findChild<QToolButton*>("first"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 0; }));
        timeline->play(true);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 2; }));
        panel().setText(QStringLiteral("alpha"), QStringLiteral("2"));
        QVERIFY(settled([](const Snapshot& s) { return s.request.evolve.alpha == 2; }));
        timeline->play(false);
        QVERIFY(calm());
        const auto now = window_->snapshot();
        QCOMPARE(*now->changes, (std::vector<int>{2}));
        for (int layer = 0; layer <= 2; ++layer)
            QVERIFY(now->projected.size() == before->projected.size());
        QVERIFY(now->history[1].total() == before->history[1].total());  // with the first parameters
        QVERIFY(now->history[4].total() != before->history[4].total());  // with the new ones
        window_->workspace().resetRun();
        QVERIFY(settled([](const Snapshot& s) { return s.changes.empty(); }));
        QVERIFY(window_->snapshot()->history[1].total() != before->history[1].total());
    }

    void aBadRunIsLoggedUntilDismissed()
    {
        window_->workspace().open(QStringLiteral("/nowhere/at/all.npz"));
        auto* list = window_->findChild<QListWidget*>("log-list");
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("no such file")));
        QTest::qWait(50);
        QCOMPARE(list->count(), 1);
        QVERIFY(window_->findChild<QToolButton*>("log-button")->text().contains(QLatin1Char('1')));
    }

    void everyActionHasAWayByKeysAndNoTwoShareOne()
    {
        std::map<QString, QString> taken;
        for (const QAction* action : window_->findChildren<QAction*>()) {
            if (action->shortcut().isEmpty())
                continue;
            const QString keys = action->shortcut().toString();
            QVERIFY2(taken.emplace(keys, action->text()).second,
                     qPrintable(keys + QLatin1Char(' ') + action->text() + QLatin1Char(' ') + taken[keys]));
        }
        std::function<void(const QMenu*)> walk = [&](const QMenu* menu) {
            std::set<QChar> letters;
            for (const QAction* action : menu->actions()) {
                if (action->isSeparator())
                    continue;
                QVERIFY2(!action->text().isEmpty(), qPrintable(menu->title()));
                if (const auto at = action->text().indexOf(QLatin1Char('&')); at >= 0)
                    QVERIFY2(letters.insert(action->text()[at + 1].toLower()).second,
                             qPrintable(menu->title() + action->text()));
                if (action->menu())
                    walk(action->menu());
            }
        };
        for (const QAction* action : window_->menuBar()->actions())
            walk(action->menu());
        for (const ViewKind& kind : viewKinds())
            QVERIFY(canvas(kind.name).focusPolicy() & Qt::TabFocus);
    }

    void arrowsMoveTheActiveCellAndItIsSpoken()
    {
        Canvas& attention = canvas("attention");
        attention.setFocus();
        QTest::keyClick(&attention, Qt::Key_Down);
        QTest::keyClick(&attention, Qt::Key_Down);
        QTest::keyClick(&attention, Qt::Key_Right);
        const Selection& s = window_->selection().value();
        QCOMPARE(s.lockedReceiver, 1);
        QCOMPARE(s.lockedSender, 1);
        QTest::keyClick(&attention, Qt::Key_Right);
        QCOMPARE(window_->selection().value().lockedSender, 2);
        QVERIFY(attention.accessibleDescription().startsWith(QStringLiteral("β(cat ← sat) = ")));
        QVERIFY(window_->findChild<QLabel*>("pointed")->text().startsWith(QStringLiteral("β(cat ← sat) = ")));
        QVERIFY(window_->findChild<QLabel*>("lock")->text().contains(QStringLiteral("cat ← sat")));
    }

    void theManualHasAPassageForEverythingUnderThePointer()
    {
        window_->show();
        auto* help = window_->findChild<HelpPanel*>();
        std::set<QString> topics;
        for (const QWidget* w : window_->findChildren<QWidget*>())
            topics.insert(topicOf(w));
        QVERIFY(topics.size() > 40);
        for (const QString& topic : topics)
            QVERIFY2(help->showTopic(topic), qPrintable(topic));
        QVERIFY(!help->showTopic(QStringLiteral("no such thing")));
    }

    void theArrangementComesBack()
    {
        const gauge::test::TemporaryFolder folder;
        QSettings settings(QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat);
        window_->arrange(Preset::Teach);
        Preferences dark;
        dark.look = Preferences::Look::Dark;
        window_->setPreferences(dark);
        window_->saveArrangement(settings);
        MainWindow other(processorBackends());
        other.restoreArrangement(settings);
        other.show();
        QVERIFY(other.findChild<QDockWidget*>("inspector-dock")->isVisible());
        QVERIFY(!other.findChild<QDockWidget*>("meta-tokens-dock")->isVisible());
        QSettings again(QString::fromStdString(folder.file("again.ini")), QSettings::IniFormat);
        other.saveArrangement(again);
        QCOMPARE(again.value(QStringLiteral("look/theme")).toString(), QStringLiteral("dark"));
        window_->setTheme(Theme::Light);
    }

    void aDuplicateHasItsOwnOptions()
    {
        panel().setText(QStringLiteral("irrep-heads"), QStringLiteral("true"));
        QVERIFY(settled([](const Snapshot& s) { return s.energy.size() == 4; }));
        option("attention", "head", 1);
        ViewPanel* copy = window_->duplicate(QStringLiteral("attention"));
        QCOMPARE(test::chosen(copy->canvas().kind(), copy->canvas().options(), "head"), 1);
        auto* head = copy->findChild<QComboBox*>("attention-2-head");
        QVERIFY(head);
        head->setCurrentIndex(head->findData(3));
        emit head->activated(head->currentIndex());
        QCOMPARE(test::chosen(copy->canvas().kind(), copy->canvas().options(), "head"), 3);
        QCOMPARE(option("attention", "head"), 1);
        QVERIFY(calm());
        QCOMPARE(copy->canvas().scene().snapshot, window_->snapshot());
    }

    void theCostViewMeasuresThisStateAndCanBeCancelled()
    {
        const auto before = window_->snapshot();
        window_->cost().measure(before);
        QTRY_VERIFY_WITH_TIMEOUT(window_->cost().state().report != nullptr, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->cost().state().running, 60000);
        const CostReport& report = *window_->cost().state().report;
        QCOMPARE(report.tokens, Index(13));
        QVERIFY(report.payOff.has_value());
        std::set<std::string> measured;
        for (const MethodTime& m : report.methods) {
            if (!m.refused.empty())
                continue;
            measured.insert(m.method);
            QVERIFY2(m.cold.least > 0 && m.cold.least <= m.cold.median && m.cold.median <= m.greatestCold,
                     m.method.c_str());
            if (m.method == "exact" || m.method == "naive" || m.method == "pairwise")
                QVERIFY2(m.error >= 0 && m.error < 1e-5, m.method.c_str());
        }
        for (const char* name : {"naive", "exact", "pairwise", "diagonal", "low-rank=2", "dot-product"})
            QVERIFY2(measured.count(name) == 1, name);
        window_->cost().measure(before);
        QTest::qWait(20);
        window_->cost().cancel();
        QTRY_VERIFY(!window_->cost().state().running);
        QCOMPARE(window_->snapshot(), before);
    }

    void theTowerHasAFloorForEveryScale()
    {
        RunInput input;
        input.text = "the cat sat on the mat while the dog slept by the fire and the child read a book";
        Parameters& p = input.parameters;
        p.evolve.layers = 5;
        p.evolve.alpha = 0.3;
        p.attention.kappa = 3;
        p.consensus.scales = 3;
        p.consensus.threshold = 0.5;
        p.consensus.growth = 3;
        Scene scene;
        scene.snapshot = Engine(processorBackends()).run(input, {});
        const ViewKind* tower = findView(QStringLiteral("meta-tokens"));
        const QRectF area(0, 0, 700, 420);
        std::set<QString> floors;
        for (double y = 0; y < area.height(); y += 3) {
            for (double x = 0; x < area.width(); x += 3) {
                const Hit hit = tower->hit(area, scene, QPointF(x, y));
                if (hit.text.startsWith(QStringLiteral("scale "))) {
                    floors.insert(hit.text.left(7));
                    QVERIFY(hit.tokens.size() >= 2);
                }
            }
        }
        QVERIFY(floors.size() >= 2);
        QVERIFY(floors.count(QStringLiteral("scale 2")) == 1);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::WindowTest)
#include "window_test.moc"
