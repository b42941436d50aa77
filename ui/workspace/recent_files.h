// The files opened or saved last, newest first, kept in the program's settings.
#pragma once

#include <QStringList>

namespace gauge::ui {

/// `settings`: the path of an .ini file; empty: nothing is kept.
QStringList recentFiles(const QString& settings);
void rememberFile(const QString& settings, const QString& path);

/// A file's name, with as many of its folders before it as no other of the paths shares.
QString toldApart(const QString& path, const QStringList& paths);

}  // namespace gauge::ui
