// Undo of everything, sessions that come back, and what is opened by dropping it on the window.
#include "ui/figure/export_dialog.h"
#include "ui/figure/figure_data.h"
#include "ui/figure/figure_recipe.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/finding.h"
#include "ui/panels/shelf.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_panel.h"
#include "ui/views/frames/options.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <functional>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>

namespace gauge::ui {
namespace {

struct Action {
    const char* name;
    std::function<void()> act;
};

class HistoryTest : public test::WindowFixture {
    Q_OBJECT

private:
    Hit pair() const { return {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}}; }

    std::vector<Action> actions()
    {
        return {
            {"kappa", [&] { window_->findChild<QDoubleSpinBox*>("kappa")->setValue(5); }},
            {"choice", [&] { panel().setText(QStringLiteral("linkage"), QStringLiteral("components")); }},
            {"flag", [&] { panel().setText(QStringLiteral("no-self"), QStringLiteral("true")); }},
            {"text", [&] { QTest::keyClicks(window_->findChild<QPlainTextEdit*>("text"), "s"); }},
            {"layer", [&] { QTest::mouseClick(window_->findChild<QToolButton*>("first"), Qt::LeftButton); }},
            {"lock", [&] { window_->selection().lockExactly(pair()); }},
            {"view option", [&] { option("attention", "by-cluster", 1); }},
            {"zoom", [&] { QTest::keyClick(&canvas("beliefs"), Qt::Key_Plus); }},
            {"orbit",
             [&] {
                 ViewOptions o = canvas("frames").options();
                 o.of<frames::Options>().azimuth += 0.5;
                 canvas("frames").setOptions(o);
             }},
            {"pin", [&] { window_->pin(); }},
            {"duplicate", [&] { window_->duplicate(QStringLiteral("beliefs")); }},
            {"example", [&] { window_->workspace().openExample(examples()[1]); }},
            {"reseed", [&] { window_->workspace().reseed(); }},
            {"reset parameters", [&] { window_->findChild<QPushButton*>("reset")->click(); }},
        };
    }

    void newGesture()
    {
        QTest::mousePress(window_.get(), Qt::LeftButton, {}, QPoint(2, 2));
        QTest::mouseRelease(window_.get(), Qt::LeftButton, {}, QPoint(2, 2));
    }

    bool bytesSettle(const std::string& wanted)
    {
        return QTest::qWaitFor([&] { return calm() && window_->workspace().bytes() == wanted; }, 5000);
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void theWindowOpensWithNothingToUndo()
    {
        QVERIFY(!window_->history().canUndo());
        QVERIFY(!window_->isWindowModified());
    }

    /// UI.md, behaviour 7.
    void doingAndUndoingGivesTheSameSessionByteForByte()
    {
        panel().setText(QStringLiteral("kappa"), QStringLiteral("3"));  // so that a reset has something to do
        QVERIFY(calm());
        for (const Action& action : actions()) {
            newGesture();
            const std::string before = window_->workspace().bytes();
            const int steps = window_->history().index();
            action.act();
            QVERIFY2(calm(), action.name);
            const std::string after = window_->workspace().bytes();
            QVERIFY2(after != before, action.name);
            QVERIFY2(window_->history().index() == steps + 1, qPrintable(QStringLiteral("%1: %2 steps")
                                                                             .arg(QLatin1String(action.name))
                                                                             .arg(window_->history().index() - steps)));
            QVERIFY2(!window_->history().undoText().isEmpty(), action.name);
            window_->history().undo();
            QVERIFY2(bytesSettle(before), action.name);
            window_->history().redo();
            QVERIFY2(bytesSettle(after), action.name);
            window_->history().undo();
            QVERIFY2(bytesSettle(before), action.name);
        }
    }

    void allActionsInARowAreUndoneToTheStart()
    {
        std::vector<std::string> states{window_->workspace().bytes()};
        for (const Action& action : actions()) {
            action.act();
            QVERIFY2(calm(), action.name);
            newGesture();
        }
        while (window_->history().canUndo())
            window_->history().undo();
        QVERIFY(bytesSettle(states.front()));
        QVERIFY(!window_->isWindowModified());
    }

    void oneDragIsOneStepThatSaysWhatItDid()
    {
        auto* slider = panel().findChild<QSlider*>("kappa-slider");
        const QPoint handle(7 + (slider->width() - 14) * slider->value() / slider->maximum(), slider->height() / 2);
        QTest::mousePress(slider, Qt::LeftButton, {}, handle);
        for (int k = 1; k <= 12; ++k) {
            QTest::mouseMove(slider, handle + QPoint(k, 0));
            QTest::qWait(k == 6 ? 1300 : 10);  // a hand that rests has not let go
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, handle + QPoint(12, 0));
        QVERIFY(calm());
        QCOMPARE(window_->history().index(), 1);
        QVERIFY(window_->history().undoText().startsWith(QStringLiteral("κ 2 → ")));
        window_->history().undo();
        QCOMPARE(panel().parameters().attention.kappa, 2.0);
    }

    void ctrlZInTheTextUndoesTheText()
    {
        auto* text = window_->findChild<QPlainTextEdit*>("text");
        const QString before = text->toPlainText();
        text->setFocus();
        QTest::keyClicks(text, " and more");
        QVERIFY(calm());
        QVERIFY(text->toPlainText() != before);
        window_->history().undo();
        QCOMPARE(text->toPlainText(), before);
    }

    /// UI.md, behaviour 8: every stored property in turn.
    void everyPropertyOfASessionIsFoundAgain()
    {
        const gauge::test::TemporaryFolder folder;
        const auto document = [&] { return window_->workspace().document(); };
        for (const Action& action : actions()) {
            const QString path = QString::fromStdString(folder.file(std::string(action.name) + ".gaugescope"));
            action.act();
            QVERIFY2(calm(), action.name);
            const std::string saved = window_->workspace().bytes();
            const Document was = document();
            QVERIFY2(window_->workspace().save(path), action.name);
            QVERIFY(!window_->isWindowModified());
            MainWindow other(processorBackends());
            other.resize(window_->size());
            other.show();
            other.workspace().open(path);
            QVERIFY2(
                QTest::qWaitFor(
                    [&] { return !other.workspace().busy() && other.settled() && other.workspace().file().path() == path; },
                    20000),
                action.name);
            QVERIFY2(QTest::qWaitFor([&] { return other.workspace().bytes() == saved; }, 5000), action.name);
            const Document now = other.workspace().document();
            QVERIFY2(now.run.parameters == was.run.parameters && now.views == was.views && now.lock == was.lock &&
                         now.names == was.names && now.pinned.size() == was.pinned.size() &&
                         now.run.layer == was.run.layer && now.run.text == was.run.text && now.defaults == was.defaults &&
                         now.reference == was.reference,
                     action.name);
            QVERIFY(other.workspace().save(path));
            QCOMPARE(readFile(path.toStdString()), saved);
        }
    }

    void aStateFromAFileIsSavedWithTheSession()
    {
        const gauge::test::TemporaryFolder folder;
        QVERIFY(openState(gauge::test::categorisedArrays({1, 2}, 30, 4), "research"));
        window_->pin();
        newGesture();
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        QVERIFY(calm());
        const auto attention = window_->snapshot()->attention;
        const QString path = QString::fromStdString(folder.file("s.gaugescope"));
        QVERIFY(window_->workspace().save(path));
        window_->workspace().openExample(examples().front());
        window_->workspace().open(path);
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 30 && s.request.attention.kappa == 4; }));
        QVERIFY(calm());
        QVERIFY(window_->snapshot()->attention[1] == attention[1]);
        QVERIFY(window_->shelf().reference() && window_->shelf().reference()->request.attention.kappa == 1);
    }

    void aFileChangedOnDiskIsNotOverwrittenAtOnce()
    {
        const gauge::test::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.file("s.gaugescope"));
        QVERIFY(window_->workspace().save(path));
        QFile other(path);
        QVERIFY(other.open(QIODevice::Append));
        other.write("somebody else's");
        other.close();
        const std::string theirs = readFile(path.toStdString());
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        QVERIFY(!window_->workspace().save(path));
        QCOMPARE(readFile(path.toStdString()), theirs);
        QVERIFY(window_->isWindowModified());
        QVERIFY(window_->workspace().save(path));
        QVERIFY(readFile(path.toStdString()) == window_->workspace().bytes());
    }

    void aSaveThatFailsSaysWhyAndLosesNothing()
    {
        const gauge::test::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.file("s.gaugescope"));
        QVERIFY(window_->workspace().save(path));
        const std::string saved = readFile(path.toStdString());
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        QVERIFY(!window_->workspace().save(QStringLiteral("/proc/nowhere/s.gaugescope")));
        QVERIFY(
            window_->findChild<QListWidget*>("log-list")->item(0)->text().contains(QStringLiteral("cannot be written")));
        QCOMPARE(readFile(path.toStdString()), saved);
        QVERIFY(window_->isWindowModified());
        QVERIFY(window_->history().canUndo());
    }

    void closingAsksOnlyWhenSomethingIsUnsaved()
    {
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        QVERIFY(calm());
        window_->close();
        auto* box = window_->findChild<QMessageBox*>("unsaved");
        QVERIFY(box && window_->isVisible());
        box->button(QMessageBox::Cancel)->click();
        QVERIFY(window_->isVisible());
        window_->history().undo();
        window_->close();
        QVERIFY(!window_->isVisible());
    }

    void whatACrashLeavesIsOfferedAtTheNextStart()
    {
        const gauge::test::TemporaryFolder folder;
        const QString recovery = QString::fromStdString(folder.file("recovery"));
        const QString left = QString::fromStdString(folder.file("left"));
        QVERIFY(QDir().mkpath(left));
        {
            MainWindow working(processorBackends(), {QString::fromStdString(folder.file("settings.ini")), recovery});
            working.show();
            QVERIFY(QTest::qWaitFor([&] { return working.snapshot() != nullptr; }, 20000));
            working.findChild<ParameterPanel*>()->setText(QStringLiteral("kappa"), QStringLiteral("7"));
            const auto kept = [&] { return QDir(recovery).entryList({QStringLiteral("*.gaugescope")}, QDir::Files); };
            QVERIFY(QTest::qWaitFor([&] { return !kept().isEmpty(); }, 5000));
            QVERIFY2(SessionStore::leftovers(recovery).empty(), "its program still runs");
            QVERIFY(
                QFile::copy(recovery + QLatin1Char('/') + kept().front(), left + QStringLiteral("/crashed.gaugescope")));
        }
        QVERIFY2(QDir(recovery).entryList({QStringLiteral("*.gaugescope")}, QDir::Files).isEmpty(),
                 "it ended as it should");
        MainWindow next(processorBackends(), {QString::fromStdString(folder.file("settings.ini")), left});
        next.show();
        auto* button = next.findChild<QPushButton*>(QStringLiteral("recover"));
        QVERIFY(button);
        button->click();
        QVERIFY(QTest::qWaitFor([&] { return next.snapshot() && next.snapshot()->request.attention.kappa == 7; }, 20000));
        QVERIFY(next.isWindowModified() && next.history().canUndo());
        QVERIFY(!QFile::exists(left + QStringLiteral("/crashed.gaugescope")));
    }

    /// UI.md, behaviour 12: the figure restores the state.
    void aFigureRestoresTheStateItShows()
    {
        const gauge::test::TemporaryFolder folder;
        QVERIFY(openState(gauge::test::categorisedArrays({1, 2}, 20, 4), "research"));
        window_->pin();
        newGesture();
        panel().setText(QStringLiteral("kappa"), QStringLiteral("4"));
        option("attention", "head", 1);
        window_->selection().lockExactly(pair());
        QVERIFY(calm());
        const auto attention = window_->snapshot()->attention;
        ExportDialog* dialog = window_->showExport(&canvas("attention"));
        for (const char* suffix : {"pdf", "svg", "png"}) {
            const QString path = QString::fromStdString(folder.file(std::string("figure.") + suffix));
            dialog->save(path);
            window_->workspace().openExample(examples().front());
            QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13; }));
            window_->workspace().open(path);
            QVERIFY2(settled([](const Snapshot& s) { return s.tokens() == 20 && s.request.attention.kappa == 4; }), suffix);
            QVERIFY(calm());
            QVERIFY2(window_->snapshot()->attention[0] == attention[0], suffix);
            QCOMPARE(option("attention", "head"), 1);
            QCOMPARE(window_->selection().value().locked, (std::vector<int>{1, 8}));
            QVERIFY2(window_->shelf().reference()->request.attention.kappa == 1, suffix);
        }
        window_->workspace().open(QStringLiteral(GAUGESCOPE_SOURCE "/docs/screenshot.png"));
        QTRY_VERIFY(window_->findChild<QListWidget*>("log-list")->count() > 0);
        QVERIFY(
            window_->findChild<QListWidget*>("log-list")->item(0)->text().contains(QStringLiteral("found none inside")));
    }

    void theDialogWarnsOfWhatAReferee()
    {
        ExportDialog* dialog = window_->showExport(&canvas("attention"));
        QTRY_VERIFY(dialog->findChild<QLabel*>("figure-page")->pixmap(Qt::ReturnByValue).width() > 100);
        QVERIFY2(dialog->warnings().isEmpty(), qPrintable(dialog->warnings().join(QLatin1Char('\n'))));
        dialog->findChild<QCheckBox*>("figure-bar")->setChecked(false);
        QTRY_VERIFY(dialog->warnings().join(QString()).contains(QStringLiteral("colour alone")));
        dialog->findChild<QCheckBox*>("figure-bar")->setChecked(true);
        dialog->findChild<QDoubleSpinBox*>("figure-font")->setValue(5);
        QTRY_VERIFY(dialog->warnings().isEmpty() || dialog->warnings().join(QString()).contains(QStringLiteral("pt")));
        auto* list = dialog->findChild<QListWidget*>("figure-panels");
        for (int k = 0; k < list->count(); ++k)
            list->item(k)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY(!dialog->findChild<QPushButton*>("figure-save")->isEnabled());
        for (int k = 0; k < 4; ++k)
            list->item(k)->setCheckState(Qt::Checked);
        QTRY_VERIFY(dialog->findChild<QPushButton*>("figure-save")->isEnabled());
        QCOMPARE(dialog->spec().panels.size(), std::size_t(4));
        dialog->copy();
        const QMimeData* data = QApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage() && data->hasFormat(QStringLiteral("image/svg+xml")));
        QVERIFY(data->data(QStringLiteral("application/pdf")).startsWith("%PDF"));
    }

    void thePaletteFindsCommandsByTheirLetters()
    {
        QVERIFY(lettersIn(QStringLiteral("drk"), QStringLiteral("Dark or light")));
        QVERIFY(!lettersIn(QStringLiteral("kd"), QStringLiteral("Dark or light")));
        for (QAction* action : window_->findChildren<QAction*>())
            if (action->text() == QStringLiteral("&Commands…"))
                action->trigger();
        auto* palette = window_->findChild<CommandPalette*>();
        QVERIFY(palette);
        QTest::keyClicks(palette->findChild<QLineEdit*>(), "pin as");
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QCOMPARE(window_->shelf().count(), std::size_t(1));
    }

    void whatANewerVersionWroteIsKeptAndSaid()
    {
        const gauge::test::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.file("s.gaugescope"));
        Archive archive = readArchive(window_->workspace().bytes(), "s");
        nlohmann::json j = nlohmann::json::parse(archive.texts["session"]);
        j["music"] = "loud";
        j["window"]["lamp"] = true;
        archive.texts["session"] = j.dump(1) + "\n";
        writeFileAtomically(path.toStdString(), archiveBytes(archive));
        window_->workspace().open(path);
        QTRY_COMPARE(window_->workspace().file().path(), path);
        QVERIFY(calm());
        QTRY_COMPARE(window_->findChild<QListWidget*>("log-list")->count(), 2);
        QVERIFY(window_->workspace().save(path));
        const nlohmann::json back = nlohmann::json::parse(readArchive(readFile(path.toStdString()), "s").texts["session"]);
        QVERIFY(back["music"] == "loud" && back["window"]["lamp"] == true);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::HistoryTest)
#include "history_test.moc"
