// Views that are doubled, closed, floated and put back are where one looks for them; and what cannot be done is said.
#include "ui/panels/help_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/view_panel.h"

#include "tests/support/cli.h"
#include "tests/support/window.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QScreen>
#include <QSettings>
#include <QToolButton>

namespace gauge::ui {
namespace {

class DocksTest : public test::WindowFixture {
    Q_OBJECT

    bool has(const QString& name) { return window_->findChild<ViewPanel*>(name + QStringLiteral("-dock")) != nullptr; }

    /// On the screen, with room for a picture.
    static bool isSeen(ViewPanel& panel)
    {
        return panel.isVisible() && panel.canvas().visibleRegion().boundingRect().height() > 60 &&
               panel.canvas().visibleRegion().boundingRect().width() > 100;
    }

    bool isTabOf(ViewPanel& panel, const QString& name)
    {
        return window_->tabifiedDockWidgets(&panel).contains(&view(name));
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void aDuplicateStandsBesideItsOriginalTabbedOrNot()
    {
        for (const Preset preset : {Preset::Explore, Preset::Teach, Preset::Figure})
            for (const char* kind : {"attention", "meta-tokens", "frames", "beliefs", "consensus", "cost"}) {
                window_->arrange(preset);
                QTest::qWait(20);
                view(QLatin1String(kind)).show();
                view(QLatin1String(kind)).raise();
                ViewPanel* copy = window_->duplicate(QLatin1String(kind));
                QTRY_VERIFY2(isSeen(*copy), kind);
                QVERIFY2(isSeen(view(QLatin1String(kind))) || isTabOf(*copy, QLatin1String(kind)), kind);
                QVERIFY2(!copy->isFloating(), kind);
                const QString name = copy->canvas().objectName();
                copy->close();
                QTRY_VERIFY2(!has(name), kind);
                QTRY_VERIFY2(isSeen(view(QLatin1String(kind))), kind);
            }
    }

    void aClosedDuplicateIsGoneUntilItIsUndone()
    {
        ViewPanel* copy = window_->duplicate(QStringLiteral("attention"));
        const QString name = copy->canvas().objectName();
        copy->close();
        QTRY_VERIFY(!has(name));
        QVERIFY(!window_->workspace().document().views.contains(name));
        window_->history().undo();
        QTRY_VERIFY(has(name) && isSeen(view(name)) && isSeen(view(QStringLiteral("attention"))));
        window_->history().redo();
        QTRY_VERIFY(!has(name));
    }

    void resetLayoutLeavesOneOfEachAndASessionReopensAsItLooked()
    {
        window_->duplicate(QStringLiteral("attention"));
        window_->duplicate(QStringLiteral("attention"));
        window_->duplicate(QStringLiteral("meta-tokens"));
        const std::size_t kinds = viewKinds().size();
        QCOMPARE(window_->findChildren<ViewPanel*>().size(), static_cast<qsizetype>(kinds) + 3);
        const gauge::test::TemporaryFolder folder;
        const QString three = QString::fromStdString(folder.file("three.gaugescope"));
        QVERIFY(window_->workspace().save(three));
        trigger(QStringLiteral("&Reset layout"));
        QTRY_COMPARE(window_->findChildren<ViewPanel*>().size(), static_cast<qsizetype>(kinds));
        const QString none = QString::fromStdString(folder.file("none.gaugescope"));
        QVERIFY(window_->workspace().save(none));
        panel().setText(QStringLiteral("kappa"), QStringLiteral("3"));
        QTest::qWait(1100);  // another gesture
        trigger(QStringLiteral("&New"));
        window_->history().undo();
        QCOMPARE(window_->findChildren<ViewPanel*>().size(), static_cast<qsizetype>(kinds));
        window_->workspace().open(three);
        QTRY_COMPARE(window_->findChildren<ViewPanel*>().size(), static_cast<qsizetype>(kinds) + 3);
        for (ViewPanel* copy : window_->findChildren<ViewPanel*>()) {
            const QString name = copy->canvas().objectName();
            if (!duplicateOf(name).isEmpty())
                QTRY_VERIFY2(isSeen(*copy) || isTabOf(*copy, QLatin1String(viewOfPanel(name)->name)), qPrintable(name));
        }
        window_->workspace().open(none);
        QTRY_COMPARE(window_->findChildren<ViewPanel*>().size(), static_cast<qsizetype>(kinds));
        QVERIFY(calm());
    }

    void aWindowOfALargerScreenComesBackWithinThisOne()
    {
        const gauge::test::TemporaryFolder folder;
        QSettings settings(QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat);
        window_->resize(3000, 2000);
        window_->saveArrangement(settings);
        MainWindow other(processorBackends());
        other.restoreArrangement(settings);
        other.show();
        const QRect screen = other.screen()->availableGeometry();
        QVERIFY2(other.width() <= std::max(screen.width(), other.minimumSizeHint().width()),
                 qPrintable(QString::number(other.width())));
        QVERIFY(other.height() <= std::max(screen.height(), other.minimumSizeHint().height()));
    }

    void playingNothingIsSaid()
    {
        panel().setText(QStringLiteral("layers"), QStringLiteral("0"));
        QVERIFY(calm());
        auto* play = window_->findChild<QToolButton*>(QStringLiteral("play"));
        play->click();
        QVERIFY(!play->isChecked());
        QVERIFY(window_->findChild<QLabel*>(QStringLiteral("status"))->text().contains(QStringLiteral("no layers")));
    }

    void aNumberThatIsNoneIsSaid()
    {
        auto* box = window_->findChild<QDoubleSpinBox*>(QStringLiteral("kappa"));
        auto* log = window_->findChild<QListWidget*>(QStringLiteral("log-list"));
        const double before = box->value();
        int said = 0;
        for (const char* text : {"rubbish", "-3", "1.234,5"}) {
            box->setFocus();
            box->selectAll();
            QTest::keyClicks(box, text);
            QTest::keyClick(box, Qt::Key_Return);
            QCOMPARE(box->value(), before);
            QVERIFY2(log->count() == ++said, text);
            QVERIFY2(log->item(said - 1)->text().contains(QLatin1String(text)) ||
                         log->item(0)->text().contains(QLatin1String(text)),
                     qPrintable(log->item(0)->text()));
        }
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(log->count(), said);
    }

    void aParametersPassageIsWordsNotATable()
    {
        window_->showHelp(QStringLiteral("kappa"));
        auto* manual = window_->findChild<HelpPanel*>();
        QVERIFY(manual->textCursor().selectedText().contains(QStringLiteral("--kappa")));
        QVERIFY(manual->toPlainText().contains(QStringLiteral("Temperature of the attention softmax")));
        QVERIFY(!manual->toPlainText().contains(QStringLiteral("| ")));  // |i−j| is none
    }

    void theShortcutPageNamesNoStep()
    {
        panel().setText(QStringLiteral("kappa"), QStringLiteral("3"));
        QVERIFY(calm());
        trigger(QStringLiteral("&Shortcuts"));
        const QString page = window_->findChild<HelpPanel*>()->toPlainText();
        QVERIFY(page.contains(QStringLiteral("Undo")));
        QVERIFY2(!page.contains(QStringLiteral("κ")), qPrintable(page.left(400)));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::DocksTest)
#include "docks_test.moc"
