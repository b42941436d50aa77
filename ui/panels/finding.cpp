#include "ui/panels/finding.h"

#include "ui/workspace/parameter_words.h"

#include <algorithm>
#include <QHash>
#include <QStringList>

namespace gauge::ui {

bool lettersIn(const QString& letters, const QString& text)
{
    qsizetype at = 0;
    for (const QChar c : letters) {
        if (c.isSpace())
            continue;
        at = text.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

QString spelled(const QString& symbol)
{
    static const QHash<QString, QString> names{
        {QStringLiteral("α"), QStringLiteral("alpha")},  {QStringLiteral("β"), QStringLiteral("beta")},
        {QStringLiteral("γ"), QStringLiteral("gamma")},  {QStringLiteral("η"), QStringLiteral("eta")},
        {QStringLiteral("θ"), QStringLiteral("theta")},  {QStringLiteral("κ"), QStringLiteral("kappa")},
        {QStringLiteral("λ"), QStringLiteral("lambda")}, {QStringLiteral("ν"), QStringLiteral("nu")},
        {QStringLiteral("ω"), QStringLiteral("omega")}};
    return names.value(symbol);
}

QString findable(const ParameterInfo& info)
{
    const QString symbol = QString::fromUtf8(info.symbol);
    return QStringList{
        parameterWords(info.label),   symbol, spelled(symbol), QLatin1String(info.name), parameterWords(info.section),
        QString::fromUtf8(info.label)}
        .join(QLatin1Char(' '));
}

bool finds(const QString& words, const ParameterInfo& info)
{
    const QString text = findable(info) + QLatin1Char(' ') + parameterWords(info.help);
    const QStringList typed = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(typed.begin(), typed.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace gauge::ui
