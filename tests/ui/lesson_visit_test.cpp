// A lesson is a visit: what somebody was at waits, is what is saved, and comes back byte for byte.
#include "core/io/file.h"
#include "tests/support/lesson_window.h"

#include "ui/panels/lesson_text.h"

#include <QAccessible>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

namespace gauge::ui {
namespace {

class LessonVisitTest : public test::LessonFixture {
    Q_OBJECT

private slots:
    void everythingComesBackByteForByte()
    {
        setKappa(3);
        QTest::qWait(1100);
        window_->selection().lock({{1, 8}, 1, 8, false, {}, {}}, false);
        QTest::qWait(1100);
        window_->duplicate(QStringLiteral("beliefs"));
        option("attention", "quantity", 2);
        workspace().setNames({{{0, 4, 7, 11}, QStringLiteral("articles")}});
        window_->pin();
        QVERIFY(calm());
        window_->history().undo();
        QVERIFY(calm() && window_->history().canRedo() && workspace().unsaved());
        const std::string own = workspace().bytes();
        const Document document = workspace().document();
        const int steps = window_->history().count();
        const int index = window_->history().index();
        const QByteArray arrangement = window_->saveState();
        for (const int number : {1, 4, 8}) {
            room().open(lesson(number), 0);
            QVERIFY(arrived());
            QVERIFY(!(workspace().document() == document));
            QCOMPARE(workspace().bytes(), own);  // what would be saved
            QVERIFY(workspace().unsaved());
            setKappa(0.3);
            workspace().setText(QStringLiteral("something else"));
            window_->duplicate(QStringLiteral("attention"));
            window_->arrange(Preset::Figure);
            QVERIFY(calm());
            player().goTo(2);
            QVERIFY(arrived());
            player().leave();
            QVERIFY(calm());
            QCOMPARE(workspace().bytes(), own);
            QVERIFY(workspace().document() == document);
            QCOMPARE(window_->history().count(), steps);
            QCOMPARE(window_->history().index(), index);
            QVERIFY(window_->history().canRedo() && workspace().unsaved());
            QCOMPARE(window_->saveState(), arrangement);
            QVERIFY(window_->snapshot()->input.parameters == document.run.parameters);
        }
        window_->history().redo();
        QVERIFY(calm());
        QVERIFY(workspace().bytes() != own);
    }

    void fromOneLessonToAnotherAndBackToOnesOwn()
    {
        setKappa(3);
        QVERIFY(calm());
        const std::string own = workspace().bytes();
        const QByteArray arrangement = window_->saveState();
        for (const int number : {1, 4, 2}) {
            room().open(lesson(number), 1);
            QVERIFY(arrived());
            QCOMPARE(player().lesson().key, lesson(number).key);
            QCOMPARE(workspace().bytes(), own);
        }
        player().leave();
        QVERIFY(calm());
        QCOMPARE(workspace().bytes(), own);
        QCOMPARE(window_->saveState(), arrangement);
        QCOMPARE(window_->snapshot()->input.parameters.attention.kappa, 3.0);
    }

    void oneUndoTakesAStepsStateBack()
    {
        openFile(written("a.json", step()));
        const Document begun = workspace().document();
        const int before = window_->history().count();
        player().goTo(0);
        QVERIFY(arrived());
        setKappa(7);
        QTest::qWait(1100);
        player().again();
        QVERIFY(arrived());
        QCOMPARE(workspace().document().run.parameters.attention.kappa, 2.0);
        QCOMPARE(window_->history().count(), before + 2);
        workspace().undoGroup().undo();
        QVERIFY(calm());
        QCOMPARE(workspace().document().run.parameters.attention.kappa, 7.0);
        QVERIFY(begun.run.text == workspace().document().run.text);
    }

    /// The same with pictures between: what is on the way is no step.
    void aStateMovesThereAndIsOneStep()
    {
        player().setAnimated(true);
        auto two = step();
        openFile(written("a.json", two));
        setKappa(0.2);
        QTest::qWait(1100);
        const int before = window_->history().count();
        std::vector<double> met;
        const auto watching = connect(&workspace(), &Workspace::arrived, this,
                                      [&] { met.push_back(window_->snapshot()->input.parameters.attention.kappa); });
        player().again();
        QVERIFY(arrived());
        disconnect(watching);
        QVERIFY2(met.size() > 3, qPrintable(QString::number(met.size())));
        QVERIFY(std::is_sorted(met.begin(), met.end()));
        QCOMPARE(met.back(), 2.0);
        QCOMPARE(window_->history().count(), before + 1);
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(workspace().document().run.parameters.attention.kappa, 0.2);
    }

    /// A state goes on from the layer on show, on its way there too; the hand that shows does so while layers play.
    void aRunGoesOnWithOtherParameters()
    {
        auto one = step();
        one["state"]["parameters"]["layers"] = 24;
        one["state"]["layer"] = 4;
        one["question"] = "And then?";
        one["answers"] = {{{"text", "a"}, {"holds", "layer == 12"}, {"right", true}, {"because", "So."}},
                          {{"text", "b"}, {"holds", "layer == 4"}, {"because", "So."}}};
        one["then"] = {{"onward", true}, {"parameters", {{"kappa", 4}}}, {"layer", 12}};
        one["check"] = "kappa == 1 and layer == layers";
        one["show"] = {{{"onward", true}, {"parameters", {{"kappa", 1}}}}, {{"layer", "last"}}};
        openFile(written("a.json", one));
        QVERIFY(workspace().document().run.earlier.empty());
        player().setAnimated(true);
        int met = 0;
        const auto watching = connect(&workspace(), &Workspace::arrived, this,
                                      [&] { met += window_->snapshot()->changes.size() == 1 ? 1 : 0; });
        player().choose(0);
        QVERIFY(arrived());
        disconnect(watching);
        QVERIFY2(met > 3, qPrintable(QString::number(met)));
        const auto legs = [&] { return workspace().document().run.earlier; };
        QCOMPARE(legs().size(), std::size_t(1));
        QCOMPARE(legs().front().until, 4);
        QCOMPARE(legs().front().parameters.attention.kappa, 2.0);
        QVERIFY2(player().broken().empty(), player().broken().c_str());
        find<QPushButton>("lesson-show").click();
        QTRY_VERIFY_WITH_TIMEOUT(player().accomplished(), 20000);
        QTRY_VERIFY(!room().demonstration().running());
        QVERIFY(arrived());
        QVERIFY(legs().size() > 1 && legs().front().until == 4 && legs()[1].until >= 12);
        QCOMPARE(legs()[1].parameters.attention.kappa, 4.0);
        QVERIFY(!find<QToolButton>("play").isChecked());
        player().again();
        QVERIFY(arrived());
        QVERIFY(legs().empty());
    }

    void savingInALessonSavesOnesOwn()
    {
        setKappa(3);
        QVERIFY(calm());
        const std::string own = workspace().bytes();
        room().open(lesson(3), 0);
        QVERIFY(arrived());
        QVERIFY(workspace().save(file("mine.gaugescope")));
        QCOMPARE(readFile(folder_->file("mine.gaugescope")), own);
        QVERIFY(!workspace().unsaved());
        setKappa(9);
        QVERIFY(calm());
        QVERIFY(!workspace().unsaved());
        player().leave();
        QVERIFY(calm());
        QCOMPARE(workspace().bytes(), own);
        QVERIFY(!workspace().unsaved() && window_->history().isClean());
    }

    void acrashInALessonLosesNothingOfOnesOwn()
    {
        setKappa(3);
        QVERIFY(calm());
        QTest::qWait(1500);  // it is kept
        room().open(lesson(3), 0);
        QVERIFY(arrived());
        setKappa(9);
        QTest::qWait(1500);
        QDir kept(file("recovery"));
        const QStringList copies = kept.entryList({QStringLiteral("*.gaugescope")}, QDir::Files);
        QCOMPARE(copies.size(), 1);
        QCOMPARE(readSession(kept.filePath(copies.front()).toStdString()).run.parameters.attention.kappa, 3.0);
    }

    void openingSomethingElseEndsIt()
    {
        setKappa(3);
        QVERIFY(calm());
        room().open(lesson(3), 0);
        QVERIFY(arrived());
        window_->workspace().openExample(examples()[1]);
        QVERIFY(calm() && !player().active());
        QCOMPARE(workspace().document().run.parameters, examples()[1].parameters);
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(workspace().document().run.parameters.attention.kappa, 3.0);
        room().open(lesson(3), 0);
        QVERIFY(arrived());
        trigger(QStringLiteral("&New"));
        QVERIFY(calm() && !player().active());
    }

    void undoLeadsNoFurtherBackThanTheLesson()
    {
        openFile(written("a.json", step()));
        QVERIFY(!window_->history().canUndo());
        setKappa(5);
        QVERIFY(calm());
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(workspace().document().run.text, std::string("the cat and the dog"));
        QVERIFY(!window_->history().canUndo());
    }

    /// Whatever brings a longer text back, its lock does not point beyond the run that is still on show.
    void aLockWaitsForTheRunThatHasItsTokens()
    {
        window_->selection().lock({{12}, -1, -1, false, {}, {}}, false);
        QTest::qWait(1100);
        workspace().setText(QStringLiteral("a cat"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 2; }) && calm());
        QVERIFY(window_->selection().value().locked.empty());
        window_->history().undo();
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13; }) && calm());
        QCOMPARE(window_->selection().value().locked, std::vector<int>{12});
        QCOMPARE(workspace().document().lock.locked, std::vector<int>{12});
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LessonVisitTest)
#include "lesson_visit_test.moc"
