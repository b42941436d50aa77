// Whatever the desktop's language: numbers that are shown are those in use, and what is typed is understood or refused, never misread.
#include "tests/support/window.h"
#include "ui/figure/export_dialog.h"
#include "ui/number_box.h"
#include "ui/painter/axes.h"
#include "ui/panels/preferences.h"

#include <cmath>
#include <functional>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>

namespace gauge::ui {
namespace {

/// What stands for no number, or could stand for two.
const QStringList kRubbish{QStringLiteral("abc"),     QStringLiteral("1.000,5"), QStringLiteral("1,000.5"),
                           QStringLiteral("1,000e3"), QStringLiteral("1,000"),   QStringLiteral("1.2.3"),
                           QStringLiteral("1,2,3"),   QStringLiteral("--1"),     QStringLiteral("1 5"),
                           QStringLiteral("nan"),     QStringLiteral("inf"),     QStringLiteral("1e999"),
                           QStringLiteral(","),       QStringLiteral("0x10"),    QStringLiteral(" ")};

/// Writes into a field over what stands there, as a hand that then leaves it.
void type(QAbstractSpinBox& box, const QString& text)
{
    box.selectAll();
    QTest::keyClick(&box, Qt::Key_Delete);
    QTest::keyClicks(&box, text);
    box.interpretText();
}

void type(QComboBox& box, const QString& text)
{
    box.lineEdit()->selectAll();
    QTest::keyClicks(box.lineEdit(), text);
    QTest::keyClick(box.lineEdit(), Qt::Key_Return);
}

/// Whether a text stands for a value, to the digits that it has.
bool standsFor(const QString& text, double value)
{
    bool good = false;
    const double shown = QLocale::c().toDouble(text, &good);
    return good && !text.contains(QLatin1Char(',')) && std::abs(shown - value) <= 5e-4 * std::abs(value);
}

class LocaleTest : public test::WindowFixture {
    Q_OBJECT

    /// The fields of the parameters, twins too, that can be used now.
    void eachField(const std::function<void(const ParameterInfo&, QDoubleSpinBox&)>& f)
    {
        int fields = 0;
        for (const ParameterInfo& info : parameterTable())
            for (const QString& name :
                 {QString(QLatin1String(info.name)), QLatin1String(info.name) + QStringLiteral("-twin")})
                for (auto* box : window_->findChildren<QDoubleSpinBox*>(name))
                    if (box->isEnabled()) {
                        f(info, *box);
                        ++fields;
                    }
        QVERIFY(fields > 12);
    }

    void everyFieldShowsTheValueInUse()
    {
        for (const char* step : {"0.5", "0.25", "0.125"}) {
            panel().setText(QStringLiteral("step"), QLatin1String(step));
            panel().setText(QStringLiteral("alpha"), QLatin1String(step));
            eachField([this](const ParameterInfo& info, QDoubleSpinBox& box) {
                const double used = info.number(panel().parameters());
                QVERIFY2(standsFor(box.text(), used), qPrintable(box.objectName() + QLatin1Char(' ') + box.text()));
                QVERIFY2(std::abs(box.value() - used) <= 1e-12 * std::abs(used), info.name);
            });
        }
        panel().setText(QStringLiteral("seed"), QStringLiteral("123456"));
        QCOMPARE(panel().findChild<QDoubleSpinBox*>("seed")->text(), QStringLiteral("123456"));
        QCOMPARE(window_->findChild<QWidget*>("free-energy")->locale(), QLocale::c());
    }

    void whatIsTypedIsUnderstoodOrRefused()
    {
        eachField([this](const ParameterInfo& info, QDoubleSpinBox& box) {
            const bool whole = info.kind == ParameterInfo::Kind::Whole;
            const double other = std::max(1.0, info.least + 1);
            type(box, QString::number(other));
            QCOMPARE(info.number(panel().parameters()), other);
            for (const char* text : {"0.75", "0,75"}) {
                type(box, QLatin1String(text));
                QCOMPARE(info.number(panel().parameters()), whole || 0.75 < info.least ? other : 0.75);
                type(box, QString::number(other));
            }
            for (const QString& text : kRubbish) {
                type(box, text);
                QVERIFY2(info.number(panel().parameters()) == other && box.text() == QString::number(other),
                         qPrintable(box.objectName() + QStringLiteral(": ") + text));
            }
        });
        QVERIFY(calm());
    }

    void aValueStaysThatNobodyChanges()
    {
        panel().setText(QStringLiteral("kappa"), QStringLiteral("1.23456"));
        auto* box = panel().findChild<QDoubleSpinBox*>("kappa");
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(panel().parameters().attention.kappa, 1.23456);
        type(*box, QStringLiteral("-3"));  // below the least: not the least instead
        QCOMPARE(panel().parameters().attention.kappa, 1.23456);
        auto* layers = panel().findChild<QDoubleSpinBox*>("layers");
        const double before = layers->value();
        QTest::keyClick(layers, Qt::Key_Up);
        QCOMPARE(layers->value(), before + 1);
        QVERIFY(calm());
    }

    void choicesTakeACommaToo()
    {
        auto* prior = panel().findChild<QComboBox*>("attention-prior");
        for (const char* text : {"alibi=0.5", "alibi=0,5"}) {
            type(*prior, QStringLiteral("none"));
            type(*prior, QLatin1String(text));
            QCOMPARE(prior->currentText(), QStringLiteral("alibi=0.5"));
        }
        for (const char* text : {"alibi=1.000,5", "alibi=1,000", "alibi=x", "alibi="}) {
            type(*prior, QLatin1String(text));
            QCOMPARE(prior->currentText(), QStringLiteral("alibi=0.5"));
        }
        QVERIFY(calm());
    }

    void dialogsTakeACommaToo()
    {
        ExportDialog* dialog = window_->showExport(&canvas("attention"));
        auto& width = *dialog->findChild<QDoubleSpinBox*>("figure-width");
        for (const char* text : {"85.5", "85,5", "85,5 mm", "85.50mm"}) {
            type(width, QStringLiteral("100"));
            type(width, QLatin1String(text));
            QCOMPARE(dialog->spec().look.widthMm, 85.5);
            QCOMPARE(width.text(), QStringLiteral("85.5 mm"));
        }
        auto& dpi = *dialog->findChild<QSpinBox*>("figure-dpi");
        type(dpi, QStringLiteral("1200"));
        QCOMPARE(dpi.text(), QStringLiteral("1200 dpi"));
        for (const QString& text : kRubbish) {
            type(width, text);
            QCOMPARE(width.value(), 85.5);
            type(dpi, text);
            QCOMPARE(dpi.value(), 1200);
        }
        for (const char* text : {"12000", "300.5", "300,5", "3.000"}) {
            type(dpi, QLatin1String(text));
            QCOMPARE(dpi.value(), 1200);
        }
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>("figure-height")->text(), QStringLiteral("by its content"));
        dialog->close();
        auto& updates = *window_->findChild<QSpinBox*>("training-updates");
        type(updates, QStringLiteral("12500"));
        type(updates, QStringLiteral("1.000"));
        QCOMPARE(updates.text(), QStringLiteral("12500"));
        PreferencesDialog preferences({});
        auto& threads = *preferences.findChild<QSpinBox*>();
        QCOMPARE(threads.text(), QStringLiteral("all cores"));
        type(threads, QStringLiteral("2"));
        type(threads, QStringLiteral("1,5"));
        QCOMPARE(threads.value(), 2);
    }
    /// All of it in a window that opens in this language.
    void checkIn(const QLocale& language)
    {
        QLocale::setDefault(language);
        open();
        for (const auto check : {&LocaleTest::everyFieldShowsTheValueInUse, &LocaleTest::whatIsTypedIsUnderstoodOrRefused,
                                 &LocaleTest::aValueStaysThatNobodyChanges, &LocaleTest::choicesTakeACommaToo,
                                 &LocaleTest::dialogsTakeACommaToo})
            if (!QTest::currentTestFailed())
                (this->*check)();
        window_.reset();
        QLocale::setDefault(QLocale::system());
    }

private slots:
    void readsAPointAndAComma()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        for (const char* half : {"1.5", "1,5", " 1,5 ", "+1.5", "1.50", "1,50", "15e-1", "0,15e1"})
            QCOMPARE(readNumber(QLatin1String(half)).value_or(0), 1.5);
        QCOMPARE(readNumber(QStringLiteral("−0,5")).value_or(0), -0.5);
        QCOMPARE(readNumber(QStringLiteral(",5")).value_or(0), 0.5);
        QCOMPARE(readNumber(QStringLiteral("0,125")).value_or(0), 0.125);  // no thousands begin with 0
        QCOMPARE(readNumber(QStringLiteral("1234,567")).value_or(0), 1234.567);
        for (const QString& text : kRubbish)
            QVERIFY2(!readNumber(text), qPrintable(text));
        QCOMPARE(withPoint(QStringLiteral("alibi=0,5")), QStringLiteral("alibi=0.5"));
        QCOMPARE(withPoint(QStringLiteral("alibi=1,000")), QStringLiteral("alibi=1,000"));
        QCOMPARE(withPoint(QStringLiteral("causal")), QStringLiteral("causal"));
        QCOMPARE(wholeNumber(1234567), QStringLiteral("1,234,567"));
    }

    void inTheLanguageOfTheDesktop() { checkIn(QLocale::system()); }
    void inGerman() { checkIn(QLocale(QLocale::German, QLocale::Germany)); }
    void inArabicWithItsDigits() { checkIn(QLocale(QLocale::Arabic, QLocale::Egypt)); }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LocaleTest)
#include "locale_test.moc"
