#include "tests/support/author_window.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

namespace gauge::ui::test {
namespace {

const char* const kSentence = "the cat sat on the mat while the dog ran near the fire";

}  // namespace

void AuthorFixture::click(const char* name)
{
    auto& button = find<QAbstractButton>(name);
    QVERIFY2(button.isVisible() && button.isEnabled(), name);
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Space);
}

void AuthorFixture::type(const char* name, const QString& text)
{
    QVERIFY2(edit(name).isVisible(), name);
    edit(name).setFocus();
    edit(name).selectAll();
    QTest::keyClick(&edit(name), Qt::Key_Delete);
    QTest::keyClicks(&edit(name), text);
}

QString AuthorFixture::faultShown(const char* name)
{
    auto& label = find<QLabel>((QByteArray(name) + "-fault").constData());
    return label.isVisible() ? label.text() : QString();
}

bool AuthorFixture::checked()
{
    return QTest::qWaitFor(
        [&] { return !desk().checking() && desk().checked().draft && *desk().checked().draft == desk().draft(); }, 20000);
}

QStringList AuthorFixture::faultLines()
{
    QStringList lines;
    for (const lesson::FieldFault& f : desk().checked().faults)
        lines << QString::fromStdString(lineOf(f));
    return lines;
}

void AuthorFixture::goTo(int step)
{
    find<QListWidget>("author-steps").setCurrentRow(step + 1);
    QCOMPARE(desk().at(), step);
}

void AuthorFixture::showText(const char* text)
{
    workspace().setText(QString::fromUtf8(text));
    QVERIFY(calm() && arrived());
}

void AuthorFixture::answerDialog(const QString& path)
{
    QTRY_VERIFY(window_->findChild<QFileDialog*>());
    auto* dialog = window_->findChild<QFileDialog*>();
    dialog->setDirectory(QFileInfo(path).absolutePath());
    dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(!window_->findChild<QFileDialog*>());
}

void AuthorFixture::addQuestion()
{
    click("author-question-add");
    type("author-question", "What does a lower temperature do?");
    type("author-answer-1-text", "Cat listens less to dog.");
    type("author-answer-1-holds", "beta(cat,dog) < before(beta(cat,dog))");
    type("author-answer-1-because", "It fell to {beta(cat,dog):2}.");
    type("author-answer-2-text", "Cat listens more to dog.");
    type("author-answer-2-holds", "beta(cat,dog) > before(beta(cat,dog))");
    type("author-answer-2-because", "One may think so, but it is {beta(cat,dog):2}.");
    setKappa(0.5);
    QVERIFY(calm() && arrived());
    click("author-then-take");
}

void AuthorFixture::addTask()
{
    click("author-task-add");
    type("author-task", "Raise the temperature until cat hears dog.");
    type("author-check", "kappa > 3");
    type("author-hint", "It is the first slider.");
    setKappa(4);
    QVERIFY(calm() && arrived());
    click("author-show-1-take");
}

void AuthorFixture::makeThreeSteps()
{
    trigger(QStringLiteral("&New lesson"));
    QVERIFY(desk().open() && author().panel().isVisible());
    type("author-title", "Mine");
    type("author-about", "How attention follows the temperature.");
    showText(kSentence);
    setKappa(2);
    QVERIFY(calm() && arrived());
    click("author-add");
    type("author-text", "Cat gives dog {beta(cat,dog):2} of its attention.");
    type("author-take-away", "Attention is agreement.");
    click("author-add");
    type("author-text", "Now predict.");
    addQuestion();
    click("author-add");
    type("author-text", "Now do it yourself.");
    addTask();
    QVERIFY(checked());
}

}  // namespace gauge::ui::test
