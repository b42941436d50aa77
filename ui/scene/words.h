// What views say, in the reader's language.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace gauge::ui {

inline QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

/// Marks a text that is said elsewhere.
constexpr const char* text(const char* words)
{
    return words;
}

}  // namespace gauge::ui
