// The author's desk: a lesson made in the window from nothing, checked as it is typed, saved, opened and played.
#include "core/io/file.h"
#include "core/lesson/check.h"
#include "tests/support/author_window.h"

#include <QAbstractButton>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QSignalSpy>

namespace gauge::ui {
namespace {

class AuthorTest : public test::AuthorFixture {
    Q_OBJECT

private slots:
    void aLessonFromNothingByKeyboardIsSavedAndPlayedToItsEnd();
    void everyKindOfFaultStandsAtItsFieldAndGoesWhenMended_data();
    void everyKindOfFaultStandsAtItsFieldAndGoesWhenMended();
    void undoAndRedoOfEverything();
    void aBrokenFileOpensWithItsFaultsOrIsRefusedInALine();
    void lessonsOfTheProgramOpenWithoutFaultsAndStayTheSame();
    void oneIsAskedBeforeTheDeskIsLost();
    void whatIsGivenUpGoesNoSoonerThanItMust();
    void theNextFaultIsTheNext();
    void stepsAreMovedDuplicatedAndDeleted();
};

void AuthorTest::aLessonFromNothingByKeyboardIsSavedAndPlayedToItsEnd()
{
    makeThreeSteps();
    QVERIFY2(faultLines().isEmpty(), qPrintable(faultLines().join('\n')));
    QCOMPARE(find<QLabel>("author-state").text(), QStringLiteral("No faults: all of it holds."));
    QVERIFY(desk().unsaved());
    edit("author-text").setFocus();
    QTest::keyClick(&edit("author-text"), Qt::Key_S, Qt::ControlModifier);
    const QString path = file("own.json");
    answerDialog(path);
    QVERIFY(QFile::exists(path) && !desk().unsaved());
    const CourseLesson saved = lessonInFile(path);
    QCOMPARE(saved.lesson.steps.size(), std::size_t(3));
    QVERIFY(lesson::faultsOf(saved.lesson, processorBackends(), saved.files).empty());
    const std::string bytes = readFile(path.toStdString());
    desk().openFile(path);
    QCOMPARE(bytesOf(desk().draft()), bytes);
    goTo(0);
    click("author-play");
    QVERIFY(QTest::qWaitFor([&] { return player().active(); }) && arrived());
    QCOMPARE(find<QLabel>("lesson-place").text(), QStringLiteral("step 1 of 3"));
    QVERIFY(player().broken().empty());
    click("lesson-next");
    QVERIFY(arrived());
    player().choose(0);
    QVERIFY(arrived());
    QVERIFY2(player().broken().empty(), player().broken().c_str());
    click("lesson-next");
    QVERIFY(arrived() && !player().accomplished());
    click("lesson-show");
    QTRY_VERIFY_WITH_TIMEOUT(player().accomplished(), 20000);
    QVERIFY(arrived());
    click("lesson-next");  // Finish
    QTRY_VERIFY(!player().active());
    QTRY_VERIFY(author().panel().isVisible());
    QCOMPARE(desk().at(), 0);
}

void AuthorTest::
    everyKindOfFaultStandsAtItsFieldAndGoesWhenMended_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
{
    QTest::addColumn<int>("step");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* what, int step, const char* name, const QString& wrong, const char* words) {
        QTest::newRow(what) << step << QByteArray(name) << wrong << QString::fromUtf8(words);
    };
    row("unknown word", 2, "author-check", "kapa > 3", "kapa");
    row("a check that is true at once", 2, "author-check", "kappa > 0", "false before anything was done");
    row("a check that show does not bring about", 2, "author-check", "kappa > 9", "hold after show");
    row("no condition", 2, "author-check", "kappa", "true or false");
    row("a number that is none", 0, "author-text", "It is {1 / (kappa - 2)}.", "column");
    row("a token that is not there", 0, "author-text", "It is {width(bird)}.", "expected a token");
    row("a text too long", 0, "author-take-away", QStringLiteral("w ").repeated(46), "at most 45 words, found 46");
    row("a formula", 0, "author-text", "As $\\frac{a$ says.", "formula");
    row("mark-up", 0, "author-text", "<b>x</b>", "markup");
    row("nothing", 0, "author-text", "", "expected words, found none");
    row("the right answer is wrong", 1, "author-answer-1-holds", "kappa < 0", "found it false");
    row("a wrong answer is right", 1, "author-answer-2-holds", "kappa > 0", "found it true");
    row("a claim", 0, "author-claims", "kappa > 1\nkappa > 5", "claim 2: expected it to hold");
    row("no title", -1, "author-title", "", "expected one, found none");
    row("minutes", -1, "author-minutes", "five", "whole number");
    row("no hint", 2, "author-hint", "", "");
}

void AuthorTest::everyKindOfFaultStandsAtItsFieldAndGoesWhenMended()
{
    QFETCH(const int, step);
    QFETCH(const QByteArray, name);
    QFETCH(const QString, wrong);
    QFETCH(const QString, words);
    makeThreeSteps();
    goTo(step);
    const QString right = edit(name.constData()).toPlainText();
    edit(name.constData()).setPlainText(wrong);
    QVERIFY(checked());
    QCOMPARE(desk().checked().faults.size(), std::size_t(1));
    if (words.isEmpty()) {  // what is missing stands at what needs it
        QVERIFY2(faultShown("author-check").contains(QStringLiteral("found no hint")),
                 qPrintable(faultShown("author-check")));
    } else {
        QVERIFY2(faultShown(name.constData()).contains(words), qPrintable(faultShown(name.constData())));
        QVERIFY(edit(name.constData()).accessibleDescription().contains(words));
    }
    QVERIFY(find<QListWidget>("author-steps").item(step + 1)->text().startsWith(QStringLiteral("⚠ 1")));
    QVERIFY(find<QLabel>("author-state").text().startsWith(QStringLiteral("1 fault")));
    edit(name.constData()).setPlainText(right);
    QVERIFY(checked());
    QVERIFY2(faultLines().isEmpty(), qPrintable(faultLines().join('\n')));
    QVERIFY(faultShown(name.constData()).isEmpty());
    QVERIFY(!find<QListWidget>("author-steps").item(step + 1)->text().contains(QStringLiteral("⚠")));
}

void AuthorTest::undoAndRedoOfEverything()
{
    makeThreeSteps();
    const std::string made = bytesOf(desk().draft());
    QUndoStack& history = desk().history();
    QVERIFY2(history.count() < 40, qPrintable(QString::number(history.count())));  // typing is merged
    std::vector<std::string> drafts{made};
    edit("author-text").setFocus();
    while (history.canUndo()) {
        QTest::keyClick(&find<QListWidget>("author-steps"), Qt::Key_Z, Qt::ControlModifier);
        drafts.push_back(bytesOf(desk().draft()));
        QVERIFY(drafts.size() < 60);
    }
    QCOMPARE(stepsOf(desk().draft()), std::size_t(0));
    for (std::size_t k = drafts.size() - 1; k-- > 0;) {
        history.redo();
        QCOMPARE(bytesOf(desk().draft()), drafts[k]);
    }
    QVERIFY(!history.canRedo());
    goTo(0);
    edit("author-text").setFocus();
    QTest::keyClicks(&edit("author-text"), QStringLiteral("abc"));
    QTest::keyClick(&edit("author-text"), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(bytesOf(desk().draft()), made);
    QCOMPARE(edit("author-text").toPlainText(), QStringLiteral("Cat gives dog {beta(cat,dog):2} of its attention."));
    QTest::keyClick(&edit("author-text"), Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(edit("author-text").toPlainText().contains(QStringLiteral("abc")));
}

void AuthorTest::aBrokenFileOpensWithItsFaultsOrIsRefusedInALine()
{
    nlohmann::json broken = step();
    broken["check"] = "kapa < 1";
    broken["state"]["views"] = {"attention", "clouds"};
    broken["spotlight"] = {{"view", "beliefs"}};
    broken["colour"] = {{"a", 1}};
    const QString path = written("broken.json", broken);
    QSignalSpy failed(&author(), &Authoring::failed);
    author().editFile(path);
    QVERIFY(desk().open() && checked());
    QCOMPARE(failed.count(), 0);
    QVERIFY(!faultShown("author-check").isEmpty());
    QVERIFY(faultShown("author-state").contains(QStringLiteral("clouds")));
    QVERIFY(!faultShown("author-spotlight").isEmpty());
    QVERIFY(find<QLabel>("author-step-rest").text().contains(QStringLiteral("colour")));
    click("author-play");
    QVERIFY(!player().active());
    QCOMPARE(failed.count(), 1);
    click("author-step-strip");
    QVERIFY(checked());
    QVERIFY(!find<QLabel>("author-step-rest").isVisible());
    desk().history().undo();
    QVERIFY(nlohmann::json::parse(bytesOf(desk().draft())) == nlohmann::json::parse(readFile(path.toStdString())));
    const std::string kept = bytesOf(desk().draft());
    desk().history().setClean();
    for (const auto& [name, bytes] :
         {std::pair("a.json", std::string("{ \"format\": ]")), std::pair("b.json", std::string("[1]")),
          std::pair("c.json", std::string(3 << 20, '{')), std::pair("d.json", std::string(70, '['))}) {
        writeFileAtomically(folder_->file(name), bytes);
        failed.clear();
        author().editFile(file(name));
        QCOMPARE(failed.count(), 1);
        const QString said = failed[0][0].toString();
        QVERIFY2(said.contains(QLatin1String(name)) && !said.contains('\n') && said.size() < 500, qPrintable(said));
        QCOMPARE(bytesOf(desk().draft()), kept);
    }
    author().editFile(file("none.json"));
    QCOMPARE(failed.count(), 2);
}

void AuthorTest::lessonsOfTheProgramOpenWithoutFaultsAndStayTheSame()
{
    for (const CourseLesson& one : course()) {
        author().edit(one);
        QVERIFY(checked());
        QVERIFY2(faultLines().isEmpty(), qPrintable(one.key + faultLines().join('\n')));
        QVERIFY(nlohmann::json::parse(bytesOf(desk().draft())) == nlohmann::json::parse(courseBytes(one.key)));
        QVERIFY(!desk().unsaved());
        for (int k = -1; k < static_cast<int>(stepsOf(desk().draft())); ++k)
            goTo(k);
        QVERIFY2(!desk().unsaved(), qPrintable(one.key));  // looking changes nothing
    }
}

void AuthorTest::oneIsAskedBeforeTheDeskIsLost()
{
    trigger(QStringLiteral("&New lesson"));
    type("author-title", "Kept");
    const auto box = [&] { return window_->findChild<QMessageBox*>(QStringLiteral("unsaved-lesson")); };
    author().begin();
    QTRY_VERIFY(box());
    box()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!box());
    QCOMPARE(edit("author-title").toPlainText(), QStringLiteral("Kept"));
    window_->close();
    QTRY_VERIFY(box());
    QVERIFY(window_->isVisible());
    box()->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!window_->isVisible());
}

/// Given up is only what something else takes the place of.
void AuthorTest::whatIsGivenUpGoesNoSoonerThanItMust()
{
    const auto shownDocks = [&] {
        QStringList names;
        for (const QDockWidget* dock : window_->findChildren<QDockWidget*>())
            if (!dock->isHidden())
                names << dock->objectName();
        names.sort();
        return names;
    };
    const QStringList own = shownDocks();
    trigger(QStringLiteral("&New lesson"));
    type("author-title", "Kept");
    const auto box = [&](const char* name) { return window_->findChild<QMessageBox*>(QLatin1String(name)); };
    const QString broken = file("broken.json");
    writeFileAtomically(broken.toStdString(), "{");
    author().editFile(broken);
    QTRY_VERIFY(box("unsaved-lesson"));
    box("unsaved-lesson")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!box("unsaved-lesson"));
    QVERIFY(desk().open() && desk().unsaved() && edit("author-title").isEnabled());
    setKappa(5);
    QVERIFY(workspace().unsaved());
    window_->close();
    QTRY_VERIFY(box("unsaved-lesson"));
    box("unsaved-lesson")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(box("unsaved"));
    box("unsaved")->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!box("unsaved"));
    QVERIFY(window_->isVisible() && desk().open() && desk().unsaved());
    QCOMPARE(edit("author-title").toPlainText(), QStringLiteral("Kept"));
    workspace().discard();
    window_->close();
    QTRY_VERIFY(box("unsaved-lesson"));
    box("unsaved-lesson")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!window_->isVisible());
    QVERIFY(!author().panel().isVisible());  // the next start is arranged as one's own window was
    QCOMPARE(shownDocks(), own);
}

void AuthorTest::theNextFaultIsTheNext()
{
    trigger(QStringLiteral("&New lesson"));
    click("author-add");
    QTRY_COMPARE(stepsOf(desk().draft()), std::size_t(1));
    click("author-question-add");
    QVERIFY(checked());
    const auto fault = [&] {
        click("author-next-fault");
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
    };
    std::vector<QString> all;
    all.reserve(desk().checked().faults.size());
    for (std::size_t k = 0; k < desk().checked().faults.size(); ++k)
        all.push_back(fault());
    QVERIFY(all.size() > 3);
    QCOMPARE(fault(), all[0]);
    const QString second = fault();
    QCOMPARE(second, all[1]);
    const auto field = desk().checked().faults[1];
    desk().setField(field.step, field.field, QStringLiteral("5"));  // mended, or another fault of the same field
    QVERIFY(checked());
    const auto& left = desk().checked().faults;
    const bool mended =
        std::ranges::none_of(left, [&](const auto& f) { return f.step == field.step && f.field == field.field; });
    QCOMPARE(fault(), all[2]);
    QVERIFY(mended);
}

void AuthorTest::stepsAreMovedDuplicatedAndDeleted()
{
    makeThreeSteps();
    auto& list = find<QListWidget>("author-steps");
    goTo(2);
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(fieldText(desk().draft(), 1, "text"), std::string("Now do it yourself."));
    QCOMPARE(desk().at(), 1);
    click("author-down");
    QCOMPARE(fieldText(desk().draft(), 2, "text"), std::string("Now do it yourself."));
    click("author-duplicate");
    QCOMPARE(stepsOf(desk().draft()), std::size_t(4));
    QCOMPARE(desk().at(), 3);
    click("author-delete");
    QCOMPARE(stepsOf(desk().draft()), std::size_t(3));
    QVERIFY(list.model()->moveRow({}, 1, {}, 4));  // as a drag does
    QTRY_COMPARE(fieldText(desk().draft(), 2, "text"), std::string("Cat gives dog {beta(cat,dog):2} of its attention."));
    QVERIFY(list.model()->moveRow({}, 3, {}, 1));
    QTRY_COMPARE(fieldText(desk().draft(), 0, "text"), std::string("Cat gives dog {beta(cat,dog):2} of its attention."));
    QCOMPARE(fieldText(desk().draft(), 1, "text"), std::string("Now predict."));
}

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::AuthorTest)
#include "author_test.moc"
