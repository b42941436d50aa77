// What a newcomer meets in the first hours: room for everything, a way to find it, and no picture of what is gone.
#include "ui/panels/command_palette.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/tool_row.h"
#include "ui/panels/view_panel.h"
#include "ui/scene/pointer_label.h"

#include "tests/support/cli.h"
#include "tests/support/window.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QToolBar>
#include <QToolButton>

namespace gauge::ui {
namespace {

class FirstHoursTest : public test::WindowFixture {
    Q_OBJECT

    double kappa() { return panel().parameters().attention.kappa; }

    static bool turn(QWidget& widget)
    {
        const QPointF at = QRectF(widget.rect()).center();
        QWheelEvent wheel(at, widget.mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&widget, &wheel);
        return wheel.isAccepted();
    }

    void lockCatAndDog()
    {
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        QVERIFY(!window_->selection().value().locked.empty());
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void whatDoesNotFitABarWaitsInAWindow()
    {
        window_->resize(1280, 720);
        QVERIFY(calm());
        auto* row = view(QStringLiteral("beliefs")).findChild<ToolRow*>();
        QTRY_VERIFY(!row->waiting().empty());
        QVERIFY(row->moreButton().isVisible());
        const std::vector<QWidget*> waiting = row->waiting();
        for (const QWidget* control : waiting)
            QVERIFY(!control->isVisible());
        QTest::mouseClick(&row->moreButton(), Qt::LeftButton);
        for (const QWidget* control : waiting)
            QVERIFY2(control->isVisible(), qPrintable(control->objectName()));
        QComboBox* box = nullptr;
        for (QWidget* control : waiting)
            if (auto* choice = qobject_cast<QComboBox*>(control))
                box = choice;
        QVERIFY(box);
        const ViewOptions before = canvas("beliefs").options();
        box->setCurrentIndex(box->count() - 1);
        emit box->activated(box->count() - 1);
        QVERIFY(!(canvas("beliefs").options() == before));
        waiting.front()->window()->close();
        QTRY_COMPARE(row->waiting(), waiting);
        for (QWidget* control : waiting)
            QCOMPARE(control->parentWidget(), static_cast<QWidget*>(row));
        window_->resize(2200, 1200);
        QTRY_VERIFY(row->waiting().empty());
        for (const QWidget* control : waiting)
            QVERIFY(control->isVisible());
        QVERIFY(!row->moreButton().isVisible());
    }

    void resetLayoutBringsEveryViewHome()
    {
        for (const char* name : {"attention", "beliefs", "consensus"}) {
            view(QLatin1String(name)).setFloating(true);
            QVERIFY(view(QLatin1String(name)).isFloating());
        }
        find<QDockWidget>("parameters-dock").setFloating(true);
        view(QStringLiteral("frames")).close();
        trigger(QStringLiteral("&Reset layout"));
        QTest::qWait(50);
        for (const QDockWidget* dock : window_->findChildren<QDockWidget*>())
            QVERIFY2(!dock->isFloating(), qPrintable(dock->objectName()));
        for (const char* name : {"attention", "beliefs", "frames"})
            QVERIFY2(view(QLatin1String(name)).isVisible(), name);
    }

    void newKeepsNoZoomNoModeNoPinAndNoName()
    {
        option("attention", "quantity", 2);
        ViewOptions zoomed = canvas("attention").options();
        zoomed.zoom = 4;
        canvas("attention").setOptions(zoomed);
        window_->duplicate(QStringLiteral("beliefs"));
        window_->pin();
        window_->workspace().setNames({{{1, 8}, QStringLiteral("pets")}});
        QVERIFY(calm());
        const std::string before = window_->workspace().bytes();
        trigger(QStringLiteral("&New"));
        QVERIFY(calm());
        QVERIFY(canvas("attention").options() == ViewOptions{});
        QCOMPARE(window_->shelf().count(), std::size_t(0));
        QVERIFY(window_->workspace().document().names.empty());
        for (const auto& [name, options] : window_->workspace().document().views)
            QVERIFY2(options == ViewOptions{} && duplicateOf(name).isEmpty(), qPrintable(name));
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(window_->workspace().bytes(), before);
    }

    void itOpensOnTheScreenAndFitsSmallOnes()
    {
        MainWindow fresh(processorBackends());
        QVERIFY(fresh.width() <= fresh.screen()->availableSize().width());
        QVERIFY(fresh.height() <= fresh.screen()->availableSize().height());
        const QSize least = window_->minimumSizeHint();
        QVERIFY2(least.width() <= 1280 && least.height() <= 680,
                 qPrintable(QStringLiteral("%1 × %2").arg(least.width()).arg(least.height())));
    }

    void theManualHasRoomToBeRead()
    {
        window_->resize(1280, 720);
        QVERIFY(calm());
        window_->showHelp(QStringLiteral("attention"));
        QTest::qWait(50);
        auto* manual = window_->findChild<HelpPanel*>();
        QVERIFY2(manual->viewport()->height() >= 180, qPrintable(QString::number(manual->viewport()->height())));
        trigger(QStringLiteral("&Shortcuts"));
        const QString page = manual->toPlainText();
        int keys = 0;
        for (const QAction* action : window_->findChildren<QAction*>())
            if (!action->shortcut().isEmpty()) {
                QVERIFY2(page.contains(action->shortcut().toString(QKeySequence::NativeText)), qPrintable(action->text()));
                ++keys;
            }
        QVERIFY(keys > 30);
    }

    void thePaletteKnowsParametersAndSaysWhenItFindsNothing()
    {
        trigger(QStringLiteral("&Commands…"));
        auto* palette = window_->findChild<CommandPalette*>();
        auto* line = palette->findChild<QLineEdit*>();
        auto* list = palette->findChild<QListWidget*>();
        QTest::keyClicks(line, "qqqq");
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("No command")));
        QTest::keyClick(line, Qt::Key_Return);  // nothing to run
        QVERIFY(palette->isVisible());
        for (const char* word : {"theta", "omega", "mask", "temperature"}) {
            line->setText(QLatin1String(word));
            QVERIFY2(list->item(0)->text().startsWith(QStringLiteral("Parameter: ")), word);
        }
        line->setText(QStringLiteral("seed"));
        QVERIFY(list->count() >= 2);
        line->setText(QStringLiteral("linkage"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(find<QComboBox>("linkage").hasFocus());
        QVERIFY(panel().unfolded());
        QTRY_VERIFY(find<QComboBox>("linkage").visibleRegion().boundingRect().height() > 10);
    }

    void aDeletedTextLeavesNoPicture()
    {
        auto& text = find<QPlainTextEdit>("text");
        lockCatAndDog();
        text.setPlainText(QString());
        QVERIFY(!window_->snapshot());
        QTRY_VERIFY(window_->settled() && !window_->workspace().busy());
        QVERIFY(!find<QLabel>("source-label").text().contains(QStringLiteral("token")));
        QVERIFY(find<QLabel>("layer-label").text().isEmpty());
        QVERIFY(find<QLabel>("status").text().contains(QStringLiteral("Type a sentence")));
        QImage words = canvas("attention").grab().toImage();
        QImage nothing = words;
        nothing.fill(words.pixel(5, 5));
        QVERIFY(words != nothing);
        text.setPlainText(QStringLiteral("one"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 1; }));
        QVERIFY(calm());
        text.setPlainText(QStringLiteral("   "));
        QVERIFY(!window_->snapshot());
        trigger(QStringLiteral("&Play or pause"));
        trigger(QStringLiteral("Layer &on"));
        trigger(QStringLiteral("&Pin as A"));
        for (int steps = 0; steps < 3 && text.toPlainText().trimmed().isEmpty(); ++steps)
            window_->history().undo();
        QVERIFY2(!text.toPlainText().trimmed().isEmpty(), qPrintable(window_->history().redoText()));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() >= 1; }));
        QVERIFY(calm());
    }

    void theValueStandsByThePointer()
    {
        Canvas& attention = canvas("attention");
        const QPoint cell = findPoint(attention, [](const Hit& h) { return h.receiver == 12 && h.sender == 12; });
        QVERIFY(cell.x() > 0);
        QTest::mouseMove(&attention, cell);
        auto* label = attention.findChild<PointerLabel*>();
        QTRY_VERIFY(label->isVisible());
        QCOMPARE(label->text(), hitView(attention.kind(), QRectF(attention.rect()), attention.scene(), cell).text);
        QVERIFY(label->text() == find<QLabel>("pointed").text());
        QVERIFY(attention.rect().contains(label->geometry()));
        QVERIFY(!label->geometry().contains(cell));
        QCOMPARE(attention.childAt(label->geometry().center()), static_cast<QWidget*>(nullptr));  // clicks go through it
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));  // under a pointer that rests
        QVERIFY(calm());
        QCOMPARE(label->text(), hitView(attention.kind(), QRectF(attention.rect()), attention.scene(), cell).text);
        QTest::mouseMove(&attention, QPoint(attention.width() - 2, 2));
        QTRY_VERIFY(!label->isVisible());
    }

    void aComparisonCanShowOneOfItsPicturesWithAllTheRoom()
    {
        auto& choice = find<QComboBox>("attention-compare");
        QVERIFY(!choice.isVisible());
        window_->pin();
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        QVERIFY(calm());
        QVERIFY(choice.isVisible());
        Canvas& attention = canvas("attention");
        const auto picture = [&](Compared compared) {
            ViewOptions options = attention.options();
            options.compared = compared;
            attention.setOptions(options);
            return paintJob({&attention.kind(), attention.scene(), {500, 420}, 1, 0});
        };
        std::vector<QImage> pictures;
        for (const Compared compared : {Compared::All, Compared::A, Compared::B, Compared::Difference})
            pictures.push_back(picture(compared));
        for (std::size_t a = 0; a < pictures.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(pictures[a] != pictures[b]);
        choice.setCurrentIndex(2);
        emit choice.activated(2);
        QCOMPARE(attention.options().compared, Compared::B);
        const QPoint cell = findPoint(attention, [](const Hit& h) { return h.receiver == 12 && h.sender == 12; });
        QVERIFY(cell.x() > 0);
        const double shown = attention.scene().snapshot->attention[0](12, 12);
        QCOMPARE(hitView(attention.kind(), QRectF(attention.rect()), attention.scene(), cell).value.toDouble(), shown);
        const gauge::test::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.file("one.gaugescope"));
        QVERIFY(window_->workspace().save(path));
        option("attention", "quantity", 1);
        window_->workspace().open(path);
        QTRY_COMPARE(attention.options().compared, Compared::B);
        QVERIFY(calm());
        window_->shelf().unpin();
        QVERIFY(calm());
        QVERIFY(!choice.isVisible());
    }

    void whatAControlDoesIsSaidBelowIt()
    {
        const auto& effect = find<QLabel>("kappa-effect");
        QVERIFY(effect.isVisible());
        const QString before = effect.text();
        QVERIFY2(before.contains(QStringLiteral("12 others")), qPrintable(before));
        panel().setText(QStringLiteral("kappa"), QStringLiteral("0.05"));
        QVERIFY(calm());
        QVERIFY2(effect.text() != before, qPrintable(effect.text()));
        auto& mask = find<QLabel>("mask-effect");
        QVERIFY(!mask.isVisible());
        panel().setUnfolded(true);
        panel().setText(QStringLiteral("mask"), QStringLiteral("causal"));
        QVERIFY(calm());
        QVERIFY2(mask.isVisible() && mask.text().contains(QStringLiteral("91")), qPrintable(mask.text()));
    }

    void littleToSeeIsSaidWithTheControlThatChangesIt()
    {
        const auto& advice = find<QLabel>("advice");
        QTest::qWait(1500);
        QVERIFY2(!advice.isVisible(), qPrintable(advice.text()));  // the opening sentence has something to see
        panel().setText(QStringLiteral("threshold"), QStringLiteral("0"));
        QTRY_VERIFY_WITH_TIMEOUT(advice.isVisible(), 30000);
        QVERIFY2(advice.text().contains(QStringLiteral("take")), qPrintable(advice.text()));
        const Advice chosen = window_->workspace().adviser().advice().value_or(Advice{});
        QVERIFY(chosen.after.agreements > 0);
        emit find<QLabel>("advice").linkActivated(QStringLiteral("take"));
        QVERIFY(calm());
        QTRY_VERIFY(!advice.isVisible());
        QCOMPARE(standingOf(*window_->snapshot()).groups, chosen.after.groups);
        QVERIFY(window_->history().canUndo());
        panel().setText(QStringLiteral("threshold"), QStringLiteral("0"));
        QTRY_VERIFY_WITH_TIMEOUT(advice.isVisible(), 30000);
        emit find<QLabel>("advice").linkActivated(QStringLiteral("dismiss"));
        QVERIFY(!advice.isVisible());
        panel().setText(QStringLiteral("alpha"), QStringLiteral("0.4"));
        QVERIFY(calm());
        QTest::qWait(1500);
        QVERIFY(!advice.isVisible());
    }

    void theFirstStartAloneSaysWhatToDo()
    {
        const gauge::test::TemporaryFolder folder;
        Places places;
        places.settings = QString::fromStdString(folder.file("settings.ini"));
        {
            MainWindow first(processorBackends(), places);
            first.show();
            auto* bar = first.findChild<QToolBar*>(QStringLiteral("greeting-bar"));
            QVERIFY(bar && bar->isVisible());
            first.findChild<QPushButton*>(QStringLiteral("close-greeting"))->click();
            QVERIFY(!bar->isVisible());
        }
        const MainWindow second(processorBackends(), places);
        QVERIFY(!second.findChild<QToolBar*>(QStringLiteral("greeting-bar")));
        QVERIFY(!window_->findChild<QToolBar*>(QStringLiteral("greeting-bar")));  // it keeps no settings
    }

    void theFirstParametersComeFirstAndTheRestIsFound()
    {
        const auto shown = [&](const char* name) { return window_->findChild<QWidget*>(QLatin1String(name))->isVisible(); };
        for (const char* name : {"kappa", "threshold", "alpha", "layers", "position-rate"})
            QVERIFY2(shown(name), name);
        for (const char* name : {"lambda", "mask", "linkage", "condensed"})
            QVERIFY2(!shown(name), name);
        auto& find = this->find<QLineEdit>("find-parameter");
        find.setText(QStringLiteral("temperature"));
        QVERIFY(shown("kappa") && shown("temperature-scale") && !shown("layers"));
        find.setText(QStringLiteral("gamma"));
        QVERIFY(shown("meta-prior") && !shown("kappa"));
        find.setText(QStringLiteral("zzz"));
        QVERIFY(!shown("kappa") && !shown("mask"));
        bool said = false;
        for (const QLabel* label : panel().findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains(QStringLiteral("zzz")));
        QVERIFY(said);
        find.setFocus();
        QTest::keyClick(&find, Qt::Key_Escape);
        QVERIFY(shown("kappa") && !shown("mask"));
        auto& more = this->find<QToolButton>("more-parameters");
        QCOMPARE(more.text(), QStringLiteral("more"));
        panel().setText(QStringLiteral("lambda"), QStringLiteral("0.25"));
        QVERIFY2(more.text().contains(QLatin1Char('1')), qPrintable(more.text()));
        more.click();
        QVERIFY(shown("mask") && shown("lambda") && shown("condensed"));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::FirstHoursTest)
#include "first_hours_test.moc"
