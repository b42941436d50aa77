// What pictures say, and what is said of them: names of what lies under the pointer, and their tables. It is in English in every language of
// the window, so that a figure is the same, to the byte, wherever it is made.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace gauge::ui {

inline QString words(const char* text)
{
    return QString::fromUtf8(text);
}

}  // namespace gauge::ui
