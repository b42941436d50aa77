// Tokens are plain text, whatever they hold: white space that is all there is, or that would break a line, is made visible.
#pragma once

#include <QString>

namespace gauge::ui {

/// Line ends and tabs as ⏎ ␍ ⇥: one line, whatever it was.
QString oneLine(const QString& text);

/// As it is shown in a label: one line, with leading and trailing blanks, and a token of blanks alone, as ␣.
QString shownToken(const QString& token);

}  // namespace gauge::ui
