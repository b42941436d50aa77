// What a room sees: every text large enough at two sizes, nothing cut, and the presenter's own screen.
#include "tests/support/lesson_window.h"

#include "tests/support/cut_text.h"
#include "tests/support/noted_text.h"
#include "ui/panels/lesson_text.h"
#include "ui/panels/page_flow.h"
#include "ui/panels/presentation.h"
#include "ui/panels/presenter_note.h"
#include "ui/panels/room_type.h"
#include "ui/panels/slide_answer.h"
#include "ui/panels/slide_text.h"
#include "ui/panels/slide_views.h"

#include <QFontInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

namespace gauge::ui {
namespace {

constexpr QSize kSizes[] = {{1920, 1080}, {1024, 768}};

class PresentingRoomTest : public test::LessonFixture {
    Q_OBJECT

private:
    Presenter& presenter() { return window_->presenter(); }
    Presentation& stage() { return presenter().stage(); }

    /// What is smaller than the least, cut, or lies on something; empty: nothing.
    QString faultOf()
    {
        const double least = leastTypeIn(stage().size());
        if (const QStringList cut = gauge::test::cutTexts(stage()); !cut.isEmpty())
            return cut.join(QStringLiteral("; "));
        for (const QWidget* w : stage().findChildren<QWidget*>()) {
            if (!w->isVisible() || w->visibleRegion().isEmpty())
                continue;
            if (qobject_cast<const QScrollBar*>(w))
                return QStringLiteral("a scroll bar");
            const bool text = qobject_cast<const QLabel*>(w) || qobject_cast<const QPushButton*>(w);
            if (text && QFontInfo(w->font()).pixelSize() < least)
                return QStringLiteral("%1 of %2 px").arg(w->objectName()).arg(QFontInfo(w->font()).pixelSize());
            if (const auto* words = qobject_cast<const LessonText*>(w))
                for (QTextBlock block = words->document()->begin(); block.isValid(); block = block.next())
                    for (auto at = block.begin(); !at.atEnd(); ++at)
                        if (at.fragment().charFormat().font().pixelSize() < least)
                            return QStringLiteral("'%1' too small").arg(at.fragment().text());
        }
        if (stage().text().isVisible() && !stage().text().fits())
            return QStringLiteral("a text is cut");
        for (const QString& name : stage().views().names()) {
            const Canvas& canvas = stage().views().canvas(name);
            const auto written = test::notedOf(canvas.kind(), canvas.scene(), canvas.size());
            for (const test::Written& w : written)
                if (!w.formula && w.height < least)
                    return QStringLiteral("%1: '%2' of %3 px").arg(name, w.text).arg(w.height);
            if (const QString fault = test::illegible(written, canvas.size()); !fault.isEmpty())
                return name + QStringLiteral(": ") + fault;
        }
        return {};
    }

    QStringList faultsAtBothSizes(const QString& where)
    {
        QStringList faults;
        for (const QSize& size : kSizes) {
            stage().resize(size);
            QTest::qWait(50);  // words may ask for more room
            for (int page = 0; page < stage().text().pages(); ++page) {
                if (page > 0)
                    stage().text().turn(1);
                if (const QString fault = faultOf(); !fault.isEmpty())
                    faults << QStringLiteral("%1 at %2×%3, page %4: %5")
                                  .arg(where)
                                  .arg(size.width())
                                  .arg(size.height())
                                  .arg(page + 1)
                                  .arg(fault);
            }
            while (stage().text().turn(-1)) {
            }
        }
        return faults;
    }

private slots:                                // NOLINT(readability-redundant-access-specifiers): Qt's
    void theLeastTypeIs24PointsAt1080Lines()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QCOMPARE(leastTypeIn(QSize(1920, 1080)), 32.0);
        QCOMPARE(leastTypeIn(QSize(1024, 768)), 23.0);
        QCOMPARE(leastTypeIn(QSize(3840, 2160)), 64.0);
        for (const QSize& size : {QSize(1024, 768), QSize(1920, 1080), QSize(2560, 1080), QSize(1080, 1920)})
            QVERIFY(leastTypeIn(size) * 480 / size.width() >= 8);
    }

    void everyStepOfEveryLessonIsReadAtBothSizes_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<int>("number");
        for (const CourseLesson& one : course())
            QTest::newRow(qPrintable(one.key)) << static_cast<int>(&one - course().data()) + 1;
    }

    void everyStepOfEveryLessonIsReadAtBothSizes()
    {
        QFETCH(int, number);
        presenter().begin(kSizes[0]);
        QVERIFY(QTest::qWaitForWindowExposed(&stage()));
        QStringList faults;
        room().open(lesson(number), 0);
        const auto& steps = lesson(number).lesson.steps;
        for (std::size_t step = 0; step < steps.size(); ++step) {
            if (step > 0)
                player().goTo(step);
            QVERIFY2(arrived(), qPrintable(QString::number(step + 1)));
            const QString where = QStringLiteral("step %1").arg(step + 1);
            faults << faultsAtBothSizes(where);
            for (std::size_t k = 0; k < steps[step].answers.size(); ++k)
                if (steps[step].answers[k].right)
                    player().choose(static_cast<int>(k));
            if (!steps[step].answers.empty()) {
                QVERIFY(arrived());
                faults << faultsAtBothSizes(where + QStringLiteral(" answered"));
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
    }

    void aLongSentenceWritesFewerNamesNotOverlappingOnes()
    {
        QStringList words;
        for (int k = 0; k < 40; ++k)
            words << QStringLiteral("incomprehensibility");
        workspace().setText(words.join(QLatin1Char(' ')));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 40; }) && calm());
        presenter().begin(kSizes[0]);
        QVERIFY(QTest::qWaitForWindowExposed(&stage()));
        QStringList faults;
        for (const QStringList& names : {QStringList{QStringLiteral("attention"), QStringLiteral("arcs")},
                                         QStringList{QStringLiteral("beliefs"), QStringLiteral("consensus")},
                                         QStringList{QStringLiteral("meta-tokens"), QStringLiteral("free-energy")}}) {
            stage().views().setNames(names);
            QVERIFY(arrived());
            faults << faultsAtBothSizes(names.join(QLatin1Char('+')));
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void whatIsTooLongForAPageGoesOverSeveral()
    {
        int other = 0;
        const auto words = [&other](int count) {
            QStringList list{QStringLiteral("expectation%1").arg(++other)};
            while (list.size() < count)
                list << QStringLiteral("expectations");
            return list.join(QLatin1Char(' ')).toStdString();
        };
        auto one = step();
        one["text"] = words(60);
        one["question"] = words(40);
        one["answers"] = {{{"text", words(25)}, {"holds", "1 < 2"}, {"right", true}, {"because", words(55)}}};
        for (int k = 0; k < 3; ++k)
            one["answers"].push_back({{"text", words(25)}, {"holds", "2 < 1"}, {"because", words(55)}});
        one["task"] = words(45);
        one["take-away"] = words(45);
        openFile(written("long.json", one));
        presenter().begin(kSizes[0]);
        QVERIFY(QTest::qWaitForWindowExposed(&stage()) && arrived());
        QVERIFY(stage().text().pages() > 1);
        QCOMPARE(stage().text().type(), leastTypeIn(kSizes[0]));
        player().choose(0);
        setKappa(0.5);
        QVERIFY(arrived());
        QTRY_VERIFY(player().accomplished());
        const QStringList faults = faultsAtBothSizes(QStringLiteral("long"));
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        QSet<QString> seen;  // a text that was just replaced may be there once more until it is deleted
        for (int page = 0; page < stage().text().pages(); ++page) {
            for (const LessonText* text : stage().text().findChildren<LessonText*>())
                if (text->isVisible())
                    seen << text->spoken();
            stage().text().turn(1);
        }
        QVERIFY2(
            seen.size() == 9,
            qPrintable(QStringList(seen.values()).join('\n')));  // text, question, four answers, because, task, take-away
    }

    void piecesFlowOverColumnsAndPages()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        const FlowPage page{2, 100, 10};
        QCOMPARE(flowed({{0, 40}, {1, 40}}, page), (std::vector<FlowPlace>{{0, 0, 0}, {0, 0, 50}}));
        QCOMPARE(flowed({{0, 60}, {1, 40}, {1, 40}}, page), (std::vector<FlowPlace>{{0, 0, 0}, {0, 1, 0}, {0, 1, 50}}));
        QCOMPARE(flowed({{0, 60}, {1, 90}, {1, 90}}, page), (std::vector<FlowPlace>{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}}));
        QCOMPARE(flowed({{0, 300}}, page), (std::vector<FlowPlace>{{0, 0, 0}}));
        QVERIFY(flowed({}, page).empty());
    }

    void whoSeesWhatOnWhichScreens()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        const QRect laptop(0, 0, 1440, 900);
        const QRect projector(1440, 0, 1920, 1080);
        QCOMPARE(screensFor({laptop}, 0, false), (Screens{0, -1}));
        QCOMPARE(screensFor({}, -1, false), (Screens{0, -1}));
        QCOMPARE(screensFor({laptop, projector}, 0, false), (Screens{1, 0}));
        QCOMPARE(screensFor({laptop, projector}, 1, false), (Screens{0, 1}));
        QCOMPARE(screensFor({laptop, projector}, 0, true), (Screens{0, 1}));
        QCOMPARE(screensFor({laptop, QRect(0, 0, 1024, 768)}, 0, false), (Screens{0, -1}));  // the same, mirrored
    }

    void theNoteHasTheSecondScreenAndElseComesByAKey()
    {
        auto one = step();
        one["note"] = "Wait for three hands; it is {beta(cat,dog):2} now.";
        openFile(written("noted.json", one));
        presenter().setScreens([] { return std::pair(QList<QRect>{{0, 0, 800, 600}}, 0); });
        presenter().begin();
        QVERIFY(QTest::qWaitForWindowExposed(&stage()) && arrived());
        QVERIFY(!stage().note().isVisible() && !stage().note().isWindow());
        QTest::keyClick(&stage(), Qt::Key_N);
        QVERIFY(stage().note().isVisible());
        const auto said = [&] { return stage().note().findChild<LessonText*>("presenter-note-text")->spoken(); };
        QTRY_VERIFY(said().contains(QRegularExpression(QStringLiteral("it is 0\\.\\d\\d now"))));
        QVERIFY(stage().findChild<QLabel*>("presenter-place")->text() == QStringLiteral("step 1 of 1"));
        QTest::keyClick(&stage(), Qt::Key_N);
        QVERIFY(!stage().note().isVisible());
        presenter().end();
        presenter().setScreens([] { return std::pair(QList<QRect>{{0, 0, 800, 600}, {800, 0, 1024, 768}}, 0); });
        presenter().begin();
        QVERIFY(QTest::qWaitForWindowExposed(&stage()) && arrived());
        QVERIFY(stage().note().isVisible() && stage().note().isWindow());
        const QRect laptop(0, 0, 800, 600);
        QVERIFY(laptop.contains(stage().note().geometry().center()));
        QTest::keyClick(&stage(), Qt::Key_S);
        QVERIFY(!laptop.contains(stage().note().geometry().center()));
        QTest::keyClick(&stage().note(), Qt::Key_B);  // keys are heard there too
        QVERIFY(stage().blank());
        QTest::keyClick(&stage().note(), Qt::Key_B);
        QTest::keyClick(&stage().note(), Qt::Key_Escape);
        QVERIFY(!presenter().active());
        for (const QWidget* top : QApplication::topLevelWidgets())
            QVERIFY2(!top->isVisible() || top == window_.get(), qPrintable(top->objectName()));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::PresentingRoomTest)
#include "presenting_room_test.moc"
