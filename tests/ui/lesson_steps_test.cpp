// A lesson's steps in the window: numbers, predictions, tasks and faults as they are told, by keyboard and heard.
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

namespace gauge::ui {
namespace {

class LessonStepsTest : public test::LessonFixture {
    Q_OBJECT

private slots:
    void ofABadFileOneLineIsSaidAndNothingChanges()
    {
        QSignalSpy complained(&workspace(), &Workspace::complained);
        const std::string own = workspace().bytes();
        std::vector<std::pair<nlohmann::json, const char*>> bad;
        for (const auto& [place, value, words] :
             {std::tuple("/state/views", nlohmann::json{"atention"}, "step 1: state: views: expected some of attention"),
              std::tuple("/state/options", nlohmann::json{{"attention", {{"quantity", "x"}}}}, "expected of quantity"),
              std::tuple("/spotlight", nlohmann::json{{"view", "beliefs"}}, "expected beliefs among the views"),
              std::tuple("/text", nlohmann::json("So $\\frac{a}$"), "formula '\\frac{a}'"),
              std::tuple("/check", nlohmann::json("kapa < 1"), "step 1: check: column 1")}) {
            auto one = step();
            one[nlohmann::json::json_pointer(place)] = value;
            bad.emplace_back(one, words);
        }
        for (const auto& [one, words] : bad) {
            const qsizetype before = complained.count();
            workspace().open(written("bad.json", one));
            QVERIFY(complained.wait(10000));
            QCOMPARE(complained.count(), before + 1);
            const QString line = complained.back().front().toString();
            QVERIFY2(line.contains(QString::fromUtf8(words)) && !line.contains(QLatin1Char('\n')), qPrintable(line));
            QVERIFY(!player().active());
            QCOMPARE(workspace().bytes(), own);
        }
    }

    void numbersFollowWhatIsOnShow()
    {
        openFile(written("a.json", step()));
        const auto said = [&] { return find<LessonText>("lesson-text").spoken(); };
        const QString first = said();
        QVERIFY2(first.contains(QRegularExpression(QStringLiteral("Cat and dog: 0\\.\\d\\d\\."))), qPrintable(first));
        QVERIFY(!player().accomplished());
        setKappa(0.4);
        QTRY_VERIFY(player().accomplished());
        QVERIFY(said() != first);
        QTRY_VERIFY(find<LessonText>("lesson-take-away").isVisible());
        setKappa(5);  // done stays done
        QVERIFY(calm());
        QVERIFY(player().accomplished() && find<LessonText>("lesson-take-away").isVisible());
        workspace().setText(QStringLiteral("a bird"));
        QTRY_VERIFY(find<QLabel>("lesson-fault").isVisible());
        QVERIFY(find<QLabel>("lesson-fault").text().contains(QStringLiteral("found 'cat'")));
        find<QPushButton>("lesson-again").click();
        QVERIFY(arrived());
        QTRY_COMPARE(said(), first);
        QVERIFY(!find<QLabel>("lesson-fault").isVisible());
    }

    /// What was said before an answer speaks of what was on show then.
    void numbersSaidBeforeAnAnswerStay()
    {
        auto one = step();
        one["text"] = "At {kappa:1} nat it is {beta(cat,dog):3}.";
        one["question"] = "And at less?";
        one["answers"] = {{{"text", "more than {beta(cat,dog):3}"},
                           {"holds", "beta(cat,dog) > before(beta(cat,dog))"},
                           {"because", "No: {beta(cat,dog):3}."}},
                          {{"text", "less"},
                           {"holds", "beta(cat,dog) < before(beta(cat,dog))"},
                           {"right", true},
                           {"because", "Yes: {beta(cat,dog):3}."}}};
        one["then"] = {{"parameters", {{"kappa", 1.5}}}};
        openFile(written("a.json", one));
        const QString before = find<LessonText>("lesson-text").spoken();
        QVERIFY2(before.startsWith(QStringLiteral("At 2.0 nat")), qPrintable(before));
        find<QRadioButton>("lesson-answer-2").click();
        QVERIFY(arrived());
        QTRY_VERIFY(find<LessonText>("lesson-because").isVisible());
        QCOMPARE(find<LessonText>("lesson-text").spoken(), before);
        QVERIFY(!before.contains(find<LessonText>("lesson-because").spoken().mid(5, 5)));
        QVERIFY(player().broken().empty());
    }

    void aLessonThatDoesNotKeepWhatItSaysIsToldOf()
    {
        auto claims = step();
        claims["claims"] = {"beta(cat,dog) > 0.9"};
        auto done = step();
        done["check"] = "kappa < 100";
        auto wrong = step();
        wrong["question"] = "Which?";
        wrong["answers"] = {{{"text", "a"}, {"holds", "kappa > 100"}, {"right", true}, {"because", "So."}},
                            {{"text", "b"}, {"holds", "kappa < 1"}, {"because", "So."}}};
        for (const auto& [one, words] :
             {std::pair(claims, "claim 1: "), std::pair(done, "check: "), std::pair(wrong, "answer 1: ")}) {
            openFile(written("a.json", one));
            if (one.contains("answers"))
                find<QRadioButton>("lesson-answer-1").click();
            QTRY_VERIFY2(find<QLabel>("lesson-fault").text().contains(QString::fromUtf8(words)), words);
            QVERIFY(find<QLabel>("lesson-fault").isVisible());
            if (one.contains("answers"))
                QVERIFY(!find<QRadioButton>("lesson-answer-1").accessibleName().contains(QStringLiteral("so it is")));
            player().leave();
            QVERIFY(calm());
        }
    }

    void aHintComesLateAndShowMeCanBeStopped()
    {
        openFile(written("a.json", step()));
        QVERIFY(!find<LessonText>("lesson-hint").isVisible());
        auto& timer = find<QTimer>("lesson-hint-timer");
        QCOMPARE(timer.interval(), 20000);
        QVERIFY(timer.isActive());
        timer.start(1);
        QTRY_VERIFY(find<LessonText>("lesson-hint").isVisible());
        room().demonstration().setSpeed(1);
        auto& show = find<QPushButton>("lesson-show");
        QTest::mouseClick(&show, Qt::LeftButton);
        QCOMPARE(show.text(), QStringLiteral("Stop"));
        QTRY_VERIFY(workspace().document().run.parameters.attention.kappa < 1.9);  // the real slider moves
        QTest::mouseClick(&show, Qt::LeftButton);
        QCOMPARE(show.text(), QStringLiteral("Show me"));
        const double there = workspace().document().run.parameters.attention.kappa;
        QVERIFY(there > 0.5);
        QTest::qWait(300);
        QCOMPARE(workspace().document().run.parameters.attention.kappa, there);
    }

    void theKeyboardIsEnoughAndEachStepIsHeard()
    {
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        room().open(lesson(1), 0);
        QVERIFY(arrived());
        std::set<QString> heard;
        for (std::size_t k = 0; k < lesson(1).lesson.steps.size(); ++k) {
            auto& text = find<LessonText>("lesson-text");
            QTRY_VERIFY(text.hasFocus());
            QAccessibleInterface* heardAs = QAccessible::queryAccessibleInterface(&text);
            QVERIFY(heardAs);
            QTRY_COMPARE(heardAs->text(QAccessible::Name), text.spoken());
            QVERIFY(!text.spoken().contains(QLatin1Char('\\')) && !text.spoken().contains(QLatin1Char('$')));
            heard.insert(text.spoken());
            if (!player().step().answers.empty()) {
                QTest::keyClick(window_.get(), Qt::Key_Tab);
                for (int tabs = 0; tabs < 4 && !qobject_cast<QRadioButton*>(window_->focusWidget()); ++tabs)
                    QTest::keyClick(window_->focusWidget(), Qt::Key_Tab);
                auto* choice = qobject_cast<QRadioButton*>(window_->focusWidget());
                QVERIFY(choice && !choice->accessibleName().isEmpty());
                QTest::keyClick(choice, Qt::Key_Space);
                QVERIFY(player().chosen() >= 0);
            }
            const std::size_t at = player().at();
            QTest::keyClick(window_->focusWidget(), Qt::Key_Right, Qt::AltModifier);
            QTRY_VERIFY(!player().active() || player().at() == at + 1);  // the button goes down first
            QVERIFY(arrived());
        }
        QVERIFY(!player().active());
        QCOMPARE(heard.size(), lesson(1).lesson.steps.size());
    }

    void progressIsKept()
    {
        room().open(lesson(2), 0);
        QVERIFY(arrived());
        player().goTo(1);
        QVERIFY(arrived());
        player().leave();
        QVERIFY(calm());
        const QString key = lesson(2).key;
        QCOMPARE(progressIn(file("settings.ini"), key).reached, 1);
        auto& list = find<QListWidget>("lesson-list");
        QCOMPARE(list.count(), static_cast<int>(course().size()));
        QVERIFY2(list.item(1)->text().contains(QStringLiteral("step 2 of ")), qPrintable(list.item(1)->text()));
        room().open(lesson(2));
        QVERIFY(arrived());
        QCOMPARE(player().at(), std::size_t{1});
        player().leave();
        keepProgress(file("settings.ini"), key, {8, true});
        QCOMPARE(progressIn(file("settings.ini"), key), (Progress{8, true}));
    }

    void lessonsAreFoundByNumberNameAndTitle()
    {
        for (const char* name : {"3", "03-attention-is-agreement", "attention-is-agreement", "Attention is agreement"})
            QCOMPARE(lessonNamed(QLatin1String(name)).key, QStringLiteral("03-attention-is-agreement"));
        QVERIFY_EXCEPTION_THROWN(lessonNamed(QStringLiteral("attention")), Error);
        QCOMPARE(lessonNamed(written("a.json", step())).lesson.title, std::string("Mine"));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LessonStepsTest)
#include "lesson_steps_test.moc"
