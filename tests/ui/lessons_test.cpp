// Every lesson of the program in a real window: states set, light on what is there, texts that fit, predictions, and "show me" by the real controls.
#include "tests/support/window.h"

#include "core/lesson/check.h"
#include "ui/panels/classroom.h"
#include "ui/panels/lesson_text.h"
#include "ui/panels/training_panel.h"

#include <algorithm>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

namespace gauge::ui {
namespace {

class LessonsTest : public test::WindowFixture {
    Q_OBJECT

    int stepNumber_ = 0;

    Classroom& room() { return window_->classroom(); }
    LessonPlayer& player() { return room().player(); }

    bool arrived()
    {
        return QTest::qWaitFor([&] { return room().settled() && window_->settled() && !window_->workspace().busy(); },
                               30000);
    }
    /// What was measured or trained on the way is there too.
    bool worked()
    {
        return arrived() &&
               QTest::qWaitFor(
                   [&] { return !window_->cost().state().running && !window_->training().runner().state().running; },
                   120000) &&
               arrived();
    }
    static bool isNumber(const std::string& number) { return number != "…" && number != "–" && !number.empty(); }

    void compareNumbers(const std::string& key)
    {
        const auto& all = player().told().numbers;
        const auto found = all.find(key);
        if (found != all.end())
            for (const std::string& number : found->second)
                QVERIFY2(isNumber(number),
                         fmt::format("{} {}: {} {}", stepNumber_, key, number, player().told().fault).c_str());
    }

    /// What is lit lies in the window, and is not covered by the lesson.
    void compareLight(const lesson::Step& step)
    {
        if (!step.spotlight)
            return;
        QVERIFY2(QTest::qWaitFor([&] { return room().light().lit().has_value(); }, 5000),
                 qPrintable(QString::number(stepNumber_)));
        const Whereabouts lit = room().light().lit().value_or(Whereabouts{});
        QVERIFY2(window_->rect().contains(lit.spot), "lit outside of the window");
        QVERIFY(!lit.rect.isEmpty());
        const QWidget* panel = window_->findChild<QWidget*>(QStringLiteral("lesson-dock"));
        QVERIFY(!QRect(panel->mapTo(window_.get(), QPoint(0, 0)), panel->size()).contains(lit.spot));
    }

    void predict(const lesson::Step& step)
    {
        if (step.answers.empty())
            return;
        QVERIFY(!find<LessonText>("lesson-because").isVisible());
        const auto right = std::find_if(step.answers.begin(), step.answers.end(), [](const auto& a) { return a.right; });
        const auto number = right - step.answers.begin();
        find<QRadioButton>(qPrintable(QStringLiteral("lesson-answer-%1").arg(number + 1))).click();
        QVERIFY(worked());
        QTRY_VERIFY_WITH_TIMEOUT(find<LessonText>("lesson-because").isVisible(), 5000);
        for (std::size_t k = 0; k < step.answers.size(); ++k)
            compareNumbers(fmt::format("because {}", k + 1));
        QVERIFY2(room().panel().fits(), "what is said of the answers does not fit");
    }

    void accomplish(const lesson::Step& step)
    {
        if (!step.check)
            return;
        QVERIFY2(!player().told().done, "done before anything was done");
        QVERIFY(!find<LessonText>("lesson-take-away").isVisible());
        QTest::mouseClick(&find<QPushButton>("lesson-show"), Qt::LeftButton);
        QVERIFY(room().demonstration().running());
        QVERIFY(QTest::qWaitFor([&] { return !room().demonstration().running(); }, 60000));
        QVERIFY(worked());
        QTRY_VERIFY_WITH_TIMEOUT(player().accomplished(), 10000);
        QVERIFY(player().told().done);
    }

private slots:
    void init()
    {
        open(QSize(1280, 720));  // the least screen that has to have room for every text
        player().setAnimated(false);
        room().demonstration().setSpeed(20);
        connect(&room(), &Classroom::failed, this, [](const QString& words) { qWarning("%s", qPrintable(words)); });
    }

    void everyExampleBearsItsStoryOut_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<int>("number");
        for (std::size_t k = 0; k < examples().size(); ++k)
            QTest::newRow(examples()[k].name.c_str()) << static_cast<int>(k);
    }

    /// As the menu opens it, with its story in Source as long as it is what it tells of.
    void everyExampleBearsItsStoryOut()
    {
        QFETCH(const int, number);
        const Example& example = examples()[static_cast<std::size_t>(number)];
        QCOMPARE(std::count(example.story.begin(), example.story.end(), '.'), 2);
        QVERIFY(!example.claims.empty());
        trigger(QString::fromStdString(example.name));
        QVERIFY(
            QTest::qWaitFor([&] { return storyOf(window_->workspace().document().run) == exampleStory(example); }, 30000));
        QVERIFY(calm(60000));
        Engine engine(processorBackends());
        lesson::Scene scene;
        scene.now = window_->snapshot();
        scene.run = [&engine](const RunInput& input) { return engine.run(input, {}); };
        for (const std::string& claim : example.claims)
            QVERIFY2(lesson::evaluate(lesson::expressionOf(claim, lesson::Type::Truth), scene).truth, claim.c_str());
        const auto& label = find<QLabel>("source-label");
        QVERIFY2(label.text().endsWith(QString::fromStdString(example.story)), qPrintable(label.text()));
        Parameters p = window_->workspace().document().run.parameters;
        p.consensus.threshold *= 1.5;
        window_->workspace().setParameters(p);
        QVERIFY(calm(60000));
        QVERIFY(!label.text().contains(QString::fromStdString(example.story)));
    }

    void everyStepOfEveryLesson_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<int>("number");
        for (std::size_t k = 0; k < course().size(); ++k)
            QTest::newRow(qPrintable(course()[k].key)) << static_cast<int>(k);
    }

    void everyStepOfEveryLesson()
    {
        QFETCH(const int, number);
        const CourseLesson& chosen = course()[static_cast<std::size_t>(number)];
        for (const lesson::FieldFault& fault : visibleFaults(chosen.lesson))
            QVERIFY2(false, lineOf(fault).c_str());
        const std::string own = window_->workspace().bytes();
        room().open(chosen, 0);
        for (std::size_t k = 0; k < chosen.lesson.steps.size(); ++k) {
            const lesson::Step& step = chosen.lesson.steps[k];
            if (k > 0)
                QTest::mouseClick(&find<QPushButton>("lesson-next"), Qt::LeftButton);
            QCOMPARE(player().at(), k);
            QVERIFY2(worked(), qPrintable(QString::number(k + 1)));
            stepNumber_ = static_cast<int>(k + 1);
            QTRY_VERIFY_WITH_TIMEOUT(player().settled(), 10000);
            for (const char* key : {"text", "question", "answer 1", "answer 2", "answer 3", "answer 4"})
                compareNumbers(key);
            compareLight(step);
            QVERIFY2(room().panel().fits(), qPrintable(QStringLiteral("step %1 does not fit").arg(k + 1)));
            predict(step);
            accomplish(step);
            QTRY_VERIFY_WITH_TIMEOUT(step.takeAway.empty() || find<LessonText>("lesson-take-away").isVisible(), 5000);
            compareNumbers("take-away");
            QVERIFY2(room().panel().fits(), qPrintable(QStringLiteral("step %1 does not fit at its end").arg(k + 1)));
            if (QTest::currentTestFailed())
                return;
        }
        QTest::mouseClick(&find<QPushButton>("lesson-next"), Qt::LeftButton);  // Finish
        QVERIFY(!player().active());
        QCOMPARE(window_->workspace().bytes(), own);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LessonsTest)
#include "lessons_test.moc"
