// What a person or a file named is plain text wherever Qt would look for mark-up.
#pragma once

#include <QString>

namespace gauge::ui {

/// For a tooltip: as it stands, and still broken into lines.
inline QString plainTip(const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span>") + text.toHtmlEscaped() + QStringLiteral("</span>");
}

/// For the text of an action or a button: no letter is underlined for an & in it.
inline QString plainLabel(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

}  // namespace gauge::ui
