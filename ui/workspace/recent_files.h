// The files opened or saved last, newest first, kept in the program's settings.
#pragma once

#include <QStringList>

namespace gauge::ui {

/// `settings`: the path of an .ini file; empty: nothing is kept.
QStringList recentFiles(const QString& settings);
void rememberFile(const QString& settings, const QString& path);

}  // namespace gauge::ui
