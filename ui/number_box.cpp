#include "ui/number_box.h"

#include <algorithm>
#include <cmath>
#include <QRegularExpression>

namespace gauge::ui {
namespace {

/// A field's text without its unit and blanks.
QString bare(const QString& text, const QString& unit)
{
    QString rest = text.trimmed();
    const QString word = unit.trimmed();
    while (!word.isEmpty() && rest.endsWith(word)) {  // twice, when a hand writes it before the one that stands there
        rest.chop(word.size());
        rest = rest.trimmed();
    }
    return rest;
}

/// Digits alone: a mark in a whole number could only part thousands, in one language or another.
std::optional<double> readWhole(const QString& text)
{
    static const QRegularExpression whole(QStringLiteral("^[-+−]?[0-9]+$"));
    return whole.match(text).hasMatch() ? readNumber(text) : std::nullopt;
}

/// The words that stand for the least value, as "all cores" for 0.
bool isSpecial(const QAbstractSpinBox& box, const QString& text)
{
    return !box.specialValueText().isEmpty() && text == box.specialValueText();
}

void prepare(QAbstractSpinBox& box)
{
    box.setLocale(QLocale::c());
    box.setKeyboardTracking(false);  // half a number is none
}

}  // namespace

std::optional<double> readNumber(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^[-+−]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?$"));
    static const QRegularExpression thousands(QStringLiteral("^[-+−]?[1-9][0-9]{0,2},[0-9]{3}([eE].*)?$"));
    QString plain = text.trimmed();
    if (!form.match(plain).hasMatch() || thousands.match(plain).hasMatch())
        return std::nullopt;
    plain.replace(QLatin1Char(','), QLatin1Char('.')).replace(QChar(0x2212), QLatin1Char('-'));
    bool good = false;
    const double value = plain.toDouble(&good);
    return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QString withPoint(const QString& choice)
{
    const qsizetype from = choice.indexOf(QLatin1Char('=')) + 1;
    QString amount = choice.mid(from);
    if (from == 0 || !readNumber(amount))
        return choice;
    return choice.left(from) + amount.replace(QLatin1Char(','), QLatin1Char('.'));
}

NumberBox::NumberBox(int digits) : digits_(digits)
{
    prepare(*this);
}

QString NumberBox::textFromValue(double v) const
{
    return decimals() == 0 ? QString::number(v, 'f', 0) : QString::number(v, 'g', digits_);
}

std::optional<double> NumberBox::read(const QString& t) const
{
    const QString text = bare(t, suffix());
    return decimals() == 0 ? readWhole(text) : readNumber(text);
}

/// What is shown may be short of digits that the value has: as long as nobody changes it, it stands for all of them.
double NumberBox::valueFromText(const QString& t) const
{
    if (isSpecial(*this, t))
        return minimum();
    return bare(t, suffix()) == textFromValue(value()) ? value() : read(t).value_or(value());
}

QValidator::State NumberBox::validate(QString& t, int&) const
{
    if (isSpecial(*this, t))
        return QValidator::Acceptable;
    const std::optional<double> v = read(t);
    return v && *v >= minimum() && *v <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberBox::fixup(QString& t) const
{
    emit refused(bare(t, suffix()));
}

void NumberBox::stepBy(int steps)
{
    const double unit = value() > 0 ? std::pow(10.0, std::floor(std::log10(value())) - 1) : 0.01;
    setValue(value() + steps * (decimals() == 0 ? std::max(unit, 1.0) : unit));
}

WholeBox::WholeBox()
{
    prepare(*this);
}

QString WholeBox::textFromValue(int v) const
{
    return QString::number(v);
}

int WholeBox::valueFromText(const QString& t) const
{
    if (isSpecial(*this, t))
        return minimum();
    const std::optional<double> v = readWhole(bare(t, suffix()));
    return v ? static_cast<int>(*v) : value();
}

QValidator::State WholeBox::validate(QString& t, int&) const
{
    if (isSpecial(*this, t))
        return QValidator::Acceptable;
    const std::optional<double> v = readWhole(bare(t, suffix()));
    return v && *v >= minimum() && *v <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

}  // namespace gauge::ui
