// The window in German: complete, nothing cut, plurals as they are said, and pictures as everywhere.
#include "tests/support/catalogue.h"
#include "tests/support/cli.h"
#include "tests/support/cut_text.h"
#include "tests/support/window.h"
#include "ui/figure/export_dialog.h"
#include "ui/panels/counted.h"
#include "ui/panels/preferences.h"
#include "ui/workspace/examples.h"
#include "ui/workspace/parameter_words.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSettings>
#include <QTabBar>
#include <QToolButton>
#include <QTranslator>
#include <set>

namespace gauge::ui {
namespace {

using gauge::test::catalogue;
using gauge::test::Message;

QString german()
{
    return QStringLiteral(GAUGESCOPE_SOURCE "/resources/translations/gaugescope_de.ts");
}

QString english()
{
    return QStringLiteral(GAUGESCOPE_SOURCE "/resources/translations/gaugescope_en.ts");
}

std::set<QString> keysOf(const QString& path)
{
    std::set<QString> keys;
    for (const Message& m : catalogue(path))
        keys.insert(m.key());
    return keys;
}

std::set<QString> sourcesOf(const QString& context)
{
    std::set<QString> sources;
    for (const Message& m : catalogue(german()))
        if (m.context == context)
            sources.insert(m.source);
    return sources;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What a menu underlines more than once, of it and of those that open from it.
QStringList clashesIn(const QMenu& menu)
{
    QStringList found;
    std::set<QString> letters;
    for (const QAction* action : menu.actions()) {
        for (const QString& letter : gauge::test::mnemonicsIn(action->text()))
            if (!letters.insert(letter).second)
                found << menu.title() + QStringLiteral(": ") + action->text();
        if (action->menu())
            found << clashesIn(*action->menu());
    }
    return found;
}

/// Everything that a widget says or would say.
QStringList textsOf(const QWidget& w)
{
    QStringList texts{w.toolTip(), w.accessibleName()};
    if (const auto* label = qobject_cast<const QLabel*>(&w))
        texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&w))
        texts << button->text();
    if (const auto* dock = qobject_cast<const QDockWidget*>(&w))
        texts << dock->windowTitle();
    if (const auto* line = qobject_cast<const QLineEdit*>(&w))
        texts << line->placeholderText();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(&w))
        texts << text->placeholderText();
    if (const auto* tabs = qobject_cast<const QTabBar*>(&w))
        for (int k = 0; k < tabs->count(); ++k)
            texts << tabs->tabText(k);
    const auto isParameter = [](const QString& name) {
        return std::any_of(parameterTable().begin(), parameterTable().end(),
                           [&](const ParameterInfo& info) { return name.startsWith(QLatin1String(info.name)); });
    };
    if (const auto* box = qobject_cast<const QComboBox*>(&w);
        box && !isParameter(w.objectName()))  // those are words of files
        for (int k = 0; k < box->count(); ++k)
            texts << box->itemText(k);
    for (const QAction* action : w.actions())
        texts << action->text() << action->toolTip();
    return texts;
}

class TranslationTest : public test::WindowFixture {
    Q_OBJECT

    gauge::test::TemporaryFolder folder_;

    QString file(const char* name) const { return QString::fromStdString(folder_.file(name)); }
    void speakOnly(const char* language)
    {
        translators_.clear();
        translators_ = speak(QLatin1String(language));
    }
    void openGerman(const QSize& size = QSize(1440, 900))
    {
        speakOnly("de");
        open(size);
    }

    void nothingIsCutInDialogsAndBelowTheFold()
    {
        panel().setUnfolded(true);
        const std::unique_ptr<ExportDialog> dialog(window_->showExport(&canvas("attention")));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        PreferencesDialog preferences({}, window_.get());
        preferences.show();
        QVERIFY(calm());
        QTRY_COMPARE(gauge::test::cutTexts(*window_).join(QStringLiteral("; ")), QString());
    }

private slots:
    void cleanup() { window_.reset(); }

    void everyMessageIsTranslatedWithWhatIsFilledIn()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        const std::vector<Message> messages = catalogue(german());
        QVERIFY(messages.size() > 600);
        for (const Message& m : messages) {
            QVERIFY2(m.finished && m.forms.size() == (m.plural ? 2 : 1), qPrintable(m.source));
            for (qsizetype k = 0; k < m.forms.size(); ++k) {
                QStringList wanted = gauge::test::placesIn(m.source);
                const QStringList found = gauge::test::placesIn(m.forms[k]);
                if (m.plural && k == 0 && !found.contains(QStringLiteral("%n")))
                    wanted.removeAll(QStringLiteral("%n"));  // one is spelt out
                QVERIFY2(!m.forms[k].isEmpty() && found == wanted, qPrintable(m.forms[k]));
                QVERIFY2(gauge::test::mnemonicsIn(m.forms[k]).size() == gauge::test::mnemonicsIn(m.source).size(),
                         qPrintable(m.forms[k]));
            }
        }
        for (const Message& m : catalogue(english()))
            QVERIFY2(m.finished && m.plural && m.forms.size() == 2, qPrintable(m.source));
    }

    void noTextIsMissingInTheCatalogues()
    {
        for (const QString& path : {german(), english()})
            QVERIFY(QFile::copy(path, QString::fromStdString(folder_.file(QFileInfo(path).fileName().toStdString()))));
        const QString folder = QFileInfo(file("gaugescope_de.ts")).path();
        QProcess translate;
        translate.start(QStringLiteral(GAUGESCOPE_SOURCE "/scripts/translate"), {folder});
        QVERIFY(translate.waitForFinished(120000));
        QVERIFY2(translate.exitCode() == 0, translate.readAllStandardError().constData());
        QVERIFY2(keysOf(file("gaugescope_de.ts")) == keysOf(german()), "run scripts/translate");
        QVERIFY2(keysOf(file("gaugescope_en.ts")) == keysOf(english()), "run scripts/translate");
    }

    void whatCoreAndResourcesSayIsListed()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        const std::set<QString> known = sourcesOf(QStringLiteral("parameters"));
        std::set<QString> table;
        for (const ParameterInfo& info : parameterTable())
            for (const char* text : {info.section, info.label, info.help}) {
                QVERIFY2(known.contains(QString::fromUtf8(text)), text);
                table.insert(QString::fromUtf8(text));
            }
        for (const char* listed : listedParameterWords())
            QVERIFY2(table.contains(QString::fromUtf8(listed)), listed);
        for (const Example& example : examples())
            for (const std::string& text : {example.name, example.story})
                QVERIFY2(sourcesOf(QStringLiteral("examples")).contains(QString::fromStdString(text)), text.c_str());
        QCOMPARE(listedExamples().size(), examples().size());
    }

    void numbersHaveTheirForms()
    {
        speakOnly("en");
        const auto forms = [](QString (*count)(Index)) {
            return QStringList{count(0), count(1), count(2)}.join(QStringLiteral(", "));
        };
        QCOMPARE(forms(tokenCount), QStringLiteral("0 tokens, 1 token, 2 tokens"));
        QCOMPARE(forms(agentCount), QStringLiteral("0 agents, one agent, 2 agents"));
        QCOMPARE(forms(pairCount), QStringLiteral("0 pairs, 1 pair, 2 pairs"));
        QCOMPARE(pairCount(Index{1} << 40), QStringLiteral("1099511627776 pairs"));
        speakOnly("de");
        QCOMPARE(forms(tokenCount), QStringLiteral("0 Token, 1 Token, 2 Token"));
        QCOMPARE(forms(agentCount), QStringLiteral("0 Agenten, ein Agent, 2 Agenten"));
        QCOMPARE(forms(pairCount), QStringLiteral("0 Paare, 1 Paar, 2 Paare"));
    }

    void
    theDesktopsLanguageIsSpokenUnlessAnotherIsChosen()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        const QStringList desktop{QStringLiteral("fr-FR"), QStringLiteral("de-AT"), QStringLiteral("en")};
        QCOMPARE(languageFor({}, desktop), QStringLiteral("de"));
        QCOMPARE(languageFor(QStringLiteral("en"), desktop), QStringLiteral("en"));
        QCOMPARE(languageFor({}, {QStringLiteral("fr")}), QStringLiteral("en"));
        QCOMPARE(languageFor(QStringLiteral("xx"), {QStringLiteral("C")}), QStringLiteral("en"));
    }

    void theChoiceIsKeptAndSaysWhenItCounts()
    {
        speakOnly("en");
        PreferencesDialog dialog({});
        dialog.show();
        const auto* note = dialog.findChild<QLabel*>(QStringLiteral("language-note"));
        auto* choice = dialog.findChild<QComboBox*>(QStringLiteral("language"));
        QVERIFY(choice && note && !note->isVisible());
        Preferences kept;
        connect(&dialog, &PreferencesDialog::changed, this, [&](const Preferences& p) { kept = p; });
        choice->setFocus();
        QTest::keyClicks(choice, QStringLiteral("Deutsch"));
        emit choice->activated(choice->currentIndex());
        QCOMPARE(kept.language, QStringLiteral("de"));
        QVERIFY(note->isVisible());
        keepPreferences(file("settings.ini"), kept);
        QCOMPARE(readPreferences(QSettings(file("settings.ini"), QSettings::IniFormat)).language, QStringLiteral("de"));
    }

    void noMenuUnderlinesALetterTwice()
    {
        openGerman();
        QMenu all(QStringLiteral("menus"));
        all.addActions(window_->menuBar()->actions());
        QCOMPARE(clashesIn(all).join(QStringLiteral("; ")), QString());
        for (const QMenu* menu : window_->findChildren<QMenu*>())
            QCOMPARE(clashesIn(*menu).join(QStringLiteral("; ")), QString());
        QTest::mouseMove(&canvas("attention"));
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(200, 200), QPoint(200, 200));
        QApplication::sendEvent(&canvas("attention"), &event);
        auto* menu = canvas("attention").findChild<QMenu*>();
        QVERIFY(menu && menu->actions().size() > 8);
        QCOMPARE(clashesIn(*menu).join(QStringLiteral("; ")), QString());
        menu->close();
    }

    void whatIsCutIsFound()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QWidget narrow;
        narrow.resize(400, 300);
        const QString text = QStringLiteral("Aufmerksamkeit");
        auto* label = new QLabel(text, &narrow);
        auto* button = new QToolButton(&narrow);
        auto* box = new QComboBox(&narrow);
        auto* tick = new QCheckBox(text, &narrow);
        button->setText(text);
        box->addItem(text);
        int y = 0;
        for (QWidget* w : std::initializer_list<QWidget*>{label, button, box, tick})
            w->setGeometry(0, y += 40, 60, 30);
        narrow.show();
        QCOMPARE(gauge::test::cutTexts(narrow).size(), 4);
        for (QWidget* w : std::initializer_list<QWidget*>{label, button, box, tick})
            w->resize(200, 30);
        QCOMPARE(gauge::test::cutTexts(narrow).size(), 0);
        label->move(300, 0);  // out of what holds it
        QCOMPARE(gauge::test::cutTexts(narrow).size(), 1);
    }

    void nothingIsCutInGerman()
    {
        for (const QSize size : {QSize(1280, 720), QSize(1440, 900)}) {
            openGerman(size);
            for (const Preset preset : {Preset::Explore, Preset::Figure, Preset::Teach}) {
                window_->arrange(preset);
                QVERIFY(calm());
                QTRY_COMPARE(gauge::test::cutTexts(*window_).join(QStringLiteral("; ")), QString());
            }
            nothingIsCutInDialogsAndBelowTheFold();
            window_.reset();
        }
    }

    void nothingIsLeftInEnglish()
    {
        openGerman();
        std::set<QString> left;
        QStringList passages;
        for (const Message& m : catalogue(german())) {
            const QString source = QString(m.source).remove(QLatin1Char('&'));
            if (m.plural || m.forms.front() == m.source || !gauge::test::placesIn(source).isEmpty())
                continue;
            left.insert({source, source.toLower(), source.toUpper()});
            if (source.size() > 20)
                passages << source << source.toHtmlEscaped();
        }
        for (const Message& m : catalogue(german()))
            for (const QString& form : m.forms)  // a word that both languages have
                left.erase(QString(form).remove(QLatin1Char('&')));
        std::unique_ptr<ExportDialog> dialog(window_->showExport(&canvas("attention")));
        QVERIFY(dialog);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        PreferencesDialog preferences({}, window_.get());
        int read = 0;
        for (const QWidget* w : window_->findChildren<QWidget*>())
            for (const QString& text : textsOf(*w)) {
                const QString plain = QString(text).remove(QLatin1Char('&'));
                read += plain.isEmpty() ? 0 : 1;
                QVERIFY2(!left.contains(plain), qPrintable(w->objectName() + QStringLiteral(": ") + plain));
                for (const QString& passage : passages)
                    QVERIFY2(!text.contains(passage), qPrintable(w->objectName() + QStringLiteral(": ") + passage));
            }
        QVERIFY(read > 400);
    }

    void aFigureIsTheSameInEveryLanguage()
    {
        openGerman();
        for (const char* view : {"attention", "meta-tokens", "free-energy"}) {
            for (const QString& suffix : {QStringLiteral("pdf"), QStringLiteral("svg")}) {
                ExportDialog* dialog = window_->showExport(&canvas(view));
                QVERIFY(dialog);
                dialog->findChild<QAbstractButton*>(QStringLiteral("figure-recipe"))->setChecked(true);
                dialog->findChild<QAbstractButton*>(QStringLiteral("figure-titles"))->setChecked(true);
                const QString own = file("german.") + suffix;
                dialog->save(own);
                dialog->close();
                const QString again = file("command.") + suffix;
                QCOMPARE(
                    QProcess::execute(QStringLiteral(GAUGESCOPE_BIN "/gaugescope"),
                                      {QStringLiteral("render"), file("german.recipe.json"), QStringLiteral("-o"), again}),
                    0);
                QVERIFY2(!bytesOf(own).isEmpty() && bytesOf(own) == bytesOf(again), view);
            }
        }
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::TranslationTest)
#include "translation_test.moc"
