#include "ui/scene/token_text.h"

namespace gauge::ui {

QString oneLine(const QString& text)
{
    QString line = text;
    line.replace(QLatin1Char('\n'), QChar(u'⏎'))
        .replace(QLatin1Char('\r'), QChar(u'␍'))
        .replace(QLatin1Char('\t'), QChar(u'⇥'));
    return line.replace(QChar(QChar::LineSeparator), QChar(u'⏎')).replace(QChar(QChar::ParagraphSeparator), QChar(u'⏎'));
}

QString shownToken(const QString& token)
{
    QString shown = oneLine(token);
    qsizetype first = 0;
    while (first < shown.size() && shown[first].isSpace())
        shown[first++] = QChar(u'␣');
    for (qsizetype last = shown.size() - 1; last >= first && shown[last].isSpace(); --last)
        shown[last] = QChar(u'␣');
    return shown.isEmpty() ? QStringLiteral("∅") : shown;
}

}  // namespace gauge::ui
