#include "ui/panels/advice_text.h"

#include "ui/painter/axes.h"
#include "ui/panels/counted.h"
#include "ui/workspace/parameter_words.h"

#include <QObject>

namespace gauge::ui {
namespace advice_text {
namespace {

/// By the symbol where the row has one.
QString setting(const Advice& advice, const std::string& value)
{
    const ParameterInfo& info = parameterInfo(advice.parameter);
    const QString name = parameterName(info);
    if (info.kind == ParameterInfo::Kind::Flag)
        return value == "true" ? QObject::tr("“%1” on").arg(name) : QObject::tr("“%1” off").arg(name);
    return QObject::tr("%1 = %2").arg(name, QString::fromStdString(value));
}

/// The trouble by itself.
QString trouble(const Advice& advice)
{
    const Standing& before = advice.before;
    switch (advice.trouble) {
    case Trouble::Melts:
        if (before.alike)
            return QObject::tr("All beliefs are the same");
        if (before.largest < before.tokens)
            return QObject::tr("%1 of %2 tokens are in one group").arg(before.largest).arg(before.tokens);
        return QObject::tr("Everybody is in one group");
    case Trouble::HearsItself:
        return before.reaches ? QObject::tr("Everybody hears only itself") : QObject::tr("Nobody may hear another");
    case Trouble::NothingAgrees:
        return before.groups > 0 ? QObject::tr("Only tokens of one and the same belief agree")
                                 : QObject::tr("Nobody agrees");
    }
    return {};
}

/// At which value, and whether unknown words have a part in it.
QString complaint(const Advice& advice)
{
    QString text = trouble(advice);
    if (!advice.parameter.empty())
        text = QObject::tr("%1 at %2").arg(text, setting(advice, advice.now));
    if (advice.trouble == Trouble::NothingAgrees && 2 * advice.unknown >= advice.before.tokens)
        text =
            QObject::tr("%1 (unknown words: %2 of %3)").arg(text).arg(advice.unknown).arg(tokenCount(advice.before.tokens));
    return text;
}

QString grouped(const Standing& after)
{
    return after.groups == 1 ? QObject::tr("one group of %1").arg(after.largest) : groupCount(after.groups);
}

/// What there is to see then.
QString remedy(const Advice& advice)
{
    const Standing& after = advice.after;
    const QString then = setting(advice, advice.value);
    switch (advice.trouble) {
    case Trouble::HearsItself:
        return QObject::tr("at %1 the average token listens to %2 of %3")
            .arg(then, shortNumber(after.others), otherCount(after.tokens - 1));
    case Trouble::Melts:
        if (after.agents == 1)
            return QObject::tr("at %1 they differ").arg(then);
        if (after.groups == 0)
            return QObject::tr("at %1 they part").arg(then);
        break;
    case Trouble::NothingAgrees: break;
    }
    if (after.agents == 1)
        return QObject::tr("at %1 the %n tokens become one agent", nullptr, counted(after.tokens)).arg(then);
    return QObject::tr("at %1 the %n tokens become %2, with %3", nullptr, counted(after.tokens))
        .arg(then, agentCount(after.agents), grouped(after));
}

}  // namespace
}  // namespace advice_text

QString adviceText(const Advice& advice)
{
    if (!advice.parameter.empty())
        return QObject::tr("%1: %2.").arg(advice_text::complaint(advice), advice_text::remedy(advice));
    if (advice.trouble == Trouble::NothingAgrees && advice.unknown == advice.before.tokens)
        return QObject::tr("Nobody agrees: none of these words is in the vocabulary, and a guess is no opinion.");
    if (!advice.tried)
        return QObject::tr("%1.").arg(advice_text::complaint(advice));
    return QObject::tr("%1, and no single control changes that.").arg(advice_text::complaint(advice));
}

QString adviceSetting(const Advice& advice)
{
    return advice.parameter.empty() ? QString() : advice_text::setting(advice, advice.value);
}

}  // namespace gauge::ui
