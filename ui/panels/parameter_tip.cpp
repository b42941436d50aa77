#include "ui/panels/parameter_tip.h"

#include "ui/workspace/parameter_words.h"

#include <cmath>
#include <QCoreApplication>

namespace gauge::ui {
namespace {

QString rangeOf(const ParameterInfo& info)
{
    QString text;
    if (info.kind != ParameterInfo::Kind::Real && info.kind != ParameterInfo::Kind::Whole)
        return text;
    if (std::isfinite(info.least))
        text += QStringLiteral(", %1 %2").arg(info.open ? QStringLiteral("&gt;") : QStringLiteral("≥")).arg(info.least);
    if (std::isfinite(info.greatest))
        text += QStringLiteral(", ≤ %1").arg(info.greatest);
    return text;
}

}  // namespace

QString parameterTitle(const ParameterInfo& info)
{
    const QString symbol = QString::fromUtf8(info.symbol);
    return symbol.isEmpty() ? parameterWords(info.label) : parameterWords(info.label) + QLatin1Char(' ') + symbol;
}

QString parameterTip(const ParameterInfo& info, const Parameters& defaults)
{
    const QString unit = info.unit[0] == '\0' ? QString() : QLatin1Char(' ') + QString::fromUtf8(info.unit);
    return QStringLiteral("<b>%1</b><br>%2<br><small>--%3, ")
               .arg(parameterTitle(info).toHtmlEscaped(), parameterWords(info.help).toHtmlEscaped(),
                    QLatin1String(info.name)) +
           QCoreApplication::translate("parameters", "default %1")
               .arg(QString::fromStdString(parameterText(defaults, info)) + unit) +
           rangeOf(info) +
           QCoreApplication::translate("parameters", "; double-click the name or the slider to go back to it") +
           QStringLiteral("</small>");
}

}  // namespace gauge::ui
