// Every lesson's page, played in a real browser to the end: its numbers, answers and tasks are the program's.
#include "core/io/file.h"
#include "tests/support/browser.h"
#include "tests/support/cli.h"
#include "ui/page/page.h"
#include "ui/workspace/lessons.h"

#include <QJsonDocument>
#include <QtTest>

namespace gauge::ui::test {
namespace {

/// Numbers as the program wrote them, of the texts at some keys of a step.
QStringList written(const QJsonValue& text)
{
    QStringList numbers;
    for (const auto& each : text.toArray()) {
        const QJsonObject piece = each.toObject();
        if (piece[QStringLiteral("k")] == QLatin1String("number"))
            numbers << piece[QStringLiteral("s")].toString();
    }
    return numbers;
}

int rightOf(const QJsonValue& step)
{
    const QJsonArray answers = step["answers"].toArray();
    for (int k = 0; k < answers.size(); ++k)
        if (answers[k]["right"].toBool())
            return k;
    return -1;
}

}  // namespace

class PageLessonTest : public QObject {
    Q_OBJECT

    std::unique_ptr<gauge::test::TemporaryFolder> folder_;
    std::unique_ptr<gauge::test::Browser> browser_;

    QJsonValue run(const char* script, const QJsonArray& arguments = {})
    {
        return browser_->run(QString::fromUtf8(script), arguments);
    }
    QStringList shown(const QString& selector)
    {
        QStringList numbers;
        for (const auto& number :
             run("return [...document.querySelectorAll(arguments[0] + ' .number')].map((e) => e.textContent);", {selector})
                 .toArray())
            numbers << number.toString();
        return numbers;
    }
    bool press(const QString& name)
    {
        return run("const b = [...document.querySelectorAll('#lesson button')].find((e) => !e.hidden && e.offsetParent && "
                   "e.textContent === arguments[0]); if (b) b.click(); return Boolean(b);",
                   {name})
            .toBool();
    }
    bool done() { return run("return document.querySelector('#lesson .task.done') !== null;").toBool(); }

    void turn(int k)
    {
        run("location.hash = String(arguments[0] + 1);", {k});
        QTRY_VERIFY(run("return document.querySelector('.lesson-place').textContent;")
                        .toString()
                        .startsWith(QStringLiteral("Step %1 of").arg(k + 1)));
    }
    void predict(const QJsonValue& step)
    {
        QCOMPARE(shown(QStringLiteral(".question")), written(step["question"]));
        QVERIFY(!run("return document.querySelector('.answer.right') !== null;").toBool());
        const int right = rightOf(step);
        run("document.querySelectorAll('.answer')[arguments[0]].click();", {right});
        QTRY_VERIFY(run("return document.querySelectorAll('.answer')[arguments[0]].classList.contains('right');", {right})
                        .toBool());
        QTRY_COMPARE(shown(QStringLiteral(".because")), written(step["answers"][right]["because"]));
    }
    void accomplish(const QJsonValue& step)
    {
        QVERIFY(!done());
        if (!step["live"].toBool()) {
            QVERIFY(run("return document.querySelector('#lesson .needs').textContent;")
                        .toString()
                        .contains(step["needs"].toString()));
            QVERIFY(press(QStringLiteral("Show the result")));
        } else {
            QVERIFY(press(QStringLiteral("Show me")));
            QTRY_VERIFY_WITH_TIMEOUT(done(), 15000);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!press(QStringLiteral("Stop")), 15000);
    }

private slots:
    void initTestCase()
    {
        folder_ = std::make_unique<gauge::test::TemporaryFolder>();
        browser_ = std::make_unique<gauge::test::Browser>();
    }
    void cleanupTestCase() { browser_.reset(); }

    void playsToTheEnd_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<int>("number");
        for (std::size_t k = 0; k < course().size(); ++k)
            QTest::addRow("%s", qPrintable(course()[k].key)) << static_cast<int>(k);
    }
    void playsToTheEnd()
    {
        QFETCH(int, number);
        const CourseLesson& lesson = course()[static_cast<std::size_t>(number)];
        const QByteArray page = pageOf(lesson.lesson, lesson.files, processorBackends(), {});
        QVERIFY2(page.size() < 2'000'000, qPrintable(QString::number(page.size())));
        const std::string file = folder_->file("lesson.html");
        writeFileAtomically(file, page.toStdString());
        browser_->open(QString::fromStdString(file));
        const QJsonArray steps =
            run("return JSON.parse(document.getElementById('data').textContent).lesson.steps;").toArray();
        QCOMPARE(steps.size(), static_cast<int>(lesson.lesson.steps.size()));
        for (int k = 0; k < steps.size(); ++k) {
            const QJsonValue step = steps[k];
            turn(k);
            QTRY_COMPARE(shown(QStringLiteral(".step-text")), written(step["text"]));
            if (step["answers"].isArray())
                predict(step);
            if (step["task"].isArray())
                accomplish(step);
            if (step["take_away"].isArray()) {
                QTRY_VERIFY(run("const t = document.querySelector('#lesson .take-away'); return t !== null && !t.hidden;")
                                .toBool());
                QTRY_COMPARE(shown(QStringLiteral(".take-away")), written(step["take_away"]));
            }
            if (QTest::currentTestFailed()) {
                qWarning("in step %d", k + 1);
                return;
            }
        }
        const QStringList complaints = browser_->complaints();
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join('\n')));
    }

    void theKeyboardPlaysOne()
    {
        const CourseLesson& lesson = course()[2];
        const std::string file = folder_->file("keys.html");
        writeFileAtomically(file, pageOf(lesson.lesson, lesson.files, processorBackends(), {}).toStdString());
        browser_->open(QString::fromStdString(file));
        browser_->press(QStringLiteral("\uE00F"));
        browser_->press(QStringLiteral("\uE00F"));
        QTRY_VERIFY(run("return document.querySelector('.lesson-place').textContent;").toString().startsWith("Step 3 of"));
        QVERIFY(run("return document.activeElement.classList.contains('step-text');").toBool());
        browser_->press(QStringLiteral("2"));
        QTRY_VERIFY(run("return document.querySelectorAll('.answer')[1].classList.contains('right');").toBool());
        QTRY_COMPARE(run("return window.gaugescope.state().kappa;").toDouble(), 50.0);
        browser_->press(QStringLiteral("\uE00E"));
        QTRY_COMPARE(run("return window.gaugescope.state().kappa;").toDouble(), 2.0);
    }

    void numbersThatDoNotFollowSaySo()
    {
        const CourseLesson& lesson = course()[6];
        const std::string file = folder_->file("kept.html");
        writeFileAtomically(file, pageOf(lesson.lesson, lesson.files, processorBackends(), {}).toStdString());
        browser_->open(QString::fromStdString(file));
        turn(2);
        const QStringList before = shown(QStringLiteral(".step-text"));
        QVERIFY(!run("return document.querySelector('.step-text .kept') !== null;").toBool());
        run("const s = window.gaugescope.state(); window.gaugescope.set({kappa: s.kappa / 3});");
        QTRY_VERIFY(run("return document.querySelector('.step-text .kept') !== null;").toBool());
        QVERIFY(run("return document.querySelector('.step-text .kept').title.includes('κ');").toBool());
        run("window.gaugescope.set({kappa: window.gaugescope.state().kappa * 3});");
        QTRY_VERIFY(!run("return document.querySelector('.step-text .kept') !== null;").toBool());
        QCOMPARE(shown(QStringLiteral(".step-text")), before);
    }

    void theCommandWritesOne()
    {
        const std::string file = folder_->file("command.html");
        const auto good = gauge::test::runProgram("gaugescope", {"lesson", "3", "-o", file});
        QVERIFY2(good.code == 0 && good.err.empty(), good.err.c_str());
        QVERIFY(QString::fromStdString(readFile(file)).contains("Attention is agreement"));
        for (const std::vector<std::string>& bad : {std::vector<std::string>{"lesson", "3", "-o", folder_->file("a.pdf")},
                                                    {"lesson", "3", "--step", "2", "-o", folder_->file("a.html")},
                                                    {"lesson", "no such", "-o", folder_->file("a.html")}}) {
            const auto refused = gauge::test::runProgram("gaugescope", bad);
            QVERIFY2(refused.code == 2 && refused.err.find("expected") != std::string::npos, refused.err.c_str());
        }
    }
};

}  // namespace gauge::ui::test

QTEST_MAIN(gauge::ui::test::PageLessonTest)
#include "page_lesson_test.moc"
