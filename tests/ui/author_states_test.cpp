// The author's desk and the window: states that are taken and gone to, what is pointed at, what is built from lists.
#include "core/io/file.h"
#include "core/lesson/check.h"
#include "core/lesson/words.h"
#include "tests/support/author_window.h"
#include "tests/support/random_state.h"
#include "ui/panels/expression_builder.h"
#include "ui/panels/quantities.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

namespace gauge::ui {
namespace {

class AuthorStatesTest : public test::AuthorFixture {
    Q_OBJECT

private slots:
    void aStateOfEveryLessonIsTakenAsItWasSet();
    void aRunThatWasChangedAsItPlayedIsTakenFromItsLayer();
    void whatIsPointedAtIsLit();
    void theBuilderWritesWhatHolds();
    void theQuantitiesNameEveryWord();
    void beliefsFromAFileGoWithTheLesson();
    void onesOwnSessionComesBack();
};

void AuthorStatesTest::aStateOfEveryLessonIsTakenAsItWasSet()
{
    int same = 0;
    for (const int number : {1, 3, 4, 8, 12}) {
        author().edit(lesson(number));
        QVERIFY(checked());
        for (int k = 0; k < static_cast<int>(stepsOf(desk().draft())); ++k) {
            goTo(k);
            click("author-state-go");
            QVERIFY(QTest::qWaitFor([&] { return author().settled(); }) && calm() && arrived());
            const lesson::Lesson read = readingOf(desk().draft()).lesson;
            const auto before = statesBefore(read, {static_cast<std::size_t>(k)});
            const lesson::Patch taken = takenFrom({workspace().document(), workspace().snapshot(),
                                                   viewsAfter(statesUpTo(read, {static_cast<std::size_t>(k)}))},
                                                  before, desk().files())
                                            .patch;
            lesson::Stage stage(processorBackends(), desk().reader(), {false, false});
            auto with = before;
            with.push_back(&taken);
            const auto without = statesUpTo(read, {static_cast<std::size_t>(k)});
            const lesson::Situation own = stage.after(without, {});
            const lesson::Situation again = stage.after(with, {});
            QVERIFY2(own.input.parameters == again.input.parameters && own.input.text == again.input.text,
                     qPrintable(QString::number(k)));
            QCOMPARE(own.looking.locked, again.looking.locked);
            QCOMPARE(own.input.layer, again.input.layer);
            QVERIFY2(own.input.earlier == again.input.earlier, qPrintable(QString::number(k)));
            QVERIFY(looksAfter(without, workspace().document()) == looksAfter(with, workspace().document()));
            QVERIFY(!own.pinned == !again.pinned);
            ++same;
        }
        desk().history().setClean();
        author().close();
        QVERIFY(calm());
    }
    QVERIFY(same > 20);
}

void AuthorStatesTest::aRunThatWasChangedAsItPlayedIsTakenFromItsLayer()
{
    const auto changeAt = [&](int layer, double kappa) {
        workspace().setLayer(layer);
        QVERIFY(calm() && arrived());
        find<QToolButton>("play").click();
        setKappa(kappa);
        find<QToolButton>("play").click();
        QVERIFY(calm() && arrived());
    };
    const auto taken = [&](int step) {
        click("author-add");
        return partOf(desk().draft(), step, "state");
    };
    trigger(QStringLiteral("&New lesson"));
    showText("the cat and the dog");
    workspace().setOne("layers", "8");
    workspace().setLayer(3);
    QVERIFY(calm() && arrived());
    taken(0);
    changeAt(3, 4);
    QCOMPARE(workspace().document().run.earlier.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(taken(1).dump()), QStringLiteral(R"({"onward":true,"parameters":{"kappa":4}})"));
    QSignalSpy said(&author(), &Authoring::said);
    changeAt(5, 2);  // where no state stands
    const nlohmann::json beyond = taken(2);
    QVERIFY2(!beyond.contains("onward") && beyond.contains("layer"), beyond.dump().c_str());
    QCOMPARE(said.count(), 1);
    QVERIFY2(said.front().front().toString().contains(QStringLiteral("take one before each change")),
             qPrintable(said.front().front().toString()));
    workspace().resetRun();
    QVERIFY(calm() && arrived());
    QVERIFY(taken(3)["onward"] == false);
}

void AuthorStatesTest::whatIsPointedAtIsLit()
{
    makeThreeSteps();
    goTo(0);
    const auto lit = [&] { return partOf(desk().draft(), 0, "spotlight"); };
    click("author-point");
    const QPoint cell = findPoint(canvas("attention"), [](const Hit& hit) { return hit.receiver == 1 && hit.sender == 8; });
    QVERIFY(cell.x() > 0);
    const Selection before = window_->selection().value();
    QTest::mouseClick(&canvas("attention"), Qt::LeftButton, {}, cell);
    QVERIFY(lit() == nlohmann::json({{"view", "attention"}, {"cell", {"cat", "dog"}}}));
    QCOMPARE(window_->selection().value().locked, before.locked);  // the click went nowhere else
    QCOMPARE(find<QComboBox>("author-spotlight-first").currentText(), QStringLiteral("cat"));
    click("author-point");
    QTest::mouseClick(panel().findChild<QWidget*>(QStringLiteral("kappa")), Qt::LeftButton);
    QVERIFY(lit() == nlohmann::json({{"control", "kappa"}}));
    click("author-point");
    QTest::mouseClick(&find<QWidget>("timeline"), Qt::LeftButton, {}, QPoint(3, 3));
    QVERIFY(lit() == nlohmann::json({{"panel", "timeline"}}));
    click("author-point");
    QTest::keyClick(window_.get(), Qt::Key_Escape);
    QVERIFY(lit() == nlohmann::json({{"panel", "timeline"}}));
    find<QComboBox>("author-spotlight").setCurrentIndex(0);
    emit find<QComboBox>("author-spotlight").activated(0);
    QVERIFY(lit().is_null());
    find<QComboBox>("author-spotlight").setCurrentIndex(4);
    emit find<QComboBox>("author-spotlight").activated(4);
    QVERIFY(lit()["token"] == "cat");
}

void AuthorStatesTest::theBuilderWritesWhatHolds()
{
    makeThreeSteps();
    goTo(2);
    type("author-check", "");
    click("author-check-build");
    QTRY_VERIFY(window_->findChild<ExpressionBuilder*>());
    auto* builder = window_->findChild<ExpressionBuilder*>();
    builder->findChild<QComboBox*>("build-left-1")->setCurrentText(QStringLiteral("cat"));
    builder->findChild<QComboBox*>("build-left-2")->setCurrentText(QStringLiteral("dog"));
    builder->findChild<QLineEdit*>("build-value")->setText(QStringLiteral("0.1"));
    QCOMPARE(builder->expression(), QStringLiteral("beta(cat,dog) > 0.1"));
    QTRY_VERIFY(builder->findChild<QLabel*>("build-worth")->text().startsWith(QStringLiteral("now: ")));
    builder->findChild<QPushButton*>("build-insert")->click();
    QTRY_VERIFY(!window_->findChild<ExpressionBuilder*>());
    QCOMPARE(edit("author-check").toPlainText(), QStringLiteral("beta(cat,dog) > 0.1"));
    for (const auto purpose : {ExpressionBuilder::For::Condition, ExpressionBuilder::For::Text}) {
        lesson::Scene scene;
        scene.now = workspace().snapshot();
        ExpressionBuilder every(purpose, scene, processorBackends(), window_.get());
        every.setAttribute(Qt::WA_DeleteOnClose, false);
        auto* what = every.findChild<QComboBox*>("build-left");
        QVERIFY(what->count() > 60);
        for (int k = 0; k < what->count(); ++k) {
            what->setCurrentIndex(k);
            const lesson::Expression read(every.expression().toStdString());
            QVERIFY2((read.type() == lesson::Type::Truth) == (purpose == ExpressionBuilder::For::Condition),
                     qPrintable(every.expression()));
        }
    }
}

void AuthorStatesTest::theQuantitiesNameEveryWord()  // NOLINT(readability-convert-member-functions-to-static): a slot
{
    for (const lesson::Word& word : lesson::vocabulary()) {
        bool parameter = word.name == "theta" || word.name == "omega";
        for (const ParameterInfo& info : parameterTable())
            parameter = parameter || word.name == info.name;
        const bool named = std::any_of(quantities().begin(), quantities().end(), [&](const Quantity& q) {
            const std::string expression = q.expression;
            return expression == word.name || expression.starts_with(word.name + "(");
        });
        QVERIFY2(named || (parameter && word.name != "layers"), word.name.c_str());
    }
}

void AuthorStatesTest::beliefsFromAFileGoWithTheLesson()
{
    QVERIFY(openState(gauge::test::categorisedArrays({2, 2}, 12, 4), "my beliefs"));
    QVERIFY(calm());
    trigger(QStringLiteral("&New lesson"));
    type("author-title", "File");
    click("author-add");
    QTRY_COMPARE(stepsOf(desk().draft()), std::size_t(1));  // once the run is there
    type("author-text", "These are {N} tokens.");
    QVERIFY(checked());
    QVERIFY2(faultLines().isEmpty(), qPrintable(faultLines().join('\n')));
    QDir(QString()).mkpath(file("a"));
    QDir(QString()).mkpath(file("b"));
    desk().save(file("a/l.json"));
    QVERIFY(QFile::exists(file("a/my-beliefs.npz")));
    const CourseLesson saved = lessonInFile(file("a/l.json"));
    QVERIFY(lesson::faultsOf(saved.lesson, processorBackends(), saved.files).empty());
    desk().openFile(file("a/l.json"));
    desk().save(file("b/l.json"));  // elsewhere, with what it names
    const CourseLesson copied = lessonInFile(file("b/l.json"));
    QVERIFY(lesson::faultsOf(copied.lesson, processorBackends(), copied.files).empty());
    QDir(QString()).mkpath(file("c"));
    writeFileAtomically(folder_->file("c/my-beliefs.npz"), "somebody else's");
    QVERIFY_EXCEPTION_THROWN(desk().save(file("c/l.json")), Error);
    QVERIFY(!QFile::exists(file("c/l.json")));
    QCOMPARE(readFile(folder_->file("c/my-beliefs.npz")), std::string("somebody else's"));
}

void AuthorStatesTest::onesOwnSessionComesBack()
{
    setKappa(3);
    QVERIFY(calm());
    const std::string own = workspace().bytes();
    const QByteArray arrangement = window_->saveState();
    author().edit(lesson(3));
    QVERIFY(checked());
    goTo(1);
    click("author-state-go");
    QVERIFY(QTest::qWaitFor([&] { return author().settled(); }) && calm());
    QVERIFY(workspace().visiting());
    QCOMPARE(workspace().bytes(), own);
    const Document there = workspace().document();
    click("author-play");
    QVERIFY(QTest::qWaitFor([&] { return player().active(); }) && arrived());
    QCOMPARE(player().at(), std::size_t(1));
    player().leave();
    QTRY_VERIFY(workspace().visiting() && author().panel().isVisible());
    QVERIFY(calm());
    QCOMPARE(workspace().document().run.text, there.run.text);
    QVERIFY(workspace().document().run.parameters == there.run.parameters);
    author().close();
    QVERIFY(!desk().open() && !author().panel().isVisible());
    QVERIFY(calm() && !workspace().visiting());
    QCOMPARE(workspace().bytes(), own);
    QTRY_COMPARE(window_->saveState(), arrangement);
}

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::AuthorStatesTest)
#include "author_states_test.moc"
